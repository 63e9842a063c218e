"""On what a plan hangs, and how sure it is, by solving again with one thing changed."""
