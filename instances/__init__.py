"""The instances that ship with the program: data only."""
