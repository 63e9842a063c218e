"""When projects start and are finished, and the places there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from leonplan.models.data import ModelData, PlaceChange
from leonplan.models.timing import is_in_life
from leonplan.optimizer.results.year import Year


@dataclass(frozen=True, slots=True)
class Schedule:
    """Projects over all decided years."""

    data: ModelData
    starts: dict[tuple[str, int], int]
    """How often a project starts in a period [times]; zeros left out."""
    granted: dict[tuple[str, int], float]
    """Places that get the grant, by project and period of its start [places]."""

    def started(self, p: str, t: int) -> int:
        """How often a project has been started by a period [times]."""
        return sum(n for (q, s), n in self.starts.items() if q == p and s <= t)

    def finished(self, p: str, t: int) -> int:
        """How often a project has been finished by a period: its lead time has passed [times]."""
        return self.started(p, t - self.data.projects[p].lead_time)

    def built(self, c: str, l: str, t: int) -> float:
        """Places there are [places]."""
        changes = (x for x in self.data.place_changes if (x.centre, x.level) == (c, l))
        return self.data.places.get((c, l), 0.0) + sum(x.change * self._taken_effect(x, t) for x in changes)

    def emptied(self, c: str, l: str, t: int) -> float:
        """Places that projects have removed, their residents moved on [places]."""
        return sum(
            -x.change * self._taken_effect(x, t)
            for x in self.data.place_changes
            if (x.centre, x.level) == (c, l) and x.moves_residents and x.change < 0
        )

    def _taken_effect(self, x: PlaceChange, t: int) -> int:
        """How often a change of places has taken effect [times]."""
        return self.started(x.project, t) if x.at_start else self.finished(x.project, t)

    def written_off(self, p: str, t: int) -> int:
        """How often a project is finished and, its life not over, still being written off in a period [times]."""
        project = self.data.projects[p]
        return sum(n for (q, s), n in self.starts.items() if q == p and is_in_life(project, s, t))

    def granted_in(self, p: str, t: int) -> float:
        """Places with a grant of a project's parts that are still being written off [places]."""
        project = self.data.projects[p]
        return sum(places for (q, s), places in self.granted.items() if q == p and is_in_life(project, s, t))


def schedule(data: ModelData, years: Iterable[Year]) -> Schedule:
    """The projects of the years decided, in order of time."""
    starts: dict[tuple[str, int], int] = {}
    granted: dict[tuple[str, int], float] = {}
    before: dict[str, int] = {}
    for year in years:
        for p in data.projects:
            started = round(year.of("started").get(p, 0))
            if started != before.get(p, 0):
                starts[p, year.year] = started - before.get(p, 0)
            before[p] = started
            if year.of("granted").get(p):
                granted[p, year.year] = year.of("granted")[p]
    return Schedule(data, starts, granted)
