"""Describes the format of an instance from its schema: as JSON Schema, and as the page ``instances/README.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from leonplan.optimizer.checks.references import REFERENCES
from leonplan.optimizer.reading.paths import INSTANCE_FILE
from leonplan.optimizer.schema.base import Row
from leonplan.optimizer.schema.instance import Instance
from leonplan.optimizer.schema.settings import Settings
from leonplan.optimizer.schema.tables import TABLES

_LARGEST_TOLD = 100_000
"""Limits from here on only keep nonsense out and are not listed."""

_YEARS = (1900, 2200)
"""Limits by which a year is known."""

_INTRODUCTION = """\
# Instances

An instance is a folder: one municipality, ready to be planned for. `instance.yaml` holds what is said once (the years,
the care ladder, the groups, the staff, the rules), and one CSV file for each table holds what planners keep in a
spreadsheet. Only a few files must be there; a table that is left out has no rows.

This page is written from the schema by `leonplan.optimizer.instance.describe_schema`; a test compares the two.

## Make your own

```
leon new my_municipality       # the smallest instance that solves, with comments
leon check my_municipality     # every fault at once: file, line, field, what to do
leon solve my_municipality
```

Start with `instance.yaml`, then districts, centres and places, then population and need rates, then services and
staffing. Projects, programmes and frames can wait. Run `leon check` after each step.

Or begin with a municipality of Norway as public tables have it, and correct what you know better:

```
leon new hamar --municipality 3403                    # measured inhabitants, national rates; checks and solves at once
leon new hamar.xlsx --municipality 3403 --rank        # a workbook; its first sheet ranks what to fill in first (minutes)
leon ssb 12292 3403 -o kostra                         # KOSTRA's counts, for --counts kostra: the base year reproduces them
leon calibrate hamar --counts kostra -o hamar_fitted  # the same for an instance that is there, changed as little as can be
```

How each number comes about stands in [its README](../optimizer/municipality/data/README.md). `fill_in_first.csv`, which
`--rank` leaves beside the tables, is for people and is not read.

## Rules of the format

- **Identifiers** are small letters, digits and underscores, beginning with a letter. A column named like a table or a
  list refers to it: `centre`, `level`, `group`, `district`, `age_band`, `category`, `project`, `programme`, `source`.
- **Persons** are persons on an average day, not users during a year. **Money** is in thousand kroner (kNOK) of the
  price year. Shares are written 0.12, not 12 %.
- **Blank cells** take the default. Where a column is required, a blank cell is a fault.
- **Every row names its source**, an id in the list `sources`, which says how sure it is: `measured`, `official`,
  `estimate` or `assumption`.
- **Names, titles and descriptions** are in Norwegian, as the municipality writes them. Reports in bokmål show them as they
  are, and so do reports in English, which mark them as Norwegian.
- `instance.yaml` is YAML 1.2 without aliases, anchors and tags. Municipality numbers are text: `"0301"`, in quotes.
- `*.md` files may lie beside the tables, a folder `what_if` with questions to ask of the instance ([WHAT_IF.md](WHAT_IF.md)), and
  `futures.yaml` with what may come otherwise than planned for ([FUTURES.md](FUTURES.md)). A workbook has neither of the two.
  Other files are not read, and a warning says so.

## One workbook

`leon excel my_municipality -o plan.xlsx` writes the instance as one Excel workbook, and every command takes `plan.xlsx` where it
takes a folder. A sheet holds a table, or a list of `instance.yaml`; the others of its fields stand in *Innstillinger*. Headings
are in bokmål with the unit; the names below will do too. Faults are told as `sheet!cell`. Sheets and columns may stand in any
order; hidden and filtered rows are read. A formula has the value that was stored with it. Refused: dates, errors, formulas
without a stored value, merged cells among the rows, per cent where the column holds no shares, headings with another unit,
renamed sheets.

