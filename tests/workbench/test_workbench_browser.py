"""The workbench in a real browser with the network cut: no request elsewhere, no complaint, and for everyone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from benches import ended, tiny_id
from visits import CHROMIUM, Visit

from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import Work, read_jobs

WIDTHS = (1280, 768, 390)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: apt-get install chromium"),
]


FORMS = ("frame", "open_centre", "order_goals", "set_minimum", "allow_service")
"""Changes whose forms have every kind of field between them."""


def addresses(visit: Visit) -> list[str]:
    """Every page that there is something on."""
    visit.open(f"/plan/{id_of('runs/tiny')}")
    visit.page.wait_for_selector(".tabs", timeout=300_000)
    tabs = visit.page.eval_on_selector_all(".tabs a", "all => all.map(one => one.getAttribute('href'))")
    tiny, town = f"/kommune/{tiny_id()}", f"/kommune/{id_of('town')}"
    visit.open("/jobber")
    job = visit.page.locator("main a[href^='/jobber/']").first.get_attribute("href")
    assert job is not None
    return [
        "/", "/alle", "/jobber", job, "/plan/000000000000", *tabs,
        tiny, f"{tiny}/data", f"{tiny}/sporsmal", f"/kommune/{id_of('@gausdal')}/sporsmal", f"{tiny}/sammenlign",
        f"{tiny}/sporsmal/ny", *(f"{tiny}/sporsmal/ny?endring={form}" for form in FORMS),
        town, f"{town}/data", f"{town}/data/frames", f"{town}/data/population", f"{town}/versjoner?fra=1&til=2",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_page_is_quiet_and_accessible(browser: Any, site: tuple[str, Path], language: str) -> None:
    visit = Visit(browser, site[0])
    visit.context.add_cookies([{"name": "leon_language", "value": language, "url": site[0]}])
    for address in addresses(visit):
        visit.open(address)
        assert visit.page.evaluate("document.documentElement.lang") == language
        visit.is_accessible()
    visit.complaints = [one for one in visit.complaints if "404" not in one]  # the page that is not there, and is told
    visit.ends()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Any, site: tuple[str, Path], width: int) -> None:
    visit = Visit(browser, site[0], width)
    for address in addresses(visit):
        visit.open(address)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        visit.picture(f"{width}_{address}")
    visit.context.close()


def test_charts_say_their_numbers(browser: Any, site: tuple[str, Path]) -> None:
    """Vega draws within the strict policy: pictures become charts that answer, and stay named for those who hear them."""
    visit = Visit(browser, site[0])
    visit.open(f"/plan/{id_of('runs/tiny')}")
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
