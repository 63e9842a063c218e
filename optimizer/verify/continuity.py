"""From one year to the next: decisions on help stand, and programmes are not rolled back."""

from __future__ import annotations

from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total


def check_continuity(case: Case) -> None:
    """Every rule on what may fall from one year to the next."""
    policy = case.facts.instance.settings.policies.decisions_are_kept
    for t in case.facts.decided if policy.on else ():
        if case.facts.before[t] in case.facts.years:
            for g in case.facts.groups:
                _decisions(case, g, t, exact(policy.fall))
    for t in case.facts.decided:
        for (q, g), effect in case.facts.effects.items():
            service = case.facts.services.get((g, effect.level or ""))
            waits = service is not None and service.relief not in (None, 1)
            if not waits and not case.facts.programmes[q].may_shrink and t >= case.facts.programmes[q].first_year:
                _not_rolled_back(case, q, g, t)


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


def _not_rolled_back(case: Case, q: str, g: str, t: int) -> None:
    """Participants are no fewer than before, but as need falls."""
    before = case.facts.before[t]
    if before in case.facts.decided:
        need, in_need = case.need_of_group[g, t], case.need_of_group[g, before]
        least = case.by_programme[before].get((q, g), ZERO) * (min(ONE, need / in_need) if in_need else ONE)
    else:
        least = _given_to_go_on(case, q, g, t) if before in case.facts.given else ZERO
    case.ledger.at_most("programmes_are_not_rolled_back", least, case.by_programme[t].get((q, g), ZERO), t, q, g)


def _given_to_go_on(case: Case, q: str, g: str, t: int) -> Fraction:
    """Of the participants of the base year as many as need, the programme's size and its residents' places leave [persons]."""
    before, effect, programme = case.facts.before[t], case.facts.effects[q, g], case.facts.programmes[q]
    given, need = case.by_programme[before].get((q, g), ZERO), case.need_of_group[g, t]
    helped = total(x for (h, _), x in case.at_level[before].items() if h == g) + _well(case, g, before)
    if not given or not helped:
        return ZERO
    most = [given, given * need / max(helped, case.need_of_group[g, before])]
    if programme.max_participants is not None:
        most.append(given * exact(programme.max_participants) / exact(programme.participants))
    if effect.level is not None:
        most.append(exact(effect.eligible) * max(ZERO, need - _residents_left(case, g, t)))
    return min(most)


def _residents_left(case: Case, g: str, t: int) -> Fraction:
    """Residents of the base year who stay: they leave by themselves, or with the need that no programme can prevent [persons]."""
    facts, before = case.facts, case.facts.before[t]
    here = {l: x for (h, l), x in case.at_level[before].items() if h == g and facts.levels[l].long_stay}
    everybody = total(here.values())
    prevented = total(
        exact(effect.eligible) * exact(effect.need_reduction)
        for (_, h), effect in facts.effects.items()
        if h == g and effect.level is None
    )
    falls = case.need_of_group[g, t] * max(ZERO, ONE - prevented) / everybody if everybody else ONE
    return total(min(facts.staying(facts.levels[l].turnover, t), falls) * persons for l, persons in here.items())
