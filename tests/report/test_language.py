"""No English in a Norwegian report, nor the reverse: the list of strings in the other language is empty."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from sealed_runs import figures_of, tiny_document
from tiny_plan import tiny, tiny_plan_with_reference

from leonplan.optimizer import api
from leonplan.optimizer.compare.comparison import Entry, ScenarioKind, make_comparison
from leonplan.optimizer.compare.store import write_comparison
from leonplan.optimizer.compare.walk import Player
from leonplan.optimizer.deciding.ask import asked_of
from leonplan.optimizer.errors import ExitCode
from leonplan.optimizer.outcome.question import Inquiry
from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.report import html, make_document, pdf, word
from leonplan.optimizer.report.document import Document
from leonplan.optimizer.report.norwegian import pattern_of, texts_of
from leonplan.optimizer.review.review import CHECKS
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.words import many_futures, vocabulary
from leonplan.optimizer.words.phrases import PHRASES
from leonplan.optimizer.words.word import Language, Word

OTHER: dict[Language, str] = {
    "nb": "the of and which with persons places need year years is are was were from that than not by be been they their this "
    "staff money more less without home care served unmet heavy light nothing doing it unknown none yes feasible "
    "optimal point points rows share in on or has have must any each other only group groups centre project projects "
    "programme work hours cost spending table own found set until most day",
    "en": "og ikke er av på som med til fra det personer plasser behov behovet år uten hjelp ingen skal blir ved eller "
    "mill etter alle hva hvor planen årsverk beboere legges bygges reduseres flyttes tungt lett om den et en å kan må har "
    "hvis bare mot mellom andel utgifter ramme rammen tiltak prosjekt prosjekter trinn heldøgns hjemme bygd kommune kommunen",
}
"""Words of the other language, and of no word in the one."""

_NOT_WORDS = re.compile(r"leon [a-z].*|[\w.-]+\.csv|[a-z]+(_[a-z]+)+", re.DOTALL)
"""Commands, files and identifiers, which are the same in every language."""

_IN_CHARTS = re.compile(r"\.(title|values|text|domain|labelExpr)\b")
"""What of a chart is read by people."""


def foreign(text: str, language: Language) -> bool:
    """Whether a text holds a word of the other language."""
    plain = _NOT_WORDS.sub(" ", text)
    return bool(re.search(rf"\b(?:{OTHER[language].replace(' ', '|')})\b", plain, re.IGNORECASE))


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text within a part, with where it stands."""
    if isinstance(part, str):
        yield path, part
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in ("id", "language", "norwegian"):
                yield from texts(getattr(part, field.name), f"{path}.{field.name}")
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from texts(value, f"{path}.{name}")
    elif isinstance(part, (list, tuple)):
        for value in part:
            yield from texts(value, path)


def foreign_texts(document: Document) -> list[str]:
    """The strings of a document that hold a word of the other language, what is marked as being in it left out."""
    found = [text for path, text in texts(document) if ".chart" not in path or _IN_CHARTS.search(path)]
    names = pattern_of(document.norwegian)
    return sorted({text for text in found if foreign(names.sub(" ", text) if names else text, document.language)})


@cache
def nameless() -> Instance:
    """The smallest instance with numbers for names, so that every word is the program's."""
    numbers = count(1)

    def renamed(part: Any) -> Any:
        if isinstance(part, dict):
            named = ("name", "title", "description")
            return {key: f"N{next(numbers)}" if key in named else renamed(value) for key, value in part.items()}
        return [renamed(one) for one in part] if isinstance(part, (list, tuple)) else part

    return Instance.model_validate(renamed(tiny().model_dump()))


@cache
def plan() -> Plan:
    """Its plan, with doing nothing next to it; names change nothing else."""
    made = tiny_plan_with_reference()
    assert made.reference is not None
    nothing = nameless().model_copy(
        update={name: getattr(made.reference.instance, name) for name in ("projects", "programmes")}
    )
    settings = nothing.settings.model_copy(update={"goals": made.reference.instance.settings.goals})
    nothing = nothing.model_copy(
        update={
            "settings": settings,
            "projects": tuple(
                row.model_copy(update={"name": own.name})
                for row, own in zip(nothing.projects, nameless().projects, strict=True)
            ),
            "programmes": tuple(
                row.model_copy(update={"name": own.name})
                for row, own in zip(nothing.programmes, nameless().programmes, strict=True)
            ),
        }
    )
    return replace(made, instance=nameless(), reference=replace(made.reference, instance=nothing))


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_report_of_a_plan(language: Language, tmp_path: Path) -> None:
    document = make_document(write_run(plan(), tmp_path / "run").folder, language)
    assert figures_of(document)
    assert foreign_texts(document) == []


def dear() -> Instance:
    """The same with a programme that is too dear to be used."""
    (programme,) = nameless().programmes
    return nameless().model_copy(update={"programmes": (programme.model_copy(update={"cost": 100.0}),)})


