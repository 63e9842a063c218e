"""Gjøvik's need projected from 2021 against what was counted five years later, and from 2026 against another model's.

Run it anew with ``pytest tests/instances/test_gjovik_backcast.py``: the tables of the two READMEs are what these figures come to.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import pytest

from leonplan.optimizer.demand.project_demand import Demand, own_rate, project_demand
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.schema.instance import Instance

AT_HOME = (
    "home_low",
    "home_medium",
    "home_high",
    "young_low",
    "young_medium",
    "young_extensive",
    "somatic_24h",
    "dementia_24h",
)
YOUNG = ("young_low", "young_medium", "young_extensive")
ROUND_THE_CLOCK = ("young_extensive", "somatic_24h", "dementia_24h", "complex")
OLDEST = ("age_80_89", "age_90plus")

COUNTED = {
    "home-care users under 67": (874, 1011),
    "home-care users aged 67–79": (384, 391),
    "home-care users aged 80 and over": (592, 669),
    "long stays in institution, aged 67–79": (21, 20),
    "long stays in institution, aged 80 and over": (62, 61),
    "round-the-clock homes and long stays together": (271 + 88, 283 + 89),
    "nurses' contracted FTE": (208.75, 219),
}
"""Gjøvik on 31 December 2020 and 2025: SSB tables 12292 (04686 for those aged 67-79 in 2020), 11645, 11924 and 14534.

Those aged 67-79 in 2025 are the total of 2 071 less 1 011 and 669.
"""

FRAM = {
    "home-care users": (2084.753, 2160.728, 2368.824, 2681.164),
    "round-the-clock homes and long stays": (378.692, 397.801, 439.735, 497.914),
    "nurses' contracted FTE": (219.268, 222.972, 233.923, 250.414),
}
"""Telemarksforsking's model Fram (beta), Gjøvik in 2026, 2030, 2035 and 2040; a model as well, and no statistics."""


def inhabitants(demand: Demand, band: str, year: int) -> float:
    """Inhabitants of an age band [persons]."""
    return sum(x for (b, _, t), x in demand.population.items() if b == band and t == year)


def by_age(instance: Instance, demand: Demand, groups: Iterable[str], bands: Iterable[str], year: int) -> float:
    """Need that follows inhabitants, of some groups in some age bands at the base year's rates [persons]."""
    rows, chosen, within = instance.needs, set(groups), set(bands)
    return sum(
        own_rate(row) * inhabitants(demand, row.age_band, year)
        for row in rows
        if row.group in chosen and row.age_band in within
    )


def need_of(demand: Demand, groups: Iterable[str], year: int) -> float:
    """Need of some groups in a year [persons]."""
    chosen = set(groups)
    return sum(x for (group, _, t), x in demand.need.items() if group in chosen and t == year)


def backcast() -> list[tuple[str, float, float, float, float, float]]:
    """Name, counted in 2020, moved by inhabitants and by the plan's new homes, so projected, and counted in 2025."""
    instance = load_instance(find_instance("gjovik"))
    demand = project_demand(instance, (2021, 2026))
    bands = tuple(band.id for band in instance.settings.age_bands)

    def followed(groups: Iterable[str], within: Iterable[str]) -> float:
        """Need of 2026 for each of 2021, where it follows inhabitants."""
        chosen = tuple(groups)
        then, now = (by_age(instance, demand, chosen, within, year) for year in (2026, 2021))
        return then / now

    fixed = need_of(demand, ("young_extensive",), 2026) - by_age(instance, demand, ("young_extensive",), bands, 2026)
    growth = (1 + instance.settings.policies.staff_growth.rate) ** 5
    moved = {
        "home-care users under 67": (followed(YOUNG, bands), fixed),
        "home-care users aged 67–79": (followed(AT_HOME, ("age_67_79",)), 0.0),
        "home-care users aged 80 and over": (followed(AT_HOME, OLDEST), 0.0),
        "long stays in institution, aged 67–79": (followed(("complex",), ("age_67_79",)), 0.0),
        "long stays in institution, aged 80 and over": (followed(("complex",), OLDEST), 0.0),
        "round-the-clock homes and long stays together": (followed(ROUND_THE_CLOCK, bands), fixed),
        "nurses' contracted FTE": (1.0, COUNTED["nurses' contracted FTE"][0] * (growth - 1)),
    }
    found = []
    for name, (before, after) in COUNTED.items():
        factor, added = moved[name]
        found.append((name, before, before * (factor - 1), added, before * factor + added, float(after)))
    return found


def section(instance: str, heading: str) -> str:
    """A section of an instance's README."""
    page = files("leonplan.instances").joinpath(instance, "README.md").read_text(encoding="utf-8")
    assert heading in page
    return page.partition(f"{heading}\n")[2].partition("\n## ")[0]


def backcast_table() -> list[str]:
    """The rows of the README's table."""
    return [
        f"| {name} | {before:.0f} | {people:+.0f} | {added:+.0f} | {then:.0f} | {after:.0f} | {100 * (then / after - 1):+.0f} % |"
        for name, before, people, added, then, after in backcast()
    ]


def fram_table() -> list[str]:
    """The rows of the README's table: growth from 2026 in percent, ours and Fram's."""
    instance = load_instance(find_instance("gjovik_2026"))
    years = (2026, 2030, 2035, 2040)
    demand = project_demand(instance, years)
    ours = {
        "home-care users": [need_of(demand, AT_HOME, year) for year in years],
        "round-the-clock homes and long stays": [need_of(demand, ROUND_THE_CLOCK, year) for year in years],
        "nurses' contracted FTE": [
            (1 + instance.settings.policies.staff_growth.rate) ** (year - 2026) for year in years
        ],
    }
    rows = []
    for name, theirs in FRAM.items():
        cells = (f"{100 * (x[i] / x[0] - 1):.0f}" for i in (1, 2, 3) for x in (ours[name], theirs))
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


def test_the_users_of_2026_by_hand() -> None:
    """Under 67: 874 · 19 646/19 176 = 895.4, and five years of the plan's 1.25 homes are 6.25: 901.7, where 1 011 came."""
    name, before, people, added, then, after = backcast()[0]
    assert (name, before, after) == ("home-care users under 67", 874, 1011)
    assert people == pytest.approx(874 * (19646 / 19176 - 1))
    assert added == pytest.approx(6.25)
    assert then == pytest.approx(901.67, abs=0.01)


def test_the_readme_tells_the_backcast() -> None:
    told = [line for line in section("gjovik", "## From 2021 to what came").splitlines() if line.startswith("|")]
    assert told[2:] == backcast_table()


def test_the_readme_tells_how_another_model_sees_it() -> None:
    told = [line for line in section("gjovik_2026", "## Another model").splitlines() if line.startswith("|")]
    assert told[2:] == fram_table()
