"""What is to be solved for a comparison: doing nothing, each what-if, all together, and what the walk needs besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from leonplan.optimizer.compare.comparison import Entry, ScenarioKind
from leonplan.optimizer.compare.same_problem import is_same_problem
from leonplan.optimizer.compare.shapley import Coalition, coalitions
from leonplan.optimizer.compare.walk import Player
from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.planning.scenarios import Scenario
from leonplan.optimizer.planning.short_orders import without_later_goals
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.apply import apply_what_ifs, do_nothing
from leonplan.optimizer.what_if.change import Change, in_words
from leonplan.optimizer.what_if.read import NamedWhatIf
from leonplan.optimizer.words import phrases

BASE, NOTHING, TOGETHER = "base", "do_nothing", "together"
"""Ids of the scenarios that are not a what-if."""

FEW, MOST = 4, 6
"""Changes that are walked over without being asked for, and at all: n changes take 2^n plans."""


class WalkChoice(StrEnum):
    """Whether to walk from the base to all changes together."""

    AUTO = "auto"
    """With two to four changes."""
    ALL = "all"
    """With up to six changes."""
    NONE = "none"
    """Not at all."""


@dataclass(frozen=True)
class Cases:
    """What is to be solved besides the base."""

    scenarios: tuple[tuple[ScenarioKind, Scenario], ...]
    """In the order shown, those of the walk last."""
    impossible: tuple[Entry, ...]
    """Changes that cannot be made together without others, needed for the walk."""
    players: tuple[Player, ...]
    """The changes of the walk; none without one."""
    coalitions: dict[Coalition, str]
    """The scenario of every set of them."""
    notes: tuple[str, ...]
    """What a reader should know."""


@dataclass(frozen=True)
class _Changes:
    """Changes that can be made one by one or together, always in the order of their ids."""

    titles: Mapping[str, str]
    """Title by id; none if nothing is to be walked over."""
    made: Callable[[Coalition], Instance]
    """The base with some of the changes; raises InputError if they contradict each other."""

    def titled(self, some: Coalition) -> str:
        """What a set of changes is called."""
        return " + ".join(self.titles[id] for id in sorted(some))


def make_cases(
    base: Instance,
    named: Sequence[NamedWhatIf],
    *,
    together: bool = False,
    walk: WalkChoice = WalkChoice.AUTO,
    nothing: bool = True,
) -> Cases:
    """What is to be solved to compare some what-ifs with the base.

    together: also all at once. Several changes are made in the order of their ids, in whatever order they are named, so
    that shares cannot depend on it. Raises InputError with file and line for changes that contradict the instance or, if
    all together or the walk was asked for, each other; UsageError for a walk over too many changes.
    """
    what_ifs = _with_own_ids(named)
    walked = _walked(base, what_ifs, walk)
    notes = _why_no_walk(what_ifs, walked, walk)
    scenarios = [(ScenarioKind.DO_NOTHING, _nothing(base))] if nothing else []
    scenarios += [(ScenarioKind.WHAT_IF, _scenario(base, what_if)) for what_if in what_ifs]
    if len(what_ifs) > 1 and (together or walked.titles):
        everything = _whole_files(base, what_ifs)
        try:
            scenarios.append((ScenarioKind.TOGETHER, _together(everything)))
            notes += _if_order_matters(base, everything, what_ifs)
        except InputError as error:
            if together or walk is WalkChoice.ALL:
                raise
            notes.append(phrases.NO_WALK_TOGETHER.en.format(why=_in_words(error)))
            walked = replace(walked, titles={})
    if not walked.titles:
        return Cases(tuple(scenarios), (), (), {}, tuple(notes))
    return _with_walk(scenarios, walked, what_ifs, notes)


def _with_own_ids(named: Sequence[NamedWhatIf]) -> list[NamedWhatIf]:
    """The what-ifs, each with an id that no other scenario has."""
    taken = {BASE, NOTHING, TOGETHER}
    found: list[NamedWhatIf] = []
    for what_if in named:
        id, number = what_if.id, 2
        while id in taken:
            id, number = f"{what_if.id}_{number}", number + 1
        taken.add(id)
        found.append(replace(what_if, id=id))
    return found


def _walked(base: Instance, what_ifs: Sequence[NamedWhatIf], walk: WalkChoice) -> _Changes:
    """What to walk over: the what-ifs, or the changes of a single one; nothing if there is to be no walk."""
    changes = _single_changes(base, what_ifs[0]) if len(what_ifs) == 1 else _whole_files(base, what_ifs)
    count = len(changes.titles)
    if walk is WalkChoice.NONE or count < 2 or (walk is WalkChoice.AUTO and count > FEW):
        return replace(changes, titles={})
    if count > MOST:
        raise UsageError(
            f"a walk over {count} changes takes {2**count} plans, and the most it takes is {2**MOST}: name up to {MOST} "
            "changes, or leave the walk out with --walk none"
        )
    return changes


def _whole_files(base: Instance, what_ifs: Sequence[NamedWhatIf]) -> _Changes:
    parts = {one.id: one for one in what_ifs}
    titles = {id: one.what_if.title for id, one in parts.items()}
    return _Changes(titles, lambda some: apply_what_ifs(base, [parts[id] for id in sorted(some)]))


def _single_changes(base: Instance, named: NamedWhatIf) -> _Changes:
    """The changes of a what-if, numbered in its order."""
    what_if = named.what_if
    parts = {f"{named.id}.{number}": change for number, change in enumerate(what_if.changes, 1)}

    def made(some: Coalition) -> Instance:
        changes = tuple(change for id, change in parts.items() if id in some)
        return apply_what_ifs(base, [replace(named, what_if=what_if.model_copy(update={"changes": changes}))])

    return _Changes({id: _titled(change) for id, change in parts.items()}, made)


def _titled(change: Change) -> str:
    """A change in words, much as it stands in its file."""
    given = [_told(name, value) for name, value in change.given().items() if value not in ((), {})]
    return f"{change.change}: {', '.join(given)}" if given else change.change


def _told(name: str, value: object) -> str:
    """A field of a change: ids as they are, everything else with its name."""
    if isinstance(value, tuple):
        return " ".join(map(in_words, value))
    return value if isinstance(value, str) else f"{name} {in_words(value)}"


def _why_no_walk(what_ifs: Sequence[NamedWhatIf], walked: _Changes, walk: WalkChoice) -> list[str]:
    if walked.titles or walk is WalkChoice.NONE:
        return []
    count = len(what_ifs[0].what_if.changes) if len(what_ifs) == 1 else len(what_ifs)
    if count > FEW:
        return [phrases.NO_WALK_MANY.en.format(count=count, most=MOST)]
    return [phrases.NO_WALK_ONE.en] if walk is WalkChoice.ALL else []


def _nothing(base: Instance) -> Scenario:
    return Scenario(
        id=NOTHING,
        title="Do nothing",
        instance=without_later_goals(do_nothing(base)),
        reason="What comes by itself, against which every proposal is to be seen.",
        question="What happens without projects and programmes beyond what is decided?",
    )


def _scenario(base: Instance, named: NamedWhatIf) -> Scenario:
    told = named.what_if
    return Scenario(
        id=named.id,
        title=told.title,
        instance=apply_what_ifs(base, [named]),
        reason=told.reason,
        question=told.question,
        vegvalg=told.vegvalg,
    )


def _together(everything: _Changes) -> Scenario:
    some = frozenset(everything.titles)
    return Scenario(
        id=TOGETHER,
        title="All together",
        instance=everything.made(some),
        reason=f"{everything.titled(some)}.",
        question="What follows if all of it is done?",
    )


def _if_order_matters(base: Instance, everything: _Changes, named: Sequence[NamedWhatIf]) -> list[str]:
    ids = [one.id for one in named]
    if ids == sorted(ids) or is_same_problem(apply_what_ifs(base, named), everything.made(frozenset(ids))):
        return []
    return [phrases.ORDER_MATTERS.en.format(ids=", ".join(sorted(ids)))]


def _in_words(error: InputError) -> str:
    return "; ".join(problem.message for problem in error.problems)


def _with_walk(
    scenarios: list[tuple[ScenarioKind, Scenario]],
    walked: _Changes,
    what_ifs: Sequence[NamedWhatIf],
    notes: Sequence[str],
) -> Cases:
    """The cases with a scenario for every set of changes; what is solved anyway is not solved again."""
    ids = frozenset(walked.titles)
    known: dict[Coalition, str] = {frozenset(): BASE, ids: TOGETHER if len(what_ifs) > 1 else what_ifs[0].id}
    if len(what_ifs) > 1:
        known |= {frozenset([id]): id for id in ids}
    made, impossible = list(scenarios), []
    for some in coalitions(ids):
        if some in known:
            continue
        id = known[some] = "+".join(sorted(some))
        try:
            made.append((ScenarioKind.WALK, Scenario(id=id, title=walked.titled(some), instance=walked.made(some))))
        except InputError as error:
            words = f"cannot be made without the others: {_in_words(error)}"
            impossible.append(_impossible(id, walked.titled(some), words, error))
    players = tuple(Player(id, title) for id, title in sorted(walked.titles.items()))
    return Cases(
        scenarios=tuple(made),
        impossible=tuple(impossible),
        players=players,
        coalitions={some: known[some] for some in coalitions(ids)},
        notes=tuple(notes),
    )


def _impossible(id: str, title: str, words: str, error: InputError) -> Entry:
    return Entry(
        id=id,
        kind=ScenarioKind.WALK,
        title=title,
        reason="",
        question="",
        vegvalg=None,
        plan=None,
        error=words,
        exit_code=error.exit_code,
    )
