"""Key figures are one list: the same ones, with the same numbers, on the screen, in JSON, the workbook and the report."""

from __future__ import annotations

from io import StringIO

import pytest
from compare_samples import entry, later
from tiny_plan import tiny_plan

from leonplan.optimizer.compare.comparison import Comparison, ScenarioKind, make_comparison
from leonplan.optimizer.compare.workbook import sheets
from leonplan.optimizer.present.comparison import HEADINGS, comparison_screen
from leonplan.optimizer.present.comparison_json import comparison_json
from leonplan.optimizer.present.console import screen_console
from leonplan.optimizer.present.text import number
from leonplan.optimizer.report.content.alternatives import alternatives_chapter
from leonplan.optimizer.report.content.key_figures import decimals_of
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Number, Table
from leonplan.optimizer.report.words import Words
from leonplan.optimizer.results.key_figures import KEY_FIGURES
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.words import vocabulary as v
from leonplan.optimizer.workbooks.formulas import Formula

NAMES = [figure.name for figure in KEY_FIGURES]
ABOUT = 3
"""Columns of the workbook before the figures: scenario, strategic choice, question."""


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return make_comparison([entry("base", tiny_plan(), ScenarioKind.BASE), entry("late", later(), title="Late")])


def titles(language: str) -> list[str]:
    return [
        (v.KEY_FIGURES[name].nb if language == "nb" else v.KEY_FIGURES[name].en).format(year=2030) for name in NAMES
    ]


def table_of(compared: Comparison, id: str) -> Table:
    view = View(compared.base, {}, Words("nb"))
    blocks = alternatives_chapter(view, compared)
    return next(one for one in blocks if isinstance(one, Table) and one.id == id)


def numbers(table: Table) -> list[tuple[float, ...]]:
    """Numbers of each line as shown."""
    return [tuple(round(one.value, one.decimals) for one in row if isinstance(one, Number)) for row in table.rows]


def of_plans(compared: Comparison) -> list[tuple[float, ...]]:
    """By figure, what both plans come to, money in millions."""
    plans = [PlanView(one.plan) for one in compared.shown if one.plan is not None]
    return [tuple(one.value(plan) / (1000 if one.is_money else 1) for plan in plans) for one in KEY_FIGURES]


def test_the_report_shows_them_all(compared: Comparison) -> None:
    """Persons and places that stand as parts in other chapters are moved by no more than the last decimal."""
    figures = table_of(compared, "alternatives-figures-1")
    assert [row[0] for row in figures.rows] == titles("nb")
    for shown, exact, figure in zip(numbers(figures), of_plans(compared), KEY_FIGURES, strict=True):
        assert shown == pytest.approx(exact, abs=0.1 if decimals_of(figure) else 0.5)
    differences = table_of(compared, "alternatives-differences-1")
    assert [row[0] for row in differences.rows] == titles("nb")
    assert [one[0] for one in numbers(differences)] == pytest.approx(
        [after - before for before, after in numbers(figures)]
    )


def test_the_workbook_shows_them_all_and_how_they_differ(compared: Comparison) -> None:
    sheet = next(iter(sheets(compared)))
    units = [v.UNITS[figure.column.unit].nb for figure in KEY_FIGURES]
    wanted = [f"{title} ({unit})" for title, unit in zip(titles("nb"), units, strict=True)]
    assert list(sheet.headings[ABOUT:-2]) == [*wanted, *(f"{heading}, endring" for heading in wanted)]
    base, late = (line[ABOUT:-2] for line in sheet.lines)
    scale = [1000 if figure.is_money else 1 for figure in KEY_FIGURES]
    for i, (before, after) in enumerate(of_plans(compared)):
        assert (base[i], late[i]) == pytest.approx((before * scale[i], after * scale[i]))
        change = late[len(NAMES) + i]
        assert isinstance(change, Formula)
        assert change.value == pytest.approx((after - before) * scale[i])


def test_json_holds_them_all(compared: Comparison) -> None:
    for place, plan in enumerate(comparison_json(compared, None)["plans"]):
        assert [(one["name"], one["unit"]) for one in plan["key_figures"]] == [
            (figure.name, figure.column.unit) for figure in KEY_FIGURES
        ]
        for one, figure, told in zip(plan["key_figures"], KEY_FIGURES, of_plans(compared), strict=True):
            assert one["value"] == pytest.approx(told[place] * (1000 if figure.is_money else 1))


def test_a_wide_screen_shows_them_all_and_a_narrow_one_the_first(
    compared: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(HEADINGS) == NAMES
    assert all(len(line.format(year=2030)) < 10 for heading in HEADINGS.values() for line in heading), "a cell's width"
    decimals = [0 if figure.column.unit == "times" else 1 for figure in KEY_FIGURES]
    told = [number(before, digits) for (before, _), digits in zip(of_plans(compared), decimals, strict=True)]
    for columns, count in (("200", len(NAMES)), ("80", 6)):
        monkeypatch.setenv("COLUMNS", columns)
        stream = StringIO()
        for part in comparison_screen(compared):
            screen_console(stream).print(part)
        lines = stream.getvalue().splitlines()
        (base,) = [line for line in lines if line.startswith("Base ") or line.startswith("base ")]
        assert base.split()[1:] == [part for cell in told[:count] for part in cell.split()]
        assert any(f"left out for want of width: {len(NAMES) - 6}" in line for line in lines) == (count == 6)
