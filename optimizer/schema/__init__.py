"""The schema of an instance: what can be said, in which units, with which limits."""
