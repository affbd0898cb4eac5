"""One month of the buyer phases, ours and as Mesa agents: who is due, what is considered, the choice and its use.

Each month of the agents is timed right after a few of ours, in processor time of one thread, and told as a multiple of
it: by the medians, and by the fastest of each. Agents find what is on the menu ready, while the time of ours has its
making in it; a last multiple leaves that out. The budgets are 50 times for agents in plain Python and 10 times for
agents with NumPy inside.
"""

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from threadpoolctl import threadpool_limits

from simulator.market.choice import menus
from simulator.parameters import ByBuyer
from tests.benchmarks.mesa_market import Buyer, Market, NumpyBuyer, PlainBuyer, our_month
from tests.worlds import base_branch, month_after, scenario

FULL, JANUARY_2028 = 16_384, 52
_ROUNDS, _OURS_A_ROUND = 15, 3
EVERYBODY = ByBuyer(startup=1.0, mid=1.0, large=1.0, government=1.0)

renewals = pytest.mark.parametrize("renewal", [None, EVERYBODY], ids=["an ordinary month", "everybody chooses"])


def time_of(work: Callable[..., object], *given: object) -> float:
    """Return milliseconds of processor time, which others on the machine disturb less than a clock's."""
    begin = process_time()
    work(*given)
    return (process_time() - begin) * 1e3


@renewals
@pytest.mark.parametrize("kind", [PlainBuyer, NumpyBuyer])
def test_a_month_of_agents(benchmark: BenchmarkFixture, kind: type[Buyer], renewal: ByBuyer | None) -> None:
    world = base_branch(buyers=FULL, until=JANUARY_2028).worlds[JANUARY_2028]
    numbers = scenario().assumptions
    if renewal:
        numbers = numbers.model_copy(update={"choice": numbers.choice.model_copy(update={"renewal": renewal})})
    month = month_after(world, *scenario().timeline.measures, assumptions=numbers)
    market = Market(kind, world, month, seed=1)
    ours, making, theirs = list[float](), list[float](), list[float]()

    def a_few_of_ours() -> None:
        for _ in range(_OURS_A_ROUND):
            ours.append(time_of(our_month, world, month))
            making.append(time_of(menus, world, month))

    def one_of_theirs() -> None:
        theirs.append(time_of(market.step))

    with threadpool_limits(limits=1, user_api="blas"):
        our_month(world, month)  # makes the tables of luck
        benchmark.pedantic(one_of_theirs, setup=a_few_of_ours, rounds=_ROUNDS)  # type: ignore[no-untyped-call] # the plug-in has no types here
    benchmark.extra_info["ms theirs"] = float(np.median(theirs))
    benchmark.extra_info["ms ours"] = float(np.median(ours))
    benchmark.extra_info["times ours"] = float(np.median(theirs) / np.median(ours))
    benchmark.extra_info["ms theirs at the fastest"] = min(theirs)
    benchmark.extra_info["ms ours at the fastest"] = min(ours)
    benchmark.extra_info["times ours at the fastest"] = min(theirs) / min(ours)
    benchmark.extra_info["times ours without its menus"] = min(theirs) / (min(ours) - min(making))
