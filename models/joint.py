"""Limits over several staff categories, or over places at several centres and levels, together."""

from __future__ import annotations

from pyomo.environ import ConcreteModel, Constraint

from leonplan.models import timing
from leonplan.models.data import ModelData
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule
from leonplan.models.sets import IndexSets

VARIABLES: tuple[Symbol, ...] = ()

STAFF = {"employed": "employed", "recruited": "hired", "agency": "agency"}
"""The variable of staff that is limited, by what a limit is of."""


def most_together(data: ModelData, n: str, t: int) -> float:
    """What a joint limit lets be in a period; of those employed, no less than are left of today's with none recruited.

    Unit: FTE, FTE/year or places, as the limit's.
    """
    limit = data.joint_limits[n]
    at_most = limit.at_most[t]
    if limit.of != "employed":
        return at_most
    years = t - data.base_year
    today = ((data.categories[k].employed, data.categories[k].leaving) for k in limit.categories)
    return max(at_most, sum(employed * timing.staying_share(leaving, years) for employed, leaving in today))


def _over(s: IndexSets, *, of_staff: bool) -> list[tuple[str, int]]:
    limits = s.data.joint_limits.items()
    return [(n, t) for n, limit in limits if (limit.of in STAFF) is of_staff for t in limit.at_most]


@rule(lambda s: _over(s, of_staff=True))
def joint_staff_limits_are_kept(m: ConcreteModel, n: str, t: int) -> Expr:
    """Of several categories together no more are employed, recruited or hired in than a limit says.

    It holds as the limits of single categories do: work for which nobody is found because of it counts as shortfall, and
    nobody is dismissed for it.

    Math:    Σ_{k in n} employed[k,t] <= max(at_most[n,t], Σ_{k in n} (1 - leaving[k])^(t - base) · employed[k,base]),
             or Σ_{k in n} hired[k,t] <= at_most[n,t], or Σ_{k in n} agency[k,t] <= at_most[n,t]
    Units:   FTE (FTE/year for those recruited, FTE at work for those hired in)
    Source:  the planner's limit: categories that are found in the same labour market, or paid from the same posts
    """
    data = data_of(m)
    limit = data.joint_limits[n]
    found = m.component(STAFF[limit.of])
    return relation(sum(found[k, t] for k in limit.categories), "<=", most_together(data, n, t))


@rule(lambda s: _over(s, of_staff=False))
def joint_place_limits_are_kept(m: ConcreteModel, n: str, t: int) -> Expr:
    """At several centres and levels together no more places are in use than a limit says.

    Math:    Σ_{(c,l) in n} operated[c,l,t] <= at_most[n,t]
    Units:   places
    Source:  the planner's limit: houses that share a kitchen, a night watch or a permit
    """
    data = data_of(m)
    limit = data.joint_limits[n]
    here = [(c, l) for c, l in limit.places if (c, l) in m.sets.offered]
    if not here:
        return Constraint.Skip
    return relation(sum(m.operated[c, l, t] for c, l in here), "<=", most_together(data, n, t))


RULES: tuple[Rule, ...] = (joint_staff_limits_are_kept, joint_place_limits_are_kept)
