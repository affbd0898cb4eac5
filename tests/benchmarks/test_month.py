"""One month with all its phases and 16,384 buyers: the budget is 5 ms."""

from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from threadpoolctl import threadpool_limits

from simulator.dates import NOW, month_text
from simulator.engine import MONTH
from simulator.history import following
from simulator.opening import opening
from simulator.world import World
from tests.worlds import base_branch, month_after

FULL = 16_384


@pytest.mark.parametrize("month", [NOW, 60, 120], ids=month_text)
def test_a_month(benchmark: BenchmarkFixture, month: int) -> None:
    branch = base_branch(buyers=FULL, until=month)
    benchmark(following, branch.setup, branch.timeline, branch.worlds[month])


def test_a_month_with_hardly_any_buyers(benchmark: BenchmarkFixture) -> None:
    """What a month costs before the first buyer chooses."""
    branch = base_branch(buyers=128, until=60)
    benchmark(following, branch.setup, branch.timeline, branch.worlds[60])


def test_the_opening(benchmark: BenchmarkFixture) -> None:
    benchmark(opening, base_branch(buyers=FULL, until=0).setup)


@pytest.mark.parametrize("phase", MONTH, ids=lambda phase: phase.__name__)
def test_a_phase(benchmark: BenchmarkFixture, phase: Callable[..., World]) -> None:
    before = base_branch(buyers=FULL, until=60).worlds[60]
    month = month_after(before)
    world = before.changed(month=month.number)
    for earlier in MONTH[: MONTH.index(phase)]:
        world = earlier(world, month)
    with threadpool_limits(limits=1, user_api="blas"):
        benchmark(phase, world, month)
