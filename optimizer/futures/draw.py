"""Draws futures: values of every factor that fill their distributions evenly, the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.read import value_at
from leonplan.optimizer.reading.read_yaml import compose
from leonplan.optimizer.reading.validate_yaml import validate_document
from leonplan.optimizer.what_if.read import SUFFIX, NamedWhatIf
from leonplan.optimizer.what_if.what_if import WhatIf
from leonplan.optimizer.what_if.write_what_if import what_if_text

MOST = 100_000
"""Futures drawn at most."""


@dataclass(frozen=True)
class Future:
    """One way in which it may come."""

    number: int
    """Its place in the sequence, from 1."""
    values: Mapping[str, float]
    """Value of each factor, as it is written."""

    @property
    def id(self) -> str:
        """Identifier, the name of its what-if.

        >>> Future(7, {}).id
        'future_00007'
        """
        return f"future_{self.number:05d}"


def draw(factors: Factors, count: int, seed: int = 1) -> tuple[Future, ...]:
    """Futures of the factors by a scrambled Sobol sequence, each factor drawn by itself.

    count: from 1 to ``MOST``; seed: of the scrambling. The first of more futures are those of fewer, so that a sweep can be
    made larger; as many as a power of two fill the distributions most evenly. Raises UsageError if SciPy is not installed or
    the count is not within its limits.
    """
    if not 1 <= count <= MOST:
        raise UsageError(f"{count} futures cannot be drawn; give a number from 1 to {MOST}")
    try:
        from scipy.stats import qmc
    except ImportError as error:
        raise UsageError(
            "futures need more than is installed (scipy missing); type: pip install 'leonplan[futures]'"
        ) from error
    sequence = qmc.Sobol(len(factors.factors), scramble=True, rng=seed)
    shares = sequence.random_base2((count - 1).bit_length())[:count]
    return tuple(
        Future(
            number,
            {factor.id: value_at(factor, float(share)) for factor, share in zip(factors.factors, row, strict=True)},
        )
        for number, row in enumerate(shares, 1)
    )


def future_text(factors: Factors, future: Future, seed: int, standing: list[dict[str, Any]] | None = None) -> str:
    """A future as the text of a what-if file, which can be solved alone.

    seed: that it was drawn with; standing: further changes, e.g. decisions that stand.
    """
    told = ", ".join(f"{factor.id} {future.values[factor.id]:g}" for factor in factors.factors)
    return what_if_text(
        f"Future {future.number} of seed {seed}",
        "What if this future comes?",
        f"Drawn from {factors.file}: {told}"[:2000],
        [*factors.changes(future.values), *(standing or [])],
    )


def as_what_if(text: str, future: Future) -> NamedWhatIf:
    """The what-if of a future's text; raises InputError with every fault of it."""
    file = future.id + SUFFIX
    document = compose(text, file)
    found, problems = validate_document(document, WhatIf)
    if found is None or document.problems:
        raise InputError([*document.problems, *problems])
    return NamedWhatIf(future.id, file, found, document)
