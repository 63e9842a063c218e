"""A synthetic region of any size: the shape of a real instance, numbers drawn from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt
from random import Random
from typing import Any

from leonplan.optimizer.schema.instance import Instance

BASE_YEAR = 2025
BANDS = {"age_0": 0.93, "age_80": 0.055, "age_90": 0.015}
"""Share of the inhabitants by age band."""
OCCUPANCY = 0.97
UNIT = 8
MINUTES_BETWEEN_CENTRES = 12.0
"""The larger the region, the wider: one centre per square of this side [minutes]."""
LEVELS = ("home_care", "group_living", "short_stay", "nursing_home")
KINDS = ("home", "housing", "short", "complex")
"""Groups take turns: the lowest level of each is the level at the same position."""
SERVED_AT = {
    "home": {"home_care": None},
    "housing": {"home_care": 0.5, "group_living": None, "nursing_home": None},
    "complex": {"home_care": 0.3, "group_living": 0.6, "nursing_home": None},
    "short": {"home_care": 0.2, "short_stay": None, "nursing_home": None},
}
"""Relief by kind of group and admissible level; none where it is whole."""
NEED_PER_1000 = {"home": 24.0, "housing": 8.0, "complex": 4.0, "short": 2.0}
"""Need of all groups of a kind together per 1000 inhabitants."""
SUPPLY = 0.8
"""Places today as share of what those need whose lowest level it is."""
SOURCE = {"source": "made_up"}

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Shape:
    """How large a region is."""

    districts: int
    centres: int
    groups: int
    years: int
    """Decided periods, one a year."""
    reach: int = 10
    """Centres that can be used from a district, the nearest ones."""
    seed: int = 1


SHAPES = {
    "toy": Shape(districts=4, centres=2, groups=4, years=3),
    "25k": Shape(districts=12, centres=6, groups=12, years=18),
    "100k": Shape(districts=40, centres=16, groups=12, years=18),
    "370k": Shape(districts=110, centres=44, groups=16, years=18),
    "1M": Shape(districts=230, centres=92, groups=20, years=18),
}
"""Sizes by their approximate number of variables."""


def make_region(shape: Shape) -> Instance:
    """The instance of a shape: home care and three levels in places, wards, four categories of staff, projects, travel.

    About a fifth of those in need of a place have none today, need grows by 2 % a year, and at every centre one of two
    projects that exclude each other can be carried out.
    """
    return Instance.model_validate(_Region(shape).tables())


class _Region:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.random = random = Random(shape.seed)
        self.districts = [f"district_{i}" for i in range(shape.districts)]
        self.centres = [f"centre_{i}" for i in range(shape.centres)]
        self.groups = {f"group_{i}": KINDS[i % len(KINDS)] for i in range(shape.groups)}
        self.years = [BASE_YEAR + i for i in range(shape.years + 1)]
        self.people = {d: random.randint(2_000, 9_000) for d in self.districts}
        self.home_of = {c: self.districts[i * shape.districts // shape.centres] for i, c in enumerate(self.centres)}
        side = MINUTES_BETWEEN_CENTRES * sqrt(shape.centres)
        self.position = {d: (random.uniform(0, side), random.uniform(0, side)) for d in self.districts}
        of_kind = {kind: list(self.groups.values()).count(kind) for kind in KINDS}
        self.rate = {g: random.uniform(0.8, 1.2) * NEED_PER_1000[k] / 1000 / of_kind[k] for g, k in self.groups.items()}
        self.inhabitants = sum(self.people.values())
        self.places = self._places()

    def _places(self) -> dict[tuple[str, str], int]:
        places = {}
        for l, kind in zip(LEVELS[1:], KINDS[1:], strict=True):
            needed = sum(self.rate[g] for g, k in self.groups.items() if k == kind) * self.inhabitants
            weights = [self.random.uniform(0.5, 1.5) for _ in self.centres]
            for c, weight in zip(self.centres, weights, strict=True):
                places[c, l] = max(1, round(SUPPLY * needed * weight / sum(weights)))
        return places

    def tables(self) -> dict[str, Any]:
        return {
            "settings": self._settings(),
            "districts": [{"id": d, "name": d, **SOURCE} for d in self.districts],
            "centres": [
                {"id": c, "name": c, "district": d, "fixed_cost": 1500, **SOURCE} for c, d in self.home_of.items()
            ],
            "places": [{"centre": c, "level": l, "places": n, **SOURCE} for (c, l), n in self.places.items()],
            "population": self._population(),
            "needs": [
                {"group": g, "age_band": band, "rate": round(min(1, rate * per_head), 6), **SOURCE}
                for g, rate in self.rate.items()
                for band, per_head in (("age_80", 0.7 / BANDS["age_80"]), ("age_90", 0.3 / BANDS["age_90"]))
            ],
            "services": self._services(),
            "current_service": self._current_service(),
            "frames": self._frames(),
            "travel": self._travel(),
            **self._staff_tables(),
            **self._project_tables(),
            **self._programme_tables(),
        }

    def _settings(self) -> dict[str, Any]:
        return {
            "format": 1, "id": "region", "name": "Region", "municipality": "0000", "description": "Made up.",
            "price_year": BASE_YEAR, "horizon": {"base_year": BASE_YEAR, "periods": self.years}, "mode": "cover",
            "goals": {"cover": ["unmet"]},
            "policies": {"proximity": {"on": True, "share": 0.5, "minutes": 30}},
            "capital": {"rate": 0.04, "discount_rate": 0.04, **SOURCE},
            "age_bands": [{"id": b, "name": b, "lowest": int(b.removeprefix("age_"))} for b in BANDS],
            "levels": [self._level(i, l) for i, l in enumerate(LEVELS)],
            "groups": [
                {"id": g, "name": g, "lowest_level": LEVELS[KINDS.index(kind)], "spread": 0.5,
                 "severity": round((1 + 5 * KINDS.index(kind)) * self.random.uniform(0.7, 1.3), 2), **SOURCE}
                for g, kind in self.groups.items()
            ],
            "staff": self._staff(),
            "sources": [{"id": "made_up", "title": "Made up", "year": BASE_YEAR, "kind": "assumption"}],
        }  # fmt: skip

    def _level(self, step: int, level: str) -> dict[str, Any]:
        told = {"id": level, "name": level, "step": step, "at_home": step == 0, **SOURCE}
        if step:
            told |= {"occupancy": OCCUPANCY, "unit_size": UNIT, "round_the_clock": True,
                     "place_cost": 100, "unit_cost": 500}  # fmt: skip
        if level in ("group_living", "nursing_home"):
            told |= {"long_stay": True, "turnover": 0.3}
        return told

    def _staff(self) -> Rows:
        rows = []
        for k, per_1000, pay in (
            ("nurse", 4, 800), ("care_worker", 9, 720), ("social_educator", 1, 780), ("assistant", 4, 620),
        ):  # fmt: skip
            employed = round(per_1000 * self.inhabitants / 1000, 1)
            may_do = {"nurse": ["care_worker", "assistant"], "care_worker": ["assistant"]}.get(k, [])
            rows.append({
                "id": k, "name": k, "employed": employed, "pay": pay, "absence": 0.1, "leaving": 0.08,
                "recruitment_limit": round(0.1 * employed, 1), "agency_limit": round(0.03 * employed, 1),
                "agency_cost": 2 * pay, "may_do": may_do, **SOURCE,
            })  # fmt: skip
        return rows

    def _population(self) -> Rows:
        return [
            {"variant": "all", "year": t, "district": d, "age_band": band, **SOURCE,
             "persons": round(people * share * (1.0 if band == "age_0" else 1.02 ** (t - BASE_YEAR)), 1)}
            for t in self.years for d, people in self.people.items() for band, share in BANDS.items()
        ]  # fmt: skip

    def _services(self) -> Rows:
        return [
            {"group": g, "level": l, "relief": relief, "other_cost": 10 * (1 + LEVELS.index(l)), **SOURCE}
            for g, kind in self.groups.items()
            for l, relief in SERVED_AT[kind].items()
        ]

    def _current_service(self) -> Rows:
        """Places of the long-stay levels nine tenths full, by those whose lowest level it is."""
        rows = []
        for (c, l), places in self.places.items():
            here = [g for g, kind in self.groups.items() if l != "short_stay" and LEVELS[KINDS.index(kind)] == l]
            total = sum(self.rate[g] for g in here)
            for g in here:
                persons = round(0.9 * OCCUPANCY * places * self.rate[g] / total, 3)
                rows.append({"group": g, "level": l, "centre": c, "persons": persons, **SOURCE})
        return rows

    def _frames(self) -> Rows:
        return [
            {"year": t, "operating": round(22 * self.inhabitants * 1.01 ** (t - BASE_YEAR)),
             "investment": 0 if t == BASE_YEAR else 1500 * len(self.centres), **SOURCE}
            for t in self.years
        ]  # fmt: skip

    def _travel(self) -> Rows:
        rows = []
        for d in self.districts:
            minutes = {c: self._minutes(d, home) for c, home in self.home_of.items()}
            nearest = sorted(self.centres, key=lambda c: (minutes[c], c))[: self.shape.reach]
            rows += [{"district": d, "centre": c, "minutes": minutes[c], **SOURCE} for c in nearest]
        return rows

    def _minutes(self, d: str, e: str) -> float:
        (x, y), (u, v) = self.position[d], self.position[e]
        return round(hypot(x - u, y - v), 1)

    def _staff_tables(self) -> dict[str, Rows]:
        norms = {"home_care": 0.12, "group_living": 0.4, "nursing_home": 0.6, "short_stay": 0.7}
        mix = {"nurse": 0.25, "care_worker": 0.45, "social_educator": 0.05, "assistant": 0.25}
        staffing = [
            {"level": l, "category": k, "fte_per_person": round(norm * share, 4), **SOURCE,
             "fte_per_unit": 0 if l == "home_care" else round(3 * share, 3)}
            for l, norm in norms.items() for k, share in mix.items()
        ]  # fmt: skip
        floors = [{"level": l, "category": "nurse", "minimum_share": 0.15, **SOURCE} for l in norms]
        return {"staffing": staffing, "competence": floors}

    def _project_tables(self) -> dict[str, Rows]:
        """At every centre: build 16 places in group living, or make two wards of it into a nursing home."""
        projects, changes = [], []
        for i, c in enumerate(self.centres):
            build, convert = f"build_{i}", f"convert_{i}"
            common = {"centre": c, "life": 40, **SOURCE}
            projects += [
                {"id": build, "name": build, "kind": "build", "cost": 70_000, "grant_per_place": 1_850, "lead_time": 3,
                 "excludes": [convert], **common},
                {"id": convert, "name": convert, "kind": "convert", "cost": 8_000, "lead_time": 1, **common},
            ]  # fmt: skip
            moved = min(16, self.places[c, "group_living"])
            for project, l, change in (
                (build, "group_living", 16), (convert, "group_living", -moved), (convert, "nursing_home", moved),
            ):  # fmt: skip
                changes.append({"project": project, "centre": c, "level": l, "change": change,
                                "moves_residents": change < 0, **SOURCE})  # fmt: skip
        return {"projects": projects, "project_places": changes}

    def _programme_tables(self) -> dict[str, Rows]:
        at_home = [g for g, kind in self.groups.items() if kind == "home"]
        growth = round(self.inhabitants / 2000, 1)
        programmes = [
            {"id": q, "name": q, "cost": cost, "first_year": BASE_YEAR + 1, "growth_per_year": growth, **SOURCE}
            for q, cost in (("technology", 4), ("prevention", 3))
        ]
        effects = [
            {"programme": "technology", "group": g, "level": "home_care", "eligible": 0.5, "hours_reduction": 0.06,
             **SOURCE} for g in at_home
        ] + [
            {"programme": "prevention", "group": g, "eligible": 0.2, "need_reduction": 0.01, **SOURCE} for g in at_home
        ]  # fmt: skip
        staff = [{"programme": "technology", "category": "care_worker", "fte_per_participant": 0.002, **SOURCE}]
        return {"programmes": programmes, "programme_effects": effects, "programme_staff": staff}
