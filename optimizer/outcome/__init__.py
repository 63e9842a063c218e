"""What solving and verifying come to: frozen types that every room may know."""
