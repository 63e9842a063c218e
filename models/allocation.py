"""LEON: who is served where, at which level, and who is not."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models.capacity import carried_out
from leonplan.models.data import ModelData
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule
from leonplan.models.programmes import need_taken_away
from leonplan.models.sets import IndexSets

VARIABLES = (
    Symbol(
        "served", lambda s: s.served, "served[g,l,s,t]", "continuous", "persons on an average day",
        "persons of group g served at level l: in home district s if at home, at centre s if in places",
        bounds=lambda m, g, l, s, t: (0, _most_served(m.data, g, l, s, t)),
    ),
    Symbol(
        "flow", lambda s: s.flow, "flow[g,d,c,t]", "continuous", "persons on an average day",
        "persons of group g from district d served in places at centre c",
    ),
    Symbol(
        "unserved", lambda s: list(product(s.data.groups, s.data.districts, s.data.years)),
        "unserved[g,d,t]", "continuous", "persons on an average day", "persons of group g in district d served by nothing",
    ),
    Symbol(
        "unmet_in", lambda s: [(g, i, t) for g in s.data.groups for i in tiers_of(s.data, g) for t in s.data.years],
        "unmet[g,i,t]", "continuous", "persons on an average day",
        "unmet need of group g in tier i: the least severe tier of the group gives way first",
        bounds=lambda m, g, i, t: (0, sum(m.data.need[g, d, t] for d in m.data.districts) / len(tiers_of(m.data, g))),
    ),
    Symbol(
        "assigned", lambda s: s.assigned,
        "assigned[g,d,c,t]", "binary", "yes or no", "centre c serves district d's persons of group g",
    ),
)  # fmt: skip


def _most_served(data: ModelData, g: str, l: str, s: str, t: int) -> float:
    """No more persons are served than are in need [persons]."""
    districts = (s,) if data.levels[l].at_home else data.districts
    return sum(data.need[g, d, t] for d in districts)


def interim_of(m: ConcreteModel, g: str, t: int) -> Expr:
    """Need left unmet by those who wait at a level below their lowest effective one, or get less than full service [persons]."""
    data = data_of(m)
    return sum(
        (1 - data.services[g, l].relief) * m.served[g, l, s, t]
        for l in m.sets.levels_of.get(g, ())
        if data.services[g, l].relief < 1
        for s in m.sets.where(l)
    )


@rule(lambda s: list(product(s.data.groups, s.data.districts, s.data.years)))
def need_is_met_or_counted(m: ConcreteModel, g: str, d: str, t: int) -> Expr:
    """Everybody in need is served at some level or counted as unserved.

    Math:    Σ_{l at home} served[g,l,d,t] + Σ_c flow[g,d,c,t] + unserved[g,d,t] = need[g,d,t] - taken_away[g,d,t]
    Units:   persons on an average day
    Source:  definition
    """
    at_home = sum(m.served[g, l, d, t] for l in m.sets.home_levels_of.get(g, ()))
    in_places = sum(m.flow[g, d, c, t] for c in m.sets.centres_from[g, d])
    return at_home + in_places + m.unserved[g, d, t] + need_taken_away(m, g, d, t) == m.data.need[g, d, t]


def tiers_of(data: ModelData, g: str) -> range:
    """The tiers of a group, the least severe first; one where needs do not differ."""
    return range(data.tiers if data.groups[g].spread else 1)


def tier_severity(data: ModelData, g: str, i: int) -> float:
    """Weight of unmet need in a tier: spread evenly around the group's severity [weight/person-year].

    With severity 10 and spread 0.5 three tiers weigh 5, 10 and 15.
    """
    group, last = data.groups[g], len(tiers_of(data, g)) - 1
    return group.severity * (1 + group.spread * (2 * i / last - 1)) if last else group.severity


@rule(lambda s: list(product(s.data.groups, s.data.years)))
def unmet_need_is_counted(m: ConcreteModel, g: str, t: int) -> Expr:
    """Unmet need is those served by nothing and what waiting and reduced service leave unmet, the least severe tier first.

    Math:    Σ_i unmet[g,i,t] >= Σ_d unserved[g,d,t] + Σ_{l,s} (1 - relief[g,l]) · served[g,l,s,t]
    Units:   persons on an average day
    Source:  definition; prioritering etter nytte, ressurs og alvorlighet (Meld. St. 38 (2020-2021))
    """
    unserved = sum(m.unserved[g, d, t] for d in m.data.districts)
    return sum(m.unmet_in[g, i, t] for i in tiers_of(data_of(m), g)) - unserved - interim_of(m, g, t) >= 0


@rule(lambda s: [(g, c, t) for g, cs in s.centres_for.items() for c in cs for t in s.data.years])
def those_served_come_from_somewhere(m: ConcreteModel, g: str, c: str, t: int) -> Expr:
    """The persons whom a centre serves are the persons who come to it.

    Math:    Σ_{l in places} served[g,l,c,t] = Σ_d flow[g,d,c,t]
    Units:   persons on an average day
    Source:  definition
    """
    here = sum(m.served[g, l, c, t] for l in m.sets.levels_at[g, c])
    return here == sum(m.flow[g, d, c, t] for d in m.sets.districts_to.get((g, c), ()))


@rule(lambda s: s.only_after_projects)
def served_only_where_places_are(m: ConcreteModel, g: str, d: str, c: str, t: int) -> Expr:
    """Nobody is served where there is no place before some project is carried out.

    A valid inequality: it follows from the places there are, district by district instead of all together, and is what makes
    problems of locating facilities easy (the strong formulation).

    Math:    flow[g,d,c,t] <= need[g,d,t] · Σ_p carried_out[p,t]   (projects that bring places where group g can be served at c)
    Units:   persons on an average day
    Source:  Krarup and Pruzan (1983), The simple plant location problem
    """
    return m.flow[g, d, c, t] <= m.data.need[g, d, t] * sum(carried_out(m, x, t) for x in m.sets.bringing_first[g, c])


@rule(lambda s: s.assigned)
def served_only_where_assigned(m: ConcreteModel, g: str, d: str, c: str, t: int) -> Expr:
    """Persons of a group with one centre per district are served only at the centre they are assigned to.

    Math:    flow[g,d,c,t] <= need[g,d,t] · assigned[g,d,c,t]
    Units:   persons on an average day
    Source:  the municipality's choice of catchment areas
    """
    return m.flow[g, d, c, t] <= m.data.need[g, d, t] * m.assigned[g, d, c, t]


@rule(lambda s: list(dict.fromkeys((g, d, t) for g, d, _, t in s.assigned)))
def one_centre_per_district(m: ConcreteModel, g: str, d: str, t: int) -> Expr:
    """A district is assigned to at most one centre.

    Math:    Σ_c assigned[g,d,c,t] <= 1
    Units:   centres
    Source:  the municipality's choice of catchment areas
    """
    return sum(m.assigned[g, d, c, t] for c in m.sets.centres_from[g, d]) <= 1


@rule(lambda s: [(g, d, t) for g, d, t in product(s.data.groups, s.data.districts, s.data.years)
                 if s.data.groups[g].discharge_ready and s.data.policies.discharge_ready_from is not None
                 and t >= s.data.policies.discharge_ready_from])  # fmt: skip
def discharge_ready_are_received(m: ConcreteModel, g: str, d: str, t: int) -> Expr:
    """Every patient whom the hospital reports ready is received.

    Math:    unserved[g,d,t] = 0
    Units:   persons on an average day
    Source:  the municipality's plan: ha kapasitet til å ta imot samtlige utskrivningsklare pasienter
    """
    return m.unserved[g, d, t] == 0


@rule(lambda s: list(product(s.data.districts, s.data.years)) if s.data.policies.near_share is not None else [])
def served_near_home(m: ConcreteModel, d: str, t: int) -> Expr:
    """A share of a district's place-bound persons in places is served near home.

    Math:    Σ_{g bound, c near d} flow[g,d,c,t] >= near_share · Σ_{g bound, c} flow[g,d,c,t]
    Units:   persons on an average day
    Source:  the municipality's plan: geografisk tilhørighet er viktig ved langvarige bistandsbehov
    """
    data = data_of(m)
    share = data.policies.near_share or 0.0
    bound = [g for g in data.groups if data.groups[g].bound_to_district]
    return relation(
        sum(
            (((d, c) in data.near) - share) * m.flow[g, d, c, t]
            for g in bound
            for c in m.sets.centres_from[g, d]
        ),
        ">=",
        0.0,
    )  # fmt: skip


def _unserved_of_district(m: ConcreteModel, d: str, t: int, least: bool) -> Expr:
    """The equity rules' left-hand side: a district's unserved against its part of the municipality's."""
    data = data_of(m)
    bound = [g for g in data.groups if data.groups[g].bound_to_district]
    here = sum(data.need[g, d, t] for g in bound)
    everywhere = sum(data.need[g, e, t] for g in bound for e in data.districts)
    part = here / everywhere if everywhere else 0.0
    distance = sum(m.unserved[g, d, t] for g in bound) - part * sum(
        m.unserved[g, e, t] for g in bound for e in data.districts
    )
    margin = (data.policies.equity_tolerance or 0.0) * here
    return relation(distance, ">=", -margin) if least else relation(distance, "<=", margin)


