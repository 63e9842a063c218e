"""Standard streams that can be written to on every console."""

from __future__ import annotations

import contextlib
import io
import os
import sys


def steady_streams() -> None:
    """What a console cannot show (a cp1252 pipe on Windows, say) becomes a question mark, never a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def own_output() -> None:
    """Keep standard output for ourselves: what libraries print past Python goes to standard error from now on.

    We write to a duplicate of the descriptor, and the well-known one (1) leads where standard error (2) leads, or
    nowhere if that is closed. For the whole process and for good: C keeps what it is to print until the process ends.
    """
    stream = sys.stdout
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        if not isinstance(stream, io.TextIOWrapper) or stream.fileno() != 1:
            return
        stream.flush()
        lines = 1 if stream.line_buffering or stream.write_through else -1
        mine = os.dup(1)
        sys.stdout = open(mine, "w", lines, stream.encoding, stream.errors, closefd=False)  # noqa: SIM115  # never closed
        elsewhere = os.dup(2) if _is_open(2) else os.open(os.devnull, os.O_WRONLY)
        os.dup2(elsewhere, 1)
        os.close(elsewhere)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def let_go_of_output() -> None:
    """Send what is left to nowhere: the reader of our output has closed it, as ``head`` does."""
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def is_unicode(encoding: str | None) -> bool:
    """Whether every letter can be written in an encoding."""
    return (encoding or "").lower().replace("-", "").startswith("utf")
