"""A server on this machine that answers as Statistics Norway's service was recorded to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DESCRIPTION = {
    "title": "12292: Omsorgstjenester, etter region, statistikkvariabel og år",
    "variables": [
        {
            "code": "KOKkommuneregion0000",
            "text": "region",
            "values": ["3407", "3441", "EAK"],
            "valueTexts": ["Gjøvik", "Gausdal", "Landet"],
        },
        {
            "code": "ContentsCode",
            "text": "statistikkvariabel",
            "values": ["A", "B"],
            "valueTexts": ["Brukere", "Timer"],
        },
        {"code": "Tid", "text": "år", "values": ["2024", "2025"], "valueTexts": ["2024", "2025"], "time": True},
    ],
}
"""What the service says of a table; shape as recorded, numbers made up."""


def reply(question: dict[str, Any]) -> dict[str, Any]:
    """The service's reply to a question: cells numbered from 0, the last one confidential."""
    asked = {one["code"]: one["selection"]["values"] for one in question["query"]}
    count = 1
    for codes in asked.values():
        count *= len(codes)
    labels = {one["code"]: dict(zip(one["values"], one["valueTexts"], strict=True)) for one in DESCRIPTION["variables"]}  # type: ignore[attr-defined, index]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": DESCRIPTION["title"],
        "source": "Statistisk sentralbyrå",
        "id": list(asked),
        "size": [len(codes) for codes in asked.values()],
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: place for place, code in enumerate(codes)},
                    "label": {code: labels.get(name, {}).get(code, code) for code in codes},
                },
            }
            for name, codes in asked.items()
        },
        "value": [*range(count - 1), None],
        "status": {str(count - 1): ":"},
    }


@dataclass(frozen=True)
class Answer:
    """What the server does once."""

    status: int = 200
    body: bytes | None = None
    """None: the description of the table to GET, and the reply to POST."""
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None
    """Bytes after which the line is cut."""
    wait: float = 0.0
    """Seconds before it answers."""


@dataclass
class Recorded:
    """The server."""

    address: str
    requests: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    """Method, path, headers and question of every request."""


@contextmanager
def recorded(*answers: Answer) -> Iterator[Recorded]:
    """Serve some answers in their order, then as the service does when all is well."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(None)

        def do_POST(self) -> None:
            self.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def answer(self, question: Any) -> None:
            server.requests.append((self.command, self.path, dict(self.headers), question))
            one = left.pop(0) if left else Answer()
            body = one.body
            if body is None:
                body = json.dumps(DESCRIPTION if question is None else reply(question), ensure_ascii=False).encode()
            time.sleep(one.wait)
            try:
                self.send_response(one.status)
                for name, value in {"Content-Length": str(len(body)), **one.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body[: one.cut_after])
            except OSError:
                pass  # who asked has gone
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Recorded(f"http://127.0.0.1:{http.server_address[1]}/table")
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
