"""Signing in and out, second factors, and proving who you are once more.

Owns the door. Must never open a case, and never tells whether an account exists.
Start reading at `doors.py`.
"""
