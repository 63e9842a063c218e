"""The scripts that are not ours are those of their packages, to the last byte, with version and licence beside them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import leonplan.optimizer.workbench

STATIC = Path(leonplan.optimizer.workbench.__file__).parent / "static"
VENDOR = STATIC / "vendor"
TOLD = json.loads((VENDOR / "vendored.json").read_text(encoding="utf-8"))


def test_every_file_is_told_and_there() -> None:
    licences = {one["licence_file"] for one in TOLD.values()}
    assert {file.name for file in VENDOR.iterdir()} == set(TOLD) | licences | {"vendored.json"}
    assert all((VENDOR / name).read_text(encoding="utf-8").strip() for name in licences)


def test_no_byte_was_changed() -> None:
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in TOLD}
    assert found == {name: one["sha256"] for name, one in TOLD.items()}


def test_versions_are_those_in_the_files() -> None:
    """Where a file says its version."""
    assert f'version:"{TOLD["htmx.min.js"]["version"]}"' in (VENDOR / "htmx.min.js").read_text(encoding="utf-8")
    assert f'"{TOLD["vega.min.js"]["version"]}"' in (VENDOR / "vega.min.js").read_text(encoding="utf-8")


def test_our_own_scripts_ask_no_other_host() -> None:
    for file in STATIC.glob("*.*"):
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in text.replace("// ", ""), file.name
