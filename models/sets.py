"""Which combinations exist: only admissible ones become variables (served_only_where_offered)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from leonplan.models.data import ModelData, PlaceChange

ANYWHERE = "anywhere"
"""Where people are served when the model forgets places: one district, one centre."""

K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """Values by key, in the order met."""
    found: dict[K, dict[V, None]] = defaultdict(dict)
    for key, value in pairs:
        found[key][value] = None
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True)
class IndexSets:
    """The index sets of the model, derived from the data and nothing else."""

    data: ModelData

    @cached_property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """(centre, level) where places exist or can come."""
        now = {key for key, places in self.data.places.items() if places > 0}
        can_come = {(change.centre, change.level) for change in self.data.place_changes if change.change > 0}
        some = now | can_come
        return tuple((c, l) for c in self.data.centres for l in self.data.levels if (c, l) in some)

    @cached_property
    def centres_offering(self) -> dict[str, tuple[str, ...]]:
        """Where persons can be served by level in places: the centres, or anywhere when places are forgotten."""
        return _grouped((level, self.place_of(centre, level)) for centre, level in self.offered)

    def place_of(self, centre: str, level: str) -> str:
        """A centre as the index of those served there; where places are forgotten, anywhere unless residents may be moved."""
        return centre if self.data.located or self.may_move(centre, level) else ANYWHERE

    def may_move(self, centre: str, level: str) -> bool:
        """Whether residents may be moved out: the policy is off, or a project that removes the places moves them."""
        if self.data.levels[level].turnover is None:
            return False
        return not self.data.policies.residents_stay or (centre, level) in self._emptied

    @cached_property
    def _emptied(self) -> frozenset[tuple[str, str]]:
        """(centre, level) whose residents some project moves."""
        return frozenset((x.centre, x.level) for x in self.data.place_changes if x.moves_residents and x.change < 0)

    @cached_property
    def houses(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Centres behind a place of service, by (level, place): the centre itself, or all when places are forgotten."""
        return _grouped(((level, self.place_of(centre, level)), centre) for centre, level in self.offered)

    def where(self, level: str) -> tuple[str, ...]:
        """Where a level is given: in home districts, or at the places that offer it."""
        return self.data.districts if self.data.levels[level].at_home else self.centres_offering.get(level, ())

    @cached_property
    def levels_of(self) -> dict[str, tuple[str, ...]]:
        """Admissible levels by group, in order of step."""
        order = list(self.data.levels)
        pairs = sorted(self.data.services, key=lambda pair: order.index(pair[1]))
        return _grouped(pairs)

    @cached_property
    def home_levels_of(self) -> dict[str, tuple[str, ...]]:
        """Admissible levels at home by group."""
        return {g: tuple(l for l in ls if self.data.levels[l].at_home) for g, ls in self.levels_of.items()}

    @cached_property
    def place_levels_of(self) -> dict[str, tuple[str, ...]]:
        """Admissible levels in places by group."""
        return {g: tuple(l for l in ls if not self.data.levels[l].at_home) for g, ls in self.levels_of.items()}

    @cached_property
    def centres_for(self) -> dict[str, tuple[str, ...]]:
        """Centres at which a group can be served at some level."""
        pairs = ((g, c) for g, ls in self.place_levels_of.items() for l in ls for c in self.centres_offering.get(l, ()))
        order = [*self.data.centres, ANYWHERE]
        return {g: tuple(sorted(cs, key=order.index)) for g, cs in _grouped(pairs).items()}

    @cached_property
    def levels_at(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Levels in places by (group, centre)."""
        return _grouped(
            ((g, c), l) for g, ls in self.place_levels_of.items() for l in ls for c in self.centres_offering.get(l, ())
        )

    @cached_property
    def groups_at(self) -> dict[str, tuple[str, ...]]:
        """Groups by level."""
        return _grouped((level, group) for group, levels in self.levels_of.items() for level in levels)

    @cached_property
    def centres_from(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Centres where persons of (group, district) can be served."""
        reachable = self.data.reachable
        return {
            (g, d): tuple(c for c in self.centres_for.get(g, ()) if reachable is None or (d, c) in reachable)
            for g in self.data.groups
            for d in self.data.districts
        }

    @cached_property
    def districts_to(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Districts whose persons of a group can be served at a centre, by (group, centre)."""
        return _grouped(((g, c), d) for (g, d), centres in self.centres_from.items() for c in centres)

    @cached_property
    def served(self) -> list[tuple[str, str, str, int]]:
        """(group, level, where, year): where is the home district at home, a centre in places."""
        keys = []
        for g, levels in self.levels_of.items():
            for l in levels:
                keys += [(g, l, s, t) for s in self.where(l) for t in self.data.years]
        return keys

    @cached_property
    def flow(self) -> list[tuple[str, str, str, int]]:
        """(group, district, centre, year) that can occur."""
        return [(g, d, c, t) for (g, d), centres in self.centres_from.items() for c in centres for t in self.data.years]

    @cached_property
    def in_units(self) -> tuple[tuple[str, str], ...]:
        """(centre, level) run in units."""
        return tuple((c, l) for c, l in self.offered if self.data.unit_size(c, l) is not None)

    @cached_property
    def lived_at(self) -> tuple[tuple[str, str, str], ...]:
        """(group, level, place) where people live for long; a group with one centre per district lives where that is."""
        return tuple(
            (g, l, c)
            for g, levels in self.place_levels_of.items()
            if not self.data.groups[g].one_centre_per_district
            for l in levels
            if self.data.levels[l].turnover is not None
            for c in self.centres_offering.get(l, ())
        )

    def all_stay_at(self, level: str) -> bool:
        """Whether everybody served at a level is a resident there."""
        groups = self.groups_at.get(level, ())
        is_home = self.data.levels[level].turnover is not None
        return is_home and not any(self.data.groups[g].one_centre_per_district for g in groups)

    @cached_property
    def bringing_first(self) -> dict[tuple[str, str], tuple[PlaceChange, ...]]:
        """What brings the first places to (group, centre) where there are none today at any level that the group can use."""
        found = {}
        for (g, c), levels in self.levels_at.items():
            if c in self.data.centres and not any(self.data.places.get((c, l), 0) > 0 for l in levels):
                bring = (x for x in self.data.place_changes if x.centre == c and x.level in levels and x.change > 0)
                # a project that brings places at several levels counts once
                found[g, c] = tuple({(x.project, x.at_start): x for x in bring}.values())
        return found

    @cached_property
    def only_after_projects(self) -> list[tuple[str, str, str, int]]:
        """The flows to where a project must bring the first places."""
        return [key for key in self.flow if self.data.located and (key[0], key[2]) in self.bringing_first]

    @cached_property
    def assigned(self) -> list[tuple[str, str, str, int]]:
        """The flows of groups with one centre per district; none where places are forgotten."""
        return [k for k in self.flow if self.data.located and self.data.groups[k[0]].one_centre_per_district]

    @cached_property
    def may_do(self) -> tuple[tuple[str, str], ...]:
        """(category, category all of whose work it may do), itself included."""
        return tuple((k, w) for k, category in self.data.categories.items() for w in category.may_do)

    @cached_property
    def covers(self) -> tuple[tuple[str, str], ...]:
        """(category, category whose work it may do, all or part of it), itself included."""
        return (*self.may_do, *self.data.shifts)

    @cached_property
    def able(self) -> dict[str, tuple[str, ...]]:
        """Categories that may do all of a category's work, itself included: those who have its competence."""
        return _grouped((work, category) for category, work in self.may_do)

    @cached_property
    def helping(self) -> dict[str, tuple[str, ...]]:
        """Categories that may do a category's work, all or part of it, itself included."""
        return _grouped((work, category) for category, work in self.covers)

    @cached_property
    def works_of(self) -> dict[str, tuple[str, ...]]:
        """Categories whose work a category may do, all or part of it, its own included."""
        return _grouped(self.covers)

    @cached_property
    def taking_part(self) -> tuple[tuple[str, str], ...]:
        """(programme, group) with an effect."""
        return tuple(self.data.effects)
