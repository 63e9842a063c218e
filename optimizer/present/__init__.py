"""What people read in the terminal: one file per screen. Tables come from rich; text from users is never markup."""
