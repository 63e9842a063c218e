"""Describes the tables of runs, comparisons, frontiers and many futures: the page ``optimizer/results/README.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Any, get_args, get_type_hints

from leonplan.models.catalog import attribute_docstrings
from leonplan.optimizer.compare.measures import MEASURES
from leonplan.optimizer.compare.rows import TABLES as COMPARED
from leonplan.optimizer.demand.project_demand import DemandStep, Step
from leonplan.optimizer.frontier.rows import TABLES as ALONG
from leonplan.optimizer.futures.robust_rows import TABLES as CHOSEN
from leonplan.optimizer.futures.rows import TABLES as STRESSED
from leonplan.optimizer.population.back_test import MeasuredError
from leonplan.optimizer.population.forecast import InhabitantsRow
from leonplan.optimizer.results.rows import ROWS, Post, Row
from leonplan.optimizer.results.texts import file_of
from leonplan.optimizer.results.totals import YearTotals
from leonplan.optimizer.words.column import columns_of, units_of
from leonplan.optimizer.words.vocabulary import GOAL_UNITS, GOALS, POSTS, UNITS
from leonplan.optimizer.words.vocabulary import MEASURES as MEASURE_WORDS

_INTRODUCTION = """\
# Tables of results

`leon solve`, `leon what-if`, `leon frontier`, `leon stress` and `leon robust` write their results with `-o FOLDER`, as CSV files
in its folder `results`.
This page lists every table and every column. It is written from the classes of the rows by
`leonplan.optimizer.kinds.describe_results`; a test compares the two.

| folder | its tables | runs in it |
| --- | --- | --- |
| [run](#run) | `results/` | |
| [comparison](#comparison) | `results/` | one in `plans/` for each scenario |
| [frontier](#frontier) | `results/` | one in `points/` for each point |
| [stress test](#stress-test) | `results/` | none; `leon stress -o` keeps finished futures in `tasks/`, and is not sealed |
| [choice over futures](#choice-over-futures) | `results/` | none; `leon robust -o` keeps finished futures likewise |

- **Format**: UTF-8, commas, decimal points, a heading, lines that end in LF. Numbers have up to nine decimals; a blank cell
  is *none*; flags are `true` or `false`. The same plan gives the same bytes.
- **A row is named by its key**; tables are in long format and sorted by the key, `money.csv` by year and then in the order
  of the [posts](#posts).
- **Identifiers** (`group`, `level`, `district`, `centre`, `category`, `project`, `programme`) are those of the instance, which
  lies in the run's folder `instance`: [the format of instances](../../instances/README.md).
- **Units** are as in the column *unit*; [the last table](#units) says them in words, English and Norwegian. Money is in the
  price year of the instance.
- **From Python**: `api.frames(api.read(FOLDER))` gives every table as a data frame, with `attrs["units"]` by column and
  `attrs["decimals"]`, to which people are shown them: `frame.round(frame.attrs["decimals"])`.
"""

_KINDS: Mapping[str, tuple[type[Row], ...]] = {
    "Run": ROWS,
    "Comparison": COMPARED,
    "Frontier": ALONG,
    "Stress test": STRESSED,
    "Choice over futures": CHOSEN,
}

_FRAMES: Mapping[str, type[Any]] = {
    "by_year": YearTotals,
    "steps": DemandStep,
    "population": InhabitantsRow,
    "errors": MeasuredError,
}
_ABOUT_FRAMES = (
    "`api.frames` gives `by_year` of a plan, of a projection of need its `need` and these `steps`, and of a municipality's "
    "inhabitants `population` and `errors`."
)


def results_page() -> str:
    """The page that describes every table of results, column by column, in Markdown."""
    lines = [_INTRODUCTION]
    for name, kinds in _KINDS.items():
        lines += [f"## {name}", ""]
        for kind in kinds:
            key = ", ".join(f"`{column}`" for column in kind.key)
            lines += _section(file_of(kind), kind, f" Key: {key}.")
        lines += {"Run": _posts, "Comparison": _measures, "Frontier": _goals}.get(name, _nothing)()
    lines += [
        "## Data frames only",
        "",
        "`api.frames` gives `by_year` of a plan, and of a projection of need its `need` and these `steps`.",
        "",
    ]
    for name, kind in _FRAMES.items():
        lines += _section(name, kind)
    lines += _units()
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, kind: type[Any], key: str = "") -> Iterator[str]:
    """A table: what its rows are, then its columns."""
    hints, meanings, units = get_type_hints(kind), attribute_docstrings(kind), units_of(kind)
    yield from (f"### `{title}`", "", f"{_line(kind.__doc__)}{key}", "")
    yield from _table(
        ("column", "type", "unit", "meaning"),
        ((f"`{name}`", _words(hints[name]), units.get(name, ""), _line(meanings[name])) for name in columns_of(kind)),
    )


def _words(hint: Any) -> str:
    """The type of a column in plain words."""
    parts = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    words = " ".join(_TYPES[part] for part in parts if part is not type(None))
    return f"{words} or blank" if type(None) in parts else words


_TYPES: Mapping[Any, str] = {
    int: "whole number",
    float: "number",
    str: "text",
    bool: "true or false",
    Post: "a [post](#posts)",
    Step: "text",
}


def _posts() -> Iterator[str]:
    yield from (
        "### Posts",
        "",
        "The values of `post`, in the order shown; income is negative, so that posts add up.",
        "",
    )
    meanings = attribute_docstrings(Post)
    rows = ((f"`{post}`", POSTS[post].en, post.unit, meanings[post.name]) for post in Post)
    yield from _table(("post", "in words", "unit", "meaning"), rows)


_ABOUT_MEASURES = (
    "The values of `measure`, and the unit that each row names; `goal` has the unit of the [goal](#goals)."
)


def _measures() -> Iterator[str]:
    yield from (
        "### Measures",
        "",
        "The values of `measure`, and the unit that each row names; that of `goal` is the [goal's](#goals), over all years.",
        "",
    )
    rows = (
        (
            f"`{name}`",
            MEASURE_WORDS[name].en,
            one.unit,
            one.unit_over_years,
            ", ".join(f"`{part}`" for part in one.told_by),
        )
        for name, one in MEASURES.items()
    )
    yield from _table(("measure", "in words", "unit in a year", "unit over all years", "given by"), rows)


def _goals() -> Iterator[str]:
    yield from ("### Goals", "", "The values of `goal`, or several with weights, and the unit of each.", "")
    yield from _table(("goal", "in words", "unit"), ((f"`{x}`", word.en, GOAL_UNITS[x]) for x, word in GOALS.items()))


def _nothing() -> Iterator[str]:
    """A kind whose tables need no list of words."""
    yield from ()


def _units() -> Iterator[str]:
    yield from ("## Units", "")
    yield from _table(("unit", "English", "bokmål"), ((unit, word.en, word.nb) for unit, word in UNITS.items() if unit))


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table."""
    names = list(headings)
    yield from (f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}")
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _line(text: str | None) -> str:
    """A docstring on one line."""
    return " ".join((text or "").replace("``", "`").split())
