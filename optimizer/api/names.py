"""What arguments of the public API are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Name = str | Path
"""A folder or file, or the name of one that ships with the program."""

Progress = Callable[[str], None]
"""Told what is being done, one short line at a time; ``print`` is one."""

FROM_PYTHON = "leonplan.optimizer.api (Python)"
"""Told in a sealed folder as what made it, where nothing better is."""
