"""Numbers and names as a screen shows them."""

from __future__ import annotations


def visible(text: str) -> str:
    """Text on one line with invisible characters as codes, so that a name cannot steer the terminal.

    >>> visible("Sør\\x1b[31m\\tby")
    'Sør\\\\u001b[31m by'
    """
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else f"\\u{ord(letter):04x}" for letter in text
    )


def number(value: float, decimals: int = 0) -> str:
    """A number with thousands set apart by a blank; no minus sign on zero.

    >>> number(1234567.8), number(-0.04, 1), number(-1234.56, 1)
    ('1 234 568', '0.0', '-1 234.6')
    """
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace(",", " ")


def brief(value: float) -> str:
    """A number in a table: whole from 100 on, else one decimal; nothing for zero.

    >>> brief(123.4), brief(12.34), brief(0.04), brief(0.0)
    ('123', '12.3', '0.0', '·')
    """
    if value == 0:
        return "·"
    return number(value, 0 if abs(value) >= 99.95 else 1)


def share(value: float) -> str:
    """A share in per cent, fine enough that little is not nothing.

    >>> share(0.25), share(0.00095), share(0.0)
    ('25.0 %', '0.095 %', '0 %')
    """
    if value == 0:
        return "0 %"
    return f"{100 * value:.1f} %" if abs(value) >= 0.01 else f"{100 * value:.2g} %"


def millions(thousands: float) -> str:
    """Thousands of kroner as millions with one decimal.

    >>> millions(639226)
    '639.2'
    """
    return number(thousands / 1000, 1)
