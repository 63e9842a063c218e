"""What an instance says, in exact numbers, ready to be asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.project_tables import Programme, ProgrammeEffect, Project, ProjectPlaces
from leonplan.optimizer.schema.settings import Group, Level, StaffCategory
from leonplan.optimizer.schema.tables import Centre, Service
from leonplan.optimizer.verify.exact import ONE, ZERO, between, exact


@dataclass(frozen=True)
class Facts:
    """An instance in exact numbers; nothing is taken from the plan."""

    instance: Instance

    @cached_property
    def base(self) -> int:
        """The year before the first decided period."""
        horizon = self.instance.settings.horizon
        return horizon.periods[0] - 1 if horizon.base_year is None else horizon.base_year

    @cached_property
    def decided(self) -> tuple[int, ...]:
        """The decided periods."""
        return tuple(t for t in self.instance.settings.horizon.periods if t > self.base)

    @cached_property
    def given(self) -> tuple[int, ...]:
        """The base year, if it is given."""
        return () if self.instance.settings.horizon.base_year is None else (self.base,)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year that the tables have."""
        return self.given + self.decided

    @cached_property
    def before(self) -> dict[int, int]:
        """The year before each decided period: the decided period before it, or the base year."""
        return dict(zip(self.decided, (self.base, *self.decided[:-1]), strict=True))

    @cached_property
    def length(self) -> dict[int, int]:
        """Years that each decided period stands for [years]."""
        return {t: t - before for t, before in self.before.items()}

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """Home districts."""
        return tuple(row.id for row in self.instance.districts)

    @cached_property
    def centres(self) -> dict[str, Centre]:
        """Centres by id."""
        return {row.id: row for row in self.instance.centres}

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Need groups by id."""
        return {row.id: row for row in self.instance.settings.groups}

    @cached_property
    def severity(self) -> dict[str, Fraction]:
        """What a person-year of unmet need weighs, by group, under the weighting that is chosen."""
        name = self.instance.settings.weighting
        if name == "breadth_first":
            return dict.fromkeys(self.groups, ONE)
        costs = [exact(group.normal_cost) for group in self.groups.values() if group.normal_cost is not None]
        found = {}
        for g, group in self.groups.items():
            serious = exact(group.seriousness)
            if group.severity is not None:
                per_krone, cost = exact(group.severity) / serious, ONE
            else:
                per_krone, cost = ONE, (ONE if group.normal_cost is None else exact(group.normal_cost) / min(costs))
            below = {other.seriousness for other in self.groups.values() if other.seriousness < group.seriousness}
            found[g] = per_krone * cost * (serious if name == "benefit_per_krone" else Fraction(4) ** len(below))
        return found

    @cached_property
    def levels(self) -> dict[str, Level]:
        """Service levels by id."""
        return {row.id: row for row in self.instance.settings.levels}

    @cached_property
    def staff(self) -> dict[str, StaffCategory]:
        """Staff categories by id."""
        return {row.id: row for row in self.instance.settings.staff}

    @cached_property
    def shifts(self) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
        """Greatest share of another category's work, and hours for an hour of it, by (category, whose work it is)."""
        return {(x.category, x.work_of): (exact(x.max_share), exact(x.hours)) for x in self.instance.task_shifting}

    @cached_property
    def unfilled_cost(self) -> dict[str, Fraction]:
        """Cost of work that nobody can be found for, by category: pay for the time at work, or agencies where dearer."""
        return {k: max(exact(x.pay) / (1 - exact(x.absence)), exact(x.agency_cost)) for k, x in self.staff.items()}

    @cached_property
    def services(self) -> dict[tuple[str, str], Service]:
        """Services by (group, level)."""
        return {(row.group, row.level): row for row in self.instance.services}

    @cached_property
    def steps_above(self) -> dict[tuple[str, str], int]:
        """Steps above the lowest effective level by (group, level)."""
        return {
            (g, l): max(0, self.levels[l].step - self.levels[self.groups[g].lowest_level].step)
            for g, l in self.services
        }

    @cached_property
    def projects(self) -> dict[str, Project]:
        """Projects by id."""
        return {row.id: row for row in self.instance.projects}

    def windows(self, p: str) -> tuple[int, ...]:
        """Periods in which a project may start: those named by a year of its window, or else the one the window lies in."""
        project = self.projects[p]
        first = self.base + 1 if project.earliest is None else project.earliest
        last = self.decided[-1] if project.latest is None else project.latest
        named = tuple(t for t in self.decided if first <= t <= last)
        return named or tuple(t for t in self.decided if self.before[t] < last and first <= last < t)[:1]

    def is_late(self, p: str, t: int) -> bool:
        """Whether a project started in a period is ready only after the last one."""
        return t + self.projects[p].lead_time > self.decided[-1]

    def may_be_late(self, p: str, t: int) -> bool:
        """Whether a project's start in a period is decided, or the project is and it cannot be ready within the horizon."""
        for row in self.instance.decisions:
            least = row.at_least if row.at_least is not None or row.at_most is not None else 1.0
            if row.project == p and self.before[t] < row.year <= t and (least or 0.0) >= 1:
                return True
        return self.projects[p].decided and all(self.is_late(p, s) for s in self.windows(p))

    def is_asked_for(self, p: str) -> bool:
        """Whether a project is decided, started by hand in some year, or required by another."""
        by_hand = [row for row in self.instance.decisions if row.project == p]
        least = [1.0 if row.at_least is None and row.at_most is None else row.at_least or 0.0 for row in by_hand]
        required = any(p in row.requires for row in self.projects.values())
        return self.projects[p].decided or required or any(number >= 1 for number in least)

    def is_written_off(self, p: str, s: int, t: int) -> bool:
        """Whether capital cost of a project started in a period is paid in another: ready, and its life not over."""
        project = self.projects[p]
        ready = s + project.lead_time
        return ready <= t and (project.renewed or t < ready + project.life)

    def outlay_share(self, p: str, s: int, t: int) -> Fraction:
        """Share of the outlay of a project started in a period that falls in the years of another."""
        project = self.projects[p]
        if project.outlay:
            shares = [exact(share) for share in project.outlay]
        elif self.instance.settings.capital.outlay == "over_building" and project.lead_time > 1:
            shares = [Fraction(1, project.lead_time)] * project.lead_time
        else:
            shares = [ONE]
        return sum((share for year, share in enumerate(shares, s) if self.before[t] < year <= t), ZERO)

    @cached_property
    def changes(self) -> dict[tuple[str, str], list[ProjectPlaces]]:
        """Changes of places by (centre, level)."""
        found: dict[tuple[str, str], list[ProjectPlaces]] = defaultdict(list)
        for row in self.instance.project_places:
            found[row.centre, row.level].append(row)
        return dict(found)

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """Programmes by id."""
        return {row.id: row for row in self.instance.programmes}

    @cached_property
    def effects(self) -> dict[tuple[str, str], ProgrammeEffect]:
        """Effects by (programme, group)."""
        return {(row.programme, row.group): row for row in self.instance.programme_effects}

    @cached_property
    def places(self) -> dict[tuple[str, str], Fraction]:
        """Places today by (centre, level), as many as are run through the week [places]."""
        return {(row.centre, row.level): row.places * exact(row.availability) for row in self.instance.places}

    @cached_property
    def unit_size(self) -> dict[tuple[str, str], int]:
        """Places in a unit by (centre, level) where places are run in units: of the house, or else of the level [places]."""
        found: dict[tuple[str, str], int] = {}
        for c, l in self.offered:
            here = [row for row in self.instance.places if (row.centre, row.level) == (c, l)]
            stated = [row.unit_size for row in (*here, *self.changes.get((c, l), ())) if row.unit_size]
            size = stated[0] if stated else self.levels[l].unit_size
            if size:
                found[c, l] = size
        return found

    @cached_property
    def offered(self) -> set[tuple[str, str]]:
        """(centre, level) where there are places or can come some."""
        coming = {key for key, rows in self.changes.items() if any(row.change > 0 for row in rows)}
        return coming | {key for key, places in self.places.items() if places > 0}

    @cached_property
    def centres_for(self) -> dict[str, set[str]]:
        """Centres at which some level in places serves a group, by group."""
        return {
            g: {c for c, l in self.offered if (g, l) in self.services and not self.levels[l].at_home}
            for g in self.groups
        }

    @cached_property
    def travel(self) -> dict[tuple[str, str], tuple[Fraction, Fraction]] | None:
        """Minutes and cost by (district, centre); none: every centre can be used at no time and cost."""
        rows = {(row.district, row.centre): (exact(row.minutes), exact(row.cost)) for row in self.instance.travel}
        return rows or None

    def is_near(self, d: str, c: str) -> bool:
        """Whether a centre lies in the home district or within the minutes that count as near."""
        reach = exact(self.instance.settings.policies.proximity.minutes)
        within = self.travel is not None and (d, c) in self.travel and self.travel[d, c][0] <= reach
        return within or self.centres[c].district == d

    @cached_property
    def work_per_person(self) -> dict[tuple[str, str], list[tuple[str, Fraction]]]:
        """(Category, FTE per person) by (group, level): the group's own norm, else the level's."""
        norms = {(row.group, row.level, row.category): exact(row.fte_per_person) for row in self.instance.staffing}
        found: dict[tuple[str, str], list[tuple[str, Fraction]]] = {}
        for g, l in self.services:
            rows = ((k, norms.get((g, l, k), norms.get((None, l, k), ZERO))) for k in self.staff)
            found[g, l] = [(k, norm) for k, norm in rows if norm]
        return found

    @cached_property
    def work_per_unit(self) -> dict[str, list[tuple[str, Fraction]]]:
        """(Category, FTE per open unit) by level."""
        found: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
        for row in self.instance.staffing:
            if row.fte_per_unit:
                found[row.level].append((row.category, exact(row.fte_per_unit)))
        return found

    @cached_property
    def work_per_participant(self) -> dict[str, list[tuple[str, Fraction]]]:
        """(Category, FTE per participant) by programme."""
        found: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
        for row in self.instance.programme_staff:
            found[row.programme].append((row.category, exact(row.fte_per_participant)))
        return found

    @cached_property
    def frame(self) -> dict[int, Fraction] | None:
        """Operating frame by year [kNOK/year]; none if money is not limited."""
        points = {row.year: exact(row.operating) for row in self.instance.frames}
        return {t: between(points, t) for t in self.years} if points else None

    @cached_property
    def transition(self) -> dict[int, Fraction] | None:
        """Money on top of the operating frame by year [kNOK/year]; none if no year has any."""
        points = {row.year: exact(row.transition) for row in self.instance.frames}
        return {t: between(points, t) for t in self.years} if any(points.values()) else None

    @cached_property
    def investment_frame(self) -> dict[int, Fraction]:
        """Investment frame by decided period: that of every year it stands for [kNOK]."""
        found = dict.fromkeys(self.decided, ZERO)
        for row in self.instance.frames:
            for t in self.decided:
                if self.before[t] < row.year <= t:
                    found[t] += exact(row.investment)
        return found

    @cached_property
    def annuity(self) -> dict[str, Fraction]:
        """Yearly interest and depreciation of a krone, by project [1/year]."""
        rate = exact(self.instance.settings.capital.rate)
        return {
            p: rate / (1 - (1 + rate) ** -project.life) if rate else Fraction(1, project.life)
            for p, project in self.projects.items()
        }

    @cached_property
    def present(self) -> dict[int, Fraction]:
        """Present value of a krone a year through each decided period [years]."""
        rate = exact(self.instance.settings.capital.discount_rate)
        return {t: self.length[t] / (1 + rate) ** (t - self.base) for t in self.decided}

    def staying(self, leaving: float, t: int) -> Fraction:
        """Share of those there before a period who are there at its end."""
        return (ONE - exact(leaving)) ** self.length[t]
