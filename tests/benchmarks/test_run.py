"""A whole run, and what follows an edit in January 2026: 700 ms to the last month, 50 ms to the first new ones."""

from pytest_benchmark.fixture import BenchmarkFixture

from simulator.dates import NOW
from simulator.history import Branch
from simulator.scenario.value import LONGEST
from simulator.tables import tidy
from tests.worlds import base_branch, measure, with_measure

FULL = 16_384


def test_a_whole_run(benchmark: BenchmarkFixture) -> None:
    parent = base_branch(buyers=FULL, until=0)
    benchmark.pedantic(
        lambda: Branch(parent.setup, parent.timeline).world(LONGEST), rounds=5, iterations=1, warmup_rounds=1
    )


def test_an_edit_in_january_2026_to_december_2035(benchmark: BenchmarkFixture) -> None:
    parent = base_branch(buyers=FULL)
    timeline = with_measure(measure("audit", NOW))
    benchmark.pedantic(lambda: parent.fork(timeline).world(LONGEST), rounds=5, iterations=1, warmup_rounds=1)


def test_an_edit_in_january_2026_to_its_first_three_months(benchmark: BenchmarkFixture) -> None:
    parent = base_branch(buyers=FULL)
    timeline = with_measure(measure("audit", NOW))
    benchmark(lambda: parent.fork(timeline).world(NOW + 2))


def test_the_table_of_a_whole_run(benchmark: BenchmarkFixture) -> None:
    worlds = base_branch(buyers=FULL).worlds
    benchmark.pedantic(tidy, (worlds,), rounds=2, iterations=1)
