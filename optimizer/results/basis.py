"""What a plan rests on: how much of its numbers comes from which source."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from leonplan.optimizer.demand.project_demand import own_rate
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.view import PlanView

BySource = Mapping[str, float]
"""An amount by the id of the source that it rests on."""


class Basis(StrEnum):
    """A number of the result that rests on sources."""

    NEED = "need"
    """Need in the last year, by the source of the rates."""
    INHABITANTS = "inhabitants"
    """Inhabitants in the last year."""
    PLACES = "places"
    """Places there are today."""
    WORK = "work"
    """Work in the last year, by the source of the staffing norms."""
    PAY = "pay"
    """Pay in the last year, by the source of the rates of pay."""
    OUTLAY = "outlay"
    """Investment."""
    FRAMES = "frames"
    """Operating frames."""


def basis_of(view: PlanView) -> dict[Basis, BySource]:
    """How much of each number rests on which source; amounts are to be read as shares of their sum."""
    return {
        Basis.NEED: _need(view),
        Basis.INHABITANTS: _inhabitants(view),
        Basis.PLACES: summed((row.source, float(row.places)) for row in view.instance.places),
        Basis.WORK: _work(view),
        Basis.PAY: _pay(view),
        Basis.OUTLAY: summed((one.project.source, one.outlay) for one in view.projects),
        Basis.FRAMES: summed((row.source, row.operating) for row in view.instance.frames),
    }


def _need(view: PlanView) -> BySource:
    """Persons of the last year by the source of the rates, before trend and tightening, and of fixed need."""
    inhabitants = summed((band, n) for (band, _, year), n in view.demand.population.items() if year == view.last)
    by_rate = [(row.source, inhabitants[row.age_band] * own_rate(row)) for row in view.instance.needs]
    latest: dict[tuple[str, str], tuple[str, float]] = {}
    for row in sorted(view.instance.fixed_needs, key=lambda row: row.year):
        if row.year <= view.last:
            latest[row.group, row.district] = (row.source, row.persons)
    return summed([*by_rate, *latest.values()])


def _inhabitants(view: PlanView) -> BySource:
    variant = view.instance.settings.population_variant
    rows = [row for row in view.instance.population if row.year == view.last and row.variant in (variant, "all")]
    return summed((row.source, row.persons) for row in rows)


def _work(view: PlanView) -> BySource:
    """Work per person served in the last year, by the source of the norm used [FTE at work]."""
    norms = {(row.group, row.level, row.category): row for row in view.instance.staffing}
    amounts = []
    for row in (one for one in view.rows(r.Served) if one.year == view.last):
        for category in view.names.staff:
            norm = norms.get((row.group, row.level, category)) or norms.get((None, row.level, category))
            if norm is not None:
                amounts.append((norm.source, norm.fte_per_person * row.persons))
    return summed(amounts)


def _pay(view: PlanView) -> BySource:
    employed = view.sums(r.Staff, lambda row: (row.category, row.year), lambda row: row.employed)
    return summed((one.source, one.pay * employed[one.id, view.last]) for one in view.instance.settings.staff)
