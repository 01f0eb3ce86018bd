"""Facts meet the guides, and people judge: versioned, explained, signed.

Owns the service's risk assessment, what the police say, disagreement about risk, and the answers
to the guides' questions of judgement. The only package that puts case facts before the evaluator.
Must never compute a risk: no number, no grade, no colour. A person concludes and signs.
Start reading at `selectors/evaluation.py`, then `rules/writing.py`.
"""
