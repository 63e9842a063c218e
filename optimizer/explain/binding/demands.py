"""What binds of demands: limits on goals, policies on geography and discharge, decided programmes, decisions by hand."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.models.data import EVERYWHERE, Limits
from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.totals import goal_values
from leonplan.optimizer.words.vocabulary import GOAL_UNITS


@looks_at("hard_demands_are_kept")
def limits(view: DecidedYears) -> Iterator[Binding]:
    """Goals at their limit, in rows of the last year, as they are sums over all years."""
    values = goal_values(view.data, view.plan.tables, view.plan.by_year)
    last = view.decided[-1]
    for goal, limit in view.data.goal_limits.items():
        yield Binding("hard_demands_are_kept", goal, goal, "", "", last, values[goal], limit, GOAL_UNITS[goal])


@looks_at("discharge_ready_are_received")
def discharge(view: DecidedYears) -> Iterator[Binding]:
    """Patients ready for discharge, all of whom are received."""
    first = view.data.policies.discharge_ready_from
    ready = [g for g, group in view.data.groups.items() if group.discharge_ready]
    for t in view.decided if first is not None else ():
        if first is not None and t >= first:
            persons = sum(view.data.need[g, d, t] for g in ready for d in view.data.districts)
            what = "", "patients ready for discharge", "", ""
            yield Binding("discharge_ready_are_received", *what, t, persons, persons, "persons")


@looks_at("served_near_home")
def nearness(view: DecidedYears) -> Iterator[Binding]:
    """Districts with no more persons near home than the policy wants."""
    share = view.data.policies.near_share
    if share is None:
        return
    bound = {g for g, group in view.data.groups.items() if group.bound_to_district}
    flows = [row for row in view.decided_rows(r.Flow) if row.group in bound]
    for t in view.decided:
        for d in view.data.districts:
            here = [row for row in flows if (row.year, row.district) == (t, d)]
            wanted = share * sum(row.persons for row in here)
            near = sum(row.persons for row in here if (d, row.centre) in view.data.near)
            if wanted > TINY:
                yield Binding("served_near_home", d, view.names.districts[d], "", "", t, wanted, near, "persons")


@looks_at("no_district_fares_much_worse", "no_district_fares_much_better")
def equity(view: DecidedYears) -> Iterator[Binding]:
    """Districts as far from the municipality's share of unserved persons as they may be."""
    tolerance = view.data.policies.equity_tolerance
    if tolerance is None:
        return
    bound = {g for g, group in view.data.groups.items() if group.bound_to_district}
    for t in view.decided:
        need = {d: sum(view.data.need[g, d, t] for g in bound) for d in view.data.districts}
        out = dict.fromkeys(need, 0.0)
        for row in view.decided_rows(r.Unserved):
            if row.year == t and row.group in bound:
                out[row.district] += row.persons
        whole, unserved = sum(need.values()), sum(out.values())
        for d in view.data.districts if unserved > TINY else ():
            distance = out[d] - need[d] / whole * unserved
            rule = "no_district_fares_much_worse" if distance > 0 else "no_district_fares_much_better"
            yield Binding(rule, d, view.names.districts[d], "", "", t, abs(distance), tolerance * need[d], "persons")


@looks_at("decided_programmes_run")
def decided_programmes(view: DecidedYears) -> Iterator[Binding]:
    """Programmes with no more participants than are decided."""
    for (q, t), share in view.data.decided_participation.items():
        wanted = share * sum(
            effect.eligible * view.data.need[g, d, t]
            for (p, g), effect in view.data.effects.items()
            for d in view.data.districts
            if p == q and effect.level is None
        )
        wanted += share * sum(
            effect.eligible * persons
            for (p, g), effect in view.data.effects.items()
            for (h, l, _), persons in view.choices[t].of("served").items()
            if p == q and (g, effect.level) == (h, l)
        )
        if wanted > TINY:
            name, here = view.names.programmes[q], view.taking_part(q, t)
            yield Binding("decided_programmes_run", q, name, "", "", t, wanted, here, "persons")


@looks_at("decided_starts_are_kept", "decided_places_are_kept", "decided_service_is_kept")
def by_hand(view: DecidedYears) -> Iterator[Binding]:
    """Decisions made by hand that the plan would rather not keep to: at their least or greatest number."""
    starts = {(row.project, row.year): float(row.starts) for row in view.decided_rows(r.ProjectStart)}
    for (p, t), fixed in view.data.decided_starts.items():
        yield from _within(
            "decided_starts_are_kept", (p, view.names.projects[p], "", ""), t, starts.get((p, t), 0.0), fixed
        )
    operated = {(row.centre, row.level, row.year): row.operated for row in view.decided_rows(r.Places)}
    for (c, l, t), fixed in view.data.decided_places.items():
        place = l, view.names.levels[l], c, view.names.centres[c]
        yield from _within("decided_places_are_kept", place, t, operated.get((c, l, t), 0.0), fixed)
    for (g, l, c, t), fixed in view.data.decided_service.items():
        served = view.choices[t].of("served")
        persons = sum(n for (h, m, s), n in served.items() if (h, m) == (g, l) and c in (s, EVERYWHERE))
        name = f"{view.names.groups[g]}: {view.names.levels[l]}"
        place = g, name, "" if c == EVERYWHERE else c, view.names.centres.get(c, "in total")
        yield from _within("decided_service_is_kept", place, t, persons, fixed)


def _within(rule: str, what: tuple[str, str, str, str], t: int, value: float, fixed: Limits) -> Iterator[Binding]:
    unit = "persons" if rule == "decided_service_is_kept" else "places or starts"
    if fixed.at_least:
        yield Binding(rule, *what, t, fixed.at_least, value, unit)
    if fixed.at_most is not None:
        yield Binding(rule, *what, t, value, fixed.at_most, unit)


LOOKS: tuple[Look, ...] = (
    limits,
    discharge,
    nearness,
    equity,
    decided_programmes,
    by_hand,
)
