"""One Excel file for a comparison: what a planner filters and prints, in Norwegian; the same comparison, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from leonplan.optimizer.compare.comparison import Comparison, Entry
from leonplan.optimizer.compare.measures import MEASURES, OverYears
from leonplan.optimizer.compare.rows import Difference, WalkStep
from leonplan.optimizer.compare.walk import Walk
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.results.key_figures import KEY_FIGURES
from leonplan.optimizer.results.names import Names
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.words import vocabulary as v
from leonplan.optimizer.words.column import numbers_of
from leonplan.optimizer.workbooks.formulas import Formula, cell, less_that_of, weighted_sum
from leonplan.optimizer.workbooks.list_charts import ListChart
from leonplan.optimizer.workbooks.list_sheets import Cell, ListSheet, list_book


def workbook_bytes(comparison: Comparison) -> bytes:
    """The Excel file; years are numbers, sums are formulas, and text is text, never a formula or a link."""
    return list_book(comparison.base.instance.settings.name, sheets(comparison))


def sheets(comparison: Comparison) -> Iterator[ListSheet]:
    """Every sheet in reading order."""
    names = comparison.names
    titles = {entry.id: _title(entry) for entry in comparison.entries}
    yield _overview(comparison, titles)
    for name, measures in _SHEETS.items():
        yield _by_year(name, measures, comparison, names, titles)
    yield _differences(comparison, names, titles)
    yield _walk(comparison)


def _title(entry: Entry) -> str:
    word = v.SCENARIO_KINDS.get(entry.kind)
    return entry.title if word is None else word.nb


_SHEETS: Mapping[str, tuple[str, ...]] = {
    "Behov": ("need", "met", "unmet"),
    "Nivå": ("served", "above_level"),
    "Plasser": ("places_built", "places_in_use", "served_at"),
    "Prosjekter": ("starts",),
    "Årsverk": ("employed", "agency", "shortfall", "competence_gap"),
    "Penger": ("money", "money_in_period"),
}
"""Sheets that go year by year, with their measures."""


def _overview(comparison: Comparison, titles: Mapping[str, str]) -> ListSheet:
    """One line for each scenario: the key figures, then how they differ from the base's."""
    last = PlanView(comparison.base).last
    is_need = [one.name in _NEED for one in KEY_FIGURES]
    figures = [f"{v.KEY_FIGURES[one.name].nb.format(year=last)} ({_unit(one.column.unit)})" for one in KEY_FIGURES]
    changes = [f"{heading}, endring" for heading in figures]
    lines = tuple(
        _overview_line(comparison.base, entry, titles[entry.id], line) for line, entry in enumerate(comparison.shown)
    )
    columns = dict(enumerate((figure.column for figure in (*KEY_FIGURES, *KEY_FIGURES)), len(_ABOUT)))
    chart = ListChart(
        kind="bars",
        title="Behov som ikke er dekket, over alle år",
        across=0,
        series=tuple(len(_ABOUT) + at for at, one in enumerate(is_need) if one),
        lines=range(len(lines)),
        axis=v.UNITS["person-years"].nb,
    )
    return ListSheet("Oversikt", (*_ABOUT, *figures, *changes, "Status", "Kontrollert"), lines, columns, chart)


_ABOUT = ("Scenario", "Vegvalg", "Spørsmål")
"""Headings before the key figures."""

_NEED = ("heavy_without_help", "heavy_unmet", "light_unmet")
"""Key figures that are drawn."""


def _overview_line(base: Plan, entry: Entry, title: str, line: int) -> tuple[Cell, ...]:
    plan = entry.plan
    about = (title, entry.vegvalg, entry.question)
    if plan is None:
        return (*about, *(None for _ in (*KEY_FIGURES, *KEY_FIGURES)), f"ingen plan: {entry.error}", "nei")
    before, after = (tuple(figure.value(PlanView(one)) for figure in KEY_FIGURES) for one in (base, plan))
    return (
        *about,
        *after,
        *(
            less_that_of(line, column, 0, v.SCENARIO_KINDS["base"].nb, value - old)
            for column, (value, old) in enumerate(zip(after, before, strict=True), len(about))
        ),
        v.STATUSES[plan.status].nb,
        "ja" if plan.verification is not None and plan.verification.ok else "nei",
    )


