"""Remarks in words, in either language; how a number is written is up to who shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from leonplan.optimizer.review.basis import BASES
from leonplan.optimizer.review.remark import Figure, Remark
from leonplan.optimizer.review.review import CHECKS, Review
from leonplan.optimizer.review.series import years_text
from leonplan.optimizer.review.subject import Subject
from leonplan.optimizer.words.one_person import filled
from leonplan.optimizer.words.vocabulary import GOALS
from leonplan.optimizer.words.word import Language, Word

Numbers = Callable[[float, int, str], str]
"""Writes a number with so many decimals, and its unit if it has one."""

WHOLE = Word("The municipality", "Kommunen")
"""What a remark is about that is about no part."""

MOST = Word(", the most of {years}", ", det meste i {years}")
"""What is said after the worst year, where there are others."""

FROM = 10.0
"""Numbers of persons, places and FTE are whole from here on."""


def sentence(review: Review, remark: Remark, language: Language, numbers: Numbers) -> str:
    """A remark in one sentence."""
    view = review.subject
    shown = {name: _shown(figure, numbers) for name, figure in remark.figures.items()}
    years = years_text(remark.years, view.years)
    # only the check's sentence is a template: braces within names stay as they are
    return filled(
        CHECKS[remark.check].said.of(language),
        {
            "what": what(view, remark, language),
            "year": "" if remark.year is None else str(remark.year),
            "years": years,
            "most": MOST.of(language).format(years=years) if len(remark.years) > 1 else "",
            "basis": ", ".join(
                f"{_BASES[name].of(language)} ({shown[name]})" for name in remark.figures if name in _BASES
            ),
            **shown,
        },
        language,
    )


def causes(remark: Remark, language: Language) -> str:
    """The likely causes of a remark in one line, beginning with a capital."""
    text = "; ".join(cause.of(language) for cause in remark.causes)
    return text[:1].upper() + text[1:]


def what(view: Subject, remark: Remark, language: Language) -> str:
    """What a remark is about, by the names of the instance."""
    names = _names(view, language)
    parts = [names[kind].get(id, id) for kind, id in asdict(remark.about).items() if id is not None and kind in names]
    return ", ".join(parts) or WHOLE.of(language)


_BASES = {basis.value: word for basis, word in BASES.items()}


def _names(view: Subject, language: Language) -> dict[str, Mapping[str, str]]:
    """Names by what a remark can be about."""
    names = view.names
    return {
        "project": names.projects,
        "programme": names.programmes,
        "category": names.staff,
        "group": names.groups,
        "level": names.levels,
        "place": names.centres,
        "source": {source.id: source.title for source in view.instance.settings.sources},
        "goal": {goal: word.of(language) for goal, word in GOALS.items()},
    }


def _shown(figure: Figure, numbers: Numbers) -> str:
    """A figure as people read it: years and counts as they are, shares in per cent, money in millions."""
    unit, value = figure.column.unit, figure.value
    if unit in ("year", "times"):
        return str(round(value))
    if unit == "share":
        return numbers(100 * value, 0 if abs(value) >= 0.1 else 1, "%")
    if unit.startswith("kNOK"):
        return numbers(value / 1000, 1, "")
    decimals = 0 if abs(value) >= FROM else min(1, figure.column.decimals)
    return numbers(value, decimals if round(value, decimals) else 0, "")
