"""Meetings item by item: what is to be cleared up, who was there for which part, what was decided.

Owns the agenda, attendance, minutes and what is added to them later. Must never know where a
meeting is held: a meeting place counts as whereabouts, and is told in another way.
Start reading at `rules.py`, then `selectors.py`: what a guest may read is decided there.
"""
