"""A comparison as a page of text: effects first, what they cost beside them, and what may be concluded."""

import math
from collections.abc import Iterator

from simulator.dates import NEVER, month_words
from simulator.experiment.comparison import CERTAIN, Comparison, Difference
from simulator.summary import HONESTY
from simulator.text import one_line

_LABEL, _FIGURE, _CHANGE, _T = 44, 9, 11, 7  # columns; together they fit into a terminal of 80
_NOTHING = "\N{EN DASH}"
_MANY = 100.0  # from here on a number is written without decimals
_MINUS = "\N{MINUS SIGN}"


def page(comparison: Comparison) -> str:
    """Return the page about a comparison."""
    base, other, seeds = comparison.base, comparison.other, comparison.seeds
    count = f"{len(seeds)} pairs of runs" if len(seeds) > 1 else "one pair of runs"
    lines = [
        f"{one_line(other.title)}, compared with: {one_line(base.title)}",
        other.question,
        f"{count} with the same luck, {base.buyers:,} buyers each; {_usual_months(comparison)}",
        "",
        f"{'':<{_LABEL}}{'base':>{_FIGURE}}{'scenario':>{_FIGURE}}{'difference':>{_CHANGE}}{'t':>{_T}}",
    ]
    for heading, cost in (("Effects", False), ("Costs", True)):
        rows = [row for one in comparison.differences if one.quantity.cost == cost for row in _row(comparison, one)]
        lines += [heading, *rows] if rows else []
    return "\n".join((*lines, "", *_conclusions(comparison), "", HONESTY))


def amount(value: float, unit: str) -> str:
    """Return a number as people write it: "9.4 %", "$402 m", "39.4"."""
    if value < 0.0:
        return f"{_MINUS}{amount(-value, unit)}"
    if unit.startswith("share"):
        return f"{100.0 * value:.1f} %"
    if unit.startswith("$M"):
        thousand = 1000.0
        return f"${value / thousand:.2f} bn" if value >= thousand else f"${_short(value)} m"
    return _short(value)


def change(value: float, unit: str) -> str:
    """Return a difference with its sign: "+2.5 pts" of a share, "−$63 m"."""
    if value == 0.0:
        return "none"
    sign = "+" if value > 0.0 else _MINUS
    if unit.startswith("share"):
        return f"{sign}{100.0 * abs(value):.1f} pts"
    small = abs(value) < 1.0 and not unit.startswith("$M")
    return f"{sign}{abs(value):.2f}" if small else f"{sign}{amount(abs(value), unit)}"


def t_words(t: float) -> str:
    """Return a t-value, a dash where there is none."""
    if math.isnan(t):
        return _NOTHING
    sign = "" if t > 0.0 else _MINUS
    return f"{sign}{'∞' if math.isinf(t) else f'{abs(t):.1f}'}"


def _row(comparison: Comparison, one: Difference) -> Iterator[str]:
    quantity = one.quantity
    per_month = ", a month" if quantity.unit.endswith(" a month") else ""
    when = f" ({quantity.when(comparison.since)})" if quantity.over != "mean" else ""
    label = f"  {quantity.label}{per_month}{when}"
    if len(label) > _LABEL and when:  # in two lines
        yield label.removesuffix(when)
        label = f"   {when}"
    levels = [_mean(one.base), _mean(one.other)]
    figures = "".join(f"{amount(level, quantity.unit) if quantity.level else _NOTHING:>{_FIGURE}}" for level in levels)
    yield f"{label:<{_LABEL}}{figures}{change(one.mean, quantity.unit):>{_CHANGE}}{t_words(one.t):>{_T}}"


def _usual_months(comparison: Comparison) -> str:
    means = [one.quantity for one in comparison.differences if one.quantity.over == "mean"]
    return f"{means[0].when(comparison.since)} unless said" if means else ""


def _conclusions(comparison: Comparison) -> Iterator[str]:
    if len(comparison.seeds) > 1:
        yield f"A t-value beyond ±{CERTAIN:.0f}: the difference is more than luck."
    else:
        yield "One pair cannot tell a difference from luck: ask for more with --seeds."
    since = comparison.since
    if since == 0:
        yield "The two differ from the first month on."
    elif since >= NEVER:
        yield f"The two say the same; {_equality(comparison)} in every month."
    else:
        yield f"Before {month_words(since)}, the first month that may differ, {_equality(comparison)}."


def _equality(comparison: Comparison) -> str:
    if comparison.greatest_before == 0.0:
        return "every figure is exactly equal in every pair"
    return (
        f"figures differ by up to {comparison.greatest_before:.3g}, which is a fault of the program: please report it"
    )


def _mean(values: tuple[float, ...]) -> float:
    return sum(values) / len(values) if values else float("nan")


def _short(value: float) -> str:
    if math.isnan(value):
        return _NOTHING
    million = 1e6
    if abs(value) >= million:
        return f"{value / million:,.1f} m"
    return f"{value:,.0f}" if abs(value) >= _MANY else f"{value:.1f}"
