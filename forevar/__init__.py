"""Førevar: the case system that carries out the two guides on keeping a placed child safe.

Owns everything the product does. Must never know: a machine, an operator, a real child.
Start reading at README.md, then one rule in `guideline/editions/`, then `trust/disclosure`.
"""
