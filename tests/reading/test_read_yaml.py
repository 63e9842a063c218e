"""Reading YAML: values as written, lines of every node, and everything refused that hides something."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.folder import INSTANCE
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from leonplan.optimizer.reading.read_yaml import YamlDocument, compose, read_yaml
from leonplan.optimizer.reading.validate_yaml import validate_document
from leonplan.optimizer.schema.settings import Settings


def read(text: str) -> YamlDocument:
    """Compose text under a short name."""
    return compose(text, "a.yaml")


def test_values_follow_the_core_schema_and_nothing_is_guessed() -> None:
    """What YAML 1.1 would turn into true, a date or minutes stays text."""
    document = read(
        "text: no\nalso: on\ndate: 2025-01-01\ntime: 12:30\nquoted: '3407'\nwhole: 12\npoint: 1.5\n"
        "exp: 1e3\nyes: true\nnothing:\ntilde: ~\ncomma: 1,5\nlist: [1, a]\nunder: 1_000\n"
    )
    assert document.problems == ()
    assert document.data == {
        "text": "no", "also": "on", "date": "2025-01-01", "time": "12:30", "quoted": "3407", "whole": 12,
        "point": 1.5, "exp": 1000.0, "yes": True, "nothing": None, "tilde": None, "comma": "1,5", "list": [1, "a"],
        "under": "1_000",
    }  # fmt: skip


def test_every_node_knows_its_line() -> None:
    """Keys, list entries and values inside flow collections have lines; unknown nodes have those around them."""
    document = read("a:\n  b: 1\n\n  c:\n    - x\n    - {id: two, d: 2}\n")
    assert [document.line(path) for path in (("a",), ("a", "b"), ("a", "c", 0), ("a", "c", 1, "d"))] == [1, 2, 5, 6]
    assert document.line(("a", "c", 1, "missing")) == 6
    assert document.line(("elsewhere",)) == 1
    assert document.field(("a", "c", 1, "d")) == "a.c[two].d"
    assert document.field(("a", "c", 0)) == "a.c[#1]"


@pytest.mark.parametrize(
    ("text", "line", "field", "words"),
    [
        ("a: 1\nb: 0301\n", 2, "b", ("0301", "zero", '"0301"')),
        ("a: &x 1\n", 1, "a", ("&x", "anchors", "remove")),
        ("a: 1\nb: *x\n", 2, "b", ("*x", "aliases", "write the value out")),
        ("a: !!str 1\n", 1, "a", ("tag", "str", "remove")),
        ("a: !python/object:os.system {}\n", 1, "a", ("tag", "python", "remove")),
        ("a: 1\n---\nb: 2\n", 2, "", ("second document", "keep one")),
        ("%YAML 1.1\n---\na: 1\n", 2, "", ("%YAML", "remove")),
        ("a: .nan\n", 1, "a", (".nan", "finite")),
        ("a: 1e999\n", 1, "a", ("1e999", "too large")),
        ("a: " + "9" * 5000 + "\n", 1, "a", ("999", "number")),
        ("? [a, b]\n: 1\n", 1, "", ("name before the colon",)),
        ("a: [1, 2\nb: 3\n", 2, "", ("YAML", "check colons")),
        ("a:\n\tb: 1\n", 2, "", ("YAML", "not tabs")),
        ("a: 1\nb: 'x\x07'\n", 2, "", ("control character", "remove")),
        ("# only a comment\n", 1, "", ("no data", "fill it in")),
        ("[" * 60, 1, "", ("nested", "indentation")),
    ],
)
def test_what_hides_something_is_refused(text: str, line: int, field: str, words: tuple[str, ...]) -> None:
    """Each fault names its line, its field, the value and what to do."""
    (problem,) = [one for one in read(text).problems if all(word in one.message for word in words)]
    assert (problem.file, problem.line) == ("a.yaml", line)
    assert problem.field.endswith(field)


def test_all_repeated_keys_are_told_and_the_first_value_stays() -> None:
    """Two keys repeated in different places are two faults, naming both lines."""
    document = read("a: 1\nb:\n  c: 1\n  c: {d: 2}\na: 3\n")
    found = [(problem.line, problem.field) for problem in document.problems]
    assert found == [(4, "b.c"), (5, "a")]
    assert "first on line 3" in document.problems[0].message
    assert document.data == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        ("a: ø\n".encode("cp1252"), "Windows-1252"),
        ("a: 1\n".encode("utf-16"), "UTF-16"),
        ("a: 1\n".encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"a: 1\nbb: long enough\0\n", "NUL"),
    ],
)
def test_other_encodings_are_named(tmp_path: Path, data: bytes, words: str) -> None:
    """A file that is not UTF-8 text is refused by what it is."""
    (tmp_path / "a.yaml").write_bytes(data)
    (problem,) = read_yaml(tmp_path / "a.yaml", "a.yaml").problems
    assert words in problem.message


def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path) -> None:
    """What cannot be read is a fault, not a traceback."""
    assert "missing" in read_yaml(tmp_path / "no.yaml", "no.yaml").problems[0].message
    assert "is a folder" in read_yaml(tmp_path, "folder").problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ('"0301"', "3407", "municipality", ("'3407'", "quotation marks")),
        ("price_year: 2025", 'price_year: "2025"', "price_year", ("2025", "whole number")),
        ("price_year: 2025", "price_year: true", "price_year", ("true", "whole number")),
        ("price_year: 2025", "price_year: 1066", "price_year", ("1066", "at least 1900")),
        ("{rate: 0.04, ", "{rate: 0.4, ", "capital.rate", ("0.4", "at most 0.2")),
        ("{rate: 0.04, ", "{rate: '1,5', ", "capital.rate", ("1,5", "decimal point")),
        ("{rate: 0.04, ", "{", "capital.rate", ("missing", "add it")),
        ("severity: 3", "severity: 0", "groups[dementia].severity", ("0", "more than 0")),
        (
            "severity: 3",
            "severity: 3, bound_to_distrct: true",
            "groups[dementia].bound_to_distrct",
            ("'bound_to_district'", "did you mean"),
        ),
        ("id: little", "id: Øvre By", "id", ("Øvre By", "small letters", "ovre_by")),
        ("name: Lillevik", 'name: ""', "name", ("empty",)),
        ("name: Lillevik", "mode: cove\nname: x", "mode", ("cove", "did you mean 'cover'")),
        ("name: Lillevik", "policies: {equity: {on: yes}}\nname: x", "policies.equity.on", ("yes", "true or false")),
        ("name: Lillevik", "policies: {equality: {}}\nname: x", "policies.equality", ("did you mean 'equity'",)),
        ("name: Lillevik", "goals: {frame: [unmt]}\nname: x", "goals.frame[#1]", ("unmt", "did you mean 'unmet'")),
        ("name: Lillevik", "goals: {frame: [{unmt: 1}]}\nname: x", "goals.frame[#1].unmt", ("unmt", "'unmet'")),
        ("name: Lillevik", "goals: {frame: [{unmet: 0}]}\nname: x", "goals.frame[#1].unmet", ("0", "more than 0")),
        ("may_do: [assistant]", "may_do: assistant", "staff[nurse].may_do", ("assistant", "list")),
        ("periods: [2025, 2026, 2028]", "periods: []", "horizon.periods", ("at least 1",)),
        ("kind: assumption", "kind: guess", "sources[paper].kind", ("guess", "choose from measured")),
    ],
)
def test_values_are_explained_in_plain_words(old: str, new: str, field: str, words: tuple[str, ...]) -> None:
    """One wrong value is one fault, at its line, without the schema's own language."""
    assert INSTANCE.count(old) == 1
    text = INSTANCE.replace(old, new)
    document = compose(text, "instance.yaml")
    settings, (problem,) = validate_document(document, Settings)
    assert settings is None
    assert problem.field == field
    expected = INSTANCE[: INSTANCE.index(old)].count("\n") + 1
    assert problem.line == expected
    for word in words:
        assert word in problem.message
    assert not any(jargon in problem.message.lower() for jargon in ("pydantic", "http", "input should", "_type"))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Composing never raises, whatever the text; nothing read is nothing without a fault."""
    document = compose(text, "a.yaml")
    assert document.data is not None or document.problems


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(Settings.model_fields)), PLAIN, max_size=6))
def test_any_data_is_explained_without_jargon(data: dict[str, object]) -> None:
    """Validating anything gives faults with remedies, never an exception and never the fallback words."""
    document = YamlDocument("a.yaml", data, {}, ())
    _, problems = validate_document(document, Settings)
    assert problems
    assert all("cannot be used here" not in problem.message for problem in problems)


def test_reading_agrees_with_the_library_on_a_whole_file() -> None:
    """The composed data of the good settings are what the YAML library itself constructs."""
    assert compose(INSTANCE, "a").data == YAML(typ="safe", pure=True).load(INSTANCE)
