"""What moves in a scenario, in lines for planners."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from leonplan.optimizer.compare.causes import Causes
from leonplan.optimizer.compare.comparison import Comparison, Entry
from leonplan.optimizer.compare.gains import CENTRE, DISTRICT, GROUP, Gain, gains
from leonplan.optimizer.compare.moves import ProjectMove, largest, project_moves
from leonplan.optimizer.compare.rows import Difference
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.present.text import number, share
from leonplan.optimizer.results.names import Names
from leonplan.optimizer.results.rows import Post
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.results.view import PlanView
from leonplan.optimizer.words.vocabulary import CAUSES, POSTS

MOST = 4
"""Groups, levels, posts and the like that a line names."""

_LEAST_PERSONS, _LEAST_PLACES, _LEAST_MONEY, _LEAST_FTE = 0.05, 0.5, 50.0, 0.05
"""What is not worth a word [person-years, places, kNOK, FTE]."""

_LEAST_GOAL = 0.005
"""The same of a goal, in its unit."""

_SUMS = frozenset({Post.SPEND, Post.FRAME, Post.TRANSITION, Post.OVERRUN})
"""Posts of the operating accounts that are sums of others, or what these are held against."""


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign.

    >>> signed(1234.56), signed(-0.04), signed(-3, 0)
    ('+1 234.6', '±0.0', '-3')
    """
    rounded = round(value, decimals) + 0.0
    return f"{'+' if rounded > 0 else '' if rounded < 0 else '±'}{number(rounded, decimals)}"


def what_moves(comparison: Comparison, entry: Entry, names: Names) -> Iterator[tuple[str, str]]:
    """(heading, line) of everything that moves from the base to a scenario with a plan."""
    base, plan = comparison.base, entry.plan
    assert plan is not None  # asked only of those with a plan
    rows = [row for row in comparison.differences if row.scenario == entry.id]
    yield "Need", _need(base, plan, rows)
    moves = project_moves(base, plan)
    yield "Projects", "; ".join(_project(move, names, entry.causes) for move in moves) or "the same, in the same years"
    yield from _who(rows, names)
    last = plan.by_year[-1].year
    yield from _if_any(f"Served in {last}", _by_part(rows, "served", last, "level", names, _LEAST_PLACES))
    yield from _if_any(f"Places in {last}", _places(rows, last, names))
    yield from _if_any("Money", _money(rows))
    yield from _if_any(f"Årsverk in {last}", _staff(rows, last, names))
    yield "Goals", _goals(base, plan, rows)


def _if_any(heading: str, line: str) -> Iterator[tuple[str, str]]:
    if line:
        yield heading, line


def _need(base: Plan, plan: Plan, rows: Sequence[Difference]) -> str:
    """Heavy need without help and unmet, then light need unmet, over all years and in the last; whether need itself differs."""
    told = [
        _need_unmet(base, plan, words, amount)
        for words, amount in (
            ("heavy without help", lambda year: year.heavy_without_help),
            ("heavy unmet", lambda year: year.heavy_unmet),
            ("light unmet", lambda year: year.light_unmet),
        )
    ]
    for measure, words, unit in (
        ("all_need", "need itself", "person-years"),
        ("all_above_level", "above level", "step-person-years"),
    ):
        told += [
            f"{words} {signed(row.difference)} {unit}" for row in largest(rows, measure, None, least=_LEAST_PERSONS)
        ]
    return "; ".join(told)


def _need_unmet(base: Plan, plan: Plan, words: str, amount: Callable[[YearTotals], float]) -> str:
    """One kind of need that is not met, in person-years over all years, and in persons in the last."""
    before, after = (PlanView(one).over_years(amount) for one in (base, plan))
    first, last = base.by_year[-1], plan.by_year[-1]
    change = f" ({signed(after - before)})" if round(after - before, 1) else ""
    return (
        f"{words} {number(before, 1)} -> {number(after, 1)} person-years{change}, "
        f"in {last.year} {number(amount(first), 1)} -> {number(amount(last), 1)} persons"
    )


def _project(move: ProjectMove, names: Names, causes: Causes | None) -> str:
    """A project that comes, goes, or moves in time, and whether it must."""
    cause = "" if causes is None else f" [{CAUSES[causes.projects[move.project]].en.lower()}]"
    name = names.projects.get(move.project, move.project)
    before, after = (" ".join(map(str, years)) for years in (move.before, move.after))
    if not move.before:
        return f"new: {name} ({after}){cause}"
    return f"{name} {before} -> {after}{cause}" if move.after else f"not: {name} ({before}){cause}"


