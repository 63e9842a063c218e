"""Fits the need rates and the service of the base year of an instance to KOSTRA's counts, with least relative change.

An instance says how many of each group are in need by age, and how many of it are served where, but not how old those are who
are served where: any division that both allow will do. Who waits for a service in the base year is not counted by
KOSTRA, so as many of each group wait as before, and need follows service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import floor, inf
from typing import Any

from leonplan.optimizer.demand.project_demand import project_demand
from leonplan.optimizer.errors import CollisionError, VerificationError
from leonplan.optimizer.municipality.counted import Counted, counted_parts
from leonplan.optimizer.municipality.counts import Counts
from leonplan.optimizer.municipality.make_instance import COUNTED
from leonplan.optimizer.schema.edit import with_row, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES, NeedRate
from leonplan.optimizer.solve.least_change import NO_CHANGE, LeastChange, least_change
from leonplan.optimizer.solve.rows import LinearRow

TOLERANCE = 0.01
"""A count holds if it is met to within this [persons]: what is left by the decimals of a table."""

_DECIMALS = 4
"""Decimals of persons served."""

_RATE_DIGITS = 12
"""Digits of rates."""

_FIRST_LINE = 2
_PLACES = "places of"


@dataclass(frozen=True, slots=True)
class CalibratedNumber:
    """A number that was changed."""

    file: str
    """File of its table."""
    line: int
    """Its line in the file, or row of the sheet, as ``leon`` writes it."""
    column: str
    """Its column."""
    of: str
    """The keys of its row."""
    before: float
    """As it was."""
    after: float
    """As it is now."""
    counts: tuple[str, ...]
    """Items of the counts that asked for it."""


@dataclass(frozen=True)
class Calibration:
    """An instance that agrees with counts."""

    instance: Instance
    """The instance; the same if it agreed."""
    changed: tuple[CalibratedNumber, ...]
    """Every number that was changed, in the order of the tables."""
    counts: Counts
    """What it agrees with."""
    residuals: Mapping[str, float]
    """By item of the counts: persons that the instance has more, by a division by age that its need and service allow."""


def calibrate(instance: Instance, counts: Counts, counts_file: str = "counts") -> Calibration:
    """The instance with need rates and service of the base year such that all counts hold, to ``TOLERANCE``.

    counts_file: name of their file, for messages. Raises InputError if the instance has no base year, or cannot say what
    belongs to a count; CollisionError, naming the counts and the places, if they cannot hold together; VerificationError if the
    instance that was found, with its numbers rounded as files hold them, does not agree when it is asked again.
    """
    counted = counted_parts(instance, counts, counts_file)
    problem = _Problem.of(instance, counts, counted)
    residuals = problem.residuals()
    if residuals is not None:
        return Calibration(instance, (), counts, residuals)
    found = problem.fitted(problem.rows())
    if found is None:
        raise CollisionError(_collision(problem, counts_file))
    names = problem.row_names
    numbers = []
    fitted = instance
    for column, (table, row) in enumerate(problem.places):
        before, after = problem.values[column], float(found.values[column])
        if column not in found.asked or abs(after - before) <= NO_CHANGE * before:
            continue
        name, old, new = _new_number(getattr(instance, table)[row], before, after)
        if new == old:
            continue
        fitted = with_row(fitted, table, row, **{name: new, "source": COUNTED.id})
        because = tuple(dict.fromkeys(names[n] for n in sorted(found.asked[column]) if names[n] in counts.persons))
        of = " ".join(
            str(one) for key in TABLES[table].key if (one := getattr(getattr(instance, table)[row], key)) is not None
        )
        numbers.append(CalibratedNumber(TABLES[table].file, row + _FIRST_LINE, name, of, old, new, because))
    residuals = _Problem.of(fitted, counts, counted).residuals()
    if residuals is None:
        raise VerificationError(
            f"{counts_file}: the fitted numbers do not give these counts when they are added up again"
        )
    return Calibration(_with_source(fitted), tuple(numbers), counts, residuals)


def _new_number(row: Any, before: float, after: float) -> tuple[str, float, float]:
    """Column of a row's number, as it was, and as it becomes when its persons change."""
    if not isinstance(row, NeedRate):
        return "persons", row.persons, floor(after * 10**_DECIMALS + 1e-6) / 10**_DECIMALS
    name = "rate" if row.rate is not None else "stays_per_1000"
    old = getattr(row, name)
    return name, old, float(f"{old * after / before:.{_RATE_DIGITS}g}")


