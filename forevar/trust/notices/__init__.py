"""An outbox of fixed, neutral words: that something waits, never what, about whom or where.

Owns who was told and what they answered. Must never know a case. Today a notice reaches people
only in the list they see when signed in; nothing here sends mail or text messages yet.
Start reading at `catalogue.py`, then `services.py`.
"""
