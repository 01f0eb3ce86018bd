"""Who works where: organisations, units and their numbers, people, roles for a time, and shifts.

Owns the accounts people sign in with and the rota. Must never know a case or a child: having
a role opens no case, and importing a list of staff grants nothing.
Start reading at `roles.py`, then `services.py`.
"""
