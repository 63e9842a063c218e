"""Makes a page of a template; every text in it is text, never markup."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from leonplan.optimizer.workbench.bench import bench_of, user_of
from leonplan.optimizer.workbench.jobs.job import JobState, Work, read_jobs
from leonplan.optimizer.workbench.texts import Texts, language_of

RECENT = 40
"""Jobs that are looked at for what still runs."""

_ENVIRONMENT = Environment(
    loader=PackageLoader("leonplan.optimizer.workbench", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    """A whole page."""
    jobs = read_jobs(bench_of(request).folder, RECENT)
    busy = [
        job for job in jobs if job.state in (JobState.RUNNING, JobState.WAITING) and job.order.work is not Work.PAGES
    ]
    return HTMLResponse(part(request, template, busy=len(busy), **values), status_code=code)


def part(request: Request, template: str, **values: Any) -> str:
    """What a template makes, in the reader's language."""
    texts = Texts(language_of(request))
    return _ENVIRONMENT.get_template(f"{template}.html.j2").render(
        t=texts, say=texts.say, user=user_of(request), here=request.url.path, **values
    )
