"""The programming interface: the same services and projections, as JSON.

Owns addresses under `/api/` and how errors look there. Must never see a table or a page.
Start reading at `app.py`.
"""
