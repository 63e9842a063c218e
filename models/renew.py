"""Other numbers for a model that is built: the rows, bounds and goals they touch are made again, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeAlias

from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr.relational_expr import RelationalExpression
from pyomo.environ import ConcreteModel

from leonplan.models import objectives
from leonplan.models.build import BLOCKS
from leonplan.models.data import ModelData
from leonplan.models.declare import DOMAINS, Measure, Rule, Symbol
from leonplan.models.sets import IndexSets

SHAPING = frozenset({"levels", "place_changes", "located", "centres", "districts"})
"""Fields by which the index sets answer questions, as they do by whether residents stay: another value may move the shape of
the problem."""

Part: TypeAlias = Symbol | Rule | Measure
Key: TypeAlias = tuple[type[Part], str]
"""What a part of the model is, and its name."""


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


def reads_of(m: ConcreteModel) -> dict[Key, frozenset[str]]:
    """The fields of the data that each part of a model looks at. Leaves the model as it was."""
    data, found = m.data, {}
    try:
        with PauseGC():
            for part in parts():
                m.data = watched = _Watched(data)
                for index in _indices(part, m.sets):
                    _values(part)(m, *index)
                found[key_of(part)] = frozenset(watched.read)
    finally:
        m.data = data
    return found


def renew(m: ConcreteModel, data: ModelData, reads: Mapping[Key, frozenset[str]]) -> frozenset[Key] | None:
    """Give a model other numbers; returns the parts that they touch.

    reads: what ``reads_of`` found for the model. None if the shape of the problem would move: then the model is spoilt, and
    another must be built.
    """
    changed = {field.name for field in fields(ModelData) if getattr(m.data, field.name) != getattr(data, field.name)}
    sets = IndexSets(data)
    is_shaping = changed & SHAPING or m.data.policies.residents_stay != data.policies.residents_stay
    if is_shaping or not _is_same_shape(m, sets):
        return None
    m.data, m.sets = data, sets
    touched = [part for part in parts() if reads[key_of(part)] & changed]
    with PauseGC():
        if not all(_renewed(m, part) for part in touched):
            return None
    return frozenset(map(key_of, touched))


def _is_same_shape(m: ConcreteModel, sets: IndexSets) -> bool:
    """Whether the index sets, the indices of every part and the domains of the variables stay."""
    derived = [name for name, value in vars(IndexSets).items() if isinstance(value, cached_property)]
    if any(getattr(m.sets, name) != getattr(sets, name) for name in derived):
        return False
    return all(_indices(part, m.sets) == _indices(part, sets) and _keeps_domain(m, part, sets) for part in parts())


def _keeps_domain(m: ConcreteModel, part: Part, sets: IndexSets) -> bool:
    if not isinstance(part, Symbol) or isinstance(part.domain, str):
        return True
    before = m.data
    old = [part.domain(m, *index) for index in _indices(part, sets)]
    m.data = sets.data
    new = [part.domain(m, *index) for index in _indices(part, sets)]
    m.data = before
    assert set(new) <= set(DOMAINS)
    return old == new


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
