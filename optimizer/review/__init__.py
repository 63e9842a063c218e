"""What a planner should look at in a plan: each check is a small function over a stored plan; nothing is solved."""
