"""The first page: what is proposed, built, closed, cut and moved, against doing nothing, heavy and light need apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from sealed_runs import tiny_run, tiny_run_with_answers, tiny_run_with_reference
from tiny_plan import tiny, tiny_plan, tiny_plan_with_reference, with_part

from leonplan.optimizer.explain.binding.what_binds import SENTENCES as RULES
from leonplan.optimizer.outcome.no_reference import NoReference
from leonplan.optimizer.outcome.solution import Status
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.report import make_document, pdf, word
from leonplan.optimizer.report.content.hangs_on import SENTENCES
from leonplan.optimizer.report.content.summary import summary
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Bullets, Document, Facts, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import Words, cell_text
from leonplan.optimizer.results import rows as r
from leonplan.optimizer.schema.edit import with_rows
from leonplan.optimizer.words.word import Language


def page_of(plan: Plan, language: Language = "nb") -> list[Block]:
    """The blocks of the first page of a plan that is not sealed."""
    return list(summary(View(plan, {}, Words(language), plan.reference)))


def lines(blocks: list[Block]) -> Iterator[str]:
    """Every paragraph and bullet, blanks that are not broken at as others."""
    for block in blocks:
        texts = (block.text,) if isinstance(block, Paragraph) else block.items if isinstance(block, Bullets) else ()
        yield from (text.replace("\u00a0", " ") for text in texts)


def begins(blocks: list[Block], word: str) -> str:
    (line,) = [line for line in lines(blocks) if line.startswith(word)]
    return line


def test_tiny_in_both_languages() -> None:
    """The numbers of the README: 16 million built in 2026 of which the state pays 4, reablement for 10 in 2030."""
    nb, en = page_of(tiny_plan_with_reference()), page_of(tiny_plan_with_reference(), "en")
    assert begins(nb, "Bygges") == "Bygges: Nytt bokollektiv i Sør – start 2026, klart 2028, 16,0 mill. kr."
    assert begins(en, "Built") == "Built: Nytt bokollektiv i Sør – start 2026, ready 2028, 16.0 million kr."
    assert begins(nb, "Tas i bruk mer") == "Tas i bruk mer: Hverdagsrehabilitering 0 → 10 personer."
    assert begins(nb, "Ingenting av det").endswith("legges ned, reduseres eller flyttes.")
    assert begins(nb, "Lett behov") == "Lett behov: Hjelp i hjemmet 4 av 60 (4 helt uten hjelp)."
    assert "hvorav staten gir 4,0 mill. kr i tilskudd" in begins(nb, "Netto driftsutgifter")
    starts = "starte Nytt bokollektiv i Sør.", "ta mer i bruk Hverdagsrehabilitering."
    assert [line for line in lines(nb) if line.startswith("Avgjøres nå")] == [
        f"Avgjøres nå, for 2026: {what}" for what in starts
    ]
    assert begins(en, "Doing nothing is better") == (
        "Doing nothing is better over all years in this: light need without any help, light need unmet and net spending."
    )


def test_heavy_and_light_need_are_never_added() -> None:
    """By hand (see ``test_with_reference``): heavy unmet 0 : 1 in 2030, light 4 : 0, and no row, fact or line with both."""
    blocks = page_of(tiny_plan_with_reference(), "en")
    (table,) = [block for block in blocks if isinstance(block, Table)]
    shown = {str(row[0]): [cell_text(cell, "en") for cell in row[1:]] for row in table.rows}
    assert shown["Heavy need unmet (persons)"] == ["0", "1", "−1", "0", "2", "−2"]
    assert shown["Light need unmet (persons)"] == ["4", "0", "4", "8", "0", "8"]
    assert shown["Net spending (million kr)"] == ["31.6", "31.4", "0.2", "147.4", "144.2", "3.2"]
    assert list(shown)[:4] == [
        "Heavy need without any help (persons)", "Heavy need unmet (persons)", "Light need without any help (persons)",
        "Light need unmet (persons)",
    ]  # fmt: skip
    (facts,) = [block for block in blocks if isinstance(block, Facts)]
    assert [label for label, _ in facts.items][:2] == ["Heavy need unmet in 2030", "Light need unmet in 2030"]
    assert not [line for line in lines(blocks) if "all need" in line.lower()]


def test_persons_are_whole() -> None:
    """Of persons no decimals are meant, in text, facts or table."""
    blocks = page_of(tiny_plan_with_reference())
    assert not [line for line in lines(blocks) if re.search(r"\d,\d+ person", line)]
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows if "personer" in str(row[0])]
    assert rows
    assert {cell.decimals for row in rows for cell in row if isinstance(cell, Number)} == {0}


def closing(plan: Plan) -> Plan:
    """The plan with the south's nursing home closed, the north's halved, and six residents moved, whatever the sums."""
    lost = {"south_centre": (4, 4, 0, 0), "north_centre": (4, 4, 2, 2)}
    years = (2025, 2026, 2028, 2030)
    kept = [row for row in plan.rows(r.Places) if row.level != "nursing_home"]
    made = [
        r.Places(year, centre, "nursing_home", 4, number, None)
        for centre, numbers in lost.items()
        for year, number in zip(years, numbers, strict=True)
    ]
    moved = (r.Moved(2028, "complex", "nursing_home", "south_centre", 6),)
    return replace(plan, tables={**plan.tables, "places": (*kept, *made), "moved": moved})


def test_what_is_closed_cut_and_moved_is_told_as_plainly() -> None:
    blocks = page_of(closing(tiny_plan_with_reference()))
    centre = {one.id: one.name for one in tiny().centres}
    level = "Sykehjem, langtidsplass"
    assert begins(blocks, "Legges ned") == f"Legges ned: {centre['south_centre']}, {level} 4 plasser fra 2028."
    assert begins(blocks, "Reduseres") == f"Reduseres: {centre['north_centre']}, {level} 4 → 2 plasser."
    assert begins(blocks, "Flyttes") == f"Flyttes: 6 beboere på trinnet {level} (2028)."
    assert not [line for line in lines(blocks) if line.startswith("Ingenting av det")]


def test_places_that_become_others_are_no_loss() -> None:
    """The project in the south adds four places at another level; let it take three of the four that go."""
    plan = closing(tiny_plan_with_reference())
    (added,) = plan.instance.project_places
    taken = added.model_copy(update={"level": "nursing_home", "change": -3})
    converting = replace(plan, instance=with_rows(plan.instance, "project_places", (added, taken)))
    assert begins(page_of(converting), "Legges ned").endswith(
        "4 plasser fra 2028 (3 av dem blir til andre plasser der)."
    )


@pytest.mark.parametrize("why", [why for why in NoReference])
def test_why_it_is_told_against_nothing_is_said(why: NoReference) -> None:
    """In either language, and no table in its place."""
    plan = replace(tiny_plan(), no_reference=why)
    nb, en = (page_of(plan, language) for language in ("nb", "en"))  # type: ignore[arg-type]
    assert not [block for block in (*nb, *en) if isinstance(block, Table)]
    told = {line for blocks in (nb, en) for line in lines(blocks)} - {
        line
        for language in ("nb", "en")
        for line in lines(page_of(tiny_plan_with_reference(), language))  # type: ignore[arg-type]
    }
    assert len(told) == 2


def test_what_is_not_proven_is_not_told_as_if_it_were() -> None:
    plan = tiny_plan_with_reference()
    assert plan.reference is not None
    unsure = replace(plan, reference=replace(plan.reference, status=Status.FEASIBLE))
    assert "was not proven best" in begins(page_of(unsure, "en"), "Doing nothing is better")


def test_the_heaviest_come_first() -> None:
    """Two groups with heavy need and one with light: the more severe first, however few, and each kind by itself."""
    plan = tiny_plan_with_reference()
    unmet = {"home_help": 9.0, "dementia": 3.0, "complex": 1.0}
    rows = tuple(replace(row, persons=unmet[row.group]) if row.year == 2030 else row for row in plan.rows(r.Unmet))
    blocks = page_of(replace(plan, tables={**plan.tables, "unmet": rows}), "en")
    assert begins(blocks, "Heavy need") == "Heavy need: Sammensatte behov 1 of 6; Demens 3 of 12."
    assert begins(blocks, "Light need") == "Light need: Hjelp i hjemmet 9 of 60 (4 without any help)."


def test_rules_that_a_plan_hangs_on_are_rules() -> None:
    assert set(SENTENCES) <= set(RULES)
    assert begins(page_of(tiny_plan_with_reference(), "en"), "The operating frame is used up") == (
        "The operating frame is used up in 2030."
    )


@pytest.mark.parametrize("folder", [tiny_run, tiny_run_with_reference, tiny_run_with_answers])
def test_it_is_one_page(folder: object) -> None:
    """In the PDF the second chapter begins on the page after it; in Word its letters are small."""
    assert callable(folder)
    document = make_document(folder())
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(document))).pages]
    assert "Sammendrag" in pages[1]
    assert "Tilrådning" in pages[1]
    assert "Hva en planlegger bør se på" in pages[2]


def test_a_page_with_too_much_on_it_is_set_smaller() -> None:
    """Sixty bullets take more than a page in the usual letters, and are on one."""
    blocks = (
        Heading(1, "Sammendrag", "summary", tight=True), Bullets(tuple(f"punkt {i}" for i in range(60))),
        Heading(1, "Neste", "next"), Paragraph("Slutt"),
    )  # fmt: skip
    base = make_document(tiny_run())

    def on_second(tight: bool) -> str:
        made = replace(base, blocks=(replace(blocks[0], tight=tight), *blocks[1:]))  # type: ignore[type-var]
        return pypdf.PdfReader(io.BytesIO(pdf.render(made))).pages[1].extract_text()

    assert "punkt 59" not in on_second(False)
    assert "punkt 59" in on_second(True)


def test_word_has_smaller_letters_there_and_nowhere_else(tmp_path: Path) -> None:
    import docx

    document: Document = make_document(tiny_run())
    file = tmp_path / "report.docx"
    file.write_bytes(word.render(document))
    sizes: dict[str, set[float | None]] = {}
    chapter = ""
    for paragraph in docx.Document(str(file)).paragraphs:
        if paragraph.style is not None and paragraph.style.name == "Heading 1":
            chapter = paragraph.text
        elif paragraph.style is not None and paragraph.style.name == "List Bullet":
            sizes.setdefault(chapter, set()).update(
                run.font.size.pt if run.font.size else None for run in paragraph.runs
            )
    assert sizes.pop("Sammendrag") == {8.5}
    assert set().union(*sizes.values()) == {None}


def test_groups_are_heavy_as_the_instance_says() -> None:
    """With help at home declared heavy and nobody else, its 4 persons are told as heavy need."""
    silent = with_part(with_part(tiny(), "groups", 1, heavy=False), "groups", 2, heavy=False)
    plan = replace(tiny_plan(), instance=with_part(silent, "groups", 0, heavy=True))
    assert begins(page_of(plan, "en"), "Heavy need") == "Heavy need: Hjelp i hjemmet 4 of 60 (4 without any help)."


def test_users_of_what_comes_on_top_are_not_told_as_without_help() -> None:
    """Day activity comes on top of other services: 4 of 60 without it have other help."""
    plan = replace(tiny_plan(), instance=with_part(tiny(), "groups", 0, on_top=True))
    assert begins(page_of(plan, "en"), "Light need") == "Light need: Hjelp i hjemmet 4 of 60."


def test_places_that_are_bought_are_agreed_not_built() -> None:
    """The new unit as places bought by contract: an agreement, by name on the first page."""
    at = next(i for i, level in enumerate(tiny().settings.levels) if level.id == "group_living")
    bought = with_part(tiny(), "levels", at, by_contract=True, unit_size=None, unit_cost=0.0)
    told = {
        language: begins(page_of(replace(tiny_plan(), instance=bought), language), verb)  # type: ignore[arg-type]
        for language, verb in (("nb", "Avtales"), ("en", "Agreed"))
    }
    assert told["nb"].startswith("Avtales: Nytt bokollektiv i Sør")
    assert told["en"].startswith("Agreed: Nytt bokollektiv i Sør")


def test_less_than_half_a_person_is_nobody_by_name() -> None:
    """0.4 and 2.4 persons with heavy need: two of dementia are named, the other group is not, as persons are told whole."""
    plan = tiny_plan_with_reference()
    unmet = {"home_help": 9.0, "dementia": 2.4, "complex": 0.4}
    rows = tuple(replace(row, persons=unmet[row.group]) if row.year == 2030 else row for row in plan.rows(r.Unmet))
    blocks = page_of(replace(plan, tables={**plan.tables, "unmet": rows}), "en")
    assert begins(blocks, "Heavy need") == "Heavy need: Demens 2 of 12."
