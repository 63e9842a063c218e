"""The workbench in a real browser with the network cut: no request elsewhere, no complaint, and for everyone."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from benches import ended, tiny_id, with_run

from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import Work, read_jobs
from leonplan.optimizer.workbench.options import WorkbenchOptions
from leonplan.optimizer.workbench.server import make_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
WIDTHS = (1280, 768, 390)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    hosts = "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"  # the network is cut: no other name is found
    with sync_playwright() as started:
        arguments = ["--no-sandbox", f"--host-resolver-rules={hosts}"]
        opened = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and folder of a workbench with a plan in it."""
    folder = tmp_path_factory.mktemp("bench")
    with_run(folder)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    app = make_app(WorkbenchOptions(folder), port)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", folder
    server.should_exit = True
    thread.join(timeout=10)
    listening.close()


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
        self.page.goto(self.site + address)
        self.page.wait_for_load_state("networkidle")

    def is_accessible(self) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, (self.page.url, found.generate_report())
        assert self.page.evaluate("document.querySelectorAll('h1').length") == 1

    def ends(self) -> None:
        assert (self.complaints, self.elsewhere) == ([], [])
        self.context.close()


def addresses(site: tuple[str, Path], visit: Visit) -> list[str]:
    """Every page that there is something on."""
    visit.open("/")
    visit.page.get_by_role("link", name="tiny", exact=True).click()
    visit.page.wait_for_selector(".tabs", timeout=300_000)
    tabs = visit.page.eval_on_selector_all(".tabs a", "all => all.map(one => one.getAttribute('href'))")
    questions = f"/kommune/{id_of('@gjovik')}/sporsmal"
    return ["/", "/alle", "/jobber", f"/kommune/{tiny_id()}", questions, "/plan/000000000000", *tabs]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_page_is_quiet_and_accessible(browser: Any, site: tuple[str, Path], language: str) -> None:
    visit = Visit(browser, site[0])
    visit.context.add_cookies([{"name": "leon_language", "value": language, "url": site[0]}])
    for address in addresses(site, visit):
        visit.open(address)
        assert visit.page.evaluate("document.documentElement.lang") == language
        visit.is_accessible()
    visit.complaints = [one for one in visit.complaints if "404" not in one]  # the page that is not there, and is told
    visit.ends()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Any, site: tuple[str, Path], width: int) -> None:
    visit = Visit(browser, site[0], width)
    for address in addresses(site, visit):
        visit.open(address)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    visit.context.close()


def test_charts_say_their_numbers(browser: Any, site: tuple[str, Path]) -> None:
    """Vega draws within the strict policy: pictures become charts that answer, and stay named for those who hear them."""
    visit = Visit(browser, site[0])
    visit.open("/")
    visit.page.get_by_role("link", name="tiny", exact=True).click()
    visit.page.get_by_role("link", name="Økonomi").click(timeout=300_000)
    visit.page.wait_for_selector("figure canvas")
    assert visit.page.get_by_role("img").first.get_attribute("aria-label")
    visit.ends()


def test_a_plan_is_asked_for_without_script_and_by_keyboard(browser: Any, site: tuple[str, Path]) -> None:
    """Without script the page is read, a job started and its end seen by asking again; with it, all by keyboard alone."""
    address, folder = site
    plain = Visit(browser, address, script=False)
    plain.open(f"/kommune/{tiny_id()}")
    plain.page.get_by_label("Tittel, til å finne den igjen med").fill("Uten skript")
    plain.page.get_by_role("button", name="Start").click()
    job_id = plain.page.url.rpartition("/")[2]
    ended(folder, job_id)
    plain.page.get_by_role("link", name="Åpne resultatet").click()
    plain.ends()

    visit = Visit(browser, address)
    visit.open(f"/kommune/{tiny_id()}")
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate(
            "document.activeElement.tagName === 'BUTTON' && document.activeElement.innerText === 'Start'"
        ):
            break
    outline = visit.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/jobber/*")
    visit.is_accessible()
    visit.page.wait_for_selector("text=Åpne resultatet", timeout=300_000)  # the page brings itself up to date
    assert visit.page.get_by_role("status").inner_text() == "Ferdig"
    visit.ends()
    assert [job.order.title for job in read_jobs(folder, 9) if job.order.work is Work.PLAN][-1] == "Uten skript"
