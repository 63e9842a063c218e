"""Reading files: text, YAML and CSV into plain values, each with the line it stands on."""
