"""Instance folders with one fault each, made from a good one."""
