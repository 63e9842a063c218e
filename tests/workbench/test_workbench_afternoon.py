"""A newcomer's whole afternoon in a real browser with the network cut, by mouse and once more by keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from benches import faulty_workbook, tiny_id
from visits import CHROMIUM, Visit

import leonplan.optimizer.workbench
from leonplan.optimizer.workbench.folder.item import id_of
from leonplan.optimizer.workbench.jobs.job import JobState, Work, read_jobs

MOST_TABS = 600
"""Presses of Tab after which something counts as not to be reached."""

TINY = f"/kommune/{tiny_id()}"

LONGEST = 600_000
"""Milliseconds to wait for a job."""

IS_FOCUSED = "one => one === document.activeElement"


class Reader(Visit):
    """Somebody who uses a mouse, or the keyboard alone."""

    by_keyboard = False

    def reach(self, found: Any) -> None:
        """Go to something by Tab alone; the focus is seen where it ends."""
        for _ in range(MOST_TABS):
            if found.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("Tab")
        assert found.evaluate(IS_FOCUSED), found
        assert found.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"

    def press(self, role: str, name: str) -> None:
        """Use a link or a button, and wait for the page that it leads to."""
        found = self.page.get_by_role(role, name=name, exact=True).first
        found.wait_for()
        if self.by_keyboard:
            self.reach(found)
        with self.page.expect_navigation():
            if self.by_keyboard:
                self.page.keyboard.press("Enter")
            else:
                found.click()

    def tick(self, found: Any) -> None:
        """Tick a box."""
        if self.by_keyboard:
            self.reach(found)
            self.page.keyboard.press("Space")
        else:
            found.check()

    def write(self, label: str, text: str) -> None:
        """Write into a field in place of what stands there."""
        self.fill(self.page.get_by_label(label, exact=True), text)

    def fill(self, found: Any, text: str) -> None:
        """Write into a field that is found."""
        if self.by_keyboard:
            self.reach(found)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            found.fill(text)

    def choose(self, found: Any, word: str) -> None:
        """Choose from a list by the beginning of its words."""
        if self.by_keyboard:
            self.reach(found)
            self.page.keyboard.type(word)
        else:
            label = found.locator("option").filter(has_text=re.compile(f"^{re.escape(word)}")).first
            found.select_option(value=label.get_attribute("value") or label.inner_text())

    def shows(self, name: str) -> None:
        """A picture of README, as somebody with a mouse sees the page."""
        if not self.by_keyboard:
            self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
            self.picture(name, whole=False)

    def result(self) -> None:
        """Wait for a job to end, then open what it has made."""
        self.is_accessible()
        self.page.get_by_role("link", name="Åpne resultatet").wait_for(timeout=LONGEST)
        self.press("link", "Åpne resultatet")
        self.page.locator(".tabs").wait_for(timeout=LONGEST)
        self.is_accessible()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium: apt-get install chromium")
@pytest.mark.parametrize("by_keyboard", [False, True], ids=["mouse", "keyboard"])
def test_an_afternoon(browser: Any, site: tuple[str, Path], by_keyboard: bool) -> None:
    """Every step of it, each page without a violation, nothing said on the console, and no request elsewhere."""
    address, folder = site
    reader = Reader(browser, address)
    reader.by_keyboard = by_keyboard
    reader.open("/")
    asks_gjovik_and_stops(reader)
    town = edits_a_copy(reader)
    asks_a_question_of_ones_own(reader, town)
    plans_by_hand_and_makes_a_report(reader)
    puts_plans_side_by_side(reader)
    asks_the_frontier(reader)
    uploads_a_workbook_with_a_fault(reader)
    reader.ends()
    states = {job.order.work: job.state for job in read_jobs(folder, 200)}
    done = (Work.HAND, Work.FRONTIER, Work.REPORT, Work.SIDE_BY_SIDE)
    assert {work: states[work] for work in done} == dict.fromkeys(done, JobState.DONE)
    assert states[Work.UPLOAD] is JobState.FAILED


def asks_gjovik_and_stops(reader: Reader) -> None:
    """Opens Gjøvik, ticks two of its questions, starts, and stops."""
    page = reader.page
    reader.press("link", "Gjøvik 2021–2040")
    reader.press("link", "Spørsmål: Hva hvis?")
    boxes = page.get_by_role("checkbox")
    for number in (0, 1):
        reader.tick(boxes.nth(number))
    reader.shows("questions")
    reader.press("button", "Start")
    reader.press("button", "Stopp, og behold den beste planen")
    page.get_by_role("status").filter(has_text=re.compile("^(Stoppet|Mislyktes)")).wait_for(timeout=LONGEST)
    reader.is_accessible()


def edits_a_copy(reader: Reader) -> str:
    """A copy whose data can be edited: wrongly, then rightly; what differs between the versions. Returns its address."""
    page = reader.page
    reader.open(f"{TINY}/data")
    reader.press("button", "Lag en kopi som kan endres")
    reader.is_accessible()
    town = page.url.removeprefix(reader.site).removesuffix("/data")
    reader.press("link", "Rammer")
    cell = "Driftsramme (1000 kr per år), rad 2"
    reader.write(cell, "mye")
    reader.write("Hvorfor den endres", "Nytt budsjett")
    reader.press("button", "Lagre som ny versjon")
    page.get_by_role("alert").wait_for()
    assert page.get_by_label(cell, exact=True).get_attribute("aria-invalid") == "true"
    reader.shows("data")
    reader.is_accessible()
    reader.complaints = [one for one in reader.complaints if "422" not in one]  # the browser says what the page says
    reader.write(cell, "30000,5")
    reader.press("button", "Lagre som ny versjon")
    page.get_by_text("Lagret som en ny versjon.").wait_for()
    reader.is_accessible()
    reader.press("link", "Data")
    reader.press("button", "Sammenlign")
    page.get_by_text("30000,5").wait_for()
    reader.is_accessible()
    return town


def asks_a_question_of_ones_own(reader: Reader, town: str) -> None:
    """Five per cent more money, checked while it is written, kept, and compared with the plan without."""
    page = reader.page
    reader.open(f"{town}/sporsmal")
    reader.press("link", "Et eget spørsmål")
    reader.is_accessible()
    reader.choose(page.get_by_label("Hva som endres"), "Mer eller mindre penger")
    reader.press("button", "Velg")
    reader.write("Faktor", "1,05")
    page.get_by_text("Ingenting er galt så langt.").wait_for()
    for label, text in (("Tittel", "Mer penger"), ("Spørsmål", "Hva om rammen øker?"), ("Begrunnelse", "Prøve")):
        reader.write(label, text)
    reader.is_accessible()
    reader.shows("own_question")
    reader.press("button", "Lagre spørsmålet")
    reader.tick(page.get_by_role("checkbox").first)
    reader.press("button", "Start")
    reader.result()
    reader.shows("comparison")


def plans_by_hand_and_makes_a_report(reader: Reader) -> None:
    """Page one of a plan, a project that never comes, what that costs, and a report of it."""
    page = reader.page
    reader.open(f"/plan/{id_of('runs/tiny')}")
    page.locator(".tabs").wait_for(timeout=LONGEST)
    reader.shows("plan")
    reader.press("link", "Håndplan")
    reader.choose(page.get_by_role("combobox").first, "aldri")
    reader.is_accessible()
    reader.press("button", "Start")
    reader.result()
    reader.press("link", "Lag rapport")
    reader.is_accessible()
    reader.press("button", "Start")
    page.get_by_role("link", name="Hent filen").wait_for(timeout=LONGEST)


def puts_plans_side_by_side(reader: Reader) -> None:
    """Two plans that are there already."""
    reader.open(f"{TINY}/sammenlign")
    for name in ("tiny", "again"):
        reader.tick(reader.page.get_by_label(f"Sammenlign {name}", exact=True))
    reader.press("button", "Sammenlign")
    reader.result()


def asks_the_frontier(reader: Reader) -> None:
    """What more or less frame gives, and what provably cannot be reached at the first point's."""
    page = reader.page
    reader.open(TINY)
    reader.press("button", "Finn hva mer eller mindre ramme gir")
    reader.result()
    reader.press("link", "Hva gir en ramme?")
    reader.is_accessible()
    limit = page.locator("#points ~ .scroll td").first.inner_text()
    reader.fill(page.locator("#grense"), limit)
    reader.press("button", "Vis")
    page.get_by_text("Bevist ikke mindre enn").wait_for()
    reader.shows("frame")
    reader.is_accessible()


