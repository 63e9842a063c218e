"""The numbers that one solve needs, from an instance and its need."""
