"""Need: rates, fees that follow it, and tightening."""

from __future__ import annotations

from collections.abc import Iterator

from leonplan.optimizer.checks.parsed import CrossCheck, Parsed, fault, warning
from leonplan.optimizer.demand.project_demand import own_rate
from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.tables import NeedRate


@fault()
def rate_is_given_once(parsed: Parsed) -> Iterator[Problem]:
    """A need rate is given as a rate, or as stays and days; not both, not neither."""
    for index, row in enumerate(parsed.instance.needs):
        message = _rate_fault(row)
        if message:
            yield parsed.at("needs", index, "rate", message)


def _rate_fault(row: NeedRate) -> str | None:
    """What is wrong with a need rate, if anything."""
    has_stays, has_days = row.stays_per_1000 is not None, row.days_per_stay is not None
    if row.rate is not None and (has_stays or has_days):
        return f"{row.rate} is given beside stays or days; give the rate, or stays_per_1000 and days_per_stay"
    if row.rate is None and not (has_stays and has_days):
        return "is blank, and so are stays or days; give the rate, or both stays_per_1000 and days_per_stay"
    return None


@fault()
def stays_are_a_share(parsed: Parsed) -> Iterator[Problem]:
    """Stays times days are no more than one person in need for each inhabitant, as a rate is."""
    for index, row in enumerate(parsed.instance.needs):
        if row.rate is None and own_rate(row) > 1:
            message = (
                f"{row.stays_per_1000:g} stays of {row.days_per_stay:g} days for 1000 inhabitants are {own_rate(row):.4g} "
                "persons in need for each inhabitant on an average day, more than 1; correct stays or days"
            )
            yield parsed.at("needs", index, "stays_per_1000", message)


@warning("groups", "needs", "fixed_needs", "comparison")
def groups_have_need(parsed: Parsed) -> Iterator[Problem]:
    """Every group has some need."""
    needing = {row.group for row in parsed.instance.needs} | {row.group for row in parsed.instance.fixed_needs}
    for index, group in enumerate(parsed.instance.settings.groups):
        if group.id not in needing:
            message = f"'{group.id}' has no row in needs.csv or fixed_needs.csv: nobody will need anything"
            yield parsed.node("groups", index)(message)


@fault("groups")
def need_has_a_weight(parsed: Parsed) -> Iterator[Problem]:
    """Every group has a severity, or a normal cost from which it follows."""
    for index, group in enumerate(parsed.instance.settings.groups):
        if group.severity is None and group.normal_cost is None:
            message = (
                f"is not given for '{group.id}', nor is normal_cost: what its unmet need weighs is not known; give one"
            )
            yield parsed.node("groups", index, "severity")(message)


@fault("groups", "discharge_fee")
def discharge_has_a_fee(parsed: Parsed) -> Iterator[Problem]:
    """Groups that the hospital reports ready need the fee."""
    if parsed.instance.settings.discharge_fee is None:
        for index, group in enumerate(parsed.instance.settings.groups):
            if group.discharge_ready:
                message = f"is true for '{group.id}', but there is no discharge_fee; add discharge_fee with per_day"
                yield parsed.node("groups", index, "discharge_ready")(message)


@warning("groups", "discharge_fee")
def discharge_fee_is_used(parsed: Parsed) -> Iterator[Problem]:
    """The fee applies to somebody."""
    settings = parsed.instance.settings
    if settings.discharge_fee is not None and not any(group.discharge_ready for group in settings.groups):
        yield parsed.node("discharge_fee")("is not used: no group has discharge_ready: true")


@fault("tightening")
def tightening_takes_time(parsed: Parsed) -> Iterator[Problem]:
    """Tightening ends after it begins."""
    rule = parsed.instance.settings.tightening
    if rule is not None and rule.to_year <= rule.from_year:
        message = f"{rule.to_year} is not after from_year {rule.from_year}; give a later year"
        yield parsed.node("tightening", "to_year")(message)


CHECKS: tuple[CrossCheck, ...] = (
    rate_is_given_once,
    stays_are_a_share,
    groups_have_need,
    need_has_a_weight,
    discharge_has_a_fee,
    discharge_fee_is_used,
    tightening_takes_time,
)
