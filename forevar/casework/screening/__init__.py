"""What is known about a case: questions in seven themes, their answers, sources and *vet ikke ennå*.

Owns the answers (never overwritten) and the notes on what child and parents were told and said.
Must never know what the guide makes of an answer, nor hold a value that belongs in a vault.
Start reading at `rules/themes.py`, then `services/notes.py`.
"""
