"""Money: what a year costs, what buildings cost, what the state gives, and the frames."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models import timing
from leonplan.models.capacity import built, finished, may_start, started_by, starts
from leonplan.models.data import ModelData
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule
from leonplan.models.programmes import participants_of

DAYS = 365

VARIABLES = (
    Symbol(
        "spend_in", lambda s: list(s.data.years), "spend[t]", "free", "kNOK/year",
        "net operating spending in a year of the period, capital cost included",
    ),
    Symbol(
        "overrun_in", lambda s: list(s.data.years) if s.data.operating_frame is not None else [],
        "overrun[t]", "continuous", "kNOK/year", "spending over the operating frame",
    ),
    Symbol(
        "investment_overrun_in", lambda s: list(s.data.years) if s.data.investment_frame is not None else [],
        "investment_overrun[t]", "continuous", "kNOK", "outlay over the investment frame of the period's years",
    ),
    Symbol(
        "granted", lambda s: [(p, t) for p in granted_projects(s.data) for t in s.data.years],
        "granted[p,t]", "continuous", "places", "round-the-clock places of project p started in t that get the state grant",
        bounds=lambda m, p, t: (0, _added_places(m.data, p) * m.data.projects[p].max_count if may_start(m.data, p, t) else 0),
    ),
    Symbol(
        "grows", lambda s: [t for t in s.data.years if not _must_grow(s.data)] if granted_projects(s.data) else [],
        "grows[t]", "binary", "yes or no", "there are at least as many round-the-clock places as at the start",
    ),
)  # fmt: skip


def _added_places(data: ModelData, p: str) -> int:
    """Round-the-clock places that a project adds by itself, net of those it removes [places]."""
    net = sum(x.change for x in data.place_changes if x.project == p and data.levels[x.level].round_the_clock)
    return max(0, net)


def granted_projects(data: ModelData) -> tuple[str, ...]:
    """Projects that can get the state grant."""
    return tuple(p for p, project in data.projects.items() if project.grant_per_place and _added_places(data, p))


def _must_grow(data: ModelData) -> bool:
    """Whether round-the-clock places can never fall below today's, whatever is chosen."""
    return all(
        sum(x.change for x in data.place_changes if x.project == p and data.levels[x.level].round_the_clock) >= 0
        for p in data.projects
    ) and not any(x.at_start and x.change < 0 and data.levels[x.level].round_the_clock for x in data.place_changes)


def _capital_cost(m: ConcreteModel, t: int) -> Expr:
    """Interest and depreciation of projects within their life net of grants, and finished ones' change of operating cost.

    Unit: kNOK/year.
    """
    data = data_of(m)
    total = sum(
        project.operating_change * finished(m, p, t) + project.cost * project.annuity * _written_off(m, p, t)
        for p, project in data.projects.items()
    )
    for p in granted_projects(data):
        project = data.projects[p]
        total = total - sum(
            project.annuity * project.grant_per_place * m.granted[p, s]
            for s in data.years
            if timing.is_in_life(project, s, t)
        )
    return total


def _written_off(m: ConcreteModel, p: str, t: int) -> Expr:
    """How often a project is finished and still being written off in a period [times]."""
    project = m.data.projects[p]
    if project.life is None:
        return finished(m, p, t)
    return finished(m, p, t) - started_by(m, p, timing.effective_start(m.data, t, project.lead_time + project.life))


def _staff_cost(m: ConcreteModel, t: int) -> Expr:
    """Pay of all employed, the price of agencies, and what work that nobody can be found for would cost [kNOK/year]."""
    return sum(
        category.pay * m.employed[k, t]
        + category.agency_cost * m.agency[k, t]
        + category.unfilled_cost * m.shortfall[k, t]
        for k, category in m.data.categories.items()
    )


def _service_cost(m: ConcreteModel, t: int) -> Expr:
    """Other cost of those served, less user fees and state compensation [kNOK/year]."""
    data = data_of(m)
    return sum(
        (service.other_cost - service.user_fee - service.state_compensation) * m.served[g, l, s, t]
        for (g, l), service in data.services.items()
        if service.other_cost - service.user_fee - service.state_compensation
        for s in m.sets.where(l)
    )


