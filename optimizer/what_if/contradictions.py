"""Finds changes that contradict each other, within a what-if or between several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.change import Claim
from leonplan.optimizer.what_if.read import NamedWhatIf


def contradictions(instance: Instance, what_ifs: Sequence[NamedWhatIf]) -> Iterator[Problem]:
    """Each change that insists on something else than one before it, reported at the later, naming the earlier."""
    before: list[tuple[Claim, str]] = []
    for named in what_ifs:
        for position, change in enumerate(named.what_if.changes):
            claims = list(change.claims(instance))
            message = next(
                (_told(claim, *other) for claim in claims for other in before if claim.contradicts(other[0])), None
            )
            if message is not None:
                yield named.problem(position, (), message)
            before += [(claim, named.place(position)) for claim in claims]


def _told(claim: Claim, other: Claim, place: str) -> str:
    about = ", ".join(f"'{one}'" for one in claim.about if one is not None)
    return f"contradicts {place}; {' '.join(filter(None, (claim.kind, about)))}: there {other.says}, here {claim.says}; keep one"
