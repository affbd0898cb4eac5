"""Comparisons: pairs with the same luck, costs beside effects, and nothing different before the first measure."""

import math
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

from simulator.dates import NEVER
from simulator.experiment.comparison import Comparison, Difference, compare
from simulator.experiment.page import amount, change, page
from simulator.experiment.quantities import HEADLINES, Quantity
from simulator.registry import UnknownNameError
from simulator.scenario.running import simulate
from simulator.summary import HONESTY
from tests.worlds import FEW, measure, scenario

BASE = scenario()
BAN = BASE.with_measure(measure("federal_ban", "2025-03", announced=16)).changed(title="A ban")
SEEDS = (11, 12, 13)
SOME = 4 * FEW  # buyers: enough for Chinese models to have some in every region
MONTHS = range(20, 22)
SHARE = HEADLINES[0].changed(MONTHS)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    """Return an executor without processes."""
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.fixture(scope="module")
def ban(executor: Executor) -> Comparison:
    """Return what a ban on Chinese models does in all headlines."""
    quantities = [one.changed(MONTHS) for one in HEADLINES]
    return compare(BASE, BAN, SEEDS, quantities, buyers=SOME, executor=executor)


def of(comparison: Comparison, name: str) -> Difference:
    """Return one line of a comparison."""
    return next(one for one in comparison.differences if one.quantity.name == name)


def test_a_comparison_pairs_runs_with_the_same_seed(ban: Comparison) -> None:
    found = of(ban, "share_united_states")
    for number, seed in enumerate(SEEDS):
        for values, value in ((found.base, BASE), (found.other, BAN)):
            branch = simulate(value.changed(seed=seed, buyers=SOME, end=MONTHS[-1]))
            assert values[number] == np.mean([SHARE.at(branch, month) for month in MONTHS])
    assert ban.seeds == SEEDS


def test_everything_is_exactly_equal_before_the_first_month_that_may_differ(ban: Comparison) -> None:
    assert ban.since == 16
    assert ban.greatest_before == 0.0
    assert "Before Jan 2025, the first month that may differ, every figure is exactly equal" in page(ban)


def test_costs_stand_beside_effects(ban: Comparison) -> None:
    assert of(ban, "share_united_states").mean < 0.0
    assert of(ban, "adaptation_cost").mean > 0.0
    assert of(ban, "buyers_welfare").mean < 0.0
    effects, costs = page(ban).split("\nCosts\n")
    assert "\nEffects\n" in effects
    assert all(one.quantity.label in (costs if one.quantity.cost else effects) for one in ban.differences)


def test_a_difference_before_the_first_measure_would_be_told_as_a_fault(ban: Comparison) -> None:
    faulty = Comparison(**{**vars(ban), "greatest_before": 0.25})
    assert "differ by up to 0.25, which is a fault of the program" in page(faulty)


def test_a_scenario_does_not_differ_from_itself(executor: Executor) -> None:
    found = compare(BASE, BASE, SEEDS[:2], [SHARE], buyers=FEW, executor=executor)
    assert found.since >= NEVER
    assert found.differences[0].mean == 0.0
    assert math.isnan(found.differences[0].t)
    assert "The two say the same; every figure is exactly equal" in page(found)


def test_scenarios_with_other_numbers_differ_from_the_first_month_on(executor: Executor) -> None:
    tastes = BASE.assumptions.tastes.model_copy(update={"spread": 0.5})
    other = BASE.changed(assumptions=BASE.assumptions.model_copy(update={"tastes": tastes}))
    found = compare(BASE, other, SEEDS[:1], [SHARE], buyers=FEW, executor=executor)
    assert found.since == 0
    assert "differ from the first month on" in page(found)


def test_a_run_that_crashes_is_told_and_its_pair_left_out(executor: Executor) -> None:
    nowhere = Quantity("nowhere", "Nowhere", "spend", (("region", "atlantis"), ("buyer", "all")), months=MONTHS)
    found = compare(BASE, BASE, SEEDS[:1], [nowhere], buyers=FEW, executor=executor)
    assert found.seeds == ()
    assert "spend has no number for region atlantis" in found.crashes[0].crash


def test_an_unknown_indicator_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "leakage"'):
        Quantity("leak", "Leak", "leakaje", ())


def test_progress_is_told_run_by_run(executor: Executor) -> None:
    heard: list[tuple[int, int]] = []
    compare(BASE, BAN, SEEDS[:2], [SHARE], buyers=FEW, executor=executor, progress=lambda *now: heard.append(now))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_t_value_is_the_mean_difference_over_its_standard_error() -> None:
    found = Difference(SHARE, (1.0, 2.0, 3.0), (2.0, 4.0, 6.0))
    assert found.mean == pytest.approx(2.0)
    assert found.standard_error == pytest.approx(1.0 / math.sqrt(3.0))
    assert found.t == pytest.approx(2.0 * math.sqrt(3.0))
    assert math.isnan(Difference(SHARE, (1.0,), (2.0,)).t)
    assert math.isinf(Difference(SHARE, (1.0, 2.0), (3.0, 4.0)).t)


def test_a_sum_runs_from_the_first_month_that_may_differ(ban: Comparison) -> None:
    cost = next(one for one in HEADLINES if one.name == "adaptation_cost").changed(MONTHS)
    branch = simulate(BAN.changed(seed=SEEDS[0], buyers=SOME, end=MONTHS[-1]))
    assert of(ban, "adaptation_cost").other[0] == sum(cost.at(branch, month) for month in range(16, 22))
    assert (cost.unit, cost.when(16)) == ("$M", "sum, Jan 2025 to Jun 2025")


def test_the_table_has_a_row_for_each_headline_and_the_page_fits_a_terminal(ban: Comparison) -> None:
    table = ban.table()
    assert list(table["quantity"]) == [one.name for one in HEADLINES]
    assert table["difference"].notna().all()
    row = table.set_index("quantity").loc["share_united_states"]
    assert row["scenario"] - row["base"] == pytest.approx(row["difference"])
    assert pd.isna(table.set_index("quantity").loc["buyers_welfare", "base"]), "only differences have a meaning"
    assert max(map(len, page(ban).splitlines()[4:])) <= 100
    assert page(ban).endswith(HONESTY)


@pytest.mark.parametrize(
    "value, unit, words, difference",
    [
        (0.0937, "share", "9.4 %", "+9.4 pts"),
        (402.2, "$M a month", "$402 m", "+$402 m"),
        (1402.2, "$M a month", "$1.40 bn", "+$1.40 bn"),
        (12.345, "points", "12.3", "+12.3"),
        (2.1e8, "downloads a month", "210.0 m", "+210.0 m"),
        (0.041, "points", "0.0", "+0.04"),
        (-0.041, "share", "−4.1 %", "−4.1 pts"),
        (0.0, "share", "0.0 %", "none"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, unit: str, words: str, difference: str) -> None:
    assert amount(value, unit) == words
    assert change(value, unit) == difference
