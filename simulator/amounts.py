"""How numbers and amounts of money are written: one rule for the terminal, for files and for the window."""

import math
from typing import NamedTuple

_STEPS = ((1e6, "trn"), (1e3, "bn"), (1.0, "m"), (1e-3, "k"))
_ROUNDS_UP = 0.9995  # of a unit is written as one of it
_FINE = 9.95  # below it a number has one decimal


class Amount(NamedTuple):
    """A number of units, with the decimals that it is worth; the unit is "trn", "bn", "m", "k" or, for nothing, ""."""

    number: float
    decimals: int
    unit: str


def rounded(millions: float) -> Amount:
    """Return an amount in $M in the largest unit of which it has one, to two digits or whole units."""
    for step, unit in _STEPS:
        if abs(millions) >= _ROUNDS_UP * step:
            return Amount(millions / step, decimals(millions / step), unit)
    return Amount(0.0, 0, "")


def decimals(number: float) -> int:
    """Return how many decimals a number of some unit is worth: one where it is small."""
    return 1 if 0.0 < abs(number) < _FINE else 0


def number_words(number: float) -> str:
    """Return a number as people write it, as in "2,000,000"; a whole one with every digit."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.12g}"


def money_words(millions: float) -> str:
    """Return an amount in $M in English, as in "$118 m", "−$1.7 bn" or, unknown, "–"."""
    if not math.isfinite(millions):
        return "–"
    number, places, unit = rounded(millions)
    sign = "−" if number < 0.0 else ""
    return f"{sign}${abs(number):,.{places}f} {unit}".rstrip()
