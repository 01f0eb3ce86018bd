"""Pages of meetings: the list, a plan from what is missing, the minutes, and a last look before the lock.

Owns the forms and the words around them. Must never know a table, nor ask where a meeting is held.
Start reading at `minutes.py`.
"""
