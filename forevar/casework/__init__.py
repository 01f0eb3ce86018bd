"""The work itself, from the case file up to the printed page.

Owns the states, rules and records of each feature. Must never know HTTP, a form or a key.
Start reading at `cases/`, then `screening/` and `assessments/`.
"""
