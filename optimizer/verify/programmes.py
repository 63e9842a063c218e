"""Programmes: who may take part, what is decided, and how fast they grow."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.schema.project_tables import ProgrammeEffect
from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total


def check_programmes(case: Case) -> None:
    """Every rule on programmes."""
    for t in case.facts.decided:
        _who_takes_part(case, t)
        for q in case.facts.programmes:
            _decided(case, q, t)
            _size(case, q, t)


def _eligible(case: Case, effect: ProgrammeEffect, d: str, t: int) -> Fraction:
    """Those who can take part: a share of those served at the level, or of those in need [persons]."""
    if effect.level is None:
        return exact(effect.eligible) * case.need[effect.group, d, t]
    served: Fraction = case.rows("served", t).get((effect.group, effect.level, d), ZERO)
    return exact(effect.eligible) * served


def _who_takes_part(case: Case, t: int) -> None:
    for (q, g, d), persons in case.rows("participants", t).items():
        effect = case.facts.effects.get((q, g))
        nobody = effect is None or t < case.facts.programmes[q].first_year
        eligible = ZERO if effect is None or nobody else _eligible(case, effect, d, t)
        case.ledger.at_most("only_eligible_take_part", persons, eligible, t, q, g, d)


def _decided(case: Case, q: str, t: int) -> None:
    """Of those eligible a share takes part: what is decided, or can be rolled out by then, of all in need who could."""
    programme = case.facts.programmes[q]
    if not programme.decided_participants or t < programme.first_year:
        return
    effects = [effect for (p, _), effect in case.facts.effects.items() if p == q]
    could = total(exact(effect.eligible) * case.need_of_group[effect.group, t] for effect in effects)
    rolled_out = exact(programme.growth_per_year) * (t - max(case.facts.base, programme.first_year - 1))
    if programme.first_year <= case.facts.base + 1:
        rolled_out += exact(programme.participants)
    if not could:
        return
    share = min(ONE, min(exact(programme.decided_participants), rolled_out) / could)
    for effect in effects:
        for d in case.facts.districts:
            persons = case.rows("participants", t).get((q, effect.group, d), ZERO)
            wanted = share * _eligible(case, effect, d, t)
            case.ledger.at_most("decided_programmes_run", wanted, persons, t, q, effect.group, d)


def _size(case: Case, q: str, t: int) -> None:
    programme, before = case.facts.programmes[q], case.facts.before[t]
    now = total(x for (p, _), x in case.by_programme[t].items() if p == q)
    earlier = exact(programme.participants)
    if before in case.facts.decided:
        earlier = total(x for (p, _), x in case.by_programme[before].items() if p == q)
    room = exact(programme.growth_per_year) * case.facts.length[t]
    case.ledger.at_most("programmes_grow_step_by_step", now, earlier + room, t, q)
    if programme.max_participants is not None:
        case.ledger.at_most("programmes_keep_their_size", now, exact(programme.max_participants), t, q)
