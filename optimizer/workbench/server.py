"""The application and the server."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from leonplan.optimizer.errors import LeonError, UsageError
from leonplan.optimizer.workbench.bench import Workbench
from leonplan.optimizer.workbench.options import USUAL_PORT, WorkbenchOptions, require_safe
from leonplan.optimizer.workbench.page import page
from leonplan.optimizer.workbench.pages import (
    board,
    data,
    frame,
    hand,
    instance,
    jobs,
    own_question,
    plan,
    questions,
    side_by_side,
    table,
    workbooks,
)
from leonplan.optimizer.workbench.security.guard import Guard

ROUTES: tuple[Route, ...] = (
    *board.ROUTES,
    *workbooks.ROUTES,
    *own_question.ROUTES,
    *questions.ROUTES,
    *data.ROUTES,
    *table.ROUTES,
    *instance.ROUTES,
    *hand.ROUTES,
    *side_by_side.ROUTES,
    *frame.ROUTES,
    *plan.ROUTES,
    *jobs.ROUTES,
)
"""Every page."""


def make_app(options: WorkbenchOptions, port: int) -> Guard:
    """The application behind its guard; port: on which it is asked."""
    bench = Workbench(options)

    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        bench.queue.start()
        threading.Thread(target=bench.index.refresh, daemon=True).start()
        yield
        bench.queue.close()

    static = Mount("/static", StaticFiles(directory=Path(str(files("leonplan.optimizer.workbench") / "static"))))
    app = Starlette(
        routes=[*ROUTES, static],
        lifespan=life,
        exception_handlers={HTTPException: _missing, LeonError: _fault, Exception: _own_fault},
    )
    app.state.bench = bench
    return Guard(app, options, port)


def serve(options: WorkbenchOptions, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; announce: is given the address as soon as it can be asked. Jobs that run then go on.

    Raises UsageError if it may not be started so, or the port is taken.
    """
    require_safe(options)
    listening = _listen(options)
    port = int(listening.getsockname()[1])
    app = make_app(options, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = _AnnouncingServer(config, lambda: announce(address(options, port)))
    with listening, contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


class _AnnouncingServer(uvicorn.Server):
    """A server that says when it can be asked."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._ready()


def address(options: WorkbenchOptions, port: int) -> str:
    """What to open in a browser on this machine."""
    host = "127.0.0.1" if options.host in ("0.0.0.0", "localhost") else options.host
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/" + (
        f"?token={options.token}" if options.token else ""
    )


def _listen(options: WorkbenchOptions) -> socket.socket:
    """A socket on the port that was asked for, or the usual one, or a free one."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    for port in (USUAL_PORT, 0) if options.port is None else (options.port,):
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            if os.name == "posix":  # elsewhere it would share the port with whoever has it
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind((options.host, port))
            return made
        except (OSError, OverflowError) as error:
            made.close()
            if port or options.port == 0:
                reason = error
    raise UsageError(
        f"cannot listen on {options.host}, port {options.port or USUAL_PORT}: {reason}; name another --port"
    )


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return page(request, "fault", error.status_code, status=error.status_code, lines=())


def _fault(request: Request, error: Exception) -> Response:
    return page(request, "fault", 409, status=409, lines=str(error).split("\n"))


def _own_fault(request: Request, _: Exception) -> Response:
    return page(request, "fault", 500, status=500, lines=())
