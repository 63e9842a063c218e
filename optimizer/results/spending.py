"""Where net spending falls: by post, KOSTRA function, centre and project, in parts that add up to the last decimal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from leonplan.models.data import ModelData
from leonplan.models.timing import is_in_life
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.results.cost_of_work import cost_of_work
from leonplan.optimizer.results.money import DAYS
from leonplan.optimizer.results.projects import Schedule
from leonplan.optimizer.results.stored_years import stored_years
from leonplan.optimizer.results.sums import summed
from leonplan.optimizer.results.year import Year
from leonplan.optimizer.schema.account_tables import WholePost
from leonplan.optimizer.schema.instance import Instance

Place = tuple[int | None, str | None, str | None]
"""KOSTRA function, centre and project; none where there is none."""
Part = tuple[tuple[r.Post, Place], float]
"""A post, where it falls, and the amount [kNOK/year]."""

_NOWHERE: Place = (None, None, None)
_UNIT = 1e-9
"""The last decimal of what is stored [kNOK]; less work than this is none [FTE]."""

_ON_LOAN = (r.Post.INTEREST, r.Post.INSTALMENTS)


def spending_rows(
    instance: Instance, data: ModelData, tables: Mapping[str, tuple[r.Row, ...]], projects: Schedule
) -> Iterator[r.Spending]:
    """Every part of every year; tables: all that are decided or given, and the accounts."""
    accounts: dict[int, dict[r.Post, float]] = {}
    for row in tables["money"]:
        if isinstance(row, r.Money):
            accounts.setdefault(row.year, {})[row.post] = row.amount
    for t, year in stored_years(tables, accounts).items():
        source = _Year(instance, data, tables, projects, year)
        yield from (
            r.Spending(t, post, *place, amount)
            for (post, place), amount in _tied(summed(source.parts()), accounts[t]).items()
        )


def _tied(
    parts: Mapping[tuple[r.Post, Place], float], accounts: Mapping[r.Post, float]
) -> dict[tuple[r.Post, Place], float]:
    """Parts in whole last decimals that add up to their posts: what rounding leaves is put on the largest."""
    units = {key: round(amount / _UNIT) for key, amount in parts.items()}
    for post in tuple(r.Post)[: tuple(r.Post).index(r.Post.SPEND)]:
        posts = _ON_LOAN if post is r.Post.CAPITAL_COST else (post,)
        own = [key for key in units if key[0] in posts]
        largest = max(own, key=lambda key: (abs(units[key]), str(key)), default=(posts[0], _NOWHERE))
        units.setdefault(largest, 0)
        units[largest] += round(accounts[post] / _UNIT) - sum(units[key] for key in own)
    return {key: amount * 1.0 / 10**9 for key, amount in units.items() if amount}


@dataclass(frozen=True)
class _Year:
    """One year of a plan."""

    instance: Instance
    data: ModelData
    tables: Mapping[str, tuple[r.Row, ...]]
    projects: Schedule
    year: Year

    def parts(self) -> Iterator[Part]:
        """Everything that the year costs and brings in."""
        yield from self.services()
        yield from self.work()
        yield from self.houses()
        yield from self.travel()
        yield from self.of_projects()

    def function(self, column: str, name: str, group: str | None = None) -> int | None:
        """The function of a level, with or without a group, a programme, a centre, a project or a post."""
        rows = [row for row in self.instance.kostra if getattr(row, column) == name]
        own = [row.function for row in rows if row.group == group]
        return next(iter([*own, *(row.function for row in rows if row.group is None)]), None)

    def at_level(self, l: str, place: str | None, group: str | None = None) -> Place:
        """Where money of a level falls; place: a centre, or a home district."""
        return self.function("level", l, group), None if self.data.levels[l].at_home else place, None

    def services(self) -> Iterator[Part]:
        """Persons, day fees and programmes."""
        for (g, l, s), persons in self.year.of("served").items():
            service, place = self.data.services[g, l], self.at_level(l, s, g)
            yield (r.Post.OTHER_COST, place), service.other_cost * persons
            yield (r.Post.USER_FEES, place), -service.user_fee * persons
            yield (r.Post.STATE_COMPENSATION, place), -service.state_compensation * persons
        waiting = fsum(
            row.persons
            for row in self.tables["unserved"]
            if isinstance(row, r.Unserved)
            and row.year == self.year.year
            and self.data.groups[row.group].discharge_ready
        )
        fee = (self.function("post", WholePost.DISCHARGE_FEE), None, None)
        yield (r.Post.DISCHARGE_FEE, fee), DAYS * self.data.discharge_fee * waiting
        for (q, _, _), persons in self.year.of("participants").items():
            where = (self.function("programme", q), None, None)
            yield (r.Post.PROGRAMMES, where), self.data.programmes[q].cost * persons

    def work(self) -> Iterator[Part]:
        """Pay, agencies and the price of work that nobody does, where the work is."""
        t = self.year.year
        cost = cost_of_work(
            self.data,
            (row for row in self.tables["staff"] if isinstance(row, r.Staff) and row.year == t),
            (row for row in self.tables["covers"] if isinstance(row, r.Covers) and row.year == t),
        )
        places = {k: summed(self.places_of_work(k)) for k in self.data.categories}
        for (post, k), amount in cost.items():
            done = {} if k is None else places[k]
            whole = fsum(done.values())
            if whole <= _UNIT:
                yield (post, _NOWHERE), amount
            else:
                yield from (((post, place), amount * fte / whole) for place, fte in done.items())

    def places_of_work(self, k: str) -> Iterator[tuple[Place, float]]:
        """Work of a category, where it falls [FTE at work]; what programmes save is taken off where it is saved."""
        data = self.data
        for (g, l, s), persons in self.year.of("served").items():
            yield self.at_level(l, s, g), data.fte_per_person.get((g, l, k), 0.0) * persons
        for (c, l), units in self.year.of("open_units").items():
            yield self.at_level(l, c), data.fte_per_unit.get((l, k), 0.0) * units
        for (q, g, _), persons in self.year.of("participants").items():
            where = (self.function("programme", q), None, None)
            yield where, data.programmes[q].fte_per_participant.get(k, 0.0) * persons
            effect = data.effects[q, g]
            if effect.level is not None:
                yield self.at_level(effect.level, None, g), -effect.fte_saved.get(k, 0.0) * persons

    def houses(self) -> Iterator[Part]:
        """Places and units in use, and centres."""
        for (c, l), places in self.year.of("operated").items():
            yield (r.Post.PLACES, self.at_level(l, c)), self.data.levels[l].place_cost * places
        for (c, l), units in self.year.of("open_units").items():
            yield (r.Post.UNITS, self.at_level(l, c)), self.data.levels[l].unit_cost * units
        for c, cost in self.data.centre_cost.items():
            yield (r.Post.CENTRES, (self.function("centre", c), c, None)), cost

    def travel(self) -> Iterator[Part]:
        """Travel to a centre follows the levels at which the group is served there."""
        served = self.year.of("served")
        at_centre = summed(((g, s), n) for (g, l, s), n in served.items() if not self.data.levels[l].at_home)
        for (g, d, c), persons in self.year.of("flow").items():
            cost = 0.0 if self.data.reachable is None else self.data.reachable[d, c][1] * persons
            if not cost:
                continue
            there = [(l, n) for (h, l, s), n in served.items() if (h, s) == (g, c)]
            if not there:
                yield (r.Post.TRAVEL, (None, c, None)), cost
            yield from (((r.Post.TRAVEL, self.at_level(l, c, g)), cost * n / at_centre[g, c]) for l, n in there)

    def of_projects(self) -> Iterator[Part]:
        """Interest, instalments and change of operating cost, each project at its centre."""
        t, loan = self.year.year, self.function("post", WholePost.CAPITAL_COST)
        rows = {row.id: row for row in self.instance.projects}
        for p, change in self.data.projects.items():
            centre = rows[p].centre
            finished = change.operating_change * self.projects.finished(p, t)
            yield (r.Post.OPERATING_CHANGE, (self.function("project", p), centre, p)), finished
        for (p, s), times in self.projects.starts.items():
            project, row = self.data.projects[p], rows[p]
            if not is_in_life(project, s, t):
                continue
            lent = project.cost * times - project.grant_per_place * self.projects.granted.get((p, s), 0.0)
            left = row.life - (t - s - project.lead_time) % row.life
            paid = instalment(self.instance.settings.capital.rate, project.annuity, left)
            place = (loan, row.centre, p)
            yield (r.Post.INTEREST, place), (project.annuity - paid) * lent
            yield (r.Post.INSTALMENTS, place), paid * lent


def instalment(rate: float, annuity: float, left: int) -> float:
    """What is paid back of a krone lent, in a year of a loan with equal amounts a year; the rest of the amount is interest.

    annuity: the amount a year [1/year]; left: years of payment left, the year itself included. What is still owed is what
    those payments are worth, ``annuity (1 - (1 + rate)^-left) / rate``, so that interest is ``annuity (1 - (1 + rate)^-left)``.
    Source: definition of the annuity loan. Two years at 10 % pay 0.576 a year, 0.476 and 0.524 of it back:

    >>> round(instalment(0.1, 1.21 / 2.1, 2), 6), round(instalment(0.1, 1.21 / 2.1, 1), 6)
    (0.47619, 0.52381)
    """
    return annuity / (1 + rate) ** left
