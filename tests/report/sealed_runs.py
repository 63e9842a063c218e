"""Sealed folders to report on, made once for all tests."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hostile import hostile_plan
from tiny_plan import tiny_plan, tiny_plan_with_reference

from leonplan.optimizer.deciding.ask import asked_of
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.report import make_document
from leonplan.optimizer.report.document import Document, Figure, Table
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.words.word import Language

_FOLDERS = tempfile.TemporaryDirectory(prefix="leonplan-reports-")


@cache
def tiny_run() -> Path:
    return write_run(tiny_plan(), Path(_FOLDERS.name) / "tiny").folder


@cache
def tiny_run_with_reference() -> Path:
    return write_run(tiny_plan_with_reference(), Path(_FOLDERS.name) / "tiny_with_reference").folder


@cache
def tiny_run_with_answers() -> Path:
    """With doing nothing, and with everything that can be asked for."""
    plan = asked_of(tiny_plan_with_reference(), tuple(Inquiry))
    return write_run(plan, Path(_FOLDERS.name) / "tiny_with_answers").folder


@cache
def hostile_run() -> Path:
    return write_run(hostile_plan(), Path(_FOLDERS.name) / "hostile").folder


@cache
def tiny_document(language: Language = "nb") -> Document:
    return make_document(tiny_run(), language)


@cache
def hostile_document(language: Language = "nb") -> Document:
    return make_document(hostile_run(), language)


def tables_of(document: Document) -> list[Table]:
    """Every table, those of figures too."""
    found = [block.table if isinstance(block, Figure) else block for block in document.blocks]
    return [block for block in found if isinstance(block, Table)]


def figures_of(document: Document) -> list[Figure]:
    return [block for block in document.blocks if isinstance(block, Figure)]
