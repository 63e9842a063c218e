"""What one more of something buys."""
