"""Pages where people judge: risk assessment, police, disagreement, judgement, all requirements.

Owns the forms and the words around them. Must never know a table, nor show anything that looks
like a measurement of risk.
Start reading at `risk.py`.
"""