def _by_year(
    name: str, measures: Sequence[str], comparison: Comparison, names: Names, titles: Mapping[str, str]
) -> ListSheet:
    """A line for each scenario, measure and what it is given by; a column for each year."""
    rows = [row for row in comparison.measured if row.measure in measures]
    years = sorted({row.year for row in rows if row.year is not None})
    told_by = [part for part in v.DIMENSIONS if any(part in MEASURES[measure].told_by for measure in measures)]
    lines: dict[tuple[str, ...], dict[int | None, float]] = {}
    for row in rows:
        key = (row.scenario, row.measure, *(getattr(row, part) for part in told_by))
        lines.setdefault(key, {})[row.year] = row.value
    lengths = {
        entry.id: {total.year: total.years for total in entry.plan.by_year if total.years}
        for entry in comparison.shown
        if entry.plan is not None
    }
    first = len(("Scenario", "Hva", *told_by))
    return ListSheet(
        name,
        (
            "Scenario",
            "Hva",
            *(v.DIMENSIONS[part].nb for part in told_by),
            *years,
            "Alle år",
            "Enhet",
            "Enhet, alle år",
        ),
        tuple(
            (
                titles[scenario],
                v.MEASURES[measure].nb,
                *(_named(part, id, names) for part, id in zip(told_by, ids, strict=True)),
                *(values.get(year, 0.0) for year in years),
                _all_years(line, measure, values, lengths[scenario], dict(zip(years, count(first)))),
                _unit(MEASURES[measure].unit),
                _unit(MEASURES[measure].unit_over_years),
            )
            for line, ((scenario, measure, *ids), values) in enumerate(lines.items())
        ),
    )


def _all_years(
    line: int, measure: str, values: Mapping[int | None, float], lengths: Mapping[int, int], columns: Mapping[int, int]
) -> Cell:
    """What a measure comes to over all years, from the line's years; nothing where it is not added up."""
    how = MEASURES[measure].over_years
    if how is OverYears.NOT:
        return None
    weights = {year: length if how is OverYears.BY_LENGTH else 1 for year, length in lengths.items() if year in columns}
    terms = [(columns[year], weight, values.get(year, 0.0)) for year, weight in weights.items()]
    return weighted_sum(line, terms, values.get(None, 0.0))


def _named(part: str, id: str, names: Names) -> str:
    if part in ("post", "goal"):
        found_word = (v.POSTS if part == "post" else v.GOALS).get(id)
        return id if found_word is None else found_word.nb
    return names.of(part).get(id, id)


def _unit(unit: str) -> str:
    return v.UNITS[unit].nb


def _differences(comparison: Comparison, names: Names, titles: Mapping[str, str]) -> ListSheet:
    """Every difference over all years."""
    headings = (
        "Scenario",
        "Hva",
        *(word.nb for word in v.DIMENSIONS.values()),
        "Utgangspunkt",
        "Scenarioet",
        "Forskjell",
        "Andel (%)",
        "Enhet",
        "Nødvendig?",
    )
    base = headings.index("Utgangspunkt")
    lines = tuple(
        (
            titles[row.scenario],
            v.MEASURES[row.measure].nb,
            *(_named(part, getattr(row, part), names) for part in v.DIMENSIONS),
            row.base,
            row.value,
            Formula(f"={cell(line, base + 1)}-{cell(line, base)}", row.difference),
            None if row.share is None else Formula(f"={cell(line, base + 2)}/ABS({cell(line, base)})", row.share),
            _unit(row.unit),
            v.CAUSES[row.cause].nb if row.cause else None,
        )
        for line, row in enumerate(row for row in comparison.differences if row.year is None)
    )
    columns = numbers_of(Difference)
    numbers = {"Utgangspunkt": "base", "Scenarioet": "value", "Forskjell": "difference", "Andel (%)": "share"}
    return ListSheet(
        "Forskjeller", headings, lines, {headings.index(heading): columns[name] for heading, name in numbers.items()}
    )


def _walk(comparison: Comparison) -> ListSheet:
    """The walk by measure and year; empty without one."""
    headings = ("Hva", "År", "Trinn", "Endring", "Før", "Bidrag", "Etter", "Enhet", "Mindre enn dette betyr ingenting")
    walk = comparison.walk
    if walk is None or walk.missing is not None:
        why = "ikke fordelt på endringene" if walk is None else walk.missing
        return ListSheet("Bidrag", headings, ((why, *(None for _ in headings[1:])),))
    titles = {player.id: player.title for player in comparison.players}
    before = headings.index("Før")
    lines: Iterable[tuple[Cell, ...]] = (
        (
            v.MEASURES[step.measure].nb,
            "alle år" if step.year is None else step.year,
            step.step,
            titles[step.change],
            step.before,
            step.amount,
            Formula(f"={cell(line, before)}+{cell(line, before + 1)}", step.after),
            _unit(step.unit),
            walk.resolution[step.measure] if step.year is None else None,
        )
        for line, step in enumerate(walk.steps)
    )
    columns = numbers_of(WalkStep)
    numbers = {"År": "year", "Trinn": "step", "Før": "before", "Bidrag": "amount", "Etter": "after"}
    return ListSheet(
        "Bidrag",
        headings,
        tuple(lines),
        {headings.index(heading): columns[name] for heading, name in numbers.items()},
        _contributions(walk, headings),
    )


def _contributions(walk: Walk, headings: Sequence[str]) -> ListChart:
    """What each change brings in money over all years."""
    places = [at for at, step in enumerate(walk.steps) if step.measure == "spend" and step.year is None]
    return ListChart(
        kind="bars",
        title="Bidrag fra hver endring til netto driftsutgifter, over alle år",
        across=headings.index("Endring"),
        series=(headings.index("Bidrag"),),
        lines=range(places[0], places[-1] + 1),
        axis=_unit("kNOK"),
    )
