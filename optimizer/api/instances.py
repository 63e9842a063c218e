"""Instances: found, made, checked, loaded, and what they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leonplan.optimizer.api.names import Name, Progress

if TYPE_CHECKING:
    from leonplan.optimizer.demand.project_demand import Demand
    from leonplan.optimizer.instance.load import CheckReport
    from leonplan.optimizer.schema.instance import Instance
    from leonplan.optimizer.what_if.forms import ChangeForm
    from leonplan.optimizer.what_if.read import NamedWhatIf
    from leonplan.optimizer.words.word import Language


def instances() -> dict[str, Path]:
    """Folders of the instances that ship with the program, by name."""
    from leonplan.optimizer.instance.shipped import shipped_instances

    return shipped_instances()


def folder_of(name: Name) -> Path:
    """The folder or workbook of an instance: a path, or the name of one that ships.

    Raises InputError if there is no such instance.
    """
    from leonplan.optimizer.instance.load import find_instance

    return find_instance(str(name))


def new(
    folder: Name,
    *,
    municipality: str | None = None,
    counts: Name | None = None,
    ssb: Name | None = None,
    rank: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Make an instance to fill in; returns the folder, or the workbook.

    municipality: number or name of one that is made from measured inhabitants and national rates, which checks and solves at
    once (a workbook if the name ends in .xlsx); none: a copy of the smallest instance that solves, with comments. counts: a
    file with KOSTRA's counts (columns item and persons), or a folder with table 12292 that ``ssb`` kept, which the base year
    then reproduces; ssb: a file with Statistics
    Norway's projection (table 14746), used instead of ours. rank: whether to solve it again and again, for minutes, with one
    number changed at a time, and to leave the twenty on which most hangs beside it, or as a sheet of the workbook.

    Raises UsageError if the folder holds anything or cannot be made, InputError with every fault of the files; with rank also
    what ``solve`` raises, and InterruptedSearchError if the user stops it: then nothing is made.
    """
    from leonplan.optimizer.errors import UsageError
    from leonplan.optimizer.instance.new_instance import new_instance

    if municipality is not None:
        _new_municipality(Path(folder), municipality, counts, ssb, rank, progress)
    elif counts is not None or ssb is not None or rank:
        raise UsageError("counts, a projection and a ranking are of a municipality; name it with --municipality")
    else:
        new_instance(Path(folder))
    return Path(folder)


def _new_municipality(
    place: Path, municipality: str, counts: Name | None, ssb: Name | None, rank: bool, progress: Progress | None
) -> None:
    """Make a municipality's instance."""
    from leonplan.optimizer.api.people import population
    from leonplan.optimizer.municipality.counts import NO_COUNTS, read_counts
    from leonplan.optimizer.municipality.make_instance import BASE_YEAR, make_instance
    from leonplan.optimizer.municipality.new_municipality import refuse_taken_place, write_municipality
    from leonplan.optimizer.municipality.statbank_counts import read_statbank_counts
    from leonplan.optimizer.population.municipality import find_municipality
    from leonplan.optimizer.reading.plain_words import slug

    refuse_taken_place(place)
    known = NO_COUNTS
    if counts is not None:
        path = Path(counts)
        number = find_municipality(municipality)
        known = read_statbank_counts(path, BASE_YEAR, number) if path.is_dir() else read_counts(path)
    file = "counts" if counts is None else Path(counts).name
    forecast = population(municipality, to=2040, ssb=ssb)
    identifier = slug(place.resolve().stem) or f"municipality_{forecast.number}"
    instance = make_instance(forecast, identifier=identifier, counts=known, counts_file=file)
    ranking = None
    if rank:  # it plans, and what plans is slow to import
        from leonplan.optimizer.municipality.rank_numbers import rank_numbers

        ranking = rank_numbers(instance, progress=progress)
    write_municipality(instance, place, ranking)


def excel(instance: Instance, file: Name, *, replace: bool = False) -> Path:
    """Write an instance as one Excel workbook, which is read wherever an instance is; returns the file.

    replace: whether a file that is there may be replaced. The same instance gives the same bytes. Raises UsageError if the
    file has another ending than .xlsx, which would not be read back, or cannot be written.
    """
    from leonplan.optimizer.excel.write_workbook import workbook_bytes
    from leonplan.optimizer.sealed.store import write_new_file

    path = _workbook_path(file)
    write_new_file(path, workbook_bytes(instance), replace=replace)
    return path


def check(name: Name, what_ifs: Sequence[Name] = ()) -> CheckReport:
    """Every fault and warning of an instance at once, with file, line, field and what to do; faults are not raised.

    name, what_ifs: as for ``load``; the factors of ``futures.yaml`` are checked too, where there are some. Raises InputError
    only if there is no such instance.
    """
    from leonplan.optimizer.futures.check import with_factors_checked
    from leonplan.optimizer.what_if.chosen import check_chosen

    return with_factors_checked(folder_of(name), check_chosen(str(name), [str(one) for one in what_ifs]))


