"""Plans side by side: what differs from the base, who gains and who loses, and why the plan moved, change by change."""
