"""Money: every post of every year, worked out again from the decisions, and the frames."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ZERO, exact, total
from leonplan.optimizer.verify.staff import number

Posts = dict[str, Fraction]


def check_money(case: Case) -> None:
    """Every rule on money."""
    for t in case.facts.years:
        posts = _running(case, t)
        posts["spend"] = total(posts.values())
        frames = _frames(case, t, posts["spend"])
        investments = _investments(case, t) if t in case.facts.decided else {}
        among = max(abs(amount) for amount in (posts | frames | investments).values())
        _compare(case, t, "spending_is_the_sum_of_its_posts", posts, among)
        _compare(case, t, "spend_within_frame", frames, among)
        _compare(case, t, "invest_within_frame", investments, among)
        for post in (posts | frames | investments).keys() ^ case.rows("money", t).keys():
            case.ledger.fails("tables_are_whole", "money", t, post)


def _compare(case: Case, t: int, rule: str, posts: Posts, among: Fraction) -> None:
    stored = case.rows("money", t)
    for post, amount in posts.items():
        if post in stored:
            case.ledger.equal(rule, stored[post], amount, t, post, among=among)


def _running(case: Case, t: int) -> Posts:
    """What a year costs and brings in [kNOK/year]."""
    return _people(case, t) | _staff(case, t) | _houses(case, t)


def _people(case: Case, t: int) -> Posts:
    facts = case.facts
    posts = dict.fromkeys(("other_cost", "user_fees", "state_compensation"), ZERO)
    for key, persons in case.at_level[t].items():
        service = facts.services.get(key)
        if service is not None:
            posts["other_cost"] += exact(service.other_cost) * persons
            posts["user_fees"] -= exact(service.user_fee) * persons
            posts["state_compensation"] -= exact(service.state_compensation) * persons
    fee = facts.instance.settings.discharge_fee
    waiting = total(x for (g, _), x in case.rows("unserved", t).items() if facts.groups[g].discharge_ready)
    posts["discharge_fee"] = ZERO if fee is None else 365 * exact(fee.per_day) * waiting
    posts["programmes"] = total(exact(facts.programmes[q].cost) * x for (q, _), x in case.by_programme[t].items())
    travel = facts.travel or {}
    costs = ((travel.get((d, c), (ZERO, ZERO))[1], x) for (_, d, c), x in case.rows("flow", t).items())
    posts["travel"] = total(cost * x for cost, x in costs if cost)
    return posts


def _staff(case: Case, t: int) -> Posts:
    staff = case.facts.staff.items()
    return {
        "pay": total(exact(x.pay) * number(case, t, k, "employed") for k, x in staff),
        "agency": total(exact(x.agency_cost) * number(case, t, k, "agency") for k, x in staff),
        "unfilled": total(case.facts.unfilled_cost[k] * number(case, t, k, "shortfall") for k, _ in staff),
    }


def _houses(case: Case, t: int) -> Posts:
    """Places, units, centres, and what finished projects cost: less what the state paid, at the annuity, for life."""
    facts, rows = case.facts, case.rows("places", t)
    cost = change = ZERO
    for p, project in facts.projects.items():
        change += exact(project.operating_change) * case.finished(p, t)
        paid = [(times, granted) for s, times, granted in case.starts(p) if facts.is_written_off(p, s, t)]
        grants = total(granted for _, granted in paid)
        net = exact(project.cost) * total(times for times, _ in paid) - exact(project.grant_per_place) * grants
        cost += facts.annuity[p] * net if net else ZERO
    return {
        "places": total(exact(facts.levels[l].place_cost) * row["operated"] for (_, l), row in rows.items()),
        "units": total(exact(facts.levels[l].unit_cost) * (row["open_units"] or 0) for (_, l), row in rows.items()),
        "centres": total(exact(centre.fixed_cost) for centre in facts.centres.values()),
        "capital_cost": cost,
        "operating_change": change,
    }


def _frames(case: Case, t: int, spend: Fraction) -> Posts:
    """The operating frame, money on top of it, and what is spent over both [kNOK/year]."""
    facts = case.facts
    if facts.frame is None:
        return {}
    posts = {"frame": facts.frame[t]} | ({} if facts.transition is None else {"transition": facts.transition[t]})
    return posts | {"overrun": max(ZERO, spend - total(posts.values()))}


def _investments(case: Case, t: int) -> Posts:
    """What is laid out and granted in a period's years, whenever projects start, and what is over the frame [kNOK]."""
    outlay = grants = ZERO
    for p, project in case.facts.projects.items():
        for s, times, granted in case.starts(p):
            share = case.facts.outlay_share(p, s, t)
            outlay += share * exact(project.cost) * times
            grants += share * exact(project.grant_per_place) * granted
    posts = {"outlay": outlay, "grants": -grants}
    if case.facts.frame is not None:
        frame = case.facts.investment_frame[t]
        posts |= {"investment_frame": frame, "investment_overrun": max(ZERO, outlay - grants - frame)}
    return posts
