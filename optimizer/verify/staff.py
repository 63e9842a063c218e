"""Staff: the work there is, who does it, and who is on the books."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total

Work = dict[tuple[str, str], Fraction]
"""By (level, category) [FTE at work]."""


def check_staff(case: Case) -> None:
    """Every rule on staff and work."""
    for t in case.facts.years:
        for k in case.facts.staff.keys() ^ case.rows("staff", t).keys():
            case.ledger.fails("tables_are_whole", "staff", t, k)
        levels = work_by_level(case, t)
        work = _work_is_done(case, t, levels)
        if t in case.facts.decided:
            _own_work_comes_first(case, t)
            _tasks_are_shifted(case, t, work)
        _nobody_works_twice(case, t)
        _competence(case, t, levels)
    for t in case.facts.decided:
        _books(case, t)
        _growth(case, t)


def number(case: Case, t: int, k: str, column: str) -> Fraction:
    """A number of the table of staff; 0 where the row is missing, which is noted elsewhere."""
    row = case.rows("staff", t).get(k)
    return ZERO if row is None else row[column]


def work_by_level(case: Case, t: int) -> Work:
    """Work at every level: per person, per open unit, less what programmes save."""
    facts = case.facts
    work: Work = defaultdict(Fraction)
    for (g, l), persons in case.at_level[t].items():
        for k, norm in facts.work_per_person.get((g, l), ()):
            work[l, k] += norm * persons
    for (_, l), row in case.rows("places", t).items():
        for k, norm in facts.work_per_unit.get(l, ()) if row["open_units"] else ():
            work[l, k] += norm * row["open_units"]
    for (q, g), persons in case.by_programme[t].items():
        effect = facts.effects.get((q, g))
        if effect is not None and effect.level is not None:
            for k, norm in facts.work_per_person.get((g, effect.level), ()):
                work[effect.level, k] -= exact(effect.hours_reduction) * norm * persons
    return work


def _work_is_done(case: Case, t: int, levels: Work) -> dict[str, Fraction]:
    """The work is what is stored, and who may do it does it, or it is shortfall. Returns work by category."""
    work: dict[str, Fraction] = defaultdict(Fraction)
    for (_, k), fte in levels.items():
        work[k] += fte
    for (q, _), persons in case.by_programme[t].items():
        for k, norm in case.facts.work_per_participant.get(q, ()):
            work[k] += norm * persons
    done: dict[str, Fraction] = defaultdict(Fraction)
    for (j, w), row in case.rows("covers", t).items():
        done[w] += row["fte"]
        is_shifted = (j, w) in case.facts.shifts and t in case.facts.decided
        if w != j and w not in case.facts.staff[j].may_do and not is_shifted:
            case.ledger.at_most("staff_cover_the_work", row["fte"], ZERO, t, j, w)
    for k in case.facts.staff:
        case.ledger.equal("work_is_what_services_take", number(case, t, k, "work"), work[k], t, k)
        case.ledger.excess_is("staff_cover_the_work", number(case, t, k, "shortfall"), work[k] - done[k], t, k)
    return work


def _own_work_comes_first(case: Case, t: int) -> None:
    """Nobody does others' work while their own category's is left, unless it costs more to leave what they do."""
    facts = case.facts
    for (j, w), row in case.rows("covers", t).items():
        hours = facts.shifts[j, w][1] if (j, w) in facts.shifts else ONE
        if j != w and facts.unfilled_cost[w] <= hours * facts.unfilled_cost[j]:
            case.ledger.at_most("own_work_comes_first", min(row["fte"], number(case, t, j, "shortfall")), ZERO, t, j, w)


def _tasks_are_shifted(case: Case, t: int, work: dict[str, Fraction]) -> None:
    """Part of a category's work, and no more of it, is done by those to whom it may be shifted."""
    for (j, w), row in case.rows("covers", t).items():
        if (j, w) in case.facts.shifts:
            most = case.facts.shifts[j, w][0] * work.get(w, ZERO)
            case.ledger.at_most("tasks_are_shifted_in_part", row["fte"], most, t, j, w)


def _nobody_works_twice(case: Case, t: int) -> None:
    done: dict[str, Fraction] = defaultdict(Fraction)
    for (j, w), row in case.rows("covers", t).items():
        hours = case.facts.shifts[j, w][1] if (j, w) in case.facts.shifts else ONE
        case.ledger.equal("nobody_works_twice", row["time"], hours * row["fte"], t, j, w)
        done[j] += row["time"]
    for k, category in case.facts.staff.items():
        present = (1 - exact(category.absence)) * number(case, t, k, "employed")
        case.ledger.at_most("nobody_works_twice", done[k], present + number(case, t, k, "agency"), t, k)
        limit = exact(category.agency_limit)
        case.ledger.at_most("agency_within_its_limit", number(case, t, k, "agency"), limit, t, k)


def _competence(case: Case, t: int, levels: Work) -> None:
    """A least share of each level's work is done by a category or those who may do its work, whatever work they do."""
    facts = case.facts
    at_level: dict[str, Fraction] = defaultdict(Fraction)
    for (l, _), fte in levels.items():
        at_level[l] += fte
    wanted: dict[str, Fraction] = defaultdict(Fraction)
    if facts.instance.settings.policies.minimum_competence.on:
        for row in facts.instance.competence:
            wanted[row.category] += exact(row.minimum_share) * at_level[row.level]
    for k in facts.staff:
        able = {j for j, category in facts.staff.items() if j == k or k in category.may_do}
        done = total(row["fte"] for (j, _), row in case.rows("covers", t).items() if j in able) if wanted[k] else ZERO
        case.ledger.excess_is("competence_is_secured", number(case, t, k, "competence_gap"), wanted[k] - done, t, k)


def _books(case: Case, t: int) -> None:
    """Those on the books are those who stayed and those recruited, of whom some have left again by the end."""
    for k, category in case.facts.staff.items():
        before = case.facts.before[t]
        earlier = number(case, before, k, "employed") if before in case.facts.decided else exact(category.employed)
        stays = ONE - exact(category.leaving)
        employed, hired = earlier, number(case, t, k, "hired")
        for _ in range(case.facts.length[t]):
            employed = employed * stays + hired
        stored = number(case, t, k, "employed")
        if category.whole:
            case.ledger.at_most("staff_grow_by_recruitment", stored, employed, t, k)
            case.ledger.at_most("staff_grow_by_recruitment", employed - 1, stored, t, k)
        else:
            case.ledger.equal("staff_grow_by_recruitment", stored, employed, t, k)
        case.ledger.at_most("recruitment_within_its_limit", hired, exact(category.recruitment_limit), t, k)
        if category.whole:
            case.ledger.equal("whole_posts_are_whole", stored, Fraction(round(stored)), t, k)


def _growth(case: Case, t: int) -> None:
    policy = case.facts.instance.settings.policies.staff_growth
    if policy.on and case.facts.staff:
        today = total(exact(category.employed) for category in case.facts.staff.values())
        most = today * (1 + exact(policy.rate)) ** (t - case.facts.base)
        case.ledger.at_most(
            "staff_growth_is_limited", total(number(case, t, k, "employed") for k in case.facts.staff), most, t
        )
