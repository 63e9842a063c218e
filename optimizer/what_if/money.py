"""Changes of money: frames, prices, fees, interest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.demand.project_demand import between
from leonplan.optimizer.schema.base import Id, NonNegative, Number, Year
from leonplan.optimizer.schema.capital import OutlayTiming
from leonplan.optimizer.schema.edit import map_rows, with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.tables import Frame, Travel
from leonplan.optimizer.schema.years import base_year
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim, in_words
from leonplan.optimizer.what_if.edit import altered, first_year, is_among, made

Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Rate = Annotated[float, Field(ge=0, le=0.2, allow_inf_nan=False)]


def _with_frames(
    instance: Instance, source: str, begin: int, end: int | None, change: Callable[[int, Frame], dict[str, float]]
) -> Instance:
    """The instance with frames of every year, those from one year to another changed; the others stay as they were.

    change: new values from year and frame. Raises ChangeError if there is no frame in these years.
    """
    given = {row.year: row for row in instance.frames}
    if not given:
        raise ChangeError("change", "changes a frame, but the instance has no frames.csv; add it first")
    end = max(given) if end is None else end
    changed = [year for year in range(min(given), max(given) + 1) if begin <= year <= end]
    if not changed:
        raise ChangeError("from_year", f"{begin} to {end} holds no year of frames.csv ({min(given)} to {max(given)})")
    operating = {year: row.operating for year, row in given.items()}
    on_top = {year: row.transition for year, row in given.items()}
    rows: list[Frame] = []
    for year in range(min(given), max(given) + 1):
        row = given.get(year)
        if row is None:
            values = {
                "year": year, "operating": between(operating, year), "transition": between(on_top, year),
                "investment": 0.0, "source": source,
            }  # fmt: skip
            row = made(Frame, "change", values)
        values = {"source": source, **change(year, row)} if year in changed else {}
        rows.append(altered(row, "change", **values))
    return with_rows(instance, "frames", rows)


class ChangeFrame(Change):
    """More or less money: the operating frame, the investment frame, or both, in some years or from one on."""

    change: Literal["frame"]
    """Name of the change."""
    add: Number = 0.0
    """Added to the operating frame, after the factor [kNOK/year]; negative takes away."""
    factor: Factor = 1.0
    """What the operating frame is multiplied by."""
    add_investment: Number = 0.0
    """Added to the investment frame of each year [kNOK]."""
    factor_investment: Factor = 1.0
    """What the investment frame is multiplied by."""
    from_year: Year | None = None
    """First year; none: the first decided one."""
    to_year: Year | None = None
    """Last year; none: the last there is a frame for. The same as from_year: in that year only."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The frames of these years are changed."""

        def changed(_: int, row: Frame) -> dict[str, float]:
            return {
                "operating": row.operating * self.factor + self.add,
                "investment": row.investment * self.factor_investment + self.add_investment,
            }

        return _with_frames(instance, source, first_year(instance, self.from_year), self.to_year, changed)


class FrameGrowth(Change):
    """The operating frame grows by a yearly rate from a year on, whatever it did before."""

    change: Literal["frame_growth"]
    """Name of the change."""
    yearly: Annotated[float, Field(gt=-1, le=1, allow_inf_nan=False)]
    """Real growth a year, e.g. 0.01 [1/year]."""
    from_year: Year | None = None
    """Last year with the frame as it is; none: the base year."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The frames after the year are the year's, grown."""
        begin = base_year(instance.settings.horizon) if self.from_year is None else self.from_year
        points = {row.year: row.operating for row in instance.frames}

        def grown(year: int, _: Frame) -> dict[str, float]:
            return {"operating": between(points, begin) * (1 + self.yearly) ** (year - begin)}

        return _with_frames(instance, source, begin + 1, None, grown)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It grows so fast."""
        del instance
        yield Claim(
            "growth of the operating frame", (), f"{self.yearly:g} a year after {self.from_year or 'the base year'}"
        )


class TransitionMoney(Change):
    """More or less transition money on top of the operating frame, in some years, the same in each or tapering off."""

    change: Literal["transition"]
    """Name of the change."""
    factor: Factor = 1.0
    """What the transition money there is is multiplied by; 0 takes it away."""
    add: NonNegative = 0.0
    """Added after the factor, in the first of the years [kNOK/year]."""
    tapers: bool = False
    """Whether what is added falls by equal steps to nothing in the year after the last; else it is the same in each year."""
    from_year: Year | None = None
    """First year; none: the first decided one."""
    to_year: Year | None = None
    """Last year; none: the last there is a frame for."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The transition money of these years is changed."""
        begin = first_year(instance, self.from_year)
        end = max((row.year for row in instance.frames), default=begin) if self.to_year is None else self.to_year

        def changed(year: int, row: Frame) -> dict[str, float]:
            part = (end + 1 - year) / (end + 1 - begin) if self.tapers else 1.0
            return {"transition": row.transition * self.factor + self.add * part}

        return _with_frames(instance, source, begin, end, changed)


