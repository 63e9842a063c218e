"""What people, spreadsheets and enemies write into a cell, a field or an option."""

from __future__ import annotations

from random import Random

NUMBERS = (
    "0", "-0", "-1", "1", "0.5", "1.5", "-0.001", "1e-320", "1e9", "1000000001", "1e308", "1e309", "-1e308", "nan", "NaN",
    "inf", "-inf", "Infinity", "9" * 50, "0x10", "1_000", "27.000", "27,5", "1.234.567", "16 000", "16\u00a0000", "\u22125",
    "5 %", "12 kr", "٣", "1/3", "2026", "1899", "2201", "99999999999999999999", "0777", "+5", ".5", "5.", "1e", "1e+",
)  # fmt: skip

TEXTS = (
    "", " ", "Sum", "Totalt", "true", "ja", "NULL", "null", "#REF!", "#N/A", "=1+1", "=cmd|'/c calc'!A1", "01.mai",
    "2026-01-01", "12.05.2025", "nowhere", "Øst", "a b", "a,b", "a;b", "x" * 300, "x" * 10_001, "\u202etxet", "\ufeff",
    "\x00", "\x07", "\x85", "\u2028", "\ud7ff", "🏥" * 30, "<script>", "[/bold]", "{{ 7 }}", "%s%n", "../..", "\\", "'", "\t",
    "-", "?", "*", "&", "!", "|", ">", "@", "`", "~", "..", ":", "all", "none", "main",
)  # fmt: skip

YAML = (
    "", "~", "null", "[]", "{}", "[1, 2]", "{a: 1}", ".nan", ".inf", "-.Inf", "1e400", "0777", "27.000", '"1"', "'x'", "yes",
    "&a 1", "*a", "!!python/object:os.system x", "!x 1", "<<: {a: 1}", "|", ">-", "'", '"', "[", "{", "]", "}", "- -", "- 1",
    "? a", "%YAML 1.1", "---", "...", "@", "`", "\t1", "1: 2", "a: b: c", "# x", "[" * 60 + "]" * 60, "{a: " * 60 + "}" * 60,
    "1900", "9" * 50, "-1", "2.5", "true", "2026-01-01", "12:30", "x" * 3000, "\x00", "\x7f", "\u2028", "Ø", "🏥",
)  # fmt: skip

NAMES = (
    "", "x" * 256, "ø" * 200, "con", "nul.txt", "a:b", "a.", " ", "loop", "nothing", "file", "folder", "pipe", "new",
    "new/below", "file/below", "\x00", "\n", "-", "--", "tiny", "tinny", "x*?", "\udce6", "\u202e", "a\\b", "....", "~",
)  # fmt: skip
"""Names of files and folders; ``loop``, ``file``, ``folder`` and ``pipe`` are there, in the folder that is worked in."""


def any_value(random: Random) -> str:
    """A number or text."""
    return random.choice(random.choice((NUMBERS, TEXTS)))


def any_option(random: Random) -> str:
    """Something for an option."""
    return random.choice(random.choice((NUMBERS, TEXTS, NAMES)))