def _with_source(instance: Instance) -> Instance:
    """The instance with the counts among its sources, of its base year."""
    settings = instance.settings
    if any(one.id == COUNTED.id for one in settings.sources):
        return instance
    source = COUNTED.model_copy(update={"year": settings.horizon.base_year})
    return with_settings(instance, sources=(*settings.sources, source))


@dataclass(frozen=True)
class _Problem:
    """Numbers, and what ties them."""

    values: tuple[float, ...]
    """Persons by column: in need by rate, served by row, then who of which age is served where or waits."""
    most: tuple[float, ...]
    """Persons at most by column."""
    places: tuple[tuple[str, int], ...]
    """Table and row of the first columns, those of numbers."""
    ties: tuple[tuple[str, LinearRow], ...]
    """Rows that hold whatever is counted, each with its name."""
    asked: tuple[tuple[str, LinearRow], ...]
    """Counts, each with its name."""

    @property
    def row_names(self) -> tuple[str, ...]:
        """Names of all rows."""
        return tuple(name for name, _ in (*self.ties, *self.asked))

    def rows(self, *, room: float = 0.0, without: frozenset[str] = frozenset()) -> list[LinearRow]:
        """All rows; room: by how much each may be missed [persons]; without: names of those left out."""
        return [
            LinearRow(row.terms, row.lower - room, row.upper + room)
            for name, row in (*self.ties, *self.asked)
            if name not in without
        ]

    def fitted(self, rows: Sequence[LinearRow]) -> LeastChange | None:
        """The numbers changed least so that rows hold; none if they cannot."""
        return least_change(self.values, self.most, range(len(self.places), len(self.values)), rows)

    def residuals(self) -> dict[str, float] | None:
        """By count what the numbers as they are give more, if all hold to ``TOLERANCE``; none if they do not."""
        found = None
        for room in (TOLERANCE, TOLERANCE / 10, TOLERANCE / 100):  # a solution may use all the room that it is given
            held = self.fitted(self.rows(room=room))
            if held is None or held.asked:
                break
            found = {
                name: sum(factor * float(held.values[column]) for column, factor in row.terms.items()) - row.upper
                for name, row in self.asked
            }
        return found

    @classmethod
    def of(cls, instance: Instance, counts: Counts, counted: Mapping[str, Counted]) -> _Problem:
        """The problem of an instance and counts."""
        base = instance.settings.horizon.base_year
        assert base is not None
        need = [_persons(instance, place, base) for place in range(len(instance.needs))]
        served = [row.persons for row in instance.current_service]
        numbers = [("needs", place) for place in range(len(need))] + [
            ("current_service", n) for n in range(len(served))
        ]
        most = [_most(row, persons) for row, persons in zip(instance.needs, need, strict=True)] + [inf] * len(served)
        total: defaultdict[str, float] = defaultdict(float)
        for (group, _, _), persons in project_demand(instance, (base,)).need.items():
            total[group] += persons
        by_rate: defaultdict[str, dict[str | None, int]] = defaultdict(dict)
        for place, row in enumerate(instance.needs):
            by_rate[row.group][row.age_band] = place
        values, ties = [*need, *served], list[tuple[str, LinearRow]]()
        terms = defaultdict[str, dict[int, float]](dict)
        for group in dict.fromkeys([*by_rate, *(row.group for row in instance.current_service)]):
            own = [len(need) + n for n, row in enumerate(instance.current_service) if row.group == group]
            fixed = max(0.0, total[group] - sum(need[place] for place in by_rate[group].values()))
            ages: list[str | None] = [*by_rate[group], *([None] if fixed > TOLERANCE else [])]
            waiting = max(0.0, total[group] - sum(values[column] for column in own))
            at = {key: len(values) + n for n, key in enumerate(product([*own, None], ages))}
            values += [0.0] * len(at)
            for column in own:
                of_row = {at[column, age]: 1.0 for age in ages}
                ties.append((f"{group}, by age", _equal({**of_row, column: -1.0}, 0.0)))
            for age in ages:
                of_age = {at[column, age]: 1.0 for column in (*own, None)}
                known = {} if age is None else {by_rate[group][age]: -1.0}
                amount = fixed if age is None else 0.0
                ties.append((f"{group}, by service", _equal({**of_age, **known}, amount)))
            ties.append((f"{group}, waiting", _equal({at[None, age]: 1.0 for age in ages}, waiting)))
            for name, part in counted.items():
                for column in own:
                    if part.counts(instance.current_service[column - len(need)]):
                        terms[name] |= {at[column, age]: 1.0 for age in ages if part.ages is None or age in part.ages}
        ties += _places(instance, len(need))
        asked = [(name, _equal(terms[name], counts.persons[name])) for name in counted]
        most += [inf] * (len(values) - len(most))
        return cls(tuple(values), tuple(most), tuple(numbers), tuple(ties), tuple(asked))