class ScaleCosts(Change):
    """Services and places become dearer or cheaper."""

    change: Literal["scale_costs"]
    """Name of the change."""
    levels: tuple[Id, ...] = ()
    """Levels; none: all."""
    groups: tuple[Id, ...] = ()
    """Need groups, for what is paid per person; none: all."""
    other_cost: Factor = 1.0
    """What the cost per person besides staff is multiplied by."""
    user_fee: Factor = 1.0
    """What the user fee is multiplied by."""
    state_compensation: Factor = 1.0
    """What the state's compensation is multiplied by."""
    place_cost: Factor = 1.0
    """What the cost per place in use is multiplied by."""
    unit_cost: Factor = 1.0
    """What the cost per open unit is multiplied by."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Services of the levels and groups, and the levels themselves, are scaled."""
        at, of = is_among(self.levels), is_among(self.groups)
        per_person = {name: getattr(self, name) for name in ("other_cost", "user_fee", "state_compensation")}
        per_place = {name: getattr(self, name) for name in ("place_cost", "unit_cost")}
        if any(factor != 1 for factor in per_person.values()):
            instance = map_rows(
                instance, "services", lambda row: at(row.level) and of(row.group),
                lambda row: altered(row, "levels", source=source, **_times(row, per_person)),
            )  # fmt: skip
        if any(factor != 1 for factor in per_place.values()):
            instance = map_rows(
                instance, "levels", lambda level: at(level.id) and not level.at_home,
                lambda level: altered(level, "levels", source=source, **_times(level, per_place)),
            )  # fmt: skip
        return instance


def _times(row: object, factors: dict[str, float]) -> dict[str, float]:
    """Values of a row, multiplied."""
    return {name: getattr(row, name) * factor for name, factor in factors.items()}


class CentreCost(Change):
    """Another cost of keeping a centre open."""

    change: Literal["centre_cost"]
    """Name of the change."""
    centre: Id
    """Centre."""
    fixed_cost: NonNegative
    """Cost of keeping it open, whatever is run there [kNOK/year]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The cost replaces the one there is."""
        return map_rows(
            instance, "centres", lambda row: row.id == self.centre,
            lambda row: altered(row, "fixed_cost", fixed_cost=self.fixed_cost, source=source),
        )  # fmt: skip

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It costs so much."""
        del instance
        yield Claim("the fixed cost of a centre:", (self.centre,), f"{self.fixed_cost:g}")


class DischargeFee(Change):
    """Another fee for patients ready for discharge who are not received."""

    change: Literal["discharge_fee"]
    """Name of the change."""
    per_day: NonNegative
    """Fee paid to the hospital [kNOK/day]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The fee replaces the one there is."""
        fee = instance.settings.discharge_fee
        if fee is None:
            raise ChangeError("change", "changes the discharge fee, but the instance has none; add it first")
        return with_settings(instance, discharge_fee=altered(fee, "per_day", per_day=self.per_day, source=source))

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It is so much."""
        del instance
        yield Claim("the discharge fee", (), f"{self.per_day:g}")


class ChangeCapital(Change):
    """Other interest on money in buildings, another rate of discounting, or outlay at the start or over the building years."""

    change: Literal["capital"]
    """Name of the change."""
    rate: Rate | None = None
    """Real interest on invested money (kalkylerente) [1/year]."""
    discount_rate: Rate | None = None
    """Rate at which the goal *spend* is discounted to present value [1/year]."""
    outlay: OutlayTiming | None = None
    """When projects without shares of their own are paid: at_start or over_building."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The rates that are given replace those there are."""
        return with_settings(
            instance, capital=altered(instance.settings.capital, "rate", source=source, **self.given())
        )

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """Each rate is one."""
        del instance
        for name, value in self.given().items():
            yield Claim(f"the {name} of capital", (), in_words(value))


class ChangeTravel(Change):
    """A way between a district and a centre: how long it takes, what serving people across it costs."""

    change: Literal["travel"]
    """Name of the change."""
    district: Id
    """Home district."""
    centre: Id
    """Centre."""
    minutes: NonNegative
    """Travel time one way [minutes]."""
    cost: NonNegative = 0.0
    """Cost of serving a person of the district at the centre [kNOK/person/year]."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The way is added, or replaces the one there is."""
        if not instance.travel:
            message = "changes travel, but the instance has no travel.csv: every centre can be used from everywhere"
            raise ChangeError("change", message)
        pair = (self.district, self.centre)
        row = made(Travel, "minutes", {**self.given(), "cost": self.cost, "source": source})
        if pair not in {(one.district, one.centre) for one in instance.travel}:
            return with_rows(instance, "travel", (*instance.travel, row))
        return map_rows(instance, "travel", lambda one: (one.district, one.centre) == pair, lambda _: row)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """It takes so long and costs so much."""
        del instance
        says = f"{self.minutes:g} minutes, cost {self.cost:g}"
        yield Claim("travel between a district and a centre:", (self.district, self.centre), says)


CHANGES = (ChangeFrame, FrameGrowth, TransitionMoney, ScaleCosts, CentreCost, DischargeFee, ChangeCapital, ChangeTravel)
