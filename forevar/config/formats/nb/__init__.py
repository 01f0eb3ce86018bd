"""Dates and times in bokmål."""
