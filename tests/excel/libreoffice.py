"""LibreOffice without a screen: workbooks opened and saved by another program."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: no command soffice to save workbooks with"
)
"""Left out where there is no LibreOffice."""


def saved_by_libreoffice(file: Path, folder: Path) -> Path:
    """The workbook, opened and saved by LibreOffice; folder: in which it may work."""
    command = [
        "soffice", "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "saved"), str(file),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "saved" / file.name
