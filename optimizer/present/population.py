"""The screen and the JSON of a municipality's inhabitants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType

from leonplan.optimizer.demand.project_demand import between
from leonplan.optimizer.population.age_bands import AgeSpan
from leonplan.optimizer.population.back_test import MeasuredError
from leonplan.optimizer.population.forecast import HIGH, LOW, MAIN, PopulationForecast
from leonplan.optimizer.population.population_table import Shares, table_rows
from leonplan.optimizer.present.console import add_row, paragraph, plain_table, screen_width
from leonplan.optimizer.present.grid import GIVEN, Grid, grid_of, section
from leonplan.optimizer.present.text import number, share
from leonplan.optimizer.schema.settings import Source

_SHOWN_AHEAD = (1, 5, 10, 15)
_NAMES = {MAIN: "main", LOW: "low", HIGH: "high"}
_DECIMALS = 3


def population_screen(forecast: PopulationForecast, shares: Shares | None = None) -> Iterator[RenderableType]:
    """Inhabitants by age band and year, how far off the method was before, and what to write into the instance."""
    base, last = forecast.base_year, forecast.last_year
    years = sorted({base, *(year for year in range(forecast.first_year, last + 1) if year % 5 == 0), last})
    grid = grid_of(screen_width(), years, base, has_total=False)
    yield paragraph(
        f"{forecast.number} {forecast.name}: inhabitants on 1 January, measured to {base}, then projected", "bold"
    )
    yield paragraph(_used(forecast))
    yield grid.heading("")
    for variant in forecast.variants:
        yield section(_NAMES[variant].capitalize(), "persons")
        for span in forecast.spans:
            yield grid.row(span.name, {year: number(forecast.bands(year, variant)[span]) for year in years})
        totals = {year: number(float(forecast.ages(year, variant).sum())) for year in years}
        label = "All ages" if variant == MAIN else f"All, if each band is {_NAMES[variant]}"
        yield grid.row(label, totals, style="bold")
    if shares is not None:
        yield section("Main, by district, all ages", "persons")
        for district, by_year in shares.items():
            persons = {year: float(forecast.ages(year).sum()) * between(by_year, year) for year in years}
            yield grid.row(district, {year: number(one) for year, one in persons.items()})
    yield from _marks(grid)
    if forecast.errors:
        yield from _errors(forecast)
    for note in forecast.notes:
        yield paragraph(f"Note: {note}.")
    yield from _for_instance(forecast)


def population_json(forecast: PopulationForecast, shares: Shares | None = None) -> dict[str, Any]:
    """The same for programs: every year and one-year age, the rows of the table, and the measured errors."""
    method = None if forecast.method is None else asdict(forecast.method)
    return {
        "municipality": {"number": forecast.number, "name": forecast.name},
        "unit": "persons on 1 January",
        "base_year": forecast.base_year,
        "last_year": forecast.last_year,
        "variants": list(forecast.variants),
        "used": forecast.source.id,
        "method": method,
        "population": list(_by_age(forecast)),
        "table": [row.model_dump() for row in table_rows(forecast, shares)],
        "size_class": {"at_least": forecast.size.at_least, "below": forecast.size.below},
        "errors": [_rounded(one) for one in forecast.errors],
        "notes": list(forecast.notes),
        "sources": [source.model_dump(mode="json") for source in forecast.sources],
    }


def source_line(source: Source) -> str:
    """A source as a line of ``instance.yaml``."""
    url = "" if source.url is None else f', url: "{source.url}"'
    return f'  - {{id: {source.id}, title: "{source.title}", year: {source.year}, kind: {source.kind}{url}}}'


def _used(forecast: PopulationForecast) -> str:
    method = forecast.method
    if method is None:
        return f"Projection: Statistics Norway's own ({forecast.source.id}), from the file given."
    births = "as many born as lately" if method.holds_births else "born in proportion to those aged 20–44"
    return (
        f"Projection: our own, by cohort ratios of the last {method.window} years, drawn towards the nation's by size; losses "
        f"from age {method.old} fall by {share(method.improvement)} a year; {births}. Statistics Norway's own is used instead "
        "with --ssb FILE."
    )


def _by_age(forecast: PopulationForecast) -> Iterator[dict[str, Any]]:
    for row in forecast.rows():
        yield {"year": row.year, "age": row.age, "variant": row.variant, "persons": round(row.persons, _DECIMALS)}


def _rounded(error: MeasuredError) -> dict[str, Any]:
    return {name: round(one, 5) if isinstance(one, float) else one for name, one in asdict(error).items()}


def _for_instance(forecast: PopulationForecast) -> Iterator[RenderableType]:
    """What the table's rows refer to, as lines of ``instance.yaml``."""
    yield paragraph("For instance.yaml:", "bold")
    yield "age_bands:"
    for span in forecast.spans:
        yield f'  - {{id: {span.id}, name: "{span.name}", lowest: {span.lowest}}}'
    yield "sources:"
    for source in forecast.sources:
        yield source_line(source)


def _marks(grid: Grid) -> Iterator[RenderableType]:
    yield paragraph(f"{grid.given}{GIVEN} is the last measured year.")
    yield from grid.note()


def _errors(forecast: PopulationForecast) -> Iterator[RenderableType]:
    """How far off the same method was, in municipalities of this size."""
    yield paragraph(f"Measured error of the same method, municipalities of {forecast.size.name}:", "bold")
    table = plain_table(
        ("Ages", "left"), ("years ahead", "right"), ("forecasts", "right"), ("median", "right"), ("mean size", "right"),
        ("nine in ten within", "right"),
    )  # fmt: skip
    for span in forecast.spans:
        for error in _shown(forecast, span):
            cells = (span.name, str(error.years_ahead), number(error.forecasts))
            sizes = (f"{100 * error.median:+.1f} %", f"{100 * error.mean_absolute:.1f} %")
            add_row(table, (*cells, *sizes, f"{100 * error.nine_in_ten_within:.1f} %"))
    yield table
    yield paragraph("An error is what came by what was projected, less 1: above zero, too few had been projected.")


def _shown(forecast: PopulationForecast, span: AgeSpan) -> Iterator[MeasuredError]:
    return (one for one in forecast.errors if one.lowest_age == span.lowest and one.years_ahead in _SHOWN_AHEAD)
