"""How fast the program is, measured by hand: ``cd tests && python -m benchmarks --help``."""
