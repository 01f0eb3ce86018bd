"""The ledger: what was done and what was shown, in an order nobody can change unseen.

Owns the append-only log, its hash tree, its signed checkpoints and the closed list of actions.
Must never know a name, a place, a free text, or any other package above the kernel.
Start reading at `ledger.py` (append, entries), then `chain.py` (why a change is seen).
"""
