"""Small files of JSON, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_json(file: Path, told: Mapping[str, Any]) -> None:
    """Write a small file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(told, stream, ensure_ascii=False)
    Path(name).replace(file)


def read_json(file: Path) -> dict[str, Any] | None:
    """What a small file holds; none if it is not there or not ours."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None
