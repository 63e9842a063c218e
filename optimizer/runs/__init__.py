"""Sealed run folders: written, read back, described by their manifest."""
