"""Small files of answers found on the way: each there whole or not at all, with a hash of what it holds."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from leonplan.optimizer.errors import VerificationError
from leonplan.optimizer.sealed.sealed import hash_of


def write_hashed(file: Path, told: dict[str, Any]) -> None:
    """Write what a file tells next to it and rename it, with a hash of its content; on disk before it counts.

    Raises OSError if it cannot be written.
    """
    text = json.dumps(told, allow_nan=False)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as stream:
        json.dump({"content": text, "hash": hash_of(text.encode())}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def read_hashed(file: Path) -> dict[str, Any]:
    """What a file tells; raises VerificationError if it was damaged."""
    try:
        told = json.loads(file.read_bytes())
        if hash_of(told["content"].encode()) != told["hash"]:
            raise ValueError("hash")
        found: dict[str, Any] = json.loads(told["content"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(file) from error
    return found


def damaged(file: Path) -> VerificationError:
    """What is said of a file that is not as it was written."""
    return VerificationError(f"{file} was altered or damaged; remove {file.parent} to begin again")
