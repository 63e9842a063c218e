"""The screen and the JSON of a choice over many futures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from leonplan.optimizer.futures.ranking import CRITERIA, compared, over_futures
from leonplan.optimizer.futures.robust import Candidate, RobustChoice
from leonplan.optimizer.futures.robust_rows import BestCandidate, CandidateGoal
from leonplan.optimizer.futures.robust_texts import best_rows, candidate_rows
from leonplan.optimizer.present.console import BAD, GOOD, add_row, paragraph, plain_table
from leonplan.optimizer.present.text import number
from leonplan.optimizer.words.many_futures import CRITERIA as CRITERIA_WORDS
from leonplan.optimizer.words.vocabulary import GOALS


def robust_screen(choice: RobustChoice) -> Iterator[RenderableType]:
    """The candidates, which is best by what, how far it is from the best there can be, and the table over futures."""
    standing = "starts stand" if choice.before is None else f"starts before {choice.before} stand, later ones are free"
    head = f"{choice.instance.settings.name}: {len(choice.candidates)} candidates in {len(choice.free)} futures"
    yield paragraph(f"{head}; their {standing}", "bold")
    if choice.interrupted:
        yield paragraph("STOPPED before everything was planned; with -o the same command goes on.", BAD)
    unproven = sum(not one.proven for one in choice.everything())
    if unproven:
        yield paragraph(f"{unproven} plans were not proven; more --time-limit may change them.", BAD)
    for id, reason in choice.missing.items():
        yield paragraph(f"{id}: no candidate: {reason}", BAD)
    for sentence in robust_words(choice):
        yield paragraph(sentence, GOOD if sentence.startswith("Best") else "")
    yield Text("")
    yield _candidates(choice)
    yield from _goals(over_futures(compared(choice)))


def _candidates(choice: RobustChoice) -> RenderableType:
    table = plain_table(("CANDIDATE", "left"), ("plan in", "right"), ("starts", "left"))
    for row, one in zip(candidate_rows(choice), choice.candidates, strict=True):
        name = f"{one.id} (also {row.also})" if row.also else one.id
        add_row(table, (name, f"{row.planned} of {row.futures}", _starts(one)))
    return table


def _starts(one: Candidate) -> str:
    told = [
        f"{project} {year}" + (f" × {times}" if times > 1 else "")
        for (project, year), times in sorted(one.starts.items(), key=lambda at: (at[0][1], at[0][0]))
        if times
    ]
    return ", ".join(told) or "nothing"


def _goals(rows: Sequence[CandidateGoal]) -> Iterator[RenderableType]:
    """Goal by goal, without those in which every candidate comes to nothing."""
    for step in sorted({row.step for row in rows}):
        of_step = [row for row in rows if row.step == step]
        if not any(row.mean for row in of_step):
            continue
        heads = ("on average", "worst tenth", "most regret", "bound")
        table = plain_table(("", "left"), *((head, "right") for head in heads))
        for row in of_step:
            amounts = (row.mean, row.worst_tenth, row.greatest_regret, row.bound)
            add_row(table, (row.candidate, *("" if one is None else number(one, 1) for one in amounts)))
        yield Text("")
        yield paragraph(f"{step} {_goal(of_step[0])} [{of_step[0].unit}]", "bold")
        yield table


def _goal(row: CandidateGoal) -> str:
    return GOALS[row.goal].en if row.goal in GOALS else row.goal


def robust_words(choice: RobustChoice) -> Iterator[str]:
    """Which candidate is best, and how far from the best there can be, in sentences."""
    at = compared(choice)
    left_out = len(choice.free) - len(at.free)
    if left_out:
        yield f"{left_out} futures are left out: there is no plan, or none yet, even if they are planned freely."
    rows = over_futures(at)
    if not rows:
        most = max(at.planned.values(), default=0)
        those = ", ".join(id for id, count in at.planned.items() if count == most)
        if at.free:
            yield f"No candidate has a plan in every future; most futures, {most} of {len(at.free)}, have one with {those}."
        return
    if len(at.whole) < len(choice.candidates):
        yield (
            f"{len(choice.candidates) - len(at.whole)} candidates have no plan in some future; the others have one in all "
            f"{len(at.free)} and are compared."
        )
    best = best_rows(choice)
    for by in CRITERIA:
        ids = [row.candidate for row in best if row.by == by]
        also = "" if len(ids) == 1 else ", as good within the proofs"
        yield f"Best {CRITERIA_WORDS[by].en}: {', '.join(ids)}{also}."
    chosen = next(row.candidate for row in best if row.by == "mean")
    yield from _distance(chosen, [row for row in rows if row.candidate == chosen])


def _distance(id: str, rows: Sequence[CandidateGoal]) -> Iterator[str]:
    """How far the best on average is from the best there can be, in the first goal in which it may be."""
    for row in rows:
        if row.bound is None:
            yield (
                f"{id}: how far it is from the best there can be is not known from '{_goal(row)}' on; in the goals before, it is "
                "as good."
            )
            return
        if row.distance:
            also = ", and in the goals before it is as good" if row.step > 1 else ""
            yield (
                f"{id}: in '{_goal(row)}' {number(row.mean, 1)} {row.unit} on average, at most {100 * row.distance:.1f} % from "
                f"the best there can be: no plan, not even one that knew the future, has less than {number(row.bound, 1)}{also}."
            )
            return
    yield f"{id}: as good on average, in every goal and within the proofs, as if the future were known."


def robust_json(choice: RobustChoice, folder: Path | None) -> dict[str, Any]:
    """The fields of the contract."""
    best: Sequence[BestCandidate] = best_rows(choice)
    return {
        "instance": choice.instance.settings.id,
        "mode": choice.mode.value,
        "asked": choice.asked,
        "futures": len(compared(choice).free),
        "seed": choice.seed,
        "before": choice.before,
        "interrupted": choice.interrupted,
        "unproven": sum(not one.proven for one in choice.everything()),
        "missing": dict(choice.missing),
        "candidates": [
            {
                **asdict(row),
                "starts": [
                    {"project": project, "year": year, "times": times}
                    for (project, year), times in sorted(one.starts.items())
                    if times
                ],
            }
            for row, one in zip(candidate_rows(choice), choice.candidates, strict=True)
        ],
        "over_futures": [asdict(row) for row in over_futures(compared(choice))],
        "best": {by: [row.candidate for row in best if row.by == by] for by in CRITERIA},
        "words": list(robust_words(choice)),
        "folder": None if folder is None else str(folder),
    }
