"""The plan against doing nothing: heavy need and light need apart, money and staff, and where doing nothing is better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leonplan.optimizer.compare.against_reference import Against, Pair, against_reference
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Number, Paragraph, Table
from leonplan.optimizer.report.words import rounded
from leonplan.optimizer.words import vocabulary as v

_LARGE = 1000.0
"""Amounts over all years are whole from here on [million kr]."""


def against_doing_nothing(view: View) -> Iterator[Block]:
    """The table and in what doing nothing is better; else why the plan is told against nothing."""
    w = view.words
    if view.nothing is None:
        yield Paragraph(w.word(v.NO_REFERENCE[(view.plan.no_reference or NoReference.NOT_ASKED).value]))
        return
    found = against_reference(replace(view.plan, reference=view.nothing))
    yield _table(view, found)
    better = tuple(v.AGAINST[one.name].within(w.language) for one in found if one.reference_is_better)
    said = (
        w.say("Doing nothing is better over all years in this: {what}.", what=w.listed(better))
        if better
        else w.say("Doing nothing is better in none of this over all years.")
    )
    if view.nothing.status is not Status.OPTIMAL:
        said += " " + w.say("Doing nothing was not proven best, and may come to less than is shown.")
    yield Paragraph(said)


def _table(view: View, found: tuple[Against, ...]) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = [
        (f"{_name(view, one)} ({_unit(view, one)})", *_cells(one, one.last), *_over_years(one)) for one in found
    ]
    return plain(
        id="summary-against",
        caption=w.say("The plan against doing nothing new (all years: person-years and million kr)"),
        stub=w.say("On an average day, or in the year"),
        columns=[
            Column(w.say("Plan {year}", year=view.last), numeric=True),
            Column(w.say("Doing nothing"), numeric=True),
            Column(w.say("Change"), numeric=True),
            Column(w.say("Plan, all years"), numeric=True),
            Column(w.say("Doing nothing"), numeric=True),
            Column(w.say("Change"), numeric=True),
        ],
        rows=rows,
    )


def _name(view: View, one: Against) -> str:
    return view.words.word(v.AGAINST[one.name])


def _unit(view: View, one: Against) -> str:
    w = view.words
    if _is_money(one):
        return w.say("million kr")
    return w.say("persons") if one.figure.need else w.word(v.UNITS[one.unit])


def _is_money(one: Against) -> bool:
    return one.figure.measure == "money"


def _cells(one: Against, pair: Pair) -> tuple[Cell, Cell, Cell]:
    """The plan, doing nothing, and the difference of the numbers as shown."""
    scale, decimals = (1000, 1) if _is_money(one) else (1, 0)
    here, there = pair.plan / scale, pair.reference / scale
    if max(abs(here), abs(there)) >= _LARGE:
        decimals = 0
    change = rounded(rounded(here, decimals) - rounded(there, decimals), decimals)
    return Number(here, decimals), Number(there, decimals), Number(change, decimals)


def _over_years(one: Against) -> tuple[Cell, Cell, Cell]:
    """The same over all years; nothing for staff, whose years added up say little."""
    return _cells(one, one.all_years) if one.figure.need or _is_money(one) else (None, None, None)