def mark(
    name: Name, report: CheckReport, file: Name, *, language: Language = "nb", replace: bool = False
) -> tuple[str, ...]:
    """Write the workbook of an instance again with what a check found marked and explained in comments, and a list of it all.

    report: what ``check`` returned for it; file: the workbook to write; language: of what surrounds the marks; replace: whether
    a file that is there may be replaced. Returns what the workbook held that the new one does not (charts, stored values of
    formulas ...). Raises UsageError if the instance is no workbook or the file cannot be written, InputError if the workbook
    cannot be read.
    """
    from leonplan.optimizer.errors import UsageError
    from leonplan.optimizer.excel.mark_workbook import mark_workbook
    from leonplan.optimizer.instance.load import is_workbook
    from leonplan.optimizer.sealed.store import refuse_file, write_new_file

    source, path = folder_of(name), _workbook_path(file)
    if not is_workbook(source):
        raise UsageError(
            f"{source} is no workbook, and has no cells to mark; make one with: leon excel {source} -o plan.xlsx"
        )
    refuse_file(path, replace=replace)
    marked = mark_workbook(source, report.problems, report.warnings, language)
    write_new_file(path, marked.content, replace=replace)
    return marked.lost


def load(
    name: Name, *, what_ifs: Sequence[Name] = (), population: str | None = None, horizon: str | None = None
) -> Instance:
    """The instance of a folder or a workbook (``.xlsx``), or one that ships with the program, with what is chosen.

    what_ifs: files, or names of what-ifs that ship with the instance, laid over it in order; population: a variant of
    ``population.csv``; horizon: a name in ``horizon.variants``. Raises InputError with every fault, UsageError for a
    choice that is not there.
    """
    from leonplan.optimizer.what_if.chosen import load_chosen

    return load_chosen(str(name), what_ifs=[str(one) for one in what_ifs], population=population, horizon=horizon)


def what_ifs(name: Name, which: Sequence[Name] | None = None) -> tuple[NamedWhatIf, ...]:
    """The what-ifs that ship with an instance, each with its question, or those of some files or names.

    name: as for ``load``; which: files, or names of what-ifs that ship with the instance; none: all that ship. Raises
    InputError with every fault of them.
    """
    from leonplan.optimizer.instance.load import find_instance
    from leonplan.optimizer.what_if.read import find_what_ifs, shipped_what_ifs

    folder = find_instance(str(name))
    return shipped_what_ifs(folder) if which is None else find_what_ifs(folder, [str(one) for one in which])


def change_forms(instance: Instance, language: Language) -> tuple[ChangeForm, ...]:
    """The catalogue of changes as forms, by subject: fields with labels, units, bounds, and the instance's names to choose from.

    Changes for which the instance has nothing are left out.
    """
    from leonplan.optimizer.what_if.forms import change_forms as forms

    return forms(instance, language)


def write_what_if(
    file: Name, title: str, question: str, reason: str, changes: Sequence[Mapping[str, Any]], *, replace: bool = False
) -> Path:
    """Write a what-if file; returns it. ``check`` says whether the changes fit an instance.

    title, question, reason: as lists and reports show them; changes: as ``what_if_schema`` has them; replace: whether a
    file that is there may be replaced. Raises UsageError if it cannot be written.
    """
    from leonplan.optimizer.sealed.store import write_new_file
    from leonplan.optimizer.what_if.write_what_if import what_if_text

    write_new_file(Path(file), what_if_text(title, question, reason, changes).encode(), replace=replace)
    return Path(file)


def start_years(instance: Instance) -> dict[str, tuple[int, ...]]:
    """The years in which each project may start, by its id: the periods of the horizon that its window leaves."""
    from leonplan.optimizer.schema.windows import start_periods

    return {project.id: start_periods(project, instance.settings.horizon) for project in instance.projects}


def demand(instance: Instance) -> Demand:
    """Need by group, district and year [persons on an average day], and step by step what moves it."""
    from leonplan.optimizer.demand.project_demand import project_demand

    return project_demand(instance)


def _workbook_path(file: Name) -> Path:
    """Where a workbook is written; raises UsageError for another ending than .xlsx, which would not be read back."""
    from leonplan.optimizer.errors import UsageError
    from leonplan.optimizer.reading.paths import WORKBOOK_SUFFIX

    path = Path(file)
    if path.suffix.lower() != WORKBOOK_SUFFIX:
        raise UsageError(f"{path} does not end in {WORKBOOK_SUFFIX}; give it that ending, by which workbooks are known")
    return path
