"""What reports say: one module a chapter, each a pure function from what was solved to blocks."""
