"""What every page stands on: who asks, what they may, what was opened, and how errors look.

Owns the four marks a view can carry. Must never know a feature's pages.
Start reading at `pages.py`.
"""
