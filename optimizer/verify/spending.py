"""Where net spending falls: every part, worked out again from the stored decisions, and that parts add up exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from leonplan.optimizer.verify.case import Case
from leonplan.optimizer.verify.exact import ZERO, exact, total
from leonplan.optimizer.verify.staff import number

RULE = "spending_falls_where_it_is_stated"

Place = tuple[str, str, str]
"""Function, centre and project, as stored: blank where there is none."""
Part = tuple[str, Place, Fraction]

_NO_WORK = Fraction(1, 10**9)
"""Less work than this is none [FTE]: what is stored has nine decimals."""

_LOAN = ("interest", "instalments")

_EXACT = Fraction(2**53, 10**9)
"""Amounts below this are stored to the ninth decimal [kNOK]: nine milliard kroner; a float holds no more of larger ones."""

_LAST_PLACE = Fraction(1, 2**52)
"""Share of a larger amount that its last stored digit may be."""


def check_spending(case: Case) -> None:
    """Every part is what it should be, and the parts of a post are the post to the last decimal."""
    for t in case.facts.years:
        found: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
        for post, place, amount in _Spending(case, t).parts():
            found[post, *place] += amount
        stored, accounts = case.rows("spending", t), case.rows("money", t)
        among = max((abs(amount) for amount in accounts.values()), default=ZERO)
        for key in found.keys() | stored.keys():
            case.ledger.equal(RULE, stored.get(key, ZERO), found.get(key, ZERO), t, *key, among=among)
        sums: dict[str, Fraction] = defaultdict(Fraction)
        for key, amount in stored.items():
            sums["capital_cost" if key[0] in _LOAN else key[0]] += amount
        rounding = ZERO if among < _EXACT else among * len(stored) * _LAST_PLACE
        for post, amount in sums.items():
            if abs(amount - accounts.get(post, ZERO)) > rounding:
                case.ledger.fails("spending_adds_up", t, post)
        if abs(total(sums.values()) - accounts.get("spend", ZERO)) > rounding:
            case.ledger.fails("spending_adds_up", t, "spend")


class _Spending:
    """One year of a plan."""

    def __init__(self, case: Case, t: int) -> None:
        self.case, self.facts, self.t = case, case.facts, t
        self.functions: dict[tuple[str | None, ...], str] = {
            (row.level, row.group, row.programme, row.centre, row.project, row.post): str(row.function)
            for row in case.facts.instance.kostra
        }

    def parts(self) -> Iterator[Part]:
        """All that the year costs and brings in."""
        yield from self.people()
        yield from self.staff()
        yield from self.houses()
        yield from self.projects()

    def level(self, l: str, place: str, g: str | None = None) -> Place:
        """Where money of a group at a level falls."""
        own = self.functions.get((l, g, None, None, None, None))
        function = self.functions.get((l, None, None, None, None, None), "") if own is None else own
        return function, "" if self.facts.levels[l].at_home else place, ""

    def programme(self, q: str) -> Place:
        """Where a programme's money falls."""
        return self.functions.get((None, None, q, None, None, None), ""), "", ""

    def people(self) -> Iterator[Part]:
        """What persons cost and pay, day fees, programmes and travel."""
        served = self.case.rows("served", self.t)
        for (g, l, s), persons in served.items():
            service = self.facts.services.get((g, l))
            if service is not None:
                place = self.level(l, s, g)
                yield "other_cost", place, exact(service.other_cost) * persons
                yield "user_fees", place, -exact(service.user_fee) * persons
                yield "state_compensation", place, -exact(service.state_compensation) * persons
        fee = self.facts.instance.settings.discharge_fee
        for (g, _), persons in self.case.rows("unserved", self.t).items():
            if fee is not None and self.facts.groups[g].discharge_ready:
                function = self.functions.get((None, None, None, None, None, "discharge_fee"), "")
                yield "discharge_fee", (function, "", ""), 365 * exact(fee.per_day) * persons
        for (q, _, _), persons in self.case.rows("participants", self.t).items():
            yield "programmes", self.programme(q), exact(self.facts.programmes[q].cost) * persons
        yield from self.travel()

    def travel(self) -> Iterator[Part]:
        """Cost of those who come to a centre, spread over the levels at which their group is served there."""
        at: dict[tuple[str, str], list[tuple[str, Fraction]]] = defaultdict(list)
        for (g, l, s), persons in self.case.rows("served", self.t).items():
            if not self.facts.levels[l].at_home:
                at[g, s].append((l, persons))
        for (g, d, c), persons in self.case.rows("flow", self.t).items():
            cost = (self.facts.travel or {}).get((d, c), (ZERO, ZERO))[1] * persons
            whole = total(n for _, n in at[g, c])
            if whole:
                yield from (("travel", self.level(l, c, g), cost * n / whole) for l, n in at[g, c])
            else:
                yield "travel", ("", c, ""), cost

    def staff(self) -> Iterator[Part]:
        """Pay and agencies follow the time that work takes, and with the price of what is left the places of the work."""
        covers = self.case.rows("covers", self.t)
        work = self.work()
        for k, category in self.facts.staff.items():
            time = total(row["time"] for (j, _), row in covers.items() if j == k)
            amounts = {
                "pay": exact(category.pay) * number(self.case, self.t, k, "employed"),
                "agency": exact(category.agency_cost) * number(self.case, self.t, k, "agency"),
            }
            for post, amount in amounts.items():
                if not time:
                    yield post, ("", "", ""), amount
                for (j, w), row in covers.items():
                    if j == k and row["time"]:
                        yield from _spread(post, amount * row["time"] / time, work[w])
            left = self.facts.unfilled_cost[k] * number(self.case, self.t, k, "shortfall")
            yield from _spread("unfilled", left, work[k])

    def work(self) -> dict[str, dict[Place, Fraction]]:
        """Work by category and place [FTE at work]."""
        facts, found = self.facts, {k: defaultdict[Place, Fraction](Fraction) for k in self.facts.staff}
        for (g, l, s), persons in self.case.rows("served", self.t).items():
            for k, norm in facts.work_per_person.get((g, l), ()):
                found[k][self.level(l, s, g)] += norm * persons
        for (c, l), row in self.case.rows("places", self.t).items():
            for k, norm in facts.work_per_unit.get(l, ()):
                found[k][self.level(l, c)] += norm * (row["open_units"] or ZERO)
        for (q, g, _), persons in self.case.rows("participants", self.t).items():
            for k, norm in facts.work_per_participant.get(q, ()):
                found[k][self.programme(q)] += norm * persons
            effect = facts.effects.get((q, g))
            if effect is not None and effect.level is not None:
                for k, norm in facts.work_per_person.get((g, effect.level), ()):
                    saved = exact(effect.hours_reduction) * norm * persons
                    found[k][self.level(effect.level, "", g)] -= saved
        return {k: dict(places) for k, places in found.items()}

    def houses(self) -> Iterator[Part]:
        """Places and units in use, and centres."""
        for (c, l), row in self.case.rows("places", self.t).items():
            level = self.facts.levels[l]
            yield "places", self.level(l, c), exact(level.place_cost) * row["operated"]
            yield "units", self.level(l, c), exact(level.unit_cost) * (row["open_units"] or ZERO)
        for c, centre in self.facts.centres.items():
            function = self.functions.get((None, None, None, c, None, None), "")
            yield "centres", (function, c, ""), exact(centre.fixed_cost)

    def projects(self) -> Iterator[Part]:
        """Change of operation, and what is paid on what is lent: interest on what is owed, the rest is paid back."""
        rate = exact(self.facts.instance.settings.capital.rate)
        for p, project in self.facts.projects.items():
            function = self.functions.get((None, None, None, None, p, None), "")
            change = exact(project.operating_change) * self.case.finished(p, self.t)
            yield "operating_change", (function, project.centre, p), change
            for s, times, granted in self.case.starts(p):
                if not self.facts.is_written_off(p, s, self.t):
                    continue
                lent = exact(project.cost) * times - exact(project.grant_per_place) * granted
                paid, owed = self.facts.annuity[p], Fraction(1)
                for _ in range((self.t - s - project.lead_time) % project.life):
                    owed -= paid - rate * owed
                place = (self.functions.get((None, None, None, None, None, "capital_cost"), ""), project.centre, p)
                yield "interest", place, rate * owed * lent
                yield "instalments", place, (paid - rate * owed) * lent


def _spread(post: str, amount: Fraction, work: dict[Place, Fraction]) -> Iterator[Part]:
    """An amount spread over places by the work there; over none where there is no work."""
    whole = total(work.values())
    if whole <= _NO_WORK:
        yield post, ("", "", ""), amount
    else:
        yield from ((post, place, amount * fte / whole) for place, fte in work.items())
