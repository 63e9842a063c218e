"""What a report in English says in Norwegian: the municipality's own names, and what its instance tells of its sources.

Instances are written in Norwegian. Reports in bokmål show their texts as they are; reports in English do so too, since names are
not translated, and mark them as Norwegian, so that they are read aloud as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import TABLES
from leonplan.optimizer.words.clean_text import clean_text

LANGUAGE = "nb"
"""The language of instances."""

_FIELDS = ("name", "title", "description")
"""Fields that hold texts for people."""


def texts_of(instance: Instance) -> Iterator[str]:
    """Every text of an instance that is for people; names of levels also without what stands in brackets."""
    yield from _within(instance.settings.model_dump())
    yield from (level.name.partition(" (")[0] for level in instance.settings.levels)
    for table in TABLES:
        for row in getattr(instance, table):
            yield from (getattr(row, field) for field in _FIELDS if field in type(row).model_fields)


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as they can be looked for: clean, each once, the longest first; those without a letter are of no language."""
    found = {clean_text(text) for text in texts}
    return tuple(sorted((text for text in found if re.search(r"[^\W\d_]", text)), key=lambda text: (-len(text), text)))


def pattern_of(texts: Sequence[str]) -> re.Pattern[str] | None:
    """What finds any of the texts where it stands by itself; None where there are none. texts: longest first."""
    if not texts:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, texts))})(?!\w)")


def _within(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _FIELDS and isinstance(value, str):
                yield value
            else:
                yield from _within(value)
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from _within(one)
