"""The `forevar` command line, for those who run it.

Owns commands and what they print. Must never see a table or open a vault.
Start reading at `cli.py`.
"""
