"""The budget frontier: what each krone of frame buys, with proof, and the plan at today's frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.knee_and_jumps import GainBetween, Reading, read_off
from leonplan.optimizer.frontier.rows import Point
from leonplan.optimizer.frontier.titles import axis_title, goal_title
from leonplan.optimizer.report.charts.frontier import frontier_chart
from leonplan.optimizer.report.content.run import closing_blocks, plan_blocks
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import PERSONS, View
from leonplan.optimizer.report.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Facts,
    Figure,
    Heading,
    Number,
    Paragraph,
    Table,
)
from leonplan.optimizer.report.words import cell_text, mark, rounded
from leonplan.optimizer.sealed.sealed import Manifest

FINE = 10.0
"""Below this a goal is shown with decimals."""


def frontier_blocks(view: View, frontier: Frontier, manifest: Manifest, point: Point) -> Iterator[Block]:
    """Every chapter; view, point: the plan at today's frame; manifest: of the frontier."""
    w = view.words
    yield from frontier_chapter(view, frontier)
    yield Paragraph(
        w.say(
            "The chapters that follow tell of the plan at point {point}: the largest on the frontier "
            "that today's limit allows.",
            point=point.point,
        )
    )
    yield from plan_blocks(view)
    yield from closing_blocks(view)
    yield Heading(2, w.say("The frontier"), "certificate-frontier")
    yield Facts(
        (
            (w.say("Command that makes it again"), str(manifest["command"])),
            (w.say("Certified"), w.say("yes") if frontier.certified else w.say("no")),
            (w.say("Tolerance asked for"), Number(100 * frontier.tolerance, 2, "%")),
            (w.say("Widest distance left"), Number(100 * frontier.widest, 2, "%")),
            (w.say("Seal of the frontier (SHA-256)"), str(manifest["seal"])),
        )
    )


def frontier_chapter(view: View, frontier: Frontier) -> Iterator[Block]:
    """The chapter."""
    w, told = view.words, read_off(frontier)
    yield Heading(1, w.say("The frontier"), "frontier")
    yield Paragraph(_in_short(view, frontier), strong=True)
    yield Bullets(tuple(_to_look_at(view, frontier, told)))
    yield _figure(view, frontier, told)
    yield _switches(view, told)


def point_today(frontier: Frontier) -> Point:
    """The point that today's limit allows: the last one not above it; the first where there is none."""
    if frontier.today is None:
        return frontier.points[-1]
    allowed = [point for point in frontier.points if point.limit <= frontier.today + 1e-9]
    return allowed[-1] if allowed else frontier.points[0]


def _goal(view: View, frontier: Frontier) -> str:
    return goal_title(frontier.goal, view.words.language)[0]


def _unit(view: View, frontier: Frontier) -> str:
    return goal_title(frontier.goal, view.words.language)[1]


def _shown(frontier: Frontier) -> float:
    """Factor from the limit to the number shown: million kroner for added frames."""
    return 0.001 if frontier.is_money and frontier.axis != "frame-factor" else 1.0


def _axis(view: View, frontier: Frontier) -> tuple[str, str]:
    """What is limited, and its unit."""
    return axis_title(frontier, view.words.language)


def _decimals(values: list[float]) -> int:
    return 2 if max(map(abs, values), default=0.0) < FINE else 1 if max(map(abs, values)) < 100 * FINE else 0


def _limit(view: View, frontier: Frontier, limit: float) -> str:
    """A limit in a sentence: frames that are added are counted from today's."""
    w, unit = view.words, _axis(view, frontier)[1]
    if frontier.is_money and frontier.axis != "frame-factor":
        change = rounded(limit * _shown(frontier), 1)
        if not change:
            return w.say("today's frame")
        message = mark("{change} more than today's frame") if change > 0 else mark("{change} less than today's frame")
        return w.say(message, change=Number(abs(change), 1, unit))
    return cell_text(Number(limit, _limit_decimals(frontier), unit), w.language)


def _limit_decimals(frontier: Frontier) -> int:
    return 3 if frontier.axis == "frame-factor" else 1


def _value(view: View, frontier: Frontier, value: float) -> Number:
    return Number(value, _decimals([point.value for point in frontier.points]), _unit(view, frontier))


def _in_short(view: View, frontier: Frontier) -> str:
    w, first, last = view.words, frontier.points[0], frontier.points[-1]
    said = w.say(
        "{goal}: from {most} at {low} down to {least} at {high}.",
        goal=_goal(view, frontier),
        most=_value(view, frontier, first.value),
        least=_value(view, frontier, last.value),
        low=_limit(view, frontier, first.limit),
        high=_limit(view, frontier, last.limit),
    )
    widest = Number(100 * frontier.widest, 2, "%")
    sure = (
        w.say(
            "At every limit between them it is proven to within {widest} of the way what can be reached.", widest=widest
        )
        if frontier.certified
        else w.say("It is not certified: somewhere {widest} of the way is still open.", widest=widest)
    )
    return f"{said} {sure}"


