"""Sealed folders: written, read, verified, and made into reports and charts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from leonplan.optimizer.api.names import FROM_PYTHON, Name

if TYPE_CHECKING:
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.frontier.frontier import Frontier
    from leonplan.optimizer.near_best.search import NearBestPlans
    from leonplan.optimizer.near_best.wish import Wish
    from leonplan.optimizer.outcome.verification import Verification
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.report.document import Figure
    from leonplan.optimizer.report.parts import ReportParts


def require_writable(path: Name) -> None:
    """Raise UsageError, with the reason, if no file or folder can be made at a path, as far as is known beforehand."""
    from leonplan.optimizer.errors import UsageError
    from leonplan.optimizer.reading.paths import unwritable
    from leonplan.optimizer.reading.plain_words import shown

    if reason := unwritable(Path(path)):
        raise UsageError(f"{shown(str(path))} cannot be made: {reason}")


def require_free(
    path: Name,
    kind: Literal["run", "comparison", "frontier", "file"],
    *,
    instance: str | None = None,
    replace: bool = False,
) -> None:
    """Raise UsageError unless something may be written at a path; to be asked before long work.

    kind: what will be written, a sealed folder of this kind or a file. instance: the id of its instance, if known.
    replace: whether what an earlier call wrote there may be replaced: of the same kind and instance, and nothing else.
    """
    from leonplan.optimizer.sealed.store import refuse_file, refuse_taken

    if kind == "file":
        refuse_file(Path(path), replace=replace)
    else:
        refuse_taken(Path(path), kind, instance=instance, replace=replace)


def write(
    made: Plan | Comparison | NearBestPlans | Wish,
    folder: Name,
    *,
    command: str | None = None,
    replace: bool = False,
) -> Path:
    """Seal a plan, a comparison, near-best plans or a wish in a folder, whole or not at all; returns the folder.

    replace: whether an earlier one of the same kind and instance there is replaced; nothing else is. command: what makes
    it again, for readers. A frontier is sealed by ``frontier`` itself. Raises UsageError if the folder cannot be used.
    """
    from leonplan.optimizer.compare.comparison import Comparison
    from leonplan.optimizer.compare.store import write_comparison
    from leonplan.optimizer.near_best.compared import compare_near_best, compare_wish
    from leonplan.optimizer.near_best.wish import Wish
    from leonplan.optimizer.planning.plan import Plan
    from leonplan.optimizer.runs.run_folder import write_run

    if isinstance(made, Plan):
        write_run(made, Path(folder), command, replace=replace)
        return Path(folder)
    if isinstance(made, Wish):
        made = compare_wish(made)
    comparison = made if isinstance(made, Comparison) else compare_near_best(made)
    write_comparison(comparison, Path(folder), command or FROM_PYTHON, replace=replace)
    return Path(folder)


def write_workbook(comparison: Comparison, file: Name, *, replace: bool = False) -> Path:
    """Write the tables of a comparison as an Excel workbook, whole or not at all; returns the file.

    replace: whether a file that is there may be replaced. Raises UsageError if it cannot be written.
    """
    from leonplan.optimizer.compare.workbook import workbook_bytes
    from leonplan.optimizer.sealed.store import write_new_file

    write_new_file(Path(file), workbook_bytes(comparison), replace=replace)
    return Path(file)


def is_sealed(folder: Name) -> bool:
    """Whether there is a sealed folder at a path, of whatever kind."""
    from leonplan.optimizer.sealed.sealed import is_sealed as is_so

    return is_so(Path(folder))


def manifest(folder: Name) -> dict[str, Any]:
    """What a sealed folder says of itself: how it was made, how long that took [s], and the hash of every file.

    Raises InputError if it has no manifest that can be used; the other files are not looked at.
    """
    from leonplan.optimizer.sealed.sealed import read_manifest

    return dict(read_manifest(Path(folder), None))


def read(folder: Name) -> Plan | Comparison | Frontier:
    """What a sealed folder holds: the plan of a run, a comparison or a frontier.

    Raises InputError if it is none of these, VerificationError naming every file that was altered, is missing or was added.
    """
    from leonplan.optimizer.kinds.sealed_kinds import read_folder

    return read_folder(Path(folder))


def read_plan(folder: Name) -> Plan:
    """The plan of a run's folder, checked anew. Raises as ``read``, and InputError for a folder of another kind."""
    from leonplan.optimizer.runs.run_folder import read_run

    return read_run(Path(folder)).plan


def verify(folder: Name) -> dict[str, Verification]:
    """Every plan of a sealed folder checked again in exact arithmetic, from its files alone, by its path in the folder.

    A run's own path is empty; ``results`` says whether the tables of a comparison or a frontier follow from its plans.
    Raises as ``read``.
    """
    from leonplan.optimizer.kinds.sealed_kinds import check_folder

    return check_folder(Path(folder))


def report_formats() -> tuple[str, ...]:
    """The formats in which reports can be made, by the endings of their files; the first where none is asked for."""
    from leonplan.optimizer.report.formats import FORMATS

    return tuple(FORMATS)


def report(
    folder: Name,
    formats: Sequence[str] | None = None,
    language: Literal["nb", "en"] = "nb",
    *,
    output: Name | None = None,
    date: datetime.date | None = None,
    template: Name | None = None,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write the report of a sealed folder, without solving anything again; returns the files, in the order of the formats.

    formats: some of ``report_formats``; by default as the file named by output ends, else html. output: a folder, or
    a file for a single format; date: by default that of the folder; template: a Word document whose
    styles to use; replace: whether files that are there may be replaced. Raises UsageError if the extra ``report`` is not
    installed or a file cannot be written, VerificationError if the folder was altered or a plan does not hold, InputError
    if it is no sealed folder.
    """
    from leonplan.optimizer.report.files import format_of, write_report

    target = None if output is None else Path(output)
    return write_report(
        Path(folder),
        (format_of(target),) if formats is None else formats,
        language,
        output=target,
        date=date,
        template=None if template is None else Path(template),
        replace=replace,
    )


def report_parts(folder: Name, language: Literal["nb", "en"] = "nb", *, downloads: str = "") -> ReportParts:
    """The report of a sealed folder in parts: each chapter as HTML for a page of its own, and its tables' numbers as CSV.

    downloads: address before the names of tables' files, ``ID.csv``; none are referred to without. Everything in the
    folder is checked anew. Raises as ``report``.
    """
    from leonplan.optimizer.report import require_extra

    require_extra()
    from leonplan.optimizer.report.parts import parts_of

    return parts_of(Path(folder), language, downloads)


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
