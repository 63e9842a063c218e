"""A rule or a variable and its documentation in one act."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyomo.environ import (
    Binary,
    ConcreteModel,
    Constraint,
    NonNegativeIntegers,
    NonNegativeReals,
    Reals,
    Set,
    Var,
    inequality,
)

from leonplan.models.data import Limits, ModelData
from leonplan.models.sets import IndexSets

Expr: TypeAlias = Any
"""A Pyomo expression or relation; Pyomo has no public type for it."""
Index: TypeAlias = Sequence[Any]
Over: TypeAlias = Callable[[IndexSets], Index]

DOMAINS = {"continuous": NonNegativeReals, "free": Reals, "integer": NonNegativeIntegers, "binary": Binary}
_PART = re.compile(r"^(Math|Units|Source):\s*(.*?)(?=^\w+:|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A variable of the model."""

    name: str
    """Name in the model."""
    over: Over
    """The index it lives on."""
    written: str
    """How it is written in the formulas, e.g. ``served[g,l,s,t]``."""
    domain: str | Callable[..., str]
    """continuous (not negative), free, integer (not negative) or binary; or one of these by (model, *index)."""
    unit: str
    """Unit of its value."""
    meaning: str
    """What it says."""
    bounds: Callable[..., tuple[float | None, float | None]] | None = None
    """Bounds by (model, *index), where they are tighter than the domain."""

    def declare(self, m: ConcreteModel) -> None:
        """Add the variable to a model."""
        index = _index_set(m, self.name, self.over(m.sets))
        domain = DOMAINS[self.domain] if isinstance(self.domain, str) else self._domain_of
        m.add_component(self.name, Var(index, domain=domain, bounds=self.bounds))

    def _domain_of(self, m: ConcreteModel, *index: Any) -> Any:
        assert not isinstance(self.domain, str)
        return DOMAINS[self.domain(m, *index)]


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence that must be true in every plan."""

    name: str
    """The sentence; explanations print it."""
    function: Callable[..., Expr]
    """(model, *index) -> relation."""
    over: Over
    """The index it holds for."""

    @property
    def sentence(self) -> str:
        """The first line of the documentation."""
        return self._documentation().partition("\n")[0]

    def part(self, heading: str) -> str:
        """The documentation's part under Math, Units or Source, on one line; empty if it is missing."""
        found = {match[1]: " ".join(match[2].split()) for match in _PART.finditer(self._documentation())}
        return found.get(heading, "")

    def _documentation(self) -> str:
        return inspect.getdoc(self.function) or ""

    def declare(self, m: ConcreteModel) -> None:
        """Add the rule to a model."""
        index = _index_set(m, self.name, self.over(m.sets))
        m.add_component(self.name, Constraint(index, rule=self.function))


@dataclass(frozen=True, slots=True)
class Measure:
    """An expression that a plan can be judged by; less is better."""

    name: str
    """Name of the goal."""
    function: Callable[[ConcreteModel], Expr]
    """model -> expression."""
    unit: str
    """Unit of its value."""

    @property
    def meaning(self) -> str:
        """What it says."""
        return (inspect.getdoc(self.function) or "").partition("\n")[0]


def rule(over: Over) -> Callable[[Callable[..., Expr]], Rule]:
    """Make a function of (model, *index) a rule that holds over an index."""

    def make(function: Callable[..., Expr]) -> Rule:
        return Rule(function.__name__, function, over)

    return make


def measure(unit: str) -> Callable[[Callable[[ConcreteModel], Expr]], Measure]:
    """Make a function of the model a goal with a unit."""

    def make(function: Callable[[ConcreteModel], Expr]) -> Measure:
        return Measure(function.__name__, function, unit)

    return make


def relation(left: Expr, sense: str, right: float) -> Expr:
    """``left <= right``, ``left >= right`` or ``left == right``, skipped where nothing is left to decide.

    Raises ValueError if a number stands where variables should and the relation is false: a fault of the data that the
    checks should have caught.
    """
    if not isinstance(left, int | float):
        return {"<=": left <= right, ">=": left >= right, "==": left == right}[sense]
    holds = {"<=": left <= right, ">=": left >= right, "==": left == right}[sense]
    return Constraint.Feasible if holds else Constraint.Infeasible


def within(body: Expr, limits: Limits) -> Expr:
    """``at_least <= body <= at_most``, as far as given; skipped, or false, where nothing is left to decide."""
    low, high = limits.at_least, limits.at_most
    if low is None:
        return Constraint.Feasible if high is None else relation(body, "<=", high)
    if high is None or low == high:
        return relation(body, ">=" if high is None else "==", low)
    if isinstance(body, int | float):
        return Constraint.Feasible if low <= body <= high else Constraint.Infeasible
    return inequality(low, body, high)


def _index_set(m: ConcreteModel, name: str, index: Index) -> Set:
    keys: Iterable[Any] = list(index)
    first = next(iter(keys), None)
    dimension = len(first) if isinstance(first, tuple) else 1
    owner = f"{name}_index"
    m.add_component(owner, Set(initialize=keys, dimen=dimension))
    return m.component(owner)


def data_of(m: ConcreteModel) -> ModelData:
    """The numbers of a model."""
    data: ModelData = m.data
    return data
