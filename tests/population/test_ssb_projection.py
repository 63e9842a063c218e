"""Statistics Norway's own projection, from a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import ssb_files

from leonplan.optimizer.errors import InputError
from leonplan.optimizer.population.ssb_projection import read_ssb_projection


def saved(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    file = folder / "14746.txt"
    file.write_bytes(content.encode(encoding))
    return file


def test_sexes_are_added_up_and_variants_have_our_names(tmp_path: Path) -> None:
    """Aged 80 in 2028: women 80 + 2, men one more, 165 together; low and high a hundred and two hundred more of each sex. The
    variant of strong ageing has no name here."""
    found = read_ssb_projection(saved(tmp_path, ssb_files.text()), "3407")
    assert found.years == (2026, 2027, 2028, 2029, 2030)
    assert {name: persons[80, 2] for name, persons in found.variants.items()} == {"main": 165, "low": 365, "high": 565}


def test_a_saved_page_says_the_same(tmp_path: Path) -> None:
    reply = read_ssb_projection(saved(tmp_path, ssb_files.text(contents=["Personer", "Personer1"])), "3407")
    page = read_ssb_projection(saved(tmp_path, ssb_files.saved_page(), "cp1252"), "3407")
    assert set(page.variants) == set(reply.variants) == {"main", "low"}
    assert all((page.variants[name] == reply.variants[name]).all() for name in page.variants)


def test_both_sexes_together_are_not_added_to_each(tmp_path: Path) -> None:
    page = ssb_files.saved_page(contents=["Personer"])
    both = page.replace(";Kvinner;", ";Begge kjønn;")
    alone = read_ssb_projection(saved(tmp_path, both), "3407")
    assert alone.variants["main"][80, 0] == 80


def _without(line: str) -> Callable[[str], str]:
    return lambda page: "".join(one for one in page.splitlines(keepends=True) if line not in one)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_without(";105 år"), "has 210 numbers, not 212"),
        (lambda page: page.replace("Menn;80 år;81", "Menn;80 år;..", 1), "is missing (marked '..')"),
        (lambda page: page.replace("Menn;80 år;81", "Menn;80 år;-81", 1), "is -81; a number is needed"),
        (_without("Menn"), "only 'Kvinner' is there"),
        (lambda page: page.replace("3407 Gjøvik", "3403 Hamar"), "3407 Gjøvik is not there, only '3403 Hamar'"),
        (lambda page: page.replace("(MMMM)", "(LHML)"), "no main variant"),
        (lambda page: page.replace(" 2028", " 2035"), "lacks 2028 between 2026 and 2035"),
        (lambda page: page.replace(";alder;", ";sivilstand;"), "has no alder"),
        (lambda page: page.replace("Menn;81 år", "Menn;80 år"), "is given twice"),
    ],
)
def test_what_a_projection_needs_is_asked_for(tmp_path: Path, change: Callable[[str], str], words: str) -> None:
    with pytest.raises(InputError) as failed:
        read_ssb_projection(saved(tmp_path, change(ssb_files.saved_page())), "3407")
    assert words in str(failed.value)
    assert len(failed.value.problems) <= 20


def test_a_missing_number_is_told_of_by_variant_year_and_age(tmp_path: Path) -> None:
    """In the reply the first number is of women, aged 0, in the main variant of 2026."""
    reply: dict[str, Any] = ssb_files.reply()
    reply["value"][0] = None
    reply["status"] = {"0": ":"}
    with pytest.raises(InputError) as failed:
        read_ssb_projection(saved(tmp_path, json.dumps(reply)), "3407")
    assert "main 2026, age 0: is missing (marked ':')" in str(failed.value)
