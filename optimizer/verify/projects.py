"""Projects: when and how often they start, which come together, and the state's grants."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, total
from leonplan.optimizer.verify.places import round_the_clock


def check_projects(case: Case) -> None:
    """Every rule on projects and grants."""
    for t in case.facts.given:
        for p in case.rows("projects", t):
            case.ledger.fails("projects_stay_started", t, p)
    for p in case.facts.projects:
        _starts(case, p)
        _distance(case, p)
        _company(case, p)
        _grants_for_added_places(case, p)
    for t in case.facts.decided:
        _net_growth(case, t)


def _starts(case: Case, p: str) -> None:
    """A project starts within its window, in time to be ready, no more often than it may, and at least once if decided."""
    project, facts = case.facts.projects[p], case.facts
    for t, times, granted in case.starts(p):
        if times < 1 or t not in facts.windows(p):
            case.ledger.fails("projects_stay_started", t, p)
        if facts.is_late(p, t):
            late = ZERO if facts.may_be_late(p, t) else times
            case.ledger.at_most("projects_are_ready_in_time", late, ZERO, t, p)
            case.ledger.at_most("no_grants_after_the_horizon", granted, ZERO, t, p)
    often = case.started(p, facts.decided[-1])
    case.ledger.at_most("projects_within_their_count", often, Fraction(project.max_count), p)
    if project.decided:
        case.ledger.at_most("decided_projects_are_carried_out", ONE, often, p)


def _distance(case: Case, p: str) -> None:
    """Starts can be laid on years of their periods, each as early as may be, at least so many years apart."""
    apart = case.facts.projects[p].years_between
    last: int | None = None
    for t, times, _ in case.starts(p):
        first_year = case.facts.before[t] + 1
        for _ in range(int(times) if apart else 0):
            year = first_year if last is None else max(first_year, last + apart)
            case.ledger.at_most("repeats_keep_their_distance", Fraction(year), Fraction(t), t, p)
            last = year


def _company(case: Case, p: str) -> None:
    """What excludes each other is not carried out both; what is required has started no later."""
    project, end = case.facts.projects[p], case.facts.decided[-1]
    for other in project.excludes:
        if other in case.facts.projects:
            both = min(case.started(p, end), case.started(other, end))
            case.ledger.at_most("excluded_projects_stay_out", both, ZERO, p, other)
    for needed in project.requires:
        for t, _, _ in case.starts(p):
            case.ledger.at_most("required_projects_come_first", ONE, case.started(needed, t), t, p, needed)


def _added(case: Case, p: str) -> int:
    """Round-the-clock places that a project adds, net of those it removes [places]."""
    rows = (row for row in case.facts.instance.project_places if row.project == p)
    return max(0, sum(row.change for row in rows if case.facts.levels[row.level].round_the_clock))


def _grants_for_added_places(case: Case, p: str) -> None:
    added = _added(case, p) if case.facts.projects[p].grant_per_place else 0
    for t, times, granted in case.starts(p):
        case.ledger.at_most("grants_only_for_added_places", granted, added * times, t, p)


def _net_growth(case: Case, t: int) -> None:
    """Places with a grant, finished and within their binding years, are additional to those there were at the start."""
    policy = case.facts.instance.settings.policies.net_growth_grant
    if not policy.on:
        return
    bound = total(
        granted
        for p, project in case.facts.projects.items()
        for s, _, granted in case.starts(p)
        if s + project.lead_time <= t < s + project.lead_time + policy.binding_years
    )
    at_start = total(x for (_, l), x in case.facts.places.items() if case.facts.levels[l].round_the_clock)
    growth = max(ZERO, round_the_clock(case, t) - at_start) if bound else ZERO
    case.ledger.at_most("grants_follow_net_growth", bound, growth, t)
