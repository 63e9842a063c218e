"""Why there is no plan, and what would mend it."""
