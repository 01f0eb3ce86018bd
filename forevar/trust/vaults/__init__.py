"""The vaults: what is hidden, and the envelope it is hidden in.

Owns the keys of every child (`sealing`), values that cannot become text by accident (`scope`),
and two vaults that do not know each other: who (`identity`) and where (`whereabouts`).
Must never know which `rid`, `cid` and `wid` belong together: only `trust/disclosure` does.
Start reading at `scope.py`, then `sealing.py`.
"""
