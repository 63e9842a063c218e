"""Distributions of a factor: what it may come to, and how likely that is."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import exp, fsum, sqrt
from statistics import NormalDist
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.schema.base import Number, Part, Share

CUT = 0.001
"""Share of a normal or lognormal distribution that is cut off at each end, so that every value can be tried beforehand."""

_ROUNDING = 1e-9

Positive = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]


class Distribution(Part):
    """What a factor may come to."""

    kind: str
    """Name of the distribution."""

    @abstractmethod
    def quantile(self, share: float) -> float:
        """The value that so large a share of futures lies below, from the lowest value at 0 to the highest at 1."""

    def faults(self) -> Iterator[tuple[str, str]]:
        """Fields whose values do not go together, with what is wrong and what to do."""
        yield from ()


class Triangular(Distribution):
    """Between two values, one in between the most likely."""

    kind: Literal["triangular"]
    """Name of the distribution."""
    low: Number
    """Lowest value."""
    most_likely: Number
    """Most likely value."""
    high: Number
    """Highest value."""

    def quantile(self, share: float) -> float:
        """By inverting the distribution, which is a parabola on either side of the most likely value.

        >>> wide = Triangular(kind="triangular", low=0, most_likely=1, high=4)
        >>> wide.quantile(0), wide.quantile(0.25), wide.quantile(1)  # a quarter lies below the most likely: (1-0)/(4-0)
        (0.0, 1.0, 4.0)
        """
        width, left = self.high - self.low, self.most_likely - self.low
        if share * width <= left:
            return self.low + sqrt(share * width * left)
        return self.high - sqrt((1 - share) * width * (self.high - self.most_likely))

    def faults(self) -> Iterator[tuple[str, str]]:
        """The values ascend."""
        if self.low >= self.high:
            yield "high", f"{self.high:g} is not above low {self.low:g}; give a higher value"
        elif not self.low <= self.most_likely <= self.high:
            yield "most_likely", f"{self.most_likely:g} is not from low {self.low:g} to high {self.high:g}; correct it"


class Uniform(Distribution):
    """Every value between two is as likely."""

    kind: Literal["uniform"]
    """Name of the distribution."""
    low: Number
    """Lowest value."""
    high: Number
    """Highest value."""

    def quantile(self, share: float) -> float:
        """Linear from low to high."""
        return self.low + share * (self.high - self.low)

    def faults(self) -> Iterator[tuple[str, str]]:
        """The values ascend."""
        if self.low >= self.high:
            yield "high", f"{self.high:g} is not above low {self.low:g}; give a higher value"


class Normal(Distribution):
    """The normal distribution, without the outermost thousandth at each end."""

    kind: Literal["normal"]
    """Name of the distribution."""
    mean: Number
    """Mean."""
    deviation: Positive
    """Standard deviation; two thirds of futures lie within one of the mean."""

    def quantile(self, share: float) -> float:
        """Of the distribution that is cut.

        >>> Normal(kind="normal", mean=1, deviation=0.1).quantile(0.5)
        1.0
        """
        return NormalDist(self.mean, self.deviation).inv_cdf(_inside(share))


class Lognormal(Distribution):
    """A positive value whose logarithm is normal, without the outermost thousandth at each end."""

    kind: Literal["lognormal"]
    """Name of the distribution."""
    median: Positive
    """Half of futures lie below."""
    deviation: Annotated[float, Field(gt=0, le=5, allow_inf_nan=False)]
    """Standard deviation of the logarithm: 0.1 is about a tenth up or down."""

    def quantile(self, share: float) -> float:
        """Of the distribution that is cut."""
        return self.median * exp(NormalDist(0, self.deviation).inv_cdf(_inside(share)))


class Discrete(Distribution):
    """One of a few values."""

    kind: Literal["discrete"]
    """Name of the distribution."""
    values: Annotated[tuple[Number, ...], Field(min_length=1, max_length=100)]
    """The values, ascending."""
    shares: Annotated[tuple[Share, ...], Field(min_length=1, max_length=100)]
    """Share of futures with each; they add up to 1."""

    def quantile(self, share: float) -> float:
        """The first value up to which there is more than the share.

        >>> delay = Discrete(kind="discrete", values=(0, 1, 2), shares=(0.5, 0.3, 0.2))
        >>> [delay.quantile(share) for share in (0, 0.49, 0.5, 0.79, 0.81, 1)]
        [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]
        """
        until = list(accumulate(self.shares))
        last = max(place for place, share_of in enumerate(self.shares) if share_of > 0)
        return self.values[min(bisect_right(until, share), last)]

    def faults(self) -> Iterator[tuple[str, str]]:
        """As many shares as values, which ascend; the shares are whole."""
        if len(self.values) != len(self.shares):
            yield "shares", f"are {len(self.shares)} for {len(self.values)} values; give a share for each value"
        elif abs(fsum(self.shares) - 1) > _ROUNDING:
            yield "shares", f"add up to {fsum(self.shares):g}; they must add up to 1"
        if not _ascend(self.values):
            yield "values", "do not ascend; order them from low to high, each once, with their shares"


class Quantiles(Distribution):
    """Measured: a table of shares and the values that they lie below, linear between."""

    kind: Literal["quantiles"]
    """Name of the distribution."""
    at: Annotated[tuple[Share, ...], Field(min_length=2, max_length=200)]
    """Shares of futures, from 0 to 1, ascending."""
    values: Annotated[tuple[Number, ...], Field(min_length=2, max_length=200)]
    """The value that each share lies below, from the lowest to the highest there is."""

    def quantile(self, share: float) -> float:
        """Linear between the entries of the table.

        >>> Quantiles(kind="quantiles", at=(0, 0.5, 1), values=(0.8, 1.0, 1.4)).quantile(0.75)
        1.2
        """
        after = min(bisect_right(self.at, share), len(self.at) - 1)
        low, high = self.at[after - 1], self.at[after]
        part = (share - low) / (high - low)
        return self.values[after - 1] * (1 - part) + self.values[after] * part

    def faults(self) -> Iterator[tuple[str, str]]:
        """As many values as shares; both ascend, the shares from 0 to 1."""
        if len(self.values) != len(self.at):
            yield "values", f"are {len(self.values)} for {len(self.at)} shares; give a value for each share"
        if not _ascend(self.at) or self.at[0] != 0 or self.at[-1] != 1:
            yield "at", "does not ascend from 0 to 1; begin with 0 (the lowest value) and end with 1 (the highest)"
        if any(later < earlier for earlier, later in pairwise(self.values)):
            yield "values", "fall from one share to the next; order them from low to high"


DISTRIBUTIONS: tuple[type[Distribution], ...] = (Triangular, Uniform, Normal, Lognormal, Discrete, Quantiles)
"""Every distribution."""

AnyDistribution = Annotated[
    Triangular | Uniform | Normal | Lognormal | Discrete | Quantiles, Field(discriminator="kind")
]
"""One distribution, recognised by its field ``kind``."""


def _inside(share: float) -> float:
    """A share of what is left when both ends are cut, as a share of the whole."""
    return CUT + (1 - 2 * CUT) * share


def _ascend(numbers: tuple[float, ...]) -> bool:
    return all(earlier < later for earlier, later in pairwise(numbers))
