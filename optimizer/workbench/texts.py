"""What pages say, in the language that the reader has chosen."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from gettext import NullTranslations
from typing import Literal

from starlette.requests import Request

from leonplan.optimizer import api
from leonplan.optimizer.words import input_words, vocabulary
from leonplan.optimizer.workbench.folder.item import ItemKind
from leonplan.optimizer.workbench.jobs.job import JobState, Work

Language = Literal["nb", "en"]

COOKIE = "leon_language"
"""Cookie that holds the language."""


def mark(message: str) -> str:
    """The message as it is: marks a text that is translated elsewhere, where it is said."""
    return message


KINDS = {
    ItemKind.INSTANCE: mark("Municipality"),
    ItemKind.WORKBOOK: mark("Workbook"),
    ItemKind.RUN: mark("Plan"),
    ItemKind.COMPARISON: mark("Comparison"),
    ItemKind.FRONTIER: mark("Frontier"),
    ItemKind.REPORT: mark("Report"),
}

WORKS = {
    Work.PLAN: mark("Plan"),
    Work.COMPARISON: mark("Comparison"),
    Work.FRONTIER: mark("Frontier"),
    Work.HAND: mark("Plan by hand"),
    Work.SIDE_BY_SIDE: mark("Plans side by side"),
    Work.POINT: mark("Plan of a frontier"),
    Work.REPORT: mark("Report"),
    Work.WORKBOOK: mark("Workbook"),
    Work.UPLOAD: mark("Check of a workbook"),
    Work.PAGES: mark("Making pages ready"),
}

STATES = {
    JobState.WAITING: mark("Waiting"),
    JobState.RUNNING: mark("Running"),
    JobState.DONE: mark("Done"),
    JobState.STOPPED: mark("Stopped"),
    JobState.FAILED: mark("Failed"),
    JobState.LOST: mark("Interrupted"),
}

CHANGES = {"added": mark("Added"), "removed": mark("Removed"), "changed": mark("Changed")}

MODES = {"frame": mark("Within the frames"), "cover": mark("Need first")}


class Texts:
    """Says things in a language."""

    def __init__(self, language: Language) -> None:
        """language: bokmål or English."""
        self.language = language

    def say(self, message: str, **values: str | int) -> str:
        """A message in the language, its ``{names}`` filled in."""
        return _catalogue(self.language).gettext(message).format(**values)

    def kind(self, kind: ItemKind) -> str:
        """What a kind of thing is called."""
        return self.say(KINDS[kind])

    def work(self, work: Work) -> str:
        """What a kind of job is called."""
        return self.say(WORKS[work])

    def state(self, state: JobState) -> str:
        """How a job stands."""
        return self.say(STATES[state])

    def change(self, change: str) -> str:
        """What happened to a row."""
        return self.say(CHANGES[change])

    def mode(self, mode: str) -> str:
        """What a mode is called."""
        return self.say(MODES[mode]) if mode in MODES else mode

    def status(self, status: str) -> str:
        """What the status of a plan is called."""
        word = vocabulary.STATUSES.get(status)
        return status if word is None else word.of(self.language)

    def goal(self, goal: str) -> str:
        """What a goal is called."""
        word = vocabulary.GOALS.get(goal)
        return goal if word is None else word.of(self.language)

    def unit(self, goal: str) -> str:
        """The unit of a goal."""
        word = vocabulary.UNITS.get(vocabulary.GOAL_UNITS.get(goal, ""))
        return "" if word is None else word.of(self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number."""
        text = f"{value:,.{decimals}f}".replace("-", "−")
        if self.language == "en":
            return text
        return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")

    def typed(self, value: object) -> str:
        """A value as people type it; text as it is."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return str(value)
        return str(value).replace(".", ",") if self.language == "nb" else str(value)

    def short(self, value: float) -> str:
        """A number with the digits that it needs."""
        return self.typed(int(value) if float(value).is_integer() else value)

    def axis_unit(self, unit: str) -> str:
        """The unit of what a frontier limits; as it is where it has no word."""
        word = vocabulary.UNITS.get(unit)
        if self.language == "nb" and unit in input_words.UNITS:
            return input_words.UNITS[unit]
        return unit if word is None else word.of(self.language)

    def exact(self, value: float) -> str:
        """A number with the three decimals that tables have, less where they are zeros."""
        text = self.number(value, 3)
        sign = "," if self.language == "nb" else "."
        return text.rstrip("0").rstrip(sign) if sign in text else text

    def moment(self, moment: str) -> str:
        """A moment, on this machine's clock."""
        if not moment:
            return ""
        local = datetime.fromisoformat(moment).astimezone()
        return f"{local:%d.%m.%Y %H:%M}" if self.language == "nb" else f"{local:%Y-%m-%d %H:%M}"


@cache
def _catalogue(language: Language) -> NullTranslations:
    return api.translations("leonplan.optimizer.workbench", language)


def language_of(request: Request) -> Language:
    """The language that a reader has chosen; bokmål if none was."""
    return "en" if request.cookies.get(COOKIE) == "en" else "nb"
