"""Projected need, step by step."""
