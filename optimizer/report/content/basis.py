"""What the plan rests on: sources by kind, and how much of the result rests on estimates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import fsum

from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table, Year
from leonplan.optimizer.report.words import mark
from leonplan.optimizer.results.basis import Basis, BySource, basis_of
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.schema.base import Sourced
from leonplan.optimizer.schema.settings import SourceKind
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.words import vocabulary as v

Weights = Mapping[str, float]
"""An amount by the kind of source it rests on."""


def basis_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("What it rests on"), "basis")
    yield Paragraph(
        w.say(
            "Every number of the municipality names its source, and every source how sure it is: "
            "measured, official, an estimate, or an assumption. The first table shows how much of the "
            "result rests on which."
        )
    )
    yield _weights(view)
    yield _sources(view)


LABELS: Mapping[Basis, str] = {
    Basis.NEED: mark("Need in {year}, by the source of the rates"),
    Basis.INHABITANTS: mark("Inhabitants in {year}"),
    Basis.PLACES: mark("Places there are today"),
    Basis.WORK: mark("Work in {year}, by the source of the staffing norms"),
    Basis.PAY: mark("Pay in {year}, by the source of the rates of pay"),
    Basis.OUTLAY: mark("Investment"),
    Basis.FRAMES: mark("Operating frames"),
}
"""What each number is called; ``{year}`` is the plan's last one."""


def estimated_share(view: View) -> float:
    """How much of the need in the last year comes from rates that are estimates or assumptions [share]."""
    weights = _by_kind(view, basis_of(view)[Basis.NEED])
    unsure = weights.get(SourceKind.ESTIMATE, 0.0) + weights.get(SourceKind.ASSUMPTION, 0.0)
    whole = fsum(weights.values())
    return unsure / whole if whole else 0.0


def _weights(view: View) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = []
    for basis, by_source in basis_of(view).items():
        weights = _by_kind(view, by_source)
        whole = fsum(weights.values())
        if whole:
            label = w.say(LABELS[basis], year=view.last)
            rows.append((label, *(Number(share, 0) for share in _shares(weights, whole))))
    return plain(
        id="basis-weights",
        caption=w.say("What the numbers of the result rest on (per cent of each number)"),
        stub=w.say("Number"),
        columns=[Column(w.word(name), "%", numeric=True) for name in v.SOURCE_KINDS.values()],
        rows=rows,
        note=w.say(
            "Severity, which decides whose need comes first, is not a number of the result and not in "
            "the table; its source stands below."
        ),
    )


def _shares(weights: Weights, whole: float) -> tuple[float, ...]:
    return parts_of([100 * weights.get(kind, 0.0) / whole for kind in v.SOURCE_KINDS], 0, 100.0)[0]


def _by_kind(view: View, amounts: BySource) -> Weights:
    kinds = {source.id: source.kind for source in view.instance.settings.sources}
    return summed((kinds[source], amount) for source, amount in amounts.items())


def _sources(view: View) -> Table:
    w = view.words
    uses = _uses(view)
    order = list(v.SOURCE_KINDS)
    sources = sorted(
        view.instance.settings.sources, key=lambda one: (order.index(one.kind), -uses.get(one.id, 0), one.id)
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.title,
            w.word(v.SOURCE_KINDS[one.kind]),
            Year(one.year, str(one.year)),
            Number(uses.get(one.id, 0)),
            one.url or "",
        )
        for one in sources
    ]
    return plain(
        id="basis-sources",
        caption=w.say("Sources, and how many numbers or rows of the instance name them"),
        stub=w.say("Source"),
        columns=[
            Column(w.say("Kind")),
            Column(w.say("Year")),
            Column(w.say("Uses"), numeric=True),
            Column(w.say("Address")),
        ],
        rows=rows,
    )


def _uses(view: View) -> dict[str, int]:
    """How often a source is named."""
    settings = view.instance.settings
    parts: list[Sourced] = [*settings.levels, *settings.groups, *settings.staff, settings.capital]
    if settings.discharge_fee is not None:
        parts.append(settings.discharge_fee)
    for name in TABLES:
        parts += getattr(view.instance, name)
    return {source: round(n) for source, n in summed((part.source, 1.0) for part in parts).items()}
