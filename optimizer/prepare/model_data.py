"""From an instance and its demand to the numbers one solve needs."""

from __future__ import annotations

from collections.abc import Mapping

from leonplan.models import data as md
from leonplan.optimizer.demand.project_demand import Demand
from leonplan.optimizer.prepare.before import help_before, participants_before
from leonplan.optimizer.prepare.frames import (
    has_transition,
    investment_frame,
    operating_frame,
    outlay_shares,
    overrun_slack,
    transition,
)
from leonplan.optimizer.prepare.joint_limits import joint_limits
from leonplan.optimizer.prepare.weighting import severities
from leonplan.optimizer.schema import settings as st
from leonplan.optimizer.schema.decision_tables import Decision, DecisionKind
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import ChangeAt
from leonplan.optimizer.schema.unit_sizes import own_unit_sizes
from leonplan.optimizer.schema.windows import start_periods
from leonplan.optimizer.schema.years import base_year, decided_years

LEAST_OF_AN_AGREEMENT = 1.0
"""An agreement on places by contract is made when a whole place of it is to be taken [places]."""


def annuity(rate: float, years: int) -> float:
    """Yearly capital cost of one krone written off over some years [1/year].

    Source: definition of the annuity. For 4 % over 40 years:

    >>> round(annuity(0.04, 40), 6)
    0.050523
    >>> annuity(0.0, 40)
    0.025
    """
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / years


def decided_periods(settings: st.Settings) -> tuple[md.Period, ...]:
    """The periods that are decided, with lengths and discount factors."""
    base, years = base_year(settings.horizon), decided_years(settings.horizon)
    rate = settings.capital.discount_rate
    return tuple(
        md.Period(year=t, length=t - before, discount=(t - before) / (1 + rate) ** (t - base))
        for before, t in zip([base, *years[:-1]], years, strict=True)
    )


def _levels(settings: st.Settings) -> dict[str, md.Level]:
    return {
        level.id: md.Level(
            at_home=level.at_home,
            occupancy=level.occupancy,
            unit_size=level.unit_size,
            turnover=level.turnover if level.long_stay else None,
            round_the_clock=level.round_the_clock,
            place_cost=level.place_cost,
            unit_cost=level.unit_cost,
            agreement_least=LEAST_OF_AN_AGREEMENT if level.by_contract else None,
        )
        for level in settings.levels
    }


def _groups(settings: st.Settings) -> dict[str, md.Group]:
    weights = severities(settings)
    return {
        group.id: md.Group(
            severity=weights[group.id],
            spread=group.spread,
            bound_to_district=group.bound_to_district,
            one_centre_per_district=group.one_centre_per_district,
            discharge_ready=group.discharge_ready,
            is_heavy=group.heavy,
            is_on_top=group.on_top,
            minimum=0.0 if group.minimum is None else group.minimum.share,
            counts_from=0.5 if group.minimum is None else group.minimum.counts_from,
            sound=group.sound,
        )
        for group in settings.groups
    }


def _services(instance: Instance) -> dict[tuple[str, str], md.Service]:
    step = {level.id: level.step for level in instance.settings.levels}
    lowest = {group.id: step[group.lowest_level] for group in instance.settings.groups}
    return {
        (row.group, row.level): md.Service(
            relief=1.0 if row.relief is None else row.relief,
            steps_above=max(0, step[row.level] - lowest[row.group]),
            other_cost=row.other_cost,
            user_fee=row.user_fee,
            state_compensation=row.state_compensation,
            max_share=row.max_share,
        )
        for row in instance.services
    }


def _categories(settings: st.Settings) -> dict[str, md.Category]:
    return {
        category.id: md.Category(
            employed=category.employed,
            pay=category.pay,
            absence=category.absence,
            leaving=category.leaving,
            recruitment_limit=category.recruitment_limit,
            agency_limit=category.agency_limit,
            agency_cost=category.agency_cost,
            may_do=(category.id, *(k for k in category.may_do if k != category.id)),
            whole=category.whole,
        )
        for category in settings.staff
    }


def fte_per_person(instance: Instance) -> dict[tuple[str, str, str], float]:
    """Work by (group, level, category): the group's own norm, else the level's [FTE/person]."""
    own = {(row.group, row.level, row.category): row.fte_per_person for row in instance.staffing}
    categories = [category.id for category in instance.settings.staff]
    norms = {}
    for row in instance.services:
        for k in categories:
            norm = own.get((row.group, row.level, k), own.get((None, row.level, k), 0.0))
            if norm:
                norms[row.group, row.level, k] = norm
    return norms


