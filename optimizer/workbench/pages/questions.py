"""Spørsmål: the what-ifs of a municipality with their questions, to be ticked and planned; and its frontier."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.workbench.bench import Workbench, bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item
from leonplan.optimizer.workbench.jobs.job import Work, new_order
from leonplan.optimizer.workbench.options import HIDDEN
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages.instance import LONGEST_TITLE, MINUTES_FAULT, instance_of, seconds_of, title_of
from leonplan.optimizer.workbench.texts import Texts, language_of

if TYPE_CHECKING:
    from leonplan.optimizer.api.types import NamedWhatIf

OWN = "what_if"
"""Folder, in the workbench's, of what-ifs that were made here."""

MOST = 20
"""What-ifs that are planned at once."""

TOLERANCE = 0.01
"""Width of what is proven along a frontier, as a share of the goal's span."""


def draft_of(bench: Workbench, kind: str, title: str) -> Path:
    """Where a what-if is written while nobody is to see it, named after its kind and title."""
    stem = re.sub(r"[^a-z0-9]+", "_", title.lower())[:30].strip("_")
    name = f"{kind}_{stem}_{secrets.token_hex(3)}".replace("__", "_")
    return bench.folder / HIDDEN / "drafts" / f"{name}.yaml"


def keep(bench: Workbench, draft: Path) -> None:
    """Put a draft among the what-ifs that were made here."""
    (bench.folder / OWN).mkdir(exist_ok=True)
    draft.rename(bench.folder / OWN / draft.name)


def questions_of(bench: Workbench, item: Item) -> Mapping[str, NamedWhatIf]:
    """What-ifs by what jobs call them: a name that ships with the municipality, or a path in the folder."""
    place = bench.index.path_of(item)
    shipped, own = api.folder_of(place) / "what_if", bench.folder / OWN
    files = [file for folder in (shipped, own) for file in sorted(folder.glob("*.yaml"))]
    stamps = tuple((str(file), file.stat().st_mtime_ns) for file in files)
    return _read(place, own, stamps)


@lru_cache(maxsize=8)
def _read(place: str | Path, own: Path, stamps: tuple[tuple[str, int], ...]) -> Mapping[str, NamedWhatIf]:
    """What-ifs, read again only when a file has changed; stamps: every file with the moment it was written."""
    found = {one.id: one for one in api.what_ifs(place)}
    for name, _ in stamps:
        if Path(name).parent == own:
            try:
                (one,) = api.what_ifs(place, [name])
            except InputError:
                continue  # of another municipality, or being written
            found[f"{OWN}/{Path(name).name}"] = one
    return MappingProxyType(found)


def show_questions(
    request: Request, fault: str = "", ticked: tuple[str, ...] = (), minutes: str = "", title: str = ""
) -> Response:
    """The questions, by the strategic choice that they belong to; with a fault, also what was written so far."""
    bench, item = bench_of(request), instance_of(request)
    by_choice: dict[str, list[tuple[str, object]]] = {}
    for name, one in questions_of(bench, item).items():
        by_choice.setdefault(one.what_if.vegvalg or "", []).append((name, one.what_if))
    code = 422 if fault else 200
    given = {"ticked": ticked, "minutes": minutes, "title": title}
    return page(request, "questions", code, item=item, by_choice=by_choice, fault=fault, **given)


async def ask(request: Request) -> Response:
    """Put a comparison of what was ticked in the queue, or one plan with all of it."""
    bench, item, say = bench_of(request), instance_of(request), Texts(language_of(request)).say
    form = await request.form(max_files=0, max_fields=MOST + 100)
    known = await run_in_threadpool(questions_of, bench, item)
    ticked = [name for name in known if name in form.getlist("what_if")]
    minutes, wanted = str(form.get("minutes", "")).strip()[:LONGEST_TITLE], title_of(str(form.get("title", "")), "")
    seconds = seconds_of(minutes, language_of(request))
    fault = say(MINUTES_FAULT) if minutes and seconds is None else ""
    if not 0 < len(ticked) <= MOST:
        fault = say("Tick one question at least, and {most} at most.", most=MOST)
    if fault:
        return await run_in_threadpool(show_questions, request, fault, tuple(ticked), minutes, wanted)
    given = {"instance": item.path, "what_ifs": ticked, "time_limit": seconds}
    title = wanted or known[ticked[0]].what_if.title
    if form.get("how") == "one":
        order = new_order(Work.PLAN, title, user_of(request), given, "runs")
    else:
        given["together"] = form.get("how") == "together" and len(ticked) > 1
        order = new_order(Work.COMPARISON, title, user_of(request), given, "comparisons")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


async def find_frontier(request: Request) -> Response:
    """Ramme: put the frontier of a municipality in the queue."""
    bench, item = bench_of(request), instance_of(request)
    given = {"instance": item.path, "tolerance": TOLERANCE}
    order = new_order(Work.FRONTIER, item.title, user_of(request), given, "frontiers")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


ROUTES = (
    Route("/kommune/{item}/sporsmal", show_questions),
    Route("/kommune/{item}/sporsmal", ask, methods=["POST"]),
    Route("/kommune/{item}/ramme", find_frontier, methods=["POST"]),
)
