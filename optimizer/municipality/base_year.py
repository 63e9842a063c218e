"""Who has which service in the base year, by age: national rates, scaled to the counts that are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.municipality.counts import ALL, FROM_67_TO_79, FROM_80, UNDER_67, Counts
from leonplan.optimizer.municipality.national_rates import (
    BANDS,
    HOME,
    HOUSING,
    LONG_STAY,
    OLD,
    SHORT_STAYS,
    YOUNG,
    national_rates,
)

Persons = Mapping[str, float]
"""Persons by age band."""

COMPLEX_OF_LONG_STAYS = 0.6
"""Share of long stays in institutions that only an institution can meet; estimate."""

DEMENTIA_OF_OTHERS = 49 / 80
"""Share with dementia of other need round the clock; the division of the instance gjovik."""

_MOST_YOUNG = 0.6
"""Most of those in housing with staff round the clock who are taken to be under 67."""

_MIX = {
    YOUNG: {"home_low": 45 / 76, "home_medium": 31 / 76, "home_high": 0.0},
    "age_67_79": {"home_low": 0.4695, "home_medium": 0.3978, "home_high": 0.1327},
    "age_80_89": {"home_low": 0.6431, "home_medium": 0.2677, "home_high": 0.0892},
    "age_90plus": {"home_low": 0.7277, "home_medium": 0.2045, "home_high": 0.0678},
}
"""Shares of light, medium and extensive need at home by age: below 67 Helsedirektoratet 2021, above it gausdal's comparison."""


@dataclass(frozen=True)
class BaseYear:
    """Need of the base year and who has which service; everybody in need has one."""

    inhabitants: Persons
    """Inhabitants [persons]."""
    need: Mapping[str, Persons]
    """Persons in need by need group and age band."""
    served: Mapping[tuple[str, str], float]
    """Persons served by (need group, level)."""

    def rate(self, group: str, band: str) -> float:
        """Persons in need per inhabitant."""
        return self.need[group][band] / self.inhabitants[band] if self.inhabitants[band] else 0.0

    def residents(self, level: str) -> float:
        """Persons served at a level."""
        return sum(persons for (_, at), persons in self.served.items() if at == level)


def base_year(inhabitants: Persons, counts: Counts, where: str) -> BaseYear:
    """The base year of a municipality.

    inhabitants: by age band; counts: what is to be reproduced; where: file of the counts, for messages. Raises InputError for
    counts that cannot be together: fewer users of home services than those of them who live in housing with staff.
    """
    rates = national_rates()
    expected = {
        item: {band: rates[item, band].rate * inhabitants[band] for band in BANDS}
        for item in (HOME, LONG_STAY, HOUSING, *SHORT_STAYS)
    }
    long_stay = _scaled(expected[LONG_STAY], BANDS, counts.of(LONG_STAY, ALL))
    housing = _housing(expected[HOUSING], counts.of(HOUSING, ALL))
    home = dict(_scaled(expected[HOME], [YOUNG], counts.of(HOME, UNDER_67)))
    home |= _scaled(expected[HOME], ["age_67_79"], counts.of(HOME, FROM_67_TO_79))
    home |= _scaled(expected[HOME], ["age_80_89", "age_90plus"], counts.of(HOME, FROM_80))
    if (total := counts.of(HOME, ALL)) is not None and counts.of(HOME, FROM_80) is None:
        home = dict(_scaled(home, BANDS, total))
    at_home = {band: home[band] - housing[band] for band in BANDS}
    faults = [
        Problem(where, None, HOME, _too_few(band, home[band], housing[band])) for band in BANDS if at_home[band] < 0
    ]
    if faults:
        raise InputError(faults)
    need: dict[str, dict[str, float]] = {
        group: {band: at_home[band] * _MIX[band][group] for band in BANDS} for group in _MIX[YOUNG]
    }
    need["young_extensive"] = {YOUNG: housing[YOUNG]}
    need |= {group: expected[group] for group in SHORT_STAYS}
    others = {
        band: (1 - COMPLEX_OF_LONG_STAYS) * long_stay[band] + (housing[band] if band in OLD else 0.0) for band in OLD
    }
    need["somatic_24h"] = {band: (1 - DEMENTIA_OF_OTHERS) * others[band] for band in OLD}
    need["dementia_24h"] = {band: DEMENTIA_OF_OTHERS * others[band] for band in OLD}
    need["complex"] = {band: COMPLEX_OF_LONG_STAYS * long_stay[band] for band in OLD}
    need["complex"][YOUNG] = long_stay[YOUNG]
    return BaseYear(inhabitants, need, _served(need, sum(housing[band] for band in OLD)))


def _too_few(band: str, users: float, residents: float) -> str:
    """That residents of housing are more than the users that they are part of."""
    ages = band.removeprefix("age_").replace("_", "–").replace("plus", " and over")
    return f"{users:.0f} users aged {ages} are fewer than the {residents:.0f} of them in housing with staff; correct one count"


def _scaled(expected: Persons, bands: list[str] | tuple[str, ...], count: float | None) -> Persons:
    """Expected persons of some age bands, scaled to their count where it is known."""
    total = sum(expected[band] for band in bands)
    if count is None or not total:
        return {band: expected[band] for band in bands}
    return {band: expected[band] * count / total for band in bands}


def _housing(expected: Persons, count: float | None) -> Persons:
    """Residents of housing with staff round the clock: younger ones by the rate, the rest are old."""
    if count is None:
        return dict(expected)
    young = min(expected[YOUNG], _MOST_YOUNG * count)
    return {YOUNG: young, **_scaled(expected, OLD, count - young)}


def _served(need: Mapping[str, Persons], in_group_homes: float) -> dict[tuple[str, str], float]:
    """Who is served where."""
    total = {group: sum(by_band.values()) for group, by_band in need.items()}
    served = {(group, "home_services"): total[group] for group in _MIX[YOUNG]}
    served["young_extensive", "young_homes"] = total["young_extensive"]
    served |= {(group, "short_term"): total[group] for group in SHORT_STAYS}
    served["complex", "nursing_home"] = total["complex"]
    others = total["somatic_24h"] + total["dementia_24h"]
    share = in_group_homes / others if others else 0.0
    for group in ("somatic_24h", "dementia_24h"):
        served[group, "group_homes"] = share * total[group]
        served[group, "nursing_home"] = (1 - share) * total[group]
    return served
