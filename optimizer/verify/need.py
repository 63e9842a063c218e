"""Need and inhabitants, worked out again from population, shares, rates, trend, tightening, factors and fixed need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import NeedRate
from leonplan.optimizer.verify.exact import ONE, ZERO, between, exact, total

Needs = dict[tuple[str, str, int], Fraction]
"""By (group, district, year) [persons on an average day]."""

Inhabitants = dict[tuple[str, str, int], Fraction]
"""By (age band, district, year) [persons]."""


def inhabitants(instance: Instance, years: Iterable[int]) -> Inhabitants:
    """Inhabitants: the district's own, else its share of the municipality's; the variant's rows before those of all.

    No one is counted by two rows: next to rows of the variant for an age band and year, those of all only fill in districts.
    """
    variant = instance.settings.population_variant
    rows: dict[tuple[str, str | None, int], Fraction] = {}
    for row in instance.population:
        if row.variant == variant:
            rows[row.age_band, row.district, row.year] = exact(row.persons)
    own_whole = {(band, t) for band, d, t in rows if d is None}
    own_any = {(band, t) for band, _, t in rows}
    for row in instance.population:
        here = row.age_band, row.year
        fits = here not in own_whole if row.district is not None else here not in own_any
        if row.variant == "all" and fits:
            rows.setdefault((row.age_band, row.district, row.year), exact(row.persons))
    shares: dict[str, dict[int, Fraction]] = defaultdict(dict)
    for share in instance.district_shares:
        shares[share.district][share.year] = exact(share.share)
    found = {}
    for t in years:
        for district in instance.districts:
            part = between(shares[district.id], t) if instance.district_shares else ONE
            for band in instance.settings.age_bands:
                own = rows.get((band.id, district.id, t))
                found[band.id, district.id, t] = rows[band.id, None, t] * part if own is None else own
    return found


def needs(instance: Instance, people: Inhabitants, years: Iterable[int]) -> Needs:
    """Need of every group, district and year."""
    settings = instance.settings
    start = settings.horizon.periods[0] if settings.horizon.base_year is None else settings.horizon.base_year
    rates = _rates(instance)
    fixed: dict[tuple[str, str], dict[int, Fraction]] = defaultdict(dict)
    for row in instance.fixed_needs:
        fixed[row.group, row.district][row.year] = exact(row.persons)
    factors: dict[tuple[str, str | None], dict[int, Fraction]] = defaultdict(dict)
    for scaled in instance.need_factors:
        factors[scaled.group, scaled.district][scaled.year] = exact(scaled.factor)
    found = {}
    for t in years:
        moved = _tightened(instance, t) if t > start else ZERO
        for group in settings.groups:
            growth = (1 + exact(group.trend)) ** max(0, t - start)
            by_band = [(band, (own + moved * (peer - own)) * growth) for band, own, peer in rates[group.id]]
            for district in instance.districts:
                need = total(rate * people[band, district.id, t] for band, rate in by_band)
                for key in ((group.id, None), (group.id, district.id)):
                    need *= between(factors[key], t) if key in factors else ONE
                points = fixed.get((group.id, district.id))
                found[group.id, district.id, t] = need + between(points, t) if points else need
    return found


def _rates(instance: Instance) -> dict[str, list[tuple[str, Fraction, Fraction]]]:
    """(Age band, own rate, rate of the comparison group) by group."""
    rule = instance.settings.tightening
    own = {(row.group, row.age_band): _own(row) for row in instance.needs}
    peers = {
        (row.group, row.age_band): exact(row.rate)
        for row in instance.comparison
        if rule is not None and row.comparison == rule.comparison
    }
    rates: dict[str, list[tuple[str, Fraction, Fraction]]] = {group.id: [] for group in instance.settings.groups}
    for g, band in {**own, **peers}:
        rate = own.get((g, band), ZERO)
        rates[g].append((band, rate, peers.get((g, band), rate)))
    return rates


def _own(row: NeedRate) -> Fraction:
    """Persons on an average day per inhabitant; stays and days are spread over the year's 365 days."""
    if row.rate is not None:
        return exact(row.rate)
    return exact(row.stays_per_1000 or 0.0) / 1000 * exact(row.days_per_stay or 0.0) / 365


def _tightened(instance: Instance, t: int) -> Fraction:
    """Share of the way to the comparison group's rates that is gone in a year."""
    rule = instance.settings.tightening
    if rule is None or t <= rule.from_year:
        return ZERO
    if t >= rule.to_year:
        return exact(rule.share)
    return exact(rule.share) * Fraction(t - rule.from_year, rule.to_year - rule.from_year)
