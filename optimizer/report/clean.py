"""Documents as every format can hold them: every text in them clean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from leonplan.optimizer.words.clean_text import clean_text

Thing = TypeVar("Thing")


def cleaned(thing: Thing) -> Thing:
    """A document, or any part of it, with every text in it clean."""
    made: Any = thing
    if isinstance(thing, str):
        made = clean_text(thing)
    elif isinstance(thing, Mapping):
        made = {cleaned(key): cleaned(value) for key, value in thing.items()}
    elif isinstance(thing, (tuple, list)):
        made = type(thing)(cleaned(part) for part in thing)
    elif is_dataclass(thing) and not isinstance(thing, type):
        made = replace(thing, **{field.name: cleaned(getattr(thing, field.name)) for field in fields(thing)})
    result: Thing = made
    return result
