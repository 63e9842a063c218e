"""Numbers that are valid and yet hardly meant: kroner where thousands are, per cent where shares are, frames far from costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, warning
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.unit_sizes import smallest_unit

REACH = 4.0
"""How many times the highest number that was measured, or how small a part of the lowest, is still plausible."""

FAR = 10.0
"""How many times what it is for a frame is, at least, when something is hardly right."""

FEWEST = 1e-9
"""Amounts below this are none."""


@dataclass(frozen=True, slots=True)
class Band:
    """Between which numbers one was measured, and where."""

    least: float | None
    """The lowest measured; none: small numbers are plausible, too."""
    most: float
    """The highest measured."""
    unit: str
    """Their unit."""
    source: str
    """Where they are from."""

    def doubt(self, value: float, remedy: str) -> str | None:
        """What a number far outside is reported as; none for one that is plausible, or 0."""
        low = 0.0 if self.least is None else self.least / REACH
        if abs(value) < FEWEST or low <= value <= self.most * REACH:
            return None
        between = f"up to {self.most:g}" if self.least is None else f"{self.least:g} to {self.most:g}"
        return (
            f"{value:g} {self.unit} is far from what is known, {between} ({self.source}; told outside "
            f"{low:g} to {self.most * REACH:g}); {remedy}"
        )


PAY = Band(
    620, 800, "kNOK/FTE/year",
    "SSB pay 2021 of assistants to nurses, with 14 % pension and 14.1 % employer's tax",
)  # fmt: skip
AGENCY = Band(620, 2400, PAY.unit, f"{PAY.source}; agencies at up to three times as much")
PLACE = Band(
    None, 1700, "kNOK a year", "KOSTRA cost of a short-term place in an institution 2021, the dearest there is"
)
BUILDING = Band(
    None, 8750, "kNOK per place",
    "Gjøvik kommune, Biri omsorgssenter 2021: 280 million for 32 places; Hovlitunet 2018: 3.6 million each",
)  # fmt: skip
GRANT = Band(600, 2200, "kNOK/place", "Husbanken, investeringstilskudd 2011–2021")
FEE = Band(4.255, 5.975, "kNOK/day", "Helsedirektoratet, utskrivningsklare pasienter 2014–2025")
USER_FEE = Band(None, 200, "kNOK/person/year", "egenbetaling for institusjonsopphold 2021, 75 and 85 % of income")
YEARLY = Band(
    None, 0.025, "a year",
    "home-care users grew by 2.5 % a year in Gjøvik 2015–2025 (SSB 04686), need of 80–89 fell by 1.8 % (Helsedirektoratet)",
)  # fmt: skip
ABSENCE = Band(0.077, 0.13, "of the time", "KS, sykefravær i kommunene 2021–2023: 7.7 to 13 %")
COVERAGE = Band(None, 0.25, "places per inhabitant", "the norm of 1997 for those of 80 and over, 25 %")

THOUSANDS = "money is in thousands of kroner: if these are kroner, divide by 1000"
SHARES = "shares are not in per cent: write 0.02 for 2 %"

_MONEY = (
    ("services", "other_cost", PLACE),
    ("services", "user_fee", USER_FEE),
    ("services", "state_compensation", PLACE),
    ("programmes", "cost", PLACE),
    ("travel", "cost", PLACE),
    ("projects", "grant_per_place", GRANT),
)
"""Columns of money that stand by themselves."""


@warning()
def money_of_rows_is_in_thousands(parsed: Parsed) -> Iterator[Problem]:
    """Money of services, programmes, travel and grants is of the size that was measured."""
    for table, column, band in _MONEY:
        for index, row in enumerate(parsed.table(table)):
            message = band.doubt(getattr(row, column), THOUSANDS)
            if message:
                yield parsed.at(table, index, column, message)


@warning()
def money_of_settings_is_in_thousands(parsed: Parsed) -> Iterator[Problem]:
    """Pay, agencies, places, units and the day fee cost what was measured."""
    settings = parsed.instance.settings
    for index, category in enumerate(settings.staff):
        agency = category.agency_cost if category.agency_limit > 0 else 0.0
        for column, band, value in (("pay", PAY, category.pay), ("agency_cost", AGENCY, agency)):
            message = band.doubt(value, THOUSANDS)
            if message:
                yield parsed.node("staff", index, column)(message)
    for index, level in enumerate(settings.levels):
        for column, value in (
            ("place_cost", level.place_cost),
            ("unit_cost", level.unit_cost / (smallest_unit(parsed.instance, level.id) or 1)),
        ):
            message = PLACE.doubt(value, THOUSANDS)
            if message:
                yield parsed.node("levels", index, column)(message)
    message = None if settings.discharge_fee is None else FEE.doubt(settings.discharge_fee.per_day, THOUSANDS)
    if message:
        yield parsed.node("discharge_fee", "per_day")(message)


@warning("project_places")
def buildings_cost_what_they_cost(parsed: Parsed) -> Iterator[Problem]:
    """A project costs, and changes the cost of running, what places cost that were built."""
    touched: defaultdict[str, int] = defaultdict(int)
    for change in parsed.instance.project_places:
        touched[change.project] += abs(change.change)
    for index, row in enumerate(parsed.instance.projects):
        places = touched.get(row.id, 0)
        found = (("cost", BUILDING, row.cost), ("operating_change", PLACE, abs(row.operating_change)))
        for column, band, value in found if places else ():
            message = band.doubt(value / places, f"{value:g} for {places} places; {THOUSANDS}")
            if message:
                yield parsed.at("projects", index, column, message)


@warning()
def shares_are_not_in_per_cent(parsed: Parsed) -> Iterator[Problem]:
    """Yearly changes, absence and coverage are of the size that was measured."""
    settings = parsed.instance.settings
    for index, group in enumerate(settings.groups):
        message = YEARLY.doubt(abs(group.trend), SHARES)
        if message:
            yield parsed.node("groups", index, "trend")(message)
    for index, category in enumerate(settings.staff):
        message = ABSENCE.doubt(category.absence, SHARES)
        if message:
            yield parsed.node("staff", index, "absence")(message)
    growth, norm = settings.policies.staff_growth, settings.policies.coverage_norm
    for path, band, value in (
        (("staff_growth", "rate"), YEARLY, abs(growth.rate) if growth.on else 0.0),
        (("coverage_norm", "at_least"), COVERAGE, (norm.at_least or 0.0) if norm.on else 0.0),
        (("coverage_norm", "at_most"), COVERAGE, (norm.at_most or 0.0) if norm.on else 0.0),
    ):
        message = band.doubt(value, SHARES)
        if message:
            yield parsed.node("policies", *path)(message)


@warning("staff", "centres", "services", "current_service", "horizon", "frames")
def frames_fit_what_is_spent(parsed: Parsed) -> Iterator[Problem]:
    """The first operating frame is not ten times what today's staff, centres and services cost, nor a tenth of it."""
    spent = _spent_today(parsed)
    first = min(((row.year, index) for index, row in enumerate(parsed.instance.frames)), default=None)
    if first is None or spent < FEWEST:
        return
    frame = parsed.instance.frames[first[1]].operating
    if not spent / FAR <= frame <= spent * FAR:
        message = (
            f"{frame:g} kNOK is far from the {spent:g} kNOK a year that today's staff, centres and services cost in the "
            f"instance's own tables (told beyond {FAR:g} times or a tenth); {THOUSANDS}, or correct pay and costs"
        )
        yield parsed.at("frames", first[1], "operating", message)


