"""The screen of an explanation: what binds, what one more buys, what collides and what would mend it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.explain.binding.what_binds import EXCEEDED, Bound
from leonplan.optimizer.explain.collision.collision import Proof
from leonplan.optimizer.explain.collision.explain_collision import CollisionReport, ExplainedCollision
from leonplan.optimizer.explain.collision.repairs import Repair
from leonplan.optimizer.explain.explanation import Explanation
from leonplan.optimizer.explain.one_more.marginal import Bought, GoalMove, Marginal
from leonplan.optimizer.explain.one_more.steps import UsefulStep
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.console import BAD, add_row, paragraph, plain_table, screen_width
from leonplan.optimizer.present.plan import proof, verified
from leonplan.optimizer.present.text import number, share, visible

SUBJECT, WHEN, USE = 34, 10, 8
"""Width of what is bound, of when and of how much of the limit is used [characters]."""

MOST_IN_VAIN = 5
"""Repairs of a kind that are named one by one where they do not work."""

MOST_LINES = 20
"""Lines that say what binds [lines]."""


def explain_screen(found: Explanation) -> Iterator[RenderableType]:
    """All parts that there are."""
    if found.collision is not None:
        yield from _collision(found.collision)
    if found.plan is not None:
        settings = found.plan.instance.settings
        yield paragraph(f"{settings.name}: {found.plan.mode.value} mode", "bold")
        yield Text.assemble(proof(found.plan), " ", verified(found.plan))
        yield from _binding(found.plan, found.binding)
        yield from _marginal(found.marginal)


def steps_screen(steps: Sequence[UsefulStep]) -> Iterator[RenderableType]:
    """What there can be one more of, by name."""
    table = plain_table(("--one-more", "left"), ("what it is", "left"))
    for step in steps:
        add_row(table, (step.id, step.title))
    yield table


def _binding(plan: Plan, bounds: Sequence[Bound]) -> Iterator[RenderableType]:
    if not bounds:
        yield Text("Nothing binds: every rule has room in every year.")
        return
    shown = _that_fit(bounds)
    yield Text.assemble(("What binds", "bold"), ("  [when, how much of the limit is used, where]", "dim"))
    for rule in dict.fromkeys(bound.rule for bound in shown):
        group = [bound for bound in shown if bound.rule == rule]
        yield _cut(group[0].sentence)
        yield from (_bound(plan, bound) for bound in group)
    if len(shown) < len(bounds):
        yield Text(f"{len(bounds) - len(shown)} more that bind less; --json holds them all.", style="dim")


def _bound(plan: Plan, bound: Bound) -> Text:
    """A subject on one line, cut at the edge of the screen."""
    where = ", ".join(dict.fromkeys(row.where for row in bound.rows if row.where))
    subject = set_cell_size(visible(bound.subject), SUBJECT)
    use = share(bound.worst).rjust(USE)
    line = f"  {subject} {_when(plan, bound.years).ljust(WHEN)} {use}  {visible(where)}"
    return _cut(line.rstrip(), BAD if bound.worst > EXCEEDED else "")


def _cut(line: str, style: str = "") -> Text:
    """A line that ends at the edge of the screen."""
    width = screen_width()
    shown = line if cell_len(line) <= width else set_cell_size(line, width - 1).rstrip() + "…"
    return Text(shown, style=style, no_wrap=True)


def _that_fit(bounds: Sequence[Bound]) -> list[Bound]:
    """As many of the first as fit, each rule's sentence counted once."""
    shown: list[Bound] = []
    for bound in bounds:
        lines = len(shown) + len({one.rule for one in (*shown, bound)}) + 1
        if lines > MOST_LINES:
            break
        shown.append(bound)
    return shown


def _when(plan: Plan, years: Sequence[int]) -> str:
    """Periods next to each other as a span."""
    order = [total.year for total in plan.by_year]
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and order.index(year) == order.index(spans[-1][-1]) + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


def _marginal(marginals: Sequence[Marginal]) -> Iterator[RenderableType]:
    if not marginals:
        return
    yield Text.assemble(
        ("What one more buys", "bold"),
        ("  [by solving again; negative is less; what the step itself costs to get is not counted]", "dim"),
    )
    for marginal in marginals:
        for bought in marginal.bought:
            title = marginal.step.title if bought.steps == 1 else f"  {bought.steps:g} times as much"
            yield Text.assemble("  ", (visible(title), "bold"), ": ", _bought(bought))
        if len(marginal.bought) > 1:
            low, high = marginal.holds
            span = "for this step only" if low == high else f"from {low:g} to {high:g} steps"
            yield Text(f"    each step is worth as much {span}, of those tried", style="dim")


