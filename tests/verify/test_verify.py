"""Verification: what holds passes, and every rule fails where it is broken."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from broken_rules import BREAKS, PROJECT, add_row, decided, joint, stored
from tiny_plan import tiny, tiny_plan, with_part, with_policy, with_row, with_settings

from leonplan.optimizer.planning.plan_instance import plan_instance
from leonplan.optimizer.runs.run_folder import write_run
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Mode
from leonplan.optimizer.verify.ledger import RULES
from leonplan.optimizer.verify.verify import verify_plan, verify_run


def test_every_rule_can_be_broken() -> None:
    assert set(BREAKS) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_named(rule: str) -> None:
    found = BREAKS[rule](stored()).check()
    assert not found.ok
    assert rule in {check.rule for check in found.failed}
    assert all(check.where for check in found.failed)
    assert rule in str(found)


def test_what_holds_passes(tmp_path: Path) -> None:
    plan = tiny_plan()
    assert verify_plan(plan).ok
    run = write_run(plan, tmp_path / "run")
    found = verify_run(run.folder)
    assert found == plan.verification
    assert [check.rule for check in found.checks] == list(RULES)
    assert found.failed == ()
    assert str(found) == f"{len(RULES)} rules hold"


def sound_service() -> Instance:
    """Tiny with minimums, heavy need, reduced help at home for a quarter at most, and too little money for all of it."""
    instance = tiny()
    for index, share, heavy in ((0, 0.8, False), (1, 1.0, True), (2, 1.0, True)):
        minimum = {"share": share, "source": "paper"}
        instance = with_part(instance, "groups", index, minimum=minimum, heavy=heavy, spread=0.5)
    level = {"id": "reduced", "name": "Redusert", "step": 1, "at_home": True, "source": "paper"}
    instance = with_settings(instance, levels=[level, *instance.settings.model_dump()["levels"]])
    instance = add_row(instance, "services", group="home_help", level="reduced", relief=0.75, max_share=0.25)
    instance = add_row(instance, "staffing", level="reduced", category="care_worker", fte_per_person=0.15)
    return with_row(with_part(instance, "groups", 1, sound=0.9), "frames", 3, operating=29000)


def paid_over_the_years() -> Instance:
    """Tiny with outlay over the building years, which are three, and less to invest in each period."""
    capital = {**tiny().settings.capital.model_dump(), "outlay": "over_building"}
    instance = with_row(with_settings(tiny(), capital=capital), "projects", 0, lead_time=3)
    return with_row(with_row(instance, "frames", 1, investment=3000), "frames", 2, investment=2000)


def decisions_kept(fall: float) -> Instance:
    """Too little money for what has been decided, some of whom wait, and a programme that prevents some need."""
    instance = with_policy(
        with_row(sound_service(), "frames", 3, operating=24000), decisions_are_kept={"on": True, "fall": fall}
    )
    instance = with_row(instance, "programmes", 0, participants=3, decided_participants=5, growth_per_year=3)
    instance = add_row(
        instance, "programmes", id="gym", name="Trim", cost=1, first_year=2026, growth_per_year=4, participants=2
    )
    instance = add_row(
        instance, "programme_effects", programme="gym", group="dementia", eligible=0.5, need_reduction=0.5
    )
    return add_row(instance, "current_service", group="dementia", level="home_care", persons=1)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "instance",
    [
        pytest.param(lambda: with_policy(tiny(), equity={"on": True, "tolerance": 0.01}), id="equity"),
        pytest.param(lambda: with_policy(tiny(), proximity={"on": True, "share": 0.95, "minutes": 5}), id="proximity"),
        pytest.param(lambda: with_policy(tiny(), staff_growth={"on": True, "rate": 0.01}), id="staff growth"),
        pytest.param(lambda: with_policy(tiny(), residents_stay={"on": False}), id="residents may be moved"),
        pytest.param(lambda: with_policy(tiny(), coverage_norm={"on": True, "at_least": 0.02}), id="coverage"),
        pytest.param(
            lambda: with_policy(tiny(), ladder_share={"on": True, "step": 2, "at_least": 0.75, "source": "paper"}),
            id="share of the ladder",
        ),
        pytest.param(lambda: with_part(tiny(), "groups", 1, one_centre_per_district=True), id="catchments"),
        pytest.param(lambda: with_part(tiny(), "staff", 1, whole=True), id="whole posts"),
        pytest.param(lambda: with_part(tiny(), "groups", 0, spread=0.7, trend=0.02), id="spread and trend"),
        pytest.param(sound_service, id="sound service"),
        pytest.param(lambda: with_settings(sound_service(), tiers=1, goals={"overrun_slack": 0.0}), id="no slack"),
        pytest.param(lambda: with_part(tiny(), "levels", 1, occupancy=1.25, unit_size=3), id="occupancy"),
        pytest.param(
            lambda: with_row(with_row(tiny(), "places", 1, unit_size=2), "project_places", 0, unit_size=3),
            id="units of a house",
        ),
        pytest.param(
            lambda: with_part(tiny(), "levels", 1, by_contract=True, unit_size=None, unit_cost=0),
            id="places by contract",
        ),
        pytest.param(lambda: with_row(tiny(), "programmes", 0, decided_participants=6, participants=3), id="decided"),
        pytest.param(lambda: with_row(tiny(), "programmes", 0, max_participants=3), id="small programme"),
        pytest.param(lambda: decided(kind="start", project=PROJECT, year=2027), id="decided start"),
        pytest.param(
            lambda: decided(
                kind="places", centre="north_centre", level="nursing_home", year=2028, at_least=3.5, at_most=4
            ),
            id="decided places",
        ),
        pytest.param(
            lambda: decided(kind="serve", group="dementia", level="home_care", year=2030, at_least=2),
            id="decided service",
        ),
        pytest.param(
            lambda: decided(
                kind="serve", group="complex", level="nursing_home", centre="north_centre", year=2026, at_most=1.5
            ),
            id="decided service at a centre",
        ),
        pytest.param(lambda: joint("recruited", 4, "nurse", "care_worker"), id="recruits together"),
        pytest.param(lambda: joint("employed", 20), id="employed together, of whom too many stay"),
        pytest.param(lambda: joint("places", 13), id="places together"),
        pytest.param(lambda: decisions_kept(0.0), id="decisions kept"),
        pytest.param(lambda: decisions_kept(0.15), id="decisions kept but for 15 % a year"),
        pytest.param(
            lambda: with_row(with_row(tiny(), "frames", 3, operating=30000), "frames", 3, transition=700),
            id="transition",
        ),
        pytest.param(lambda: paid_over_the_years(), id="outlay over the building years"),
        pytest.param(
            lambda: with_row(tiny(), "projects", 0, outlay=(0.25, 0.75), lead_time=2, latest=2030),
            id="outlay by shares",
        ),
        pytest.param(lambda: with_row(tiny(), "travel", 1, cost=500), id="travel cost"),
        pytest.param(lambda: with_row(tiny(), "frames", 3, operating=27000), id="poor"),
        pytest.param(lambda: tiny().model_copy(update={"frames": ()}), id="no frames"),
        pytest.param(lambda: tiny().model_copy(update={"travel": ()}), id="no travel"),
        pytest.param(
            lambda: with_settings(tiny(), horizon={"base_year": 2025, "periods": range(2025, 2031)}), id="yearly"
        ),
        pytest.param(
            lambda: with_row(tiny(), "projects", 0, max_count=3, years_between=2, latest=2030, cost=3000, lead_time=1),
            id="repeats",
        ),
    ],
)
def test_formulation_and_arithmetic_agree(instance: Callable[[], Instance], mode: Mode) -> None:
    """Plans of the formulation hold by arithmetic written down a second time, to far below the declared tolerances."""
    found = plan_instance(instance(), mode=mode).verification
    assert found is not None
    assert found.ok, str(found)
    assert max(check.worst_violation / (check.tolerance or 1) for check in found.checks) < 0.1


def test_repeats_may_be_laid_out_over_the_years_of_a_period() -> None:
    """2026, then twice in the period 2027-2028: one start falls on each year if they may be one year apart."""
    begun = stored().with_line("projects", "", f"2028,{PROJECT},2,0")
    for apart, fails in ((1, False), (2, True)):
        instance = with_row(tiny(), "projects", 0, max_count=3, years_between=apart)
        failed = {check.rule for check in begun.with_instance(instance).check().failed}
        assert ("repeats_keep_their_distance" in failed) is fails


def test_idle_staff_who_could_relieve_somebody_are_noticed() -> None:
    """In the base year nurses are idle while agencies do care workers' work: less could have been hired in."""
    instance = with_part(with_part(tiny(), "staff", 0, employed=28.75), "staff", 1, employed=6.25)
    lines = stored(plan_instance(instance))
    assert lines.check().ok
    worse = (
        lines.with_line("covers", "2025,nurse,care_worker", None)
        .with_line("covers", "2025,care_worker", "2025,care_worker,care_worker,24,24")
        .with_line("staff", "2025,care_worker", "2025,care_worker,28.75,0,1,0,0,24")
    )
    assert "base_year_staff_share_the_work" in {check.rule for check in worse.check().failed}


