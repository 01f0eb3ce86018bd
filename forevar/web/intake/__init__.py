"""The pages of an enquiry: taking it down, what is missing and who was asked, and the interpreter.

Owns how an enquiry and the first answers are put together in one form. Must never keep a name or a
place outside the vaults. Start reading at `new.py`, then `registering.py`.
"""
