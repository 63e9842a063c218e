"""Choosing another population variant or horizon when solving."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults.folder import GOOD, edited, write_folder

from leonplan.optimizer.errors import InputError, UsageError
from leonplan.optimizer.instance.load import load_instance
from leonplan.optimizer.what_if.chosen import overlay

LOW = GOOD["population.csv"] + "".join(
    f"low,{year},,{band},{persons},paper\n"
    for year in (2025, 2026, 2027, 2028)
    for band, persons in (("young", 800), ("old", 100))
)
"""A second variant."""


def test_nothing_chosen_changes_nothing(tmp_path: Path) -> None:
    instance = load_instance(write_folder(tmp_path, {}))
    assert overlay(instance) is instance


def test_horizon_and_population_are_overridden_in_a_copy(tmp_path: Path) -> None:
    instance = load_instance(write_folder(tmp_path, {"population.csv": LOW}))
    yearly = overlay(instance, horizon="yearly").settings
    assert yearly.horizon.periods == (2025, 2026, 2027, 2028)
    assert yearly.horizon.base_year == 2025
    assert overlay(instance, population="low").settings.population_variant == "low"
    assert instance.settings.horizon.periods == (2025, 2026, 2028)
    assert instance.settings.population_variant == "main"


def test_names_that_are_not_there_are_refused_with_the_choices(tmp_path: Path) -> None:
    instance = load_instance(write_folder(tmp_path, {"population.csv": LOW}))
    with pytest.raises(
        UsageError, match="'high' is not a population variant of the instance; choose one of: low, main"
    ):
        overlay(instance, population="high")
    with pytest.raises(UsageError, match="'daily' is not a horizon of the instance; choose one of: yearly"):
        overlay(instance, horizon="daily")


def test_an_instance_without_variants_says_so(tmp_path: Path) -> None:
    edit = edited("instance.yaml", "  variants:\n    yearly: [2025, 2026, 2027, 2028]\n", "")
    instance = load_instance(write_folder(tmp_path, edit))
    with pytest.raises(UsageError, match="the instance names none"):
        overlay(instance, horizon="yearly")


def test_a_choice_that_does_not_hold_together_is_wrong_input(tmp_path: Path) -> None:
    """Without its rows of 2027 the low variant lacks a year of the yearly horizon; loading only warns of that."""
    text = "".join(line for line in LOW.splitlines(keepends=True) if not line.startswith("low,2027"))
    instance = load_instance(write_folder(tmp_path, {"population.csv": text}))
    with pytest.raises(InputError, match="2027"):
        overlay(instance, population="low", horizon="yearly")
