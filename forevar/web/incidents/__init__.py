"""The emergency pages. So far the one before sign-in, which reaches no database, case or vault.

Owns what anybody sees when something happens. Must never make somebody sign in to see 112.
Start reading at `before_login.py`.
"""
