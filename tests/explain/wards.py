"""One centre with two wards of eight, staffed by whole wards: everything can be worked out in the head."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.schema.instance import Instance

SOURCE = "made_up"
YEARS = (2026, 2027)


def wards(
    *,
    need: tuple[int, int] = (16, 16),
    employed: float = 2,
    limits: dict[str, float] | None = None,
    recruits: float = 0,
    frame: float | None = None,
    **tables: Any,
) -> Instance:
    """16 places in wards of 8, each ward takes 2 FTE whoever lives there; nobody leaves, nobody is away.

    need: persons in need of a place in 2026 and 2027. limits: hard limits by goal. An FTE costs 100 kNOK a year and
    nothing else costs anything.
    """
    settings = {
        "format": 1, "id": "wards", "name": "Toavdeling", "municipality": "9999", "description": "Made up.",
        "price_year": 2025,
        "horizon": {"base_year": 2025, "periods": [2025, *YEARS]},
        "limits": [{"goal": goal, "at_most": most} for goal, most in (limits or {}).items()],
        "policies": {name: {"on": False} for name in ("residents_stay", "minimum_competence", "net_growth_grant")},
        "capital": {"rate": 0.04, "discount_rate": 0.0, "source": SOURCE},
        "age_bands": [{"id": "old", "name": "80+", "lowest": 80}],
        "levels": [
            {
                "id": "ward", "name": "Bokollektiv", "step": 1, "at_home": False, "unit_size": 8,
                "round_the_clock": True, "source": SOURCE,
            }
        ],
        "groups": [{"id": "frail", "name": "Skrøpelige", "lowest_level": "ward", "severity": 1, "source": SOURCE}],
        "staff": [
            {
                "id": "nurse", "name": "Sykepleier", "employed": employed, "pay": 100, "absence": 0, "leaving": 0,
                "recruitment_limit": recruits, "agency_limit": 0, "agency_cost": 150, "source": SOURCE,
            }
        ],
        "sources": [{"id": SOURCE, "title": "Made up", "year": 2025, "kind": "assumption"}],
    }  # fmt: skip
    settings |= tables.pop("settings", {})
    rows: dict[str, list[dict[str, Any]]] = {
        "districts": [{"id": "town", "name": "Byen"}],
        "centres": [{"id": "hill", "name": "Furubakken", "district": "town"}],
        "places": [{"centre": "hill", "level": "ward", "places": 16}],
        "population": [
            {"variant": "main", "year": t, "age_band": "old", "persons": 10 * n}
            for t, n in zip((2025, *YEARS), (need[0], *need), strict=True)
        ],
        "district_shares": [{"year": 2025, "district": "town", "share": 1}],
        "needs": [{"group": "frail", "age_band": "old", "rate": 0.1}],
        "services": [{"group": "frail", "level": "ward"}],
        "staffing": [{"level": "ward", "category": "nurse", "fte_per_unit": 2}],
        "frames": [] if frame is None else [{"year": t, "operating": frame, "investment": 0} for t in (2025, *YEARS)],
        **tables,
    }
    return Instance.model_validate(
        {"settings": settings, **{name: [{**row, "source": SOURCE} for row in found] for name, found in rows.items()}}
    )


def with_helpers(share: float, hours: float, **changes: Any) -> Instance:
    """The two wards with 3 nurses, and 2 helpers without work of their own who may do a share of the nurses' in more time."""
    nurse = {
        "id": "nurse", "name": "Sykepleier", "employed": 3, "pay": 100, "absence": 0, "leaving": 0, "recruitment_limit": 0,
        "agency_limit": 0, "agency_cost": 150, "source": SOURCE,
    }  # fmt: skip
    helper = {**nurse, "id": "helper", "name": "Helsefagarbeider", "employed": 2, "pay": 80}
    shift = {"category": "helper", "work_of": "nurse", "max_share": share, "hours": hours}
    return wards(settings={"staff": [nurse, helper]}, task_shifting=[shift], **changes)
