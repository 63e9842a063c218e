"""How a workbench is started: which folder, at which address, and for whom."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from leonplan.optimizer.errors import UsageError

HIDDEN = ".leonplan"
"""Folder within the workbench's folder for what it needs itself: jobs, pages made ready, the index."""

USUAL_PORT = 8431
"""Port where none is asked for; a free one is taken if it is in use."""

LEAST_TOKEN = 16
"""Letters that a token must have at least, so that it cannot be guessed."""


@dataclass(frozen=True, slots=True)
class WorkbenchOptions:
    """What a workbench is started with."""

    folder: Path
    """The folder that it shows, and nothing outside it."""
    host: str = "127.0.0.1"
    """Address on which it listens."""
    port: int | None = None
    """Port on which it listens; none: the usual one, or a free one."""
    allowed_hosts: tuple[str, ...] = ()
    """Names, perhaps with a port, by which it may be asked for besides this machine's own."""
    token: str | None = None
    """Word that a browser must show once."""
    user_header: str | None = None
    """Header in which a proxy says who asks."""
    trusted: tuple[str, ...] = ()
    """Addresses of proxies whose header is believed."""
    upload_limit: int = 20_000_000
    """Bytes that an uploaded file may have."""
    at_once: int = 2
    """Jobs that run at the same time; others wait."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_safe(options: WorkbenchOptions) -> None:
    """Raise UsageError, with every reason, if a workbench started so would be open to others than it should."""
    faults = []
    if not options.is_local and not options.allowed_hosts:
        faults.append(f"--host {options.host} can be reached by others: name the site with --allowed-host")
    if not options.is_local and options.token is None and options.user_header is None:
        faults.append("others than this machine need --token-file, or --user-header with --trusted for a proxy")
    if options.token is not None and len(options.token) < LEAST_TOKEN:
        faults.append(f"the token is too short to be safe; it needs {LEAST_TOKEN} letters at least")
    if (options.user_header is None) != (not options.trusted):
        faults.append("--user-header and --trusted belong together: whose header is believed, and which")
    if not options.folder.is_dir():
        faults.append(f"{options.folder} is not a folder; make it, or name another")
    if faults:
        raise UsageError("; ".join(faults))
