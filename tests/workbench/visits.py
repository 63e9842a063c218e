"""A reader in a real Chromium with the network cut, who notes every complaint and every request elsewhere."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


PICTURES = os.environ.get("LEON_PICTURES", "")
"""Folder that takes pictures of pages; empty: none are taken."""


class Visit:
    """A reader with a window, who notes every complaint and every request elsewhere."""

    def __init__(self, browser: Any, site: str, width: int = 1280, script: bool = True) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.on("request", lambda request: request.url.startswith(site) or self.elsewhere.append(request.url))

    def open(self, address: str) -> None:
        answer = self.page.goto(self.site + address)
        assert answer is None or answer.status < 500, address  # none: only the place on the page is another
        self.page.wait_for_load_state("networkidle")

    def is_accessible(self) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, (self.page.url, found.generate_report())
        assert self.page.evaluate("document.querySelectorAll('h1').length") == 1

    def picture(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the page, or of what the window shows, where the environment says in which folder."""
        if PICTURES:
            file = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-") + ".png"
            self.page.screenshot(path=str(Path(PICTURES) / file), full_page=whole)

    def ends(self) -> None:
        assert (self.complaints, self.elsewhere) == ([], [])
        self.context.close()
