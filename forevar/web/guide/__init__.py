"""The guide reader: both guides in our words, section by section, open to everybody.

Owns how requirements read on a page. Must never know that a case exists.
Start reading at `contents.py`.
"""
