"""The part of ``instance.yaml`` on what capital costs, and the fee for patients who are not received."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from leonplan.optimizer.schema.base import NonNegative, Sourced


class OutlayTiming(StrEnum):
    """When the outlay of projects without shares of their own is paid."""

    AT_START = "at_start"
    """All in the year in which they start, as when money is granted for the whole."""
    OVER_BUILDING = "over_building"
    """Evenly over the building years: as many as the lead time, from that in which they start."""


class Capital(Sourced):
    """What money in buildings costs."""

    rate: Annotated[float, Field(ge=0, le=0.2, allow_inf_nan=False)]
    """Real interest on invested money (kalkylerente) [1/year]."""
    discount_rate: Annotated[float, Field(ge=0, le=0.2, allow_inf_nan=False)]
    """Rate at which the goal *spend* is discounted to present value [1/year]."""
    outlay: OutlayTiming = OutlayTiming.AT_START
    """When the outlay of projects without shares of their own is paid: at_start or over_building."""


class DischargeFee(Sourced):
    """What a patient ready for discharge and not received costs."""

    per_day: NonNegative
    """Fee paid to the hospital [kNOK/day]."""
