"""A remark: something in a plan that a planner should look at, with its figures and a likely cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leonplan.optimizer.words.column import Column
from leonplan.optimizer.words.word import Word

PERSONS = Column("persons on an average day", decimals=1)
PERSON_YEARS = Column("person-years")
PLACES = Column("places", decimals=1)
FTE = Column("FTE", decimals=1)
KNOK = Column("kNOK")
SHARE = Column("share", decimals=3)
TIMES = Column("times")
YEAR = Column("year")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a remark is about."""

    value: float
    """The number, in its unit."""
    column: Column
    """Its unit, and how exactly files hold it; people see fewer digits of large numbers."""


@dataclass(frozen=True, slots=True)
class About:
    """What a remark is about, by identifiers of the instance; none where it is about all of them, or none of a kind."""

    project: str | None = None
    """Project."""
    programme: str | None = None
    """Programme."""
    category: str | None = None
    """Staff category."""
    group: str | None = None
    """Need group."""
    level: str | None = None
    """Service level."""
    place: str | None = None
    """Centre."""
    source: str | None = None
    """Source of the instance."""
    goal: str | None = None
    """Goal, or goals with weights."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a planner should look at; the same thing in several years is one remark."""

    check: str
    """The check that found it, see ``check.Check``."""
    serious: bool
    """Whether a plan should not be signed before it is explained."""
    about: About
    """What it is about."""
    years: tuple[int, ...]
    """Years in which it is so, in order; none if it is of no year."""
    year: int | None
    """The year that the figures are of, in which it is worst; none if they are of no year."""
    figures: Mapping[str, Figure]
    """Figures by the names that the check's sentence gives them."""
    causes: tuple[Word, ...]
    """What it likely comes from, the likeliest first, at least one."""
