"""Spørsmål: what-ifs of one's own from the catalogue of changes, as forms; checked while they are written, kept as files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError, Problem
from leonplan.optimizer.workbench.bench import Workbench, bench_of
from leonplan.optimizer.workbench.folder.item import Item
from leonplan.optimizer.workbench.numbers import number_of
from leonplan.optimizer.workbench.page import page, part
from leonplan.optimizer.workbench.pages.instance import instance_of, title_of
from leonplan.optimizer.workbench.pages.questions import draft_of, keep
from leonplan.optimizer.workbench.texts import Language, Texts, language_of

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import ChangeForm, FormField

MOST = 30
"""Changes in a what-if that is made here."""

ROWS = 4
"""Rows of a field of rows."""

LONGEST = 2000
"""Letters that a text may have."""

_FIELD = re.compile(r"changes\[([^\]]*)\](?:\.([a-z_]+))?.*")


@dataclass(frozen=True)
class OwnQuestion:
    """A what-if as far as it is written."""

    texts: Mapping[str, str]
    """Title, question and reason."""
    done: tuple[dict[str, Any], ...] = ()
    """Changes that are finished."""
    form: ChangeForm | None = None
    """The change that is being written; none if it is yet to be chosen."""
    given: Mapping[str, Any] | None = None
    """What it says so far."""

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Every change, the one that is being written last."""
        return [*self.done, *([] if self.form is None else [{"change": self.form.name, **(self.given or {})}])]


def forms_of(bench: Workbench, item: Item, language: Language) -> tuple[ChangeForm, ...]:
    """The catalogue for a municipality, made again only when one of its files has changed."""
    place = bench.index.path_of(item)
    found = api.folder_of(place)
    files = [found] if found.is_file() else sorted(found.iterdir())
    stamp = tuple((file.name, file.stat().st_mtime_ns) for file in files)
    return _forms(str(place), stamp, language)


@lru_cache(maxsize=8)
def _forms(place: str, stamp: tuple[tuple[str, int], ...], language: Language) -> tuple[ChangeForm, ...]:
    return api.change_forms(api.load(place), language)


def show_new(request: Request) -> Response:
    """The catalogue to choose from, or the form of the change that was chosen."""
    bench, item = bench_of(request), instance_of(request)
    forms = forms_of(bench, item, language_of(request))
    chosen = next((one for one in forms if one.name == request.query_params.get("endring")), None)
    return _shown(request, item, OwnQuestion({}, (), chosen), forms)


def _shown(
    request: Request, item: Item, question: OwnQuestion, forms: tuple[ChangeForm, ...], faults: tuple[Problem, ...] = ()
) -> Response:
    by_subject: dict[str, list[ChangeForm]] = {}
    for one in forms:
        by_subject.setdefault(one.subject, []).append(one)
    texts = {one.name: one.text for one in forms}
    return page(
        request,
        "own_question",
        422 if faults else 200,
        item=item,
        question=question,
        done=json.dumps(question.done, ensure_ascii=False),
        done_texts=[(texts.get(one["change"], one["change"]), _said(one)) for one in question.done],
        by_subject=by_subject,
        given=question.given or {},
        faults=_told(request, question, faults),
        longest=LONGEST,
        rows=ROWS,
    )


def _said(change: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in change.items() if name != "change")


def _told(request: Request, question: OwnQuestion, faults: tuple[Problem, ...]) -> dict[str, list[str]]:
    """Faults by the field of the change that is being written; under no name those of anything else."""
    found: dict[str, list[str]] = {}
    last = {f"#{len(question.changes)}", str((question.given or {}).get("id", ""))} - {""}
    for problem, told in zip(faults, api.faults_told(faults, language_of(request)), strict=True):
        match = _FIELD.fullmatch(problem.field)
        is_here = match is not None and match[1] in last and question.form is not None
        field = match[2] if is_here and match is not None and match[2] else ""
        text = told.text.removeprefix(f"{problem.field}: ")
        found.setdefault(field, []).append(text if is_here or not problem.field else f"{problem.field}: {text}")
    return found


async def write(request: Request) -> Response:
    """Take what was written: choose the next change, or keep the what-if, once nothing is wrong with it."""
    bench, item = bench_of(request), instance_of(request)
    async with request.form(max_files=0, max_fields=600) as form:
        return await run_in_threadpool(_write, request, bench, item, form)


