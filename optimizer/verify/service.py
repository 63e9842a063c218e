"""Who is served where: every need is met or counted, only where it can be, and as the policies ask."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ONE, ZERO, exact, total


def check_service(case: Case) -> None:
    """Every rule on who is served where."""
    check_need(case)
    for t in case.facts.years:
        check_unmet(case, t)
        _served_only_where_offered(case, t)
    for t in case.facts.decided:
        _flows_only_where_possible(case, t)
        _need_is_met_or_counted(case, t)
        _those_served_come_from_somewhere(case, t)
        _catchments(case, t)
        _shares_are_kept(case, t)
        _discharge_ready_are_received(case, t)
        _served_near_home(case, t)
        _districts_fare_alike(case, t)


def check_need(case: Case) -> None:
    """Stored need is what follows from inhabitants and rates."""
    stored = {(g, d, t): x for t in case.facts.years for (g, d), x in case.rows("need", t).items()}
    for key in case.need.keys() ^ stored.keys():
        case.ledger.fails("tables_are_whole", "need", *key)
    for key in case.need.keys() & stored.keys():
        case.ledger.equal("need_follows_from_inhabitants", stored[key], case.need[key], *key)


def check_unmet(case: Case, t: int) -> None:
    """Unmet need is those unserved and what less than full relief leaves, weighted with the least severe tier first."""
    unmet: dict[str, Fraction] = defaultdict(Fraction)
    for (g, _), persons in case.rows("unserved", t).items():
        unmet[g] += persons
    for (g, l), persons in case.at_level[t].items():
        service = case.facts.services.get((g, l))
        if service is not None and service.relief is not None:
            unmet[g] += (1 - exact(service.relief)) * persons
    stored = case.rows("unmet", t)
    for g in case.facts.groups.keys() - stored.keys():
        case.ledger.fails("tables_are_whole", "unmet", t, g)
    for g, row in stored.items():
        case.ledger.equal("unmet_need_is_counted", row["persons"], unmet[g], t, g)
        case.ledger.equal("unmet_need_is_counted", row["weighted"], _weighted(case, g, t, unmet[g]), t, g)
        _minimum_and_sound(case, g, t, row)


def _weighted(case: Case, g: str, t: int, unmet: Fraction) -> Fraction:
    """Tiers of the group weigh from severity less the spread to severity with the spread on top, in equal steps."""
    group, tiers = case.facts.groups[g], case.facts.instance.settings.tiers
    size, weighed = case.need_of_group[g, t] / tiers, ZERO
    for tier in range(tiers):
        part = Fraction(2 * tier, tiers - 1) - 1 if tiers > 1 else ZERO
        most = unmet if tier == tiers - 1 else size * (tier + 1)
        weighed += (1 + exact(group.spread) * part) * max(ZERO, min(unmet, most) - size * tier)
    return case.facts.severity[g] * weighed


def _minimum_and_sound(case: Case, g: str, t: int, row: dict[str, Fraction]) -> None:
    """What lacks of the group's minimum and of sound service, from those served and unserved."""
    group, sound = case.facts.groups[g], exact(case.facts.groups[g].sound)
    unserved = total(x for (h, _), x in case.rows("unserved", t).items() if h == g)
    everybody, enough, lacking = unserved, ZERO, unserved
    for (h, l), persons in case.at_level[t].items():
        if h == g:
            service = case.facts.services.get((g, l))
            relief = exact(service.relief) if service is not None and service.relief is not None else ONE
            everybody += persons
            enough += persons if group.minimum is not None and relief >= exact(group.minimum.counts_from) else ZERO
            lacking += persons * max(ZERO, 1 - relief / sound)
    least = ZERO if group.minimum is None else exact(group.minimum.share) * everybody
    rule = "what_lacks_of_the_minimum_is_counted"
    case.ledger.excess_is(rule, row["below_minimum"], least - enough, t, g)
    rule = "what_lacks_of_sound_service_is_counted"
    case.ledger.equal(rule, row["below_sound"], lacking if group.heavy else ZERO, t, g)


def _shares_are_kept(case: Case, t: int) -> None:
    """No more of a group are served at a level than its greatest share."""
    for (g, l), service in case.facts.services.items():
        if service.max_share is not None:
            most = exact(service.max_share) * case.need_of_group.get((g, t), ZERO)
            served = case.at_level[t].get((g, l), ZERO)
            case.ledger.at_most("no_more_than_their_share_get_this_service", served, most, t, g, l)


