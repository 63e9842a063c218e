"""Cross-checks of an instance: one function for each fault that no single row or field shows."""