@cache
def asked() -> Plan:
    """Its plan, asked for everything that can be asked for."""
    return asked_of(plan_instance(dear()), tuple(Inquiry))


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_report_of_what_was_asked(language: Language, tmp_path: Path) -> None:
    document = make_document(write_run(asked(), tmp_path / "run").folder, language)
    assert foreign_texts(document) == []


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_report_of_a_comparison(language: Language, tmp_path: Path) -> None:
    """With every sentence that the program stores, and every way to be without a plan."""
    one, both = frozenset({"a"}), frozenset({"a", "b"})
    gaps = dict.fromkeys(
        ("why", "count", "most", "ids", "which", "place", "share", "goals", "from_best", "distance", "bound"), "7"
    )
    base = replace(plan(), reference=None)
    lost = [
        Entry(f"lost_{code.value}", ScenarioKind.WHAT_IF, f"N{code.value}", "", "", None, None, "in English", code)
        for code in ExitCode
        if code is not ExitCode.DONE
    ]
    entries = [
        Entry("base", ScenarioKind.BASE, "Base", "", "", None, base),
        Entry("do_nothing", ScenarioKind.DO_NOTHING, "Do nothing", "", "What happens?", None, base),
        Entry("a", ScenarioKind.WHAT_IF, "Alternative 1", "", "Which other projects are almost as good?", None, base),
        *lost,
        Entry(
            "together", ScenarioKind.TOGETHER, "All together", "", "What?", None, None, "no plan", ExitCode.COLLISION
        ),
    ]
    made = make_comparison(
        entries,
        players=[Player("a", "N1"), Player("b", "N2")],
        coalitions={frozenset(): "base", one: "a", frozenset({"b"}): "base", both: "together"},
        notes=[phrase.en.format(**gaps) for phrase in PHRASES],
    )
    document = make_document(write_comparison(made, tmp_path / "comparison", "leon what-if").folder, language)
    assert foreign_texts(document) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_report_of_a_frontier(language: Language, tmp_path: Path) -> None:
    api.frontier(nameless(), tolerance=0.05, folder=tmp_path / "frontier", pictures=())
    assert foreign_texts(make_document(tmp_path / "frontier", language)) == []


def words() -> Iterator[Word]:
    """Every pair of words that the program has: the vocabulary, stored sentences, checks of the review."""
    for found in (*vars(vocabulary).values(), *vars(many_futures).values()):
        if isinstance(found, dict):
            yield from (word for word in found.values() if isinstance(word, Word))
    yield from PHRASES
    for check in CHECKS.values():
        yield from (check.title, check.said)


def test_the_vocabulary() -> None:
    """Gaps are names, no words."""
    mixed = [
        word
        for word in words()
        if foreign(re.sub(r"{\w+}", "", word.nb), "nb") or foreign(re.sub(r"{\w+}", "", word.en), "en")
    ]
    assert mixed == []


@pytest.mark.parametrize("name", sorted(api.instances()))
def test_instances_that_ship_are_in_norwegian(name: str) -> None:
    """Names, titles and descriptions, and what their what-ifs ask: reports in bokmål show them as they are."""
    instance = api.load(name)
    asked = [one.what_if for one in api.what_ifs(name)]
    said = [*texts_of(instance), *(text for one in asked for text in (one.title, one.question, one.reason))]
    assert len(said) > 15
    assert sorted(text for text in said if foreign(text, "nb")) == []


def test_only_names_of_the_instance_are_norwegian_in_english() -> None:
    """Nothing but what the instance says is left out, and in bokmål nothing is: there all of it must be right."""
    english, norwegian = tiny_document("en"), tiny_document("nb")
    assert norwegian.norwegian == ()
    assert set(english.norwegian) == {text for text in texts_of(tiny()) if any(map(str.isalpha, text))}
    assert foreign_texts(english) == foreign_texts(norwegian) == []
    assert foreign_texts(replace(english, norwegian=())) != [], "its names are Norwegian, so they are found"
    assert foreign_texts(replace(english, language="nb", norwegian=())) != []
    assert foreign_texts(replace(norwegian, language="en")) != []


class Spoken(HTMLParser):
    """The text of a page by the language in which it is read aloud; pictures, which are told in their captions, left out."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.by_language: dict[str, list[str]] = {"nb": [], "en": []}
        self.open: list[tuple[str, str]] = [("", "en")]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br"):
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"svg", "style", "title"} & {tag for tag, _ in self.open} and data.strip():
            self.by_language[self.open[-1][1]].append(data.strip())


def test_names_are_marked_as_norwegian() -> None:
    """In HTML wherever they stand, in PDF and Word where they stand by themselves."""
    document = tiny_document("en")
    spoken = Spoken(html.render(document).decode()).by_language
    assert [text for text in spoken["en"] if foreign(text, "en")] == []
    assert set(spoken["nb"]) <= set(document.norwegian)
    assert {"Nytt bokollektiv i Sør", "Hjelp i hjemmet", "Sykehjem, langtidsplass"} <= set(spoken["nb"])
    assert not [text for text in spoken["en"] if "bokollektiv" in text.lower()]
    with zipfile.ZipFile(io.BytesIO(word.render(document))) as made:
        told = made.read("word/document.xml").decode()
    assert re.search(r'<w:lang w:val="nb-NO"/></w:rPr><w:t xml:space="preserve">Hjelp i hjemmet</w:t>', told)
    with pikepdf.open(io.BytesIO(pdf.render(document))) as opened:
        assert "nb" in {
            str(one.Lang) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one
        }


def test_what_is_looked_for_is_found() -> None:
    assert foreign("Antall persons", "nb")
    assert foreign("Number of personer", "en")
    assert not foreign("leon solve instance --mode frame is_not_a_word need.csv", "nb")