def _place_cost(m: ConcreteModel, t: int) -> Expr:
    """Cost of places and units in use [kNOK/year]."""
    levels = m.data.levels
    places = sum(levels[l].place_cost * m.operated[c, l, t] for c, l in m.sets.offered if levels[l].place_cost)
    units = sum(levels[l].unit_cost * m.open_units[c, l, t] for c, l in m.sets.in_units if levels[l].unit_cost)
    return places + units


def _travel_cost(m: ConcreteModel, t: int) -> Expr:
    """Cost of serving persons of a district at a centre [kNOK/year]."""
    reachable = m.data.reachable or {}
    return sum(
        reachable[d, c][1] * m.flow[g, d, c, t]
        for (g, d), centres in m.sets.centres_from.items()
        for c in centres
        if reachable.get((d, c), (0, 0))[1]
    )


def _discharge_cost(m: ConcreteModel, t: int) -> Expr:
    """Day fee for patients not received [kNOK/year]."""
    waiting = [g for g, group in m.data.groups.items() if group.discharge_ready]
    fee = DAYS * m.data.discharge_fee
    return sum(fee * m.unserved[g, d, t] for g in waiting for d in m.data.districts if fee)


@rule(lambda s: list(s.data.years))
def spending_is_the_sum_of_its_posts(m: ConcreteModel, t: int) -> Expr:
    """Spending is what staff, unfilled work, services, places, centres, programmes, travel, fees and capital cost, less income.

    Math:    spend[t] = Σ_k (pay[k] · employed[k,t] + agency_cost[k] · agency[k,t])
             + Σ_k max(pay[k] / (1 - absence[k]), agency_cost[k]) · shortfall[k,t]
             + Σ_{g,l,s} (other_cost[g,l] - user_fee[g,l] - state_compensation[g,l]) · served[g,l,s,t]
             + Σ_{c,l} (place_cost[l] · operated[c,l,t] + unit_cost[l] · open_units[c,l,t]) + Σ_c fixed_cost[c]
             + Σ_q cost[q] · participants[q,t] + Σ_{g,d,c} travel_cost[d,c] · flow[g,d,c,t]
             + 365 · discharge_fee · Σ_{g discharge-ready, d} unserved[g,d,t]
             + Σ_p operating_change[p] · finished[p,t] + Σ_p annuity[p] · cost[p] · (finished[p,t] - finished[p,t-life[p]])
             - Σ_{p, s: s + lead_time[p] <= t < s + lead_time[p] + life[p]} annuity[p] · grant[p] · granted[p,s]
             (life[p] without end where a project is renewed)
    Units:   kNOK/year in the instance's price year
    Source:  definition; kalkylerente and lifetime as assumed by the municipality
    """
    programmes = sum(x.cost * participants_of(m, q, t) for q, x in m.data.programmes.items() if x.cost)
    posts = (
        _staff_cost(m, t) + _service_cost(m, t) + _place_cost(m, t) + programmes
        + _travel_cost(m, t) + _discharge_cost(m, t) + _capital_cost(m, t)
    )  # fmt: skip
    return m.spend_in[t] - posts == sum(m.data.centre_cost.values())


@rule(lambda s: list(s.data.years) if s.data.operating_frame is not None else [])
def spend_within_frame(m: ConcreteModel, t: int) -> Expr:
    """Spending keeps within the operating frame and transition money, or the excess is counted as overrun.

    Math:    spend[t] <= frame[t] + transition[t] + overrun[t]
    Units:   kNOK/year
    Source:  the municipality's økonomiplan
    """
    return m.spend_in[t] - m.overrun_in[t] <= m.data.operating_frame[t] + m.data.transition.get(t, 0.0)


def outlay(m: ConcreteModel, t: int) -> Expr:
    """Capital outlay net of grants that falls in a period, for projects started in it or before [kNOK]."""
    data, net = data_of(m), 0.0
    granted = granted_projects(data)
    for p, project in data.projects.items():
        for s in data.years:
            share = timing.outlay_share(data, project, s, t) if s <= t else 0.0
            if share and project.cost:
                net = net + share * project.cost * starts(m, p, s)
            if share and p in granted:
                net = net - share * project.grant_per_place * m.granted[p, s]
    return net


