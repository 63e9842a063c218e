"""Spoils a YAML file, and JSON as far as it is YAML: lines, indentation, names, values, structure."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from support.spoil.spoil_bytes import Spoiler
from support.spoil.values import YAML, any_value

_FIELD = re.compile(r"^(\s*(?:- )?[\w]+:)(\s*)(.*)$")
_NUMBER = re.compile(r"(?<![\w.])-?\d+(\.\d+)?(?![\w.])")


def _of_lines(spoil: Callable[[Random, list[str]], None]) -> Spoiler:
    def spoiled(random: Random, data: bytes) -> bytes:
        lines = data.decode("utf-8", errors="replace").splitlines() or [""]
        spoil(random, lines)
        return ("\n".join(lines) + "\n").encode("utf-8", errors="replace")

    return spoiled


@_of_lines
def value(random: Random, lines: list[str]) -> None:
    places = [place for place, line in enumerate(lines) if _FIELD.match(line)]
    if places:
        place = random.choice(places)
        lines[place] = _FIELD.sub(
            lambda found: f"{found[1]} {random.choice((random.choice(YAML), any_value(random)))}", lines[place]
        )


@_of_lines
def name(random: Random, lines: list[str]) -> None:
    places = [place for place, line in enumerate(lines) if _FIELD.match(line)]
    if places:
        place = random.choice(places)
        new = random.choice(("x", "", "id", "source", '"', "? a", "1", "<<", "é", "a b", "format"))
        lines[place] = re.sub(r"\w+:", lambda _: f"{new}:", lines[place], count=1)


@_of_lines
def number(random: Random, lines: list[str]) -> None:
    places = [place for place, line in enumerate(lines) if _NUMBER.search(line)]
    if places:
        place = random.choice(places)
        new = random.choice(
            ("0", "-1", "1e9", "1e308", "0.001", "27.000", "1899", "2100", "2.5", '"3"', "1e-320", "true")
        )
        lines[place] = _NUMBER.sub(lambda _: new, lines[place], count=1)


@_of_lines
def line(random: Random, lines: list[str]) -> None:
    place = random.randrange(len(lines))
    change = random.randrange(6)
    if change == 0:
        del lines[place : place + random.choice((1, 1, 2, 10))]
    elif change == 1:
        lines[place:place] = lines[place : place + random.choice((1, 3, 10))]
    elif change == 2:
        other = random.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]
    elif change == 3:
        lines[place] = " " * random.choice((1, 2, 4, 40)) + lines[place]
    elif change == 4:
        lines[place] = lines[place].lstrip()
    else:
        lines.insert(place, random.choice(YAML))


@_of_lines
def section(random: Random, lines: list[str]) -> None:
    """A whole top-level field goes, or comes twice."""
    begins = [place for place, one in enumerate(lines) if one[:1].isalpha()]
    if begins:
        chosen = random.randrange(len(begins))
        ends = begins[chosen + 1] if chosen + 1 < len(begins) else len(lines)
        if random.random() < 0.6:
            del lines[begins[chosen] : ends]
        else:
            lines += lines[begins[chosen] : ends]


def signs(random: Random, data: bytes) -> bytes:
    """A sign with a meaning of its own, somewhere."""
    place = random.randint(0, len(data))
    return data[:place] + random.choice("{}[],:-?&*!|>'\"%@`#\t~").encode() + data[place:]


SPOILERS: tuple[Spoiler, ...] = (value, value, value, name, number, number, line, line, section, signs)
