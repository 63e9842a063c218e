"""Reads a YAML 1.2 file into plain data and the line of every node; refuses what YAML hides from its reader."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.reading.number_text import in_two_ways
from leonplan.optimizer.reading.plain_words import shown
from leonplan.optimizer.reading.read_text import read_text

LARGEST_FILE = 250_000
"""Largest YAML file that is read [bytes]: more than ten times what any needs, and read in a few seconds."""

NodePath = tuple[str | int, ...]
"""Keys and list positions (from 0) that lead to a node."""

_CONSTANTS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_LONGEST_NUMBER = 40
_DEEPEST = 50
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True)
class YamlDocument:
    """What a YAML file holds."""

    file: str
    """Name of the file in messages."""
    data: object
    """Mappings with text keys, lists, text, numbers, true, false and nothing; nothing if it could not be read."""
    lines: Mapping[NodePath, int]
    """Line of every node, from 1."""
    problems: tuple[Problem, ...]
    """Every fault found in reading."""

    def line(self, path: NodePath) -> int | None:
        """Line of a node, or of the nearest node around it, which may be the whole file; none if it could not be read."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None if self.data is None else 1

    def field(self, path: NodePath) -> str:
        """Dotted path of a node; entries of lists by their id where they have one, else by number from 1."""
        words, node = "", self.data
        for step in path:
            node = child(node, step)
            if isinstance(step, int):
                name = node.get("id") if isinstance(node, dict) else None
                known = isinstance(name, str) and _IDENTIFIER.fullmatch(name)
                words += f"[{name}]" if known else f"[#{step + 1}]"
            else:
                words += ("." if words else "") + shown(step)[1:-1]
        return words

    def problem(self, path: NodePath, message: str) -> Problem:
        """A fault at a node."""
        return Problem(self.file, self.line(path), self.field(path), message)


def read_yaml(path: Path, file: str) -> YamlDocument:
    """Read a YAML file.

    file: its name in messages. Never raises for what the file holds: every fault, unreadable or empty files
    included, is in the document's problems.
    """
    try:
        text = read_text(path, file, largest=LARGEST_FILE).text
    except InputError as error:
        return YamlDocument(file, None, {}, tuple(error.problems))
    return compose(text, file)


