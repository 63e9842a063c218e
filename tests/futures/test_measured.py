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

    def came(self) -> Floats:
        """What came by what was projected, of shape (forecasts, bands)."""
        test = shipped_back_test(self.spans, Method())
        low, high = self.inhabitants
        came: Floats = test.came[(test.inhabitants >= low) & (test.inhabitants < high)][:, :, self.ahead - 1]
        return came[np.isfinite(came).all(axis=1)]


FIVE = (AgeSpan(0, 17), AgeSpan(18, 66), AgeSpan(67, 79), AgeSpan(80, 89), AgeSpan(90, None))
GAUSDAL = Measured(
    "gausdal", (5_000, 10_000), 14, FIVE, ("children", "adults", "younger_old", "old", "oldest"), forecasts=143
)
TINY = Measured("tiny", (2_000, 5_000), 5, (AgeSpan(0, 79), AgeSpan(80, None)), ("younger", "old"), forecasts=1147)


@pytest.mark.parametrize("measured", [GAUSDAL, TINY], ids=lambda one: one.instance)
def test_shipped_quantiles_are_the_measured_ones(measured: Measured) -> None:
    came = measured.came()
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
