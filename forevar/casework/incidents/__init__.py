"""When something happens: the clock, the conditions and the steps everybody may see.

Owns what is true of any child. So far that is layer 1, which works before sign-in and knows no one;
the running record, the logs and the notices come with their own issue.
Start reading at `rules.py`.
"""
