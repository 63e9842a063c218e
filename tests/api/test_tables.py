"""Tables as data frames."""

from __future__ import annotations

import pytest
from tiny_plan import tiny_plan

from leonplan.optimizer.api.tables import frames
from leonplan.optimizer.results import rows as r


def test_frames_hold_every_table() -> None:
    tables = frames(tiny_plan())
    assert set(tables) == {*(kind.table for kind in r.ROWS), "by_year"}
    assert list(tables["flow"].columns) == ["year", "group", "district", "centre", "persons"]
    assert tables["assigned"].empty
    assert tables["served"].persons.sum() == pytest.approx(sum(total.served for total in tiny_plan().by_year))
