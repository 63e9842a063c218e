"""A what-if file: a question, why it is asked, and the changes that pose it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.base import Part, Text
from leonplan.optimizer.what_if.changes import AnyChange


class WhatIf(Part):
    """A what-if: typed changes, laid over an instance in the order in which they stand. Its id is the file's name."""

    format: Annotated[int, Field(ge=1, le=1)]
    """Version of this format."""
    title: Text
    """Title for lists and reports."""
    reason: Text
    """Why it is asked, and where its numbers come from."""
    question: Text
    """The question that it answers."""
    vegvalg: Text | None = None
    """The strategic choice (vegvalg) it belongs to."""
    changes: Annotated[tuple[AnyChange, ...], Field(min_length=1)]
    """What is changed, in order."""
