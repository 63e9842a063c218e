"""Cases of a kind: a few in the quick check, all of them in CI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def random_cases(number: int, *, fast: int) -> list[Any]:
    """The numbers below ``number`` as parameters of a test; from ``fast`` on they are slow tests."""
    return few([(one,) for one in range(number)], fast=fast)


def few(cases: Sequence[tuple[Any, ...]], *, fast: int) -> list[Any]:
    """Cases as parameters of a test; from the place ``fast`` on they are slow tests."""
    return [pytest.param(*one, marks=[pytest.mark.slow] if n >= fast else []) for n, one in enumerate(cases)]
