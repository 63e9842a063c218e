"""What the planner has fixed by hand: starts of projects, places in use, persons served."""

from __future__ import annotations

from pyomo.environ import ConcreteModel

from leonplan.models.capacity import starts
from leonplan.models.data import EVERYWHERE
from leonplan.models.declare import Expr, Rule, Symbol, data_of, rule, within

VARIABLES: tuple[Symbol, ...] = ()


@rule(lambda s: list(s.data.decided_starts))
def decided_starts_are_kept(m: ConcreteModel, p: str, t: int) -> Expr:
    """A project starts as often in a period as the planner has decided.

    Math:    at_least[p,t] <= started[p,t] - started[p,t-1] <= at_most[p,t]
    Units:   times
    Source:  the planner's decision
    """
    return within(starts(m, p, t), data_of(m).decided_starts[p, t])


@rule(lambda s: list(s.data.decided_places))
def decided_places_are_kept(m: ConcreteModel, c: str, l: str, t: int) -> Expr:
    """As many places are in use as the planner has decided.

    Math:    at_least[c,l,t] <= operated[c,l,t] <= at_most[c,l,t]
    Units:   places
    Source:  the planner's decision
    """
    operated = m.operated[c, l, t] if (c, l) in m.sets.offered else 0
    return within(operated, data_of(m).decided_places[c, l, t])


@rule(lambda s: list(s.data.decided_service))
def decided_service_is_kept(m: ConcreteModel, g: str, l: str, s: str, t: int) -> Expr:
    """As many of a group are served at a level, at a centre or in total, as the planner has decided.

    Math:    at_least[g,l,c,t] <= served[g,l,c,t] <= at_most[g,l,c,t]   (Σ_s served[g,l,s,t] where no centre is named)
    Units:   persons on an average day
    Source:  the planner's decision
    """
    where = m.sets.where(l) if (g, l) in data_of(m).services else ()
    served = sum(m.served[g, l, place, t] for place in where if s in (place, EVERYWHERE))
    return within(served, data_of(m).decided_service[g, l, s, t])


RULES: tuple[Rule, ...] = (decided_starts_are_kept, decided_places_are_kept, decided_service_is_kept)
