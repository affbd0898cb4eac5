"""Comparisons: pairs with the same luck, costs beside effects, and nothing different before the first measure."""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.dates import NEVER
from simulator.experiment.comparison import Comparison, Difference, NoPairError, compare
from simulator.experiment.intervals import Finding
from simulator.experiment.page import page
from simulator.experiment.quantities import HEADLINES, Quantity
from simulator.experiment.wording import amount, change, interval
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


def flat(comparison: Comparison) -> str:
    """Return the page without its line breaks."""
    return " ".join(page(comparison).split())


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
    assert "Before Jan 2025, the first month that may differ, every figure is exactly equal" in flat(ban)


def test_costs_stand_beside_effects(ban: Comparison) -> None:
    assert of(ban, "share_united_states").mean < 0.0
    assert of(ban, "adaptation_cost").mean > 0.0
    assert of(ban, "buyers_welfare").mean < 0.0
    lines = page(ban).splitlines()
    effects, costs = lines.index("Effects"), lines.index("Costs")
    for one in ban.differences:
        row = next(
            number
            for number, line in enumerate(lines)
            if line[:28].strip() and one.quantity.label.startswith(line[:28].strip())
        )
        assert row > costs if one.quantity.cost else effects < row < costs


def test_a_difference_before_the_first_measure_would_be_told_as_a_fault(ban: Comparison) -> None:
    faulty = replace(ban, greatest_before=0.25)
    assert "differ by up to 0.25, which is a fault of the program" in flat(faulty)


def test_a_scenario_does_not_differ_from_itself(executor: Executor) -> None:
    found = compare(BASE, BASE, SEEDS[:2], [SHARE], buyers=FEW, executor=executor)
    assert found.since >= NEVER
    assert found.differences[0].mean == 0.0
    assert found.findings == (Finding.NONE,)
    assert "The two say the same; every figure is exactly equal" in flat(found)


def test_scenarios_with_other_numbers_differ_from_the_first_month_on(executor: Executor) -> None:
    tastes = BASE.assumptions.tastes.model_copy(update={"spread": 0.5})
    other = BASE.changed(assumptions=BASE.assumptions.model_copy(update={"tastes": tastes}))
    found = compare(BASE, other, SEEDS[:1], [SHARE], buyers=FEW, executor=executor)
    assert found.since == 0
    assert "differ from the first month on" in page(found)


def test_a_run_that_crashes_is_told_and_its_pair_left_out() -> None:
    with OneCrash() as executor:
        found = compare(BASE, BAN, SEEDS[:2], [SHARE], buyers=FEW, executor=executor)
    assert found.seeds == (SEEDS[1],)
    assert [crash.run.scenario.seed for crash in found.crashes] == [SEEDS[0]]
    assert "planted" in found.crashes[0].crash


class OneCrash(ThreadPoolExecutor):
    """Fails the first work that it is given."""

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401 - as its base
        first, self.used = not getattr(self, "used", False), True
        return super().submit(planted) if first else super().submit(work, *given, **named)


def planted() -> None:
    """Crash."""
    raise RuntimeError("planted")


def test_a_comparison_of_which_no_pair_ran_is_an_error_and_never_a_table(executor: Executor) -> None:
    nowhere = Quantity("nowhere", "Nowhere", "spend", (("region", "atlantis"), ("buyer", "all")), months=MONTHS)
    with pytest.raises(NoPairError, match="nothing to compare") as told:
        compare(BASE, BASE, SEEDS[:1], [nowhere], buyers=FEW, executor=executor)
    assert "spend has no number for region atlantis" in str(told.value)
    assert len(told.value.crashes) == 2


@pytest.mark.parametrize("seeds", [(), (3, 3)])
def test_a_comparison_without_seeds_or_with_one_twice_is_refused(seeds: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="each once"):
        compare(BASE, BASE, seeds, [SHARE], buyers=FEW)


def test_an_unknown_indicator_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "leakage"'):
        Quantity("leak", "Leak", "leakaje", ())


