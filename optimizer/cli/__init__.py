"""The command line: ``leon``. Nothing heavy is imported before a command runs, so that help is instant."""

from leonplan.optimizer.cli.main import main

__all__ = ["main"]
