"""The demonstration: made-up organisations, people and cases, built through the real services.

Owns the made-up world and nothing else. Must never run where real people are.
Start reading at `world.yaml`, then `building.py`.
"""
