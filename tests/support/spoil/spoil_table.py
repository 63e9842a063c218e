"""Spoils a CSV table: cells, rows, columns, the header, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from support.spoil.spoil_bytes import Spoiler
from support.spoil.values import any_value

Grid = list[list[str]]


def _of_grid(spoil: Callable[[Random, Grid], Grid | None]) -> Spoiler:
    """A spoiler of bytes from one of cells; commas inside texts are cells of their own, as a careless program has it."""

    def spoiled(random: Random, data: bytes) -> bytes:
        grid = [line.split(",") for line in data.decode("utf-8", errors="replace").splitlines()] or [[""]]
        answer = spoil(random, grid)
        return _text(grid if answer is None else answer).encode("utf-8", errors="replace")

    return spoiled


def _text(grid: Grid, separator: str = ",") -> str:
    return "".join(separator.join(row) + "\n" for row in grid)


def _place(random: Random, grid: Grid) -> tuple[int, int]:
    row = random.randrange(len(grid))
    return row, random.randrange(len(grid[row])) if grid[row] else 0


@_of_grid
def cell(random: Random, grid: Grid) -> None:
    row, column = _place(random, grid)
    value = any_value(random)
    grid[row][column : column + 1] = ['"' + value.replace('"', '""') + '"' if random.random() < 0.3 else value]


@_of_grid
def cell_of_elsewhere(random: Random, grid: Grid) -> None:
    (row, column), (other, place) = _place(random, grid), _place(random, grid)
    grid[row][column : column + 1] = grid[other][place : place + 1]


@_of_grid
def number(random: Random, grid: Grid) -> None:
    """A number made a thousand times larger or smaller, negated, or given another sign before its decimals."""
    places = [(r, c) for r, row in enumerate(grid) for c, one in enumerate(row) if one.replace(".", "", 1).isdigit()]
    if places:
        row, column = random.choice(places)
        old = grid[row][column]
        new = (
            old + "000",
            "0.001",
            f"-{old}",
            old.replace(".", ","),
            f"{old}.000",
            f'"{old},0"',
            old[:-1],
            "1e9",
            f"{old}e5",
        )
        grid[row][column] = random.choice(new)


@_of_grid
def cells_shift(random: Random, grid: Grid) -> None:
    row, column = _place(random, grid)
    if random.random() < 0.5:
        grid[row].insert(column, any_value(random))
    else:
        del grid[row][column : column + 1]


@_of_grid
def rows(random: Random, grid: Grid) -> Grid:
    row = random.randrange(len(grid))
    change = random.randrange(5)
    if change == 0:
        return grid[:row] + grid[row + 1 :]
    if change == 1:
        return [*grid, *[grid[row]] * random.choice((1, 3, 300))]
    if change == 2:
        return random.sample(grid, len(grid))
    return grid[: row + 1] if change == 3 else grid + grid


@_of_grid
def columns(random: Random, grid: Grid) -> Grid:
    column = random.randrange(len(grid[0]))
    change = random.randrange(5)
    if change == 0:
        return [row[:column] + row[column + 1 :] for row in grid]
    if change == 1:
        return [[*row, *row[column : column + 1]] for row in grid]
    if change == 2:
        return [row[::-1] for row in grid]
    if change == 3:
        value = any_value(random)
        return [grid[0], *([*row[:column], value, *row[column + 1 :]] for row in grid[1:])]
    return [[*row, *[""] * random.choice((1, 5, 2000))] for row in grid]


@_of_grid
def header(random: Random, grid: Grid) -> Grid:
    column = random.randrange(len(grid[0]))
    old = grid[0][column]
    new = (
        old.upper(),
        old[:-1],
        old + "s",
        "",
        f" {old} ",
        any_value(random),
        random.choice(grid[0]),
        f'"{old}"',
        f"#{old}",
    )
    first = [*grid[0][:column], random.choice(new), *grid[0][column + 1 :]]
    return random.choice(([first, *grid[1:]], grid[1:], [first, first, *grid[1:]], [first]))


@_of_grid
def around(random: Random, grid: Grid) -> Grid:
    above = [["Table 1: something"], ["sep=;"], ["sep=,"], [""], [any_value(random)], ["Sum", "", "450"], grid[0]]
    line = random.choice(above)
    place = random.choice((0, 0, 1, len(grid)))
    return [*grid[:place], line, *([[""]] if random.random() < 0.3 else []), *grid[place:]]


def separator(random: Random, data: bytes) -> bytes:
    """Another separator, with or without decimal commas, quotation marks or a line that declares it."""
    text = data.decode("utf-8", errors="replace")
    sign = random.choice((";", ";", "\t", "|", " ", ":", ", "))
    lines = [line.split(",") for line in text.splitlines()]
    if random.random() < 0.6:
        lines = [[one.replace(".", ",") for one in line] for line in lines]
    if random.random() < 0.3:
        lines = [[f'"{one}"' for one in line] for line in lines]
    head = f"sep={sign}\n" if random.random() < 0.2 else ""
    return (head + _text(lines, sign)).encode()


def quotes(random: Random, data: bytes) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + random.choice((b'"', b'""', b"'", b'",', b'"\n')) + data[place:]


SPOILERS: tuple[Spoiler, ...] = (
    cell, cell, cell, cell_of_elsewhere, number, number, cells_shift, rows, columns, header, header, around, separator, quotes,
)  # fmt: skip