def _spent_today(parsed: Parsed) -> float:
    """What is spent before anything is decided: pay, centres, and what services cost besides staff [kNOK/year]."""
    instance = parsed.instance
    each = {(row.group, row.level): row.other_cost - row.user_fee - row.state_compensation for row in instance.services}
    return fsum(
        [
            *(category.employed * category.pay for category in instance.settings.staff),
            *(centre.fixed_cost for centre in instance.centres),
            *(row.persons * each.get((row.group, row.level), 0.0) for row in instance.current_service),
        ]
    )


@warning("projects", "frames")
def investment_frames_fit_the_projects(parsed: Parsed) -> Iterator[Problem]:
    """A year's investment frame is not ten times what all projects cost together."""
    dearest = fsum(row.cost * row.max_count for row in parsed.instance.projects)
    for index, row in enumerate(parsed.instance.frames):
        if dearest >= FEWEST and row.investment > dearest * FAR:
            message = (
                f"{row.investment:g} kNOK is more than {FAR:g} times what all projects of the instance cost together, "
                f"{dearest:g} kNOK; {THOUSANDS}"
            )
            yield parsed.at("frames", index, "investment", message)


CHECKS: tuple[CrossCheck, ...] = (
    money_of_rows_is_in_thousands,
    money_of_settings_is_in_thousands,
    buildings_cost_what_they_cost,
    shares_are_not_in_per_cent,
    frames_fit_what_is_spent,
    investment_frames_fit_the_projects,
)
