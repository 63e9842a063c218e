"""Numbers that a workbook keeps to the last bit."""

from __future__ import annotations


class ExactNumber(float):
    """A number that is written with as many digits as tell it from every other.

    XlsxWriter formats numbers to sixteen digits, which is one too few for some; what asks this one for its text gets all.

    >>> f"{0.1 + 0.2:.16G}", f"{ExactNumber(0.1 + 0.2):.16G}"
    ('0.3', '0.30000000000000004')
    """

    def __format__(self, wanted: str) -> str:
        """The shortest text that reads back as this number, whatever is wanted."""
        return str(int(self)) if self.is_integer() and abs(self) < 1e15 else float.__repr__(self)