@pytest.mark.parametrize(
    "text", ["", "x", "nan", "inf", "1/2", "1_000", "1e999999999", "0x10", "١", "1,5", "--1", " 1", "1e400000"]
)
def test_what_is_no_number_is_noticed_and_does_no_harm(text: str) -> None:
    harmed = stored().with_line("unserved", "", f'2028,complex,north,"{text}"')
    assert not harmed.check().ok


@pytest.mark.parametrize(
    "line", ["2028,complex,north", "2027,complex,north,0", "2028,nobody,north,0", "2028,complex,north,0,0", '"', "\x00"]
)
def test_malformed_lines_are_noticed(line: str) -> None:
    found = stored().with_line("unserved", "", line).check()
    assert "tables_are_whole" in {check.rule for check in found.failed}


def test_missing_and_foreign_tables_are_noticed() -> None:
    plain = stored()
    for texts in (
        {**plain.texts, "more.csv": ""},
        {name: text for name, text in plain.texts.items() if name != "flow.csv"},
    ):
        assert "tables_are_whole" in {check.rule for check in replace(plain, texts=texts).check().failed}


def test_checking_knows_nothing_of_what_is_checked() -> None:
    """The check runs without the formulation, the tables' makers, and the projection of demand."""
    code = (
        "import sys, leonplan.optimizer.verify.check_tables\n"
        "print(sorted(name for name in sys.modules if name.startswith('leonplan.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    for name in ("leonplan.models", "prepare", "demand", "plan'", "results", "solve", "pyomo", "highspy"):
        assert name not in done.stdout