def _projects(instance: Instance) -> dict[str, md.Project]:
    horizon, rate = instance.settings.horizon, instance.settings.capital.rate
    end = horizon.periods[-1]
    windows = {row.id: start_periods(row, horizon) or (end + 1, end) for row in instance.projects}
    return {
        row.id: md.Project(
            cost=row.cost,
            outlay=outlay_shares(instance, row),
            grant_per_place=row.grant_per_place,
            operating_change=row.operating_change,
            annuity=annuity(rate, row.life),
            lead_time=row.lead_time,
            earliest=windows[row.id][0],
            latest=windows[row.id][-1],
            max_count=row.max_count,
            years_between=row.years_between,
            decided=row.decided,
            excludes=row.excludes,
            requires=row.requires,
            life=None if row.renewed else row.life,
        )
        for row in instance.projects
    }


def _programmes(instance: Instance) -> dict[str, md.Programme]:
    staff: dict[str, dict[str, float]] = {row.id: {} for row in instance.programmes}
    for work in instance.programme_staff:
        staff[work.programme][work.category] = work.fte_per_participant
    return {
        row.id: md.Programme(
            cost=row.cost,
            first_year=row.first_year,
            growth_per_year=row.growth_per_year,
            participants=row.participants,
            fte_per_participant=staff[row.id],
            may_shrink=row.may_shrink,
            max_participants=row.max_participants,
        )
        for row in instance.programmes
    }


def _effects(instance: Instance, norms: Mapping[tuple[str, str, str], float]) -> dict[tuple[str, str], md.Effect]:
    effects = {}
    for row in instance.programme_effects:
        saved = {
            category.id: row.hours_reduction * norms[row.group, row.level, category.id]
            for category in instance.settings.staff
            if row.level is not None and (row.group, row.level, category.id) in norms
        }
        effects[row.programme, row.group] = md.Effect(
            level=row.level, eligible=row.eligible, need_reduction=row.need_reduction, fte_saved=saved
        )
    return effects


def decided_participation(instance: Instance, demand: Demand, years: tuple[int, ...]) -> dict[tuple[str, int], float]:
    """Share of those eligible who take part by decision, no more than can be rolled out by then, by (programme, year)."""
    base = base_year(instance.settings.horizon)
    shares = {}
    for row in instance.programmes:
        effects = [effect for effect in instance.programme_effects if effect.programme == row.id]
        for t in years:
            eligible = sum(
                effect.eligible * demand.need[effect.group, district.id, t]
                for effect in effects
                for district in instance.districts
            )
            begun = max(base, row.first_year - 1)  # nobody takes part before the first year
            there = row.participants if begun == base else 0.0
            decided = min(row.decided_participants, there + row.growth_per_year * (t - begun))
            if t >= row.first_year and decided > 0 and eligible > 0:
                shares[row.id, t] = min(1.0, decided / eligible)
    return shares


def decided_starts(instance: Instance, periods: tuple[md.Period, ...]) -> dict[tuple[str, int], md.Limits]:
    """Starts fixed by hand, by (project, period that holds the year); one start where no number is given [times]."""
    starts = {}
    for row in _decisions(instance, DecisionKind.START):
        t = next(x.year for x in periods if x.year - x.length < row.year <= x.year)
        once = row.at_least is None and row.at_most is None
        starts[row.project or "", t] = md.Limits(1.0, 1.0) if once else md.Limits(row.at_least, row.at_most)
    return starts


def _decisions(instance: Instance, kind: DecisionKind) -> list[Decision]:
    return [row for row in instance.decisions if row.kind is kind]


def _coverage(instance: Instance, demand: Demand, years: tuple[int, ...]) -> md.Coverage | None:
    norm = instance.settings.policies.coverage_norm
    if not norm.on:
        return None
    old = {band.id for band in instance.settings.age_bands if band.lowest >= norm.age}
    inhabitants = {
        t: sum(persons for (band, _, year), persons in demand.population.items() if band in old and year == t)
        for t in years
        if norm.from_year is None or t >= norm.from_year
    }
    return md.Coverage(
        at_least={t: norm.at_least * n for t, n in inhabitants.items()} if norm.at_least is not None else {},
        at_most={t: norm.at_most * n for t, n in inhabitants.items()} if norm.at_most is not None else {},
    )


def _ladder_share(settings: st.Settings, years: tuple[int, ...]) -> md.LowOnLadder | None:
    policy = settings.policies.ladder_share
    if not policy.on or policy.step is None or policy.at_least is None:
        return None
    return md.LowOnLadder(
        levels=frozenset(level.id for level in settings.levels if level.step <= policy.step),
        at_least={t: policy.at_least for t in years if policy.from_year is None or t >= policy.from_year},
    )


