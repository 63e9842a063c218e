"""Plans almost as good as the best that differ as much as can be in their projects, and the price of a wish."""
