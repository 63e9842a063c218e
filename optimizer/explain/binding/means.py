"""What binds of means: staff, recruitment, agencies, competence, money and programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leonplan.optimizer.explain.told import TINY, Binding, Told
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.work import competence_wanted, competent_work

AT_WORK = "FTE at work"


def staff(told: Told) -> Iterator[Binding]:
    """Categories at work all the time there is, recruited or hired in to the limit, or short."""
    covers = told.decided(r.Covers)
    work = {(row.category, row.year): row.work - row.shortfall for row in told.decided(r.Staff)}
    for row in told.decided(r.Staff):
        k, category = row.category, told.data.categories[row.category]
        name = told.names.staff[k]
        done = _needed(covers, work, k, row.year)
        there = (1 - category.absence) * row.employed + row.agency
        if there > TINY:
            yield Binding("nobody_works_twice", k, name, "", "", row.year, done, there, AT_WORK)
        limit = category.recruitment_limit
        yield Binding("staff_grow_by_recruitment", k, name, "", "", row.year, row.hired, limit, "FTE/year")
        if category.agency_limit > TINY:
            most = category.agency_limit
            yield Binding("nobody_works_twice", k, f"{name}, hired in", "", "", row.year, row.agency, most, AT_WORK)
        if row.shortfall > TINY:
            found = row.work - row.shortfall
            yield Binding("staff_cover_the_work", k, name, "", "", row.year, row.work, found, AT_WORK)


def _needed(covers: Sequence[r.Covers], work: Mapping[tuple[str, int], float], category: str, year: int) -> float:
    """What a category does of work that would be left undone without it [FTE at work].

    Work may be covered by more than it needs, as cover beyond the work costs nothing: what exceeds it is not needed.
    """
    here = [x for x in covers if x.year == year]
    needed = 0.0
    for x in here:
        if x.category == category:
            beyond = sum(one.fte for one in here if one.work_of == x.work_of) - work[x.work_of, year]
            needed += max(0.0, x.fte - max(0.0, beyond))
    return needed


def competence(told: Told) -> Iterator[Binding]:
    """Competence floors met with nothing to spare, or not met."""
    for t, year in told.years.items():
        covers = {(x.category, x.work_of): x.fte for x in told.decided(r.Covers) if x.year == t}
        for k, wanted in sorted(competence_wanted(told.data, year).items()):
            if wanted > TINY:
                done = competent_work(told.data, covers, k)
                yield Binding("competence_is_secured", k, told.names.staff[k], "", "", t, wanted, done, AT_WORK)


def growth(told: Told) -> Iterator[Binding]:
    """The policy on the growth of all staff together."""
    rate = told.data.policies.staff_growth
    if rate is None:
        return
    start = sum(category.employed for category in told.data.categories.values())
    for t in told.data.years:
        employed = sum(row.employed for row in told.decided(r.Staff) if row.year == t)
        most = start * (1 + rate) ** (t - told.data.base_year)
        yield Binding("staff_growth_is_limited", "", "all staff", "", "", t, employed, most, "FTE")


def money(told: Told) -> Iterator[Binding]:
    """The operating and the investment frame used up."""
    amounts = {(row.year, row.post): row.amount for row in told.decided(r.Money)}
    for t in told.data.years:
        if (t, r.Post.FRAME) in amounts:
            spend, frame = amounts[t, r.Post.SPEND], amounts[t, r.Post.FRAME]
            yield Binding("spend_within_frame", "", "operating frame", "", "", t, spend, frame, "kNOK/year")
        outlay = amounts.get((t, r.Post.OUTLAY), 0.0) + amounts.get((t, r.Post.GRANTS), 0.0)
        if outlay > TINY and (t, r.Post.INVESTMENT_FRAME) in amounts:
            frame = amounts[t, r.Post.INVESTMENT_FRAME]
            yield Binding("invest_within_frame", "", "investment frame", "", "", t, outlay, frame, "kNOK in the period")


def programmes(told: Told) -> Iterator[Binding]:
    """Programmes that grow as fast as they can, are full, or have everybody who is eligible."""
    for q, programme in told.data.programmes.items():
        name = told.names.programmes[q]
        for t in (t for t in told.data.years if t >= programme.first_year):
            before = told.before(t)
            earlier = programme.participants if before is None else told.taking_part(q, before)
            here = told.taking_part(q, t)
            room = programme.growth_per_year * told.length(t)
            yield Binding("programmes_grow_step_by_step", q, name, "", "", t, here - earlier, room, "persons")
            if programme.max_participants is not None:
                most = programme.max_participants
                yield Binding("programmes_keep_their_size", q, name, "", "", t, here, most, "persons")
            eligible = _eligible(told, q, t)
            if eligible > TINY:
                yield Binding("only_eligible_take_part", q, name, "", "", t, here, eligible, "persons")


def _eligible(told: Told, q: str, t: int) -> float:
    """All who can take part in a programme [persons]."""
    served = summed((f"{g}/{l}", n) for (g, l, _), n in told.years[t].of("served").items())
    total = 0.0
    for (p, g), effect in told.data.effects.items():
        if p == q:
            here = sum(told.data.need[g, d, t] for d in told.data.districts)
            total += effect.eligible * (here if effect.level is None else served.get(f"{g}/{effect.level}", 0.0))
    return total
