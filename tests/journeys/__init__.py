"""People's whole errands, in a real browser against the real server."""
