"""Tables of an instance as cells of text: read to be edited, checked with all the rest, written back, and compared."""
