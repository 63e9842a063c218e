"""The tables of a choice over many futures as text, and where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from leonplan.optimizer.futures.outcome import FutureOutcome
from leonplan.optimizer.futures.ranking import CRITERIA, best_by, compared, over_futures
from leonplan.optimizer.futures.robust import RobustChoice
from leonplan.optimizer.futures.robust_rows import (
    TABLES,
    BestCandidate,
    CandidateGoal,
    CandidateRow,
    CandidateStart,
    CandidateValue,
)
from leonplan.optimizer.futures.rows import FactorValue
from leonplan.optimizer.futures.sweep import FREE
from leonplan.optimizer.results.rows import Row
from leonplan.optimizer.results.texts import file_of, write_table
from leonplan.optimizer.sealed.atomic import write_file

RESULTS = "results"


def candidate_rows(choice: RobustChoice) -> tuple[CandidateRow, ...]:
    """The candidates in their order."""
    at = compared(choice)
    return tuple(
        CandidateRow(one.id, " ".join(one.also), at.planned[one.id], len(at.free)) for one in choice.candidates
    )


def best_rows(choice: RobustChoice) -> tuple[BestCandidate, ...]:
    """Which candidates are best by each criterion; none where no candidate has a plan in every future."""
    at = compared(choice)
    rows = over_futures(at)
    return tuple(BestCandidate(by, id) for by in CRITERIA for id in best_by(rows, at.free, by))


def robust_texts(choice: RobustChoice) -> dict[str, str]:
    """The text of every table by the name of its file; the same futures and candidates give the same bytes."""
    rows: dict[type[Row], Iterable[Row]] = {
        FactorValue: (FactorValue(x.future, id, x.values[id]) for x in choice.free for id in sorted(x.values)),
        CandidateRow: candidate_rows(choice),
        CandidateStart: (
            CandidateStart(one.id, project, year, times)
            for one in choice.candidates
            for (project, year), times in sorted(one.starts.items())
            if times
        ),
        CandidateValue: _values(choice),
        CandidateGoal: over_futures(compared(choice)),
        BestCandidate: best_rows(choice),
    }
    return {file_of(kind): write_table(kind, rows[kind]) for kind in TABLES}


def _values(choice: RobustChoice) -> Iterator[CandidateValue]:
    yield from _of(FREE, choice.free)
    for one in choice.candidates:
        yield from _of(one.id, choice.outcomes[one.id])


def _of(id: str, found: Iterable[FutureOutcome]) -> Iterator[CandidateValue]:
    for one in found:
        for step, goal in enumerate(one.goals, 1):
            yield CandidateValue(id, one.future, step, goal.goal, goal.unit, goal.value, goal.bound, goal.allowance)


def write_robust(choice: RobustChoice, folder: Path) -> None:
    """Write the tables into the folder of the sweep, in place of earlier ones; raises UsageError if it cannot."""
    for name, text in robust_texts(choice).items():
        write_file(folder / RESULTS / name, text.encode())