def _bought(bought: Bought) -> str:
    """The first goal that moves, between which numbers, and what comes with it."""
    if bought.fault:
        return visible(bought.fault)
    if bought.decisive is None:
        main = next((one for one in bought.changes if one.goal == "unmet"), bought.changes[0])
        return f"less than can be told apart; {_change(main)}"
    parts = [_change(bought.decisive)]
    if abs(bought.unmet) >= 0.05:
        parts.append(f"unmet need {number(bought.unmet, 1)} person-years")
    spend = next((change for change in bought.changes if change.goal == "spend"), None)
    if spend is not None and spend.is_distinct:
        parts.append(f"spend {number(spend.difference / 1000, 2)} million kr (present value)")
    return "; ".join(parts)


def _change(change: GoalMove) -> str:
    decimals = 0 if abs(change.difference) >= 1000 else 2
    low, high = (number(x, decimals) if math.isfinite(x) else "unknown" for x in (change.least, change.most))
    return f"{change.goal} {number(change.difference, decimals)} ({low} to {high}) {change.unit}"


def _collision(report: CollisionReport) -> Iterator[RenderableType]:
    for position, one in enumerate(report.collisions):
        if position:
            yield Text("")
        yield from _one_collision(one, report, is_only=len(report.collisions) == 1)
    if not report.is_certain:
        yield Text("Time ran out before it was known whether anything else collides.", style=BAD)


_PROOFS = {
    Proof.SMALLEST: "no fewer demands collide, and without any one of them the others can be met",
    Proof.IRREDUCIBLE: "without any one of them the others can be met",
    Proof.COLLIDES: "time ran out before it was known whether each of them is needed",
}


def _one_collision(one: ExplainedCollision, report: CollisionReport, *, is_only: bool) -> Iterator[RenderableType]:
    members = one.collision.members
    if not members:
        yield Text("There is no plan, whatever is demanded: the numbers themselves contradict each other.", style=BAD)
        return
    year = "" if one.first_year is None else f"{one.first_year} cannot be done: "
    head = f"{year}{len(members)} of {len(report.demands)} hard demands collide"
    yield paragraph(f"{head} ({_PROOFS[one.collision.proof]}):", BAD)
    for demand in members:
        yield paragraph(f"- {demand.words} [{demand.file}: {demand.field}]")
    if not is_only:
        yield Text("What follows is found with the demands of the other collisions set aside.", style="dim")
    yield from _mended(one)


def _mended(one: ExplainedCollision) -> Iterator[RenderableType]:
    works = [repair for repair in one.repairs if repair.works]
    if works:
        yield Text("Any one of these would do; each was checked by solving again:", style="bold")
    for repair in works:
        yield paragraph(f"- {repair.words}{_how_sure(repair)}")
    given_up = [demand.words for demand in one.enough_alone]
    if given_up:
        yield Text("Or give up one of:", style="bold")
        yield from (paragraph(f"- {words}") for words in given_up)
    vain = [repair for repair in one.repairs if not repair.works]
    if vain:
        yield paragraph(f"Not enough alone: {'; '.join(_in_vain(vain))}.", "dim")


def _in_vain(repairs: Sequence[Repair]) -> Iterator[str]:
    """What was tried in vain; of a kind with many, the first and how many."""
    for kind in dict.fromkeys(repair.kind for repair in repairs):
        group = [repair for repair in repairs if repair.kind == kind]
        words = [f"{repair.words}{_why_not(repair)}" for repair in group]
        if len(words) <= MOST_IN_VAIN:
            yield from words
        else:
            yield f"{words[0]}, nor any of {len(words) - 1} more like it"


def _how_sure(repair: Repair) -> str:
    """Whether less would do."""
    if repair.is_least:
        return ""
    less = repair.too_little_words
    return f" (perhaps less; {f'{less} would not do' if less else 'nothing is known of less'})"


def _why_not(repair: Repair) -> str:
    return "" if repair.too_little else " (not known in time)"
