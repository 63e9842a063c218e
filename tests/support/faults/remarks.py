"""Warnings: what does not stop a plan."""

from __future__ import annotations

from faults.decisions import decided
from faults.edits import (
    FEE,
    SETTINGS,
    Cases,
    added,
    line_of,
    settings,
)
from faults.folder import GOOD, INSTANCE, edited


def with_lead_time(years: int, is_decided: str) -> dict[str, str]:
    """The good folder whose wing takes some years."""
    heading, _, rest = GOOD["projects.csv"].partition("\n")
    wing = rest.replace("true,", f"{is_decided},").replace("build,5000,2026,2027", f"build,5000,{years},2026,")
    rows = wing.replace("close,0,", "close,0,0,")
    return {"projects.csv": heading.replace("cost,", "cost,lead_time,") + "\n" + rows}


WARNINGS: Cases = {
    "a KOSTRA function that is not one of care": (
        {"kostra.csv": "level,function,source\nnursing,352,paper\n"},
        ("kostra.csv", 2, "function"),
        ("352 is no function of care", "253, 254", "see that it is meant"),
    ),
    "another variant with gaps": (
        added("population.csv", "high,2025,,old,100,paper"),
        ("population.csv", 1, "persons"),
        ("'high'", "add it"),
    ),
    "shares end before the horizon": (
        added("district_shares.csv", "2026,north,0.6,paper", "2026,south,0.4,paper"),
        ("district_shares.csv", 1, "year"),
        ("2027, 2028", "nearest year"),
    ),
    "group that needs nothing": (
        edited("needs.csv", "dementia,old,,365,160,paper\n", "") | {"current_service.csv": ""},
        (SETTINGS, line_of(INSTANCE, "- {id: dementia"), "groups[dementia]"),
        ("'dementia'", "needs.csv"),
    ),
    "sound service of light need": (
        settings("severity: 3,", "severity: 3, sound: 0.7,"),
        (SETTINGS, line_of(INSTANCE, "- {id: dementia"), "groups[dementia].sound"),
        ("0.7", "'dementia' is not heavy", "heavy: true"),
    ),
    "fee for nobody": ({SETTINGS: FEE + INSTANCE}, (SETTINGS, 1, "discharge_fee"), ("no group has discharge_ready",)),
    "long stay from which all leave": (
        settings(", turnover: 0.3", ""),
        (SETTINGS, line_of(INSTANCE, "turnover"), "levels[nursing].turnover"),
        ("every year",),
    ),
    "centre that nobody reaches": (
        added("centres.csv", "far,Far,,paper"),
        ("centres.csv", 3, "id"),
        ("'far' is reached from no district",),
    ),
    "centre without places": (added("centres.csv", "far,Far,,paper"), ("centres.csv", 3, "id"), ("no places and no",)),
    "level for nobody": (
        settings("levels:\n", "levels:\n  - {id: day, name: Day, step: 0, at_home: true, source: paper}\n"),
        (SETTINGS, line_of(INSTANCE, "- {id: home_care"), "levels[day]"),
        ("'day'", "serves nobody"),
    ),
    "base year without service": (
        {"current_service.csv": ""},
        (SETTINGS, line_of(INSTANCE, "base_year"), "horizon.base_year"),
        ("current_service.csv is not there",),
    ),
    "service that takes no work": (
        edited("staffing.csv", "home_care,,assistant", "home_care,frail,assistant"),
        ("services.csv", 3, "level"),
        ("'dementia' at 'home_care'", "nobody's work"),
    ),
    "category without work": (
        {**edited("staffing.csv", "nursing,,nurse,0.3,2,paper\n", ""), "programme_staff.csv": "",
         **settings("    may_do: [assistant]\n", "")},
        (SETTINGS, line_of(INSTANCE, "- id: nurse"), "staff[nurse]"),
        ("'nurse' has no work",),
    ),
    "project that changes no places": (
        edited("project_places.csv", "close,hill,nursing,-8,paper\n", ""),
        ("projects.csv", 3, "id"),
        ("'close'", "no places change"),
    ),
    "project that is never ready": (
        with_lead_time(3, "false"),
        ("projects.csv", 2, "lead_time"),
        ("3 years from 2026", "end in 2029", "after the last year 2028", "never started"),
    ),
    "decided project that is ready too late": (
        with_lead_time(3, "true"),
        ("projects.csv", 2, "lead_time"),
        ("3 years from 2026", "end in 2029", "started as decided", "no grant"),
    ),
    "start decided by hand that is ready too late": (
        with_lead_time(2, "false") | decided("start,wing,,,,2027,,"),
        ("decisions.csv", 2, "year"),
        ("2027: 'wing' is then ready in 2030", "after the last year 2028"),
    ),
    "programme without effect": (
        {"programme_effects.csv": ""},
        ("programmes.csv", 2, "id"),
        ("'reable'", "does nothing"),
    ),
    "programme after the horizon": (
        edited("programmes.csv", "2026", "2040"),
        ("programmes.csv", 2, "first_year"),
        ("2040 is after the last year 2028",),
    ),
    "policy after the horizon": (
        {SETTINGS: f"policies: {{coverage_norm: {{on: true, at_least: 0.1, from_year: 2050}}}}\n{INSTANCE}".replace(
            "long_stay: true,", "long_stay: true, round_the_clock: true,")},
        (SETTINGS, 1, "policies.coverage_norm.from_year"),
        ("2050 is after the last year 2028",),
    ),
    "share of the ladder after the horizon": (
        {SETTINGS: "policies: {ladder_share: {on: true, step: 1, at_least: 0.3, from_year: 2050, source: paper}}\n" + INSTANCE},
        (SETTINGS, 1, "policies.ladder_share.from_year"),
        ("2050 is after the last year 2028",),
    ),
    "pay in kroner": (
        settings("pay: 800\n", "pay: 800000\n"),
        (SETTINGS, line_of(INSTANCE, "pay: 800"), "staff[nurse].pay"),
        ("800000 kNOK/FTE/year", "620 to 800", "SSB", "divide by 1000"),
    ),
    "service in kroner": (
        {"services.csv": "group,level,relief,other_cost,source\nfrail,home_care,,20000,paper\n"
         "dementia,home_care,0.5,,paper\ndementia,nursing,,,paper\n"},
        ("services.csv", 2, "other_cost"),
        ("20000 kNOK", "up to 1700", "KOSTRA", "divide by 1000"),
    ),
    "building in kroner": (
        edited("projects.csv", "build,5000,", "build,5000000,"),
        ("projects.csv", 2, "cost"),
        ("625000 kNOK per place", "up to 8750", "Biri", "5e+06 for 8 places", "divide by 1000"),
    ),
    "trend in per cent": (
        settings("lowest_level: home_care, severity: 1,", "lowest_level: home_care, severity: 1, trend: -0.5,"),
        (SETTINGS, line_of(INSTANCE, "- {id: frail"), "groups[frail].trend"),
        ("0.5 a year", "up to 0.025", "SSB 04686", "write 0.02 for 2 %"),
    ),
    "frame in kroner": (
        edited("frames.csv", "2025,9000,", "2025,9000000,"),
        ("frames.csv", 2, "operating"),
        ("9e+06 kNOK", "14000 kNOK", "divide by 1000"),
    ),
    "frame for investment in kroner": (
        edited("frames.csv", "9500,5000,", "9500,5000000,"),
        ("frames.csv", 3, "investment"),
        ("more than 10 times", "5000 kNOK", "divide by 1000"),
    ),
    "source of nothing": (
        {SETTINGS: INSTANCE + "  - {id: rumour, title: Heard, year: 2025, kind: assumption}\n"},
        (SETTINGS, INSTANCE.count("\n") + 1, "sources[rumour]"),
        ("'rumour' is the source of nothing",),
    ),
}  # fmt: skip
