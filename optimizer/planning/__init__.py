"""From an instance to a verified plan, alone or several side by side."""
