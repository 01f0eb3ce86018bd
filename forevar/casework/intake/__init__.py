"""The municipality's enquiry, what is missing and who was asked, and the interpreter.

Owns how a case begins, requests for information, and the five facts of intake.
Must never know an answer in one of the seven themes: those belong to `screening`.
Start reading at `services/enquiry.py`.
"""
