"""The command line in the process of the test: what a command prints, and the JSON object that it answers with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from leonplan.optimizer.cli.main import leon
from leonplan.optimizer.errors import ExitCode


def run(*arguments: str | Path, **environment: str) -> Result:
    """What ``leon`` with these arguments prints, in a terminal of 100 columns unless the environment says otherwise."""
    return CliRunner(env={"LEON_DEBUG": None, "COLUMNS": "100", **environment}).invoke(
        leon, [str(one) for one in arguments]
    )


def answer(*arguments: str | Path, code: ExitCode = ExitCode.DONE) -> dict[str, Any]:
    """The JSON object that a command prints, which must be all that it prints."""
    done = run(*arguments, "--json")
    assert done.exit_code == code, done.output
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found
