"""Numbers as people type them: commas and points, spaces between thousands, units; nothing is guessed.

A comma or a point may part thousands or decimals. Where only one reading makes sense it is taken; where two do, the
text means neither until it is written in another way. What is written here has one reading only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from simulator.scenario.problems import shortened
from ui.look.wording import HARD_SPACE, MINUS, tr

_LONGEST_QUOTE = 30  # letters of what was typed that are repeated
_WHOLE = re.compile(r"([+-]?)([0-9.,' ]+)(?:e([+-]?[0-9]{1,3}))?")
_PARTED = (  # thousands in groups of three, decimals after a mark; or no groups at all
    (re.compile(r"(?:[0-9]+|(?=[.,]))(?:[.,][0-9]*)?"), ""),
    *(
        (re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+(?:[{rest}][0-9]*)?"), mark)
        for mark, rest in ((",", "."), (".", ","), (" ", ".,"), ("'", ".,"))
    ),
)
_GROUP = 3  # digits


class MisreadError(ValueError):
    """What was typed cannot be taken; the message is a sentence that says what can."""


class Span(NamedTuple):
    """The numbers that may be typed: both ends, whether only whole ones, and how a number is told with its unit."""

    low: Decimal
    high: Decimal
    whole: bool
    told: Callable[[Decimal], str]

    def has(self, number: Decimal) -> bool:
        """Return whether a number may be typed."""
        return self.low <= number <= self.high and self.suits(number)

    def suits(self, number: Decimal) -> bool:
        """Return whether a number is of the kind, wherever it lies."""
        return not self.whole or number == number.to_integral_value()


def tidied(text: str) -> str:
    """Return a text without the differences between spaces, dashes, quotes, and wide and narrow digits."""
    plain = unicodedata.normalize("NFKC", text).translate({0x2212: "-", 0x2013: "-", 0x2019: "'"})
    return " ".join(plain.split())


def readings(text: str) -> tuple[Decimal, ...]:
    """Return every number that a tidied text may mean: none, one, or two where a mark can be read both ways."""
    found = _WHOLE.fullmatch(text.casefold())
    if found is None or not any(digit.isdigit() for digit in found[2]):
        return ()
    sign, body, power = found[1], found[2].strip(), found[3] or "0"
    bodies = {
        body.replace(mark, "").replace(",", ".") if mark else body.replace(",", ".")
        for way, mark in _PARTED
        if way.fullmatch(body)
    }
    return tuple(sorted({Decimal(f"{sign}{plain}e{power}") for plain in bodies}))


def number_in(text: str, span: Span, mark: str) -> Decimal:
    """Return the number that a text without its unit means; `mark` parts decimals in what is told.

    Raises
    ------
    MisreadError
        If it means none, more than one, or one that may not be typed.
    """
    text = tidied(text)
    meant = readings(text)
    allowed = tuple(number for number in meant if span.has(number))
    if len(allowed) == 1:
        return allowed[0]
    if allowed:
        raise MisreadError(_twofold(text, allowed, span, mark))
    low, high = span.told(span.low), span.told(span.high)
    beyond = [number for number in meant if span.suits(number)]
    if beyond:
        words = tr("Between {low} and {high}; {typed} is not possible.")
        raise MisreadError(words.format(low=low, high=high, typed=quoted(text)))
    kind = tr("Write a whole number") if span.whole else tr("Write a number")
    if not text:
        raise MisreadError(tr("{kind} between {low} and {high}.").format(kind=kind, low=low, high=high))
    words = tr("{kind} between {low} and {high}; {typed} is none.")
    raise MisreadError(words.format(kind=kind, low=low, high=high, typed=quoted(text)))


def written(number: Decimal, mark: str, span: Span | None = None) -> str:
    """Return a number with all its digits, thousands parted by spaces; within a span it can be read in one way only."""
    text = f"{number.copy_abs():f}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    first = len(whole) % _GROUP
    groups = [whole[:first], *(whole[place : place + _GROUP] for place in range(first, len(whole), _GROUP))]
    text = HARD_SPACE.join(filter(None, groups)) + (f"{mark}{part}" if part else "")
    while span is not None and len([each for each in readings(tidied(text)) if span.has(each)]) > 1:
        text += "0"  # a fourth decimal: no thousands
    return f"{MINUS}{text}" if number < 0 else text


def without_unit(text: str, prefix: str, suffix: str) -> str:
    """Return a tidied text without the sign before it and the unit behind it, as far as they were typed."""
    text, words = tidied(text), tidied(suffix).split()
    sign = tidied(prefix)
    for known in filter(None, (sign, "x" if sign == "×" else "")):
        text = text.removeprefix(known).removesuffix(known).strip()
    for count in range(len(words), 0, -1):
        unit = " ".join(words[:count])
        if text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].strip()
    return text


def quoted(text: str) -> str:
    """Return the beginning of what was typed, in quotes."""
    return f"“{shortened(text, _LONGEST_QUOTE)}”"


def _twofold(text: str, allowed: tuple[Decimal, ...], span: Span, mark: str) -> str:
    """Return which two numbers a text can mean, each as it would have to be written."""
    one, other = (written(number, mark, span) for number in allowed)
    words = tr("{typed} can be read in two ways. Write {one} or {other}.")
    return words.format(typed=quoted(text), one=one, other=other)
