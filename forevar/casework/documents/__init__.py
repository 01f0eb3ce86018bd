"""The register of a case's documents: what was received and from whom, and what was made here.

Owns the lines about received documents. Must never hold a document itself, nor say more of one
than its kind, its day and who sent it. Start reading at `selectors.py`.
"""