def _persons(instance: Instance, place: int, base: int) -> float:
    """Persons in need in the base year by one rate alone."""
    alone = instance.model_copy(update={"needs": (instance.needs[place],), "fixed_needs": ()})
    return sum(project_demand(alone, (base,)).need.values())


def _most(row: NeedRate, persons: float) -> float:
    """Persons in need at most: all inhabitants, as far as a rate says how many they are."""
    return persons / row.rate if row.rate else inf


def _places(instance: Instance, first: int) -> list[tuple[str, LinearRow]]:
    """That no more are served at a centre and level than its places hold; first: column of the first row of service."""
    occupancy = {level.id: level.occupancy for level in instance.settings.levels if not level.at_home}
    hold: defaultdict[tuple[str | None, str], float] = defaultdict(float)
    for row in instance.places:
        if row.level in occupancy:
            hold[row.centre, row.level] += row.places * row.availability * occupancy[row.level]
    found = []
    for (centre, level), persons in hold.items():
        columns = [
            n for n, row in enumerate(instance.current_service, first) if (row.centre, row.level) == (centre, level)
        ]
        if columns:
            row_of_places = LinearRow(dict.fromkeys(columns, 1.0), -inf, persons)
            found.append((f"{_PLACES} '{level}' at '{centre}', which hold {persons:g}", row_of_places))
    return found


def _equal(terms: dict[int, float], amount: float) -> LinearRow:
    return LinearRow(terms, amount, amount)


def _collision(problem: _Problem, file: str) -> str:
    """Which counts and places cannot hold together: each of those told is needed for it."""
    counts = {name: row.upper for name, row in problem.asked}
    told = [*counts, *(name for name, _ in problem.ties if name.startswith(_PLACES))]
    left_out: frozenset[str] = frozenset()
    for name in told:
        if problem.fitted(problem.rows(without=left_out | {name})) is None:
            left_out |= {name}
    lines = [f"- {name} {counts[name]:g}" if name in counts else f"- {name}" for name in told if name not in left_out]
    listed = "\n".join(lines)
    return (
        f"{file}: these cannot hold together, whatever the rates and the service of the base year are:\n{listed}\n"
        "correct one of them, or leave a count out; where places are too few, write how many there are in places.csv"
    )
