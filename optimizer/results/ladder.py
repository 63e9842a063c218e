"""What those helped at the levels of the care ladder normally cost: the money that the policy on shares is about."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from leonplan.models.data import ModelData
from leonplan.optimizer.results.year import Year


def normal_cost_by_level(data: ModelData, year: Year) -> dict[str, float]:
    """What each level costs in a year at normal pay and in full units: services less fees, places, and programmes at it.

    Unit: kNOK/year. ``resources_by_level`` tells what is paid, idle hours, agencies and half-empty wards with it, and knows no
    programmes; that depends on who does which work, so no share of it can be demanded. This asks only who is helped where.
    """
    pay = {k: x.pay / (1 - x.absence) for k, x in data.categories.items()}

    def priced(work: Mapping[str, float]) -> float:
        return fsum(pay[k] * fte for k, fte in work.items())

    parts: dict[str, list[float]] = {l: [] for l in data.levels}
    for (g, l, where), persons in year.of("served").items():
        service, level = data.services[g, l], data.levels[l]
        each = service.other_cost - service.user_fee - service.state_compensation
        each += priced({k: data.fte_per_person.get((g, l, k), 0.0) for k in pay})
        if not level.at_home:
            size = data.unit_size(where, l)
            unit = level.unit_cost + priced({k: data.fte_per_unit.get((l, k), 0.0) for k in pay})
            each += (level.place_cost + (unit / size if size else 0.0)) / level.occupancy
        parts[l].append(each * persons)
    for (q, g, _), persons in year.of("participants").items():
        effect, programme = data.effects[q, g], data.programmes[q]
        if effect.level is not None:
            each = programme.cost + priced(programme.fte_per_participant) - priced(effect.fte_saved)
            parts[effect.level].append(each * persons)
    return {l: fsum(amounts) for l, amounts in parts.items()}
