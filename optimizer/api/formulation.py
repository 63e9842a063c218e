"""What the program describes of itself: the formulation, and the formats that it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations

    from leonplan.models.catalog import Catalogue


def formulation() -> Catalogue:
    """Every set, number, decision, rule and goal of the formulation, with unit, formula and source."""
    from leonplan.models.catalog import describe

    return describe()


def formulation_page() -> str:
    """The formulation as a page of Markdown, ``models/README.md``."""
    from leonplan.models.catalog import page

    return page()


def instance_schema() -> dict[str, Any]:
    """The JSON Schema of an instance: the settings, and the rows of every table with their file and key."""
    from leonplan.optimizer.instance.describe_schema import json_schema

    return json_schema()


def what_if_schema() -> dict[str, Any]:
    """The JSON Schema of a what-if file: every change with its fields."""
    from leonplan.optimizer.what_if.describe_what_if import what_if_schema as schema

    return schema()


def factors_schema() -> dict[str, Any]:
    """The JSON Schema of the factors of many futures, ``futures.yaml``: every distribution with its fields."""
    from leonplan.optimizer.futures.describe_factors import factors_schema as schema

    return schema()


def translations(package: str, language: Literal["nb", "en"]) -> NullTranslations:
    """The texts of a package's ``locale/LANGUAGE.po``, from the English of its code; package: its dotted name.

    Raises UsageError if the extra ``report`` is not installed.
    """
    from leonplan.optimizer.report import require_extra

    require_extra()
    from leonplan.optimizer.report.catalogue import read_catalogue

    return read_catalogue(package, language)
