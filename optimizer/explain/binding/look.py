"""A look at a plan for what binds, and the rules that it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.row import Binding

Function = Callable[[DecidedYears], Iterator[Binding]]
"""Rows of a plan, among them those in which nothing is left."""


@dataclass(frozen=True, slots=True)
class Look:
    """A function that looks at some rules."""

    function: Function
    """The look."""
    rules: tuple[str, ...]
    """Names of the rules that its rows are about."""

    def __call__(self, view: DecidedYears) -> Iterator[Binding]:
        """The rows of a plan."""
        return self.function(view)


def looks_at(*rules: str) -> Callable[[Function], Look]:
    """Turns a function into a look at some rules."""

    def make(function: Function) -> Look:
        return Look(function, rules)

    return make
