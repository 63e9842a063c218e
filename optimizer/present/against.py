"""The part of a plan's screen that compares it with doing nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from leonplan.optimizer.compare.against_reference import Against, Pair, against_reference
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.comparison_words import signed
from leonplan.optimizer.present.console import BAD, add_row, paragraph, plain_table, screen_width
from leonplan.optimizer.present.grid import section
from leonplan.optimizer.present.text import number
from leonplan.optimizer.words.vocabulary import AGAINST, NO_REFERENCE

_WIDE = 98
"""From this width on the sums over all years fit next to the last year [characters]."""


def against_rows(plan: Plan) -> Iterator[RenderableType]:
    """What the plan gives and costs against doing nothing, and in what doing nothing is better; else why it is not told."""
    if plan.reference is None:
        why = plan.no_reference or NoReference.NOT_ASKED
        if why is not NoReference.NOT_ASKED:
            yield paragraph(NO_REFERENCE[why.value].en, "dim" if why is NoReference.NOTHING_TO_DO else BAD)
        return
    found, last = against_reference(plan), plan.by_year[-1].year
    yield section("Against doing nothing", "persons, million kr a year, FTE; all years: these times years")
    is_wide = screen_width() >= _WIDE
    in_last = (("", "left"), (f"{last} plan", "right"), ("nothing", "right"), ("change", "right"))
    table = plain_table(*in_last, *((("all years plan", "right"), *in_last[2:]) if is_wide else ()))
    for one in found:
        cells = (*_cells(one, one.last), *(_cells(one, one.all_years) if is_wide else ()))
        add_row(table, (f"  {AGAINST[one.name].en}", *cells), BAD if one.reference_is_better else "")
    yield table
    yield paragraph(_better(found), BAD if any(one.reference_is_better for one in found) else "")
    if plan.reference.status is not Status.OPTIMAL:
        yield paragraph("Doing nothing was stopped before it was proven best: it may come to less than is shown.", BAD)


def _cells(one: Against, pair: Pair) -> tuple[str, str, str]:
    """The plan, doing nothing, and the difference of the numbers as shown."""
    scale, decimals = (1000, 1) if one.unit.startswith("kNOK") else (1, 0)
    here, there = (round(value / scale, decimals) for value in (pair.plan, pair.reference))
    change = round(here - there, decimals)
    return number(here, decimals), number(there, decimals), signed(change, decimals) if change else "·"


def _better(found: tuple[Against, ...]) -> str:
    better = [AGAINST[one.name].en.lower() for one in found if one.reference_is_better]
    if not better:
        return "Doing nothing is better in none of this over all years."
    return f"Doing nothing is better over all years in: {', '.join(better)}."
