"""Names that try to be markup, script, a template, a formula or a trick, in every place where an instance has a name."""

from __future__ import annotations

from functools import cache
from itertools import cycle
from typing import Any

from tiny_plan import tiny, tiny_plan

from leonplan.optimizer.planning.plan import Plan
from leonplan.optimizer.schema.instance import Instance

STRINGS = (
    "<script>alert('x')</script>",
    "</title></svg></style><img src=x onerror=alert(1)>",
    "{{7*7}} {% raw %} {#",
    "${7*7} {name} {0} %s %(x)s",
    "=cmd|'/c calc'!A1 & \"quotes\"",
    "+1+1",
    "@SUM(1)",
    "-2+3 http://example.org/",
    '#eval("1") #set page() $x$ *bold* _it_ `code` @ref <label>',
    "back\\slash \\n \\u0041 \\input{x}",
    "left \u202eright-to-left\u202c \u200f mark",
    "smile \U0001f469\u200d\U0001f469\u200d\U0001f467 æøå Ærø ß 漢字",
    "&amp; &lt;b&gt; &#x3c;",
    "]]> <!-- --> <?php ?> %PDF",
    "x" * 120,
)
"""Hostile strings; each stays what it is: text."""


@cache
def hostile_plan() -> Plan:
    """The plan of the smallest instance under hostile names; names change nothing else."""
    plan = tiny_plan()
    return Plan(**{**{name: getattr(plan, name) for name in plan.__dataclass_fields__}, "instance": hostile()})


@cache
def hostile() -> Instance:
    """The smallest instance with a hostile string for every name and title."""
    strings = cycle(STRINGS)
    return Instance.model_validate(_renamed(tiny().model_dump(), strings))


def _renamed(part: Any, strings: Any) -> Any:
    if isinstance(part, dict):
        named = ("name", "title", "description")
        return {key: next(strings) if key in named else _renamed(value, strings) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_renamed(one, strings) for one in part]
    return part


def told(text: str) -> str:
    """A hostile string as a report shows it: marks of direction as their codes, the rest as it is."""
    return "".join(f"\\u{ord(c):04x}" if c in "\u202e\u202c\u200f" else c for c in text)
