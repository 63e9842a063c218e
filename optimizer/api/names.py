"""What arguments of the public API are."""

from __future__ import annotations

from pathlib import Path

from leonplan.optimizer.solve.settings import MOST_THREADS as MOST_THREADS
from leonplan.optimizer.solve.side_by_side import GoalProgress as GoalProgress
from leonplan.optimizer.solve.side_by_side import Progress as Progress

Name = str | Path
"""A folder or file, or the name of one that ships with the program."""

FROM_PYTHON = "leonplan.optimizer.api (Python)"
"""What a sealed folder says made it, where nothing better is."""
