"""Sealed folders: written, read, verified, and made into reports and charts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leonplan.optimizer.api.names import FROM_PYTHON, Name

if TYPE_CHECKING:
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.near_best.search import NearBestPlans
    from leonplan.optimizer.outcome.verification import Verification
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.report.document import Figure


def write(
    made: Plan | Comparison | NearBestPlans, folder: Name, *, command: str | None = None, replace: bool = False
) -> Path:
    """Seal a plan, a comparison or near-best plans in a folder, whole or not at all; returns the folder.

    replace: whether an earlier one of the same kind and instance there is replaced; nothing else is. command: what makes
    it again, for readers. A frontier is sealed by ``frontier`` itself. Raises UsageError if the folder cannot be used.
    """
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.compare.store import write_comparison
    from leonplan.optimizer.near_best.compared import compare_near_best
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.runs.run_folder import write_run

    if isinstance(made, Plan):
        write_run(made, Path(folder), command, replace=replace)
    else:
        comparison = made if isinstance(made, Comparison) else compare_near_best(made)
        write_comparison(comparison, Path(folder), command or FROM_PYTHON, replace=replace)
    return Path(folder)


def read(folder: Name) -> Plan | Comparison | Frontier:
    """What a sealed folder holds: the plan of a run, a comparison or a frontier.

    Raises InputError if it is none of these, VerificationError naming every file that was altered, is missing or was added.
    """
    from leonplan.optimizer.kinds.sealed_kinds import read_folder

    return read_folder(Path(folder))


def verify(folder: Name) -> dict[str, Verification]:
    """Every plan of a sealed folder checked again in exact arithmetic, from its files alone, by its path in the folder.

    A run's own path is empty; ``results`` tells whether the tables of a comparison or a frontier follow from its plans.
    Raises as ``read``.
    """
    from leonplan.optimizer.kinds.sealed_kinds import check_folder

    return check_folder(Path(folder))


def report(
    folder: Name,
    formats: Sequence[Literal["html", "pdf", "docx", "xlsx"]] = ("html",),
    language: Literal["nb", "en"] = "nb",
    *,
    output: Name | None = None,
    date: datetime.date | None = None,
    template: Name | None = None,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write the report of a sealed folder, without solving anything again, and tell the files by format.

    output: a folder, or a file for a single format; date: by default that of the folder; template: a Word document whose
    styles to use; replace: whether files that are there may be replaced. Raises UsageError if the extra ``report`` is not
    installed or a file cannot be written, VerificationError if the folder was altered or a plan does not hold, InputError
    if it is no sealed folder.
    """
    from leonplan.optimizer.report.files import write_report

    return write_report(
        Path(folder),
        formats,
        language,
        output=None if output is None else Path(output),
        date=date,
        template=None if template is None else Path(template),
        replace=replace,
    )


def figures(folder: Name, language: Literal["nb", "en"] = "nb") -> dict[str, Figure]:
    """The charts of a sealed folder's report by their ids, each with caption, alternative text and its table of numbers.

    ``figure.chart`` is a Vega-Lite specification, ``svg`` draws it. Raises as ``report``.
    """
    from leonplan.optimizer.report import make_document
    from leonplan.optimizer.report.document import Figure

    blocks = make_document(Path(folder), language).blocks
    return {block.id: block for block in blocks if isinstance(block, Figure)}


def svg(figure: Figure) -> str:
    """The picture of a chart as SVG; no browser and no network takes part."""
    from leonplan.optimizer.report.pictures import svg_of

    return svg_of(figure.chart)
