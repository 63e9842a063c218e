"""Finds the factors of an instance, and checks them together with it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.read import read_factors
from leonplan.optimizer.instance.load import FUTURES_FILE, CheckReport
from leonplan.optimizer.schema.instance import Instance


def with_factors_checked(place: Path, report: CheckReport) -> CheckReport:
    """What checking an instance found, and every fault of its factors if it has a file of them.

    place: the instance's folder; a workbook has none.
    """
    file = place / FUTURES_FILE
    if not place.is_dir() or not os.path.lexists(file):
        return report
    try:
        read_factors(file, FUTURES_FILE, report.instance)
    except InputError as error:
        problems = sorted({*report.problems, *error.problems}, key=lambda one: (one.file, one.line or 0, one.field))
        return replace(report, instance=None, problems=tuple(problems))
    return report


def find_factors(place: Path, named: str | None, instance: Instance) -> Factors:
    """The factors of an instance, or of a file that is named.

    place: the instance's folder or workbook. Raises InputError with every fault of the file, or if there is none.
    """
    file = place / FUTURES_FILE if named is None else Path(named)
    if named is None and not (place.is_dir() and os.path.lexists(file)):
        message = (
            "is not there; write what may come otherwise (instances/FUTURES.md), or name such a file with --factors"
        )
        raise InputError([Problem(str(file), None, "", message)])
    return read_factors(file, FUTURES_FILE if named is None else named, instance)
