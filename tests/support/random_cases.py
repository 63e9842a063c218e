"""Numbers of random cases: a few in the quick check, all of them in CI."""

from __future__ import annotations

from typing import Any

import pytest


def random_cases(number: int, *, fast: int) -> list[Any]:
    """The numbers below ``number`` as parameters of a test; from ``fast`` on they are slow tests."""
    return [pytest.param(one, marks=[pytest.mark.slow] if one >= fast else []) for one in range(number)]