def test_progress_is_told_run_by_run(executor: Executor) -> None:
    heard: list[tuple[int, int]] = []
    compare(BASE, BAN, SEEDS[:2], [SHARE], buyers=FEW, executor=executor, progress=lambda *now: heard.append(now))
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_difference_is_the_mean_over_pairs_with_its_interval() -> None:
    found = Difference(SHARE, (1.0, 2.0, 3.0, 4.0), (2.0, 4.0, 6.0, 8.0))
    assert found.mean == found.estimate.mean == pytest.approx(2.5)
    # Student's quantile at four pairs, 3.182, times the standard error of 1, 2, 3, 4
    half = 3.182 * math.sqrt((1.5**2 + 0.5**2) * 2.0 / 3.0 / 4.0)
    assert (found.estimate.low, found.estimate.high) == pytest.approx((2.5 - half, 2.5 + half), abs=1e-3)


def pairs(count: int, *shifts: float) -> Comparison:
    """Return a comparison of so many pairs in the first headlines, each of which is moved by something plus luck."""
    draws = np.random.default_rng(count).normal(0.0, 0.01, (len(shifts), count))
    draws += 0.002 - draws.mean(axis=1, keepdims=True)  # a fifth of the scatter from nought
    differences = tuple(
        Difference(headline, (0.2,) * count, tuple(0.2 + shift + luck))
        for headline, shift, luck in zip(HEADLINES, shifts, draws, strict=False)
    )
    return Comparison(BASE, BAN, tuple(range(count)), 16, differences, 0.0, ())


def test_every_row_says_whether_it_is_more_than_luck() -> None:
    found = pairs(8, 0.3, 0.0)
    assert found.findings == (Finding.REAL, Finding.LUCK)
    assert list(found.table()["finding"]) == ["more than luck", "may be luck"]
    written = page(found)
    assert "more than luck\n" in written.split("Effects")[1]
    assert "8 pairs" in written
    assert "t-value" not in written


@pytest.mark.parametrize("count", [1, 2, 3])
def test_below_four_pairs_nothing_is_judged_however_far_apart_the_two_are(count: int) -> None:
    found = pairs(count, 0.3, -0.3)
    assert set(found.findings) == {Finding.TOO_FEW}
    assert found.table()[["low", "high", "p_adjusted"]].isna().all(axis=None)
    written = page(found)
    assert "too few to tell" in written
    assert "more than luck" not in written.casefold()
    assert "ask for 4 or more with --seeds" in flat(found)


def test_a_difference_that_rounds_to_nought_reads_none_however_certain_it_is() -> None:
    tiny = Difference(SHARE, (0.2,) * 5, tuple(0.2 + each * 1e-5 for each in (1.0, 1.1, 0.9, 1.05, 0.95)))
    found = Comparison(BASE, BAN, SEEDS, 16, (tiny,), 0.0, ())
    assert tiny.estimate.p < 0.001
    assert found.findings == (Finding.NONE,)
    row = next(line for line in page(found).splitlines() if "Chinese share of use" in line)
    assert "none" in row
    assert "+0.0" not in page(found)


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
    assert max(map(len, page(ban).splitlines())) <= 80
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
        (0.0004, "share", "0.0 %", "none"),
        (-0.04, "$M a month", "−$0.0 m", "none"),
        (-0.004, "points", "−0.0", "none"),
        (float("nan"), "share", "–", "–"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, unit: str, words: str, difference: str) -> None:
    assert amount(value, unit) == words
    assert change(value, unit) == difference


@pytest.mark.parametrize(
    "low, high, unit, words",
    [
        (0.019, 0.031, "share", "+1.9 pts to +3.1 pts"),
        (-0.0001, 4.2, "$M a month", "0 to +$4.2 m"),
        (-1402.2, -12.0, "$M", "−$1.40 bn to −$12.0 m"),
        (float("nan"), float("nan"), "share", "–"),
    ],
)
def test_intervals_are_written_with_the_sign_of_both_ends(low: float, high: float, unit: str, words: str) -> None:
    assert interval(low, high, unit) == words