def _to_look_at(view: View, frontier: Frontier, told: Reading) -> Iterator[str]:
    w = view.words
    yield w.say("The least that keeps every hard demand is {limit}.", limit=_limit(view, frontier, told.least.limit))
    if told.knee is not None:
        yield w.say(
            "The bend is at {limit} (point {point}): beyond it more buys less.",
            limit=_limit(view, frontier, told.knee.limit),
            point=told.knee.point,
        )
    if told.last is not None:
        yield w.say("The last {way} before the end buy {gain}.", **_gained(view, frontier, told.last))
    if told.less is not None:
        yield w.say("With {way} less than today the price is {gain}.", **_gained(view, frontier, told.less))
    if told.plateaus:
        yield w.say("More buys next to nothing {where}.", where=w.listed(tuple(_plateaus(view, frontier, told))))
    for jump in told.jumps:
        yield w.say(
            "Just above {low} it falls at once from {before} to {after}.",
            low=_limit(view, frontier, jump.low),
            before=_value(view, frontier, jump.before),
            after=_value(view, frontier, jump.after),
        )


def _plateaus(view: View, frontier: Frontier, told: Reading) -> Iterator[str]:
    """From where to where; two that meet are two, for on both together more may be gained."""
    for plateau in told.plateaus:
        yield view.words.say(
            "from {low} to {high}", low=_limit(view, frontier, plateau.low), high=_limit(view, frontier, plateau.high)
        )


def _gained(view: View, frontier: Frontier, gain: GainBetween) -> dict[str, Number | str]:
    """How far along the axis, and what is gained on the way: between what is proven and what may be."""
    w = view.words
    between = w.say(
        "between {least} and {most}, about {people}",
        least=_value(view, frontier, gain.at_least),
        most=_value(view, frontier, gain.at_most),
        people=Number(gain.person_years, 0, w.say("person-years of unmet need")),
    )
    way = (gain.high - gain.low) * _shown(frontier)
    return {"way": Number(way, _limit_decimals(frontier), _axis(view, frontier)[1]), "gain": between}


def _figure(view: View, frontier: Frontier, told: Reading) -> Figure:
    w = view.words
    axis, unit = _axis(view, frontier)
    goal = _goal(view, frontier)
    today = w.say("Today is at {limit}.", limit=_limit(view, frontier, frontier.today)) if frontier.today else ""
    return Figure(
        id="figure-frontier",
        caption=w.say(
            "The frontier: points are plans, the line is what they reach, and below the band no plan can come; "
            "a diamond is where projects change"
        ),
        alt=f"{_in_short(view, frontier)} {today}".strip(),
        chart=frontier_chart(
            w,
            frontier,
            _shown(frontier),
            f"{axis} ({unit})",
            f"{goal} ({_unit(view, frontier)})",
            frontier.today,
            told.knee,
        ),
        table=_points(view, frontier),
    )


def _points(view: View, frontier: Frontier) -> Table:
    w = view.words
    axis, unit = _axis(view, frontier)
    fine = _decimals([point.value for point in frontier.points])
    rows: list[tuple[Cell, ...]] = [
        (
            point.point,
            Number(point.limit * _shown(frontier), _limit_decimals(frontier)),
            Number(point.value, fine),
            Number(point.lower_bound, fine),
            Number(point.unmet_person_years),
            Number(point.unmet_persons, PERSONS),
            Number(point.starts),
            Number(point.places, PERSONS),
            Number(point.fte, PERSONS),
            Number(point.price_next, 0) if point.price_next is not None else Number(0.0),
        )
        for point in frontier.points
    ]
    goal, year = _goal(view, frontier), frontier.last_year
    money = w.say("1000 kr") if frontier.is_money else unit
    return plain(
        id="figure-frontier-table",
        caption=w.say("Points of the frontier, each a plan that was checked"),
        stub=w.say("Point"),
        columns=[
            Column(axis, unit, numeric=True),
            Column(goal, _unit(view, frontier), numeric=True),
            Column(w.say("No plan has less than"), _unit(view, frontier), numeric=True),
            Column(w.say("Unmet need over all years"), w.say("person-years"), numeric=True),
            Column(w.say("Unmet need in {year}", year=year), w.say("persons"), numeric=True),
            Column(w.say("Project starts"), numeric=True),
            Column(w.say("Places in use in {year}", year=year), numeric=True),
            Column(w.say("Own and hired staff in {year}", year=year), w.say("FTE"), numeric=True),
            Column(w.say("What the next unit less costs"), money, numeric=True),
        ],
        rows=rows,
        note=w.say(
            "What the next unit less costs is counted over all years that are decided, from this "
            "point on; at the last point there is nothing more to buy, and it is 0."
        ),
    )


def _switches(view: View, told: Reading) -> Block:
    w = view.words
    if not told.switches:
        return Paragraph(w.say("The same projects are started in the same years all along the frontier."))
    names: Mapping[str, str] = view.names.projects
    rows: list[tuple[Cell, ...]] = [
        (one.point, *("; ".join(map(_named(names), some)) or w.say("none") for some in (one.added, one.dropped)))
        for one in told.switches
    ]
    return plain(
        id="frontier-switches",
        caption=w.say("Where projects change along the frontier"),
        stub=w.say("Point"),
        columns=[Column(w.say("Started here and not before")), Column(w.say("No longer started"))],
        rows=rows,
    )


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    """``annex 2026`` with the project's name for its id."""

    def named(told: str) -> str:
        id, _, years = told.partition(" ")
        return f"{names.get(id, id)} {years}"

    return named
