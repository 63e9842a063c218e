"""The numbers to fill in first: what each does to the plan, worked out by hand in the smallest instance that solves."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from command import run

from leonplan.optimizer import api
from leonplan.optimizer.errors import InterruptedSearchError, UsageError
from leonplan.optimizer.excel.write_workbook import workbook_bytes
from leonplan.optimizer.municipality import rank_numbers
from leonplan.optimizer.municipality.new_municipality import write_municipality
from leonplan.optimizer.municipality.rank_numbers import NumberRanking, PlanTotals, RankedNumber
from leonplan.optimizer.municipality.ranking_table import lines_text, ranking_rows, ranking_sheet, ranking_text
from leonplan.optimizer.municipality.uncertain_numbers import GROWTH, UncertainNumber, uncertain_numbers
from leonplan.optimizer.outcome.question import NoAnswer
from leonplan.optimizer.planning.scenarios import Scenario
from leonplan.optimizer.reading.provenance import RANKING_FILE
from leonplan.optimizer.schema.edit import with_policy
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import SourceKind


@pytest.fixture(scope="module")
def tiny() -> Instance:
    return api.load("tiny")


def number(instance: Instance, part: str, column: str, *rows: int) -> UncertainNumber:
    (found,) = (
        one
        for one in uncertain_numbers(instance)
        if (one.part, one.column, one.rows[: len(rows)]) == (part, column, rows)
    )
    return found


def a_ranking(instance: Instance) -> NumberRanking:
    """Two numbers, as if solved."""
    frame = RankedNumber(
        number(instance, "frames", "operating"), PlanTotals(0.0, 39.9786, -11058.0), None, None, NoAnswer.COLLIDES
    )
    return NumberRanking(
        PlanTotals(0.0, 8.314, 147337.3), (frame, RankedNumber(number(instance, "staff", "pay", 0), None, None)), 34
    )


@pytest.fixture(scope="module")
def two(tiny: Instance) -> NumberRanking:
    """The ranking of a centre's fixed cost and of the frame, given the other way around."""
    numbers = [number(tiny, "centres", "fixed_cost", 0), number(tiny, "frames", "operating")]
    return rank_numbers.rank_numbers(tiny, numbers=numbers)


def test_what_hangs_on_a_fixed_cost(tiny: Instance, two: NumberRanking) -> None:
    """500 ± 50 a year, and the centre is open in the five decided years 2026-2030: in 2026-2028 spending is ± 50 a year, 150.

    In the two years of 2030 the frame of 31 600 binds, and 50 more a year for the centre are 50 less for home help at 200 a
    person: a quarter of a person a year, ± 0.5 person-years of light need.
    """
    fixed = next(one for one in two.numbers if one.number.part == "centres")
    assert fixed.low is not None
    assert fixed.high is not None
    assert (fixed.high.spend, fixed.low.spend) == pytest.approx((150, -150), abs=1)
    assert (fixed.high.light_unmet, fixed.low.light_unmet) == pytest.approx((0.5, -0.5), abs=0.01)
    assert (fixed.high.heavy_unmet, fixed.low.heavy_unmet) == (0, 0)


def test_the_number_on_which_most_hangs_is_first(two: NumberRanking) -> None:
    """A tenth of the frame leaves 40 person-years of light need without help, a tenth of a fixed cost half a one."""
    assert [one.number.part for one in two.numbers] == ["frames", "centres"]
    assert two.tried == 2


def test_each_number_is_off_by_a_tenth_within_what_it_may_be(tiny: Instance) -> None:
    """A rate of 0.1: 0.09 and 0.11. Four places: one at least, whole. Who is served: no more. Frames of all years together."""
    assert number(tiny, "needs", "rate", 0).low == (0.09,)
    assert number(tiny, "needs", "rate", 0).high == (0.11,)
    assert (number(tiny, "places", "places", 0).low, number(tiny, "places", "places", 0).high) == ((3,), (5,))
    service = number(tiny, "current_service", "persons", 0)
    assert (service.low, service.high) == ((36.0,), service.value)
    assert number(tiny, "frames", "operating").rows == (0, 1, 2, 3)
    assert number(tiny, "frames", "operating").low == (21600.0, 24300.0, 27900.0, 28440.0)


def test_what_is_measured_is_not_asked_for(tiny: Instance) -> None:
    known = tuple(one.model_copy(update={"kind": SourceKind.MEASURED}) for one in tiny.settings.sources)
    measured = tiny.model_copy(update={"settings": tiny.settings.model_copy(update={"sources": known})})
    assert uncertain_numbers(measured) == ()


def test_inhabitants_have_the_uncertainty_that_is_stated() -> None:
    """The variants low and high of the projection, and not a tenth."""
    from leonplan.optimizer.municipality.make_instance import make_instance

    town = make_instance(api.population("1839", to=2040), identifier="town")
    people = number(town, "population", "persons")
    last = {row.variant: row.persons for row in town.population if row.year == 2040 and row.age_band == "age_90plus"}
    assert (people.low[-1], people.value[-1], people.high[-1]) == (last["low"], last["main"], last["high"])
    assert last["low"] < last["main"] < last["high"]


