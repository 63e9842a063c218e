"""Changes of need: more or fewer inhabitants or in need, a comparison group, healthier ageing, another projection."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Annotated, Literal

from pydantic import Field

from leonplan.optimizer.demand.project_demand import ALL_VARIANTS, between
from leonplan.optimizer.reading.plain_words import suggestion
from leonplan.optimizer.schema.base import Growth, Id, Share, Year
from leonplan.optimizer.schema.edit import map_rows, with_rows, with_settings
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Tightening
from leonplan.optimizer.schema.tables import NeedFactor
from leonplan.optimizer.schema.years import base_year
from leonplan.optimizer.what_if.change import Change, ChangeError, Claim
from leonplan.optimizer.what_if.edit import altered, first_year, is_among, made

Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class ScaleNeed(Change):
    """More or less need, besides what the population does, e.g. by other criteria."""

    change: Literal["scale_need"]
    """Name of the change."""
    factor: Factor
    """What need is multiplied by, e.g. 0.95 for 5 % less."""
    groups: tuple[Id, ...] = ()
    """Need groups; none: all."""
    districts: tuple[Id, ...] = ()
    """Home districts; none: all."""
    from_year: Year | None = None
    """First year with the whole factor; none: the first decided one."""
    to_year: Year | None = None
    """Last year with the factor; none: it stays."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Factors on need are multiplied in, where there are some already."""
        begin, end = first_year(instance, self.from_year), self.to_year
        base = instance.settings.horizon.base_year
        if base is not None and begin <= base:
            raise ChangeError("from_year", f"{begin} is not after the base year {base}, which is given")
        if end is not None and end < begin:
            raise ChangeError("to_year", f"{end} is before from_year {begin}; give a later year")
        groups = [group.id for group in instance.settings.groups if is_among(self.groups)(group.id)]
        for key in product(groups, self.districts or (None,)):
            instance = self._scaled(instance, source, key, begin)
        return instance

    def _scaled(self, instance: Instance, source: str, key: tuple[str, str | None], begin: int) -> Instance:
        points = {row.year: row.factor for row in instance.need_factors if (row.group, row.district) == key}
        steps = {begin - 1: 1.0, begin: self.factor}
        if self.to_year is not None:
            steps |= {self.to_year: self.factor, self.to_year + 1: 1.0}
        others = [row for row in instance.need_factors if (row.group, row.district) != key]
        group, district = key
        rows = [
            made(
                NeedFactor, "factor",
                {"group": group, "district": district, "year": year, "source": source,
                 "factor": between(points or {begin: 1.0}, year) * between(steps, year)},
            )
            for year in sorted({*points, *steps})
        ]  # fmt: skip
        return with_rows(instance, "need_factors", [*others, *rows])


class Tighten(Change):
    """Need rates move towards those of a comparison group, e.g. KOSTRA group 10."""

    change: Literal["tighten"]
    """Name of the change."""
    comparison: Id
    """Name in the comparison table."""
    share: Share = 1.0
    """How much of the difference is closed in the end [share]."""
    from_year: Year | None = None
    """Last year with the municipality's own rates; none: the base year."""
    to_year: Year
    """First year with the whole share closed; linear between."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """Replaces any tightening there is."""
        del source
        known = list(dict.fromkeys(row.comparison for row in instance.comparison))
        if self.comparison not in known:
            message = (
                f"'{self.comparison}' is not in comparison.csv of the instance; {suggestion(self.comparison, known)}"
            )
            raise ChangeError("comparison", message)
        begin = base_year(instance.settings.horizon) if self.from_year is None else self.from_year
        if self.to_year <= begin:
            raise ChangeError(
                "to_year", f"{self.to_year} is not after {begin}, the last year before; give a later year"
            )
        rule = Tightening(comparison=self.comparison, share=self.share, from_year=begin, to_year=self.to_year)
        return with_settings(instance, tightening=rule)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one tightening."""
        del instance
        says = f"{self.share:g} of the way to '{self.comparison}', {self.from_year or 'base year'} to {self.to_year}"
        yield Claim("the tightening", (), says)


class AddTrend(Change):
    """Need rates rise or fall by a yearly rate, e.g. -0.005 for healthier ageing."""

    change: Literal["add_trend"]
    """Name of the change."""
    yearly: Growth
    """Added to the yearly relative change of the need rates after the base year [1/year]."""
    groups: tuple[Id, ...] = ()
    """Need groups; none: all."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The groups' trends are raised by the rate."""
        wanted = is_among(self.groups)
        return map_rows(
            instance, "groups", lambda group: wanted(group.id),
            lambda group: altered(group, "yearly", trend=group.trend + self.yearly, source=source),
        )  # fmt: skip


class ScalePopulation(Change):
    """More or fewer inhabitants than projected: by nothing in the base year, then more and more."""

    change: Literal["scale_population"]
    """Name of the change."""
    factor: Factor
    """What the inhabitants are multiplied by in the end, e.g. 1.1 for a tenth more."""
    to_year: Year
    """First year with the whole factor; linear from the base year."""
    age_bands: tuple[Id, ...] = ()
    """Age bands; none: all."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The rows of the variant that is planned for are multiplied; other variants stay."""
        begin, chosen = base_year(instance.settings.horizon), instance.settings.population_variant
        if self.to_year <= begin:
            raise ChangeError("to_year", f"{self.to_year} is not after the base year {begin}; give a later year")
        wanted, steps = is_among(self.age_bands), {begin: 1.0, self.to_year: self.factor}
        return map_rows(
            instance, "population", lambda row: row.variant in (chosen, ALL_VARIANTS) and wanted(row.age_band),
            lambda row: altered(
                row, "factor", persons=row.persons * between(steps, row.year), source=source
            ),
        )  # fmt: skip


class UsePopulation(Change):
    """Another variant of the population projection."""

    change: Literal["population_variant"]
    """Name of the change."""
    variant: Id
    """Variant, a value of the column ``variant`` of the population."""

    def apply(self, instance: Instance, source: str) -> Instance:
        """The variant is chosen."""
        del source
        known = sorted({row.variant for row in instance.population} - {ALL_VARIANTS})
        if self.variant not in known:
            message = (
                f"'{self.variant}' is no variant in population.csv of the instance; {suggestion(self.variant, known)}"
            )
            raise ChangeError("variant", message)
        return with_settings(instance, population_variant=self.variant)

    def claims(self, instance: Instance) -> Iterator[Claim]:
        """There is one variant."""
        del instance
        yield Claim("the population variant", (), f"'{self.variant}'")


CHANGES = (ScaleNeed, Tighten, AddTrend, ScalePopulation, UsePopulation)
