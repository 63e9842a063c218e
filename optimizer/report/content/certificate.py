"""How sure the plan is, and how it is made again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from leonplan.optimizer.report.content.deciding import population_name
from leonplan.optimizer.report.content.tables import plain
from leonplan.optimizer.report.content.view import View
from leonplan.optimizer.report.document import Block, Cell, Column, Facts, Heading, Number, Paragraph, Table
from leonplan.optimizer.report.words import date_text
from leonplan.optimizer.schema.settings import Goal, Mode
from leonplan.optimizer.words import vocabulary as v

INPUTS = "instance/"
"""Where a run keeps what was solved."""

LARGE = 1000.0
"""Values of goals from this on are shown whole."""


def certificate_chapter(view: View) -> Iterator[Block]:
    """The chapter."""
    w = view.words
    yield Heading(1, w.say("Certificate"), "certificate")
    yield Paragraph(
        w.say(
            "The plan was found by optimisation, one goal after the other, and checked by arithmetic "
            "that shares nothing with the optimiser. Everything in this report is taken from the "
            "sealed folder of that run."
        )
    )
    yield Facts(tuple(_facts(view)))
    yield _goals(view)
    yield Heading(2, w.say("Checked by arithmetic"), "certificate-checks")
    yield from _checks(view)
    yield Heading(2, w.say("Made with"), "certificate-versions")
    yield _versions(view)
    yield Heading(2, w.say("Fingerprints of the inputs"), "certificate-inputs")
    yield _inputs(view)


def _facts(view: View) -> Iterator[tuple[str, Cell]]:
    w, plan, told = view.words, view.plan, view.manifest
    mode = w.say("Money and staff are limits, need gives way") if plan.mode is Mode.FRAME else w.say("Need first")
    yield w.say("Mode"), mode
    yield w.say("Status"), w.word(v.STATUSES[plan.status])
    yield w.say("Allowed gap in a goal"), Number(100 * plan.settings.gap, 2, "%")
    yield w.say("Population projection"), population_name(w, plan.instance.settings.population_variant)
    yield w.say("Solved"), date_text(datetime.datetime.fromisoformat(str(told["written"])).date(), w.language)
    yield w.say("Command that makes it again"), str(told["command"])
    yield w.say("Seal of the run (SHA-256)"), str(told["seal"])


def _goals(view: View) -> Table:
    w = view.words
    rows: list[tuple[Cell, ...]] = []
    for row in view.plan.goals:
        known = row.goal in set(Goal)
        rows.append(
            (
                f"{row.step}. {w.word(v.GOALS[row.goal]) if known else row.goal}",
                w.word(v.UNITS[row.unit]) if known else row.unit,
                _value(row.value),
                w.say("unknown") if row.bound is None else _value(row.bound),
                w.say("unknown") if row.gap is None else Number(100 * row.gap, 3, "%"),
            )
        )
    return plain(
        id="certificate-goals",
        caption=w.say("Goals in the order in which they were taken; less is better, over all years"),
        stub=w.say("Goal"),
        columns=[
            Column(w.say("Unit")),
            Column(w.say("The plan"), numeric=True),
            Column(w.say("No plan has less than"), numeric=True),
            Column(w.say("Gap"), numeric=True),
        ],
        rows=rows,
        note=" ".join(_order(view)),
    )


def _order(view: View) -> Iterator[str]:
    """How the goals give way to one another: later ones to earlier ones, but for what the overrun may be exceeded by."""
    w = view.words
    yield w.say("A later goal is only improved as long as the earlier ones are kept.")
    slack = next((row.slack for row in view.plan.goals if row.goal == Goal.OVERRUN), 0.0)
    if slack:
        yield w.say(
            "The least amount over the frames may be exceeded by {part} of the frames, {slack} over all years, for less unmet "
            "need.",
            part=Number(100 * view.instance.settings.overrun_slack, 1, "%"),
            slack=view.million(slack),
        )


def _value(value: float) -> Number:
    return Number(value, 0 if abs(value) >= LARGE else 2)


def _checks(view: View) -> Iterator[Block]:
    w, verification = view.words, view.plan.verification
    checks = () if verification is None else verification.checks
    yield Paragraph(
        w.count(
            "{number} rule was checked, and it holds.",
            "{number} rules were checked, and all of them hold.",
            len(checks),
        )
    )
    rows: list[tuple[Cell, ...]] = [
        (check.rule, f"{check.worst_violation:.1e}", f"{check.tolerance:.1e}", w.word(v.CHECK_UNITS[check.unit]))
        for check in checks
    ]
    yield plain(
        id="certificate-rules",
        caption=w.say("Rules, the most by which each is violated anywhere, and what is put down to rounding"),
        stub=w.say("Rule"),
        columns=[Column(w.say("Worst violation")), Column(w.say("Tolerance")), Column(w.say("Unit"))],
        rows=rows,
    )


def _versions(view: View) -> Table:
    w, told = view.words, view.manifest
    found = {str(told["program"]): str(told["version"]), **{name: str(one) for name, one in told["versions"].items()}}
    return plain(
        id="certificate-programs",
        caption=w.say("Programs and their versions"),
        stub=w.say("Program"),
        columns=[Column(w.say("Version"))],
        rows=[(name, version) for name, version in found.items()],
    )


def _inputs(view: View) -> Table:
    w = view.words
    files = sorted((path, digest) for path, digest in view.manifest["files"].items() if path.startswith(INPUTS))
    return plain(
        id="certificate-files",
        caption=w.say("SHA-256 of every file that the plan was made from"),
        stub=w.say("File"),
        columns=[Column("SHA-256")],
        rows=[(path.removeprefix(INPUTS), str(digest)) for path, digest in files],
    )
