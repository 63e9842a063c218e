"""The HTML: one file, nothing live in it, and told in the elements that say what is what."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hostile import STRINGS, told
from sealed_runs import figures_of, hostile_document, tables_of, tiny_document, tiny_run

from leonplan.optimizer.report import html, make_document, pictures
from leonplan.optimizer.report.document import Heading
from leonplan.optimizer.report.words import cell_text, date_text
from leonplan.optimizer.words.word import Language


class Page(HTMLParser):
    """Elements in order, each with its attributes and the text within it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(language: Language = "nb") -> Page:
    return Page(html.render(tiny_document(language)).decode())


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_page_says_its_language_title_and_structure(language: Language) -> None:
    found, document = page(language), tiny_document(language)
    assert found.all("html")[0]["lang"] == language
    assert len(found.all("h1")) == 1
    assert len(found.all("title")) == 1 + len(figures_of(document)), "the page's and each picture's"
    assert len(found.all("caption")) == len(found.all("table")) == len(tables_of(document))
    assert all(head.get("scope") in ("col", "row") for head in found.all("th"))
    assert next(one["href"] for one in found.all("a")) == "#content"
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(one["href"])[1:] for one in found.all("a")}
    assert targets <= set(ids)
    assert {block.id for block in document.blocks if isinstance(block, Heading) and block.level == 1} <= targets
    for picture in found.all("svg"):
        assert picture["role"] == "img"
        assert {picture["aria-labelledby"], picture["aria-describedby"]} <= set(ids)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    for document in (tiny_document("nb"), hostile_document("nb")):
        found = Page(html.render(document).decode())
        assert not {"script", "iframe", "object", "embed", "img", "form", "base", "audio", "video", "source"} & {
            tag for tag, _ in found.elements
        }
        for tag, attributes in found.elements:
            assert not [name for name in attributes if name.startswith("on")], tag
            for name in ("href", "src", "xlink:href", "srcset", "action", "style"):
                value = attributes.get(name)
                assert value is None or value.startswith("#") or value == "data:," or name == "style", (
                    tag,
                    name,
                    value,
                )
        style = html.render(document).decode().split("<style>")[1].split("</style>")[0]
        assert "url(" not in style
        assert "@import" not in style


def test_hostile_names_come_out_as_they_went_in() -> None:
    text = "".join(Page(html.render(hostile_document("nb")).decode()).text)
    for name in STRINGS:
        assert told(name) in text, name


def test_every_number_of_the_document_is_shown() -> None:
    text = "".join(page("nb").text)
    for table in tables_of(tiny_document("nb")):
        for row in table.rows:
            for cell in row:
                assert cell_text(cell, "nb") in text


def test_the_same_run_gives_the_same_bytes() -> None:
    before = html.render(tiny_document("nb"))
    pictures._svg.cache_clear()
    again = make_document(tiny_run(), "nb")
    assert html.render(again) == before
    assert date_text(again.date, "nb") in before.decode()
