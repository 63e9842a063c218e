"""Håndplan: every project of a plan with its year as a choice; what the hand costs next to the best plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leonplan.optimizer import api
from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.folder.item import Item, ItemKind
from leonplan.optimizer.workbench.folder.ready import read_ready
from leonplan.optimizer.workbench.jobs.job import Work, new_order
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages.instance import title_of
from leonplan.optimizer.workbench.pages.plan import sealed_of
from leonplan.optimizer.workbench.pages.questions import OWN, draft_of, keep
from leonplan.optimizer.workbench.texts import Language, Texts, language_of

NEVER = "never"
"""Choice of a project that is not to be carried out."""

PROJECTS = "projects"
"""Chapter of a report with the plan's own choice."""


@dataclass(frozen=True, slots=True)
class ProjectChoice:
    """A project, and the years in which it may start."""

    id: str
    name: str
    years: tuple[int, ...]


def run_of(request: Request) -> Item:
    """The run that a page is of; raises 404 if it is none."""
    item = sealed_of(request)
    if item.kind is not ItemKind.RUN:
        raise HTTPException(404)
    return item


def choices_of(instance: Path) -> list[ProjectChoice]:
    """The projects of an instance."""
    loaded = api.load(instance)
    years = api.start_years(loaded)
    return [ProjectChoice(one.id, one.name, years[one.id]) for one in loaded.projects]


def show_hand(request: Request, chosen: dict[str, str] | None = None, faults: tuple[str, ...] = ()) -> Response:
    """The choices, and the plan's own below."""
    bench, item = bench_of(request), run_of(request)
    report = read_ready(bench.folder, item.path, language_of(request))
    own = next((part for part in report.parts if part.id == PROJECTS), None) if report else None
    choices = choices_of(bench.folder / item.path / "instance")
    return page(
        request,
        "hand",
        422 if faults else 200,
        item=item,
        choices=choices,
        chosen=chosen or {},
        faults=faults,
        own=own,
        never=NEVER,
    )


async def plan_by_hand(request: Request) -> Response:
    """Check what was chosen, keep it as a what-if, and put the plan in the queue."""
    bench, item, say = bench_of(request), run_of(request), Texts(language_of(request)).say
    form = await request.form(max_files=0, max_fields=2000)
    instance = bench.folder / item.path / "instance"
    choices = await run_in_threadpool(choices_of, instance)
    chosen = {one.id: str(form.get(f"project_{one.id}", "")) for one in choices}
    changes = [change for one in choices if (change := _change(one, chosen[one.id])) is not None]
    if not changes:
        fault = (say("Choose a year, or never, for one project at least."),)
        return await run_in_threadpool(show_hand, request, chosen, fault)
    title = title_of(str(form.get("title", "")), say("Plan by hand"))
    draft = draft_of(bench, "hand", title)
    reason = say("Set by hand in the workbench, next to the plan {plan}", plan=item.title)
    found = await run_in_threadpool(
        _checked, instance, draft, title, say("What does it cost to do it so?"), reason, changes, language_of(request)
    )
    if found:
        return await run_in_threadpool(show_hand, request, chosen, found)
    keep(bench, draft)
    given = {"run": item.path, "what_ifs": [f"{OWN}/{draft.name}"], "time_limit": None}
    order = new_order(Work.HAND, title, user_of(request), given, "comparisons")
    bench.ask(order)
    return RedirectResponse(f"/jobber/{order.id}", status_code=303)


def _change(project: ProjectChoice, choice: str) -> dict[str, Any] | None:
    """What a choice changes; none if the model is to choose."""
    if choice == NEVER:
        return {"change": "forbid_project", "project": project.id}
    if choice in map(str, project.years):
        return {"change": "start", "project": project.id, "year": int(choice)}
    return None


def _checked(
    instance: Path,
    draft: Path,
    title: str,
    question: str,
    reason: str,
    changes: list[dict[str, Any]],
    language: Language,
) -> tuple[str, ...]:
    """Write a draft; the faults that it has, after which it is gone again."""
    api.write_what_if(draft, title, question, reason, changes)
    found = api.check(instance, [draft])
    if found.problems:
        draft.unlink()
    return tuple(one.text for one in api.faults_told(found.problems, language))


ROUTES = (
    Route("/plan/{item}/handplan", show_hand),
    Route("/plan/{item}/handplan", plan_by_hand, methods=["POST"]),
)
