"""Programs killed at random moments lose nothing that was finished; the benchmark kills hundreds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from benchmarks.kills import COMMANDS, MISSED, kill_often


@pytest.mark.slow
def test_killed_programs_lose_nothing(tmp_path: Path) -> None:
    """What stands there after each kill is whole and verified, or this fails in the looking."""
    found = kill_often(tmp_path, COMMANDS["solve"], 8, random.Random(7))
    assert sum(count for what, count in found.items() if what != MISSED) == 8
    assert list(tmp_path.glob("solve")) == [tmp_path / "solve"]
