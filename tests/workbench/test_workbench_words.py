"""Everything that pages say has its bokmål, and nothing else has."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

import leonplan.optimizer.workbench

ROOM = Path(leonplan.optimizer.workbench.__file__).parent
SAID = re.compile(r'\b(?:say|mark)\(\s*"([^"]+)"')


def said() -> set[str]:
    files = [file for ending in ("*.py", "*.j2") for file in ROOM.rglob(ending)]
    return {text for file in files for text in SAID.findall(file.read_text(encoding="utf-8"))}


def catalogue() -> dict[str, str]:
    with (ROOM / "locale" / "nb.po").open("rb") as stream:
        return {str(one.id): str(one.string) for one in read_po(stream) if one.id}


def gaps(text: str) -> set[str | None]:
    return {gap for _, gap, _, _ in Formatter().parse(text)} - {None}


def test_every_text_has_its_bokmal_and_nothing_else_has() -> None:
    assert set(catalogue()) == said()
    assert all(catalogue().values())


def test_translations_have_the_same_gaps() -> None:
    assert {text for text, nb in catalogue().items() if gaps(text) != gaps(nb)} == set()