def uploads_a_workbook_with_a_fault(reader: Reader) -> None:
    """It is told by sheet and cell."""
    page, file = reader.page, {"name": "Feil.xlsx", "mimeType": "application/zip", "buffer": faulty_workbook()}
    reader.open("/")
    reader.is_accessible()
    if reader.by_keyboard:
        reader.reach(page.locator("#workbook"))
    page.set_input_files("#workbook", file)  # what the system's own window gives
    reader.shows("board")
    reader.press("button", "Last opp og kontroller")
    page.get_by_role("alert").filter(has_text="Plasser!").wait_for(timeout=LONGEST)
    reader.is_accessible()


def test_every_picture_of_the_readme_is_taken_here() -> None:
    """They are taken anew, to be looked at, with ``LEON_PICTURES=$PWD/tests/workbench/pictures`` before the test above."""
    readme = Path(leonplan.optimizer.workbench.__file__).parent / "README.md"
    shown = set(re.findall(r"/workbench/pictures/([a-z_]+)\.png\)", readme.read_text(encoding="utf-8")))
    assert shown == set(re.findall(r'reader\.shows\("([a-z_]+)"\)', Path(__file__).read_text(encoding="utf-8")))
    assert shown == {file.stem for file in Path(__file__).parent.glob("pictures/*")}
