"""Seals a folder again after it was altered, as someone does who wants the alteration to go unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

from leonplan.optimizer.sealed.sealed import MANIFEST, hash_of, seal_of


def seal_again(folder: Path) -> None:
    """Make the hashes and seals of a folder, and of those in it, those of what they hold now, as far as can be."""
    manifests = [one for one in folder.rglob(MANIFEST) if one.is_file()]  # a pipe in its place would be waited at
    for path in sorted(manifests, key=lambda one: -len(one.parts)):
        inside = [one for one in path.parent.rglob("*") if one.is_file() and one != path]
        try:
            manifest = json.loads(path.read_bytes())
            hashes = {one.relative_to(path.parent).as_posix(): hash_of(one.read_bytes()) for one in inside}
            manifest = {**manifest, "files": hashes}
            path.write_text(json.dumps({**manifest, "seal": seal_of(manifest)}), encoding="utf-8")
        except (OSError, ValueError, TypeError, RecursionError):
            continue
