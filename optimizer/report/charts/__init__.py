"""Charts as Vega-Lite specifications: one definition for every format, plain dicts of data and marks."""
