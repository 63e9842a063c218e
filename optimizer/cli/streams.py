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


def let_go_of_output() -> None:
    """Send what is left to nowhere: the reader of our output has closed it, as ``head`` does."""
    with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def is_unicode(encoding: str | None) -> bool:
    """Whether every letter can be written in an encoding."""
    return (encoding or "").lower().replace("-", "").startswith("utf")
