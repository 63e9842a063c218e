"""Rules of limits over several things together, each on a model solved by hand."""

from __future__ import annotations

from typing import Any

import builder as b
import pytest

from leonplan.models.data import JointLimit, ModelData
from leonplan.models.joint import most_together


def limited(of: str, at_most: float, **changes: Any) -> ModelData:
    """10 FTE of a nurse's and 10 of an assistant's work a year, 4 of each on the books, who leave by a quarter, at home."""
    plain: dict[str, Any] = {"employed": 4.0, "leaving": 0.25, "recruitment_limit": 5.0, "agency_limit": 3.0}
    return b.municipality(
        10, levels={"home": b.level(at_home=True)}, services={("frail", "home"): b.service()}, places={},
        categories={k: b.category(k, **plain) for k in ("nurse", "assistant")},
        fte_per_person={("frail", "home", k): 1.0 for k in ("nurse", "assistant")},
        joint_limits={"both": JointLimit(of, ("nurse", "assistant"), (), {2026: at_most})}, **changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("of", "at_most", "short"),
    [("recruited", 6.0, 2.0), ("agency", 1.0, 3.0), ("employed", 9.0, 5.0), ("employed", 2.0, 8.0)],
)
def test_joint_staff_limits_are_kept(of: str, at_most: float, short: float) -> None:
    """Proves: categories together keep a limit on recruits, on those hired in, and on the books, and what lacks is shortfall.

    By hand: all 10 are served, which takes 20 FTE. 3 + 3 of the 4 + 4 stay, 5 + 5 can be recruited, 3 + 3 hired in: 22, so
    nothing is short, as a category wants 10 and has 11. With 6 recruits together there are 3 + 3 + 6 + 6 = 18: short 2. With 1
    hired in, 6 + 10 + 1 = 17: 3. With 9 on the books, 9 + 6 = 15: 5. With 2 on the books, 6 stay all the same: 6 + 6 = 12: 8.
    Sensitivity: without the rule 0.
    """
    data = limited(of, at_most)
    assert b.least(data, "shortfall", within={"unmet": 0.0}) == pytest.approx(short)
    without = ("joint_staff_limits_are_kept",)
    assert b.least(data, "shortfall", within={"unmet": 0.0}, without=without) == pytest.approx(0)


def test_nobody_is_dismissed_for_a_joint_limit() -> None:
    """Proves: whatever the limit on those employed, there is a plan over several years, and none lets go who would stay.

    By hand: of 8, 8 · 0.75 = 6 are left in 2026 and 8 · 0.75 · 0.75^2 = 3.375 in 2028 (two years later).
    """
    at_most = {2026: 1.0, 2028: 1.0}
    limits = {"both": JointLimit("employed", ("nurse", "assistant"), (), at_most)}
    plain = limited("employed", 1.0)
    data = b.municipality(
        10, periods=b.years(1, 2), levels=plain.levels, services=plain.services, places={}, categories=plain.categories,
        fte_per_person=plain.fte_per_person, joint_limits=limits,
    )  # fmt: skip
    assert most_together(data, "both", 2026) == pytest.approx(6)
    assert most_together(data, "both", 2028) == pytest.approx(3.375)
    assert b.least(data, "shortfall") < float("inf")


def test_joint_place_limits_are_kept() -> None:
    """Proves: houses together have no more places in use than a limit says, whichever they are.

    By hand: 10 in need, 6 places on the hill and 6 in the dale, 7 in use together at most: 3 unmet.
    Sensitivity: without the rule nobody is unmet; a limit on the hill alone of 2 leaves 2 unmet.
    """
    parts: dict[str, Any] = {"centres": ("hill", "dale"), "places": {("hill", "ward"): 6.0, ("dale", "ward"): 6.0}}
    both = JointLimit("places", (), (("hill", "ward"), ("dale", "ward")), {2026: 7.0})
    data = b.municipality(10, **parts, joint_limits={"both": both})
    assert b.least(data, "unmet") == pytest.approx(3)
    assert b.least(data, "unmet", without=("joint_place_limits_are_kept",)) == pytest.approx(0)
    hill = JointLimit("places", (), (("hill", "ward"),), {2026: 2.0})
    assert b.least(b.municipality(10, **parts, joint_limits={"hill": hill}), "unmet") == pytest.approx(2)
