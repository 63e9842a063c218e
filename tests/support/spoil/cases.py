"""One spoiled input by its number: the folder it lies in, and the command that is given it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from leonplan.optimizer.cli.main import leon
from support.spoil.forge import seal_again
from support.spoil.materials import INSTANCES, SEALED
from support.spoil.spoil_folder import spoil, spoil_file
from support.spoil.values import any_option

SHARES: Mapping[str, int] = {
    "tiny": 46,
    "gausdal": 10,
    "gjovik": 5,
    "what-if": 15,
    **dict.fromkeys(SEALED, 3),
    "options": 15,
}
"""How many of a hundred inputs are of a kind."""

ALLOWED: Mapping[str, frozenset[int]] = {
    **dict.fromkeys((*INSTANCES, "what-if"), frozenset({0, 2, 3})),
    **dict.fromkeys(SEALED, frozenset({0, 2, 3, 7})),
    "options": frozenset({0, 2, 3, 5, 6}),
}
"""Exit codes that may come of an input of a kind: a sealed folder that was altered is not verified (7), and what is solved
with the options may be stopped by its time limit (5, 6)."""

_WITHOUT_SOLVING = ("check", "demand", "export", "math", "schema", "verify", "versions", "new", "report")
_SOLVING = ("solve", "what-if", "near-best", "explain")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Case:
    """A spoiled input."""

    kind: str
    """What was spoiled."""
    words: tuple[str, ...]
    """The command without ``leon``, to be given in the folder."""
    folder: Path
    """The folder that is worked in."""
    input: Path | None
    """The folder or file that was spoiled; none if it is the options."""


def make_case(number: int, seed: int, materials: Path, folder: Path, kinds: Mapping[str, int] = SHARES) -> Case:
    """Make the input of a number in a folder that is not there yet."""
    random = Random(f"{seed}/{number}")
    (kind,) = random.choices(list(kinds), list(kinds.values()))
    folder.mkdir()
    if kind == "options":
        return Case(kind, _options(random, folder), folder, None)
    if kind == "what-if":
        return _what_if(random, materials, folder)
    given = folder / kind
    shutil.copytree(materials / kind, given)
    names = sorted(
        one.relative_to(given).as_posix() for one in given.rglob("*") if one.is_file() and "what_if" not in one.parts
    )
    if kind in SEALED:
        return _sealed(random, kind, given, names)
    spoil(random, given, names)
    return Case(kind, (random.choices(("check", "demand"), (4, 1))[0], kind, "--json"), folder, given)


def _what_if(random: Random, materials: Path, folder: Path) -> Case:
    instance = random.choice(("gausdal", "gausdal", "gjovik"))
    file = random.choice(sorted((materials / instance / "what_if").glob("*.yaml")))
    spoiled = folder / file.name
    shutil.copy(file, spoiled)
    for _ in range(random.choice((1, 1, 2))):
        spoil_file(random, folder, spoiled)
    return Case("what-if", ("check", str(materials / instance), "--what-if", file.name, "--json"), folder, spoiled)


def _sealed(random: Random, kind: str, given: Path, names: list[str]) -> Case:
    spoil(random, given, [*names, *["manifest.json"] * (len(names) // 3)])
    if random.random() < 0.6:
        seal_again(given)
    words = ("verify", kind, "--json")
    if random.random() < 0.3:
        words = ("report", kind, "--format", random.choice(("html", "xlsx")), "--json")
    return Case(kind, words, given.parent, given)


def _options(random: Random, folder: Path) -> tuple[str, ...]:
    """A command with arguments and options most of which it cannot take."""
    (folder / "file").write_bytes(b"x")
    (folder / "folder").mkdir()
    if os.name != "nt":
        (folder / "loop").symlink_to("loop")
        os.mkfifo(folder / "pipe")
    name = random.choice((*_WITHOUT_SOLVING, *_SOLVING))
    words = [name]
    for parameter in leon.commands[name].params:
        if isinstance(parameter, click.Argument):
            words += _argument(random, parameter)
        elif random.random() < 0.35 or parameter.required:
            words += _option(random, parameter)
    if name in _SOLVING:
        words += ["--time-limit", random.choice(("nan", "0", "-1", "x", "1", "1"))]
    return tuple(word.replace("\x00", "")[:_LONGEST] for word in words)


def _argument(random: Random, parameter: click.Argument) -> list[str]:
    usual = {"instance": "tiny", "run_or_instance": "tiny"}.get(parameter.name or "")
    return [usual if usual and random.random() < 0.5 else any_option(random)]


def _option(random: Random, parameter: click.Parameter) -> list[str]:
    option = random.choice(parameter.opts)
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return [option]
    if parameter.name == "threads":
        return [option, random.choice(("0", "-1", "1.5", "x", "", "1", "2", "64", "65", "20000", "9" * 30))]
    if isinstance(parameter.type, click.Choice) and random.random() < 0.5:
        return [option, str(random.choice(list(parameter.type.choices)))]
    return [option, any_option(random)]