def _served_only_where_offered(case: Case, t: int) -> None:
    facts = case.facts
    for g, l, s in case.rows("served", t):
        place = s in facts.districts if facts.levels[l].at_home else (s, l) in facts.offered
        if (g, l) not in facts.services or not place:
            case.ledger.fails("served_only_where_offered", t, g, l, s)


def _flows_only_where_possible(case: Case, t: int) -> None:
    facts = case.facts
    for g, d, c in case.rows("flow", t):
        if c not in facts.centres_for[g] or (facts.travel is not None and (d, c) not in facts.travel):
            case.ledger.fails("served_only_where_offered", t, g, d, c)


def _need_is_met_or_counted(case: Case, t: int) -> None:
    facts = case.facts
    accounted: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (g, l, s), persons in case.rows("served", t).items():
        if facts.levels[l].at_home:
            accounted[g, s] += persons
    for (g, d, _), persons in case.rows("flow", t).items():
        accounted[g, d] += persons
    for key, persons in case.rows("unserved", t).items():
        accounted[key] += persons
    for (q, g, d), persons in case.rows("participants", t).items():
        effect = facts.effects.get((q, g))
        if effect is not None and effect.level is None:
            accounted[g, d] += exact(effect.need_reduction) * persons
    for g in facts.groups:
        for d in facts.districts:
            case.ledger.equal("need_is_met_or_counted", accounted[g, d], case.need[g, d, t], t, g, d)


def _those_served_come_from_somewhere(case: Case, t: int) -> None:
    here: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (g, l, s), persons in case.rows("served", t).items():
        if not case.facts.levels[l].at_home:
            here[g, s] += persons
    for (g, _, c), persons in case.rows("flow", t).items():
        here[g, c] -= persons
    for (g, c), difference in here.items():
        case.ledger.equal("those_served_come_from_somewhere", difference, ZERO, t, g, c)


def _catchments(case: Case, t: int) -> None:
    """Groups with one centre per district: one assigned centre, and nobody elsewhere."""
    whole = {g for g, group in case.facts.groups.items() if group.one_centre_per_district}
    assigned = case.rows("assigned", t)
    for (g, d, c), persons in case.rows("flow", t).items():
        if g in whole and (g, d, c) not in assigned:
            case.ledger.at_most("served_only_where_assigned", persons, ZERO, t, g, d, c)
    centres: dict[tuple[str, str], int] = defaultdict(int)
    for g, d, c in assigned:
        centres[g, d] += 1
        if g not in whole or c not in case.facts.centres_for[g]:
            case.ledger.fails("tables_are_whole", "assigned", t, g, d, c)
    for (g, d), number in centres.items():
        case.ledger.at_most("one_centre_per_district", Fraction(number), Fraction(1), t, g, d)


def _discharge_ready_are_received(case: Case, t: int) -> None:
    policy = case.facts.instance.settings.policies.discharge_ready_received
    if not policy.on or (policy.from_year is not None and t < policy.from_year):
        return
    for (g, d), persons in case.rows("unserved", t).items():
        if case.facts.groups[g].discharge_ready:
            case.ledger.at_most("discharge_ready_are_received", persons, ZERO, t, g, d)


def _served_near_home(case: Case, t: int) -> None:
    policy = case.facts.instance.settings.policies.proximity
    if not policy.on:
        return
    near, everywhere = dict.fromkeys(case.facts.districts, ZERO), dict.fromkeys(case.facts.districts, ZERO)
    for (g, d, c), persons in case.rows("flow", t).items():
        if case.facts.groups[g].bound_to_district:
            everywhere[d] += persons
            near[d] += persons if case.facts.is_near(d, c) else ZERO
    for d in case.facts.districts:
        case.ledger.at_most("served_near_home", exact(policy.share) * everywhere[d], near[d], t, d)


def _districts_fare_alike(case: Case, t: int) -> None:
    """A district's unserved are near its part, by need, of the municipality's."""
    policy = case.facts.instance.settings.policies.equity
    bound = [g for g, group in case.facts.groups.items() if group.bound_to_district]
    if not policy.on:
        return
    unserved = case.rows("unserved", t)
    left = {d: total(unserved.get((g, d), ZERO) for g in bound) for d in case.facts.districts}
    need = {d: total(case.need[g, d, t] for g in bound) for d in case.facts.districts}
    whole, whole_left = total(need.values()), total(left.values())
    for d in case.facts.districts:
        fair = need[d] / whole * whole_left if whole else ZERO
        margin = exact(policy.tolerance) * need[d]
        case.ledger.at_most("no_district_fares_much_worse", left[d] - fair, margin, t, d)
        case.ledger.at_most("no_district_fares_much_better", fair - left[d], margin, t, d)
