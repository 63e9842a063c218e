"""A small good instance folder as text, and a way to write it with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

INSTANCE = """\
format: 1
id: little
name: Lillevik
municipality: "0301"
description: A municipality for tests.
price_year: 2025
horizon:
  base_year: 2025
  periods: [2025, 2026, 2028]
  variants:
    yearly: [2025, 2026, 2027, 2028]
capital: {rate: 0.04, discount_rate: 0.04, source: paper}
age_bands:
  - {id: young, name: Under 80, lowest: 0}
  - {id: old, name: 80 and over, lowest: 80}
levels:
  - {id: home_care, name: Home care, step: 1, at_home: true, source: paper}
  - {id: nursing, name: Nursing, step: 3, at_home: false, unit_size: 8, long_stay: true, turnover: 0.3, source: paper}
groups:
  - {id: frail, name: Frail, lowest_level: home_care, severity: 1, source: paper}
  - {id: dementia, name: Dementia, lowest_level: nursing, severity: 3, source: paper}
staff:
  - id: nurse
    name: Nurse
    employed: 10
    pay: 800
    absence: 0.1
    leaving: 0.05
    recruitment_limit: 2
    agency_limit: 1
    agency_cost: 1600
    source: paper
    may_do: [assistant]
  - id: assistant
    name: Assistant
    employed: 10
    pay: 600
    absence: 0.1
    leaving: 0.1
    recruitment_limit: 2
    agency_limit: 1
    agency_cost: 1200
    source: paper
sources:
  - {id: paper, title: Made up, year: 2025, kind: assumption}
"""

GOOD: Mapping[str, str] = {
    "instance.yaml": INSTANCE,
    "districts.csv": "id,name,source\nnorth,North,paper\nsouth,South,paper\n",
    "centres.csv": "id,name,district,source\nhill,Hill centre,north,paper\n",
    "places.csv": "centre,level,places,source\nhill,nursing,16,paper\n",
    "population.csv": "variant,year,district,age_band,persons,source\n"
    + "".join(
        f"main,{year},,{band},{persons},paper\n"
        for year in (2025, 2026, 2027, 2028)
        for band, persons in (("young", 900), ("old", 100))
    ),
    "district_shares.csv": "year,district,share,source\n2025,north,0.6,paper\n2025,south,0.4,paper\n",
    "needs.csv": "group,age_band,rate,stays_per_1000,days_per_stay,source\n"
    "frail,old,0.2,,,paper\ndementia,old,,365,160,paper\n",
    "services.csv": "group,level,relief,source\n"
    "frail,home_care,,paper\ndementia,home_care,0.5,paper\ndementia,nursing,,paper\n",
    "staffing.csv": "level,group,category,fte_per_person,fte_per_unit,source\n"
    "home_care,,assistant,0.2,,paper\nnursing,,nurse,0.3,2,paper\nnursing,dementia,assistant,0.4,,paper\n",
    "current_service.csv": "group,level,centre,persons,source\n"
    "frail,home_care,,20,paper\ndementia,nursing,hill,12,paper\n",
    "frames.csv": "year,operating,investment,source\n2025,9000,0,paper\n2028,9500,5000,paper\n",
    "travel.csv": "district,centre,minutes,source\nnorth,hill,5,paper\nsouth,hill,15,paper\n",
    "projects.csv": "id,name,centre,kind,cost,earliest,latest,decided,excludes,requires,source\n"
    "wing,New wing,hill,build,5000,2026,2027,true,,,paper\nclose,Close a ward,hill,close,0,,,false,,wing,paper\n",
    "project_places.csv": "project,centre,level,change,source\n"
    "wing,hill,nursing,8,paper\nclose,hill,nursing,-8,paper\n",
    "programmes.csv": "id,name,cost,first_year,growth_per_year,source\nreable,Reablement,20,2026,5,paper\n",
    "programme_effects.csv": "programme,group,level,eligible,need_reduction,hours_reduction,source\n"
    "reable,frail,home_care,0.3,,0.2,paper\n",
    "programme_staff.csv": "programme,category,fte_per_participant,source\nreable,nurse,0.02,paper\n",
}
"""Files of an instance without faults: need of 20 frail (100 · 0.2) and 16 with dementia (100 · 365 · 160 / 365000)."""


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the good folder with some files replaced; an empty text removes the file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**GOOD, **files}.items():
        if content:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """A good file with one passage replaced; the passage must be there once."""
    assert GOOD[name].count(old) == 1, f"{old!r} stands {GOOD[name].count(old)} times in {name}"
    return {name: GOOD[name].replace(old, new)}
