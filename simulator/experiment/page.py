"""A comparison as a page of text: effects first, what they cost beside them, and what may be concluded."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from simulator.dates import NEVER, month_words
from simulator.experiment.comparison import Comparison, Difference
from simulator.experiment.intervals import LEAST_PAIRS, LEVEL, Finding
from simulator.experiment.wording import UNKNOWN, amount, change, interval
from simulator.summary import HONESTY

_LABEL, _FIGURE, _CHANGE, _INTERVAL = 28, 9, 11, 23  # columns; together they fit into a terminal of 80
_WIDTH = _LABEL + 2 * _FIGURE + _CHANGE + _INTERVAL


def page(comparison: Comparison) -> str:
    """Return the page about a comparison."""
    base, other, seeds = comparison.base, comparison.other, comparison.seeds
    count = f"{len(seeds)} pairs of runs" if len(seeds) > 1 else "one pair of runs"
    bounds = f"{100.0 * LEVEL:.0f} % interval"
    lines = [
        *wrap(f"{other.title}, compared with: {base.title}", _WIDTH),
        *wrap(other.question, _WIDTH),
        f"{count} with {_seeds(seeds)}, {base.buyers:,} buyers each",
        *_usual_months(comparison),
        "",
        f"{'':<{_LABEL}}{'base':>{_FIGURE}}{'scenario':>{_FIGURE}}{'difference':>{_CHANGE}}{bounds:>{_INTERVAL}}",
    ]
    judged = tuple(zip(comparison.differences, comparison.findings, strict=True))
    for heading, cost in (("Effects", False), ("Costs", True)):
        rows = [row for one, found in judged if one.quantity.cost == cost for row in _row(comparison, one, found)]
        lines += [heading, *rows] if rows else []
    concluded = (line for words in _conclusions(comparison) for line in wrap(words, _WIDTH))
    return "\n".join((*lines, "", *concluded, "", HONESTY))


def _seeds(seeds: tuple[int, ...]) -> str:
    if len(seeds) == 1:
        return f"seed {seeds[0]}"
    in_a_row = seeds == tuple(range(seeds[0], seeds[-1] + 1))
    return f"seeds {seeds[0]} to {seeds[-1]}" if in_a_row else f"seeds {', '.join(map(str, seeds))}"


def _row(comparison: Comparison, one: Difference, found: Finding) -> Iterator[str]:
    """Yield the lines of a quantity: its label beside its numbers, and what they tell below these."""
    quantity, known = one.quantity, one.estimate
    # the label on as many lines as it needs
    per_month = ", a month" if quantity.unit.endswith(" a month") else ""
    when = f" ({quantity.when(comparison.since)})" if quantity.over != "mean" else ""
    labels = wrap(f"{quantity.label}{per_month}{when}", _LABEL, initial_indent="  ", subsequent_indent="    ")
    # its numbers, and what they tell unless the difference already reads "none"
    levels = (_mean(one.base), _mean(one.other)) if quantity.level else (None, None)
    figures = "".join(f"{UNKNOWN if one is None else amount(one, quantity.unit):>{_FIGURE}}" for one in levels)
    bounds = interval(known.low, known.high, quantity.unit)
    numbers = [f"{figures}{change(one.mean, quantity.unit):>{_CHANGE}}{bounds:>{_INTERVAL}}"]
    if found not in {Finding.NONE, Finding.UNKNOWN}:
        numbers.append(f"{found.value:>{_WIDTH - _LABEL}}")
    for label, number in zip_longest(labels, numbers, fillvalue=""):
        yield f"{label:<{_LABEL}}{number}".rstrip()


def _usual_months(comparison: Comparison) -> Iterator[str]:
    means = [one.quantity for one in comparison.differences if one.quantity.over == "mean"]
    if means:
        yield f"{means[0].when(comparison.since)} unless said otherwise"


def _conclusions(comparison: Comparison) -> Iterator[str]:
    """Yield what may be concluded, a paragraph each."""
    yield from _about_luck(len(comparison.seeds), len(comparison.differences))
    since = comparison.since
    if since == 0:
        yield "The two differ from the first month on."
    elif since >= NEVER:
        yield f"The two say the same; {_equality(comparison)} in every month."
    else:
        yield f"Before {month_words(since)}, the first month that may differ, {_equality(comparison)}."


def _about_luck(pairs: int, rows: int) -> Iterator[str]:
    """Yield how differences are told from luck at so many pairs."""
    if pairs < LEAST_PAIRS:
        so_few = "One pair of runs cannot" if pairs == 1 else f"{pairs} pairs of runs cannot"
        yield f"{so_few} tell a difference from luck: ask for {LEAST_PAIRS} or more with --seeds."
        return
    yield (
        f"More than luck: were nothing but luck at work, 19 of 20 such tables would have no row that says so "
        f"(Student's t with {pairs} pairs; all {rows} rows judged together, after Holm). May be luck: {pairs} pairs "
        "cannot tell; more of them may."
    )
    yield (
        "An interval is about its own row and holds the true difference 19 times in 20. It may leave nought out where "
        "the table as a whole does not."
    )


def _equality(comparison: Comparison) -> str:
    if comparison.greatest_before == 0.0:
        return "every figure is exactly equal in every pair"
    return (
        f"figures differ by up to {comparison.greatest_before:.3g}, which is a fault of the program: please report it"
    )


def _mean(values: tuple[float, ...]) -> float:
    return sum(values) / len(values)
