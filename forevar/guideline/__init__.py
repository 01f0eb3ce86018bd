"""The two guides as data, and a pure evaluator over them.

Owns the catalogue (editions, law table, errata), what it means, and the sentences that explain it.
Must never know a child, a case, a database or a web framework; it computes no score and no level.
Start reading at one file in ``editions/moves-2024/rules/``, then ``evaluate``.
"""
