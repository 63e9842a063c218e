"""What is left when the whole decisions are taken: persons, staff and money, as a linear programme in fractions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from fractions import Fraction
from itertools import product

from oracle_contracts import begin_with_persons
from oracle_hand import fix_places, fix_service
from oracle_joint import keep_joint_limits, whole_career
from oracle_kept import keep_decisions, keep_programmes
from oracle_ladder import spend_low
from oracle_need import left_in_need
from oracle_plans import Plan, done_by, exact, falls_due, paid_for
from oracle_sound import count_sound_service, count_unmet_need
from oracle_sums import Sum, total
from oracle_work import share_the_work

from leonplan.models.data import Effect, ModelData

DAYS_IN_YEAR = 365


class Rest:
    """The persons, staff and money of a plan whose whole decisions are taken."""

    def __init__(self, data: ModelData, plan: Plan, goals: set[str]) -> None:
        """goals: those that will be asked for; rules that only they need are left out otherwise."""
        self.data, self.plan, self.asked = data, plan, goals
        self.rows: list[tuple[dict[int, Fraction], Fraction]] = []
        self._unknowns: dict[Hashable, int] = {}
        self.served: defaultdict[tuple[str, str, str, int], Sum] = defaultdict(Sum)
        self.recruits: dict[tuple[str, int], Sum] = {}
        self.empty: dict[tuple[str, str, int], Sum] = {}
        self.travel = Sum()
        self.changes = Sum(sum(sum(row) for row in plan.starts.values()))
        self.above = Sum()
        self.short = Sum()
        self.over = Sum()
        self.unmet = Sum()
        self.below_minimum = Sum()
        self.below_sound = Sum()
        self.spend = Sum()
        self.periods = range(len(data.periods))
        self.costs = [Sum(sum(map(exact, data.centre_cost.values()), Fraction(0))) for _ in self.periods]
        self._persons()
        self._residents()
        self._policies()
        self._staff()
        keep_joint_limits(self)
        spend_low(self)
        self._money()

    def weighted(self, weights: Mapping[str, float]) -> tuple[dict[int, Fraction], Fraction]:
        """Terms and constant of a weighted sum of goals."""
        goals = {
            "shortfall": self.short, "below_minimum": self.below_minimum, "below_sound": self.below_sound,
            "overrun": self.over, "unmet": self.unmet, "above_level": self.above,
            "spend": self.spend, "travel": self.travel, "changes": self.changes,
        }  # fmt: skip
        result = total((goals[name], exact(weight)) for name, weight in weights.items())
        return result.terms, result.constant

    def unknown(self, *name: Hashable) -> Sum:
        """A number that is not negative, the same for the same name."""
        return Sum(0, {self._unknowns.setdefault(name, len(self._unknowns)): Fraction(1)})

    def at_most(self, left: Sum, right: Sum | Fraction | int) -> None:
        """The rule left <= right."""
        right = right if isinstance(right, Sum) else Sum(right)
        difference = total(((left, 1), (right, -1)))
        self.rows.append(({j: x for j, x in difference.terms.items() if x}, -difference.constant))

    def need(self, g: str, d: str, t: int) -> Fraction:
        return exact(self.data.need[g, d, self.data.periods[t].year])

    def length(self, t: int) -> int:
        return self.data.periods[t].length

    def centres_at(self, l: str) -> list[str]:
        return [c for c, level in self.plan.built if level == l]

    def _persons(self) -> None:
        """Each person in need is served somewhere or not; each served takes a place or is at home."""
        data = self.data
        self.come = {key: self._coming(*key) for key in product(data.groups, data.districts, self.periods)}
        self.left: dict[tuple[str, str, int], Sum] = {}
        for (g, d, t), found in self.come.items():
            here = total((persons, 1) for _, _, persons in found)
            gone = total(
                (y, exact(effect.need_reduction)) for effect, y in self.taking_part(g, d, t) if not effect.level
            )
            self.left[g, d, t] = total(((Sum(self.need(g, d, t)), 1), (here, -1), (gone, -1)))
            if found or gone.terms:
                self.at_most(total(((here, 1), (gone, 1))), self.need(g, d, t))
        self._programmes()
        for (c, l), row in self.plan.built.items():
            for t in self.periods:
                size, units = self.plan.sizes.get((c, l)), self.plan.units.get((c, l))
                room = row[t] if size is None or units is None else min(row[t], Fraction(size * units[t]))
                self.at_most(self.in_place(c, l, t), exact(data.levels[l].occupancy) * room)
                begin_with_persons(self, c, l, t)
                fix_places(self, c, l, t, room)
        fix_service(self)
        for g, t in product(data.groups, self.periods):
            count_unmet_need(self, g, t)
            count_sound_service(self, g, t)
        for g in data.groups:
            keep_decisions(self, g)
        for q, g in data.effects:
            keep_programmes(self, q, g)

    def _coming(self, g: str, d: str, t: int) -> list[tuple[str, str | None, Sum]]:
        """(level, centre, persons) of a group and district, counted where they are served."""
        found: list[tuple[str, str | None, Sum]] = []
        for l in (l for h, l in self.data.services if h == g):
            at_home = self.data.levels[l].at_home
            for c in [None] if at_home else self._reached(g, d, l, t):
                persons = self.unknown("served", g, d, l, c, t)
                found.append((l, c, persons))
                self.served[g, l, c or d, t].add(persons)
                self._count(g, d, l, c, t, persons)
        return found

    def _reached(self, g: str, d: str, l: str, t: int) -> list[str | None]:
        reachable = self.data.reachable
        only = self.plan.centre.get((g, d, t))
        return [
            c
            for c in self.centres_at(l)
            if (reachable is None or (d, c) in reachable) and (only is None or only == c) and self.need(g, d, t)
        ]

    def _count(self, g: str, d: str, l: str, c: str | None, t: int, persons: Sum) -> None:
        """What a person served adds to steps, travel and costs."""
        service = self.data.services[g, l]
        minutes, fare = (self.data.reachable or {}).get((d, c or ""), (0.0, 0.0))
        net = exact(service.other_cost) - exact(service.user_fee) - exact(service.state_compensation)
        self.above.add(persons, service.steps_above * self.length(t))
        self.travel.add(persons, exact(minutes) * self.length(t))
        level = self.data.levels[l]
        place = Fraction(0) if level.at_home else exact(level.place_cost) / exact(level.occupancy)
        self.costs[t].add(persons, net + exact(fare) + place)

    def in_place(self, c: str, l: str, t: int) -> Sum:
        return total((self.served[g, l, c, t], 1) for g in self.data.groups if (g, l, c, t) in self.served)

    # programmes

    def taking_part(self, g: str, d: str, t: int) -> list[tuple[Effect, Sum]]:
        year = self.data.periods[t].year
        return [
            (effect, self.unknown("part", q, g, d, t))
            for (q, group), effect in self.data.effects.items()
            if group == g and year >= self.data.programmes[q].first_year
        ]

    def _programmes(self) -> None:
        data = self.data
        for q, programme in data.programmes.items():
            before = Sum(exact(programme.participants))
            for t, period in enumerate(data.periods):
                now = Sum()
                for (p, g), effect in data.effects.items():
                    if p != q:
                        continue
                    for d in data.districts:
                        can = Sum()
                        base = Sum(self.need(g, d, t)) if effect.level is None else self.served[g, effect.level, d, t]
                        can.add(base, exact(effect.eligible))
                        part = self.unknown("part", q, g, d, t) if period.year >= programme.first_year else Sum()
                        self.at_most(part, can)
                        decided = exact(data.decided_participation.get((q, period.year), 0.0))
                        if decided:
                            self.at_most(total(((can, decided),)), part)
                        now.add(part)
                self.at_most(now, total(((before, 1), (Sum(exact(programme.growth_per_year) * period.length), 1))))
                if programme.max_participants is not None:
                    self.at_most(now, exact(programme.max_participants))
                self.costs[t].add(now, exact(programme.cost))
                before = now

    # residents and policies

    def _residents(self) -> None:
        """Residents leave by themselves, or are moved: by projects that say so, or freely where the policy is off."""
        data = self.data
        for g, l in data.services:
            turnover = data.levels[l].turnover
            if data.levels[l].at_home or turnover is None or data.groups[g].one_centre_per_district:
                continue
            for c, t in product(self.centres_at(l), self.periods):
                before = self.served[g, l, c, t - 1] if t else Sum(exact(data.residents.get((g, l, c), 0.0)))
                stay = total(((before, min((1 - exact(turnover)) ** self.length(t), left_in_need(data, g, t))),))
                if stay.terms or stay.constant:
                    self.at_most(stay, total(((self.served[g, l, c, t], 1), (self._moved(g, l, c, t), 1))))
        self._uprooted()

    def _moved(self, g: str, l: str, c: str, t: int) -> Sum:
        free = not self.data.policies.residents_stay
        return self.unknown("moved", g, l, c, t) if free or self._emptied(l, c, t) else Sum()

    def _emptied(self, l: str, c: str, t: int) -> int:
        """Places that projects take away in a period, moving those who live there."""
        starts = self.plan.starts
        return sum(
            -x.change
            * (
                done_by(self.data, starts, x.project, t, x.at_start)
                - (done_by(self.data, starts, x.project, t - 1, x.at_start) if t else 0)
            )
            for x in self.data.place_changes
            if (x.centre, x.level) == (c, l) and x.moves_residents and x.change < 0
        )

    def _uprooted(self) -> None:
        """Whoever is moved lives in places that projects take away, or is uprooted, which the policy forbids."""
        for (c, l), t in product(self.plan.built, self.periods):
            if self.data.levels[l].turnover is None:
                continue
            moved = total((self._moved(g, l, c, t), 1) for g in self.data.groups)
            by_projects = Sum(exact(self.data.levels[l].occupancy) * self._emptied(l, c, t))
            if self.data.policies.residents_stay:
                self.at_most(moved, by_projects)
            else:
                uprooted = self.unknown("uprooted", c, l, t)
                self.at_most(moved, total(((by_projects, 1), (uprooted, 1))))
                self.changes.add(uprooted)

    def _policies(self) -> None:
        policies = self.data.policies
        for (g, _, t), left in self.left.items():
            start = policies.discharge_ready_from
            if self.data.groups[g].discharge_ready and start is not None and self.data.periods[t].year >= start:
                self.at_most(left, 0)
        for d, t in product(self.data.districts, self.periods):
            self._near(d, t)
            self._fair(d, t)

    def _near(self, d: str, t: int) -> None:
        share = self.data.policies.near_share
        if share is None:
            return
        near, everywhere = Sum(), Sum()
        for g, group in self.data.groups.items():
            for _, c, persons in self.come[g, d, t] if group.bound_to_district else ():
                if c is not None:
                    everywhere.add(persons)
                    near.add(persons if (d, c) in self.data.near else Sum())
        self.at_most(total(((everywhere, exact(share)),)), near)

    def _fair(self, d: str, t: int) -> None:
        """The district's share unserved is the municipality's, give or take the tolerance."""
        tolerance = self.data.policies.equity_tolerance
        bound = [g for g, group in self.data.groups.items() if group.bound_to_district]
        here = sum((self.need(g, d, t) for g in bound), Fraction(0))
        everybody = sum((self.need(g, e, t) for g in bound for e in self.data.districts), Fraction(0))
        if tolerance is None or not everybody:
            return
        left = total((self.left[g, d, t], 1) for g in bound)
        mean = total((self.left[g, e, t], here / everybody) for g in bound for e in self.data.districts)
        margin = Sum(exact(tolerance) * here)
        self.at_most(left, total(((mean, 1), (margin, 1))))
        self.at_most(mean, total(((left, 1), (margin, 1))))

    # staff

    def _staff(self) -> None:
        self.employed = {k: self._career(k) for k in self.data.categories}
        rate = self.data.policies.staff_growth
        for t, period in enumerate(self.data.periods if rate is not None and self.employed else ()):
            today = sum((exact(x.employed) for x in self.data.categories.values()), Fraction(0))
            most = today * (1 + exact(rate or 0.0)) ** (period.year - self.data.base_year)
            self.at_most(total((row[t], 1) for row in self.employed.values()), most)
        for (k, category), t in product(self.data.categories.items(), self.periods):
            self.costs[t].add(self.employed[k][t], exact(category.pay))
            if self.asked & {"shortfall", "spend", "overrun"}:
                share_the_work(self, k, t)

    def _career(self, k: str) -> list[Sum]:
        """On the books in each period: year by year some leave and the same number comes."""
        if k in self.plan.employed:
            return [Sum(number) for number in whole_career(self, k)]
        category = self.data.categories[k]
        row, now = [], Sum(exact(category.employed))
        for t in self.periods:
            hired = self.unknown("hired", k, t)
            self.recruits[k, t] = hired
            self.at_most(hired, exact(category.recruitment_limit))
            for _ in range(self.length(t)):
                now = total(((now, 1 - exact(category.leaving)), (hired, 1)))
            row.append(now)
        return row

    # money

    def _money(self) -> None:
        if not self.asked & {"spend", "overrun"}:
            return
        data = self.data
        ready = [g for g, group in data.groups.items() if group.discharge_ready]
        for t, d in product(self.periods, data.districts):
            for g in ready:
                self.costs[t].add(self.left[g, d, t], exact(data.discharge_fee) * DAYS_IN_YEAR)
        for (_, l), units in self.plan.units.items():
            for t in self.periods:
                self.costs[t].add(Sum(units[t]), exact(data.levels[l].unit_cost))
        outlay = self._capital()
        for t, period in enumerate(data.periods):
            self.spend.add(self.costs[t], exact(period.discount))
            if "overrun" in self.asked and data.operating_frame is not None:
                there_is = exact(data.operating_frame[period.year]) + exact(data.transition.get(period.year, 0.0))
                self._exceeded("operating", t, self.costs[t], there_is, period.length)
            if "overrun" in self.asked and data.investment_frame is not None:
                self._exceeded("investment", t, outlay[t], exact(data.investment_frame[period.year]), 1)

    def _exceeded(self, what: str, t: int, amount: Sum, frame: Fraction, weight: int) -> None:
        over = self.unknown("over", what, t)
        self.at_most(amount, total(((Sum(frame), 1), (over, 1))))
        self.over.add(over, weight)

    def _capital(self) -> list[Sum]:
        """Outlay by period; what buildings cost a year, less grants, is added to the costs."""
        data, starts = self.data, self.plan.starts
        outlay = [Sum() for _ in self.periods]
        bound = [Sum() for _ in self.periods]
        for p, project in data.projects.items():
            for t in self.periods:
                running, capital = exact(project.operating_change), exact(project.cost) * exact(project.annuity)
                self.costs[t].add(Sum(running * done_by(data, starts, p, t)))
                self.costs[t].add(Sum(capital * paid_for(data, starts, p, t)))
                for due, share in zip(outlay, falls_due(data, p, t), strict=True):
                    due.add(Sum(exact(project.cost) * starts[p][t] * share))
                self._grant(p, t, outlay, bound)
        if data.policies.grant_binding_years is not None:
            for t in self.periods:
                self.at_most(bound[t], max(Fraction(0), self._growth(t)))
        return outlay

    def _grant(self, p: str, s: int, outlay: list[Sum], bound: list[Sum]) -> None:
        """Places of a project started in a period that get the grant: no more than it adds by itself."""
        project, starts = self.data.projects[p], self.plan.starts[p][s]
        added = sum(
            x.change for x in self.data.place_changes if x.project == p and self.data.levels[x.level].round_the_clock
        )
        finished = self.data.periods[s].year + project.lead_time
        if added <= 0 or not project.grant_per_place or not starts or finished > self.data.periods[-1].year:
            return
        places, grant = self.unknown("granted", p, s), exact(project.grant_per_place)
        self.at_most(places, added * starts)
        for due, share in zip(outlay, falls_due(self.data, p, s), strict=True):
            due.add(places, -grant * share)
        for t, period in enumerate(self.data.periods):
            if period.year >= finished:
                if project.life is None or period.year < finished + project.life:
                    self.costs[t].add(places, -grant * exact(project.annuity))
                if period.year < finished + (self.data.policies.grant_binding_years or 0):
                    bound[t].add(places)

    def _growth(self, t: int) -> Fraction:
        """Round-the-clock places more than today."""
        inside = {key: row[t] for key, row in self.plan.built.items() if self.data.levels[key[1]].round_the_clock}
        return sum((places - exact(self.data.places.get(key, 0.0)) for key, places in inside.items()), Fraction(0))
