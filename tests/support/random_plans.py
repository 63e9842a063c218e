"""Small random municipalities: every part of the formulation occurs now and then, numbers are short decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from random_later import with_what_came_later

from leonplan.models.data import (
    EVERYWHERE,
    Category,
    Coverage,
    Effect,
    Group,
    Level,
    Limits,
    ModelData,
    Period,
    PlaceChange,
    Policies,
    Programme,
    Project,
    Service,
)

T = TypeVar("T")
GOALS = (
    "shortfall", "below_minimum", "below_sound", "overrun", "unmet", "above_level", "spend", "travel", "changes",
)  # fmt: skip
PLACE_LEVELS = ("ward", "nursing")
MINUTES_NEAR = 15.0


def some(random: Random, items: Iterable[T], share: float = 0.5) -> tuple[T, ...]:
    """Some of the items, each with a probability."""
    return tuple(x for x in items if random.random() < share)


def random_data(random: Random) -> ModelData:
    """A plain municipality, now and then with what sound service asks for."""
    data, twin = plain_data(random), Random()
    twin.setstate(random.getstate())  # what comes after does not depend on what is added here
    data = with_sound_service(twin, data)
    return with_what_came_later(Random(twin.random()), data)


def plain_data(random: Random) -> ModelData:
    """A municipality of 1-2 districts, 1-2 centres, 3 levels, 1-3 groups and 1-3 periods."""
    periods = _periods(random)
    districts = ("north", "south")[: random.choice((1, 2))]
    centres = ("hill", "dale")[: random.choice((1, 2))]
    levels = _levels(random)
    groups = {
        name: _group(random, len(centres)) for name in ("frail", "ill", "ready")[: random.choice((1, 1, 2, 2, 3))]
    }
    services = _services(random, groups)
    places = {(c, l): float(random.randint(1, 6)) for c in centres for l in PLACE_LEVELS if random.random() < 0.7}
    years = [x.year for x in periods]
    need = {(g, d, t): random.randint(0, 12) / 2 for g in groups for d in districts for t in years}
    categories = _categories(random)
    projects = _projects(random, years)
    programmes = _programmes(random, categories)
    effects = _effects(random, programmes, services, categories)
    residents = _residents(random, services, places, levels)
    travel = {
        (d, c): (float(random.randint(0, 6) * 5), float(random.randint(0, 3))) for d in districts for c in centres
    }
    reachable = None if random.random() < 0.3 else {pair: x for pair, x in travel.items() if random.random() < 0.9}
    return ModelData(
        base_year=2025, periods=periods, districts=districts, centres=centres, levels=levels, groups=groups,
        services=services, need=need, places=places,
        centre_cost={c: float(random.randint(0, 5)) for c in centres},
        residents=residents,
        reachable=reachable,
        near=frozenset(pair for pair, (minutes, _) in (reachable or {}).items() if minutes <= MINUTES_NEAR),
        categories=categories,
        fte_per_person={
            (g, l, k): random.randint(1, 4) / 4 for g, l in services for k in categories if random.random() < 0.7
        },
        fte_per_unit={
            (l, k): random.randint(1, 3) / 2 for l in PLACE_LEVELS for k in categories if random.random() < 0.6
        },
        competence_floor={
            (l, k): random.randint(1, 3) / 5 for l in levels for k in categories if random.random() < 0.2
        },
        projects=projects,
        place_changes=_place_changes(random, projects, centres, places),
        programmes=programmes,
        effects=effects,
        decided_participation=_decided(random, programmes, effects, need, periods),
        operating_frame={t: float(random.randint(0, 60)) for t in years} if random.random() < 0.6 else None,
        investment_frame={t: float(random.randint(0, 30)) for t in years} if random.random() < 0.6 else None,
        discharge_fee=random.choice((0.0, 0.01, 0.02)),
        policies=_policies(random, years),
        goal_limits={random.choice(GOALS): float(random.randint(0, 40))} if random.random() < 0.08 else {},
    )  # fmt: skip


def with_sound_service(random: Random, data: ModelData) -> ModelData:
    """The municipality with tiers, minimums, heavy need, reduced service and slack, each now and then."""
    data = replace(data, tiers=random.choice((1, 2, 3, 3, 4)))
    if random.random() < 0.4:
        return data
    groups = {
        g: replace(
            group,
            is_heavy=random.random() < 0.5,
            minimum=random.choice((0.0, 0.5, 0.8, 1.0)),
            counts_from=random.choice((0.25, 0.5)),
            sound=random.choice((0.4, 0.8, 1.0)),
        )
        for g, group in data.groups.items()
    }
    services = {
        (g, l): replace(
            service,
            relief=random.choice((0.3, 0.75)) if service.relief == 1 and random.random() < 0.3 else service.relief,
            max_share=random.choice((0.0, 0.25, 0.5))
            if data.levels[l].turnover is None and random.random() < 0.25
            else None,
        )
        for (g, l), service in data.services.items()
    }
    return replace(data, groups=groups, services=services, overrun_slack=random.choice((0.0, 0.0, 4.0)))


def _periods(random: Random) -> tuple[Period, ...]:
    lengths = [random.choice((1, 1, 2)) for _ in range(random.choice((1, 2, 2, 3)))]
    return tuple(
        Period(2025 + sum(lengths[: i + 1]), length, round(length * 0.95 ** (i + 1), 4))
        for i, length in enumerate(lengths)
    )


def _levels(random: Random) -> dict[str, Level]:
    def level(at_home: bool) -> Level:
        return Level(
            at_home=at_home,
            occupancy=1.0 if at_home else random.choice((1.0, 1.0, 0.8, 1.5)),
            unit_size=None if at_home or random.random() < 0.6 else random.choice((2, 3, 4)),
            turnover=None if at_home or random.random() < 0.4 else random.choice((0.0, 0.25, 0.5, 1.0)),
            round_the_clock=not at_home and random.random() < 0.7,
            place_cost=0.0 if at_home else float(random.randint(0, 2)),
            unit_cost=0.0 if at_home else float(random.randint(0, 4)),
        )

    return {"home": level(True), "ward": level(False), "nursing": level(False)}


def _group(random: Random, centres: int) -> Group:
    return Group(
        severity=float(random.choice((1, 2, 5))),
        spread=random.choice((0.0, 0.5, 1.0)),
        bound_to_district=random.random() < 0.7,
        one_centre_per_district=random.random() < (0.3 if centres > 1 else 0.05),
        discharge_ready=random.random() < 0.3,
    )


def _services(random: Random, groups: Mapping[str, Group]) -> dict[tuple[str, str], Service]:
    services = {}
    order = ("home", *PLACE_LEVELS)
    for g in groups:
        offered = some(random, order, 0.7) or ("home",)
        lowest = order.index(random.choice(offered))
        for l in offered:
            step = order.index(l)
            services[g, l] = Service(
                relief=random.choice((0.0, 0.25, 0.5)) if step < lowest else 1.0,
                steps_above=max(0, step - lowest),
                other_cost=float(random.randint(0, 8)),
                user_fee=float(random.choice((0, 0, 2, 9))),
                state_compensation=float(random.choice((0, 0, 0, 1))),
            )
    return services


def _categories(random: Random) -> dict[str, Category]:
    names = ("nurse", "assistant")[: random.choice((0, 1, 1, 2))]
    return {
        k: Category(
            employed=random.randint(0, 12) / 2,
            pay=float(random.randint(1, 6)),
            absence=random.choice((0.0, 0.2)),
            leaving=random.choice((0.0, 0.1, 0.5)),
            recruitment_limit=random.choice((0.0, 0.5, 2.0)),
            agency_limit=random.choice((0.0, 0.0, 1.0)),
            agency_cost=float(random.randint(4, 9)),
            may_do=(k, "assistant") if k == "nurse" and len(names) > 1 and random.random() < 0.7 else (k,),
            whole=random.random() < 0.08,
        )
        for k in names
    }


def _projects(random: Random, years: list[int]) -> dict[str, Project]:
    names = ("wing", "annex")[: random.choice((0, 1, 1, 2, 2))]
    projects = {}
    for p in names:
        other = [o for o in names if o != p and p == "wing"]
        earliest = random.choice((2025, 2026, years[0], years[-1]))
        excludes = some(random, other, 0.15)
        projects[p] = Project(
            cost=float(random.randint(0, 40)),
            grant_per_place=float(random.choice((0, 2, 5, 5))),
            operating_change=float(random.randint(-3, 4)),
            annuity=random.choice((0.05, 0.1)),
            lead_time=random.choice((0, 0, 1, 2)),
            earliest=earliest,
            latest=random.choice((9999, years[0], years[-1])),
            max_count=random.choice((1, 1, 2)),
            years_between=random.choice((0, 1, 2)),
            decided=random.random() < 0.3,
            excludes=excludes,
            requires=() if excludes else some(random, other, 0.25),
            life=random.choice((None, None, 1, 2, 40)),
        )
    return projects


def _place_changes(
    random: Random, projects: Iterable[str], centres: tuple[str, ...], places: Mapping[tuple[str, str], float]
) -> tuple[PlaceChange, ...]:
    """Places added anywhere, removed only where there are some."""
    changes = []
    for p in projects:
        if places and random.random() < (0.6 if p == "annex" else 0.3):
            c, l = random.choice(sorted(places))
            changes.append(PlaceChange(p, c, l, -random.randint(1, 4), random.random() < 0.3, random.random() < 0.5))
        if random.random() < 0.8:
            where = random.choice(centres), random.choice(PLACE_LEVELS)
            changes.append(PlaceChange(p, *where, random.randint(1, 5), random.random() < 0.1, False))
    return tuple(changes)


def _programmes(random: Random, categories: Iterable[str]) -> dict[str, Programme]:
    if random.random() < 0.75:
        return {}
    return {
        "gym": Programme(
            cost=random.choice((0.0, 0.5)),
            first_year=random.choice((2025, 2027)),
            growth_per_year=random.choice((0.5, 1.0, 4.0)),
            participants=random.choice((0.0, 1.0)),
            fte_per_participant={k: 0.25 for k in some(random, categories, 0.3)},
            max_participants=random.choice((None, None, 1.0, 2.5)),
        )
    }


def _effects(
    random: Random,
    programmes: Iterable[str],
    services: Mapping[tuple[str, str], Service],
    categories: Iterable[str],
) -> dict[tuple[str, str], Effect]:
    effects = {}
    for q in programmes:
        for g in dict.fromkeys(g for g, _ in services):
            eligible = random.choice((0.25, 0.5))
            if (g, "home") in services and random.random() < 0.5:
                effects[q, g] = Effect("home", eligible, 0.0, {k: 0.125 for k in categories})
            elif random.random() < 0.8:
                effects[q, g] = Effect(None, eligible, random.choice((0.5, 1.0)), {})
    return effects


def _decided(
    random: Random,
    programmes: Mapping[str, Programme],
    effects: Mapping[tuple[str, str], Effect],
    need: Mapping[tuple[str, str, int], float],
    periods: tuple[Period, ...],
) -> dict[tuple[str, int], float]:
    """A share that can be rolled out by then, or nothing."""
    shares = {}
    for q, programme in programmes.items():
        for t in (x.year for x in periods):
            eligible = sum(
                effect.eligible * persons for (p, g), effect in effects.items() for (h, _, u), persons in need.items()
                if p == q and h == g and u == t
            )  # fmt: skip
            can = programme.participants + programme.growth_per_year * (t - 2025)
            share = 0.5 if random.random() < 0.4 else 0.0
            if t >= programme.first_year and share and share * eligible <= can:
                shares[q, t] = share
    return shares


def _residents(
    random: Random,
    services: Iterable[tuple[str, str]],
    places: Mapping[tuple[str, str], float],
    levels: Mapping[str, Level],
) -> dict[tuple[str, str, str], float]:
    """Some people live where they may, no more than the places hold."""
    residents = {}
    left = {key: levels[key[1]].occupancy * n for key, n in places.items()}
    for g, l in services:
        for c, level in places:
            if level == l and levels[l].turnover is not None and random.random() < 0.7:
                persons = min(float(random.randint(0, 3)), round(left[c, l], 6))
                left[c, l] -= persons
                residents[g, l, c] = persons
    return residents


def _policies(random: Random, years: list[int]) -> Policies:
    changes: dict[str, Any] = {}
    if random.random() < 0.1:
        changes["discharge_ready_from"] = random.choice(years)
    if random.random() < 0.15:
        changes["near_share"] = random.choice((0.25, 0.5))
    if random.random() < 0.15:
        changes["equity_tolerance"] = random.choice((0.0, 0.1, 0.25))
    if random.random() < 0.1:
        least = {t: float(random.randint(0, 8)) for t in some(random, years)}
        most = {t: float(random.randint(4, 14)) for t in some(random, years)}
        changes["coverage"] = Coverage(least, most)
    if random.random() < 0.15:
        changes["staff_growth"] = random.choice((0.0, 0.1))
    if random.random() < 0.6:
        changes["grant_binding_years"] = random.choice((0, 1, 10))
    return Policies(residents_stay=random.random() < 0.7, minimum_competence=random.random() < 0.8, **changes)


def random_decisions(random: Random, data: ModelData) -> ModelData:
    """The municipality with some things fixed by hand, each by itself possible."""
    years = [x.year for x in data.periods]
    offered = sorted(
        {(c, l) for c, l in data.places} | {(x.centre, x.level) for x in data.place_changes if x.change > 0}
    )
    starts = {
        (p, t): random.choice((Limits(1.0, 1.0), Limits(None, 0.0), Limits(1.0, None), Limits(0.0, 1.0)))
        for p, x in data.projects.items() for t in years
        if x.earliest <= t <= x.latest and random.random() < 0.3
    }  # fmt: skip
    places = {
        (c, l, t): _limits(random, data.places.get((c, l), 0.0)) for c, l in offered for t in years
        if random.random() < 0.15
    }  # fmt: skip
    service = {}
    for g, l in data.services:
        where = [c for c, level in offered if level == l]
        for s in (EVERYWHERE, *([] if data.levels[l].at_home else where)):
            for t in years:
                most = min(
                    sum(data.need[g, d, t] for d in data.districts),
                    sum(data.places.get((c, l), 0.0) for c in where if s in (EVERYWHERE, c)) if where else 1e9,
                )
                if random.random() < 0.15:
                    service[g, l, s, t] = _limits(random, most / 2)
    return replace(data, decided_starts=starts, decided_places=places, decided_service=service)


def _limits(random: Random, most: float) -> Limits:
    """Least and greatest number, or one of them, from 0 to most."""
    low, high = sorted(random.randint(0, int(2 * most)) / 2 for _ in range(2))
    return random.choice((Limits(low, None), Limits(None, high), Limits(low, high), Limits(high, high)))
