"""The only door to the vaults: who may be told what, and what may never stand together.

Owns the sealed link between a case and its `rid`, `cid` and `wid`, every way a value is shown, and
the barrier that reads what leaves. Must never know why a case needs something: rights come in.
Start reading at `selectors.py` (the call name), then `reveal.py`, then `egress.py`.
"""
