"""Files as Statistics Norway's table 14746 would be saved, with made-up numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from typing import Any

AGES = [f"{age:03d}" for age in range(105)] + ["105+"]
SEXES = {"2": "Kvinner", "1": "Menn"}
CONTENTS = {
    "Personer": "Hovedalternativet (MMMM)",
    "Personer1": "Lav nasjonal vekst (LLML)",
    "Personer2": "Høy nasjonal vekst (HHMH)",
    "Personer5": "Sterk aldring (LHML)",
}


def persons(sex: str, age: int, contents: str, year: int) -> int:
    """A number that tells where it stands: a hundred for each variant, the age, the years since 2026; men are one more."""
    return 100 * list(CONTENTS).index(contents) + age + (year - 2026) + (sex == "1")


def reply(
    years: Sequence[int] = tuple(range(2026, 2031)),
    contents: Sequence[str] = tuple(CONTENTS),
    sexes: Sequence[str] = ("2", "1"),
    region: str = "3407",
) -> dict[str, Any]:
    """A reply of the service."""
    cells = product(sexes, range(106), contents, years)
    return {
        "class": "dataset",
        "label": "14746: made up",
        "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"],
        "size": [1, len(sexes), 106, len(contents), len(years)],
        "dimension": {
            "Region": _dimension({region: "Gjøvik"}),
            "Kjonn": _dimension({sex: SEXES[sex] for sex in sexes}),
            "Alder": _dimension({age: f"{age} år" for age in AGES}),
            "ContentsCode": _dimension({one: CONTENTS[one] for one in contents}),
            "Tid": _dimension({str(year): str(year) for year in years}),
        },
        "value": [persons(sex, age, one, year) for sex, age, one, year in cells],
    }


def text(**shape: Any) -> str:
    """The reply as a file."""
    return json.dumps(reply(**shape), ensure_ascii=False)


def saved_page(
    years: Sequence[int] = tuple(range(2026, 2031)), contents: Sequence[str] = ("Personer", "Personer1")
) -> str:
    """The same as the web page saves it: title, a column for each variant and year, a footnote."""
    columns = list(product(contents, years))
    heading = ["region", "kjønn", "alder", *(f"{CONTENTS[one]} {year}" for one, year in columns)]
    lines = ["14746: Framskrevet folkemengde", "", ";".join(heading)]
    for (sex, name), age in product(SEXES.items(), range(106)):
        label = "105 år eller eldre" if age == 105 else f"{age} år"
        cells = [str(persons(sex, age, one, year)) for one, year in columns]
        lines.append(";".join(["3407 Gjøvik", name, label, *cells]))
    return "\n".join([*lines, "", "Fotnote"]) + "\n"


def _dimension(labels: dict[str, str]) -> dict[str, Any]:
    return {"category": {"index": {code: place for place, code in enumerate(labels)}, "label": labels}}
