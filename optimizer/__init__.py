"""The engine: an instance folder in, a verified plan and reports out."""

if not __name__.startswith("leonplan."):
    raise ImportError("import leonplan.optimizer, not optimizer: install the project with 'pip install -e .'")
