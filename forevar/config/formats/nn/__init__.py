"""Dates and times in nynorsk."""
