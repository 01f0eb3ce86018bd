"""Who: real names, numbers and traits under a `rid`, and the name in use under a `cid`.

Owns the sealed values of identity, numbered by field, never overwritten.
Must never know a case code, a place, or which `rid` and `cid` belong together.
Start reading at `models.py`.
"""
