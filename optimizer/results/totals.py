"""What a plan comes to, by year and by goal, from its tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Annotated

from leonplan.models.data import ModelData
from leonplan.optimizer.outcome.solution import ROUNDING, GoalResult
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.projects import Schedule
from leonplan.optimizer.results.residents import uprooted
from leonplan.optimizer.results.year import tidy
from leonplan.optimizer.words.column import YEAR, Column

Tables = Mapping[str, tuple[r.Row, ...]]
"""Rows by table."""


@dataclass(frozen=True, slots=True)
class YearTotals:
    """A year in one row."""

    year: Annotated[int, YEAR]
    """Period, or the base year."""
    years: Annotated[int, Column("years")]
    """Years that the period stands for; 0 for the base year, which no goal counts."""
    need: Annotated[float, Column("persons on an average day", decimals=1)]
    """Need."""
    served: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons served at any level."""
    unmet: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Unmet need."""
    weighted_unmet: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """Unmet need weighted by severity."""
    below_minimum: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """Persons by which those served fall short of minimums, weighted by severity."""
    below_sound: Annotated[float, Column("severity-weighted persons", decimals=1)]
    """Heavy need met by nothing or by less than is sound, weighted by severity."""
    heavy_need: Annotated[float, Column("persons on an average day", decimals=1)]
    """Heavy need."""
    heavy_without_help: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons with heavy need who are served by nothing."""
    heavy_unmet: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Unmet heavy need."""
    light_need: Annotated[float, Column("persons on an average day", decimals=1)]
    """Light need, that of groups on top of others included."""
    light_without_help: Annotated[float, Column("persons on an average day", decimals=1)]
    """Persons with light need who are served by nothing; users of groups on top of others are no further persons, and left
    out."""
    light_unmet: Annotated[float, Column("person equivalents on an average day", decimals=1)]
    """Unmet light need, that of groups on top of others included."""
    above_level: Annotated[float, Column("steps x persons", decimals=1)]
    """Steps above the lowest effective level at which people are served."""
    shortfall: Annotated[float, Column("FTE at work", decimals=1)]
    """Work that no staff, or none with the competence it wants, can be found for."""
    unfilled: Annotated[float, Column("kNOK/year")]
    """What work that nobody can be found for would cost, part of net spending."""
    spend: Annotated[float, Column("kNOK/year")]
    """Net spending."""
    frame: Annotated[float | None, Column("kNOK/year")]
    """Operating frame; none if there is none."""
    transition: Annotated[float, Column("kNOK/year")]
    """Transition money on top of the operating frame."""
    overrun: Annotated[float, Column("kNOK/year")]
    """Spending over the operating frame and transition money."""
    investment_overrun: Annotated[float, Column("kNOK in the period")]
    """Outlay less grants over the investment frame."""


def by_year(data: ModelData, tables: Tables, years: Iterable[int], heavy: Collection[str]) -> tuple[YearTotals, ...]:
    """Totals of every year; heavy: groups with heavy need, see ``Settings.heavy_groups``."""
    lengths = {period.year: period.length for period in data.periods}
    return tuple(_totals(data, _of_year(tables, t), t, lengths.get(t, 0), frozenset(heavy)) for t in years)


def over_years(totals: Iterable[YearTotals], amount: Callable[[YearTotals], float]) -> float:
    """What of a year's totals over all decided years, each counted with its length."""
    return fsum(year.years * amount(year) for year in totals)


def goal_rows(
    data: ModelData, tables: Tables, totals: Sequence[YearTotals], steps: Sequence[Mapping[str, float]],
    results: Sequence[GoalResult],
) -> tuple[r.Goal, ...]:  # fmt: skip
    """What the plan comes to in each step of the order."""
    values = goal_values(data, tables, totals)
    found = []
    for number, (step, result) in enumerate(zip(steps, results, strict=False), 1):
        value = tidy(fsum(weight * values[goal] for goal, weight in step.items()))
        bound = tidy(result.bound) if abs(result.bound) < float("inf") else None
        found.append(
            r.Goal(
                step=number,
                goal=result.name,
                unit=result.unit,
                value=value,
                bound=bound,
                gap=gap(value - result.slack, bound, result.grid),
                proven=result.proven,
                grid=tidy(result.grid),
                slack=tidy(result.slack),
                held_at=tidy(result.held_at),
            )
        )
    return tuple(found)


