"""What the plan rests on: sources by kind, and how much of the result rests on estimates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import fsum

from leonplan.optimizer.demand.project_demand import own_rate
from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Heading, Number, Paragraph, Table
from leonplan.optimizer.results import rows as r
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


def estimated_share(view: View) -> float:
    """How much of the need in the last year comes from rates that are estimates or assumptions [share]."""
    weights = _need(view)
    unsure = weights.get(SourceKind.ESTIMATE, 0.0) + weights.get(SourceKind.ASSUMPTION, 0.0)
    whole = fsum(weights.values())
    return unsure / whole if whole else 0.0


def _weights(view: View) -> Table:
    w = view.words
    measures: list[tuple[str, Weights]] = [
        (w.say("Need in {year}, by the source of the rates", year=view.last), _need(view)),
        (w.say("Inhabitants in {year}", year=view.last), _inhabitants(view)),
        (
            w.say("Places there are today"),
            _by_kind(view, ((row.source, float(row.places)) for row in view.instance.places)),
        ),
        (w.say("Work in {year}, by the source of the staffing norms", year=view.last), _work(view)),
        (w.say("Pay in {year}, by the source of the rates of pay", year=view.last), _pay(view)),
        (w.say("Investment"), _by_kind(view, ((one.project.source, one.outlay) for one in view.projects))),
        (w.say("Operating frames"), _by_kind(view, ((row.source, row.operating) for row in view.instance.frames))),
    ]
    rows: list[tuple[Cell, ...]] = []
    for label, weights in measures:
        whole = fsum(weights.values())
        if whole:
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


def _by_kind(view: View, amounts: Iterable[tuple[str, float]]) -> Weights:
    kinds = {source.id: source.kind for source in view.instance.settings.sources}
    return summed((kinds[source], amount) for source, amount in amounts)


def _need(view: View) -> Weights:
    """Persons of the last year by the source of the rates, before trend and tightening, and of fixed need."""
    inhabitants = summed((band, n) for (band, _, year), n in view.demand.population.items() if year == view.last)
    by_rate = [(row.source, inhabitants[row.age_band] * own_rate(row)) for row in view.instance.needs]
    latest: dict[tuple[str, str], tuple[str, float]] = {}
    for row in sorted(view.instance.fixed_needs, key=lambda row: row.year):
        if row.year <= view.last:
            latest[row.group, row.district] = (row.source, row.persons)
    return _by_kind(view, [*by_rate, *latest.values()])


def _inhabitants(view: View) -> Weights:
    variant = view.instance.settings.population_variant
    rows = [row for row in view.instance.population if row.year == view.last and row.variant in (variant, "all")]
    return _by_kind(view, ((row.source, row.persons) for row in rows))


def _work(view: View) -> Weights:
    """Work per person served in the last year, by the source of the norm used [FTE at work]."""
    norms = {(row.group, row.level, row.category): row for row in view.instance.staffing}
    amounts = []
    for row in (one for one in view.rows(r.Served) if one.year == view.last):
        for category in view.names.staff:
            norm = norms.get((row.group, row.level, category)) or norms.get((None, row.level, category))
            if norm is not None:
                amounts.append((norm.source, norm.fte_per_person * row.persons))
    return _by_kind(view, amounts)


def _pay(view: View) -> Weights:
    employed = view.sums(r.Staff, lambda row: (row.category, row.year), lambda row: row.employed)
    return _by_kind(view, ((one.source, one.pay * employed[one.id, view.last]) for one in view.instance.settings.staff))


def _sources(view: View) -> Table:
    w = view.words
    uses = _uses(view)
    order = list(v.SOURCE_KINDS)
    sources = sorted(
        view.instance.settings.sources, key=lambda one: (order.index(one.kind), -uses.get(one.id, 0), one.id)
    )
    rows: list[tuple[Cell, ...]] = [
        (one.title, w.word(v.SOURCE_KINDS[one.kind]), str(one.year), Number(uses.get(one.id, 0)), one.url or "")
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
