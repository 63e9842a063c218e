"""Small random instances whose hard demands collide, one group, one or two centres, one or two years."""

from __future__ import annotations

from random import Random
from typing import Any

from leonplan.models.build import build_model
from leonplan.optimizer.checks.check import check_instance
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.prepare.model_data import prepare
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.solve.live import Live
from leonplan.optimizer.solve.matrix import compile_matrix

YEARS = (2026, 2027)
SOURCE = "made_up"


def has_plan(instance: Instance) -> bool:
    """Whether a newly built formulation, with every demand as rows and nothing aimed at, has a plan."""
    live = Live(compile_matrix(build_model(prepare(instance, project_demand(instance)))), gap=0.0, seed=0)
    outcome = live.run(None)
    assert outcome.status in ("optimal", "infeasible")
    return outcome.values is not None


def colliding_instance(random: Random) -> Instance:
    """An instance without a plan; one without any demand has one."""
    while True:
        instance = random_instance(random)
        if not check_instance(instance)[0] and not has_plan(instance):
            return instance


def random_instance(random: Random) -> Instance:
    """A municipality with some hard demands that may or may not collide."""
    years = YEARS[: random.choice((1, 2, 2))]
    centres = ("hill", "dale")[: random.choice((1, 1, 2))]
    projects = [_project(random, centres)] if random.random() < 0.6 else []
    has_programme = random.random() < 0.3
    employed = random.randint(1, 6)
    places = {c: random.randint(3, 8) for c in centres}
    tables: dict[str, Any] = {
        "settings": _settings(random, years, employed),
        "districts": [{"id": "town", "name": "By", "source": SOURCE}],
        "centres": [
            {"id": c, "name": c.title(), "district": "town", "fixed_cost": 1, "source": SOURCE} for c in centres
        ],
        "places": [
            {"centre": c, "level": "ward", "places": n, "source": SOURCE} for c, n in places.items()
        ],
        "population": [
            {"variant": "main", "year": t, "age_band": "old", "persons": random.randint(50, 100), "source": SOURCE}
            for t in (2025, *years)
        ],
        "district_shares": [{"year": 2025, "district": "town", "share": 1, "source": SOURCE}],
        "needs": [{"group": "frail", "age_band": "old", "rate": 0.1, "source": SOURCE}],
        "services": [
            {"group": "frail", "level": "home", "relief": 0.5, "other_cost": 5, "source": SOURCE},
            {"group": "frail", "level": "ward", "other_cost": 10, "source": SOURCE},
        ],
        "staffing": [
            {"level": "home", "category": "carer", "fte_per_person": 0.25, "source": SOURCE},
            {
                "level": "ward", "category": "carer", "fte_per_person": 0.5,
                "fte_per_unit": 1 if _UNIT in _choices(random) else 0, "source": SOURCE,
            },
        ],
        "frames": [
            {
                "year": t, "operating": (employed + random.randint(1, 8)) * 100,
                "investment": random.choice((0, 0, 500)), "source": SOURCE,
            }
            for t in (2025, *years)
        ],
        "projects": projects,
        "project_places": [
            {
                "project": row["id"], "centre": random.choice(centres), "level": "ward",
                "change": random.choice((-1, 2, 3, 4)), "source": SOURCE,
            }
            for row in projects
        ],
        "programmes": [_programme(random)] if has_programme else [],
        "programme_effects": [
            {"programme": "gym", "group": "frail", "eligible": 0.5, "need_reduction": 0.5, "source": SOURCE}
        ] if has_programme else [],
        "decisions": _decisions(random, years, places, projects),
    }  # fmt: skip
    twin = Random()
    twin.setstate(random.getstate())  # what comes after does not depend on what is added here
    if twin.random() < 0.4:
        _add_helpers(twin, tables)
    return Instance.model_validate(tables)


def _add_helpers(random: Random, tables: dict[str, Any]) -> None:
    """Helpers who have no work of their own and may do some of the carers'."""
    carer = tables["settings"]["staff"][0]
    helper = {
        **carer,
        "id": "helper",
        "name": "Hjelper",
        "employed": random.randint(1, 3),
        "pay": 80,
        "agency_limit": 0,
    }
    tables["settings"]["staff"].append({**helper, "recruitment_limit": random.choice((0, 1))})
    shift = {"max_share": random.choice((0.1, 0.25, 0.5)), "hours": random.choice((1, 1.25))}
    tables["task_shifting"] = [{"category": "helper", "work_of": "carer", **shift, "source": SOURCE}]


_UNIT = "units"


def _choices(random: Random) -> tuple[str, ...]:
    return (_UNIT,) if random.random() < 0.5 else ()


