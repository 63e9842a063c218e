"""The command line stands on the public API: what a command can do, a notebook and any other program can do as well."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

CLI = Path(__file__).parents[2] / "optimizer" / "cli"
ENGINE = "leonplan.optimizer"
ALLOWED = {"api", "cli", "errors", "present", "words", "workbench"}
"""Rooms that a command may know: the API, what it shows by, and how things go wrong."""
AT_ONCE = {"api.ending", "api.names", "cli", "errors", "present.text", "words"}
"""Of these, what is imported when ``leon --help`` is: the rest only when a command runs, or for its types."""

FILES = [pytest.param(file, id=file.name) for file in sorted(CLI.rglob("*.py"))]


def modules(node: ast.AST) -> set[str]:
    """Modules of this program that are imported in a part of a file: below the engine, else by their full name."""
    found: set[str] = set()
    for one in ast.walk(node):
        names = [alias.name for alias in one.names] if isinstance(one, ast.Import) else []
        if isinstance(one, ast.ImportFrom):
            names = [f"{one.module}.{alias.name}" for alias in one.names]
        found |= {name.removeprefix(f"{ENGINE}.") for name in names if name.startswith("leonplan")}
    return found


def is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@pytest.mark.parametrize("file", FILES)
def test_commands_know_no_room_of_the_engine(file: Path) -> None:
    rooms = {name.partition(".")[0] for name in modules(ast.parse(file.read_text(encoding="utf-8")))}
    assert rooms <= ALLOWED, (
        f"{file.name} reaches past the API to {sorted(rooms - ALLOWED)}: give the API what it needs"
    )


@pytest.mark.parametrize("file", FILES)
def test_what_help_does_not_need_is_imported_when_a_command_runs(file: Path) -> None:
    body = ast.parse(file.read_text(encoding="utf-8")).body
    top = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom, ast.If)) and not is_for_types(node)]
    names = {name for node in top for name in modules(node)}
    assert {name for name in names if not any(name.startswith(allowed) for allowed in AT_ONCE)} == set()


def test_imports_are_seen_wherever_they_stand() -> None:
    """In a function, for types only, with ``import`` and with ``from``: so the tests above can fail."""
    text = (
        f"import {ENGINE}.solve.live\n"
        "if TYPE_CHECKING:\n    from leonplan.models.catalog import Catalogue\n"
        f"def command():\n    from {ENGINE} import api\n"
    )
    assert modules(ast.parse(text)) == {"solve.live", "leonplan.models.catalog.Catalogue", "api"}
