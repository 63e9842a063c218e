"""Reads a file of factors and checks it: by itself, and by laying every factor over the instance at its ends and its middle.

Every fault is reported at once, at its line: distributions whose numbers do not go together, drawn numbers written wrongly,
changes that are misspelt, and values at which a change cannot be made, or leaves an instance that does not hold together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel

from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.futures.drawn import drawn_numbers, factors_of, faults_of, tidy
from leonplan.optimizer.futures.factors import Factor, Factors, FactorsFile, FactorWhatIf, changes_of
from leonplan.optimizer.reading.plain_words import suggestion
from leonplan.optimizer.reading.read_yaml import YamlDocument, read_yaml
from leonplan.optimizer.reading.validate_yaml import validate_data, validate_document
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.what_if.apply import apply_what_ifs
from leonplan.optimizer.what_if.changes import AnyChange
from leonplan.optimizer.what_if.what_if import WhatIf

TRIED = {"lowest": 0.0, "middle": 0.5, "highest": 1.0}
"""At which shares of its distribution a factor is laid over the instance."""

Values = Mapping[str, float]


class _Moves(BaseModel):
    """A factor as far as its changes go, their numbers written out."""

    changes: tuple[AnyChange, ...]


class _Laid(BaseModel):
    """A file of factors as far as the changes go."""

    factors: tuple[_Moves, ...]


def read_factors(path: Path, file: str, instance: Instance | None) -> Factors:
    """The factors of a file, fit for an instance.

    file: its name in messages; instance: none where it is itself at fault, and the file is checked by itself. Raises
    InputError with every fault of the file.
    """
    document = read_yaml(path, file)
    if document.data is None or document.problems:
        raise InputError(list(document.problems))
    found, problems = validate_document(document, FactorsFile)
    if found is None:
        raise InputError(list(problems))
    faults = [*_own_faults(document, found, instance)]
    if not faults and instance is not None:
        faults = [*_misfits(document, found, instance)]
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return Factors(file, document, found.factors, found.sources)


def value_at(factor: Factor, share: float) -> float:
    """The value of a factor that a share of futures lies below, as it is written."""
    return tidy(factor.distribution.quantile(share))


def _own_faults(document: YamlDocument, found: FactorsFile, instance: Instance | None) -> Iterator[Problem]:
    """What is wrong with the file whatever the instance's numbers."""
    yield from _repeated(document, found)
    yield from _unmoving(document, found)
    sources = [one.id for one in (*found.sources, *(() if instance is None else instance.settings.sources))]
    for place, factor in enumerate(found.factors):
        if instance is not None and factor.source not in sources:
            message = (
                f"'{factor.source}' is no source of this file or of the instance; {suggestion(factor.source, sources)}"
            )
            yield document.problem(("factors", place, "source"), message)
        for field, message in factor.distribution.faults():
            yield document.problem(("factors", place, "distribution", field), message)


def _repeated(document: YamlDocument, found: FactorsFile) -> Iterator[Problem]:
    """Factors or sources of one id."""
    listed = {"factors": [one.id for one in found.factors], "sources": [one.id for one in found.sources]}
    for part, ids in listed.items():
        times = Counter(ids)
        for place, id in enumerate(ids):
            if times[id] > 1:
                yield document.problem((part, place, "id"), f"'{id}' is given {times[id]} times; rename one")


def _unmoving(document: YamlDocument, found: FactorsFile) -> Iterator[Problem]:
    """Drawn numbers that are written wrongly, and factors with which no number moves."""
    ids = [factor.id for factor in found.factors]
    moving: set[str] = set()
    for place, factor in enumerate(found.factors):
        for path, number in drawn_numbers(list(factor.changes)):
            wrong = [*faults_of(number, ids)]
            for inner, message in wrong:
                yield document.problem(("factors", place, "changes", *path, *inner), message)
            moving |= {factor.id} if wrong else factors_of(number, factor.id)
    for place, id in enumerate(ids):
        if id not in moving:
            message = "moves nothing; write drawn in place of a number of one of its changes"
            yield document.problem(("factors", place, "changes"), message)


def _misfits(document: YamlDocument, found: FactorsFile, instance: Instance) -> Iterator[Problem]:
    """Changes that are misspelt, or cannot be made at the ends or in the middle of their factors."""
    middle = {factor.id: value_at(factor, TRIED["middle"]) for factor in found.factors}
    places: dict[tuple[int | None, str, str], Problem] = {}
    for name, share in TRIED.items():
        for place, factor in enumerate(found.factors):
            values = {**middle, factor.id: value_at(factor, share)}
            for one in _faults_at(document, found, (place,), values, instance):
                said = f"at the {name} value {values[factor.id]:g}: {one.message}"
                places.setdefault((one.line, one.field, one.message), replace(one, message=said))
    if not places:
        everywhere = range(len(found.factors))
        for one in _faults_at(document, found, everywhere, middle, instance):
            said = f"with every factor at its middle value: {one.message}"
            places.setdefault((one.line, one.field, one.message), replace(one, message=said))
    yield from places.values()


def _faults_at(
    document: YamlDocument, found: FactorsFile, chosen: Sequence[int], values: Values, instance: Instance
) -> Sequence[Problem]:
    """What is wrong with the changes of some factors, laid over the instance together."""
    data = {
        "factors": [
            {"id": factor.id, "changes": changes_of(factor, values) if place in chosen else []}
            for place, factor in enumerate(found.factors)
        ]
    }
    laid, problems = validate_data(document, data, _Laid)
    if laid is None:
        return problems
    what_ifs = [
        FactorWhatIf(
            factor.id,
            document.file,
            WhatIf(
                format=1,
                title=factor.title,
                reason=factor.title,
                question=factor.title,
                changes=laid.factors[place].changes,
            ),
            document,
            place,
        )
        for place, factor in enumerate(found.factors)
        if place in chosen
    ]
    try:
        apply_what_ifs(instance, what_ifs)
    except InputError as error:
        return error.problems
    return ()
