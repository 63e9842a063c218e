"""The formulation: what a good plan is, in symbols. No files, no solver, no engine."""

if not __name__.startswith("leonplan."):
    raise ImportError("import leonplan.models, not models: install the project with 'pip install -e .'")