def _equity_index(s: IndexSets) -> list[tuple[str, int]]:
    return list(product(s.data.districts, s.data.years)) if s.data.policies.equity_tolerance is not None else []


@rule(_equity_index)
def no_district_fares_much_worse(m: ConcreteModel, d: str, t: int) -> Expr:
    """A district's share of unserved persons exceeds the municipality's by at most a tolerance.

    Math:    Σ_{g bound} unserved[g,d,t] - (need[d,t]/need[t]) · Σ_{g bound, e} unserved[g,e,t] <= tolerance · need[d,t]
    Units:   persons on an average day
    Source:  assumption: likeverdige tjenester i hele kommunen
    """
    return _unserved_of_district(m, d, t, least=False)


@rule(_equity_index)
def no_district_fares_much_better(m: ConcreteModel, d: str, t: int) -> Expr:
    """A district's share of unserved persons falls short of the municipality's by at most a tolerance.

    Math:    Σ_{g bound} unserved[g,d,t] - (need[d,t]/need[t]) · Σ_{g bound, e} unserved[g,e,t] >= -tolerance · need[d,t]
    Units:   persons on an average day
    Source:  assumption: likeverdige tjenester i hele kommunen
    """
    return _unserved_of_district(m, d, t, least=True)


RULES: tuple[Rule, ...] = (
    need_is_met_or_counted,
    unmet_need_is_counted,
    those_served_come_from_somewhere,
    served_only_where_places_are,
    served_only_where_assigned,
    one_centre_per_district,
    discharge_ready_are_received,
    served_near_home,
    no_district_fares_much_worse,
    no_district_fares_much_better,
)
