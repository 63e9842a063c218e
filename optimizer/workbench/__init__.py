"""The workbench: a page in the browser for those who plan and never open a terminal, standing on the public API alone.

``server`` starts it, ``security`` says who may ask, ``folder`` what there is, ``jobs`` does the work in processes of their
own, and ``pages`` show it. Nothing here knows a rule, a number or a word of the field: those come from ``api`` and ``words``.
What the extra ``web`` installs is imported when it is started.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.workbench.options import WorkbenchOptions

_NEEDED = ("babel", "jinja2", "multipart", "starlette", "uvicorn", "vl_convert")
"""What the extra ``web`` installs, by the names under which it is imported."""


def serve(options: WorkbenchOptions, announce: Callable[[str], None]) -> None:
    """Serve a folder until Ctrl-C; see ``server.serve``. Raises UsageError if the extra ``web`` is not installed."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        what = ", ".join(missing)
        raise UsageError(
            f"the workbench needs more than is installed ({what} missing); type: pip install 'leonplan[web]'"
        )
    from leonplan.optimizer.workbench.server import serve as start

    start(options, announce)


__all__ = ["WorkbenchOptions", "serve"]
