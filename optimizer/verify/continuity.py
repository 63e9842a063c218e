"""From one year to the next: decisions on help stand."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact


def check_continuity(case: Case) -> None:
    """Every rule on what may fall from one year to the next."""
    policy = case.facts.instance.settings.policies.decisions_are_kept
    for t in case.facts.decided if policy.on else ():
        if case.facts.before[t] in case.facts.years:
            for g in case.facts.groups:
                _decisions(case, g, t, exact(policy.fall))


def _decisions(case: Case, g: str, t: int, fall: Fraction) -> None:
    """Those helped, at all and in full, are what the yearly fall and the fall of need leave of those before."""
    before = case.facts.before[t]
    services = [l for h, l in case.facts.services if h == g]
    full = [l for l in services if case.facts.services[g, l].relief in (None, 1)]
    well, well_before = _well(case, g, t), _well(case, g, before)
    now = {l: x for (h, l), x in case.at_level[t].items() if h == g}
    earlier = {l: x for (h, l), x in case.at_level[before].items() if h == g}
    need = case.need_of_group[g, before]
    if before in case.facts.given:
        need = max(need, sum(earlier.values(), well_before))
    keeps = (ONE - fall) ** case.facts.length[t] * (min(ONE, case.need_of_group[g, t] / need) if need else ONE)
    if services:
        least = keeps * sum(earlier.values(), well_before)
        case.ledger.at_most("decisions_are_kept", least, sum(now.values(), well), t, g)
    if full:
        least = keeps * sum((earlier.get(l, ZERO) for l in full), well_before)
        helped = sum((now.get(l, ZERO) for l in full), well)
        case.ledger.at_most("decisions_in_full_are_kept", least, helped, t, g)


def _well(case: Case, g: str, t: int) -> Fraction:
    """Persons of a group who need no service because of programmes [persons]."""
    found = ZERO
    for (q, h), persons in case.by_programme[t].items():
        effect = case.facts.effects.get((q, h))
        if h == g and effect is not None and effect.level is None:
            found += exact(effect.need_reduction) * persons
    return found