def _write(request: Request, bench: Workbench, item: Item, form: FormData) -> Response:
    language = language_of(request)
    forms = forms_of(bench, item, language)
    question = _question(forms, form, language)
    if form.get("do") == "choose":
        chosen = next((one for one in forms if one.name == form.get("endring")), None)
        return _shown(request, item, OwnQuestion(question.texts, question.done, chosen), forms)
    is_last = form.get("do") != "another"
    draft = _draft(bench, question)
    faults = _faults(bench, item, question, draft, Texts(language), needs_texts=is_last)
    if faults or not is_last:
        draft.unlink()
        if faults or len(question.changes) >= MOST:
            return _shown(request, item, question, forms, faults)
        return _shown(request, item, OwnQuestion(question.texts, tuple(question.changes)), forms)
    keep(bench, draft)
    return RedirectResponse(f"/kommune/{item.id}/sporsmal", status_code=303)


async def check(request: Request) -> Response:
    """What is wrong so far, as a part of the page; asked for while it is written."""
    bench, item = bench_of(request), instance_of(request)
    async with request.form(max_files=0, max_fields=600) as form:
        return await run_in_threadpool(_check, request, bench, item, form)


def _check(request: Request, bench: Workbench, item: Item, form: FormData) -> Response:
    language = language_of(request)
    forms = forms_of(bench, item, language)
    question = _question(forms, form, language)
    draft = _draft(bench, question)
    faults = _faults(bench, item, question, draft, Texts(language), needs_texts=False)
    draft.unlink()
    labels = {} if question.form is None else {one.name: one.label for one in question.form.fields}
    return HTMLResponse(part(request, "own_question_check", faults=_told(request, question, faults), labels=labels))


def _draft(bench: Workbench, question: OwnQuestion) -> Path:
    """Write the what-if where nobody looks, so that it can be checked as every file is."""
    draft = draft_of(bench, "own", question.texts["title"])
    told = {name: question.texts[name] or "–" for name in ("title", "question", "reason")}
    return api.write_what_if(draft, told["title"], told["question"], told["reason"], question.changes)


def _faults(
    bench: Workbench, item: Item, question: OwnQuestion, draft: Path, texts: Texts, *, needs_texts: bool
) -> tuple[Problem, ...]:
    missing = [name for name in ("title", "question", "reason") if needs_texts and not question.texts[name]]
    words = {"title": texts.say("Title"), "question": texts.say("Question"), "reason": texts.say("Reason")}
    own = [Problem("", None, "", texts.say("{field} is to be filled in.", field=words[name])) for name in missing]
    if not question.changes:
        own.append(Problem("", None, "", texts.say("Choose a change.")))
        return tuple(own)
    try:
        return (*own, *api.check(bench.index.path_of(item), [draft]).problems)
    except InputError as error:
        return (*own, *error.problems)


def _question(forms: tuple[ChangeForm, ...], form: FormData, language: Language) -> OwnQuestion:
    """What a form says; what has no sense is left out, what is wrong is kept, to be told."""
    texts = {name: title_of(str(form.get(name, "")), "")[:LONGEST] for name in ("title", "question", "reason")}
    try:
        told = json.loads(str(form.get("done", "[]")))
    except ValueError:
        told = []
    is_list = isinstance(told, list)
    done = (
        tuple(one for one in told[:MOST] if isinstance(one, dict) and isinstance(one.get("change"), str))
        if is_list
        else ()
    )
    chosen = next((one for one in forms if one.name == form.get("change")), None)
    given = (
        None
        if chosen is None
        else {one.name: value for one in chosen.fields if (value := _value(one, form, language)) is not None}
    )
    return OwnQuestion(texts, done, chosen, given)


def _value(field: FormField, form: FormData, language: Language, prefix: str = "f_") -> Any:
    """What a field says; none if it is blank. A number that is none stays as it is written, to be told."""
    name = prefix + field.name
    if field.kind == "choices":
        known = {one for one, _ in field.choices}
        return [one for one in map(str, form.getlist(name)) if one in known] or None
    if field.kind == "order":
        ranked = [str(form.get(f"{name}_{place}", "")) for place in range(1, len(field.choices) + 1)]
        return [one for one in ranked if one] or None
    if field.kind == "rows":
        rows = [
            {
                one.name: value
                for one in field.fields
                if (value := _value(one, form, language, f"{name}_{row}_")) is not None
            }
            for row in range(1, ROWS + 1)
        ]
        return [row for row in rows if row] or None
    text = title_of(str(form.get(name, "")), "")
    if not text:
        return None
    if field.kind == "choice" and text in ("true", "false") and dict(field.choices).keys() == {"true", "false"}:
        return text == "true"
    if field.kind == "numbers":
        return [_number_or_text(one, language) for one in text.split()]
    return _number_or_text(text, language) if field.kind in ("number", "whole") else text


def _number_or_text(text: str, language: Language) -> float | int | str:
    number = number_of(text, language)
    return text if number is None else number


ROUTES = (
    Route("/kommune/{item}/sporsmal/ny", show_new),
    Route("/kommune/{item}/sporsmal/ny", write, methods=["POST"]),
    Route("/kommune/{item}/sporsmal/sjekk", check, methods=["POST"]),
)
