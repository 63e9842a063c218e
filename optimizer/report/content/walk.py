"""The walk: why the plan moves when all changes are made, change by change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leonplan.optimizer.compare.comparison import Comparison
from leonplan.optimizer.compare.rows import WalkStep
from leonplan.optimizer.report.add_up import parts_of
from leonplan.optimizer.report.charts.walk import Stage, waterfall
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Figure, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import mark, signed_text

WALK_MEASURES: Mapping[str, tuple[str, str, int, float]] = {
    "all_heavy_without_help": (mark("Heavy need without any help over all years"), mark("person-years"), 0, 1.0),
    "all_heavy_unmet": (mark("Heavy need unmet over all years"), mark("person-years"), 0, 1.0),
    "all_light_unmet": (mark("Light need unmet over all years"), mark("person-years"), 0, 1.0),
    "spend": (mark("Net spending over all years"), mark("million kr"), 1, 0.001),
    "employed": (mark("Staff on the books over all years"), mark("FTE-years"), 0, 1.0),
}
"""What is walked: name, unit, decimals, and the factor from the table's unit to it."""


def walk_chapter(view: View, comparison: Comparison) -> Iterator[Block]:
    """The chapter; nothing where no walk was asked for."""
    w, walk = view.words, comparison.walk
    if walk is None:
        return
    yield Heading(1, w.say("What moves the plan, change by change"), "walk")
    if walk.missing is not None:
        yield Paragraph(w.say("The changes cannot be shared out: {why}", why=w.told(walk.missing).splitlines()[0]))
        return
    yield Paragraph(
        w.say(
            "When several changes are made, what each brings depends on the others. Here each one's "
            "share is its mean over all orders in which they can be made: no order is preferred, and "
            "the shares add up."
        )
    )
    titles = {player.id: w.told(player.title) for player in comparison.players}
    for measure in WALK_MEASURES:
        steps = [step for step in walk.steps if step.measure == measure and step.year is None]
        if steps:
            yield _figure(view, measure, steps, titles, walk.resolution.get(measure))


def _figure(
    view: View, measure: str, steps: list[WalkStep], titles: Mapping[str, str], resolution: float | None
) -> Figure:
    w = view.words
    title, unit, decimals, factor = WALK_MEASURES[measure]
    name, unit = w.say(title), w.say(unit)
    first, last = (round(value * factor, decimals) for value in (steps[0].before, steps[-1].after))
    amounts, _ = parts_of([step.amount * factor for step in steps], decimals, last - first)
    at, stages = first, []
    for step, amount in zip(steps, amounts, strict=True):
        stages.append(Stage(titles.get(step.change, step.change), at, at + amount))
        at += amount
    start, end = (w.say("The plan"), first), (w.say("All changes together"), last)
    rows: list[tuple[Cell, ...]] = [
        (start[0], Number(first, decimals)),
        *((stage.title, Number(stage.after - stage.before, decimals)) for stage in stages),
        (end[0], Number(last, decimals)),
    ]
    told = "; ".join(
        f"{stage.title} {signed_text(stage.after - stage.before, decimals, w.language)}" for stage in stages
    )
    note = (
        w.say("How sure the shares are is not known, as a plan has no bound.")
        if resolution is None
        else w.say(
            "Shares below {least} mean nothing: that is how far the plans may be from the best.",
            least=Number(resolution * factor, max(decimals, 1), unit),
        )
    )
    return Figure(
        id=f"figure-walk-{measure}",
        caption=w.say("{name}: from the plan to all changes together ({unit})", name=name, unit=unit),
        alt=w.say(
            "From {first} in the plan to {last} with all changes. {changes}.",
            first=Number(first, decimals, unit),
            last=Number(last, decimals, unit),
            changes=told,
        ),
        chart=waterfall(w.language, start, stages, end, decimals, unit),
        table=Table(
            id=f"figure-walk-{measure}-table",
            caption=w.say("{name}, change by change", name=name),
            columns=(Column(w.say("Change made")), Column(name, unit, numeric=True)),
            rows=tuple(rows),
            total_rows=frozenset({len(rows) - 1}),
            note=note,
        ),
    )
