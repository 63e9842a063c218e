"""Rolling on (rullering): next year's instance from this year's plan, and what the plan said against what came."""
