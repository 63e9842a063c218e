"""Sammenlign: two to six plans of a municipality, chosen to stand side by side."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer.workbench.bench import Workbench, bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item, ItemKind
from leonplan.optimizer.workbench.jobs.job import Work, new_order
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages.instance import instance_of, title_of
from leonplan.optimizer.workbench.texts import Texts, language_of, mark

FEWEST, MOST = 2, 6
"""Plans that can stand side by side."""

ASKS = mark("Choose {fewest} to {most} plans.")
"""What is asked for on the page."""

LISTED = 500
"""Sealed folders among which plans are looked for, the newest."""


def plans_of(bench: Workbench, item: Item) -> list[Item]:
    """The plans of a municipality, the newest first."""
    bench.index.refresh(wait=True)  # what is not found is said not to be there
    return [one for one in bench.index.sealed(LISTED) if one.kind is ItemKind.RUN and one.name == item.title]


def show_choice(request: Request, fault: str = "", chosen: tuple[str, ...] = ()) -> Response:
    """The plans to choose from."""
    bench, item = bench_of(request), instance_of(request)
    code = 422 if fault else 200
    asks = Texts(language_of(request)).say(ASKS, fewest=FEWEST, most=MOST)
    plans = plans_of(bench, item)
    return page(request, "side_by_side", code, item=item, plans=plans, asks=asks, fault=fault, chosen=chosen)


async def put_side_by_side(request: Request) -> Response:
    """Put a comparison of the plans that were chosen in the queue, the one that was named first as its base."""
    bench, item, say = bench_of(request), instance_of(request), Texts(language_of(request)).say
    form = await request.form(max_files=0, max_fields=LISTED + 10)
    ids = {str(one) for one in form.getlist("plan")}
    found = [one for one in await run_in_threadpool(plans_of, bench, item) if one.id in ids]
    if not FEWEST <= len(found) <= MOST:
        return await run_in_threadpool(
            show_choice, request, say(ASKS, fewest=FEWEST, most=MOST), tuple(one.id for one in found)
        )
    found.sort(key=lambda one: (one.id != form.get("first"), one.written, one.path))
    plans = [{"path": one.path, "title": one.title} for one in found]
    title = title_of(str(form.get("title", "")), say("{count} plans side by side", count=len(found)))
    order = new_order(Work.SIDE_BY_SIDE, title, user_of(request), {"plans": plans}, "comparisons")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


ROUTES = (
    Route("/kommune/{item}/sammenlign", show_choice),
    Route("/kommune/{item}/sammenlign", put_side_by_side, methods=["POST"]),
)
