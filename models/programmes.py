"""Prevention and technology: programmes that take need away or save hours."""

from __future__ import annotations

from itertools import product

from pyomo.environ import ConcreteModel

from leonplan.models import timing
from leonplan.models.declare import Expr, Rule, Symbol, data_of, relation, rule

VARIABLES = (
    Symbol(
        "participants",
        lambda s: [(q, g, d, t) for (q, g), d, t in product(s.taking_part, s.data.districts, s.data.years)],
        "participants[q,g,d,t]", "continuous", "persons on an average day",
        "persons of group g in district d who take part in programme q",
        bounds=lambda m, q, g, d, t: (0, None if t >= m.data.programmes[q].first_year else 0),
    ),
)  # fmt: skip


def participants_of(m: ConcreteModel, q: str, t: int) -> Expr:
    """All who take part in a programme [persons]."""
    return sum(m.participants[q, g, d, t] for p, g in m.sets.taking_part if p == q for d in m.data.districts)


def need_taken_away(m: ConcreteModel, g: str, d: str, t: int) -> Expr:
    """Persons of a group who need no service because of programmes [persons]."""
    return sum(
        effect.need_reduction * m.participants[q, g, d, t]
        for (q, group), effect in m.data.effects.items()
        if group == g and effect.level is None and effect.need_reduction
    )


def _eligible(m: ConcreteModel, q: str, g: str, d: str, t: int) -> Expr:
    """Persons who can take part: served at the effect's level, or in need if it has none [persons]."""
    data = data_of(m)
    effect = data.effects[q, g]
    if effect.level is None:
        return effect.eligible * data.need[g, d, t]
    return effect.eligible * m.served[g, effect.level, d, t]


@rule(lambda s: [(q, g, d, t) for (q, g), d, t in product(s.taking_part, s.data.districts, s.data.years)])
def only_eligible_take_part(m: ConcreteModel, q: str, g: str, d: str, t: int) -> Expr:
    """No more take part than are eligible.

    Math:    participants[q,g,d,t] <= eligible[q,g] · served[g,l,d,t]   (need[g,d,t] where the effect has no level)
    Units:   persons on an average day
    Source:  definition
    """
    return m.participants[q, g, d, t] - _eligible(m, q, g, d, t) <= 0


@rule(lambda s: [(q, g, d, t) for (q, g), d, t in product(s.taking_part, s.data.districts, s.data.years)
                 if s.data.decided_participation.get((q, t), 0) > 0])  # fmt: skip
def decided_programmes_run(m: ConcreteModel, q: str, g: str, d: str, t: int) -> Expr:
    """A decided share of those eligible takes part.

    Math:    participants[q,g,d,t] >= decided[q,t] · eligible[q,g] · served[g,l,d,t]   (need[g,d,t] without a level)
    Units:   persons on an average day
    Source:  the municipality's decisions
    """
    return m.participants[q, g, d, t] - m.data.decided_participation[q, t] * _eligible(m, q, g, d, t) >= 0


@rule(lambda s: list(product(s.data.programmes, s.data.years)))
def programmes_grow_step_by_step(m: ConcreteModel, q: str, t: int) -> Expr:
    """Participation grows by no more than what can be rolled out in the period.

    Math:    Σ_{g,d} participants[q,g,d,t] - Σ_{g,d} participants[q,g,d,t-1] <= growth[q] · length[t]
    Units:   persons on an average day
    Source:  assumption: rolling out takes training and procurement
    """
    data = data_of(m)
    programme = data.programmes[q]
    before = timing.previous(data, t)
    earlier = programme.participants if before is None else participants_of(m, q, before)
    room = programme.growth_per_year * timing.length(data, t)
    return relation(participants_of(m, q, t) - earlier, "<=", room)


@rule(lambda s: [(q, t) for q, t in product(s.data.programmes, s.data.years)
                 if s.data.programmes[q].max_participants is not None])  # fmt: skip
def programmes_keep_their_size(m: ConcreteModel, q: str, t: int) -> Expr:
    """No more take part in a programme than it is made for.

    Math:    Σ_{g,d} participants[q,g,d,t] <= max_participants[q]
    Units:   persons on an average day
    Source:  the municipality's plan
    """
    return relation(participants_of(m, q, t), "<=", data_of(m).programmes[q].max_participants or 0.0)


RULES: tuple[Rule, ...] = (
    only_eligible_take_part,
    decided_programmes_run,
    programmes_grow_step_by_step,
    programmes_keep_their_size,
)
