"""The rules of screening: which fact is asked where, what may be answered, and what it entails."""
