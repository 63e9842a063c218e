"""The figures by which plans are compared: the one list that screens, JSON, workbooks and reports of comparisons show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.words.column import Column


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that a plan comes to; its words are in ``words.vocabulary.KEY_FIGURES``."""

    name: str
    """Identifier; ``_last`` is of the plan's last year, others are over all decided years."""
    column: Column
    """Its unit, and how exactly it is shown; money in thousand kroner."""
    value: Callable[[PlanView], float]
    """What a plan comes to."""

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of thousand kroner, which planners read in millions."""
        return self.column.unit.startswith("kNOK")


KEY_FIGURES: tuple[KeyFigure, ...] = (
    KeyFigure(
        "heavy_without_help", Column("person-years"), lambda plan: plan.over_years(lambda year: year.heavy_without_help)
    ),
    KeyFigure("heavy_unmet", Column("person-years"), lambda plan: plan.over_years(lambda year: year.heavy_unmet)),
    KeyFigure("light_unmet", Column("person-years"), lambda plan: plan.over_years(lambda year: year.light_unmet)),
    KeyFigure("spend", Column("kNOK"), lambda plan: plan.over_years(lambda year: year.spend)),
    KeyFigure("above_level", Column("step-person-years"), lambda plan: plan.over_years(lambda year: year.above_level)),
    KeyFigure("employed_last", Column("FTE", decimals=1), lambda plan: plan.employed(plan.last)),
    KeyFigure("starts", Column("times"), lambda plan: sum(map(len, plan.starts.values()))),
    KeyFigure("overrun", Column("kNOK"), lambda plan: plan.over_years(lambda year: year.overrun)),
    KeyFigure("outlay", Column("kNOK"), lambda plan: fsum(one.outlay for one in plan.projects)),
    KeyFigure("spend_last", Column("kNOK/year"), lambda plan: plan.by_year[plan.last].spend),
    KeyFigure("shortfall", Column("FTE-years"), lambda plan: plan.over_years(lambda year: year.shortfall)),
    KeyFigure("unfilled", Column("kNOK"), lambda plan: plan.over_years(lambda year: year.unfilled)),
    KeyFigure("shifted", Column("FTE-years"), lambda plan: plan.over_years(plan.shifted)),
    KeyFigure("lowest_last", Column("persons on an average day", decimals=1), lambda plan: _at_lowest(plan, plan.last)),
    KeyFigure("round_the_clock_last", Column("places", decimals=1), lambda plan: _round_the_clock(plan, plan.last)),
)
"""Every key figure, the first the most important: a narrow screen leaves out the last ones. Heavy and light need are never
added."""


def _at_lowest(plan: PlanView, year: int) -> float:
    """Persons served at their lowest effective level in a year [persons on an average day]."""
    return fsum(row.persons for row in plan.rows(r.Served) if row.year == year and plan.steps_off(row) == 0)


def _round_the_clock(plan: PlanView, year: int) -> float:
    """Places in use in a year that are staffed round the clock [places]."""
    return fsum(row.operated for row in plan.rows(r.Places) if row.year == year and row.level in plan.round_the_clock)
