"""Months as people type them: "Mar 2027", "March 2027", "2027-03", "3/2027", "1.4.2027"; nothing is guessed."""

from __future__ import annotations

import re

from simulator.dates import START_MONTH, START_YEAR
from ui.look import wording
from ui.look.wording import tr
from ui.widgets.written_numbers import MisreadError, quoted, tidied

_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LEAST = 3  # letters of a name
_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2}|[^\W\d_]+)\.?", r"(?P<day>[0-9]{1,2})"
_GAP = r"[ ./,-]{1,2}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_MONTH}{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{_MONTH}",
        rf"{_YEAR}-{_MONTH}-{_DAY}",
        rf"{_DAY}[. ]{{1,2}}{_MONTH}{_GAP}{_YEAR}",
        rf"(?P<month>[^\W\d_]+)\.? {_DAY},? {_YEAR}",
    )
)
_SLASHES = re.compile(rf"(?P<one>[0-9]{{1,2}})/(?P<other>[0-9]{{1,2}})/{_YEAR}")
"""Some write the day first and some the month."""


def month_in(text: str, first: int, last: int) -> int:
    """Return the number of the month that a text means, between the first and the last that may be typed.

    Raises
    ------
    MisreadError
        If it means none, may mean two, names a day in the middle of one, or lies outside.
    """
    text = tidied(text)
    meant = _meant(text.casefold())
    if not meant:
        raise MisreadError(_form_of(text, first, last))
    if len(meant) > 1:
        one, other = (wording.month(month) for month in sorted(month for _, month in meant))
        words = tr("{typed} can be read in two ways. Write {one} or {other}.")
        raise MisreadError(words.format(typed=quoted(text), one=one, other=other))
    ((day, month),) = meant
    if not first <= month <= last:
        words = tr("Between {first} and {last}; {typed} is not possible.")
        ends = {"first": wording.month(first), "last": wording.month(last)}
        raise MisreadError(words.format(**ends, typed=quoted(text)))
    if day != 1:
        words = tr("Only whole months can be set; {typed} names a day. Write {month}.")
        raise MisreadError(words.format(typed=quoted(text), month=wording.month(month)))
    return month


def _meant(text: str) -> list[tuple[int, int]]:
    """Return the days and months that a text may mean; the day is 1 where it names none."""
    if found := _SLASHES.fullmatch(text):
        pairs = {(int(found["one"]), int(found["other"])), (int(found["other"]), int(found["one"]))}
        year = int(found["year"])
        return [(day, _number(year, month)) for day, month in pairs if month in _COUNTED and day <= _LONGEST]
    for form in _FORMS:
        if (found := form.fullmatch(text)) and (month := _month(found["month"])):
            day = int(found["day"]) if "day" in form.groupindex else 1
            return [(day, _number(int(found["year"]), month))]
    return []


_COUNTED = range(1, 13)
_LONGEST = 31  # days


def _month(word: str) -> int:
    """Return which month of a year a word means, by its number, the beginning of its name, or as the window says it."""
    if word.isdigit():
        return int(word) if int(word) in _COUNTED else 0
    shown = [wording.month(_number(START_YEAR, month)).partition(" ")[0].casefold() for month in _COUNTED]
    begun = [name.startswith(word) and len(word) >= _LEAST for name in _NAMES]
    found = [month for month in _COUNTED if shown[month - 1] == word or begun[month - 1]]
    return found[0] if len(found) == 1 else 0


def _number(year: int, month: int) -> int:
    """Return the number of a month of a year."""
    return (year - START_YEAR) * len(_COUNTED) + month - START_MONTH


def _form_of(text: str, first: int, last: int) -> str:
    """Return how a month is written, and why a text is none."""
    example = wording.month(min(max(first, _number(2027, 3)), last))
    if not text:
        return tr("Write a month and its year, as in {example}.").format(example=example)
    words = tr("Write a month and its year in full, as in {example}; {typed} is none.")
    return words.format(example=example, typed=quoted(text))
