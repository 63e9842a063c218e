"""What jobs do, each by calls of the public API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leonplan.optimizer import api
from leonplan.optimizer.api.ending import worst
from leonplan.optimizer.errors import ExitCode, InputError, Problem
from leonplan.optimizer.workbench.folder.ready import LANGUAGES, make_ready
from leonplan.optimizer.workbench.jobs.job import JobOrder, Work

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import Comparison

Say = Callable[[str], None]


def do(folder: Path, order: JobOrder, say: Say) -> ExitCode:
    """Do what was asked and put the result in place, whole or not at all; how it ended.

    Raises what the API raises.
    """
    return _DOING[order.work](folder, order, order.arguments, say)


def place_of(folder: Path, path: str) -> str | Path:
    """What the API takes for a path as orders have it: an instance that ships by its name."""
    return path[1:] if path.startswith("@") else folder / path


def _plan(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    instance = api.load(place_of(folder, given["instance"]), what_ifs=_what_ifs(folder, given))
    plan = api.solve(
        instance,
        mode=given.get("mode") or None,
        reference=True,
        assumptions=bool(given.get("assumptions")),
        certainty=bool(given.get("certainty")),
        break_even=bool(given.get("break_even")),
        time_limit=given.get("time_limit"),
        afresh=bool(given.get("afresh")),
        warn=say,
        progress=say,
    )
    api.write(plan, folder / order.result)
    return api.code_of(plan)


def _comparison(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    comparison = api.compare(
        place_of(folder, given["instance"]),
        _what_ifs(folder, given),
        together=bool(given.get("together")),
        time_limit=given.get("time_limit"),
        warn=say,
        progress=say,
    )
    return _write_comparison(comparison, folder / order.result)


def _hand(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    plan = api.read_plan(folder / given["run"])
    wishes = api.what_ifs(folder / given["run"] / "instance", _what_ifs(folder, given))
    made = api.wish(plan, wishes, time_limit=given.get("time_limit"), progress=say)
    api.write(made, folder / order.result)
    return api.code_of(made.plan)


def _side_by_side(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    plans = [(one["title"], api.read_plan(folder / one["path"])) for one in given["plans"]]
    return _write_comparison(api.side_by_side(plans), folder / order.result)


def _point(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    plan = api.read_plan(folder / given["path"])
    api.write(plan, folder / order.result)
    return api.code_of(plan)


def _frontier(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    instance = api.load(place_of(folder, given["instance"]))
    made = api.frontier(
        instance,
        tolerance=given["tolerance"],
        time_limit=given.get("time_limit"),
        folder=folder / order.result,
        pictures=(),
        warn=say,
        progress=say,
    )
    return ExitCode.INTERRUPTED if made.interrupted else ExitCode.DONE


def _report(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    (folder / order.result).parent.mkdir(parents=True, exist_ok=True)
    api.report(folder / given["path"], (given["format"],), given["language"], output=folder / order.result)
    return ExitCode.DONE


def _workbook(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    (folder / order.result).parent.mkdir(parents=True, exist_ok=True)
    api.excel(api.load(place_of(folder, given["instance"])), folder / order.result)
    return ExitCode.DONE


def _upload(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    """Check a workbook that was sent, and let it into the folder only if it has no fault; if it has, it is gone again."""
    sent = folder / given["sent"]
    try:
        found = api.check(sent)
        if found.instance is None:
            told = [replace(one, file=given["name"]) if one.file == sent.name else one for one in found.problems]
            raise InputError([_in_bokmal(one) for one in told] if given["language"] == "nb" else told)
        sent.rename(folder / order.result)
    finally:
        sent.unlink(missing_ok=True)
    return ExitCode.DONE


def _in_bokmal(problem: Problem) -> Problem:
    """A fault of a workbook in bokmål; its cell says in which column it is."""
    plain = replace(problem, field="" if problem.cell else problem.field)
    (told,) = api.faults_told([replace(plain, field="")], "nb")
    return replace(plain, message=told.text)


def _pages(folder: Path, order: JobOrder, given: Any, say: Say) -> ExitCode:
    for language in LANGUAGES:
        say(language)
        make_ready(folder, given["path"], language)
    return ExitCode.DONE


_DOING: dict[Work, Callable[[Path, JobOrder, Any, Say], ExitCode]] = {
    Work.PLAN: _plan,
    Work.COMPARISON: _comparison,
    Work.HAND: _hand,
    Work.SIDE_BY_SIDE: _side_by_side,
    Work.POINT: _point,
    Work.FRONTIER: _frontier,
    Work.REPORT: _report,
    Work.WORKBOOK: _workbook,
    Work.UPLOAD: _upload,
    Work.PAGES: _pages,
}


def _what_ifs(folder: Path, given: Any) -> list[str | Path]:
    """What-ifs as orders have them: names of those that ship with the instance, or paths in the folder."""
    return [folder / one if "/" in one else one for one in given.get("what_ifs", ())]


def _write_comparison(comparison: Comparison, target: Path) -> ExitCode:
    api.write(comparison, target)
    return worst(api.code_of(entry.plan) for entry in comparison.entries if entry.plan is not None)
