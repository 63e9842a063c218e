"""Every text of the reports that is translated, found in the code and in the templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

REPORT = Path(__file__).parents[2] / "optimizer" / "report"

_IN_TEMPLATES = re.compile(r'words\.say\("([^"]+)"')


def messages() -> dict[tuple[str, ...], list[str]]:
    """Places by message: (text,) or (one, many)."""
    found: dict[tuple[str, ...], list[str]] = {}
    for file in sorted(REPORT.rglob("*.py")):
        for text, line in _in_code(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(text, []).append(f"{file.relative_to(REPORT).as_posix()}:{line}")
    for file in sorted(REPORT.rglob("*.j2")):
        for text in _IN_TEMPLATES.findall(file.read_text(encoding="utf-8")):
            found.setdefault((text,), []).append(file.relative_to(REPORT).as_posix())
    return found


def _in_code(tree: ast.Module) -> Iterator[tuple[tuple[str, ...], int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            wanted = {"say": 1, "mark": 1, "count": 2}.get(name, 0)
            texts = [argument.value for argument in node.args[:wanted] if isinstance(argument, ast.Constant)]
            if wanted and len(texts) == wanted and all(isinstance(text, str) for text in texts):
                yield tuple(map(str, texts)), node.lineno
