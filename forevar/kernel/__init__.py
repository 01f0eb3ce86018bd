"""The few words every other package speaks: references, time, decisions, errors.

Owns a closed list of four modules (a fifth needs a decision record).
Must never know Django, a case's content or a person's name.
Start reading at `refs.py`.
"""
