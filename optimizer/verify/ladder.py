"""The care ladder: which part of the money at its steps is spent low on it."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total


def check_ladder(case: Case) -> None:
    """The share that the policy demands, in the years that it is in force."""
    policy = case.facts.instance.settings.policies.ladder_share
    if not policy.on or policy.step is None or policy.at_least is None:
        return
    for t in case.facts.decided:
        if policy.from_year is None or policy.from_year <= t:
            spent = _by_step(case, t)
            low = total(amount for step, amount in spent.items() if step <= policy.step)
            wanted = exact(policy.at_least) * total(spent.values())
            case.ledger.about_most("enough_is_spent_low_on_the_ladder", wanted, low, t)


def _by_step(case: Case, t: int) -> dict[int, Fraction]:
    """What those helped normally cost by the step at which they are: work at normal pay, units as if full [kNOK/year]."""
    facts = case.facts
    normal = {k: exact(x.pay) / (ONE - exact(x.absence)) for k, x in facts.staff.items()}
    spent: dict[int, Fraction] = defaultdict(Fraction)
    for (g, l), persons in case.at_level[t].items():
        service = facts.services.get((g, l))
        if service is not None:
            net = exact(service.other_cost) - exact(service.user_fee) - exact(service.state_compensation)
            work = total(normal[k] * fte for k, fte in facts.work_per_person.get((g, l), ()))
            spent[facts.levels[l].step] += (net + work) * persons
    for (l, c), persons in case.at_place[t].items():
        level, size = facts.levels[l], facts.unit_size.get((c, l))
        if not level.at_home:
            unit = exact(level.unit_cost) + total(normal[k] * fte for k, fte in facts.work_per_unit.get(l, ()))
            place = exact(level.place_cost) + (ZERO if size is None else unit / size)
            spent[level.step] += place * persons / exact(level.occupancy)
    for (q, g), persons in case.by_programme[t].items():
        effect = facts.effects.get((q, g))
        if effect is not None and effect.level is not None:
            saved = exact(effect.hours_reduction)
            each = exact(facts.programmes[q].cost)
            each += total(normal[k] * fte for k, fte in facts.work_per_participant.get(q, ()))
            each -= total(saved * normal[k] * fte for k, fte in facts.work_per_person.get((g, effect.level), ()))
            spent[facts.levels[effect.level].step] += each * persons
    return spent
