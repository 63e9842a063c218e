"""Stands before every page: refuses foreign hosts, origins and users, and too much of anything, before a page is made."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leonplan.optimizer.workbench.options import WorkbenchOptions

TOKEN_COOKIE = "leon_token"
"""Cookie that holds the token once a browser has shown it."""

IMPORT_MAP = '{"imports":{"vega-util":"/static/vega-util.js"}}'
"""The one script that stands in a page, as it can stand nowhere else; the policy knows it by its hash."""

_MAP_HASH = base64.b64encode(hashlib.sha256(IMPORT_MAP.encode()).digest()).decode()

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        f"default-src 'none'; script-src 'self' 'sha256-{_MAP_HASH}'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries: nothing is fetched from elsewhere, nothing else stands in a page, no frame holds one."""

SAFE = frozenset({"GET", "HEAD"})
"""Methods that change nothing."""

AROUND_UPLOADS = 1_000_000
"""Bytes that a form may have besides the file in it."""


class TooMuchError(HTTPException):
    """More was sent than is taken: raised where the page reads it."""

    def __init__(self) -> None:
        """The refusal."""
        super().__init__(413)


class Guard:
    """The application, behind every check on who asks and how."""

    def __init__(self, app: ASGIApp, options: WorkbenchOptions, port: int) -> None:
        """app: what answers those who may ask; port: on which it listens."""
        self.app = app
        self.options = options
        self.hosts = allowed_hosts(options, port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse in a line of plain text."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        limit = self.options.upload_limit + AROUND_UPLOADS
        if _length(headers) > limit:
            await _refused(413, "more than is taken")(scope, receive, _with_headers(send))
            return
        await self.app(scope, _limited(receive, limit), _with_headers(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Why it is not answered; none if it is. Sets the user in the scope."""
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self.hosts:
            return _refused(403, "this name is not one of the workbench's")
        if scope["method"] not in SAFE and not self._is_own_origin(headers):
            return _refused(403, "this was sent from another page")
        return self._unknown_user(scope, headers)

    def _is_own_origin(self, headers: Headers) -> bool:
        """Whether a form or script of our own sent it: browsers say where from with everything that changes something."""
        origins = headers.getlist("origin")
        if len(origins) == 1:
            found = urlsplit(origins[0])
            return found.scheme in ("http", "https") and found.netloc.lower() == headers["host"].lower()
        return not origins and headers.get("sec-fetch-site") == "same-origin"

    def _unknown_user(self, scope: Scope, headers: Headers) -> Response | None:
        options = self.options
        scope.setdefault("state", {})
        scope["state"]["user"] = ""
        if options.user_header is not None:
            named = headers.getlist(options.user_header)
            peer = (scope.get("client") or ("", 0))[0]
            if peer in options.trusted:
                if len(named) != 1 or not _is_name(named[0]):
                    return _refused(401, "the proxy does not say who asks")
                scope["state"]["user"] = named[0].strip()
                return None
            if named or options.token is None:
                return _refused(403, "only the proxy may ask")
        return None if options.token is None else self._without_token(scope, headers, options.token)

    def _without_token(self, scope: Scope, headers: Headers, token: str) -> Response | None:
        if _same(_cookie(headers, TOKEN_COOKIE), token):
            return None
        shown = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        if scope["method"] in SAFE and _same(shown, token):
            response = RedirectResponse("/", status_code=303)
            response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict", path="/")
            return response
        return _refused(401, "open the address that holds the token")


def allowed_hosts(options: WorkbenchOptions, port: int) -> frozenset[str]:
    """What the header Host may say."""
    own = {"127.0.0.1", "localhost", "[::1]"} if options.is_local else set()
    named = {host.lower() for host in options.allowed_hosts}
    return frozenset({f"{host}:{port}" for host in own | named} | named | (own if port == 80 else set()))


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value


def _is_name(text: str) -> bool:
    return 0 < len(text.strip()) <= 200 and text.isprintable()


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0


def _limited(receive: Receive, limit: int) -> Receive:
    """What is received, as far as it is not too much."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise TooMuchError
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def carried(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return carried


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"leonplan: {why}\n", status_code=status)
