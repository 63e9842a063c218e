"""Faults in plain words: the value as written, what is wrong with it, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from leonplan.optimizer.reading.number_text import NUMBER, dense, number_remedy

LONGEST_SHOWN = 60
"""Longest part of a value that a message repeats [characters]."""

_MOST_LISTED = 12

_EXPLANATIONS = {
    "missing": "is missing; add it",
    "union_tag_not_found": "is missing, so that nobody knows what is meant; add it",
    "greater_than_equal": "{written} is too small; give at least {ge}",
    "greater_than": "{written} is too small; give more than {gt}",
    "less_than_equal": "{written} is too large; give at most {le}",
    "less_than": "{written} is too large; give less than {lt}",
    "string_pattern_mismatch": "{written} is not an identifier; use small letters a to z, digits and underscores, "
    "beginning with a letter{example}",
    "string_too_short": "is empty; write some text",
    "string_too_long": "{written} is too long; use at most {max_length} characters",
    "string_type": "{written} is not text; put it in quotation marks",
    "int_type": "{written} is not a whole number; write digits only, without quotation marks",
    "int_from_float": "{written} is not a whole number; write it without decimals",
    "float_type": "{written} is not a number; write digits with a decimal point, without quotation marks",
    "finite_number": "{written} is not a finite number; write digits with a decimal point",
    "bool_type": "{written} is neither true nor false; write true or false",
    "tuple_type": "{written} is not a list; write one entry per line, each beginning with '- '",
    "too_short": "lists nothing; give at least {min_length}",
    "dict_type": "{written} has no fields of its own; write its fields indented below it",
    "model_type": "{written} has no fields of its own; write its fields indented below it",
}


def shown(value: object) -> str:
    """A value as a message repeats it: on one line, cut, with invisible characters written as codes."""
    if isinstance(value, (dict, list, tuple)):
        return "a list" if isinstance(value, (list, tuple)) else "a set of fields"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else repr(value)
    cut = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    visible = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)
    return f"'{visible}'"


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like a misspelt one, if any is near."""
    by_small = {one.lower(): one for one in known}
    near = get_close_matches(name[:LONGEST_SHOWN].lower().strip(), by_small, n=1, cutoff=0.6)
    return by_small[near[0]] if near else None


def slug(text: str) -> str:
    """An identifier made from any text; empty if nothing is left of it.

    >>> slug("3 Øvre Snertingdal sone")
    'ovre_snertingdal_sone'
    """
    spelt = text.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    return re.sub(r"[^a-z0-9]+", "_", spelt).lstrip("0123456789_")[:60].rstrip("_")


def suggestion(name: str, known: Iterable[str]) -> str:
    """What to write instead of an unknown name: the nearest one, or those there are."""
    names = list(dict.fromkeys(known))
    near = closest(name, names)
    if near is not None:
        return f"did you mean '{near}'?"
    if not names:
        return "there are none to choose from"
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"choose from {', '.join(names[:_MOST_LISTED])}{more}"


def explain(kind: str, limits: Mapping[str, object], value: object, known: Iterable[str]) -> str:
    """A fault found by the schema, in plain words.

    kind: the schema's name of the fault; limits: the numbers it goes by; value: what was written; known: the names
    that would be right, for unknown names and choices.
    """
    written = shown(value)
    if kind == "extra_forbidden":
        return f"is not known here; {suggestion(written.strip(chr(39)), known)}"
    if kind == "union_tag_invalid":
        return f"{shown(limits.get('tag'))} is not known here; {suggestion(str(limits.get('tag')), known)}"
    if kind == "enum":
        return f"{written} is not one of the choices; {suggestion(str(value), known)}"
    if kind in ("int_type", "float_type") and isinstance(value, str) and _is_odd_number(value):
        return f"{written} is text, not a number; {number_remedy(dense(value))}, and without quotation marks"
    words = {name: _number(limit) for name, limit in limits.items()}
    explanation = _EXPLANATIONS.get(kind, "{written} cannot be used here; see the description of the format")
    return explanation.format(written=written, example=_example_id(value), **words)


def _is_odd_number(text: str) -> bool:
    """Whether a text holds digits, but is no number as it would be written without quotation marks."""
    return any(map(str.isdigit, text)) and not NUMBER.fullmatch(text)


def _number(limit: object) -> str:
    """A limit without needless decimals."""
    if isinstance(limit, float) and limit.is_integer():
        return str(int(limit))
    return str(limit)


def _example_id(value: object) -> str:
    """An identifier made from a value, as a proposal; empty if nothing is left of it."""
    proposal = slug(str(value)[:LONGEST_SHOWN])
    return f", e.g. '{proposal}'" if proposal else ""
