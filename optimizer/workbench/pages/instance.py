"""A municipality: what it is, what has been made of it, and the form that plans it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item, ItemKind
from leonplan.optimizer.workbench.jobs.job import Work, new_order
from leonplan.optimizer.workbench.numbers import number_of
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.texts import Language, Texts, language_of, mark

LONGEST_TITLE = 100
"""Letters that a title may have."""

MINUTES_FAULT = mark("Write a number of minutes above 0, or leave it blank.")
"""What is told of minutes that are no number."""

LONGEST_SEARCH = 86_400
"""Seconds that a search may be given."""


def instance_of(request: Request) -> Item:
    """The municipality that a page is of; raises 404 if it is none."""
    item = bench_of(request).item(request.path_params["item"])
    if item.kind not in (ItemKind.INSTANCE, ItemKind.WORKBOOK):
        raise HTTPException(404)
    return item


def show_instance(request: Request, minutes: str = "", fault: str = "") -> Response:
    """The municipality; with what is wrong with the minutes that were written, if there is anything."""
    bench, item = bench_of(request), instance_of(request)
    bench.index.refresh()
    mine = [one for one in bench.index.sealed(500) if one.name == item.title][:20]
    return page(request, "instance", 422 if fault else 200, item=item, sealed=mine, minutes=minutes, fault=fault)


async def plan_instance(request: Request) -> Response:
    """Put a plan of the municipality in the queue."""
    bench, item = bench_of(request), instance_of(request)
    form = await request.form(max_files=0, max_fields=20)
    minutes, language = str(form.get("minutes", "")).strip(), language_of(request)
    seconds = seconds_of(minutes, language)
    if minutes and seconds is None:
        fault = Texts(language).say(MINUTES_FAULT)
        return await run_in_threadpool(show_instance, request, minutes[:LONGEST_TITLE], fault)
    mode = str(form.get("mode", ""))
    arguments = {
        "instance": item.path,
        "mode": mode if mode in ("frame", "cover") else None,
        "time_limit": seconds,
        **{name: name in form for name in ("assumptions", "certainty", "break_even", "afresh")},
    }
    order = new_order(Work.PLAN, title_of(str(form.get("title", "")), item.title), user_of(request), arguments, "runs")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


def title_of(text: str, otherwise: str) -> str:
    """A title as people wrote it, in one line; otherwise another."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain[:LONGEST_TITLE] or otherwise


def seconds_of(minutes: str, language: Language) -> float | None:
    """Seconds of some minutes as people write them; none if there are none, or it is no number above 0.

    >>> seconds_of("2", "nb"), seconds_of("0,5", "nb"), seconds_of("", "nb"), seconds_of("nan", "nb"), seconds_of("-1", "nb")
    (120.0, 30.0, None, None, None)
    """
    found = number_of(minutes, language)
    return None if found is None or found <= 0 else min(found * 60.0, LONGEST_SEARCH)


ROUTES = (
    Route("/kommune/{item}", show_instance),
    Route("/kommune/{item}/plan", plan_instance, methods=["POST"]),
)
