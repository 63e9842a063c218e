"""The screen of plans almost as good as the best: which projects differ, when, and what that costs in every goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.near_best.distance import ProjectDifference
from leonplan.optimizer.near_best.search import NearBest, NearBestPlans
from leonplan.optimizer.near_best.share import Price
from leonplan.optimizer.near_best.wish import Wish
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import BAD, GOOD, add_row, paragraph, plain_table
from leonplan.optimizer.present.plan import proof, verified
from leonplan.optimizer.present.text import number, share

NEVER = "–"
"""A project that is not carried out."""


def near_best_screen(found: NearBestPlans) -> Iterator[RenderableType]:
    """Headline, how far apart, projects, goals."""
    settings = found.best.instance.settings
    within = share(found.share)
    yield paragraph(f"{settings.name}: other projects, every goal held within {within} of the best plan", "bold")
    free = [goal.goal for goal in found.best.goals if goal.goal not in {limit.goal for limit in found.limits}]
    if free:
        yield paragraph(f"Not held: {', '.join(free)}.")
    for place, one in enumerate(found.alternatives, 1):
        yield from _headline(place, one)
    yield _last_word(found)
    if found.alternatives:
        plans = [(str(place), one.differences, one.prices) for place, one in enumerate(found.alternatives, 1)]
        yield from _projects(plans)
        yield from _goals(plans)


def wish_screen(wish: Wish) -> Iterator[RenderableType]:
    """Headline, projects, goals."""
    yield paragraph(f"{wish.best.instance.settings.name}: the price of a wish: {wish.title}", "bold")
    yield _sureness(wish.plan)
    plans = [("with", wish.differences, wish.prices)]
    if wish.differences:
        yield from _projects(plans)
    else:
        yield Text("The same projects in the same years.")
    yield from _goals(plans)


def _headline(place: int, one: NearBest) -> Iterator[Text]:
    sure = "as far as can be" if one.proven else f"none lies farther than {number(one.bound, 2)}"
    apart = f"{number(one.from_best, 2)} from the best plan"
    if place > 1:
        apart += f", {number(one.distance, 2)} from the nearest plan before it"
    yield paragraph(f"Alternative {place}: {apart} ({sure}).", GOOD if one.proven else BAD)
    yield Text.assemble("  With these projects: ", _sureness(one.plan))
    if not one.within:
        yield paragraph("  NOT WITHIN THE SHARE in some goal.", BAD)


def _sureness(plan: Plan) -> Text:
    return Text.assemble(proof(plan), " ", verified(plan))


def _last_word(found: NearBestPlans) -> Text:
    if found.exhausted:
        others = "other" if not found.alternatives else "further"
        return paragraph(f"Proven: there is no {others} choice of projects within the share.", GOOD)
    if not found.alternatives:
        return paragraph("None found in time; it is not proven that there is none.", BAD)
    return paragraph("A project more or fewer counts 1, one moved over the whole horizon half of that.", "dim")


_Plans = Sequence[tuple[str, Sequence[ProjectDifference], Sequence[Price]]]
"""Heading, differences and prices of each plan compared with the best."""


def _projects(plans: _Plans) -> Iterator[RenderableType]:
    """Projects that differ in some plan, with their years in each."""
    table = plain_table(("Projects", "left"), ("best", "right"), *((heading, "right") for heading, _, _ in plans))
    rows = {row.project: row for _, found, _ in plans for row in found}
    for project, row in rows.items():
        years = [next((one.years for one in found if one.project == project), row.best) for _, found, _ in plans]
        add_row(table, (f"  {row.name}", _years(row.best), *("=" if one == row.best else _years(one) for one in years)))
    yield table


def _years(years: Sequence[int]) -> str:
    return " ".join(map(str, years)) or NEVER


def _goals(plans: _Plans) -> Iterator[RenderableType]:
    """What each plan comes to compared with the best one."""
    headings = ((heading, "right") for heading, _, _ in plans)
    table = plain_table(("Goals, in order", "left"), ("best", "right"), *headings, ("unit", "left"))
    for rows in zip(*(prices for _, _, prices in plans), strict=True):
        first = rows[0]
        add_row(table, (f"  {first.goal}", _value(first.best), *(_difference(row) for row in rows), first.unit))
    yield table


def _value(value: float) -> str:
    return number(value, 0 if abs(value) >= 1000 else 2)


def _difference(row: Price) -> str:
    """How much more than the best, as a share where there is one."""
    if row.share is None:
        text = _value(row.difference)
    elif abs(row.share) >= 0.0001:
        text = share(row.share)
    else:
        return "="
    if not any(digit in text for digit in "123456789"):
        return "="
    return text if text.startswith("-") else f"+{text}"
