"""Cases of a kind: a few in the quick check, more in CI, and where that is not all, the rest by ``pytest -m further``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def random_cases(number: int, *, fast: int, ci: int | None = None) -> list[Any]:
    """The numbers below ``number`` as parameters of a test; from ``fast`` on they are slow tests, from ``ci`` on further ones."""
    slow = number if ci is None else ci
    further = [pytest.param(one, marks=[pytest.mark.further]) for one in range(slow, number)]
    return [*few([(one,) for one in range(slow)], fast=fast), *further]


def few(cases: Sequence[tuple[Any, ...]], *, fast: int) -> list[Any]:
    """Cases as parameters of a test; from the place ``fast`` on they are slow tests."""
    return [pytest.param(*one, marks=[pytest.mark.slow] if n >= fast else []) for n, one in enumerate(cases)]
