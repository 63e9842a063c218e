"""How people are served in the base year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import fsum

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import Problem

PERSONS_TOLERANCE = 1e-6
"""How far persons served may exceed what the places, or the need, allow [persons]."""


@fault("services", "groups", "levels")
def current_service_is_offered(parsed: Parsed) -> Iterator[Problem]:
    """People are served today only as the services allow."""
    offered = {(row.group, row.level) for row in parsed.instance.services}
    for index, row in enumerate(parsed.instance.current_service):
        is_known = row.group in parsed.groups and row.level in parsed.levels
        if is_known and (row.group, row.level) not in offered:
            message = f"'{row.group}' is not served at '{row.level}' in services.csv; add it there, or remove the row"
            yield parsed.at("current_service", index, "level", message)


@fault("levels")
def current_service_has_its_centre(parsed: Parsed) -> Iterator[Problem]:
    """A centre is named for levels in places, and only for them."""
    for index, row in enumerate(parsed.instance.current_service):
        level = parsed.levels.get(row.level)
        if level is not None and level.at_home and row.centre is not None:
            message = f"'{row.centre}' is given, but '{level.id}' is at home; leave it blank"
            yield parsed.at("current_service", index, "centre", message)
        if level is not None and not level.at_home and row.centre is None:
            message = f"is blank, but '{level.id}' is in places; name the centre"
            yield parsed.at("current_service", index, "centre", message)


@fault("levels", "places", "current_service")
def current_service_fits_the_places(parsed: Parsed) -> Iterator[Problem]:
    """No more are served at a centre and level than its places hold."""
    hold: defaultdict[tuple[str, str], float] = defaultdict(float)
    for place in parsed.instance.places:
        if place.level in parsed.levels:
            hold[place.centre, place.level] += place.places * place.availability * parsed.levels[place.level].occupancy
    rows: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, row in enumerate(parsed.instance.current_service):
        if row.centre is not None and row.level in parsed.levels and not parsed.levels[row.level].at_home:
            rows[row.centre, row.level].append(index)
    for (centre, level), indices in rows.items():
        served = fsum(parsed.instance.current_service[index].persons for index in indices)
        if served > hold[centre, level] + PERSONS_TOLERANCE:
            message = (
                f"{served:g} persons are served at '{centre}', '{level}', but its places hold {hold[centre, level]:g} "
                "(places · availability · occupancy); correct persons or places"
            )
            yield parsed.at("current_service", indices[-1], "persons", message)


@fault("horizon")
def current_service_has_its_year(parsed: Parsed) -> Iterator[Problem]:
    """Today's service is of the base year."""
    if parsed.instance.current_service and parsed.instance.settings.horizon.base_year is None:
        message = "has rows, but the horizon has no base_year; name it in instance.yaml, or remove the file"
        yield parsed.provenance.at_file("current_service", "", message)


@warning("horizon", "current_service")
def base_year_has_service(parsed: Parsed) -> Iterator[Problem]:
    """A given year says how people are served."""
    if parsed.instance.settings.horizon.base_year is not None and not parsed.instance.current_service:
        message = "is given, but current_service.csv is not there: nobody counts as served today"
        yield parsed.node("horizon", "base_year")(message)


def current_service_within_need(parsed: Parsed) -> Iterator[Problem]:
    """No group has more people served today than need it; for instances without other faults, as need is projected."""
    base = parsed.instance.settings.horizon.base_year
    if base is None or not parsed.instance.current_service:
        return
    demand = project_demand(parsed.instance, (base,))
    for group in parsed.instance.settings.groups:
        need = fsum(demand.need[group.id, district.id, base] for district in parsed.instance.districts)
        rows = [index for index, row in enumerate(parsed.instance.current_service) if row.group == group.id]
        served = fsum(parsed.instance.current_service[index].persons for index in rows)
        if served > need + PERSONS_TOLERANCE:
            message = (
                f"{served:g} persons of '{group.id}' are served in {base}, but only {need:g} need it; "
                "correct persons, or the need rates"
            )
            yield parsed.at("current_service", rows[-1], "persons", message)


CHECKS: tuple[CrossCheck, ...] = (
    current_service_is_offered,
    current_service_has_its_centre,
    current_service_fits_the_places,
    current_service_has_its_year,
    base_year_has_service,
)
