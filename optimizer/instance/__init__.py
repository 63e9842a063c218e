"""An instance as a folder: read with every check, made anew, written, described."""
