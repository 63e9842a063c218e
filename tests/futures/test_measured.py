"""The errors of inhabitants in shipped files of factors are those measured by the back-test of the projection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from leonplan.optimizer import api
from leonplan.optimizer.futures.check import find_factors
from leonplan.optimizer.futures.distribution import Quantiles
from leonplan.optimizer.population.age_bands import AgeSpan
from leonplan.optimizer.population.back_test import shipped_back_test
from leonplan.optimizer.population.inhabitants import Floats
from leonplan.optimizer.population.ratios import Method

SHARES = (0, 0.05, 0.25, 0.5, 0.75, 0.95, 1)


@dataclass(frozen=True)
class Measured:
    """What an instance's file says that it measured: in which municipalities, how far ahead, for which bands."""

    instance: str
    inhabitants: tuple[int, int]
    ahead: int
    spans: tuple[AgeSpan, ...]
    factors: tuple[str, ...]
    forecasts: int
    goes_along: tuple[float, ...] = ()
    """Share of the error of the band below that goes along, by band; none: nothing does."""

    def came(self) -> Floats:
        """What came by what was projected, of shape (forecasts, bands)."""
        test = shipped_back_test(self.spans, Method())
        low, high = self.inhabitants
        came: Floats = test.came[(test.inhabitants >= low) & (test.inhabitants < high)][:, :, self.ahead - 1]
        return came[np.isfinite(came).all(axis=1)]

    def own(self) -> Floats:
        """The same without what goes along with the band below."""
        came = self.came()
        along = np.array(self.goes_along or (0.0,) * len(self.spans))
        below = np.hstack((np.ones((len(came), 1)), came[:, :-1]))
        found: Floats = came - along * (below - 1)
        return found


FIVE = (AgeSpan(0, 17), AgeSpan(18, 66), AgeSpan(67, 79), AgeSpan(80, 89), AgeSpan(90, None))
GAUSDAL = Measured(
    "gausdal", (5_000, 10_000), 14, FIVE, ("children", "adults", "younger_old", "old", "oldest"), forecasts=143
)
GJOVIK = Measured(
    "gjovik_2026",
    (20_000, 50_000),
    14,
    (AgeSpan(0, 66), AgeSpan(67, 79), AgeSpan(80, 89), AgeSpan(90, None)),
    ("under_67", "younger_old", "old", "oldest"),
    forecasts=79,
    goes_along=(0.0, 0.24, 0.49, 0.0),
)
TINY = Measured("tiny", (2_000, 5_000), 5, (AgeSpan(0, 79), AgeSpan(80, None)), ("younger", "old"), forecasts=1147)


@pytest.mark.parametrize("measured", [GAUSDAL, GJOVIK, TINY], ids=lambda one: one.instance)
def test_shipped_quantiles_are_the_measured_ones(measured: Measured) -> None:
    came = measured.own()
    assert len(came) == measured.forecasts
    factors = find_factors(api.folder_of(measured.instance), None, api.load(measured.instance)).factors
    found = {factor.id: factor.distribution for factor in factors}
    for place, id in enumerate(measured.factors):
        told = found[id]
        assert isinstance(told, Quantiles)
        assert told.at == SHARES
        assert told.values == tuple(round(float(value), 3) for value in np.quantile(came[:, place], SHARES))


def test_errors_of_neighbouring_bands_correlate_as_gausdal_says() -> None:
    """Children and adults 0.4, 67–79 and 80–89 as well as 80–89 and 90 and over 0.3; no other two bands 0.2."""
    correlations = np.corrcoef(GAUSDAL.came().T)
    told = {(0, 1): 0.4, (2, 3): 0.3, (3, 4): 0.3}
    for one in range(len(FIVE)):
        for other in range(one + 1, len(FIVE)):
            if (one, other) in told:
                assert round(correlations[one, other], 1) == told[one, other]
            else:
                assert abs(correlations[one, other]) < 0.2


def test_what_goes_along_in_gjovik_is_the_slope_of_one_error_on_the_other() -> None:
    """Least squares: 0.24 of the error below 67 goes with 67–79, 0.49 of that with 80–89; hardly anything with 90 and over."""
    came = GJOVIK.came()
    slopes = [float(np.polyfit(came[:, place] - 1, came[:, place + 1], 1)[0]) for place in range(3)]
    assert [round(slope, 2) for slope in slopes[:2]] == [0.24, 0.49]
    assert abs(np.corrcoef(came[:, 2], came[:, 3])[0, 1]) < 0.2


def test_a_future_of_gjovik_has_what_goes_along() -> None:
    """1.1 below 67, the others at 1 by themselves: 67–79 come to 1 + 0.24 · 0.1 = 1.024, 80–89 to 1 + 0.49 · 0.024 = 1.01176."""
    factors = find_factors(api.folder_of("gjovik_2026"), None, api.load("gjovik_2026"))
    values = {one.id: 1.0 for one in factors.factors} | {"under_67": 1.1}
    moved = {
        tuple(change["age_bands"]): change["factor"]
        for change in factors.changes(values)
        if change["change"] == "scale_population"
    }
    assert moved["age_67_79",] == pytest.approx(1.024, abs=1e-5)
    assert moved["age_80_89",] == pytest.approx(1.01176, abs=1e-5)
