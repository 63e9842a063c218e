"""The least repair: the search for the number of steps, and what is told when time runs out."""

from __future__ import annotations

from typing import Any

import pytest

from leonplan.optimizer.explain.collision.loosening import Loosening
from leonplan.optimizer.explain.collision.repairs import least_repair


def way(most: int, **changes: Any) -> Loosening:
    """A loosening whose loosened instance is the number of steps itself."""
    return Loosening("recruits", "nurse", 0.5, "FTE", most, lambda _, steps: steps, lambda x: f"{x:g} more", **changes)  # type: ignore[arg-type, return-value]


class Town:
    """Has a plan from some number of steps on; does not know within a span."""

    def __init__(self, enough: int, unknown: tuple[int, int] = (0, 0)) -> None:
        self.enough, self.unknown = enough, unknown
        self.asked: list[int] = []

    def __call__(self, steps: int) -> bool | None:
        self.asked.append(steps)
        return None if self.unknown[0] <= steps < self.unknown[1] else steps >= self.enough


@pytest.mark.parametrize("enough", [1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 999, 1000])
def test_the_least_number_of_steps_is_found(enough: int) -> None:
    town = Town(enough)
    repair = least_repair(None, way(1000), town)  # type: ignore[arg-type]
    assert (repair.amount, repair.too_little, repair.is_least) == (enough / 2, (enough - 1) / 2, True)
    assert repair.words == f"{enough / 2:g} more"
    assert len(town.asked) <= 22
    assert len(set(town.asked)) == len(town.asked)


def test_what_cannot_help_is_asked_once() -> None:
    town = Town(1001)
    repair = least_repair(None, way(1000), town)  # type: ignore[arg-type]
    assert (repair.works, repair.amount, repair.too_little, repair.is_least) == (False, None, 500.0, False)
    assert town.asked == [1000]


def test_what_is_not_known_is_not_called_least() -> None:
    """Enough from 40 steps on, but nothing is known of 20 to 49: told is 50 as enough, and 16 as too little."""
    repair = least_repair(None, way(64), Town(40, unknown=(20, 50)))  # type: ignore[arg-type]
    assert repair.amount == 25.0
    assert repair.too_little == 8.0
    assert not repair.is_least


def test_nothing_is_told_of_what_is_not_known_at_all() -> None:
    repair = least_repair(None, way(64), Town(40, unknown=(0, 65)))  # type: ignore[arg-type]
    assert (repair.works, repair.too_little, repair.is_least) == (False, 0.0, False)
