"""Where: addresses, units, schools, phones and routes under a `wid`.

Owns the sealed values of place, numbered by kind, never overwritten.
Must never know a case code, a name, or the identity vault.
Start reading at `models.py`.
"""
