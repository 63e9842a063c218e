"""Writes what-if files: the text that ``read`` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def what_if_text(title: str, question: str, reason: str, changes: Sequence[Mapping[str, Any]]) -> str:
    """The text of a what-if file; every text is quoted, so that it is text whatever it holds.

    >>> print(what_if_text("Hall", "What if?", "Own: idea", [{"change": "start", "project": "hall", "year": 2028}]), end="")
    format: 1
    title: "Hall"
    question: "What if?"
    reason: "Own: idea"
    changes:
      - {"change": "start", "project": "hall", "year": 2028}
    """
    lines = [
        f"{name}: {_quoted(text)}" for name, text in (("title", title), ("question", question), ("reason", reason))
    ]
    return "\n".join(["format: 1", *lines, "changes:", *(f"  - {_quoted(change)}" for change in changes)]) + "\n"


def _quoted(value: object) -> str:
    """A value as YAML of one line, of which JSON is a part."""
    return json.dumps(value, ensure_ascii=False)
