"""Amounts, differences and intervals as the command line writes them."""

import math

NONE = "none"
"""What a difference reads of which nothing is left as it is rounded."""
UNKNOWN = "\N{EN DASH}"
"""What stands where there is no number."""

_MANY = 100.0  # from here on a number is written without decimals
_MINUS = "\N{MINUS SIGN}"


def amount(value: float, unit: str) -> str:
    """Return a number as people write it: "9.4 %", "$402 m", "39.4"."""
    if value < 0.0:
        return f"{_MINUS}{amount(-value, unit)}"
    if math.isnan(value):
        return UNKNOWN
    if unit.startswith("share"):
        return f"{100.0 * value:.1f} %"
    if unit.startswith("$M"):
        thousand = 1000.0
        return f"${value / thousand:.2f} bn" if value >= thousand else f"${_short(value)} m"
    return _short(value)


def change(value: float, unit: str) -> str:
    """Return a difference with its sign: "+2.5 pts" of a share, "−$63 m"; "none" if it rounds to nought."""
    if math.isnan(value):
        return UNKNOWN
    words = _size_of_change(abs(value), unit)
    if not any(digit in "123456789" for digit in words):
        return NONE
    return f"{'+' if value > 0.0 else _MINUS}{words}"


def interval(low: float, high: float, unit: str) -> str:
    """Return an interval of a difference: "+1.9 pts to +3.1 pts", "0 to +$4 m"."""
    if math.isnan(low) or math.isnan(high):
        return UNKNOWN
    first, last = ("0" if end == NONE else end for end in (change(low, unit), change(high, unit)))
    return first if first == last else f"{first} to {last}"


def _size_of_change(size: float, unit: str) -> str:
    if unit.startswith("share"):
        return f"{100.0 * size:.1f} pts"
    small = size < 1.0 and not unit.startswith("$M")
    return f"{size:.2f}" if small else amount(size, unit)


def _short(value: float) -> str:
    million = 1e6
    if abs(value) >= million:
        return f"{value / million:,.1f} m"
    return f"{value:,.0f}" if abs(value) >= _MANY else f"{value:.1f}"
