"""What a manifest must hold, by kind of folder: any stored value may be anything until it has been looked at here."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from leonplan.optimizer.errors import Problem
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.question import Inquiry, NoAnswer, QuestionKind
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.reading.read_yaml import compose
from leonplan.optimizer.schema.settings import Mode

RUN, COMPARISON, FRONTIER = "run", "comparison", "frontier"
"""What a folder holds: a plan; plans side by side; plans along the budget frontier."""


def _moment(text: str) -> str:
    datetime.datetime.fromisoformat(text)
    return text


def _of(values: type[StrEnum]) -> AfterValidator:
    def known(text: str) -> str:
        return str(values(text).value)

    return AfterValidator(known)


Count = Annotated[int, Field(ge=0, le=10**12)]
Scalar = bool | int | float | str | None
Name = Annotated[str, Field(pattern=r"^[^/\\]{1,255}$", max_length=255)]


class _Part(BaseModel):
    """Part of a manifest; a later program may say more."""

    model_config = ConfigDict(strict=True, extra="allow", allow_inf_nan=False)


class _Instance(_Part):
    id: str
    name: str


class _Common(_Part):
    """What every manifest says."""

    version: str
    instance: _Instance
    command: str
    versions: dict[str, str]
    platform: str
    written: Annotated[str, AfterValidator(_moment)]
    files: dict[str, str]
    seal: str


class _Goal(_Part):
    step: Count
    goal: str
    unit: str
    value: float
    bound: float | None
    gap: float | None
    proven: bool


class _Check(_Part):
    rule: str
    worst_violation: float
    where: str
    unit: str
    tolerance: float


class _Verification(_Part):
    ok: bool
    checks: list[_Check]


class _Settings(_Part):
    __pydantic_extra__: dict[str, Scalar]
    gap: float
    time_limit: float | None
    seed: int
    threads: Count
    strengthening: dict[str, bool] = Field(default_factory=dict)


class _Size(_Part):
    __pydantic_extra__: dict[str, Count]
    rows: Count
    columns: Count
    integers: Count
    nonzeros: Count


class _Question(_Part):
    kind: Annotated[str, _of(QuestionKind)]
    about: str
    times: float
    plan: Annotated[str, Field(pattern=r"^questions/[a-z0-9_]+$", max_length=60)] | None
    why: Annotated[str, _of(NoAnswer)] | None


class _Run(_Common):
    mode: Annotated[str, _of(Mode)]
    status: Annotated[str, _of(Status)]
    goals: list[_Goal]
    verification: _Verification | None
    settings: _Settings
    model: _Size
    log: list[str]
    seconds: dict[str, float]
    reference: Literal["reference"] | None = None
    no_reference: Annotated[str, _of(NoReference)] | None = NoReference.NOT_ASKED.value
    asked: list[Annotated[str, _of(Inquiry)]] = Field(default_factory=list)
    questions: list[_Question] = Field(default_factory=list)


class _Causes(_Part):
    projects: dict[str, Literal["needed", "free", "undecided"]]
    rest: Literal["needed", "free", "undecided"]


class _Scenario(_Part):
    id: str
    kind: str
    title: str
    reason: str
    question: str
    vegvalg: str | None
    plan: Name | None
    error: str | None
    exit_code: int
    causes: _Causes | None = None


class _Player(_Part):
    id: str
    title: str


class _Coalition(_Part):
    changes: list[str]
    scenario: str


class _Comparison(_Common):
    kind: Literal["comparison"]
    scenarios: Annotated[list[_Scenario], Field(min_length=1)]
    players: list[_Player]
    coalitions: list[_Coalition]
    notes: list[str]


class _Frontier(_Common):
    kind: Literal["frontier"]
    frontier: dict[str, Any]


_MODELS: Mapping[str, type[_Common]] = {RUN: _Run, COMPARISON: _Comparison, FRONTIER: _Frontier}


def parse_manifest(content: bytes) -> Any:
    """The data of a manifest's text: JSON of finite numbers and text that can be written; raises ValueError if it is not."""
    data = json.loads(content, parse_constant=_refuse)
    json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    return data


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not a number")


def manifest_problems(content: bytes, kind: str, file: str) -> list[Problem]:
    """Every fault of a manifest of a known kind, by line; file: its name in messages."""
    try:
        _MODELS[kind].model_validate(json.loads(content))
    except ValidationError as error:
        document = compose(content.decode(errors="replace"), file)
        found = []
        for fault in error.errors(include_url=False):
            path = tuple(step for step in fault["loc"] if step != "[key]")
            message = _SIGNS.sub(" ", f"{fault['msg']}; the folder was not written like this: make it again")
            found.append(Problem(file, document.line(path) or 1, document.field(path), message))
        return found
    return []


_SIGNS = re.compile(r"[\x00-\x1f\x7f]+")
