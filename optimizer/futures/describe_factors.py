"""Describes files of factors: as JSON Schema, and as the page ``instances/FUTURES.md``."""

from __future__ import annotations

from typing import Any

from leonplan.optimizer.futures.distribution import DISTRIBUTIONS
from leonplan.optimizer.futures.factors import FactorsFile
from leonplan.optimizer.instance.describe_schema import fields_table

_INTRODUCTION = """\
# Factors of many futures

Nearly every number of an instance is an estimate. `futures.yaml` in the folder of an instance says what may come otherwise than
planned for, and how likely that is: **factors**, each with a distribution, its source, and the changes of the
[what-if catalogue](WHAT_IF.md) that move with it. `leon check` checks it with the instance; `leon stress RUN` sees how a plan
stands in futures drawn from it, `leon robust INSTANCE` which plan is right over them. A future is a what-if: written out as a
file it can be solved alone.

This page is written from the schema by `leonplan.optimizer.futures.describe_factors`; a test compares the two. `leon schema
--futures` prints the same for programs.

```yaml
format: 1
sources:
  - {id: own, title: Recruitment of the last ten years, year: 2025, kind: measured}
factors:
  - id: labour_market
    title: How easily staff are found and kept
    source: own
    distribution: {kind: triangular, low: -0.4, most_likely: 0, high: 0.2}
    changes:
      - {change: scale_staff, recruitment_limit: {plus: 1, times: 1}, leaving: {plus: 1, times: -0.5}}
  - id: need
    title: Need besides what the population does
    source: own
    distribution: {kind: normal, mean: 1, deviation: 0.05}
    changes:
      - {change: scale_need, factor: drawn}
```

## Rules

- **A drawn number** stands in place of any number of a change: `drawn` is the factor's value, `{plus: 1, times: -0.5}` is 1 less
  half of it. It is rounded to six digits; a whole number must come out whole, e.g. from a discrete distribution.
- **Correlation** comes by shared factors: each factor is drawn by itself, and a number may move with several,
  `{plus: 1, times: {labour_market: 0.8, nurses: 0.6}}`. Numbers that share a factor move together.
- **Order.** Changes are made factor by factor in the order of the file; of two that set the same number, both insisting, one is
  a fault, as in what-ifs. Prefer changes that add and scale.
- **Growing with the years**: `scale_population` reaches its factor in `to_year`, evenly from the base year; of others give
  several changes, from year to year.
- **Everything is tried beforehand**: each factor at its lowest, middle and highest value, the others in the middle.
- **Rule of the tables** ([their columns](../optimizer/results/README.md#stress-test)): a plan's decisions are its project starts;
  goals are compared in their order, and what differs by less than the proofs allow is the same.
- **Measured errors of inhabitants** are what `leon population` prints; the shipped instances use them as `quantiles`.
"""


def factors_schema() -> dict[str, Any]:
    """JSON Schema of a file of factors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **FactorsFile.model_json_schema()}


def factors_page() -> str:
    """The page that describes files of factors, in Markdown."""
    schema = FactorsFile.model_json_schema()
    parts = schema["$defs"]
    known = {**schema, "$defs": {**parts, "Distribution": {}, "Change": {}}}
    lines = [_INTRODUCTION, "## The file", "", *fields_table(schema, known, "field")]
    told = {
        **parts["Factor"]["properties"],
        "distribution": {"$ref": "Distribution", "description": "What it may come to, and how likely that is."},
        "changes": {**parts["Factor"]["properties"]["changes"], "items": {"$ref": "Change"}},
    }
    lines += ["## Factor", "", *fields_table({**parts["Factor"], "properties": told}, known, "field")]
    lines += ["## Source", "", *fields_table(parts["Source"], known, "field"), "## Distribution", ""]
    for one in DISTRIBUTIONS:
        part = parts[one.__name__]
        own = {name: field for name, field in part["properties"].items() if name != "kind"}
        lines += [f"### `{part['properties']['kind']['const']}`", "", " ".join((one.__doc__ or "").split()), ""]
        lines += fields_table({**part, "properties": own}, known, "field")
    return "\n".join(lines).replace("(#change)", "(WHAT_IF.md#the-changes)").rstrip() + "\n"
