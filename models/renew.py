"""Other numbers for a model that is built: the rows, bounds and goals they touch are made again, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias, cast

from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr.relational_expr import RelationalExpression
from pyomo.environ import ConcreteModel

from leonplan.models import objectives
from leonplan.models.build import BLOCKS
from leonplan.models.data import ModelData
from leonplan.models.declare import Measure, Rule, Symbol
from leonplan.models.sets import IndexSets

Part: TypeAlias = Symbol | Rule | Measure
Key: TypeAlias = tuple[type[Part], str]
"""What a part of the model is, and its name."""


@dataclass(frozen=True, slots=True)
class Reads:
    """The fields of the data that a part looks at, itself or through the index sets."""

    shape: frozenset[str]
    """For its index and the domains of its variables."""
    numbers: frozenset[str]
    """For its bounds, relations or expression."""


class _Watched:
    """Numbers that note which of their fields are looked at."""

    def __init__(self, data: ModelData) -> None:
        self._data = data
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.read.add("periods" if name == "years" else name)
        return getattr(self._data, name)


def parts() -> Iterator[Part]:
    """Every variable, rule and goal of the formulation."""
    for block in BLOCKS:
        yield from block.VARIABLES
    for block in (*BLOCKS, objectives):
        yield from block.RULES
    yield from objectives.MEASURES


def key_of(part: Part) -> Key:
    """What names a part."""
    return type(part), part.name


def reads_of(m: ConcreteModel) -> dict[Key, Reads]:
    """What each part of a model looks at. Leaves the model as it was."""
    data, sets, found = m.data, m.sets, {}
    try:
        with PauseGC():
            for part in parts():
                shape = _watch(m, data)
                indices = _indices(part, m.sets)
                _domains(m, part, indices)
                numbers = _watch(m, data)
                for index in indices:
                    _values(part)(m, *index)
                found[key_of(part)] = Reads(frozenset(shape.read), frozenset(numbers.read))
    finally:
        m.data, m.sets = data, sets
    return found


def _watch(m: ConcreteModel, data: ModelData) -> _Watched:
    """Let a model look at numbers that note it, through index sets of their own."""
    m.data = watched = _Watched(data)
    m.sets = IndexSets(cast(ModelData, watched))
    return watched


def renew(m: ConcreteModel, data: ModelData, reads: Mapping[Key, Reads]) -> frozenset[Key] | None:
    """Give a model other numbers; returns the parts that they touch.

    reads: what ``reads_of`` found for the model. None if the shape of the problem would move: then the model is spoilt, and
    another must be built.
    """
    changed = {field.name for field in fields(ModelData) if getattr(m.data, field.name) != getattr(data, field.name)}
    shaped = [part for part in parts() if reads[key_of(part)].shape & changed]
    before = [_shape(m, part) for part in shaped]
    m.data, m.sets = data, IndexSets(data)
    if before != [_shape(m, part) for part in shaped]:
        return None
    touched = [part for part in parts() if reads[key_of(part)].numbers & changed]
    with PauseGC():
        if not all(_renewed(m, part) for part in touched):
            return None
    return frozenset(map(key_of, touched))


def _shape(m: ConcreteModel, part: Part) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Indices of a part, and the domains of a variable where they are not the same for all."""
    indices = _indices(part, m.sets)
    return indices, _domains(m, part, indices)


def _domains(m: ConcreteModel, part: Part, indices: Sequence[tuple[Any, ...]]) -> list[str]:
    if not isinstance(part, Symbol) or isinstance(part.domain, str):
        return []
    return [part.domain(m, *index) for index in indices]


def _indices(part: Part, sets: IndexSets) -> list[tuple[Any, ...]]:
    if isinstance(part, Measure):
        return [()]
    found: Sequence[Any] = list(part.over(sets))
    return [index if isinstance(index, tuple) else (index,) for index in found]


def _values(part: Part) -> Callable[..., Any]:
    """What a part makes of (model, *index): bounds of a variable, relation of a rule, expression of a goal."""
    if isinstance(part, Symbol):
        return part.bounds or (lambda m, *index: None)
    return part.function


def _renewed(m: ConcreteModel, part: Part) -> bool:
    """Make a part again in place; false if a row of it comes or goes."""
    if isinstance(part, Measure):
        m.measures[part.name].set_value(part.function(m))
        return True
    component = m.component(part.name)
    for index in _indices(part, m.sets):
        made, key = _values(part)(m, *index), index if len(index) > 1 else index[0]
        if isinstance(part, Symbol):
            component[key].setlb(made[0])
            component[key].setub(made[1])
        elif key not in component or not isinstance(made, RelationalExpression):
            if key in component or isinstance(made, RelationalExpression):
                return False
        else:
            component[key].set_value(made)
    return True
