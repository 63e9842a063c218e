"""Paths that people type: which cannot be used on this system, and which names cannot be copied to another."""

from __future__ import annotations

import os
import re
from pathlib import Path

LONGEST_NAME = 230
"""Longest name of what is made [bytes]: file systems take 255, and what is made stands under a longer name first."""

INSTANCE_FILE = "instance.yaml"
"""Name of the file of settings in an instance folder."""

WORKBOOK_SUFFIX = ".xlsx"
"""Ending by which workbooks are known."""

_FORBIDDEN = re.compile(r'[<>:"|?*\\/\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
"""What no name of a file may hold on Windows."""


def unusable(path: Path) -> str:
    """Why nothing can be at a path, or what is there cannot be read; empty if it can be, or nothing is there.

    Loops of links, names that are too long, folders that may not be entered.
    """
    try:
        if path.is_dir():
            os.scandir(path).close()
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
    return ""


def refused_name(path: Path) -> str:
    """Why a file or folder should not be made with the last name of a path; empty if it may be."""
    name = path.name
    if len(name.encode(errors="surrogateescape")) > LONGEST_NAME:
        return f"the name is longer than {LONGEST_NAME} bytes; shorten it"
    if _FORBIDDEN.search(name):
        return 'leave out < > : " | ? * \\, final dots and blanks, and names of devices such as con'
    return ""


def unwritable(path: Path) -> str:
    """Why nothing can be made at a path, as far as is known without making it; empty if it may be."""
    if reason := refused_name(path) or unusable(path):
        return reason
    for folder in path.absolute().parents:
        if reason := unusable(folder):
            return f"{folder}: {reason}"
        if folder.is_dir():
            return "" if os.access(folder, os.W_OK | os.X_OK) or path.exists() else f"{folder} may not be written to"
        if os.path.lexists(folder):
            return f"{folder} is not a folder"
    return ""
