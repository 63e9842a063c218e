"""Files of factors: read, checked against an instance, every fault at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.errors import InputError
from leonplan.optimizer.futures.check import find_factors
from leonplan.optimizer.futures.read import read_factors

TINY = api.load("tiny")

HEAD = """\
format: 1
factors:
"""


def factor(
    id: str, changes: str, distribution: str = "{kind: uniform, low: 0.9, high: 1.1}", source: str = "paper"
) -> str:
    return (
        f"  - id: {id}\n    title: Some factor\n    source: {source}\n    distribution: {distribution}\n"
        f"    changes:\n      - {changes}\n"
    )


NEED = "{change: scale_need, factor: drawn}"


def problems(folder: Path, text: str) -> list[str]:
    file = folder / "futures.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_factors(file, "futures.yaml", TINY)
    return [str(one) for one in caught.value.problems]


@pytest.mark.parametrize("name", ["tiny", "gausdal", "gjovik_2026"])
def test_what_ships_is_sound_and_names_its_sources(name: str) -> None:
    factors = find_factors(api.folder_of(name), None, api.load(name))
    assert {one.source for one in factors.factors} == {one.id for one in factors.sources}


def test_every_fault_is_told_at_once_at_its_line(tmp_path: Path) -> None:
    """Lines: 3 is the first factor's id, 6 its distribution, 8 its change; the second begins at 9, the third at 15."""
    text = (
        HEAD
        + factor("more", NEED, "{kind: uniform, low: 1.1, high: 0.9}")
        + factor("more", "{change: scale_need, factor: {times: {mor: 1}}}", source="nowhere")
        + factor("still", "{change: scale_need, factor: 1.1}")
    )
    told = problems(tmp_path, text)
    expected = [
        "futures.yaml:3: factors[more].id: 'more' is given 2 times",
        "futures.yaml:6: factors[more].distribution.high: 0.9 is not above low 1.1",
        "futures.yaml:9: factors[more].id: 'more' is given 2 times",
        "futures.yaml:11: factors[more].source: 'nowhere' is no source of this file or of the instance; choose from paper",
        "futures.yaml:14: factors[more].changes[#1].factor.times.mor: 'mor' is not a factor of this file; did you mean 'more'?",
        "futures.yaml:19: factors[still].changes: moves nothing",
    ]
    assert len(told) == len(expected)
    for line, start in zip(told, expected, strict=True):
        assert line.startswith(start)


def test_a_misspelt_change_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        HEAD + factor("more", "{change: scale_needs, factor: drawn}") + factor("new", "{change: frame, faktor: drawn}")
    )
    first, second = problems(tmp_path, text)
    assert first.startswith("futures.yaml:8: factors[more].changes[#1].change: at the lowest value 0.9: 'scale_needs'")
    assert second.startswith("futures.yaml:14: factors[new].changes[#1].faktor")
    assert "did you mean 'factor'?" in second


def test_values_are_tried_at_both_ends(tmp_path: Path) -> None:
    """Absence is 0.2 today and must stay below 1: five times 0.2 cannot be, which only the highest value shows."""
    text = HEAD + factor("away", "{change: scale_staff, absence: drawn}", "{kind: uniform, low: 1, high: 5}")
    (told,) = problems(tmp_path, text)
    assert told.startswith("futures.yaml:8: factors[away].changes[#1].categories: at the highest value 5:")


def test_names_of_the_instance_are_looked_up(tmp_path: Path) -> None:
    (told,) = problems(tmp_path, HEAD + factor("more", "{change: scale_need, factor: drawn, groups: [dementi]}"))
    assert "'dementi' is not among the groups of the instance; did you mean 'dementia'?" in told


def test_factors_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    grows = "{change: frame_growth, yearly: {plus: 0, times: 0.01}}"
    (told,) = problems(tmp_path, HEAD + factor("one", grows) + factor("two", grows.replace("0.01", "0.02")))
    assert told.startswith(
        "futures.yaml:14: factors[two].changes[#1]: with every factor at its middle value: contradicts"
    )


@pytest.mark.parametrize(
    "text", ["", "format: 1\n", "format: 2\nfactors: []\n", "- 1\n", "format: 1\nfactors: [1, {}]\n"]
)
def test_what_is_no_file_of_factors_is_told_in_words(tmp_path: Path, text: str) -> None:
    assert all(one.startswith("futures.yaml:") for one in problems(tmp_path, text))


def test_check_tells_the_faults_of_factors_with_those_of_the_instance(tmp_path: Path) -> None:
    folder = api.new(tmp_path / "by")
    assert api.check(folder).problems == ()
    file, frames = folder / "futures.yaml", folder / "frames.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("low: -0.4", "low: 0.4"), encoding="utf-8")
    frames.write_text(frames.read_text(encoding="utf-8").replace("24000", "many"), encoding="utf-8")
    report = api.check(folder)
    assert report.instance is None
    assert [one.file for one in report.problems] == ["frames.csv", "futures.yaml"]


def test_an_instance_without_factors_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not there; write what may come otherwise"):
        find_factors(tmp_path, None, TINY)
