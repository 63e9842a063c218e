"""How commands end: every error becomes words on standard error and an exit code, never a traceback."""

from __future__ import annotations

import sys
import traceback
from typing import Any

import click

from leonplan.optimizer.atomic import is_of_disk, why
from leonplan.optimizer.cli.options import JSON, debug_option, is_debugging
from leonplan.optimizer.cli.output import print_json, tell
from leonplan.optimizer.cli.streams import let_go_of_output
from leonplan.optimizer.errors import ExitCode, InputError, LeonError

REPORT = "this is a fault of ours: run again with --debug and send us what it prints, with the instance if you can"
"""What to do about an error that nobody foresaw."""


class LeonGroup(click.Group):
    """A group whose commands end with the exit codes of the contract; each takes ``--debug``."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Register a command."""
        debug_option(cmd)
        super().add_command(cmd, name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises ends the program in words."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (click.ClickException, click.exceptions.Exit):
            raise
        except LeonError as error:
            code = error.exit_code
            tell(str(error))
            _answer(ctx, error, code)
        except (KeyboardInterrupt, click.Abort):
            code = ExitCode.INTERRUPTED
            tell("interrupted")
        except BrokenPipeError:
            code = ExitCode.DONE
            let_go_of_output()
        except Exception as error:
            code = _end_unforeseen(ctx, error)
        ctx.exit(int(code))


def _end_unforeseen(ctx: click.Context, error: Exception) -> ExitCode:
    """Say what no command foresaw: a disk that takes no more, which is nobody's fault, or a fault of ours."""
    if isinstance(error, OSError) and is_of_disk(error):
        let_go_of_output()
        tell(f"{error.filename or 'output'} cannot be written: {why(error)}")
        return ExitCode.USAGE
    if is_debugging(ctx):
        traceback.print_exc()
    tell(f"leon: {type(error).__name__}: {' '.join(str(error).split())[:300]}; {REPORT}")
    _answer(ctx, error, ExitCode.OUR_FAULT)
    return ExitCode.OUR_FAULT


def _answer(ctx: click.Context, error: Exception, code: ExitCode) -> None:
    """Programs that asked for JSON get the error as an object, too."""
    if ctx.meta.get(JSON):
        problems = [problem.as_json() for problem in error.problems] if isinstance(error, InputError) else []
        print_json({"ok": False, "exit_code": int(code), "message": str(error), "problems": problems, "warnings": []})
