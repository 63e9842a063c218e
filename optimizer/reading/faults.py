"""Collects what is wrong in one file, so that what has one cause is one fault."""

from __future__ import annotations

from dataclasses import dataclass, field

from leonplan.optimizer.errors import Problem

MOST_LISTED = 200
"""Faults of one file that are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file."""

    line: int | None
    """Line, from 1; none for a whole file that is not there."""
    column: str
    """Name of the column; empty if it is not of one."""
    what: str
    """What is wrong, with the value."""
    remedy: str = ""
    """What to do."""
    cause: str = ""
    """The same for faults of a column that have one cause, and are listed once; empty if each is listed."""
    also: list[int] = field(default_factory=list, compare=False)
    """Lines of further rows that have it."""

    def problem(self, file: str) -> Problem:
        """The fault as it is listed."""
        count = len(self.also)
        more = f" (in {count} more {'row' if count == 1 else 'rows'} too)" if count else ""
        message = "; ".join(part for part in (self.what + more, self.remedy) if part)
        return Problem(file, self.line, self.column, message, also=tuple(self.also))


@dataclass
class Faults:
    """The faults of one file, in the order found."""

    listed: list[Fault] = field(default_factory=list)
    """Each cause once."""
    _places: dict[tuple[str, str], int] = field(default_factory=dict)
    _unlisted: int = 0

    def add(self, line: int | None, column: str, what: str, remedy: str = "", cause: str = "") -> None:
        """Note a fault; the parameters are the fields of ``Fault``."""
        self.take(Fault(line, column, what, remedy, cause))

    def take(self, fault: Fault) -> None:
        """Note a fault; one whose cause is known already is only counted."""
        place = self._places.get((fault.cause, fault.column)) if fault.cause else None
        if place is not None:
            self.listed[place].also.append(fault.line or 1)
        elif len(self.listed) >= MOST_LISTED:
            self._unlisted += 1
        else:
            self._places[fault.cause, fault.column] = len(self.listed)
            self.listed.append(fault)

    def problems(self, file: str) -> tuple[Problem, ...]:
        """Every fault as it is listed."""
        found = tuple(fault.problem(file) for fault in self.listed)
        if not self._unlisted:
            return found
        message = f"has {self._unlisted} more faults below; mend those above first"
        return (*found, Problem(file, self.listed[-1].line, "", message))