def _policies(instance: Instance, demand: Demand, years: tuple[int, ...]) -> md.Policies:
    policies = instance.settings.policies
    received = policies.discharge_ready_received
    return md.Policies(
        residents_stay=policies.residents_stay.on,
        discharge_ready_from=(received.from_year or years[0]) if received.on else None,
        near_share=policies.proximity.share if policies.proximity.on else None,
        equity_tolerance=policies.equity.tolerance if policies.equity.on else None,
        coverage=_coverage(instance, demand, years),
        minimum_competence=policies.minimum_competence.on,
        staff_growth=policies.staff_growth.rate if policies.staff_growth.on else None,
        greatest_fall=policies.decisions_are_kept.fall if policies.decisions_are_kept.on else None,
        grant_binding_years=policies.net_growth_grant.binding_years if policies.net_growth_grant.on else None,
        ladder_share=_ladder_share(instance.settings, years),
    )


def prepare(instance: Instance, demand: Demand) -> md.ModelData:
    """Every number one solve needs. Pure: neither the instance nor the demand is changed."""
    settings = instance.settings
    periods = decided_periods(settings)
    years = tuple(period.year for period in periods)
    levels = _levels(settings)
    norms = fte_per_person(instance)
    minutes = settings.policies.proximity.minutes
    participants = participants_before(instance, demand)
    home_of = {row.id: row.district for row in instance.centres}
    return md.ModelData(
        base_year=base_year(settings.horizon),
        periods=periods,
        districts=tuple(row.id for row in instance.districts),
        centres=tuple(row.id for row in instance.centres),
        levels=levels,
        groups=_groups(settings),
        services=_services(instance),
        need={key: persons for key, persons in demand.need.items() if key[2] in set(years)},
        places={(row.centre, row.level): row.places * row.availability for row in instance.places},
        own_unit_sizes=own_unit_sizes(instance),
        centre_cost={row.id: row.fixed_cost for row in instance.centres},
        residents={
            (row.group, row.level, row.centre): row.persons
            for row in instance.current_service
            if row.centre is not None and levels[row.level].turnover is not None
        },
        help_before=help_before(instance, demand, participants),
        reachable={(row.district, row.centre): (row.minutes, row.cost) for row in instance.travel} or None,
        near=frozenset(
            (row.district, row.centre)
            for row in instance.travel
            if row.minutes <= minutes or home_of[row.centre] == row.district
        ),
        categories=_categories(settings),
        shifts={(row.category, row.work_of): md.Shift(row.max_share, row.hours) for row in instance.task_shifting},
        fte_per_person=norms,
        fte_per_unit={(row.level, row.category): row.fte_per_unit for row in instance.staffing if row.fte_per_unit},
        competence_floor={(row.level, row.category): row.minimum_share for row in instance.competence},
        projects=_projects(instance),
        place_changes=tuple(
            md.PlaceChange(
                project=row.project,
                centre=row.centre,
                level=row.level,
                change=row.change,
                at_start=row.at is ChangeAt.START,
                moves_residents=row.moves_residents,
            )
            for row in instance.project_places
        ),
        programmes=_programmes(instance),
        effects=_effects(instance, norms),
        participants_before=participants,
        decided_participation=decided_participation(instance, demand, years),
        decided_starts=decided_starts(instance, periods),
        decided_places={
            (row.centre or "", row.level or "", row.year): md.Limits(row.at_least, row.at_most)
            for row in _decisions(instance, DecisionKind.PLACES)
        },
        decided_service={
            (row.group or "", row.level or "", row.centre or md.EVERYWHERE, row.year): md.Limits(
                row.at_least, row.at_most
            )
            for row in _decisions(instance, DecisionKind.SERVE)
        },
        joint_limits=joint_limits(instance, years),
        operating_frame={t: operating_frame(instance, t) for t in years} if instance.frames else None,
        transition={t: transition(instance, t) for t in years} if has_transition(instance) else {},
        investment_frame={x.year: investment_frame(instance, x) for x in periods} if instance.frames else None,
        discharge_fee=settings.discharge_fee.per_day if settings.discharge_fee else 0.0,
        policies=_policies(instance, demand, years),
        overrun_slack=overrun_slack(instance, periods),
        tiers=settings.tiers,
        goal_limits={limit.goal.value: limit.at_most for limit in settings.limits},
    )
