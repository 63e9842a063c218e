"""Plans kept by what decides them, so that the same question is solved once and has the same answer everywhere."""
