"""Names for people of everything that the scenarios of a comparison tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leonplan.optimizer.compare.comparison import Comparison


@dataclass(frozen=True)
class Names:
    """Name by id; an id that a what-if has added has the name it has there."""

    group: Mapping[str, str]
    district: Mapping[str, str]
    centre: Mapping[str, str]
    level: Mapping[str, str]
    category: Mapping[str, str]
    project: Mapping[str, str]
    scenario: Mapping[str, str]


def names_of(comparison: Comparison) -> Names:
    """The names in a comparison, the base's before others."""
    found: dict[str, dict[str, str]] = {name: {} for name in ("groups", "districts", "centres", "levels", "staff")}
    found["projects"] = {}
    for plan in (entry.plan for entry in comparison.entries if entry.plan is not None):
        for part, names in found.items():
            source = plan.instance.settings if part in ("groups", "levels", "staff") else plan.instance
            for one in getattr(source, part):
                names.setdefault(one.id, one.name)
    return Names(
        group=found["groups"],
        district=found["districts"],
        centre=found["centres"],
        level=found["levels"],
        category=found["staff"],
        project=found["projects"],
        scenario={entry.id: entry.title for entry in comparison.entries},
    )
