"""The pages of facts and participation: seven themes, one question at a time, and what was said.

Owns how a question of any type is asked and answered without JavaScript. Must never show a value
that lies in a vault. Start reading at `questions.py`, then `views.py`.
"""
