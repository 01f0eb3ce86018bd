"""Showing one shielded thing for a short while: the real name, or the place, never both.

Owns the reveal page. Must never show two classes in one answer. Start reading at `reveal.py`.
"""
