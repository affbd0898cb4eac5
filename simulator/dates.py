"""Months as numbers and as words.

Month 0 is September 2023, when fourteen Chinese models were on offer; a month number counts from there.
"""

import re

START_YEAR, START_MONTH = 2023, 9
NOW = 28  # January 2026, where the hand stands when the window opens
HORIZON = 148  # months from September 2023 to December 2035
NEVER = 32_000  # later than every month that can be simulated; fits into 16 bits

_FORM = re.compile(r"(\d{4})-(\d{2})")
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_number(text: str) -> int:
    """Return the month number of `"2026-01"`.

    Raises
    ------
    ValueError
        If the text is not a year of four digits, a dash and a month from 01 to 12.
    """
    found = _FORM.fullmatch(text)
    if found is None or int(found[2]) not in range(1, 13):
        message = f'"{text}" is not a month; write the year, a dash and the month, as in "2026-01"'
        raise ValueError(message)
    return (int(found[1]) - START_YEAR) * 12 + int(found[2]) - START_MONTH


def month_text(month: int) -> str:
    """Return `"2026-01"` for 28, the form used in files and tables."""
    years, months = divmod(month + START_MONTH - 1, 12)
    return f"{START_YEAR + years}-{months + 1:02d}"


def month_words(month: int) -> str:
    """Return `"Jan 2026"` for 28, the form shown to people."""
    years, months = divmod(month + START_MONTH - 1, 12)
    return f"{_NAMES[months]} {START_YEAR + years}"
