"""The workbench is a face of the public API: what it can do, a command and any program can do as well."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import leonplan.optimizer.workbench

ROOM = Path(leonplan.optimizer.workbench.__file__).parent
ALLOWED = {"api", "errors", "words", "workbench"}


@pytest.mark.parametrize("file", sorted(ROOM.rglob("*.py")), ids=lambda file: file.relative_to(ROOM).as_posix())
def test_pages_know_no_room_of_the_engine(file: Path) -> None:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("leonplan"):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names if alias.name.startswith("leonplan")}
    rooms = {name.split(".")[2] for name in names}
    assert rooms <= ALLOWED, f"give the API what it needs instead of reaching to {sorted(rooms - ALLOWED)}"
