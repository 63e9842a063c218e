"""A row of what binds: a rule in a place and a year, what is used of it and what there is."""

from __future__ import annotations

from dataclasses import dataclass

CLOSE = 0.9995
"""A limit used to this share counts as used up."""

TINY = 1e-6
"""Less than this is nothing, in any unit."""

BEYOND = 10.0
"""Share where next to nothing is exceeded."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A rule that leaves no room somewhere in a year."""

    rule: str
    """Name of the rule, as the formulation has it."""
    of: str
    """Identifier of what it is about: a level, a category, a project, a district ..., or a category and whose work it does;
    empty for all together."""
    subject: str
    """The same in words."""
    at: str
    """Identifier of the centre where it binds; empty where it is about no centre."""
    where: str
    """The same in words."""
    year: int
    """Period."""
    use: float
    """How much is used, or wanted."""
    limit: float
    """How much there is."""
    unit: str
    """Unit of both."""

    @property
    def share(self) -> float:
        """Use as a part of the limit: 1 where nothing is left, more where it is exceeded [share]."""
        if abs(self.limit) < TINY:
            return 1.0 if self.use < TINY else BEYOND
        return min(BEYOND, self.use / self.limit)

    @property
    def binds(self) -> bool:
        """Whether no room is left."""
        return self.share >= CLOSE
