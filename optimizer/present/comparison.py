"""The screen of a comparison: every scenario in one row, then what moves in each, then why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum
from textwrap import wrap

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from leonplan.optimizer.compare.comparison import Comparison, Entry, ScenarioKind
from leonplan.optimizer.compare.walk import WALK_MEASURES, Walk
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.present.comparison_words import signed, what_moves
from leonplan.optimizer.present.console import BAD, GOOD, paragraph, screen_width
from leonplan.optimizer.present.grid import section
from leonplan.optimizer.present.text import number, share, visible
from leonplan.optimizer.results.key_figures import KEY_FIGURES, KeyFigure
from leonplan.optimizer.results.names import Names
from leonplan.optimizer.results.view import PlanView

_CELL = 10
"""Width of a number with the blank before it [characters]."""

_LABEL = (20, 48)
"""Least and greatest width of the labels [characters]."""


_DISTRICTS = (
    "Districts are told as the plans have them. The policy on equity is off, so that where people wait at home, another "
    "split between districts may be just as good."
)


HEADINGS: Mapping[str, tuple[str, str]] = {
    "heavy_without_help": ("heavy", "no help"),
    "heavy_unmet": ("heavy", "unmet"),
    "light_unmet": ("light", "unmet"),
    "spend": ("spending", "mkr"),
    "above_level": ("above", "step-yrs"),
    "employed_last": ("årsverk", "in {year}"),
    "starts": ("projects", "started"),
    "overrun": ("overrun", "mkr"),
    "outlay": ("invested", "mkr"),
    "spend_last": ("mkr spent", "in {year}"),
    "shortfall": ("shortfall", "FTE-yrs"),
    "unfilled": ("unfilled", "mkr"),
    "shifted": ("shifted", "FTE-yrs"),
    "lowest_last": ("at lowest", "in {year}"),
    "round_the_clock_last": ("24 h pl.", "in {year}"),
}
"""Two lines of heading for every key figure."""


def figure_of(figure: KeyFigure, plan: PlanView) -> float:
    """A key figure as the screen shows it, money in million kroner."""
    return figure.value(plan) / (1000 if figure.is_money else 1)


def _decimals(figure: KeyFigure) -> int:
    return 0 if figure.column.unit == "times" else 1


def comparison_screen(comparison: Comparison) -> Iterator[RenderableType]:
    """One row for each scenario, then its question and what moves, then the walk."""
    names = comparison.names
    base = comparison.base
    count = len(comparison.shown) - 1
    yield paragraph(
        f"{base.instance.settings.name}: {count} scenario{'' if count == 1 else 's'} against the base, "
        f"{base.mode.value} mode, population {base.instance.settings.population_variant}",
        "bold",
    )
    yield _sureness(comparison)
    yield paragraph("Heavy and light need in person-years over all years, never added; mkr: million kroner.", "dim")
    yield from _table(comparison)
    for entry in comparison.shown[1:]:
        yield from _entry(comparison, entry, names)
    if not base.instance.settings.policies.equity.on:
        yield Text("")
        yield paragraph(_DISTRICTS, "dim")
    yield from _walk(comparison)
    yield from (paragraph(f"Note: {line}", "dim") for line in comparison.notes)


def _sureness(comparison: Comparison) -> Text:
    """Whether every plan is proven and verified, in one line."""
    plans = {entry.id: entry.plan for entry in comparison.entries if entry.plan is not None}
    unverified = [id for id, plan in plans.items() if plan.verification is None or not plan.verification.ok]
    if unverified:
        return paragraph(f"NOT VERIFIED: {', '.join(unverified)}.", BAD)
    unproven = [id for id, plan in plans.items() if plan.status is not Status.OPTIMAL]
    if unproven:
        return paragraph(
            f"All {len(plans)} plans verified; stopped before they were proven: {', '.join(unproven)}.", BAD
        )
    gap = max(plan.settings.gap for plan in plans.values())
    seconds = fsum(fsum(plan.seconds.values()) for plan in plans.values())
    return paragraph(
        f"All {len(plans)} plans verified and proven, each within {share(gap)} of its best; {seconds:.1f} s of solving.",
        GOOD,
    )


def _table(comparison: Comparison) -> Iterator[Text]:
    """A row of numbers for each scenario, and under it how they differ from the base."""
    base = PlanView(comparison.base)
    width = screen_width()
    columns = KEY_FIGURES[: max(1, (width - _LABEL[0]) // _CELL)]
    label = min(_LABEL[1], width - _CELL * len(columns))
    for place in (0, 1):
        headings = [HEADINGS[column.name][place].format(year=base.last) for column in columns]
        yield _line("Scenario" if place == 0 else "", headings, label, "bold")
    before = [figure_of(column, base) for column in columns]
    for entry in comparison.shown:
        first, second = _two_lines(entry.title, label - 1)
        if entry.plan is None:
            yield _line(first, ["no plan"], label, BAD)
            if second:
                yield _line(second, [], label, BAD)
            continue
        plan = PlanView(entry.plan)
        values = [figure_of(column, plan) for column in columns]
        shown = [number(value, _decimals(column)) for column, value in zip(columns, values, strict=True)]
        yield _line(first, shown, label, "bold" if entry.kind is ScenarioKind.BASE else "")
        if entry.kind is not ScenarioKind.BASE:
            moved = zip(columns, values, before, strict=True)
            yield _line(second, [_difference(new - old, _decimals(one)) for one, new, old in moved], label, "dim")
    if len(columns) < len(KEY_FIGURES):
        yield Text(
            f"Columns left out for want of width: {len(KEY_FIGURES) - len(columns)}; --json holds them all.",
            style="dim",
        )


def _two_lines(title: str, width: int) -> tuple[str, str]:
    """A title on two lines, the second of which is cut where it is too long."""
    lines = [*wrap(visible(title), width), "", ""]
    return lines[0], lines[1] if len(lines) <= 4 else f"{lines[1][: width - 1]}…"


def _difference(value: float, decimals: int) -> str:
    return signed(value, decimals) if round(value, decimals) else "·"


def _line(label: str, cells: Sequence[str], width: int, style: str) -> Text:
    name = Text(visible(label), no_wrap=True)
    name.truncate(width - 1, overflow="ellipsis", pad=True)
    return Text.assemble(name, " ", "".join(cell.rjust(_CELL) for cell in cells), style=style, no_wrap=True)


def _entry(comparison: Comparison, entry: Entry, names: Names) -> Iterator[RenderableType]:
    """A scenario: what is asked, and what moves."""
    yield Text("")
    choice = f" (vegvalg: {entry.vegvalg})" if entry.vegvalg else ""
    yield paragraph(f"{entry.title}{choice}", "bold")
    if entry.question:
        yield _indented(paragraph(entry.question, "italic"))
    if entry.plan is None:
        yield _indented(paragraph(f"There is no plan: {entry.error}", BAD))
        return
    for heading, line in what_moves(comparison, entry, names):
        yield _indented(Text.assemble((f"{visible(heading)}: ", "bold"), visible(line)))


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, 2), expand=False)


def _walk(comparison: Comparison) -> Iterator[RenderableType]:
    """Why the plan moved, change by change."""
    walk = comparison.walk
    if walk is None:
        return
    yield Text("")
    yield section("The walk", "each change's fair share of the way to all together, over all years")
    if walk.missing is not None:
        yield paragraph(walk.missing, BAD)
        return
    titles = {player.id: player.title for player in comparison.players}
    yield from _shares(walk, titles)


_SHOWN: Mapping[str, tuple[tuple[str, str], float]] = {
    "spend": (("spending", "mkr"), 1000.0),
    "all_heavy_without_help": (("heavy", "no help"), 1.0),
    "all_heavy_unmet": (("heavy", "unmet"), 1.0),
    "all_light_unmet": (("light", "unmet"), 1.0),
    "employed": (("årsverk", "x years"), 1.0),
}
"""Two lines of heading, and what an amount is divided by, for every measure of the walk."""


def _shares(walk: Walk, titles: Mapping[str, str]) -> Iterator[RenderableType]:
    """The base, each change's share, all together, and how fine a share is."""
    by_measure = {m: [step for step in walk.steps if step.measure == m and step.year is None] for m in WALK_MEASURES}
    width = screen_width()
    shown = list(WALK_MEASURES)[: max(1, (width - _LABEL[0]) // _CELL)]
    label = min(_LABEL[1], width - _CELL * len(shown))

    def told(amounts: Iterable[float], form: Callable[[float], str]) -> list[str]:
        return [form(amount / _SHOWN[measure][1]) for measure, amount in zip(shown, amounts, strict=True)]

    columns = [by_measure[measure] for measure in shown]
    for place in (0, 1):
        yield _line("", [_SHOWN[measure][0][place] for measure in shown], label, "bold")
    yield _line("Base", told((steps[0].before for steps in columns), _plain), label, "")
    for step, *others in zip(*columns, strict=True):
        amounts = told((one.amount for one in (step, *others)), lambda amount: _difference(amount, 1))
        first, second = _two_lines(titles[step.change], label - 3)
        yield _line(f"  {first}", amounts, label, "")
        if second:
            yield _line(f"  {second}", [], label, "")
    yield _line("All together", told((steps[-1].after for steps in columns), _plain), label, "bold")
    finest = [_resolution(walk.resolution[measure], _SHOWN[measure][1]) for measure in shown]
    yield _line("Less means nothing", finest, label, "dim")


def _plain(value: float) -> str:
    return number(value, 1)


def _resolution(size: float | None, unit: float) -> str:
    if size is None:
        return "unknown"
    return number(size / unit, 1) if size / unit >= 0.1 else f"{size / unit:.1g}"
