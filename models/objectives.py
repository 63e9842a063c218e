"""What a good plan is: each goal a named expression over the decided periods; less is better."""

from __future__ import annotations

from pyomo.environ import ConcreteModel

from leonplan.models.allocation import tier_severity, tiers_of
from leonplan.models.capacity import started_by
from leonplan.models.declare import Expr, Measure, Rule, data_of, measure, relation, rule
from leonplan.models.minimums import unsound


@measure("FTE-years")
def shortfall(m: ConcreteModel) -> Expr:
    """Work that no staff, or none with the competence it wants, can be found for."""
    return sum(
        period.length
        * (
            sum(m.shortfall[k, period.year] for k in m.data.categories)
            + sum(m.competence_gap[k, t] for k, t in m.competence_gap if t == period.year)
        )
        for period in m.data.periods
    )


@measure("severity-weighted person-years")
def below_minimum(m: ConcreteModel) -> Expr:
    """Persons by which those served fall short of their group's minimum."""
    lengths = {period.year: period.length for period in m.data.periods}
    return sum(lengths[t] * m.data.groups[g].severity * m.below_minimum_in[g, t] for g, t in m.below_minimum_in)


@measure("severity-weighted person-years")
def below_sound(m: ConcreteModel) -> Expr:
    """Heavy need that is met by nothing, or by less than is sound."""
    heavy = [(g, group.severity) for g, group in m.data.groups.items() if group.is_heavy]
    return sum(x.length * severity * unsound(m, g, x.year) for x in m.data.periods for g, severity in heavy)


@measure("kNOK")
def overrun(m: ConcreteModel) -> Expr:
    """Spending over the operating frames and outlay over the investment frames."""
    operating = sum(x.length * m.overrun_in[x.year] for x in m.data.periods if x.year in m.overrun_in)
    return operating + sum(m.investment_overrun_in[t] for t in m.investment_overrun_in)


@measure("severity-weighted person-years")
def unmet(m: ConcreteModel) -> Expr:
    """Need not met: those served by nothing, and what waiting and reduced service leave unmet."""
    return sum(
        period.length * tier_severity(m.data, g, i) * m.unmet_in[g, i, period.year]
        for period in m.data.periods
        for g in m.data.groups
        for i in tiers_of(m.data, g)
    )


@measure("step-person-years")
def above_level(m: ConcreteModel) -> Expr:
    """Steps above the lowest effective level at which people are served."""
    lengths = {period.year: period.length for period in m.data.periods}
    return sum(
        m.data.services[g, l].steps_above * lengths[t] * m.served[g, l, s, t]
        for g, l, s, t in m.sets.served
        if m.data.services[g, l].steps_above
    )


@measure("kNOK, present value")
def spend(m: ConcreteModel) -> Expr:
    """Net spending over all years, discounted to the base year."""
    return sum(period.discount * m.spend_in[period.year] for period in m.data.periods)


@measure("person-minutes one way x years")
def travel(m: ConcreteModel) -> Expr:
    """Travel time between home district and centre of those served in places."""
    reachable = m.data.reachable or {}
    lengths = {period.year: period.length for period in m.data.periods}
    return sum(
        reachable[d, c][0] * lengths[t] * m.flow[g, d, c, t] for g, d, c, t in m.sets.flow if (d, c) in reachable
    )


@measure("project starts and persons uprooted")
def changes(m: ConcreteModel) -> Expr:
    """Projects started, and residents moved although no project moves them."""
    last = m.data.years[-1]
    return sum(started_by(m, p, last) for p in m.data.projects) + sum(m.uprooted[key] for key in m.uprooted)


MEASURES: tuple[Measure, ...] = (
    shortfall, below_minimum, below_sound, overrun, unmet, above_level, spend, travel, changes,
)  # fmt: skip


@rule(lambda s: list(s.data.goal_limits))
def hard_demands_are_kept(m: ConcreteModel, name: str) -> Expr:
    """A goal that the planner has limited keeps within its limit.

    Math:    goal[name] <= limit[name]
    Units:   the goal's own
    Source:  the planner's demand
    """
    (goal,) = (one for one in MEASURES if one.name == name)
    return relation(
        goal.function(m), "<=", data_of(m).goal_limits[name]
    )  # not m.measures: then none knows what it reads


RULES: tuple[Rule, ...] = (hard_demands_are_kept,)
