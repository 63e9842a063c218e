"""Sound service: how far those served fall short of their group's minimum, what is sound, and who may get less."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule
from leonplan.models.programmes import need_taken_away
from leonplan.models.sets import IndexSets


def _with_minimum(s: IndexSets) -> list[tuple[str, int]]:
    return list(product((g for g, group in s.data.groups.items() if group.minimum > 0), s.data.years))


VARIABLES = (
    Symbol(
        "below_minimum_in", _with_minimum, "below_minimum[g,t]", "continuous", "persons on an average day",
        "persons of group g by which those served fall short of the group's minimum",
    ),
)  # fmt: skip


def unsound(m: ConcreteModel, g: str, t: int) -> Expr:
    """Need of a group met by nothing, and what less than sound relief leaves of what is sound [persons]."""
    data = data_of(m)
    lacking = {
        l: 1 - data.services[g, l].relief / data.groups[g].sound
        for l in m.sets.levels_of.get(g, ())
        if data.services[g, l].relief < data.groups[g].sound
    }
    unserved = sum(m.unserved[g, d, t] for d in data.districts)
    return unserved + sum(share * m.served[g, l, s, t] for l, share in lacking.items() for s in m.sets.where(l))


@rule(_with_minimum)
def what_lacks_of_the_minimum_is_counted(m: ConcreteModel, g: str, t: int) -> Expr:
    """Those served at levels that help enough reach the minimum of their group, or the persons lacking are counted.

    Math:    below_minimum[g,t] >= minimum[g] · Σ_d (need[g,d,t] - taken_away[g,d,t])
             - Σ_{l: relief[g,l] >= counts_from[g], s} served[g,l,s,t]
    Units:   persons on an average day
    Source:  helse- og omsorgstjenesteloven § 3-1 and § 4-1: necessary help for everybody, and sound (forsvarlig)
    """
    data = data_of(m)
    group = data.groups[g]
    enough = sum(
        m.served[g, l, s, t]
        for l in m.sets.levels_of.get(g, ())
        if data.services[g, l].relief >= group.counts_from
        for s in m.sets.where(l)
    )
    taken_away = sum(need_taken_away(m, g, d, t) for d in data.districts)
    need = sum(data.need[g, d, t] for d in data.districts)
    return m.below_minimum_in[g, t] + enough + group.minimum * taken_away >= group.minimum * need


@rule(lambda s: [(g, l, t) for (g, l), service in s.data.services.items() if service.max_share is not None
                 for t in s.data.years])  # fmt: skip
def no_more_than_their_share_get_this_service(m: ConcreteModel, g: str, l: str, t: int) -> Expr:
    """No more than a greatest share of a group is served at a level that has one, such as reduced service.

    Math:    Σ_s served[g,l,s,t] <= max_share[g,l] · Σ_d need[g,d,t]
    Units:   persons on an average day
    Source:  the municipality's choice: less than full service is not everybody's service
    """
    data = data_of(m)
    most = (data.services[g, l].max_share or 0.0) * sum(data.need[g, d, t] for d in data.districts)
    return relation(sum(m.served[g, l, s, t] for s in m.sets.where(l)), "<=", most)


RULES: tuple[Rule, ...] = (what_lacks_of_the_minimum_is_counted, no_more_than_their_share_get_this_service)
