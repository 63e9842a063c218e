"""The accounts of a year, from what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from leonplan.models.data import ModelData
from leonplan.models.timing import outlay_share
from leonplan.optimizer.results.projects import Schedule
from leonplan.optimizer.results.rows import Money, Post
from leonplan.optimizer.results.year import Year, tidy

DAYS = 365
"""Days in a year for which the discharge fee is paid [days]."""


def accounts(
    data: ModelData, year: Year, projects: Schedule, frame: float | None, transition: float | None
) -> tuple[Money, ...]:
    """Every post of a year in order.

    frame: the operating frame [kNOK/year]; none: money is not limited. transition: money on top of it [kNOK/year]; none: no
    year has any. In the base year nothing is finished and nothing invested.
    """
    posts = {
        post: tidy(amount) for post, amount in _operating(data, year, projects).items()
    }  # as stored, so that they add up
    posts[Post.SPEND] = fsum(posts.values())
    if frame is not None:
        posts[Post.FRAME] = frame
        if transition is not None:
            posts[Post.TRANSITION] = transition
        over = posts[Post.SPEND] - (frame + (transition or 0.0))
        posts[Post.OVERRUN] = _excess(over, year, "overrun_in", data)
    if year.year in data.years:
        posts |= _investment(data, year, projects)
    return tuple(Money(year.year, post, tidy(posts[post])) for post in Post if post in posts)


def _operating(data: ModelData, year: Year, projects: Schedule) -> dict[Post, float]:
    """What a year's running costs, and what comes in [kNOK/year]."""
    services = [(data.services[g, l], persons) for (g, l, _), persons in year.of("served").items()]
    waiting = [g for g, group in data.groups.items() if group.discharge_ready]
    unserved = fsum(persons for (g, _), persons in year.of("unserved").items() if g in waiting)
    t = year.year
    return {
        Post.PAY: fsum(x.pay * year.of("employed").get(k, 0.0) for k, x in data.categories.items()),
        Post.AGENCY: fsum(x.agency_cost * year.of("agency").get(k, 0.0) for k, x in data.categories.items()),
        Post.UNFILLED: fsum(x.unfilled_cost * year.of("shortfall").get(k, 0.0) for k, x in data.categories.items()),
        Post.OTHER_COST: fsum(service.other_cost * persons for service, persons in services),
        Post.USER_FEES: -fsum(service.user_fee * persons for service, persons in services),
        Post.STATE_COMPENSATION: -fsum(service.state_compensation * persons for service, persons in services),
        Post.PLACES: fsum(data.levels[l].place_cost * x for (_, l), x in year.of("operated").items()),
        Post.UNITS: fsum(data.levels[l].unit_cost * x for (_, l), x in year.of("open_units").items()),
        Post.CENTRES: fsum(data.centre_cost.values()),
        Post.PROGRAMMES: fsum(data.programmes[q].cost * x for (q, _, _), x in year.of("participants").items()),
        Post.TRAVEL: _travel(data, year.of("flow")),
        Post.DISCHARGE_FEE: DAYS * data.discharge_fee * unserved,
        Post.CAPITAL_COST: fsum(
            x.annuity * (x.cost * projects.written_off(p, t) - x.grant_per_place * projects.granted_in(p, t))
            for p, x in data.projects.items()
        ),
        Post.OPERATING_CHANGE: fsum(x.operating_change * projects.finished(p, t) for p, x in data.projects.items()),
    }


def _travel(data: ModelData, flow: Mapping[tuple[str, str, str], float]) -> float:
    """Cost of serving persons of a district at a centre [kNOK/year]."""
    if data.reachable is None:
        return 0.0
    return fsum(data.reachable[d, c][1] * persons for (_, d, c), persons in flow.items())


def _investment(data: ModelData, year: Year, projects: Schedule) -> dict[Post, float]:
    """What is laid out in the period for projects started in it or before, and what the state gives [kNOK]."""
    t = year.year
    posts = {
        Post.OUTLAY: fsum(
            data.projects[p].cost * n * outlay_share(data, data.projects[p], s, t)
            for (p, s), n in projects.starts.items()
        ),
        Post.GRANTS: -fsum(
            data.projects[p].grant_per_place * places * outlay_share(data, data.projects[p], s, t)
            for (p, s), places in projects.granted.items()
        ),
    }
    if data.investment_frame is not None:
        frame = data.investment_frame[t]
        excess = posts[Post.OUTLAY] + posts[Post.GRANTS] - frame
        posts[Post.INVESTMENT_FRAME] = frame
        posts[Post.INVESTMENT_OVERRUN] = _excess(excess, year, "investment_overrun_in", data)
    return posts


def _excess(excess: float, year: Year, variable: str, data: ModelData) -> float:
    """Money over a frame: what it comes to, but none where the solver, within its tolerance, found none."""
    over = max(0.0, excess)
    return min(over, year.of(variable).get((), 0.0)) if year.year in data.years else over
