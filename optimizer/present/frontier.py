"""The screen of a frontier: its points, what is proven between them, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from leonplan.optimizer.frontier.frontier import Frontier
from leonplan.optimizer.frontier.knee_and_jumps import GainBetween, read_off
from leonplan.optimizer.frontier.rows import Point
from leonplan.optimizer.present.console import add_row, paragraph, plain_table
from leonplan.optimizer.present.text import millions, number, share

GOOD, BAD = "bold green", "bold red"


def frontier_screen(frontier: Frontier) -> Iterator[RenderableType]:
    """Headline, certificate, points, reading help."""
    yield paragraph(f"{frontier.name}: {frontier.goal} by {_axis(frontier)}", "bold")
    yield paragraph(certificate(frontier), GOOD if frontier.certified else BAD)
    verified = "Every point's plan is verified." if frontier.verified else "NOT EVERY POINT'S PLAN IS VERIFIED."
    effort = frontier.effort
    yield paragraph(
        f"{verified} {effort.questions} questions, {effort.solves} solves, {effort.seconds:.1f} s on {effort.cores} cores.",
        GOOD if frontier.verified else BAD,
    )
    yield _points(frontier)
    yield from _trades(frontier)
    for line in reading_lines(frontier):
        yield paragraph(line)


def _axis(frontier: Frontier) -> str:
    return f"{frontier.axis} [{frontier.axis_unit}]"


def certificate(frontier: Frontier) -> str:
    """What is proven, in a sentence."""
    count = len(frontier.points)
    if frontier.tolerance == 0:
        if frontier.certified:
            return f"Complete: {count} points, every one there is; no plan beats any of them."
        return f"NOT complete: {count} points found, others may be missing between them."
    if count == 1:
        return "One point: no larger limit gives less, so there is nothing to weigh."
    jumps = sum(not jump.is_open for jump in frontier.jumps)
    places = f"; {jumps} jumps, each placed within {_limit(frontier, frontier.jump)}" if jumps else ""
    if frontier.certified:
        return f"Certified: at every limit proven within {share(frontier.widest)} of the span ({count} points{places})."
    return (
        f"NOT certified: what is proven leaves up to {share(frontier.widest)} of the span open, "
        f"{share(frontier.tolerance)} was asked ({count} points{places})."
    )


def _limit(frontier: Frontier, limit: float) -> str:
    if frontier.is_money and frontier.axis != "frame-factor":
        return f"{number(limit / 1000, 1)} million kr a year"
    return f"{_value(limit)} {frontier.axis_unit}"


def _value(value: float) -> str:
    size = abs(value)
    return number(value, 0 if size >= 1000 else 2 if size >= 1 else 4)


def _points(frontier: Frontier) -> RenderableType:
    money = frontier.is_money and frontier.axis != "frame-factor"
    price = "kkr/unit" if frontier.is_money else "price"
    table = plain_table(
        ("point", "left"), ("million kr" if money else "limit", "right"), (frontier.goal, "right"), ("at least", "right"),
        ("unmet p-yrs", "right"), ("above", "right"), ("proj", "right"), ("places", "right"), ("FTE", "right"),
        (price, "right"),
    )  # fmt: skip
    for point in frontier.points:
        add_row(table, _row(frontier, point, money), style="bold" if point.limit == frontier.today else "")
    return table


def _row(frontier: Frontier, point: Point, money: bool) -> tuple[str, ...]:
    marks = f"{'*' if point.switches else ''}{' today' if point.limit == frontier.today else ''}"
    return (
        f"{point.point}{marks}",
        millions(point.limit) if money else _value(point.limit),
        _value(point.value),
        _value(point.lower_bound),
        number(point.unmet_person_years),
        number(point.above_persons, 1),
        str(point.starts),
        number(point.places),
        number(point.fte),
        "·" if point.price_next is None else _value(point.price_next),
    )


def _trades(frontier: Frontier) -> Iterator[RenderableType]:
    if not frontier.trades:
        return
    table = plain_table(
        ("three goals", "left"), ("limit", "right"), (frontier.goal, "right"), (frontier.third or "", "right"),
        ("at least", "right"),
    )  # fmt: skip
    for row in frontier.trades:
        cells = (row.point, _value(row.limit), _value(row.value), _value(row.third), _value(row.third_bound))
        add_row(table, cells)
    yield table


def reading_lines(frontier: Frontier) -> Iterator[str]:
    """Reading help in words."""
    reading, unit = read_off(frontier), frontier.goal_unit
    yield (
        "* other projects than at the point before. above: persons above their lowest effective level in "
        f"{frontier.last_year}. {'kkr/unit' if frontier.is_money else 'price'}: what the next unit less of {frontier.goal} "
        "costs over all decided years, along the convex envelope of the points."
    )
    yield f"The least that keeps every hard demand: {_limit(frontier, reading.least.limit)}."
    if reading.knee is not None:
        yield f"The knee: {_limit(frontier, reading.knee.limit)} ({reading.knee.point}); beyond it more buys less."
    if reading.less is not None:
        yield f"40 million kr a year less than today: {_gained(reading.less, unit, 'more', 'unmet')}."
    elif frontier.is_money and frontier.today is not None:
        yield "40 million kr a year less than today cannot be had, or today's frame cannot be kept."
    if reading.last is not None:
        yield f"The last 10 million kr a year buy: {_gained(reading.last, unit, 'less', 'met')}."
    for plateau in reading.plateaus:
        yield (
            f"Plateau from {_limit(frontier, plateau.low)} to {_limit(frontier, plateau.high)}: "
            f"no more than {_value(plateau.at_most)} {unit} to be gained."
        )
    for jump in reading.jumps:
        yield (
            f"Jump between {_limit(frontier, jump.low)} and {_limit(frontier, jump.high)}: "
            f"from {_value(jump.before)} to {_value(jump.after)} {unit}."
        )
    for switch in reading.switches:
        parts = [f"+ {name}" for name in switch.added] + [f"- {name}" for name in switch.dropped]
        yield f"{switch.point} switches projects: {', '.join(parts)}"


def _gained(gain: GainBetween, unit: str, word: str, people: str) -> str:
    return (
        f"between {_value(gain.at_least)} and {_value(gain.at_most)} {unit} {word}, "
        f"about {number(abs(gain.person_years))} person-years {people}"
    )
