"""How Førevar is wired and started: settings, addresses, server entry.

Owns the environment it runs in. Must never hold a rule of the work.
Start reading at `settings.py`.
"""
