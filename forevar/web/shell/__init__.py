"""What stands around the work: start pages, lists, search, one's own page, help and errors.

Owns pages that belong to no single case. Must never show a name or a place in a list.
Start reading at `urls.py`.
"""
