"""The same tests once more, on the other database."""
