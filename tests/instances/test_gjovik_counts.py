"""Every published count of Gjøvik's base years, reproduced from the instances' tables and told as such in their READMEs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.demand.project_demand import own_rate
from leonplan.optimizer.instance.load import find_instance, load_instance
from leonplan.optimizer.schema.instance import Instance

INSTITUTION = ("nursing_home", "bought_place", "short_stay", "respite_home")
SHORT = ("respite", "rehabilitation", "after_hospital", "kad", "palliative")
OLD = ("age_67_79", "age_80_89", "age_90plus")
HOMES = ("group_living", "staffed_housing", "colocated_housing")
YOUNG = ("young_low", "young_medium", "young_extensive")


@dataclass(frozen=True)
class Tables:
    """The tables of an instance, as sums."""

    instance: Instance

    def places(self, *levels: str) -> float:
        """Places at some levels [places]."""
        return sum(row.places for row in self.instance.places if row.level in levels)

    def served(self, levels: Iterable[str], groups: Iterable[str] = ()) -> float:
        """Persons of some groups (none named: all) at some levels in the base year [persons]."""
        chosen, at = set(groups), set(levels)
        rows = self.instance.current_service
        return sum(row.persons for row in rows if row.level in at and (not chosen or row.group in chosen))

    def inhabitants(self, *bands: str) -> float:
        """Inhabitants of some age bands [persons]."""
        year = self.instance.settings.horizon.base_year
        return sum(row.persons for row in self.instance.population if row.year == year and row.age_band in bands)

    def need(self, groups: Iterable[str], *bands: str) -> float:
        """Need of some groups in some age bands [persons]."""
        chosen = set(groups)
        rows = [row for row in self.instance.needs if row.group in chosen and row.age_band in bands]
        return sum(own_rate(row) * self.inhabitants(row.age_band) for row in rows)

    def need_but(self, groups: Iterable[str], *bands: str) -> float:
        """Need of the groups that are not named, day activity apart, in some age bands [persons]."""
        left_out = set(groups)
        return self.need((group for group in self.but_day if group not in left_out), *bands)

    @property
    def but_day(self) -> tuple[str, ...]:
        """All groups but day activity, whose users have other services as well."""
        return tuple(group.id for group in self.instance.settings.groups if not group.on_top)

    def in_institution(self) -> float:
        """Persons aged 67 and over in institutions, all who are under 67 there taken away [persons]."""
        young = self.need(("complex", *SHORT), "age_18_66") + self.served(("respite_home",))
        return self.served(INSTITUTION) - young

    def waiting_in_hospital(self) -> float:
        """Persons ready for discharge who are not received, whom KOSTRA does not count [persons]."""
        need = self.need(("after_hospital",), "age_18_66", *OLD)
        return need - sum(row.persons for row in self.instance.current_service if row.group == "after_hospital")

    def employed(self, category: str) -> float:
        """FTE on the books [FTE]."""
        return sum(one.employed for one in self.instance.settings.staff if one.id == category)

    def convertible(self) -> float:
        """Flats that can be turned into bokollektiv [places]."""
        rows = self.instance.project_places
        return sum(row.change for row in rows if row.project.endswith("_convert") and row.change > 0)


Counts = dict[str, tuple[str, Callable[[Tables], float]]]
"""By name: what was published (a number, or the least and the most) and how the tables of an instance say it."""

COUNTS_2021: Counts = {
    "institution places, respite for younger included": ("168", lambda x: x.places(*INSTITUTION)),
    "of them in nursing homes": ("162", lambda x: x.places("nursing_home", "bought_place", "short_stay")),
    "bokollektiv": ("134", lambda x: x.places("group_living")),
    "other omsorgsboliger": ("230", lambda x: x.places("sheltered_housing")),
    "of them suitable for round-the-clock care": ("119", lambda x: x.convertible()),
    "day places on an open day": ("40", lambda x: x.places("day_centre")),
    "users with a day place": ("101", lambda x: x.served(("day_centre",))),
    "inhabitants aged 67–79": ("4010", lambda x: x.inhabitants("age_67_79")),
    "inhabitants aged 80 and over": ("1522", lambda x: x.inhabitants("age_80_89", "age_90plus")),
    "users aged 67–79, 10.8 %": ("433", lambda x: x.need(x.but_day, "age_67_79")),
    "users aged 80 and over, 44.8 %": ("682", lambda x: x.need(x.but_day, "age_80_89", "age_90plus")),
    "aged 67 and over in institutions, 1.22 and 5.9 %": ("138–140", lambda x: x.in_institution()),
    "aged 67 and over with home services, 384 + 592": (
        "976",
        lambda x: x.need(x.but_day, *OLD) - x.in_institution() - x.waiting_in_hospital(),
    ),
    "home-care users under 67": (
        "874",
        lambda x: x.served(("home_care", "colocated_housing"), YOUNG),
    ),
    "residents of homes with round-the-clock staff": (
        "271–280",
        lambda x: x.served(HOMES),
    ),
    "long stays in institutions": ("88–97", lambda x: x.served(("nursing_home", "bought_place"))),
    "nurses' contracted FTE": ("209–215", lambda x: x.employed("nurse")),
}

COUNTS_2026: Counts = {
    "institution places, 168 less the old house's 34": ("134", lambda x: x.places(*INSTITUTION)),
    "bokollektiv, 134 and Snertingdal's 16": ("150", lambda x: x.places("group_living")),
    "HDO, Snertingdal's": ("16", lambda x: x.places("staffed_housing")),
    "other omsorgsboliger": ("230", lambda x: x.places("sheltered_housing")),
    "users with a day place": ("101", lambda x: x.served(("day_centre",))),
    "inhabitants aged 67–79": ("4192", lambda x: x.inhabitants("age_67_79")),
    "inhabitants aged 80 and over": ("1874", lambda x: x.inhabitants("age_80_89", "age_90plus")),
    "home services or long stay, 67–79, 391 + 20": ("411", lambda x: x.need_but(SHORT, "age_67_79")),
    "home services or long stay, 80 and over, 669 + 61": (
        "730",
        lambda x: x.need_but(SHORT, "age_80_89", "age_90plus"),
    ),
    "home-care users under 67": ("1011", lambda x: x.served(("home_care", "colocated_housing"), YOUNG)),
    "residents with round-the-clock staff and long stays, 283 + 89": (
        "372",
        lambda x: x.served((*HOMES, "nursing_home", "bought_place")),
    ),
    "nurses' contracted FTE": ("219", lambda x: x.employed("nurse")),
}

COUNTED = {"gjovik": COUNTS_2021, "gjovik_2026": COUNTS_2026}


@pytest.fixture(scope="module")
def tables() -> dict[str, Tables]:
    return {name: Tables(load_instance(find_instance(name))) for name in COUNTED}


@pytest.mark.parametrize(
    ("instance", "name"), [(instance, name) for instance, counts in COUNTED.items() for name in counts]
)
def test_gjovik_has_what_was_counted(tables: dict[str, Tables], instance: str, name: str) -> None:
    """Rounded to a whole number, what the tables say is the published one, or within the two that were published.

    Where two are given for 2021, the first was counted at the end of 2020 and the second at the end of 2021; the 138–140
    are what 1.22 % of 4 010 (48.7 to 49.1) and 5.9 % of 1 522 (89.0 to 90.6) can be before they were rounded.
    """
    published, here = COUNTED[instance][name]
    least, _, most = published.partition("–")
    assert int(least) <= round(here(tables[instance])) <= int(most or least)


@pytest.mark.parametrize("instance", COUNTED)
def test_the_readme_tells_the_same_counts(tables: dict[str, Tables], instance: str) -> None:
    """Its table has the counts above, no more and no fewer, with the values that the tables give."""
    page = files("leonplan.instances").joinpath(instance, "README.md").read_text(encoding="utf-8")
    section = page.partition("## What was counted\n")[2].partition("\n## ")[0]
    told = {
        name.strip(): (published.replace(" ", ""), here.replace(" ", ""))
        for name, published, here in re.findall(r"^\| ([^|]+)\| ([\d –]+) \| ([\d .]+) \|", section, re.MULTILINE)
    }
    values = {name: here(tables[instance]) for name, (_, here) in COUNTED[instance].items()}
    assert told == {
        name: (published, f"{values[name]:.1f}".removesuffix(".0"))
        for name, (published, _) in COUNTED[instance].items()
    }


def test_the_people_of_gjovik_are_served_within_the_nursing_homes(tables: dict[str, Tables]) -> None:
    """Short stays are as many as 62 places at 0.9 hold, and 99 + 1 places are long stay: 162 in all."""
    found = tables["gjovik"]
    assert found.places("short_stay") == 62
    assert found.served(("short_stay",)) == pytest.approx(55.8)
    assert found.places("nursing_home", "bought_place") == 100


def test_inhabitants_from_today_are_those_that_leon_population_writes(tmp_path: Path) -> None:
    """By the command that the README names, to the last digit."""
    file = tmp_path / "population.csv"
    told = CliRunner().invoke(leon, ["population", "3407", "--to", "2045", "-o", str(file)])
    assert told.exit_code == 0, told.output
    assert file.read_text() == (find_instance("gjovik_2026") / "population.csv").read_text()
