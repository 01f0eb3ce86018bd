"""Emergency access and its review, who has seen a case, who is kept out, and control.

Owns the pages about access itself. Must never show what a case holds. Start reading at
`emergency.py`, then `log.py`.
"""
