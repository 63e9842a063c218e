"""Inhabitants of every municipality, measured and projected, with the measured error of the projection."""
