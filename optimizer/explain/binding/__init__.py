"""What binds in a plan, and when."""
