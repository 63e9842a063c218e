"""Ramme: any limit along a frontier, what is reached at it and what provably cannot be; and the plan of a point."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item, ItemKind, id_of
from leonplan.optimizer.workbench.folder.ready import stamp_of
from leonplan.optimizer.workbench.jobs.job import Work, name_of, new_order
from leonplan.optimizer.workbench.numbers import number_of
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages.plan import sealed_of
from leonplan.optimizer.workbench.texts import Texts, language_of

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import Frontier


def frontier_of(request: Request) -> tuple[Item, Frontier]:
    """The frontier that a page is of, checked anew if a file of it has changed; raises 404 if it is none."""
    item = sealed_of(request)
    if item.kind is not ItemKind.FRONTIER:
        raise HTTPException(404)
    place = bench_of(request).folder / item.path
    return item, _read(place, stamp_of(place))


@lru_cache(maxsize=4)
def _read(place: Path, stamp: str) -> Frontier:
    found: Frontier = api.read(place)  # type: ignore[assignment]
    return found


def show_frame(request: Request) -> Response:
    """The points, and the answer for the limit that was asked for."""
    item, frontier = frontier_of(request)
    texts = Texts(language_of(request))
    asked = request.query_params.get("grense", "").strip()[:40]
    limit, fault, answer = None, "", None
    if asked:
        limit = number_of(asked, language_of(request))
        fault = texts.say("Write a number.") if limit is None else ""
    if limit is not None and limit >= frontier.points[0].limit:
        answer = frontier.bracket(limit)
    best = None if limit is None else next((one for one in reversed(frontier.points) if one.limit <= limit), None)
    return page(
        request,
        "frame",
        422 if fault else 200,
        item=item,
        frontier=frontier,
        asked=asked,
        limit=limit,
        fault=fault,
        answer=answer,
        best=best,
        goal=texts.goal(frontier.goal),
        unit=texts.unit(frontier.goal),
    )


async def open_point(request: Request) -> Response:
    """The plan of a point as a run of its own; made by a job the first time."""
    bench, point = bench_of(request), str(request.path_params["point"])
    item = sealed_of(request)
    if item.kind is not ItemKind.FRONTIER or not re.fullmatch(r"p[0-9]{1,4}", point):
        raise HTTPException(404)
    if not (bench.folder / item.path / "points" / point / "manifest.json").is_file():
        raise HTTPException(404)
    result = f"runs/{name_of(item.title, 'point')}_{item.id}_{point}"
    if (bench.folder / result).exists():
        return RedirectResponse(f"/plan/{id_of(result)}", status_code=303)
    title = f"{item.title}: {point}"
    order = new_order(Work.POINT, title, user_of(request), {"path": f"{item.path}/points/{point}"}, result=result)
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


ROUTES = (
    Route("/plan/{item}/ramme", show_frame),
    Route("/plan/{item}/punkt/{point}", open_point, methods=["POST"]),
)
