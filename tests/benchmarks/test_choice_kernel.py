"""The choice kernel, per buyer and alternative considered: the budget is 10 ns."""

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from threadpoolctl import threadpool_limits

from simulator.luck import Luck
from simulator.market.choice import choices
from simulator.nested_logit import BLOCK, choose
from tests.worlds import about_to_choose, assuming, base_branch, month_after

FULL = 16_384
_COST = "ns per buyer and alternative"


def per_cell(benchmark: BenchmarkFixture, cells: float) -> None:
    """Note what one buyer's look at one alternative takes."""
    benchmark.extra_info[_COST] = benchmark.stats["median"] / cells * 1e9


@pytest.mark.parametrize("columns", [64, 128])
def test_utility_luck_and_argmax(benchmark: BenchmarkFixture, columns: int) -> None:
    luck, rows = Luck(1), np.arange(FULL)
    gumbels, stables = luck.gumbels(206), luck.log_stables(42, 0.25 / 0.45)
    generator = np.random.default_rng(1)
    weights, seen = generator.normal(size=(FULL, 21)), generator.normal(size=(21, columns))
    offer = np.sort(generator.choice(206, columns, replace=False))
    model = (offer // 5).astype(np.int32)
    places, brands = luck.places("offer", 28, rows), luck.places("model", 28, rows)

    def kernel() -> None:
        for start in range(0, FULL, BLOCK):
            here = slice(start, start + BLOCK)
            choose(weights[here], seen, stables[brands[here]], model, gumbels[places[here]][:, offer])

    with threadpool_limits(limits=1, user_api="blas"):
        benchmark(kernel)
    per_cell(benchmark, FULL * columns)


def test_the_phase_of_choice_when_everybody_chooses(benchmark: BenchmarkFixture) -> None:
    """With awareness, bans, switching costs, persistent taste and the count of decisions."""
    before = base_branch(buyers=FULL, until=60).worlds[60]
    month = month_after(before, assumptions=assuming(choice__renewal=1.0))
    world = about_to_choose(before, month)
    with threadpool_limits(limits=1, user_api="blas"):
        benchmark(choices, world, month)
    adopted = world.buyers.threshold <= world.adoption[world.buyers.stratum]
    menu = world.offers.feasible.sum(axis=0)
    per_cell(benchmark, float(menu[world.buyers.region[adopted]].sum()))