def compose(text: str, file: str) -> YamlDocument:
    """Turn YAML text into a document; as ``read_yaml``."""
    composer = _Composer(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            composer.take(event)
    except _StoppedError:
        composer.root.clear()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = shown(error.problem or error.context or "unknown")[1:-1]
        composer.fault(None if mark is None else mark.line + 1, f"cannot be read as YAML: {what}; {_CHECK}")
        composer.root.clear()
    except YAMLError:
        line = next((n for n, row in enumerate(text.split("\n"), 1) if _UNPRINTABLE.search(row)), None)
        composer.fault(line, "holds an invisible control character; remove it")
        composer.root.clear()
    data = composer.root[0] if composer.root else None
    if data is None and not composer.problems:
        composer.fault(1, "holds no data; fill it in")
    return YamlDocument(file, data, composer.lines, tuple(composer.problems))


_CHECK = "check colons, quotation marks, and that indentation is made of blanks, not tabs"
_UNPRINTABLE = re.compile("[^\t\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class _StoppedError(Exception):
    """The rest of the file cannot be made sense of; the fault is noted."""


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    node: dict[str, object] | list[object]
    path: NodePath
    key: str | None = None
    is_repeated: bool = False

    def next_path(self) -> NodePath:
        """Path of the value to come."""
        return (*self.path, len(self.node) if self.key is None else self.key)


@dataclass
class _Composer:
    """Builds plain data from the events of a YAML parser, without recursion."""

    file: str
    root: list[object] = field(default_factory=list)
    lines: dict[NodePath, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    documents: int = 0

    def fault(self, line: int | None, message: str, path: NodePath = ()) -> None:
        """Note a fault."""
        where = YamlDocument(self.file, self.root[0] if self.root else None, {}, ()).field(path)
        self.problems.append(Problem(self.file, line, where, message))

    def take(self, event: Event) -> None:
        """Take the parser's next event."""
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self._start_document(event, line)
        elif isinstance(event, CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, AliasEvent):
            self.fault(line, f"refers to *{event.anchor}; aliases are not allowed: write the value out", self._path())
            self._add(None, line)
        elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            self._refuse_marks(event, line)
            self._take_node(event, line)

    def _start_document(self, event: DocumentStartEvent, line: int) -> None:
        self.documents += 1
        if event.version not in (None, (1, 2)) or event.tags:
            self.fault(line, "has a %YAML or %TAG line; remove it, the file is read as YAML 1.2")
        if self.documents > 1:
            self.fault(line, "begins a second document ('---'); keep one document in the file")
            raise _StoppedError

    def _refuse_marks(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, line: int) -> None:
        if event.anchor is not None:
            self.fault(line, f"has the anchor &{event.anchor}; anchors are not allowed: remove it", self._path())
        if event.tag is not None:
            self.fault(line, f"has the tag {shown(str(event.tag))}; tags are not allowed: remove it", self._path())

    def _take_node(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, line: int) -> None:
        if self._wants_key():
            self._take_key(event, line)
        elif isinstance(event, ScalarEvent):
            value = event.value if event.style is not None else self._plain(event.value, line)
            self._add(value, line)
        else:
            if len(self.open) >= _DEEPEST:
                self.fault(line, f"is nested more than {_DEEPEST} deep; no field needs that: check indentation")
                raise _StoppedError
            node: dict[str, object] | list[object] = {} if isinstance(event, MappingStartEvent) else []
            self.open.append(_Open(node, self._add(node, line)))

    def _wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].node, dict) and self.open[-1].key is None

    def _take_key(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent, line: int) -> None:
        inside = self.open[-1]
        if not isinstance(event, ScalarEvent):
            message = "has a list or fields where a name is expected; write a name before the colon"
            self.fault(line, message, inside.path)
            raise _StoppedError
        inside.key = event.value
        inside.is_repeated = event.value in inside.node
        path = (*inside.path, event.value)
        if inside.is_repeated:
            first = self.lines.get(path)
            self.fault(line, f"is given twice, first on line {first}; keep one of them", path)
        self.lines.setdefault(path, line)

    def _path(self) -> NodePath:
        return self.open[-1].next_path() if self.open else ()

    def _add(self, value: object, line: int) -> NodePath:
        """Put a value where it belongs and return its path; a repeated key's value goes nowhere."""
        if not self.open:
            self.root.append(value)
            return ()
        inside = self.open[-1]
        path = inside.next_path()
        self.lines.setdefault(path, line)
        if isinstance(inside.node, list):
            inside.node.append(value)
        elif inside.key is not None and not inside.is_repeated:
            inside.node[inside.key] = value
        inside.key = None
        return path

    def _plain(self, text: str, line: int) -> object:
        """A value without quotation marks, by the core schema of YAML 1.2; leading zeros are refused."""
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _LEADING_ZERO.fullmatch(text):
            digits = shown(text)[1:-1]
            meant = f'write "{digits}" for text such as a municipality number, or the number without the zero'
            self.fault(line, f"{digits} begins with a zero, which a number would lose; {meant}", self._path())
            return text
        if _NOT_FINITE.fullmatch(text) or (len(text) > _LONGEST_NUMBER and _FLOAT.fullmatch(text)):
            self.fault(line, f"{shown(text)} is not a number that can be used; write a finite number", self._path())
            return None
        if _INTEGER.fullmatch(text):
            return int(text)
        return self._float(text, line) if _FLOAT.fullmatch(text) else text

    def _float(self, text: str, line: int) -> float | None:
        if twofold := in_two_ways(text, is_whole=False, commas=False):
            self.fault(line, f"{shown(text)} can be read in two ways; {twofold}", self._path())
            return None
        number = float(text)
        if math.isfinite(number):
            return number
        self.fault(line, f"{shown(text)} is too large for a number; write a smaller one", self._path())
        return None


def child(node: object, step: str | int) -> object:
    """The node below, or nothing."""
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None
