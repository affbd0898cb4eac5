"""No difference is called an effect unless it is more than luck, at the size of the sample."""

import math
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from simulator.experiment.comparison import Comparison, Difference
from simulator.experiment.intervals import Finding
from simulator.experiment.quantities import HEADLINES, numbers
from simulator.scenario.running import simulate
from simulator.world import Floats
from tests.worlds import scenario

MONTHS = range(28, 30)
RUNS, BUYERS, TABLES = 48, 256, 600


@cache
def bank() -> Floats:
    """Return `(runs, headlines)` of the base market, each run with its own seed."""
    headlines = [one.changed(MONTHS) for one in HEADLINES]
    base = scenario().changed(buyers=BUYERS, end=MONTHS[-1])
    return np.array([numbers(simulate(base.changed(seed=seed)), headlines, since=0)[0] for seed in range(RUNS)])


def tables(pairs: int) -> Iterator[Comparison]:
    """Yield comparisons of the base market with itself under other seeds: whatever differs is luck."""
    draws, base = np.random.default_rng(pairs), scenario()
    for _ in range(TABLES):
        drawn = draws.choice(RUNS, 2 * pairs, replace=False)
        ours, theirs = bank()[drawn[:pairs]], bank()[drawn[pairs:]]
        differences = tuple(
            Difference(headline, tuple(ours[:, row]), tuple(theirs[:, row])) for row, headline in enumerate(HEADLINES)
        )
        yield Comparison(base, base, tuple(range(pairs)), 0, differences, 0.0, ())


def alarms(pairs: int) -> tuple[float, float]:
    """Return the part of tables with a row that is called more than luck: as it is judged, and by a t beyond ± 2."""
    ours, naive = 0, 0
    for one in tables(pairs):
        ours += Finding.REAL in one.findings
        found = np.array([each.differences for each in one.differences])
        with np.errstate(divide="ignore", invalid="ignore"):
            naive += bool((np.abs(found.mean(axis=1) / found.std(axis=1, ddof=1)) * math.sqrt(pairs) > 2.0).any())
    return ours / TABLES, naive / TABLES


@pytest.mark.parametrize("pairs", [4, 8, 16])
def test_luck_alone_raises_a_false_alarm_in_at_most_one_table_in_twenty(pairs: int) -> None:
    ours, naive = alarms(pairs)
    # Runs are paired at random, so that nothing tells the two sides apart, whatever the bank holds. Three standard
    # deviations of the share among 600 tables are allowed above one in twenty; rows are correlated, so that Holm's
    # method, which need not know how, stays below.
    assert ours <= 0.05 + 3.0 * math.sqrt(0.05 * 0.95 / TABLES)
    assert naive > 0.25, "the luck of the bank is large enough to fool a rule that forgets sample size and rows"


def test_two_and_three_pairs_raise_no_alarm() -> None:
    assert alarms(2)[0] == alarms(3)[0] == 0.0


def test_a_difference_that_is_there_is_found() -> None:
    rows = bank()[:8]
    moved = rows + 3.0 * rows.std(axis=0)
    differences = tuple(
        Difference(headline, tuple(rows[:, row]), tuple(moved[:, row] + 0.1 * rows[::-1, row]))
        for row, headline in enumerate(HEADLINES)
        if rows[:, row].std() > 0.0
    )
    found = Comparison(scenario(), scenario(), tuple(range(8)), 0, differences, 0.0, ()).findings
    assert Finding.REAL in found
