"""Faults: services, places, today's service and staff."""

from __future__ import annotations

from faults.edits import (
    LONELY,
    NO_BASE,
    SETTINGS,
    Cases,
    added,
    line_of,
    settings,
)
from faults.folder import INSTANCE, edited

FAULTS: Cases = {
    "nobody can serve a group": (
        settings("staff:\n", LONELY + "staff:\n"),
        (SETTINGS, line_of(INSTANCE, "staff:\n"), "groups[lonely].id"),
        ("'lonely'", "nobody can serve it", "add"),
    ),
    "lowest level is no service": (
        settings("staff:\n", LONELY + "staff:\n") | added("services.csv", "lonely,home_care,0.5,paper"),
        (SETTINGS, line_of(INSTANCE, "staff:\n"), "groups[lonely].lowest_level"),
        ("'nursing' is no service of 'lonely'", "add it"),
    ),
    "relief missing": (
        edited("services.csv", "home_care,0.5", "home_care,"),
        ("services.csv", 3, "relief"),
        ("blank", "'home_care' is below", "give the share"),
    ),
    "relief where nobody waits": (
        edited("services.csv", "nursing,,", "nursing,0.5,"),
        ("services.csv", 4, "relief"),
        ("0.5", "lowest effective level 'nursing'", "clear it"),
    ),
    "greatest share where people live": (
        {"services.csv": "group,level,relief,max_share,source\nfrail,home_care,,,paper\ndementia,home_care,0.5,0.3,paper\n"
         "dementia,nursing,,0.5,paper\n"},
        ("services.csv", 4, "max_share"),
        ("0.5", "people live at 'nursing' for long", "clear it"),
    ),
    "need without a weight": (
        settings(" severity: 3,", ""),
        (SETTINGS, line_of(INSTANCE, "- {id: dementia"), "groups[dementia].severity"),
        ("'dementia'", "normal_cost", "give one"),
    ),
    "minimum without a known source": (
        settings("severity: 3,", "severity: 3, minimum: {share: 0.9, source: papr},"),
        (SETTINGS, line_of(INSTANCE, "- {id: dementia"), "groups[dementia].minimum.source"),
        ("'papr' is not among the sources", "did you mean 'paper'"),
    ),
    "service without places": (
        {"places.csv": "", "projects.csv": "", "project_places.csv": "", "current_service.csv": ""},
        ("services.csv", 4, "level"),
        ("'nursing'", "no centre has or can get", "add places"),
    ),
    "places at home": (
        added("places.csv", "hill,home_care,5,paper"),
        ("places.csv", 3, "level"),
        ("'home_care' is given at home", "remove"),
    ),
    "project places at home": (
        added("project_places.csv", "wing,hill,home_care,5,paper"),
        ("project_places.csv", 4, "level"),
        ("'home_care' is given at home", "remove"),
    ),
    "units at home": (
        settings("at_home: true,", "at_home: true, unit_size: 4,"),
        (SETTINGS, line_of(INSTANCE, "at_home: true"), "levels[home_care].unit_size"),
        ("4", "at home", "remove"),
    ),
    "contract places at home": (
        settings("at_home: true,", "at_home: true, by_contract: true,"),
        (SETTINGS, line_of(INSTANCE, "at_home: true"), "levels[home_care].by_contract"),
        ("true", "at home", "remove"),
    ),
    "contract places in units": (
        settings("unit_size: 8,", "unit_size: 8, by_contract: true,"),
        (SETTINGS, line_of(INSTANCE, "unit_size"), "levels[nursing].unit_size"),
        ("8", "one by one", "by_contract"),
    ),
    "two sizes of unit in one house": (
        {
            "places.csv": "centre,level,places,unit_size,source\nhill,nursing,16,6,paper\n",
            "project_places.csv": "project,centre,level,change,unit_size,source\n"
            "wing,hill,nursing,8,8,paper\nclose,hill,nursing,-8,,paper\n",
        },
        ("project_places.csv", 2, "unit_size"),
        ("8, but", "'nursing' at 'hill' have 6", "a level of their own"),
    ),
    "unit cost without units": (
        settings("unit_size: 8", "unit_cost: 8") | edited("staffing.csv", "0.3,2,", "0.3,,"),
        (SETTINGS, line_of(INSTANCE, "unit_size"), "levels[nursing].unit_cost"),
        ("8", "without unit_size"),
    ),
    "turnover without long stay": (
        settings("long_stay: true", "long_stay: false"),
        (SETTINGS, line_of(INSTANCE, "long_stay"), "levels[nursing].turnover"),
        ("0.3", "long_stay: true"),
    ),
    "district that reaches no centre": (
        edited("travel.csv", "south,hill,15,paper\n", ""),
        ("districts.csv", 3, "id"),
        ("'south' reaches no centre", "add a row"),
    ),
    "current service that is not offered": (
        added("current_service.csv", "frail,nursing,hill,1,paper"),
        ("current_service.csv", 4, "level"),
        ("'frail' is not served at 'nursing'", "add it"),
    ),
    "current service without its centre": (
        edited("current_service.csv", "nursing,hill,12", "nursing,,12"),
        ("current_service.csv", 3, "centre"),
        ("blank", "'nursing' is in places", "name the centre"),
    ),
    "current service at home with a centre": (
        edited("current_service.csv", "home_care,,20", "home_care,hill,20"),
        ("current_service.csv", 2, "centre"),
        ("'hill'", "at home", "leave it blank"),
    ),
    "current service above the places": (
        edited("current_service.csv", "hill,12", "hill,16.5"),
        ("current_service.csv", 3, "persons"),
        ("16.5 persons", "hold 16", "correct"),
    ),
    "current service above the need": (
        edited("current_service.csv", "home_care,,20", "home_care,,20.5"),
        ("current_service.csv", 2, "persons"),
        ("20.5 persons of 'frail'", "only 20 need", "correct"),
    ),
    "current service without a base year": (
        {SETTINGS: NO_BASE},
        ("current_service.csv", 1, ""),
        ("no base_year", "remove the file"),
    ),
    "category that covers itself": (
        settings("may_do: [assistant]", "may_do: [assistant, nurse]"),
        (SETTINGS, line_of(INSTANCE, "may_do:"), "staff[nurse].may_do[#2]"),
        ("'nurse'", "itself", "remove"),
    ),
    "tasks shifted to those whose they are": (
        {"task_shifting.csv": "category,work_of,max_share,source\nassistant,assistant,0.2,paper\n"},
        ("task_shifting.csv", 2, "work_of"),
        ("'assistant'", "itself", "remove"),
    ),
    "tasks shifted to those who may do them all": (
        {"task_shifting.csv": "category,work_of,max_share,source\nnurse,assistant,0.2,paper\n"},
        ("task_shifting.csv", 2, "work_of"),
        ("'assistant'", "may_do of 'nurse'", "remove it there or the row here"),
    ),
    "KOSTRA function of nothing": (
        {"kostra.csv": "level,function,source\n,253,paper\n"},
        ("kostra.csv", 2, "level"),
        ("is blank, and so are the others", "name one of level, programme"),
    ),
    "KOSTRA function of two things": (
        {"kostra.csv": "level,centre,function,source\nnursing,hill,253,paper\n"},
        ("kostra.csv", 2, "centre"),
        ("'hill' is a second thing, after level 'nursing'", "row of its own"),
    ),
    "KOSTRA function of a group alone": (
        {"kostra.csv": "centre,group,function,source\nhill,frail,253,paper\n"},
        ("kostra.csv", 2, "group"),
        ("'frail' stands without a level", "say where"),
    ),
    "KOSTRA function of a group where it is not served": (
        {"kostra.csv": "level,group,function,source\nnursing,frail,253,paper\n"},
        ("kostra.csv", 2, "group"),
        ("'frail' is not served at 'nursing'", "correct it or clear the row"),
    ),
    "work per unit for a group": (
        edited("staffing.csv", "0.4,,", "0.4,1,"),
        ("staffing.csv", 4, "fte_per_unit"),
        ("1 is given with the group 'dementia'", "without a group"),
    ),
    "work per unit without units": (
        edited("staffing.csv", "0.2,,", "0.2,1,"),
        ("staffing.csv", 2, "fte_per_unit"),
        ("'home_care' has no unit_size",),
    ),
    "norm for a service that is not offered": (
        added("staffing.csv", "nursing,frail,nurse,0.3,,paper"),
        ("staffing.csv", 5, "group"),
        ("'frail' is not served at 'nursing'", "remove the row"),
    ),
}  # fmt: skip