def test_fewer_places_have_fewer_residents(tiny: Instance) -> None:
    """Four live in the four places of the north's group living; with three places three do, and the instance still holds."""
    places = number(tiny, "places", "places", 0)
    changed = places.changed(tiny, places.low)
    row = tiny.places[places.rows[0]]
    served = [one.persons for one in changed.current_service if (one.centre, one.level) == (row.centre, row.level)]
    assert sum(served) == pytest.approx(3)


def test_fewer_in_need_have_fewer_served(tiny: Instance) -> None:
    """400 inhabitants of 80 and over at 0.09 are 36 in need of home help, of whom 40 were served."""
    rate = number(tiny, "needs", "rate", 0)
    assert sum(
        one.persons for one in rate.changed(tiny, rate.low).current_service if one.group == "home_help"
    ) == pytest.approx(36)


def test_growth_of_staff_is_a_number_too(tiny: Instance) -> None:
    grows = with_policy(tiny, "staff_growth", on=True, rate=0.02)
    growth = number(grows, "settings", GROWTH)
    assert growth.changed(grows, growth.high).settings.policies.staff_growth.rate == 0.022
    assert [one for one in uncertain_numbers(tiny) if one.part == "settings"] == []


def test_a_place_is_told_by_file_and_line(tiny: Instance) -> None:
    frame, pay = ranking_rows(a_ranking(tiny), tiny)
    assert (frame["file"], frame["rows"], frame["column"], frame["value"]) == (
        "frames.csv",
        "2-5",
        "operating",
        31600.0,
    )
    assert (frame["low_light_unmet"], frame["high_light_unmet"], frame["high_unknown"]) == (39.979, None, "collides")
    assert (pay["file"], pay["column"], pay["of"]) == ("instance.yaml", "staff.pay", "care_worker")
    assert lines_text((3, 0, 1)) == "2-3 5"


def test_the_file_stands_beside_the_tables(tiny: Instance, tmp_path: Path) -> None:
    write_municipality(tiny, tmp_path / "town", a_ranking(tiny))
    text = (tmp_path / "town" / "fill_in_first.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["rank"] for row in rows] == ["1", "2"]
    assert text == ranking_text(a_ranking(tiny), tiny)
    assert "`fill_in_first.csv` ranks" in (tmp_path / "town" / "README.md").read_text(encoding="utf-8")
    report = api.check(tmp_path / "town")
    assert (report.problems, report.warnings, report.instance) == ((), (), tiny)


def test_the_sheet_is_the_first_and_is_not_wondered_at(tiny: Instance, tmp_path: Path) -> None:
    write_municipality(tiny, tmp_path / "town.xlsx", a_ranking(tiny))
    page = openpyxl.load_workbook(tmp_path / "town.xlsx").worksheets[0]
    assert page.title == "Fyll inn først"
    assert [cell.value for cell in page[2]][:5] == [1, "Rammer", "2-5", "Driftsramme", None]
    assert [cell.value for cell in page[3]][:5] == [2, "Stillinger", "2", "Lønn", "care_worker"]
    assert "harde krav kolliderer" in [cell.value for cell in page[2]]
    report = api.check(tmp_path / "town.xlsx")
    assert (report.problems, report.warnings, report.instance) == ((), (), tiny)


def test_the_field_of_the_settings_is_told_by_its_row(tiny: Instance) -> None:
    """Where the sheet says it, so that whoever looks there finds the number."""
    grows = with_policy(tiny, "staff_growth", on=True, rate=0.02)
    one = RankedNumber(number(grows, "settings", GROWTH), None, None)
    (row,) = ranking_sheet(NumberRanking(PlanTotals(0, 0, 0), (one,), 1), grows).rows
    page = openpyxl.load_workbook(BytesIO(workbook_bytes(grows)))[str(row[1])]
    cells = [cell.value for cell in page[int(str(row[2]))]]
    assert cells[0] == row[3]
    assert GROWTH in cells


def test_a_stop_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle of the second round of plans, as Ctrl-C does: nothing is made, and the command says so."""
    whole = rank_numbers.plan_scenarios

    def stopped(scenarios: list[Scenario], **rest: object) -> object:
        if scenarios[0].id == "base":
            return whole([Scenario("base", "", api.load("tiny"))])
        return {one.id: InterruptedSearchError("interrupted") for one in scenarios}

    monkeypatch.setattr(rank_numbers, "plan_scenarios", stopped)
    done = run("new", tmp_path / "town", "--municipality", "1839", "--rank")
    assert done.exit_code == 130, done.output
    assert "not ranked" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_ranking_is_of_a_municipality(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name it with --municipality"):
        api.new(tmp_path / "town", rank=True)


def test_the_command_says_where_the_list_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    """Without the minutes: the ranking of another instance in its place."""
    monkeypatch.setattr(rank_numbers, "rank_numbers", lambda instance, **_: NumberRanking(PlanTotals(0, 0, 0), (), 0))
    done = run("new", tmp_path / "town", "--municipality", "1839", "--rank", "--json")
    assert done.exit_code == 0, done.output
    place = tmp_path / "town"
    assert json.loads(done.stdout) == {
        "folder": str(place),
        "fill_in_first": str(place / RANKING_FILE),
    }
    done = run("new", tmp_path / "town.xlsx", "--municipality", "1839", "--rank")
    assert "its first sheet says on which most hangs" in done.output
