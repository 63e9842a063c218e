"""Places by contract: bought for persons, so that those in use are those occupied, and agreed on when they are needed."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models import timing
from leonplan.models.capacity import built, carried_out, most_built
from leonplan.models.data import ModelData, PlaceChange
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule
from leonplan.models.sets import IndexSets

Agreement = tuple[str, str, str]
"""Project, centre and level to which it brings places by contract."""


def _agreements(data: ModelData) -> list[Agreement]:
    """Agreements that the plan may begin when it wants: neither decided, nor started by hand, nor required by others."""
    wanted = {r for project in data.projects.values() for r in project.requires}
    wanted |= {p for p, project in data.projects.items() if project.decided}
    wanted |= {p for (p, _), limits in data.decided_starts.items() if (limits.at_least or 0.0) >= 1}
    keys = (
        (x.project, x.centre, x.level) for x in data.place_changes if _is_by_contract(data, x.level) and x.change > 0
    )
    return [key for key in dict.fromkeys(keys) if key[0] not in wanted]


def _is_by_contract(data: ModelData, level: str) -> bool:
    return data.levels[level].agreement_least is not None


def _bought(s: IndexSets) -> list[tuple[str, str, int]]:
    return [(c, l, t) for c, l in s.offered if _is_by_contract(s.data, l) for t in s.data.years]


def _over(s: IndexSets) -> list[tuple[str, str, str, int]]:
    return [(*key, t) for key, t in product(_agreements(s.data), s.data.years)]


def _additions(data: ModelData, p: str, c: str, l: str) -> list[PlaceChange]:
    """Places that an agreement brings."""
    return [x for x in data.place_changes if (x.project, x.centre, x.level) == (p, c, l) and x.change > 0]


VARIABLES = (
    Symbol(
        "agreed", _over, "agreed[p,c,l,t]", "binary", "yes or no",
        "places by contract of project p at level l and centre c are ready in period t, and not before",
    ),
)  # fmt: skip


@rule(_bought)
def contract_places_are_occupied(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """Places by contract are run only for persons: those in use are those occupied.

    Math:    occupancy[l] · operated[c,l,t] <= housed[c,l,t]   for levels by contract
    Units:   persons on an average day
    Source:  a bought place is paid for the person who is in it
    """
    return data_of(m).levels[l].occupancy * m.operated[c, l, t] - m.housed[c, l, t] <= 0


@rule(_over)
def what_comes_by_contract_is_agreed(m: ConcreteModel, p: str, c: str, l: str, t: int) -> Expr:
    """Places by contract become ready only where that is agreed.

    Math:    Σ finished[p,t] - finished[p,t-1] <= max_count[p] · agreed[p,c,l,t]   (started, for places that come at the start)
    Units:   times
    Source:  definition
    """
    data = data_of(m)
    before, new = timing.previous(data, t), _additions(data, p, c, l)
    ready = sum(carried_out(m, x, t) - (0 if before is None else carried_out(m, x, before)) for x in new)
    return ready - len(new) * data.projects[p].max_count * m.agreed[p, c, l, t] <= 0


@rule(_over)
def agreements_begin_with_persons(m: ConcreteModel, p: str, c: str, l: str, t: int) -> Expr:
    """When an agreement is ready, the places by contract there were are taken, and some of its own.

    Decided agreements, those started by hand and those that other projects require are what somebody asked for: they begin
    as they are asked for.

    Math:    built[c,l,t] - operated[c,l,t] <= change[p,c,l] - agreement_least[l] + most_built[c,l,t] · (1 - agreed[p,c,l,t])
    Units:   places
    Source:  assumption: nobody signs an agreement on places years before somebody is to be in them, though it costs nothing
    """
    data = data_of(m)
    spare = min(x.change for x in _additions(data, p, c, l)) - (data.levels[l].agreement_least or 0.0)
    slack = most_built(data, c, l, t) * (1 - m.agreed[p, c, l, t])
    return relation(built(m, c, l, t) - m.operated[c, l, t] - slack, "<=", spare)


RULES: tuple[Rule, ...] = (
    contract_places_are_occupied,
    what_comes_by_contract_is_agreed,
    agreements_begin_with_persons,
)
