"""The screen and the JSON of what a planner should look at in a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.present.console import BAD, GOOD, paragraph
from leonplan.optimizer.present.text import number
from leonplan.optimizer.review.remark import Remark
from leonplan.optimizer.review.review import CHECKS, Review
from leonplan.optimizer.review.telling import causes, sentence

MOST_LINES = 8
"""Serious remarks that the screen of a plan shows."""


def review_screen(review: Review) -> Iterator[RenderableType]:
    """Serious remarks first, each check's under its title."""
    settings = review.subject.instance.settings
    yield paragraph(f"{settings.name}: {review.subject.plan.mode.value} mode", "bold")
    yield counted(review)
    others = tuple(remark for remark in review.remarks if not remark.serious)
    for heading, remarks, style in (("SERIOUS", review.serious, BAD), ("ALSO", others, "bold")):
        if remarks:
            yield Text(heading, style=style)
            yield from _under_titles(review, remarks, style)


def counted(review: Review) -> Text:
    """How many remarks there are, in one line."""
    count, serious = len(review.remarks), len(review.serious)
    if not count:
        return Text("To look at: nothing; every check passes.", style=GOOD)
    line = f"To look at: {count} remark{'s' if count > 1 else ''}, {serious or 'none'} of them serious."
    return Text(line, style=BAD if serious else "bold")


def serious_lines(review: Review) -> Iterator[Text]:
    """The first serious remarks, a line each, and how to see the rest."""
    for remark in review.serious[:MOST_LINES]:
        yield paragraph(f"  {CHECKS[remark.check].title.en}: {_sentence(review, remark)}")
    more = len(review.serious) - MOST_LINES
    if more > 0:
        yield paragraph(f"  and {more} more serious ones: leon review RUN shows all, of a run written with -o.")


def counts_json(review: Review) -> dict[str, Any]:
    """How many remarks there are, in all, serious, and by check."""
    return {"all": len(review.remarks), "serious": len(review.serious), "checks": review.counts}


def review_json(review: Review) -> dict[str, Any]:
    """The fields of the contract."""
    return {
        "instance": review.subject.instance.settings.id,
        "mode": review.subject.plan.mode.value,
        "serious": len(review.serious),
        "counts": review.counts,
        "remarks": [_remark(review, remark) for remark in review.remarks],
    }


def _remark(review: Review, remark: Remark) -> dict[str, Any]:
    return {
        "check": remark.check,
        "serious": remark.serious,
        "year": remark.year,
        "years": list(remark.years),
        **asdict(remark.about),
        "figures": {
            name: {"value": round(one.value, 9), "unit": one.column.unit} for name, one in remark.figures.items()
        },
        "cause": causes(remark, "en"),
        "text": _sentence(review, remark),
        "rule": CHECKS[remark.check].source,
    }


def _under_titles(review: Review, remarks: tuple[Remark, ...], style: str) -> Iterator[RenderableType]:
    """A check's remarks under its title, likely causes once for those that share them."""
    for check in dict.fromkeys(remark.check for remark in remarks):
        yield paragraph(CHECKS[check].title.en, style)
        found = [remark for remark in remarks if remark.check == check]
        for shared in dict.fromkeys(remark.causes for remark in found):
            alike = [remark for remark in found if remark.causes == shared]
            yield from (paragraph(f"  {_sentence(review, remark)}") for remark in alike)
            yield paragraph(f"    Likely: {causes(alike[0], 'en')}.", "dim")


def _sentence(review: Review, remark: Remark) -> str:
    return sentence(review, remark, "en", _number)


def _number(value: float, decimals: int, unit: str) -> str:
    return f"{number(value, decimals)} {unit}".rstrip()
