"""The pages of the case itself: overview, time line, people, phase, closing, and marks.

Owns how the overview looks. Must never know a table, or a rule of the guides: it shows what
assessments say is asked for. Start reading at `views.py`.
"""
