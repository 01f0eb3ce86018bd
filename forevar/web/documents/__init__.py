"""The page of the register: what was received, what was made here, and who has read it.

Must never know a table, nor show a document: it links to where each is read.
Start reading at `register.py`.
"""
