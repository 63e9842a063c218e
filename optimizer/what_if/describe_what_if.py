"""Describes what-if files and the catalogue of changes: as JSON Schema, and as the page ``instances/WHAT_IF.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leonplan.optimizer.instance.describe_schema import fields_table
from leonplan.optimizer.what_if.change import REFERENCES, Change
from leonplan.optimizer.what_if.changes import SUBJECTS
from leonplan.optimizer.what_if.what_if import WhatIf

_INTRODUCTION = """\
# What-if files

A what-if is a small YAML file of typed changes, laid over an instance: a question, why it is asked, and what it changes.
Those in the folder `what_if` of an instance ship with it and are known by the file's name without its ending; any other
file can be used as well.

This page is written from the schema by `leonplan.optimizer.what_if.describe_what_if`; a test compares the two. `leon schema
--what-if` prints the same for programs.

```
leon check my_municipality --what-if fewer_nurses.yaml                    # every fault: file, line, field, what to do
leon solve my_municipality --what-if fewer_nurses.yaml                    # the plan with the changes
leon solve my_municipality --what-if fewer_nurses.yaml --what-if more_money.yaml     # several, in this order
```

```yaml
format: 1
title: Fewer nurses, and one ward less
question: What if half as many nurses can be recruited, and the ward at Nordbyen is closed by 2027?
reason: Own estimate; the recruitment of the last two years was half of what was planned.
changes:
  - {change: scale_staff, categories: [nurse], recruitment_limit: 0.5}
  - {change: force_project, project: close_nordbyen_ward, by_year: 2027}
```

## Rules

- **Changes are made in order**, those of the first file first. A change that adds or scales builds on what the changes
  before it have made.
- **Contradictions are faults.** Two changes that insist on different things about the same (a project forced and
  forbidden, two orders of goals, two variants of the population, a centre closed and capped) are told with both places.
- **Everything is checked**: misspelt names, ids that the instance does not have, and whether the instance that comes out
  still holds together. All faults are told at once.
- **Years** that begin something count from the first period whose year is not before them; a year in which something
  happens counts as the period that it belongs to. With `--horizon` the other periods are chosen first.
- **Sources.** Rows that a what-if adds or alters name it as their source, an assumption.
- Numbers have the units of the instance: persons on an average day, thousand kroner (kNOK) of the price year, FTE.
"""


def what_if_schema() -> dict[str, Any]:
    """JSON Schema of a what-if file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **WhatIf.model_json_schema()}


def what_if_page() -> str:
    """The page that describes what-if files and every change, in Markdown."""
    schema = WhatIf.model_json_schema()
    lines = [_INTRODUCTION, "## The file", ""]
    fields = {**schema["properties"], "changes": {**schema["properties"]["changes"], "items": {"$ref": "Change"}}}
    known = {**schema, "properties": fields, "$defs": {**schema["$defs"], "Change": {}}}
    lines += [line.replace("(#change)", "(#the-changes)") for line in fields_table(known, known, "field")]
    lines += ["## The changes", "", *_contents()]
    for subject, changes in SUBJECTS.items():
        lines += [f"## {subject}", ""]
        for change in changes:
            lines += _section(change, schema)
    return "\n".join(lines).rstrip() + "\n"


def _contents() -> Iterator[str]:
    """Every change in a line, by subject."""
    yield from ("| change | does |", "| --- | --- |")
    for changes in SUBJECTS.values():
        for change in changes:
            name = name_of(change)
            yield f"| [`{name}`](#{name}) | {_line(change)} |"
    yield ""


def _section(change: type[Change], schema: dict[str, Any]) -> Iterator[str]:
    part = schema["$defs"][change.__name__]
    yield from (f"### `{name_of(change)}`", "", _line(change), "")
    properties = {name: one for name, one in part["properties"].items() if name != "change"}
    inner = [
        name
        for name, found in schema["$defs"].items()
        if f"#/$defs/{name}'" in str(properties) and "properties" in found
    ]
    yield from fields_table({**part, "properties": properties}, schema, "field", references=REFERENCES)
    for name in inner:
        words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
        yield from (f"#### {words.capitalize()}", "")
        yield from fields_table(schema["$defs"][name], schema, "field", references=REFERENCES)


def name_of(change: type[Change]) -> str:
    """Name of a change in files."""
    name: str = change.model_json_schema()["properties"]["change"]["const"]
    return name


def _line(change: type[Change]) -> str:
    return " ".join((change.__doc__ or "").split())