`leon check plan.xlsx --mark marked.xlsx` writes the workbook again with a colour and a comment at every fault and warning,
and a sheet *Feil og merknader* that lists them. Correct it there, save, and check that one: the sheet is not read, and with
`--mark` again the marks of what is corrected are gone. Charts, pictures and the stored values of formulas are not kept in
it, which is said.

## Rolling on

`leon roll runs/gjovik --to 2024 -o next.xlsx` makes next year's instance from a plan: the year is the base year; places,
service, staff and participants are what the plan says of it (source `plan_2024`, an estimate); what has started is places
or a decided project; rates, lines and tightening are moved so that need in every later year is the same. What is paid is in
no later frame; its yearly capital cost goes on in the fixed cost of the centre. State grants bind no longer. Correct the
workbook with what came, and give it with `--actuals next.xlsx`: every figure of the year is shown as planned and as it
came, and the difference by cause, in this order: inhabitants, need rates, capacity (service, places, staff, norms), prices.
The parts add up to the last digit. Both years are reckoned as a base year is, without travel. `--deflator` moves all money
to the kroner of the year.

## CSV from Excel

Save as *CSV UTF-8*. Forgiven, with a warning: a byte-order mark, Norwegian letters in Windows-1252, a first line `sep=;`,
semicolons between columns, decimal commas where semicolons separate the columns, blanks between thousands (`16 000`) and
around cells, blank columns. Lines with nothing in them are skipped. `ja`/`nei`, `yes`/`no`, `1`/`0` and `sann`/`usann` count as
`true`/`false`. Refused, as they can be read in two ways: `27.000` (twenty-seven, or thousands), `27.125` between semicolons,
`1,234.5`, decimal commas beside decimal points. Refused, with what to do: titles above the header, rows of sums, notes below the
table, other encodings, 12 %, dates in place of numbers.
"""


def json_schema() -> dict[str, Any]:
    """JSON Schema of an instance: the settings, and for each table its rows, its file and its key."""
    schema = Instance.model_json_schema()
    for name, row in TABLES.items():
        schema["properties"][name] |= {"file": row.file, "key": list(row.key), "file_required": row.required}
    schema["properties"]["settings"]["file"] = INSTANCE_FILE
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def format_page() -> str:
    """The page that describes the format, field by field, in Markdown."""
    lines = [_INTRODUCTION, f"## `{INSTANCE_FILE}`", ""]
    lines += _settings_sections()
    for row in TABLES.values():
        lines += _table_section(row)
    return "\n".join(lines).rstrip() + "\n"


def _settings_sections() -> Iterator[str]:
    """The settings, then each part of theirs in the order in which it is first named."""
    schema = Settings.model_json_schema()
    yield from fields_table(schema, schema, "field")
    told: list[str] = []
    waiting = _parts(schema)
    while waiting:
        name = waiting.pop(0)
        part = schema["$defs"][name]
        if name in told or "properties" not in part:
            continue
        told.append(name)
        waiting = _parts(part) + waiting
        yield from (f"### {_spaced(name)}", "", part["description"], "")
        yield from fields_table(part, schema, "field")


def _table_section(row: type[Row]) -> Iterator[str]:
    schema = row.model_json_schema()
    needed = "must be there" if row.required else "may be left out"
    key = ", ".join(f"`{name}`" for name in row.key)
    yield from (f"## `{row.file}`", "", f"{schema['description']} This file {needed}. A row is named by {key}.", "")
    yield from fields_table(schema, schema, "column", references=REFERENCES, plural="s separated by blanks")


def fields_table(
    part: dict[str, Any],
    schema: dict[str, Any],
    heading: str,
    *,
    references: Mapping[str, str] = MappingProxyType({}),
    plural: str = "",
) -> Iterator[str]:
    """The fields of a part as a Markdown table: name, type, default, description; the source last.

    part: JSON Schema of the part; schema: that with its definitions; heading: of the first column; references: what
    fields of some names refer to; plural: what is put after the type of a list's entries, if not "list of" before it.
    """
    yield from (f"| {heading} | type | default | meaning |", "| --- | --- | --- | --- |")
    required = part.get("required", [])
    for name, one in sorted(part["properties"].items(), key=lambda item: item[0] == "source"):
        kind = _words(one, schema, plural)
        if name in references:
            kind += f" from {_place(references[name])}"
        default = "required" if name in required else _default(one.get("default"))
        yield f"| `{name}` | {_safe(kind)} | {_safe(default)} | {_safe(_meaning(one, schema))} |"
    yield ""


def _place(part: str) -> str:
    """Where the ids of a part are listed."""
    return f"`{TABLES[part].file}`" if part in TABLES else f"the list `{part}`"


def _meaning(one: dict[str, Any], schema: dict[str, Any]) -> str:
    """The description of a field; that of its part where it only names a rule or nothing."""
    own: str = one.get("description", "")
    if "$ref" not in one or " " in own:
        return own
    general: str = schema["$defs"][one["$ref"].rsplit("/", 1)[-1]].get("description", "")
    return f"{general} Rule `{own}`." if own else general


def _parts(part: dict[str, Any]) -> list[str]:
    """Names of the parts that the fields of a part are made of, in order."""
    found: list[str] = []
    waiting: list[Any] = list(part["properties"].values())
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            if "$ref" in one:
                found.append(one["$ref"].rsplit("/", 1)[-1])
            waiting = [*(value for key, value in one.items() if key != "default"), *waiting]
        elif isinstance(one, list):
            waiting = [*one, *waiting]
    return found


def _words(one: dict[str, Any], schema: dict[str, Any], plural: str) -> str:
    """The type of a field in plain words."""
    if "$ref" in one:
        return _reference(one["$ref"].rsplit("/", 1)[-1], schema)
    if "anyOf" in one:
        return " or ".join(_words(part, schema, plural) for part in one["anyOf"] if part.get("type") != "null")
    kind = one.get("type")
    if kind == "array":
        return _words(one["items"], schema, "") + plural if plural else f"list of: {_words(one['items'], schema, '')}"
    if kind == "object":
        inner = next(iter(one.get("patternProperties", {}).values()), one.get("additionalProperties", {}))
        return f"names, each with {_words(inner, schema, '')}"
    if kind == "string":
        return "identifier" if "pattern" in one else "text"
    if kind == "boolean":
        return "true or false"
    return _number(one)


def _reference(name: str, schema: dict[str, Any]) -> str:
    part = schema["$defs"][name]
    if "enum" in part:
        return " or ".join(f"`{choice}`" for choice in part["enum"])
    return f"[{_spaced(name).lower()}](#{_spaced(name).lower().replace(' ', '-')})"


def _number(one: dict[str, Any]) -> str:
    """A number and its limits in words."""
    lowest, highest = one.get("minimum"), one.get("maximum")
    if (lowest, highest) == _YEARS:
        return "year"
    if lowest is not None and lowest == highest:
        return f"always {lowest:g}"
    kind = "whole number" if one["type"] == "integer" else "number"
    words = []
    if lowest is not None and lowest > -_LARGEST_TOLD:
        words.append(f"from {lowest:g}")
    if "exclusiveMinimum" in one:
        words.append(f"above {one['exclusiveMinimum']:g}")
    if highest is not None and highest < _LARGEST_TOLD:
        words.append(f"up to {highest:g}")
    if "exclusiveMaximum" in one:
        words.append(f"below {one['exclusiveMaximum']:g}")
    return " ".join((kind, *words))


def _default(value: object) -> str:
    """A default in plain words."""
    if value is None or value == [] or value == {}:
        return "none"
    if isinstance(value, dict):
        return "as below"
    if isinstance(value, list):
        return ", ".join(f"`{entry}`" for entry in value)
    return f"`{value:g}`" if isinstance(value, float) else f"`{str(value).lower()}`"


def _safe(text: str) -> str:
    """Text that a cell of a Markdown table can hold."""
    return " ".join(text.replace("|", "\\|").replace("``", "`").split())


def _spaced(name: str) -> str:
    """The name of a part as words: ``AgeBand`` becomes ``Age band``."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return words[0].upper() + words[1:]
