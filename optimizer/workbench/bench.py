"""A workbench at work: what all its pages share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request

from leonplan.optimizer.workbench.folder.index import FolderIndex
from leonplan.optimizer.workbench.folder.item import Item
from leonplan.optimizer.workbench.jobs.job import JobOrder, add
from leonplan.optimizer.workbench.jobs.queue import JobQueue
from leonplan.optimizer.workbench.options import WorkbenchOptions


@dataclass
class Workbench:
    """The folder, its index, and its jobs."""

    options: WorkbenchOptions
    """How it was started."""
    index: FolderIndex = field(init=False)
    """What lies in the folder."""
    queue: JobQueue = field(init=False)
    """What is being done."""

    def __post_init__(self) -> None:
        """Open the folder; nothing is read yet."""
        self.index = FolderIndex(self.folder)
        self.queue = JobQueue(self.folder, self.options.at_once, self.index.refresh)

    @cached_property
    def folder(self) -> Path:
        """The folder, without links."""
        return self.options.folder.resolve()

    def ask(self, order: JobOrder) -> None:
        """Put a job in the queue."""
        add(self.folder, order)
        self.queue.wake()

    def item(self, item_id: str) -> Item:
        """The thing of an id; raises 404 if there is none."""
        found = self.index.get(item_id)
        if found is None:
            self.index.refresh(wait=True)
            found = self.index.get(item_id)
        if found is None:
            raise HTTPException(404)
        return found


def bench_of(request: Request) -> Workbench:
    """The workbench that a request is to."""
    found: Workbench = request.app.state.bench
    return found


def user_of(request: Request) -> str:
    """Who asks; empty if nobody is known."""
    return str(getattr(request.state, "user", ""))
