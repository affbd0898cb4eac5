"""Evidence in words: values and bands as people write them, and the report of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf, isnan
from textwrap import wrap

from simulator.dates import month_words
from simulator.evidence.judging import Result
from simulator.evidence.row import TIERS, Row
from simulator.evidence.standing import BETWEEN

TITLES = {
    "hard": "Must be met",
    "check": "Checks: told, in or out",
    "input": "Put in by hand: no findings",
}
_BILLION, _THOUSAND = 1e9, 1000.0
_PLAIN = 100.0  # from here on a number needs no decimals
_WIDTH, _BEFORE = 100, 22


def value_words(row: Row, value: float) -> str:
    """Return a value of a row as people write it: "10 %", "$1.7 bn", "Oct 2025"."""
    if isnan(value) or isinf(value):
        return "none"
    if row.unit == "month":
        return month_words(round(value))
    return _number(row, value)


def mean_words(result: Result) -> str:
    """Return the mean of a result, with a digit more where it lies outside and would read like an edge of the band."""
    row, words = result.row, value_words(result.row, result.mean)
    if result.inside or row.unit != "share" or words not in {value_words(row, row.low), value_words(row, row.high)}:
        return words
    return f"{100.0 * result.mean:.1f} %"


def band_words(row: Row) -> str:
    """Return the band of a row: "7 % to 13 %", "at least 3 ×"."""
    low = value_words(row, row.low) if not isinf(row.low) else ""
    high = value_words(row, row.high) if not isinf(row.high) else ""
    if low and high:
        return f"{low} to {high}" if low != high else f"exactly {low}"
    return f"at least {low}" if low else f"at most {high}"


def found_words(result: Result) -> str:
    """Return the mean of a result and how far seeds scatter around it; one seed alone does not tell the latter."""
    mean = mean_words(result)
    return mean if isnan(result.deviation) else f"{mean} ± {spread_words(result)}"


def spread_words(result: Result) -> str:
    """Return the standard deviation over the seeds in the unit of the row; of a month, in months."""
    if result.row.unit == "month":
        return f"{result.deviation:.1f} months"
    return _number(result.row, result.deviation)


def report(results: Sequence[Result]) -> str:
    """Return the whole table as text: hard rows first, each with mean, spread, band and verdict."""
    parts = [BETWEEN, ""] if BETWEEN else []
    for tier in TIERS:
        here = [result for result in results if result.row.tier == tier]
        inside = sum(result.inside for result in here)
        parts.append(f"{TITLES[tier]}: {inside} of {len(here)} in")
        parts += [line for result in here for line in _lines(result)]
        parts.append("")
    return "\n".join(parts).rstrip()


def _lines(result: Result) -> list[str]:
    row = result.row
    verdict = "in " if result.inside else "OUT"
    said = found_words(result)
    lines = [f"  {verdict}  {row.id:<14} {row.quantity}", f"{'':{_BEFORE}}{said}   wanted {band_words(row)}"]
    if not result.inside and row.why_out:
        lines += [f"{'':{_BEFORE}}{line}" for line in wrap(row.why_out, _WIDTH - _BEFORE)]
    return lines


def _number(row: Row, value: float) -> str:
    if row.unit == "share":
        part = round(100.0 * value, 1)
        return f"{part:.0f} %" if abs(part) >= 10.0 or part == round(part) else f"{part:.1f} %"  # noqa: PLR2004 - two digits
    if row.unit == "$M":
        return _money(value)
    if row.unit == "downloads":
        return f"{value / _BILLION:.2f} bn"
    number = f"{value:,.0f}" if abs(value) >= _PLAIN else f"{value:.3g}"
    return f"{number} ×" if row.unit == "times" else f"{number} {row.unit}"


def _money(amount: float) -> str:
    if abs(amount) >= _THOUSAND:
        return f"${amount / _THOUSAND:.1f} bn"
    return f"${amount:.0f} m" if abs(amount) >= 10.0 else f"${amount:.2f} m"  # noqa: PLR2004 - two digits
