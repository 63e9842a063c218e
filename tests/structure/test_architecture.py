"""The house as it is drawn: one way through, small files, and only one room that knows the solver."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("models", "optimizer")
LONGEST_FILE = 400

ORDER = (
    "errors", "words", "workbooks", "schema", "outcome", "reading", "sealed", "statbank", "demand", "population", "checks",
    "excel", "instance", "editing", "what_if", "prepare", "results", "verify", "solve", "planning", "review", "runs", "kept",
    "municipality", "compare", "near_best", "rolling", "explain", "deciding", "frontier", "futures", "kinds", "present", "report",
    "api", "workbench", "cli",
)  # fmt: skip
"""Rooms of the engine: each module or subpackage imports only those before it, and models."""

OUTSIDE = {
    "highspy": {"solve"},
    "pyomo": {"solve"},
    "pandas": {"api"},
    "platformdirs": {"kept"},
    "rich": {"present", "cli"},
    "click": {"cli"},
    "xlsxwriter": {"workbooks"},
    "openpyxl": {"workbooks"},
    "ruamel": {"reading", "instance"},
    "babel": {"report"},
    "docx": {"report"},
    "font_source_sans_pro": {"report"},
    "jinja2": {"report", "workbench"},
    "pikepdf": {"report"},
    "scipy": {"futures"},
    "starlette": {"workbench"},
    "typst": {"report"},
    "uvicorn": {"workbench"},
    "vl_convert": {"frontier", "report"},
}
"""Rooms of the engine that may import a library; others not at all."""

NOT_IN_VERIFY = {"models", "prepare", "planning", "solve", "runs"}
"""What the arithmetic of verification must not share with what it checks."""


def modules() -> Iterator[tuple[str, str, Path]]:
    """(folder, room, file) of every module; the room of a module of models is models."""
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            inner = file.relative_to(ROOT / folder)
            room = "models" if folder == "models" else inner.parts[0].removesuffix(".py")
            yield folder, room, file


MODULES = [pytest.param(*one, id=one[2].relative_to(ROOT).as_posix()) for one in modules()]
PYTHON_FILES = [
    pytest.param(file, id=file.relative_to(ROOT).as_posix())
    for folder in (*FOLDERS, "instances", "tests")
    for file in sorted((ROOT / folder).rglob("*.py"))
]


def imported(file: Path) -> set[str]:
    """Dotted names that a file imports anywhere, functions and type checking included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms(names: set[str]) -> set[str]:
    """The rooms among imported names."""
    inner = [name.split(".") for name in names if name.startswith("leonplan.")]
    return {parts[2] if parts[1] == "optimizer" else parts[1] for parts in inner}


def test_every_room_has_its_place() -> None:
    """A new module or subpackage of the engine is added to the order on purpose."""
    found = {room for folder, room, _ in modules() if folder == "optimizer"} - {"__init__"}
    assert found == set(ORDER)


@pytest.mark.parametrize(("folder", "room", "file"), MODULES)
def test_imports_go_one_way(folder: str, room: str, file: Path) -> None:
    used = rooms(imported(file)) - {room}
    if folder == "models" or room == "__init__":
        assert used <= {"models"}
        return
    before = set(ORDER[: ORDER.index(room)])
    assert used <= before | {"models", "instances"}, f"{room} must not import {sorted(used - before)}"


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Within a room, too, and with what is imported in functions or for types only."""
    files = {file.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): file for _, _, file in modules()}
    used = {name: {one.removeprefix("leonplan.") for one in imported(file)} for name, file in files.items()}
    used = {name: {one.rpartition(".")[0] if one not in files else one for one in ones} for name, ones in used.items()}
    TopologicalSorter({name: ones & set(files) - {name} for name, ones in used.items()}).prepare()


@pytest.mark.parametrize(("folder", "room", "file"), MODULES)
def test_only_some_rooms_know_a_library(folder: str, room: str, file: Path) -> None:
    libraries = {name.partition(".")[0] for name in imported(file)} & set(OUTSIDE)
    if folder == "models":
        assert libraries <= {"pyomo"}
        return
    assert [name for name in libraries if room not in OUTSIDE[name]] == []


def test_verification_shares_nothing_with_what_it_checks() -> None:
    for _, room, file in modules():
        if room == "verify":
            names = imported(file)
            assert rooms(names) & NOT_IN_VERIFY == set(), file
            assert {name.partition(".")[0] for name in names} & {"pyomo", "highspy", "numpy", "pandas"} == set(), file


@pytest.mark.parametrize("file", PYTHON_FILES)
def test_files_are_short(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE, f"{lines} lines: split it"


@pytest.mark.parametrize(("folder", "room", "file"), MODULES)
def test_the_library_prints_nothing(folder: str, room: str, file: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    printed = [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
    assert printed == []