@rule(lambda s: list(s.data.years) if s.data.investment_frame is not None and s.data.projects else [])
def invest_within_frame(m: ConcreteModel, t: int) -> Expr:
    """Outlay net of grants keeps within the investment frame, or the excess is counted as overrun.

    Math:    Σ_{p, s <= t} share[p,s,t] · (cost[p] · starts[p,s] - grant[p] · granted[p,s])
             <= investment_frame[t] + investment_overrun[t]
             where share[p,s,t] is the part of the outlay of a start in s that falls in the years of t
    Units:   kNOK over the period's years
    Source:  the municipality's økonomiplan
    """
    return relation(outlay(m, t) - m.investment_overrun_in[t], "<=", m.data.investment_frame[t])


@rule(lambda s: list(product(granted_projects(s.data), s.data.years)))
def grants_only_for_added_places(m: ConcreteModel, p: str, t: int) -> Expr:
    """A grant is paid for no more places than the project adds, net of those it removes itself.

    Math:    granted[p,t] <= added[p] · starts[p,t]
    Units:   places
    Source:  Husbanken, investeringstilskudd: netto tilvekst
    """
    return m.granted[p, t] - _added_places(m.data, p) * starts(m, p, t) <= 0


def _bound_places(m: ConcreteModel, t: int) -> Expr:
    """Granted places that are finished and still within their binding years [places]."""
    data = data_of(m)
    years = data.policies.grant_binding_years or 0
    return sum(
        m.granted[p, s]
        for p in granted_projects(data)
        for s in data.years
        if s + data.projects[p].lead_time <= t < s + data.projects[p].lead_time + years
    )


def _growth(m: ConcreteModel, t: int) -> Expr:
    """Round-the-clock places now, less those at the start [places]."""
    inside = [(c, l) for c, l in m.sets.offered if m.data.levels[l].round_the_clock]
    return sum(built(m, c, l, t) - m.data.places.get((c, l), 0.0) for c, l in inside)


def _most_granted(data: ModelData) -> int:
    return sum(_added_places(data, p) * data.projects[p].max_count for p in granted_projects(data))


def _most_closed(data: ModelData) -> int:
    """The most by which round-the-clock places can fall below today's [places]."""
    return sum(
        -x.change * data.projects[x.project].max_count
        for x in data.place_changes
        if x.change < 0 and data.levels[x.level].round_the_clock
    )


@rule(
    lambda s: list(s.data.years) if s.data.policies.grant_binding_years is not None and granted_projects(s.data) else []
)
def grants_follow_net_growth(m: ConcreteModel, t: int) -> Expr:
    """Granted places within their binding years are additional to those at the start.

    Math:    Σ_{p,s bound at t} granted[p,s] <= growth[t] + closed_at_most · (1 - grows[t])
             where s is bound at t if s + lead_time[p] <= t < s + lead_time[p] + binding_years
    Units:   places
    Source:  Husbanken, investeringstilskudd: netto tilvekst must last ten years
    """
    if _must_grow(m.data):
        return relation(_bound_places(m, t) - _growth(m, t), "<=", 0.0)
    return relation(_bound_places(m, t) - _growth(m, t) - _most_closed(m.data) * (1 - m.grows[t]), "<=", 0.0)


@rule(lambda s: list(s.data.years) if s.data.policies.grant_binding_years is not None and granted_projects(s.data)
      and not _must_grow(s.data) else [])  # fmt: skip
def no_grants_without_growth(m: ConcreteModel, t: int) -> Expr:
    """Where places have fallen below those at the start, no grant is bound.

    Math:    Σ_{p,s bound at t} granted[p,s] <= granted_at_most · grows[t]
    Units:   places
    Source:  Husbanken, investeringstilskudd: netto tilvekst
    """
    return relation(_bound_places(m, t) - _most_granted(m.data) * m.grows[t], "<=", 0.0)


RULES: tuple[Rule, ...] = (
    spending_is_the_sum_of_its_posts,
    spend_within_frame,
    invest_within_frame,
    grants_only_for_added_places,
    grants_follow_net_growth,
    no_grants_without_growth,
)
