"""The budget frontier: what each krone of frame buys in need met, with proof of what cannot be reached."""
