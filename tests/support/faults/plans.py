"""Faults: frames, projects, programmes, policies and goals."""

from __future__ import annotations

from faults.edits import (
    PEERS,
    SETTINGS,
    TIGHT,
    Cases,
    line_of,
    settings,
    with_goals,
    with_policy,
)
from faults.folder import INSTANCE, edited

NEVER = """id,name,centre,kind,cost,max_count,decided,requires,source
wing,New wing,hill,build,5000,0,{wing},,paper
close,Close a ward,hill,close,0,1,{close},wing,paper
"""
"""The projects, the first of which may be carried out 0 times."""

FAULTS: Cases = {
    "frame missing for the last year": (
        edited("frames.csv", "2028,", "2027,"),
        ("frames.csv", 1, "year"),
        ("no frame for 2028", "add rows"),
    ),
    "window the wrong way round": (
        edited("projects.csv", "2026,2027,true", "2027,2026,true"),
        ("projects.csv", 2, "earliest"),
        ("2027 is after latest 2026", "swap"),
    ),
    "project after the horizon": (
        edited("projects.csv", "2026,2027,true", "2035,,true"),
        ("projects.csv", 2, "earliest"),
        ("2035 is after the last year 2028", "although it is decided"),
    ),
    "project before the first decided year": (
        edited("projects.csv", "2026,2027,true", "2020,2025,true"),
        ("projects.csv", 2, "latest"),
        ("2025 is before the first decided year 2026",),
    ),
    "project that excludes itself": (
        edited("projects.csv", "true,,,", "true,wing,,"),
        ("projects.csv", 2, "excludes"),
        ("'wing' excludes itself", "remove"),
    ),
    "outlay that is not all paid": (
        edited("projects.csv", "id,name,centre,kind,cost,earliest,latest,decided,excludes,requires,source\nwing,New wing,hill,"
               "build,5000,2026,2027,true,,,paper\nclose,Close a ward,hill,close,0,,,false,,wing,paper\n",
               "id,name,centre,kind,cost,lead_time,outlay,source\nwing,New wing,hill,build,5000,2,0.25 0.5,paper\n"
               "close,Close a ward,hill,close,0,,,paper\n"),
        ("projects.csv", 2, "outlay"),
        ("0.75", "not to 1", "correct"),
    ),
    "outlay for longer than it is built": (
        edited("projects.csv", "id,name,centre,kind,cost,earliest,latest,decided,excludes,requires,source\nwing,New wing,hill,"
               "build,5000,2026,2027,true,,,paper\nclose,Close a ward,hill,close,0,,,false,,wing,paper\n",
               "id,name,centre,kind,cost,lead_time,outlay,source\nwing,New wing,hill,build,5000,1,0.25 0.75,paper\n"
               "close,Close a ward,hill,close,0,,,paper\n"),
        ("projects.csv", 2, "outlay"),
        ("2 shares", "1 building years", "leave out"),
    ),
    "project required and excluded": (
        edited("projects.csv", "false,,wing,", "false,wing,wing,"),
        ("projects.csv", 3, "requires"),
        ("'wing' is required and excluded", "remove"),
    ),
    "requirements in a circle": (
        edited("projects.csv", "true,,,", "true,,close,"),
        ("projects.csv", 2, "requires"),
        ("wing requires close requires wing", "remove"),
    ),
    "decided project that may never be done": (
        {"projects.csv": NEVER.format(wing="true", close="false")},
        ("projects.csv", 2, "max_count"),
        ("0", "'wing' never happens", "decided"),
    ),
    "decided project that requires one that may never be done": (
        {"projects.csv": NEVER.format(wing="false", close="true")},
        ("projects.csv", 3, "requires"),
        ("'wing' is required by 'close'", "never happens"),
    ),
    "decided projects that exclude each other": (
        edited("projects.csv", "false,,wing,", "true,wing,,"),
        ("projects.csv", 3, "excludes"),
        ("'wing' is excluded by 'close'", "both are decided"),
    ),
    "more places removed than there are": (
        edited("project_places.csv", "nursing,-8", "nursing,-25"),
        ("project_places.csv", 3, "change"),
        ("-25", "(24)", "correct"),
    ),
    "project places that change nothing": (
        edited("project_places.csv", "nursing,8", "nursing,0"),
        ("project_places.csv", 2, "change"),
        ("0 changes nothing",),
    ),
    "programme effect of both kinds": (
        edited("programme_effects.csv", "0.3,,0.2", "0.3,0.1,0.2"),
        ("programme_effects.csv", 2, "need_reduction"),
        ("0.1", "0.2", "give one of them"),
    ),
    "programme effect of neither kind": (
        edited("programme_effects.csv", "0.3,,0.2", "0.3,,"),
        ("programme_effects.csv", 2, "need_reduction"),
        ("blank or 0", "give one of them"),
    ),
    "fewer in need at a level": (
        edited("programme_effects.csv", "0.3,,0.2", "0.3,0.2,"),
        ("programme_effects.csv", 2, "level"),
        ("'home_care'", "leave it blank"),
    ),
    "hours saved at no level": (
        edited("programme_effects.csv", "frail,home_care,", "frail,,"),
        ("programme_effects.csv", 2, "level"),
        ("blank", "name the level"),
    ),
    "hours saved in places": (
        edited("programme_effects.csv", "frail,home_care,", "dementia,nursing,"),
        ("programme_effects.csv", 2, "level"),
        ("'nursing' is in places", "at home"),
    ),
    "hours saved where nobody is served": (
        {**edited("services.csv", "dementia,home_care,0.5,paper\n", ""),
         **edited("programme_effects.csv", "frail,home_care,", "dementia,home_care,")},
        ("programme_effects.csv", 2, "level"),
        ("'dementia' is not served at 'home_care'",),
    ),
    "discharge without a fee": (
        settings("severity: 1,", "severity: 1, discharge_ready: true,"),
        (SETTINGS, line_of(INSTANCE, "severity: 1,"), "groups[frail].discharge_ready"),
        ("'frail'", "add discharge_fee"),
    ),
    "tightening that takes no time": (
        {SETTINGS: TIGHT.replace("2028", "2026") + INSTANCE} | PEERS,
        (SETTINGS, 1, "tightening.to_year"),
        ("2026 is not after", "later"),
    ),
    "coverage from no band's age": (
        {SETTINGS: f"policies: {{coverage_norm: {{on: true, at_least: 0.1, age: 67}}}}\n{INSTANCE}".replace(
            "long_stay: true,", "long_stay: true, round_the_clock: true,")},
        (SETTINGS, 1, "policies.coverage_norm.age"),
        ("67", "choose from 0, 80"),
    ),
    "coverage without bounds": (
        {SETTINGS: f"policies: {{coverage_norm: {{on: true}}}}\n{INSTANCE}".replace(
            "long_stay: true,", "long_stay: true, round_the_clock: true,")},
        (SETTINGS, 1, "policies.coverage_norm"),
        ("at_least", "at_most"),
    ),
    "coverage bounds the wrong way round": (
        {SETTINGS: f"policies: {{coverage_norm: {{on: true, at_least: 0.3, at_most: 0.2}}}}\n{INSTANCE}".replace(
            "long_stay: true,", "long_stay: true, round_the_clock: true,")},
        (SETTINGS, 1, "policies.coverage_norm.at_least"),
        ("0.3", "0.2", "swap"),
    ),
    "coverage by no places": (
        with_policy("coverage_norm: {on: true, at_least: 0.1}"),
        (SETTINGS, 1, "policies.coverage_norm"),
        ("round_the_clock: true",),
    ),
    "share of the ladder of nothing": (
        with_policy("ladder_share: {on: true, step: 1}"),
        (SETTINGS, 1, "policies.ladder_share"),
        ("does not say at_least and source", "give them"),
    ),
    "share of the whole ladder": (
        with_policy("ladder_share: {on: true, step: 9, at_least: 0.3, source: paper}"),
        (SETTINGS, 1, "policies.ladder_share.step"),
        ("9 does not part the levels", "choose from"),
    ),
    "share of the ladder from an unknown source": (
        with_policy("ladder_share: {on: true, step: 1, at_least: 0.3, source: papre}"),
        (SETTINGS, 1, "policies.ladder_share.source"),
        ("'papre' is not among the sources", "did you mean 'paper'"),
    ),
    "proximity without travel": (
        with_policy("proximity: {on: true, share: 0.5}") | {"travel.csv": ""},
        (SETTINGS, 1, "policies.proximity.on"),
        ("no travel.csv", "switch the policy off"),
    ),
    "reception of nobody": (
        with_policy("discharge_ready_received: {on: true}"),
        (SETTINGS, 1, "policies.discharge_ready_received.on"),
        ("no group has discharge_ready", "switch the policy off"),
    ),
    "goal named twice": (
        with_goals("frame: [unmet, spend, unmet]"),
        (SETTINGS, 1, "goals.frame[#3]"),
        ("'unmet' is named before", "keep it once"),
    ),
    "no goals": (with_goals("cover: []"), (SETTINGS, 1, "goals.cover"), ("names no goal", "at least one")),
    "step without goals": (
        with_goals("cover: [{}]"),
        (SETTINGS, 1, "goals.cover[#1]"),
        ("names no goal", "give a goal"),
    ),
    "goal limited twice": (
        {SETTINGS: f"limits: [{{goal: unmet, at_most: 1}}, {{goal: unmet, at_most: 2}}]\n{INSTANCE}"},
        (SETTINGS, 1, "limits[#2].goal"),
        ("'unmet' is limited before", "stricter"),
    ),
}  # fmt: skip
