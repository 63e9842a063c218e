"""Futures: drawn, written out, and laid over an instance as what-ifs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from leonplan.optimizer import api
from leonplan.optimizer.errors import UsageError
from leonplan.optimizer.futures.check import find_factors
from leonplan.optimizer.futures.draw import Future, as_what_if, draw, future_text
from leonplan.optimizer.futures.factors import Factors
from leonplan.optimizer.futures.read import read_factors, value_at
from leonplan.optimizer.what_if.apply import apply_what_ifs

TINY = api.load("tiny")
FACTORS = find_factors(api.folder_of("tiny"), None, TINY)

SHARED = """\
format: 1
factors:
  - id: market
    title: Labour market
    source: paper
    distribution: {kind: uniform, low: 0, high: 1}
    changes:
      - {change: scale_staff, categories: [nurse], recruitment_limit: {plus: 1, times: {market: 0.8, nurses: 0.6}}}
      - {change: scale_staff, categories: [care_worker], recruitment_limit: {plus: 1, times: {market: 0.8, carers: 0.6}}}
  - id: nurses
    title: Nurses alone
    source: paper
    distribution: {kind: uniform, low: 0, high: 1}
    changes: [{change: scale_need, factor: 1}]
  - id: carers
    title: Care workers alone
    source: paper
    distribution: {kind: uniform, low: 0, high: 1}
    changes: [{change: scale_need, factor: 1}]
"""


@pytest.fixture
def shared(tmp_path: Path) -> Factors:
    file = tmp_path / "shared.yaml"
    file.write_text(SHARED, encoding="utf-8")
    return read_factors(file, "shared.yaml", TINY)


def test_the_same_seed_gives_the_same_futures_and_more_begin_with_fewer() -> None:
    few, more, others = draw(FACTORS, 5, 3), draw(FACTORS, 12, 3), draw(FACTORS, 5, 4)
    assert more[:5] == few == draw(FACTORS, 5, 3)
    assert [one.values for one in others] != [one.values for one in few]
    assert [one.number for one in more] == list(range(1, 13))


def test_futures_fill_a_distribution_evenly() -> None:
    """Of 64 points of a Sobol sequence each of 16 equal parts of every factor's range of shares holds four."""
    futures = draw(FACTORS, 64)
    for factor in FACTORS.factors:
        edges = [value_at(factor, place / 16) for place in range(17)]
        values = [future.values[factor.id] for future in futures]
        counts = [sum(low <= value < high for value in values) for low, high in pairwise(edges)]
        assert sum(counts) >= 63  # rounding to six digits may put a value on an edge
        assert all(3 <= count <= 5 for count in counts), counts


@pytest.mark.parametrize("count", [0, -1, 100_001])
def test_too_few_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(UsageError, match="give a number from 1"):
        draw(FACTORS, count)


def test_a_shared_factor_correlates_what_it_moves(shared: Factors) -> None:
    """Of variances 0.64 shared and 0.36 apart, both limits correlate by 0.64 / (0.64 + 0.36) = 0.64."""
    pairs = []
    for future in draw(shared, 1024):
        one, other, *_ = shared.changes(future.values)
        pairs.append((one["recruitment_limit"], other["recruitment_limit"]))
    means = [sum(column) / len(pairs) for column in zip(*pairs, strict=True)]
    products = sum((x - means[0]) * (y - means[1]) for x, y in pairs)
    squares = [sum((pair[place] - means[place]) ** 2 for pair in pairs) for place in (0, 1)]
    assert products / (squares[0] * squares[1]) ** 0.5 == pytest.approx(0.64, abs=0.02)


def test_a_future_is_laid_over_the_instance_as_it_is_written() -> None:
    """600 inhabitants of 80 and over in 2030, a tenth more: 660; halfway, in 2028, 500 · (1 + 0.1 · 3 / 5) = 530. 10 care workers
    a year, a fifth fewer: 8, and of the tenth who leave a tenth more: 0.11. 16 000 · 1.25 = 20 000 for the building."""
    future = Future(1, {"old": 1.1, "younger": 1.0, "labour_market": -0.2, "frame": 1.01, "building": 1.25})
    text = future_text(FACTORS, future, 1)
    changed = apply_what_ifs(TINY, [as_what_if(text, future)])
    persons = {row.year: row.persons for row in changed.population if row.age_band == "age_80"}
    assert (persons[2025], persons[2028], persons[2030]) == pytest.approx((400, 530, 660))
    care_worker = changed.settings.staff[0]
    assert (care_worker.recruitment_limit, care_worker.leaving) == pytest.approx((8, 0.11))
    assert {row.year: row.operating for row in changed.frames} == pytest.approx(
        {2025: 24000, 2026: 27000, 2027: 29000, 2028: 31310, 2029: 31613, 2030: 31916}, abs=1
    )
    assert changed.projects[0].cost == 20000


def test_the_text_of_a_future_is_an_ordinary_what_if_file(tmp_path: Path) -> None:
    future = draw(FACTORS, 3, 9)[2]
    text = future_text(FACTORS, future, 9)
    file = tmp_path / f"{future.id}.yaml"
    file.write_text(text, encoding="utf-8")
    assert api.load("tiny", what_ifs=[file]) == apply_what_ifs(TINY, [as_what_if(text, future)])
    assert "Future 3 of seed 9" in text
