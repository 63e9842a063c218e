"""How commands end: every error becomes words on standard error and an exit code, never a traceback."""

from __future__ import annotations

import sys
import traceback
from typing import Any

import click

from leonplan.optimizer.cli.options import JSON, debug_option, is_debugging
from leonplan.optimizer.cli.output import print_json, tell
from leonplan.optimizer.cli.streams import let_go_of_output, steady_streams
from leonplan.optimizer.errors import ExitCode, InputError, LeonError
from leonplan.optimizer.words.disk import is_of_disk, why

REPORT = "this is an internal error: run again with --debug and send us what it prints, with the instance if you can"
"""What to do about an unforeseen error."""


class LeonGroup(click.Group):
    """A group whose commands end with the exit codes of the contract; each takes ``--debug``."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Register a command."""
        debug_option(cmd)
        super().add_command(cmd, name)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run from the command line, or from a program; what a stream cannot show fails neither."""
        steady_streams()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it raises ends the program in words."""
        result: Any = None
        failed: Exception | None = None
        code: int = ExitCode.DONE
        try:
            result = super().invoke(ctx)
        except click.ClickException:
            raise
        except click.exceptions.Exit as ended:
            code = ended.exit_code
        except LeonError as error:
            code, failed = error.exit_code, error
            tell(str(error))
        except (KeyboardInterrupt, click.Abort):
            code = ExitCode.INTERRUPTED
            tell("interrupted")
        except BrokenPipeError:
            let_go_of_output()
        except Exception as error:
            code, failed = _end_unforeseen(ctx, error)
        code = _with_last_words(ctx, failed, code)
        return result if code == ExitCode.DONE else ctx.exit(code)


def _with_last_words(ctx: click.Context, failed: Exception | None, code: int) -> int:
    """The exit code once all is printed; a reader that has closed our output does not change it."""
    try:
        if failed is not None:
            _answer(ctx, failed, code)
        sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_output()
    except OSError as error:
        let_go_of_output()
        tell(f"output cannot be written: {why(error)}")
        return ExitCode.USAGE
    return int(code)


def _end_unforeseen(ctx: click.Context, error: Exception) -> tuple[int, Exception | None]:
    """Say what no command foresaw: a disk that takes no more, which is no error of the program, or an internal error."""
    if isinstance(error, OSError) and is_of_disk(error):
        let_go_of_output()
        tell(f"{error.filename or 'output'} cannot be written: {why(error)}")
        return ExitCode.USAGE, None
    if is_debugging(ctx):
        traceback.print_exc()
    tell(f"leon: {type(error).__name__}: {' '.join(str(error).split())[:300]}; {REPORT}")
    return ExitCode.OUR_FAULT, error


def _answer(ctx: click.Context, error: Exception, code: int) -> None:
    """Programs that asked for JSON get the error as an object, too."""
    if ctx.meta.get(JSON):
        problems = [problem.as_json() for problem in error.problems] if isinstance(error, InputError) else []
        print_json({"ok": False, "exit_code": int(code), "message": str(error), "problems": problems, "warnings": []})