def _who(rows: Sequence[Difference], names: Names) -> Iterator[tuple[str, str]]:
    """Who gains and who loses, groups and districts in unmet need, centres in persons served."""
    found = {
        name: [one for one in gains(rows, who) if abs(one.gain) >= _LEAST_PERSONS]
        for name, who in (("group", GROUP), ("district", DISTRICT), ("centre", CENTRE))
    }
    for heading, sign in (("Gain", 1), ("Lose", -1)):
        parts = [_some(found[name], sign, names.of(name)) for name in ("group", "district")]
        served = _some(found["centre"], sign, names.centres)
        told = [part for part in parts if part]
        line = f"{' | '.join(told)} (person-years {'less' if sign > 0 else 'more'} unmet)" if told else ""
        more = f"{'more' if sign > 0 else 'fewer'} served at {served}" if served else ""
        yield from _if_any(heading, "; ".join(one for one in (line, more) if one))


def _some(found: Sequence[Gain], sign: int, names: Mapping[str, str]) -> str:
    """Those who gain, or lose, the most."""
    wanted = sorted((one for one in found if one.gain * sign > 0), key=lambda one: (-abs(one.gain), one.id))
    return _listed(f"{names.get(one.id, one.id)} {number(abs(one.gain), 1)}" for one in wanted)


def _places(rows: Sequence[Difference], year: int, names: Names) -> str:
    """Where more or fewer places are in use."""
    moved = largest(rows, "places_in_use", year, least=_LEAST_PLACES)
    return _listed(
        f"{names.centres.get(row.centre, row.centre)} {names.levels.get(row.level, row.level)} {signed(row.difference)}"
        for row in moved
    )


def _by_part(rows: Sequence[Difference], measure: str, year: int, part: str, names: Names, least: float) -> str:
    """Differences of a measure in a year, added up by one of the things it is given by."""
    sums = summed((str(getattr(row, part)), row.difference) for row in largest(rows, measure, year))
    totals = sorted(sums.items(), key=lambda one: (-abs(one[1]), one[0]))
    return _listed(f"{names.of(part).get(id, id)} {signed(amount)}" for id, amount in totals if abs(amount) >= least)


def _listed(told: Iterable[str]) -> str:
    """The first few, and how many more there are."""
    every = list(told)
    return ", ".join(every[:MOST]) + (f", {len(every) - MOST} more" if len(every) > MOST else "")


def _money(rows: Sequence[Difference]) -> str:
    """Spending over all years with the posts that move it most, and outlay."""
    money = {row.post: row.difference for row in largest(rows, "money", None, least=_LEAST_MONEY)}
    posts = [
        f"{POSTS[post].within('en')} {signed(amount / 1000)}" for post, amount in money.items() if post not in _SUMS
    ][:MOST]
    spend = f"{signed(money[Post.SPEND] / 1000)} million kr" if Post.SPEND in money else "the same"
    parts = [f"spending {spend} over all years: {', '.join(posts)}"] if posts else []
    if Post.OVERRUN in money:
        parts.append(f"over the frame {signed(money[Post.OVERRUN] / 1000)}")
    outlay = {row.post: row.difference for row in largest(rows, "money_in_period", None, least=_LEAST_MONEY)}
    if Post.OUTLAY in outlay:
        grants = f" with grants {signed(-outlay[Post.GRANTS] / 1000)}" if Post.GRANTS in outlay else ""
        parts.append(f"outlay {signed(outlay[Post.OUTLAY] / 1000)}{grants}")
    return "; ".join(parts)


def _staff(rows: Sequence[Difference], year: int, names: Names) -> str:
    """Staff on the books in the last year, and work that nobody does over all years."""
    books = _by_part(rows, "employed", year, "category", names, _LEAST_FTE)
    missing = largest(rows, "all_shortfall", None, least=_LEAST_FTE)
    more = f"shortfall {signed(missing[0].difference)} årsverk-years" if missing else ""
    return "; ".join(one for one in (books, more) if one)


def _goals(base: Plan, plan: Plan, rows: Sequence[Difference]) -> str:
    """The price of the scenario in every goal, in the base's order; what the proofs allow anyway is named as such."""
    moved = {row.goal: row for row in rows if row.measure == "goal"}
    in_order = [goal for step in base.goals for goal in sorted(moved) if goal in step.goal.replace("*", " ").split()]
    order = dict.fromkeys([*in_order, *sorted(moved)])
    gap = max(base.settings.gap, plan.settings.gap)
    told = []
    for row in (moved[goal] for goal in order if abs(moved[goal].difference) >= _LEAST_GOAL):
        within = abs(row.difference) <= gap * (abs(row.base) + abs(row.value))
        size = signed(row.difference, 0 if abs(row.difference) >= 100 else 2)
        told.append(f"{row.goal} {size} {row.unit.replace('severity-', '')}{' (within the proof)' if within else ''}")
    return "; ".join(told) or f"the same in each, to within {share(gap)}"
