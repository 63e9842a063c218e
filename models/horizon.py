"""The end of the horizon: what is not ready by then is not started, and gets no grant if it was decided all the same."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models.budget import granted_projects
from leonplan.models.capacity import may_start, starts
from leonplan.models.data import ModelData
from leonplan.models.declare import Expr, Rule, Symbol, rule

VARIABLES: tuple[Symbol, ...] = ()


def is_late(data: ModelData, p: str, t: int) -> bool:
    """Whether a project started in a period is ready only after the last one."""
    return t + data.projects[p].lead_time > data.years[-1]


def may_be_late(data: ModelData, p: str, t: int) -> bool:
    """Whether a project is started in a period by decision although it is late.

    Its start in that very period is decided, or the project is and its window has no period from which it is ready in time.
    """
    limits = data.decided_starts.get((p, t))
    if limits is not None and (limits.at_least or 0.0) >= 1:
        return True
    return data.projects[p].decided and all(is_late(data, p, s) for s in data.years if may_start(data, p, s))


def _late_starts(data: ModelData, *, decided: bool) -> list[tuple[str, int]]:
    """(project, period) in the project's window from which it is late, by decision or not."""
    pairs = product(data.projects, data.years)
    late = [(p, t) for p, t in pairs if may_start(data, p, t) and is_late(data, p, t)]
    return [(p, t) for p, t in late if may_be_late(data, p, t) is decided]


@rule(lambda s: _late_starts(s.data, decided=False))
def projects_are_ready_in_time(m: ConcreteModel, p: str, t: int) -> Expr:
    """A project is ready within the horizon, or it is not started, unless it is decided and cannot be ready sooner.

    Math:    started[p,t] = started[p,t-1] where t + lead_time[p] > last, unless the start in t is decided, or p is and
             s + lead_time[p] > last for every s in its window
    Units:   times
    Source:  assumption: what the plan cannot show the use of is not proposed, and does not lay claim to its frames
    """
    return starts(m, p, t) == 0


@rule(lambda s: [(p, t) for p, t in _late_starts(s.data, decided=True) if p in granted_projects(s.data)])
def no_grants_after_the_horizon(m: ConcreteModel, p: str, t: int) -> Expr:
    """A decided project that is ready after the horizon counts no grant: whether its places are additional is not seen.

    Math:    granted[p,t] = 0 where t + lead_time[p] > last
    Units:   places
    Source:  Husbanken, investeringstilskudd: netto tilvekst, which nothing within the horizon can show; so none is counted on
    """
    return m.granted[p, t] == 0


RULES: tuple[Rule, ...] = (projects_are_ready_in_time, no_grants_after_the_horizon)