def gap(value: float, bound: float | None, grid: float) -> float | None:
    """Relative distance of value and bound, 0 if it is rounding compared with the grid [share]; none if there is no bound.

    >>> gap(100.0, 90.0, 1.0), gap(1.0, 0.0, 1.0), gap(1.0, 0.995, 1.0), gap(5.0, None, 1.0)
    (0.1, 1.0, 0.0, None)
    """
    if bound is None:
        return None
    distance = tidy(max(0.0, value - bound))
    return tidy(distance / max(abs(value), abs(bound))) if distance > ROUNDING * grid else 0.0


def goal_values(data: ModelData, tables: Tables, totals: Sequence[YearTotals]) -> dict[str, float]:
    """What the plan comes to in every goal, in the goal's unit over the decided periods."""
    discount = {period.year: period.discount for period in data.periods}
    starts = {(row.project, row.year): row.starts for row in tables["projects"] if isinstance(row, r.ProjectStart)}
    moved = [row for row in tables["moved"] if isinstance(row, r.Moved)]
    return {
        "shortfall": over_years(totals, lambda year: year.shortfall),
        "below_minimum": over_years(totals, lambda year: year.below_minimum),
        "below_sound": over_years(totals, lambda year: year.below_sound),
        "overrun": over_years(totals, lambda year: year.overrun) + fsum(year.investment_overrun for year in totals),
        "unmet": over_years(totals, lambda year: year.weighted_unmet),
        "above_level": over_years(totals, lambda year: year.above_level),
        "spend": fsum(discount[year.year] * year.spend for year in totals if year.years),
        "travel": _travel(data, tables),
        "changes": sum(starts.values()) + uprooted(data, moved, Schedule(data, starts, {})),
    }


def _travel(data: ModelData, tables: Tables) -> float:
    """Travel time of those served in places [person-minutes one way x years]."""
    if data.reachable is None:
        return 0.0
    lengths = {period.year: period.length for period in data.periods}
    return fsum(
        data.reachable[row.district, row.centre][0] * lengths[row.year] * row.persons
        for row in tables["flow"]
        if isinstance(row, r.Flow)
    )


def _of_year(tables: Tables, t: int) -> list[r.Row]:
    wanted = ("need", "served", "unserved", "unmet", "staff", "money")
    return [row for name in wanted for row in tables[name] if getattr(row, "year", None) == t]


def _totals(data: ModelData, rows: Sequence[r.Row], t: int, years: int, heavy: frozenset[str]) -> YearTotals:
    money = {row.post: row.amount for row in rows if isinstance(row, r.Money)}
    served = [row for row in rows if isinstance(row, r.Served)]
    unmet = [row for row in rows if isinstance(row, r.Unmet)]
    staff = [row for row in rows if isinstance(row, r.Staff)]
    need = [row for row in rows if isinstance(row, r.Need)]
    unserved = [row for row in rows if isinstance(row, r.Unserved)]
    on_top = {g for g, group in data.groups.items() if group.is_on_top}
    return YearTotals(
        year=t,
        years=years,
        need=tidy(fsum(row.persons for row in need)),
        served=tidy(fsum(row.persons for row in served)),
        unmet=tidy(fsum(row.persons for row in unmet)),
        weighted_unmet=tidy(fsum(row.weighted for row in unmet)),
        below_minimum=tidy(fsum(data.groups[row.group].severity * row.below_minimum for row in unmet)),
        below_sound=tidy(fsum(data.groups[row.group].severity * row.below_sound for row in unmet)),
        heavy_need=_persons(row for row in need if row.group in heavy),
        heavy_without_help=_persons(row for row in unserved if row.group in heavy - on_top),
        heavy_unmet=_persons(row for row in unmet if row.group in heavy),
        light_need=_persons(row for row in need if row.group not in heavy),
        light_without_help=_persons(row for row in unserved if row.group not in heavy | on_top),
        light_unmet=_persons(row for row in unmet if row.group not in heavy),
        above_level=tidy(fsum(data.services[row.group, row.level].steps_above * row.persons for row in served)),
        shortfall=tidy(fsum(row.shortfall + row.competence_gap for row in staff)),
        unfilled=money[r.Post.UNFILLED],
        spend=money[r.Post.SPEND],
        frame=money.get(r.Post.FRAME),
        transition=money.get(r.Post.TRANSITION, 0.0),
        overrun=money.get(r.Post.OVERRUN, 0.0),
        investment_overrun=money.get(r.Post.INVESTMENT_OVERRUN, 0.0),
    )


def _persons(rows: Iterable[r.Need | r.Unserved | r.Unmet]) -> float:
    return tidy(fsum(row.persons for row in rows))
