"""A municipality: what it is, what has been made of it, and the form that plans it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item, ItemKind
from leonplan.optimizer.workbench.jobs.job import Work, new_order
from leonplan.optimizer.workbench.page import page

LONGEST_TITLE = 100
"""Letters that a title may have."""

LONGEST_SEARCH = 86_400
"""Seconds that a search may be given."""


def instance_of(request: Request) -> Item:
    """The municipality that a page is of; raises 404 if it is none."""
    item = bench_of(request).item(request.path_params["item"])
    if item.kind not in (ItemKind.INSTANCE, ItemKind.WORKBOOK):
        raise HTTPException(404)
    return item


def show_instance(request: Request) -> Response:
    """The municipality."""
    bench, item = bench_of(request), instance_of(request)
    bench.index.refresh()
    mine = [one for one in bench.index.sealed(500) if one.name == item.title][:20]
    return page(request, "instance", item=item, sealed=mine)


async def plan_instance(request: Request) -> Response:
    """Put a plan of the municipality in the queue."""
    bench, item = bench_of(request), instance_of(request)
    form = await request.form(max_files=0, max_fields=20)
    mode = str(form.get("mode", ""))
    arguments = {
        "instance": item.path,
        "mode": mode if mode in ("frame", "cover") else None,
        "time_limit": seconds_of(str(form.get("minutes", ""))),
        **{name: name in form for name in ("assumptions", "certainty", "break_even", "afresh")},
    }
    order = new_order(Work.PLAN, title_of(str(form.get("title", "")), item.title), user_of(request), arguments, "runs")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


def title_of(text: str, otherwise: str) -> str:
    """A title as people wrote it, in one line; otherwise another."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return plain[:LONGEST_TITLE] or otherwise


def seconds_of(minutes: str) -> float | None:
    """Seconds of some minutes as people write them; none if there are none, or it is no number.

    >>> seconds_of("2"), seconds_of("0,5"), seconds_of(""), seconds_of("nan"), seconds_of("-1")
    (120.0, 30.0, None, None, None)
    """
    try:
        found = float(minutes.replace(",", ".")) * 60
    except ValueError:
        return None
    return min(found, LONGEST_SEARCH) if found > 0 else None


ROUTES = (
    Route("/kommune/{item}", show_instance),
    Route("/kommune/{item}/plan", plan_instance, methods=["POST"]),
)