def _settings(random: Random, years: tuple[int, ...], employed: int) -> dict[str, Any]:
    size = random.choice((None, 2, 3))
    goals = random.sample(("shortfall", "shortfall", "overrun", "unmet", "above_level", "spend"), random.randint(1, 4))
    most = {"shortfall": (0, 1, 2), "overrun": (0, 0, 100), "unmet": (0, 2, 5), "above_level": (0,), "spend": (2000,)}
    return {
        "format": 1, "id": "made_up", "name": "Kollisjon", "municipality": "9999", "description": "Made up.",
        "price_year": 2025,
        "horizon": {"base_year": 2025, "periods": [2025, *years]},
        "limits": [{"goal": goal, "at_most": random.choice(most[goal])} for goal in dict.fromkeys(goals)],
        "policies": _policies(random),
        "capital": {"rate": 0.04, "discount_rate": 0.04, "source": SOURCE},
        "age_bands": [{"id": "old", "name": "80+", "lowest": 80}],
        "levels": [
            {"id": "home", "name": "Hjemme", "step": 1, "at_home": True, "source": SOURCE},
            {
                "id": "ward", "name": "Bokollektiv", "step": 2, "at_home": False, "unit_size": size,
                "round_the_clock": True, "place_cost": 5, "unit_cost": 5, "source": SOURCE,
            },
        ],
        "groups": [
            {"id": "frail", "name": "Skrøpelige", "lowest_level": "ward", "severity": 1, "spread": 0.5, "source": SOURCE,
             "discharge_ready": True}
        ],
        "discharge_fee": {"per_day": 0.01, "source": SOURCE},
        "staff": [
            {
                "id": "carer", "name": "Pleier", "employed": employed, "pay": 100, "absence": 0.2,
                "leaving": 0.1, "recruitment_limit": random.choice((0, 1, 2)), "agency_limit": random.choice((0, 1)),
                "agency_cost": 150, "source": SOURCE,
            }
        ],
        "sources": [{"id": SOURCE, "title": "Made up", "year": 2025, "kind": "assumption"}],
    }  # fmt: skip


def _policies(random: Random) -> dict[str, Any]:
    policies: dict[str, Any] = {"net_growth_grant": {"on": False}, "minimum_competence": {"on": False}}
    policies["residents_stay"] = {"on": random.random() < 0.5}
    if random.random() < 0.4:
        policies["discharge_ready_received"] = {"on": True, "from_year": random.choice((None, 2026, 2027))}
    if random.random() < 0.4:
        field = random.choice(("at_least", "at_most"))
        norm = {"at_least": (0.03, 0.05), "at_most": (0.1, 0.15)}
        policies["coverage_norm"] = {"on": True, field: random.choice(norm[field])}
    if random.random() < 0.4:
        policies["staff_growth"] = {"on": True, "rate": random.choice((-0.05, 0.0, 0.05))}
    twin = Random()
    twin.setstate(random.getstate())  # what comes after does not depend on what is added here
    if twin.random() < 0.4:
        policies["decisions_are_kept"] = {"on": True, "fall": twin.choice((0.0, 0.15, 0.5))}
    if twin.random() < 0.3:
        share = twin.choice((0.1, 0.3, 0.6, 1.0))
        policies["ladder_share"] = {"on": True, "step": 1, "at_least": share, "source": SOURCE}
    return policies


def _project(random: Random, centres: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": "wing", "name": "Nytt bygg", "centre": random.choice(centres), "kind": "build",
        "cost": random.choice((0, 300, 900)), "lead_time": random.choice((0, 1)), "decided": random.random() < 0.6,
        "earliest": 2026, "latest": 2026, "source": SOURCE,
    }  # fmt: skip


def _programme(random: Random) -> dict[str, Any]:
    return {
        "id": "gym", "name": "Trening", "cost": 50, "first_year": 2026, "growth_per_year": 3,
        "decided_participants": random.choice((0, 1, 2)), "source": SOURCE,
    }  # fmt: skip


def _decisions(
    random: Random, years: tuple[int, ...], built: dict[str, int], projects: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    if random.random() < 0.4:
        centre = random.choice(list(built))
        places = {"kind": "places", "centre": centre, "level": "ward", "year": random.choice(years)}
        rows.append(
            {**places, random.choice(("at_least", "at_most")): random.randint(1, built[centre]), "source": SOURCE}
        )
    if random.random() < 0.4:
        serve = {"kind": "serve", "group": "frail", "level": "ward", "year": random.choice(years)}
        rows.append({**serve, "at_least": random.randint(1, 4), "source": SOURCE})
    if projects and not projects[0]["decided"] and random.random() < 0.4:
        rows.append({"kind": "start", "project": "wing", "year": 2026, "source": SOURCE})
    return rows
