"""The pages: server-rendered, in three languages, whole without JavaScript.

Owns addresses, forms, templates and what a page looks like. Must never know a table or a vault.
Start reading at `urls.py`, then `kit/pages.py`.
"""
