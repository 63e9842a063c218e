"""The care ladder: which part of the money at its steps is spent low on it."""

from __future__ import annotations

from collections.abc import Mapping

from pyomo.environ import ConcreteModel

from leonplan.models.data import ModelData
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule

VARIABLES: tuple[Symbol, ...] = ()


def _priced(data: ModelData, work: Mapping[str, float]) -> float:
    """Work by category at its normal price, pay for the time at work [kNOK/year]."""
    categories = data.categories
    return sum(categories[k].pay / (1 - categories[k].absence) * fte for k, fte in work.items())


def _persons(m: ConcreteModel, l: str, t: int) -> Expr:
    """What those served at a level cost: their work, and other cost less user fees and state compensation [kNOK/year]."""
    data = data_of(m)
    return sum(
        price * m.served[g, l, s, t]
        for g in m.sets.groups_at.get(l, ())
        if (price := _price_of_service(data, g, l))
        for s in m.sets.where(l)
    )


def _price_of_service(data: ModelData, g: str, l: str) -> float:
    """What a person of a group costs at a level, besides the place [kNOK/person/year]."""
    service = data.services[g, l]
    work = {k: fte for k in data.categories if (fte := data.fte_per_person.get((g, l, k), 0.0))}
    return service.other_cost - service.user_fee - service.state_compensation + _priced(data, work)


def _houses(m: ConcreteModel, l: str, t: int) -> Expr:
    """What the places cost that those served at a level take, in units that are full [kNOK/year]."""
    data = data_of(m)
    return sum(
        price / data.levels[l].occupancy * m.housed[c, l, t]
        for c, at in m.sets.offered
        if at == l and (price := _price_of_place(data, c, l))
    )


def _price_of_place(data: ModelData, c: str, l: str) -> float:
    """What a place of a full unit costs, the unit's work with it [kNOK/place/year]."""
    level, size = data.levels[l], data.unit_size(c, l)
    if size is None:
        return level.place_cost
    work = {k: fte for k in data.categories if (fte := data.fte_per_unit.get((l, k), 0.0))}
    return level.place_cost + (level.unit_cost + _priced(data, work)) / size


def _programmes(m: ConcreteModel, l: str, t: int) -> Expr:
    """What programmes cost for those whom they help at a level, their work with it, less the work they save [kNOK/year]."""
    data = data_of(m)
    return sum(
        price * m.participants[q, g, d, t]
        for (q, g), effect in data.effects.items()
        if effect.level == l and (price := _price_of_taking_part(data, q, g))
        for d in data.districts
    )


def _price_of_taking_part(data: ModelData, q: str, g: str) -> float:
    """What a participant costs, less the work that is saved [kNOK/person/year]."""
    programme = data.programmes[q]
    return programme.cost + _priced(data, programme.fte_per_participant) - _priced(data, data.effects[q, g].fte_saved)


def normal_cost_at(m: ConcreteModel, l: str, t: int) -> Expr:
    """What those helped at a level normally cost in a year, with units that are full, and staff none of whom is idle.

    Unit: kNOK/year. What is really paid for a level's work depends on who does which work and would be a product of decisions.
    Empty places and idle hours help nobody; did they count, a plan could buy a share by running empty wards low on the ladder.
    """
    return _persons(m, l, t) + _houses(m, l, t) + _programmes(m, l, t)


@rule(lambda s: list(s.data.policies.ladder_share.at_least) if s.data.policies.ladder_share else [])
def enough_is_spent_low_on_the_ladder(m: ConcreteModel, t: int) -> Expr:
    """Of what help at the steps of the care ladder costs a least share falls at or below one of them.

    Work counts at normal pay, and places in full units. What belongs to no step counts on neither side: idle hours and empty
    places, centres, buildings, travel, the discharge fee, and programmes that prevent need.

    Math:    Σ_{l at or below the step} at_level[l,t] >= share[t] · Σ_l at_level[l,t]
             where at_level[l,t]
             = Σ_{g,s} (other_cost[g,l] - user_fee[g,l] - state_compensation[g,l] + Σ_k price[k] · fte_per_person[g,l,k])
             · served[g,l,s,t]
             + Σ_c (place_cost[l] + (unit_cost[l] + Σ_k price[k] · fte_per_unit[l,k]) / unit_size[c,l])
             · housed[c,l,t] / occupancy[l]
             + Σ_{q,g with effect at l, d} (cost[q] + Σ_k price[k] · (fte_per_participant[q,k] - fte_saved[q,g,k]))
             · participants[q,g,d,t],   price[k] = pay[k] / (1 - absence[k])
    Units:   kNOK/year
    Source:  the municipality's aim to move resources to low steps (lavterskeltilbud); step and share as it sets them
    """
    wanted = m.data.policies.ladder_share
    share = wanted.at_least[t]
    low = sum(normal_cost_at(m, l, t) for l in m.data.levels if l in wanted.levels)
    high = sum(normal_cost_at(m, l, t) for l in m.data.levels if l not in wanted.levels)
    return relation((1 - share) * low - share * high, ">=", 0.0)


RULES: tuple[Rule, ...] = (enough_is_spent_low_on_the_ladder,)
