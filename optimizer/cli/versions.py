"""``leon versions``: what is installed."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import click

from leonplan.optimizer.cli.options import json_option
from leonplan.optimizer.cli.output import print_json, print_text

PACKAGES = ("leonplan", "pyomo", "highspy", "numpy", "pandas", "pydantic", "click", "rich", "ruamel.yaml")
"""Packages on which results or screens depend."""


@click.command()
@json_option
def versions(as_json: bool) -> None:
    """Show versions of Python, leonplan and its packages.

    \b
    Example:
      leon versions
    """
    found = {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}}
    if as_json:
        print_json({**found, "platform": platform.platform()})
    else:
        print_text("\n".join(f"{name:<12} {number}" for name, number in found.items()))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
