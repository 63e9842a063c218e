"""Faults: ids, years, references, inhabitants and need."""

from __future__ import annotations

from faults.edits import (
    PEERS,
    SETTINGS,
    TIGHT,
    Cases,
    added,
    line_of,
    settings,
)
from faults.folder import GOOD, INSTANCE, edited

FAULTS: Cases = {
    "id of a list given twice": (
        {SETTINGS: INSTANCE + "  - {id: paper, title: Again, year: 2025, kind: assumption}\n"},
        (SETTINGS, INSTANCE.count("\n") + 1, "sources[paper].id"),
        ("'paper' is given twice", f"line {INSTANCE.count(chr(10))}", "rename"),
    ),
    "levels out of order": (
        settings("groups:\n", "  - {id: day, name: Day, step: 2, at_home: true, source: paper}\ngroups:\n"),
        (SETTINGS, line_of(INSTANCE, "groups:"), "levels[day].step"),
        ("2 comes after 3", "ascending"),
    ),
    "age bands out of order": (
        settings("lowest: 80", "lowest: 0"),
        (SETTINGS, line_of(INSTANCE, "lowest: 80"), "age_bands[old].lowest"),
        ("0 comes after 0", "ascending"),
    ),
    "years out of order": (
        settings("[2025, 2026, 2028]", "[2025, 2028, 2026]"),
        (SETTINGS, line_of(INSTANCE, "periods:"), "horizon.periods[#3]"),
        ("2026 comes after 2028", "ascending"),
    ),
    "years of a variant out of order": (
        settings("[2025, 2026, 2027, 2028]", "[2025, 2027, 2027, 2028]"),
        (SETTINGS, line_of(INSTANCE, "yearly:"), "horizon.variants.yearly[#3]"),
        ("2027 comes after 2027", "once"),
    ),
    "base year not first": (
        settings("[2025, 2026, 2028]", "[2026, 2028]"),
        (SETTINGS, line_of(INSTANCE, "periods:"), "horizon.periods[#1]"),
        ("begins with 2026", "base year 2025"),
    ),
    "nothing to decide": (
        settings("[2025, 2026, 2027, 2028]", "[2025]"),
        (SETTINGS, line_of(INSTANCE, "yearly:"), "horizon.variants.yearly"),
        ("no year to decide", "at least one"),
    ),
    "unknown level of a group": (
        settings("lowest_level: nursing", "lowest_level: nursng"),
        (SETTINGS, line_of(INSTANCE, "lowest_level: nursing"), "groups[dementia].lowest_level"),
        ("'nursng' is not among the levels", "did you mean 'nursing'"),
    ),
    "unknown category to cover": (
        settings("may_do: [assistant]", "may_do: [asistant]"),
        (SETTINGS, line_of(INSTANCE, "may_do:"), "staff[nurse].may_do[#1]"),
        ("'asistant' is not among the staff", "did you mean 'assistant'"),
    ),
    "unknown source in the settings": (
        settings("discount_rate: 0.04, source: paper", "discount_rate: 0.04, source: papr"),
        (SETTINGS, line_of(INSTANCE, "capital:"), "capital.source"),
        ("'papr' is not among the sources", "did you mean 'paper'"),
    ),
    "unknown source in a table": (
        edited("places.csv", "16,paper", "16,papr"),
        ("places.csv", 2, "source"),
        ("'papr'", "did you mean 'paper'"),
    ),
    "unknown district": (
        added("travel.csv", "suoth,hill,5,paper"),
        ("travel.csv", 4, "district"),
        ("'suoth' is not in districts.csv", "did you mean 'south'"),
    ),
    "unknown centre": (
        added("places.csv", "hil,nursing,5,paper"),
        ("places.csv", 3, "centre"),
        ("'hil' is not in centres.csv", "did you mean 'hill'"),
    ),
    "unknown group": (added("needs.csv", "fril,old,0.1,,,paper"), ("needs.csv", 4, "group"), ("'fril'", "'frail'")),
    "unknown level": (
        added("services.csv", "frail,nursin,,paper"),
        ("services.csv", 5, "level"),
        ("'nursin'", "'nursing'"),
    ),
    "unknown age band": (
        added("needs.csv", "frail,ld,0.1,,,paper"),
        ("needs.csv", 4, "age_band"),
        ("'ld' is not among the age bands", "'old'"),
    ),
    "unknown category": (
        {"competence.csv": "level,category,minimum_share,source\nnursing,nurs,0.2,paper\n"},
        ("competence.csv", 2, "category"),
        ("'nurs'", "'nurse'"),
    ),
    "unknown project": (
        added("project_places.csv", "wng,hill,nursing,1,paper"),
        ("project_places.csv", 4, "project"),
        ("'wng' is not in projects.csv", "'wing'"),
    ),
    "unknown project required": (
        edited("projects.csv", "false,,wing,", "false,,wng,"),
        ("projects.csv", 3, "requires"),
        ("'wng'", "'wing'"),
    ),
    "unknown programme": (
        added("programme_staff.csv", "reabel,nurse,0.1,paper"),
        ("programme_staff.csv", 3, "programme"),
        ("'reabel'", "'reable'"),
    ),
    "unknown population variant": (
        {SETTINGS: f"population_variant: man\n{INSTANCE}"},
        (SETTINGS, 1, "population_variant"),
        ("'man'", "did you mean 'main'"),
    ),
    "unknown comparison": (
        {SETTINGS: TIGHT.replace("peers", "pers") + INSTANCE} | PEERS,
        (SETTINGS, 1, "tightening.comparison"),
        ("'pers'", "did you mean 'peers'"),
    ),
    "population missing for a variant of the horizon": (
        edited("population.csv", "main,2027,,old,100,paper\n", ""),
        ("population.csv", 1, "persons"),
        ("2027", "'old'", "whole municipality", "add it"),
    ),
    "population by district and whole": (
        added("population.csv", "main,2026,north,old,60,paper"),
        ("population.csv", line_of(GOOD["population.csv"], "main,2026,,old"), "district"),
        ("2026", "line 10", "keep one"),
    ),
    "district shares missing": (
        {"district_shares.csv": ""},
        ("district_shares.csv", None, "district"),
        ("no share for 'north'", "add it"),
    ),
    "district shares not 1": (
        edited("district_shares.csv", "0.4", "0.3"),
        ("district_shares.csv", 2, "share"),
        ("2025 are 0.9 together", "must be 1"),
    ),
    "district without share in a year": (
        added("district_shares.csv", "2028,north,1,paper"),
        ("district_shares.csv", 4, "district"),
        ("'south' in 2028", "every district"),
    ),
    "need rate given twice": (
        edited("needs.csv", "frail,old,0.2,,", "frail,old,0.2,5,"),
        ("needs.csv", 2, "rate"),
        ("0.2", "beside stays", "give the rate, or"),
    ),
    "stays and days for more than everybody": (
        edited("needs.csv", "365,160", "3650,160"),
        ("needs.csv", 3, "stays_per_1000"),
        ("3650 stays of 160 days", "1.6 persons in need for each inhabitant", "more than 1"),
    ),
    "need rate not given": (
        edited("needs.csv", "365,160", "365,"),
        ("needs.csv", 3, "rate"),
        ("is blank", "both stays_per_1000 and days_per_stay"),
    ),
    "more inhabitants than can be counted": (
        edited("population.csv", "main,2026,,young,900", "main,2026,,young,101000000"),
        ("population.csv", 4, "persons"),
        ("1.01e+08", "inhabitants in a year", "more than 1e+08", "correct it"),
    ),
    "more staff than can be counted": (
        settings("employed: 10\n    pay: 800", "employed: 2.0e+8\n    pay: 800"),
        (SETTINGS, line_of(INSTANCE, "employed: 10"), "staff[nurse].employed"),
        ("2e+08", "FTE in a year", "more than 1e+08"),
    ),
    "more money than can be counted": (
        edited("programmes.csv", "Reablement,20,", "Reablement,1000000000,"),
        ("programmes.csv", 2, "cost"),
        ("1e+09", "1e+12 kNOK in a year", "more than 1e+12"),
    ),
}  # fmt: skip
