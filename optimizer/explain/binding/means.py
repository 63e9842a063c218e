"""What binds of means: money, staff, recruitment, agencies and competence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leonplan.optimizer.explain.binding.decided_years import DecidedYears
from leonplan.optimizer.explain.binding.look import Look, looks_at
from leonplan.optimizer.explain.binding.row import TINY, Binding
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.work import competence_wanted, competent_work

AT_WORK = "FTE at work"


@looks_at("nobody_works_twice", "staff_grow_by_recruitment", "staff_cover_the_work")
def staff(view: DecidedYears) -> Iterator[Binding]:
    """Categories at work all the time there is, recruited or hired in to the limit, or short."""
    covers = view.decided_rows(r.Covers)
    work = {(row.category, row.year): row.work - row.shortfall for row in view.decided_rows(r.Staff)}
    for row in view.decided_rows(r.Staff):
        k, category = row.category, view.data.categories[row.category]
        name = view.names.staff[k]
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
    """Time in which a category does work that would be left undone without it [FTE at work].

    Work may be covered by more than it needs, as cover beyond the work costs nothing: what exceeds it is not needed.
    """
    here = [x for x in covers if x.year == year]
    needed = 0.0
    for x in here:
        if x.category == category:
            beyond = sum(one.fte for one in here if one.work_of == x.work_of) - work[x.work_of, year]
            needed += max(0.0, x.fte - max(0.0, beyond)) * (x.time / x.fte if x.fte else 1.0)
    return needed


@looks_at("tasks_are_shifted_in_part")
def task_shifting(view: DecidedYears) -> Iterator[Binding]:
    """Categories that do as much of another's work as they may."""
    covers = {(x.category, x.work_of, x.year): x.fte for x in view.decided_rows(r.Covers)}
    for row in view.decided_rows(r.Staff):
        for (k, w), shift in view.data.shifts.items():
            most = shift.max_share * row.work
            if w == row.category and most > TINY:
                name = f"{view.names.staff[k]}, of the work of {view.names.staff[w]}"
                done = covers.get((k, w, row.year), 0.0)
                yield Binding("tasks_are_shifted_in_part", f"{k}/{w}", name, "", "", row.year, done, most, AT_WORK)


@looks_at("competence_is_secured")
def competence(view: DecidedYears) -> Iterator[Binding]:
    """Competence floors met with nothing to spare, or not met."""
    for t, year in view.choices.items():
        covers = {(x.category, x.work_of): x.fte for x in view.decided_rows(r.Covers) if x.year == t}
        for k, wanted in sorted(competence_wanted(view.data, year).items()):
            if wanted > TINY:
                done = competent_work(view.data, covers, k)
                yield Binding("competence_is_secured", k, view.names.staff[k], "", "", t, wanted, done, AT_WORK)


@looks_at("staff_growth_is_limited")
def growth(view: DecidedYears) -> Iterator[Binding]:
    """The policy on the growth of all staff together."""
    rate = view.data.policies.staff_growth
    if rate is None:
        return
    start = sum(category.employed for category in view.data.categories.values())
    for t in view.decided:
        employed = sum(row.employed for row in view.decided_rows(r.Staff) if row.year == t)
        most = start * (1 + rate) ** (t - view.data.base_year)
        yield Binding("staff_growth_is_limited", "", "all staff", "", "", t, employed, most, "FTE")


@looks_at("spend_within_frame", "invest_within_frame")
def money(view: DecidedYears) -> Iterator[Binding]:
    """The operating and the investment frame used up."""
    amounts = {(row.year, row.post): row.amount for row in view.decided_rows(r.Money)}
    for t in view.decided:
        if (t, r.Post.FRAME) in amounts:
            spend = amounts[t, r.Post.SPEND]
            frame = amounts[t, r.Post.FRAME] + amounts.get((t, r.Post.TRANSITION), 0.0)
            yield Binding("spend_within_frame", "", "operating frame", "", "", t, spend, frame, "kNOK/year")
        outlay = amounts.get((t, r.Post.OUTLAY), 0.0) + amounts.get((t, r.Post.GRANTS), 0.0)
        if outlay > TINY and (t, r.Post.INVESTMENT_FRAME) in amounts:
            frame = amounts[t, r.Post.INVESTMENT_FRAME]
            yield Binding("invest_within_frame", "", "investment frame", "", "", t, outlay, frame, "kNOK in the period")


LOOKS: tuple[Look, ...] = (money, staff, task_shifting, competence, growth)
