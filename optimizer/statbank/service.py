"""Asks Statistics Norway's service over HTTP: politely, within time and size, again where that helps, and never in silence."""

from __future__ import annotations

import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import version
from typing import Any

from leonplan.optimizer.errors import InputError, LeonError, Problem, UsageError

ADDRESS = "https://data.ssb.no/api/v0/no/table"
"""Where the service's tables are."""

MOST_BYTES = 64_000_000
"""Largest reply that is taken [bytes]; one municipality's projection has a megabyte."""

_AGAIN_AT = (429, 500, 502, 503, 504)
_PROGRAM = "leonplan"


class UnreachableError(LeonError):
    """The service gave no usable answer, however often it was asked."""


class RefusedError(LeonError):
    """The service answered that it will not: the status, and what it said."""

    def __init__(self, status: int, said: str) -> None:
        """A refusal; status: of HTTP; said: its text, short."""
        self.status = status
        self.said = said
        super().__init__(f"status {status}" + (f": {said}" if said else ""))


@dataclass(frozen=True, slots=True)
class Statbank:
    """How the service is asked."""

    address: str = ADDRESS
    """Where its tables are; a table's number is added."""
    timeout: float = 30.0
    """How long one answer is waited for [s]."""
    tries: int = 4
    """How often a question is asked at most."""
    first_pause: float = 2.0
    """Wait before the second try [s]; doubles with every further one."""
    longest_pause: float = 60.0
    """Longest wait, also where the service asks for more [s]."""
    between: float = 1.0
    """Wait between two questions [s]."""
    sleep: Callable[[float], None] = time.sleep
    """What waits."""

    def of_table(self, table: str) -> str:
        """Address of a table."""
        return f"{self.address.rstrip('/')}/{table}/"

    def ask(self, url: str, question: Mapping[str, Any] | None = None) -> bytes:
        """The answer to a question; asked again, after a wait that doubles, where the service is busy or the line is cut.

        question: sent as JSON; none: nothing is sent. Raises RefusedError if the service will not answer,
        UnreachableError if no whole answer came.
        """
        pause, last = self.first_pause, ""
        for place in range(self.tries):
            if place:
                self.sleep(min(pause, self.longest_pause))
                pause *= 2
            try:
                return self._once(url, question)
            except urllib.error.HTTPError as error:
                said = _said(error)
                if error.code not in _AGAIN_AT:
                    raise RefusedError(error.code, said) from error
                last = f"it answered with status {error.code}"
                pause = max(pause, _asked_to_wait(error.headers))
            except (OSError, http.client.HTTPException, ValueError) as error:
                last = _why(error)
        raise UnreachableError(f"{last}, {self.tries} times")

    def _once(self, url: str, question: Mapping[str, Any] | None) -> bytes:
        """One question and its whole answer."""
        headers = {"User-Agent": f"{_PROGRAM}/{version(_PROGRAM)}", "Accept": "application/json"}
        data = None
        if question is not None:
            data = json.dumps(question, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json; charset=utf-8"
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url[:120]!r} is no address of a service; it begins with https://")
        # the scheme is looked at above
        request = urllib.request.Request(url, data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=self.timeout) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
            told = answer.headers.get("Content-Length", "")
        if len(content) > MOST_BYTES:
            raise InputError([Problem(url, None, "", f"answers with more than {MOST_BYTES / 1e6:g} MB; ask for less")])
        if told.isascii() and told.isdigit() and len(content) < int(told):
            raise http.client.IncompleteRead(content, int(told) - len(content))
        return content


def _said(error: urllib.error.HTTPError) -> str:
    """What a refusal says, as one short line; pages in HTML say nothing of use."""
    try:
        text = error.read(4000).decode("utf-8", errors="replace")
    except (OSError, http.client.HTTPException):
        return ""
    if re.match(r"\s*<", text):
        return ""
    try:
        told = json.loads(text)
    except ValueError:
        told = text
    if isinstance(told, dict):
        told = next((told[name] for name in ("error", "message", "detail", "title") if name in told), text)
    return " ".join(str(told).split())[:200]


def _asked_to_wait(headers: Message) -> float:
    """Seconds that the service asks to wait; 0 if it does not say so in seconds."""
    text = str(headers.get("Retry-After", "")).strip()
    return float(text) if re.fullmatch(r"[0-9]{1,5}", text, re.ASCII) else 0.0


def _why(error: Exception) -> str:
    """Why there was no answer, in words."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "no answer came in time"
    if isinstance(error, http.client.IncompleteRead):
        return "its answer was cut off"
    if isinstance(error, http.client.HTTPException | ConnectionResetError):
        return "the connection was cut"
    return " ".join(str(getattr(reason, "strerror", None) or reason).split())[:160] or type(error).__name__
