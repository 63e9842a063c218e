"""Changes of programmes: roll out, stop, another effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Id, NonNegative, Share, Year
from leonplan.optimizer.schema.edit import map_rows
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim, in_words
from leonplan.optimizer.what_if.edit import altered

EVERYBODY = 1e6
"""Participants decided where all who are eligible shall take part: more than there can be [persons]."""


class RollOut(Change):
    """A programme is carried out by decision, as far and as fast as is said."""

    change: Literal["roll_out"]
    """Name of the change."""
    programme: Id
    """Programme."""
    participants: NonNegative | None = None
    """Participants that are decided, as many as eligible [persons]; none: all who are eligible."""
    growth_per_year: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)] | None = None
    """The most by which participants can grow in a year [persons/year]; none: as it is."""
    from_year: Year | None = None
    """First year with participants; none: as it is."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Participants are decided, as many as can be rolled out by each year."""
        values: dict[str, object] = {
            "decided_participants": EVERYBODY if self.participants is None else self.participants,
            "max_participants": None,
        }
        values |= {} if self.growth_per_year is None else {"growth_per_year": self.growth_per_year}
        values |= {} if self.from_year is None else {"first_year": self.from_year}
        return map_rows(
            instance, "programmes", lambda row: row.id == self.programme,
            lambda row: altered(row, "programme", source=source, **values),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is rolled out so far."""
        del instance
        far = "all who are eligible" if self.participants is None else f"{self.participants:g}"
        yield Claim("how far a programme is rolled out:", (self.programme,), far)
        for name, value in self.given().items():
            if name in ("growth_per_year", "from_year"):
                yield Claim(f"{name} of a programme:", (self.programme,), in_words(value))


class StopProgramme(Change):
    """Nobody takes part in a programme any more, even if it is decided."""

    change: Literal["stop_programme"]
    """Name of the change."""
    programme: Id
    """Programme."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """No participants may take part from the first decided period on."""
        return map_rows(
            instance, "programmes", lambda row: row.id == self.programme,
            lambda row: altered(row, "programme", source=source, decided_participants=0.0, max_participants=0.0),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is stopped."""
        del instance
        yield Claim("how far a programme is rolled out:", (self.programme,), "stopped")


class ProgrammeNumbers(Change):
    """A programme costs, works or reaches otherwise than believed."""

    OWN: ClassVar[tuple[str, ...]] = ("cost", "max_participants", "may_shrink")
    """Numbers of the programme itself, not of its effects."""

    change: Literal["change_programme"]
    """Name of the change."""
    programme: Id
    """Programme."""
    groups: tuple[Id, ...] = ()
    """Need groups, for effects; none: every group that it has an effect on."""
    cost: NonNegative | None = None
    """Cost besides staff [kNOK/participant/year]."""
    max_participants: NonNegative | None = None
    """The most who can take part [persons]."""
    may_shrink: bool | None = None
    """Whether participants may become fewer though need does not."""
    eligible: Share | None = None
    """Share of the group who can take part [share]."""
    need_reduction: Share | None = None
    """Persons in need fewer per participant [persons/participant], where it takes need away."""
    hours_reduction: Share | None = None
    """Share of the level's work per person saved per participant [share], where it saves hours."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The numbers that are given replace those there are; effects only of the kind that the programme has."""
        own = {name: getattr(self, name) for name in self.OWN if getattr(self, name) is not None}
        instance = map_rows(
            instance, "programmes", lambda row: bool(own) and row.id == self.programme,
            lambda row: altered(row, "programme", source=source, **own),
        )  # fmt: skip
        effects = {name: getattr(self, name) for name in ("eligible", "need_reduction", "hours_reduction")}
        effects = {name: value for name, value in effects.items() if value is not None}
        return self._with_effects(instance, source, effects) if effects else instance

    def _with_effects(self, instance: Instance, source: str, effects: dict[str, float]) -> Instance:
        there = {row.group for row in instance.programme_effects if row.programme == self.programme}
        for place, group in enumerate(self.groups):
            if group not in there:
                known = ", ".join(sorted(there)) or "none"
                message = f"'{self.programme}' has no effect on '{group}'; groups on which it has one: {known}"
                raise ChangeError(("groups", place), message)
        return map_rows(
            instance, "programme_effects",
            lambda row: row.programme == self.programme and row.group in (self.groups or there),
            lambda row: altered(row, "programme", source=source, **effects),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each number is one."""
        del instance
        for name, value in self.given().items():
            if name in ("programme", "groups"):
                continue
            for group in (self.groups if name not in self.OWN else ()) or (None,):
                yield Claim(f"{name} of a programme, by group:", (self.programme, group), in_words(value))


CHANGES = (RollOut, StopProgramme, ProgrammeNumbers)
