"""Small random municipalities as instances, for what looks at plans rather than at the formulation."""

from __future__ import annotations

from random import Random
from typing import Any

from random_plans import random_data

from leonplan.models.data import ModelData
from leonplan.optimizer.schema.instance import Instance

SOURCE = {"source": "paper"}


def random_instance(random: Random) -> Instance:
    """A municipality much like ``random_plans.random_data`` makes, without policies and decisions by hand."""
    data = random_data(random)
    rows: dict[str, list[dict[str, Any]]] = {
        "districts": [{"id": d, "name": d} for d in data.districts],
        "centres": [{"id": c, "name": c, "external": random.random() < 0.2} for c in data.centres],
        "places": [
            {"centre": c, "level": l, "places": round(n), "unit_size": data.own_unit_sizes.get((c, l))}
            for (c, l), n in data.places.items()
        ],
        "population": [
            {"variant": "main", "year": t, "district": d, "age_band": "all", "persons": 1000}
            for t in range(data.base_year, data.years[-1] + 1)
            for d in data.districts
        ],
        "fixed_needs": [{"group": g, "district": d, "year": t, "persons": n} for (g, d, t), n in data.need.items()],
        "services": [
            {
                "group": g, "level": l, "relief": one.relief, "max_share": one.max_share, "other_cost": one.other_cost,
                "user_fee": one.user_fee, "state_compensation": one.state_compensation,
            }
            for (g, l), one in data.services.items()
        ],
        "staffing": [
            {"group": g, "level": l, "category": k, "fte_per_person": n} for (g, l, k), n in data.fte_per_person.items()
        ],
        "task_shifting": [
            {"category": k, "work_of": w, "max_share": one.max_share, "hours": one.hours}
            for (k, w), one in data.shifts.items()
        ],
        "frames": [
            {"year": t, "operating": n, "investment": (data.investment_frame or {}).get(t, 0.0)}
            for t, n in (data.operating_frame or {}).items()
        ],
        "projects": [
            {
                "id": p, "name": p, "centre": data.centres[0], "kind": "build", "cost": one.cost,
                "grant_per_place": one.grant_per_place, "lead_time": one.lead_time, "max_count": one.max_count,
                "earliest": one.earliest,
            }
            for p, one in data.projects.items()
        ],
        "project_places": list(
            {
                (x.project, x.centre, x.level, x.at_start): {
                    "project": x.project, "centre": x.centre, "level": x.level, "change": x.change,
                    "at": "start" if x.at_start else "finish", "moves_residents": x.moves_residents,
                    "unit_size": data.own_unit_sizes.get((x.centre, x.level)),
                }
                for x in data.place_changes
            }.values()
        ),
        "programmes": [
            {"id": q, "name": q, "cost": one.cost, "first_year": one.first_year, "growth_per_year": one.growth_per_year}
            for q, one in data.programmes.items()
        ],
        "programme_effects": [
            {
                "programme": q, "group": g, "level": one.level, "eligible": one.eligible,
                "need_reduction": one.need_reduction, "hours_reduction": 0.25 if one.level else 0.0,
            }
            for (q, g), one in data.effects.items()
        ],
    }  # fmt: skip
    tables = {name: [{**row, **SOURCE} for row in table] for name, table in rows.items()}
    return Instance.model_validate({"settings": _settings(random, data), **tables})


def _settings(random: Random, data: ModelData) -> dict[str, Any]:
    levels = [
        {
            "id": l, "name": l, "step": step, "at_home": one.at_home, "occupancy": one.occupancy,
            "unit_size": one.unit_size, "long_stay": one.turnover is not None,
            "turnover": 1.0 if one.turnover is None else one.turnover, "round_the_clock": one.round_the_clock,
            "place_cost": one.place_cost, "unit_cost": one.unit_cost,
            "by_contract": one.agreement_least is not None,
        }
        for step, (l, one) in enumerate(data.levels.items())
    ]  # fmt: skip
    lowest = {
        g: max(
            (l for (h, l) in data.services if h == g and data.services[h, l].steps_above == 0),
            key=list(data.levels).index,
        )
        for g in data.groups
    }
    groups = [
        {
            "id": g, "name": g, "lowest_level": lowest[g], "severity": one.severity, "heavy": one.is_heavy,
            "minimum": {"share": one.minimum, **SOURCE} if one.minimum else None, "sound": one.sound,
        }
        for g, one in data.groups.items()
    ]  # fmt: skip
    staff = [
        {
            "id": k, "name": k, "employed": one.employed, "pay": one.pay, "absence": one.absence,
            "leaving": one.leaving, "recruitment_limit": one.recruitment_limit, "agency_limit": one.agency_limit,
            "agency_cost": one.agency_cost, "may_do": [other for other in one.may_do if other != k],
        }
        for k, one in data.categories.items()
    ]  # fmt: skip
    has_base = random.random() < 0.8
    return {
        "format": 1, "id": "town", "name": "Town", "municipality": "9999", "description": "A random town.",
        "price_year": 2025, "mode": random.choice(("frame", "cover")),
        "horizon": {"base_year": data.base_year, "periods": [data.base_year, *data.years]}
        if has_base else {"periods": data.years},
        "capital": {"rate": 0.04, "discount_rate": 0.04, **SOURCE},
        "age_bands": [{"id": "all", "name": "All", "lowest": 0}],
        "levels": [{**one, **SOURCE} for one in levels],
        "groups": [{**one, **SOURCE} for one in groups],
        "staff": [{**one, **SOURCE} for one in staff],
        "sources": [{"id": "paper", "title": "Paper", "year": 2025, "kind": random.choice(("measured", "estimate"))}],
    }  # fmt: skip
