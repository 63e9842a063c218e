"""Writes a report to files, one for each format asked for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.report import make_document, require_extra
from leonplan.optimizer.report.formats import FORMATS, WITH_TEMPLATE
from leonplan.optimizer.sealed.sealed import read_manifest
from leonplan.optimizer.sealed.store import refuse_file, write_new_file


def write_report(
    folder: Path,
    formats: Sequence[str],
    language: Literal["nb", "en"] = "nb",
    *,
    output: Path | None = None,
    date: datetime.date | None = None,
    template: Path | None = None,
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write the report of a sealed folder; returns the files, in the order of the formats.

    folder, language, date: as for ``make_document``; formats: of ``FORMATS``; output: a file for a single format, or a
    folder for files named after the sealed one (default: the current folder); template: a Word document whose styles the
    one in Word takes; replace: whether files that are there may be replaced. The same folder, language and date give the
    same bytes. Raises UsageError if a file cannot be written or the template not be used, and what ``make_document`` raises.
    """
    require_extra()
    wanted = tuple(dict.fromkeys(formats))
    if template is not None and WITH_TEMPLATE not in wanted:
        raise UsageError(f"a template is for Word: add --format {WITH_TEMPLATE}, or leave out --template")
    read_manifest(folder, None)
    targets = _targets(folder, wanted, output)
    for target in targets.values():
        refuse_file(target, replace=replace)
    document = make_document(folder, language, date)
    made = {name: FORMATS[name](document, template) for name in wanted}
    for name in wanted:
        write_new_file(targets[name], made[name], replace=replace)
    return tuple(targets[name] for name in wanted)


def format_of(output: Path | None) -> str:
    """The format that a file's name asks for; the first of all if it asks for none.

    >>> format_of(Path("plan.PDF")), format_of(Path("reports")), format_of(None)
    ('pdf', 'html', 'html')
    """
    ending = "" if output is None else output.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else next(iter(FORMATS))


def _targets(folder: Path, formats: Sequence[str], output: Path | None) -> Mapping[str, Path]:
    """Where each format is written."""
    name = folder.resolve().name or "report"
    if output is not None and len(formats) == 1 and output.suffix.lower() == f".{formats[0]}" and not output.is_dir():
        return {formats[0]: output}
    if output is not None and output.suffix.lower().lstrip(".") in FORMATS and not output.is_dir():
        asked = ", ".join(formats)
        raise UsageError(f"{output} cannot hold {asked}; name a file ending in .{formats[0]}, or a folder")
    into = Path() if output is None else output
    return {one: into / f"{name}.{one}" for one in formats}
