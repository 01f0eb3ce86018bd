"""Who you are, what you need to know, what was done, what is hidden, and what is shown.

Owns accounts, access, notices, the ledger, the two vaults and the one door into them.
Must never know the guideline or the work on a case: a case is a code here.
Start reading at `access/policy.py`, then `disclosure/`.
"""
