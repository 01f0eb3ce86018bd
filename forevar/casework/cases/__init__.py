"""The case file: its code, its phase, who answers for it, what has to be done and by when.

Owns cases, responsibilities, tasks, notes on the time line, drafts and marks on requirements.
Must never know a child's name or place (trust/disclosure does), nor what the guides ask
(assessments does): a task carries a code or a requirement's id, never a sentence about a child.
Start reading at `rules/phases.py`, then `services/open_case.py`.
"""
