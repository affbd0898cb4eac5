"""What happened, on one page of text: who is used where, what leaks, what it costs.

Each number is an indicator; months, shares and money are written as people write them.
"""

from collections.abc import Callable, Sequence

import numpy as np

from simulator.amounts import money_words
from simulator.dates import NOW, month_words
from simulator.history import Branch
from simulator.indicator import GROUPS, INDICATORS, PLACES, market_shares
from simulator.wishes import buyers_welfare
from simulator.world import Floats, World

HONESTY = "Conditional, not a forecast; firms' accounts illustrative."

_COLUMNS = {  # a heading of two lines for each place
    "world": ("", "World"),
    "united_states": ("United", "States"),
    "europe": ("", "Europe"),
    "china": ("", "China"),
    "latin_america": ("Latin", "Am."),
    "southeast_asia": ("S.-E.", "Asia"),
    "singapore": ("Singa-", "pore"),
    "middle_east_africa": ("M.East", "Africa"),
    "asia_pacific": ("Asia-", "Pac."),
}
_NAME_WIDTH, _WIDTH = 16, 7  # nine places fit into a terminal of 80 columns
_LABEL_WIDTH, _FIGURE_WIDTH = 57, 11
_WORTH_A_ROW = 0.03  # share somewhere, at some time, from which a maker has its own row
_MOST_ROWS = 14


def summary(branch: Branch) -> str:
    """Return the page about a branch: January 2026, if it got that far, beside the last month."""
    last = branch.worlds[-1]
    moments = [branch.worlds[NOW], last] if last.month > NOW else [last]
    return "\n\n".join((_market_shares(moments), _figures(branch, moments), HONESTY))


def share_words(share: float) -> str:
    """Return a share as in "10 %"; a share too small to round up is "<1 %"."""
    if share <= 0.0:
        return "–"
    return "<1 %" if share < 0.005 else f"{share:.0%}".replace("%", " %")  # noqa: PLR2004 - what rounds to 0 %


def figure(world: World, name: str, **labels: str) -> float:
    """Return one number of an indicator, by labels that name every axis of one of its cuts.

    Raises
    ------
    LookupError
        If no cut has these axes.
    """
    for cut in INDICATORS[name].cuts(world):
        axes = dict(cut.axes)
        if axes.keys() == labels.keys():
            return float(cut.values[tuple(axes[axis].index(labels[axis]) for axis in axes)])
    message = f"{name} is not broken down by {', '.join(labels)}"
    raise LookupError(message)


def _market_shares(moments: Sequence[World]) -> str:
    """Return a table per moment: a row per maker, a column per region."""
    tables = [_shares_by_maker(world) for world in moments]
    rows = _worth_a_row(tables)
    above, heading = ("".join(f"{words[line]:>{_WIDTH}}" for words in _COLUMNS.values()) for line in (0, 1))
    lines = ["Market share by maker, of the workload of all enterprises"]
    for world, table in zip(moments, tables, strict=True):
        lines += ["", " " * _NAME_WIDTH + above, f"{month_words(world.month):<{_NAME_WIDTH}}{heading}"]
        lines += [_row(str(world.makers.name[row]), table[row]) for row in rows]
        lines.append(_row("All others", table.sum(axis=0) - table[rows].sum(axis=0)))
    return "\n".join(lines)


def _shares_by_maker(world: World) -> Floats:
    """Return `(makers, columns)` shares of workload."""
    return np.column_stack([market_shares(world, "maker", place, "all", "workload")[0] for place in _COLUMNS])


def _worth_a_row(tables: Sequence[Floats]) -> list[int]:
    """Return the rows of makers that matter somewhere, the one with the most use at the end first."""
    greatest = np.max([table.max(axis=1) for table in tables], axis=0)
    by_importance = sorted(range(len(greatest)), key=lambda row: -greatest[row])[:_MOST_ROWS]
    worth = [row for row in by_importance if greatest[row] >= _WORTH_A_ROW]
    return sorted(worth, key=lambda row: -tables[-1][row, 0])


def _row(name: str, shares: Floats) -> str:
    cells = (share_words(float(share) if share > 1e-9 else 0.0) for share in shares)  # noqa: PLR2004 - rounding
    return f"{name:<{_NAME_WIDTH}.{_NAME_WIDTH}}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _welfare(branch: Branch, month: int) -> float:
    """Return the mean over all enterprises, in utils; only its differences have a meaning."""
    return float(buyers_welfare(branch, month)[PLACES.index("world"), GROUPS.index("all")])


def _figures(branch: Branch, moments: Sequence[World]) -> str:
    """Return the figures that a decision-maker asks for, a column per moment."""
    corporations = {"region": "united_states", "buyer": "corporations", "units": "workload"}
    everybody = {"region": "world", "buyer": "all"}
    rows: tuple[tuple[str, Callable[[World], str]], ...] = (
        (
            "Chinese share of open-model workload, US corporations",
            lambda world: share_words(figure(world, "origin_share_of_open_use", origin="china", **corporations)),
        ),
        (
            "Leakage: part of what the US and Europe spend on Chinese\n  models that does not reach their makers",
            lambda world: share_words(figure(world, "leakage", origin="china", region="west", buyer="all")),
        ),
        (
            "Price level: mean price of a million tokens, world",
            lambda world: f"${figure(world, 'price_level', **everybody):.2f}",
        ),
        (
            "Adaptation cost of forced switches so far, world",
            lambda world: money_words(
                sum(figure(past, "adaptation_cost", **everybody) for past in branch.worlds[: world.month + 1])
            ),
        ),
        (
            "Buyers' welfare, world, in utils (differences count)",
            lambda world: f"{_welfare(branch, world.month):.3f}",
        ),
    )
    # one line for each figure; a label of two lines takes two
    heading = " " * _LABEL_WIDTH + "".join(f"{month_words(world.month):>{_FIGURE_WIDTH}}" for world in moments)
    lines = []
    for label, words in rows:
        *above, last = label.split("\n")
        lines += [*above, f"{last:<{_LABEL_WIDTH}}" + "".join(f"{words(world):>{_FIGURE_WIDTH}}" for world in moments)]
    return "\n".join((heading, *lines))
