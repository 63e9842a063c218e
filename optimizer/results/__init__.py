"""The tables of a plan: what their rows hold, how they follow from the decisions, and how they are written."""
