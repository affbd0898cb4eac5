"""Evidence: every fact is fully declared, what ships is what the model says, and what is out says why."""

import math

import pandas as pd
import pytest

from simulator import evidence
from simulator.dates import month_number
from simulator.evidence import calibrate, page
from simulator.evidence.calibrate import LEVERS, Lever, leaf, moved, penalty
from simulator.evidence.judging import FIRST_SEED, number_of, result, runs_of, statistics
from simulator.evidence.readings import first_month
from simulator.evidence.row import RECORD, Ratio, Row, in_order
from simulator.evidence.shipped import COMMAND, SEEDS, digest, shipped
from simulator.evidence.tables import tidy
from simulator.evidence.wording import band_words, report, spread_words, value_words
from simulator.policy import Timeline
from simulator.scenario.library import load
from simulator.scenario.running import simulate
from tests.worlds import fresh_branch

STALE = f"The evidence that ships is not that of this model. Refresh it with: {COMMAND}"
FACTS = in_order()


def fact(name: str) -> Row:
    """Return the row of an id."""
    return evidence.ROWS[name]


def test_there_are_forty_facts_or_more_and_the_hard_ones_come_first() -> None:
    tiers = [row.tier for row in FACTS]
    assert len(tiers) >= 40
    assert tiers == sorted(tiers, key=["hard", "check", "input"].index)


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row.id)
def test_a_fact_says_what_is_measured_where_when_and_in_which_band(row: Row) -> None:
    assert all((row.quantity, row.source, row.numerator, row.weight, row.window))
    assert row.low <= row.high
    assert math.isfinite(row.low) or math.isfinite(row.high)


def test_the_evidence_that_ships_is_that_of_the_numbers_of_the_model() -> None:
    assert shipped().numbers == digest(load("base")), STALE


def test_the_evidence_that_ships_is_what_the_model_says() -> None:
    told = shipped()
    rows = tuple(row.id for row in FACTS if row.runs == RECORD)
    (run,) = runs_of(load("base"), RECORD, 1, told.first_seed)
    answers = statistics(rows, simulate(run.scenario))
    first = {one.row.id: number_of(one.by_seed[0]) for one in told.results}
    wrong = {
        name: (first.get(name), number_of(value))
        for name, value in answers.items()
        if number_of(value) != pytest.approx(first.get(name), rel=1e-6, abs=1e-9, nan_ok=True)
    }
    assert not wrong, STALE


def test_every_fact_has_its_result() -> None:
    assert tuple(one.row for one in evidence.table()) == FACTS, STALE


@pytest.mark.parametrize("lever", LEVERS, ids=str)
def test_the_calibration_moves_every_lever_and_nothing_else(lever: Lever) -> None:
    base = load("base")
    before = {str(other): leaf(base, other).value for other in LEVERS}
    changed = moved(base, lever, before[str(lever)] + 0.01)
    after = {str(other): leaf(changed, other).value for other in LEVERS}
    assert after == {**before, str(lever): before[str(lever)] + 0.01}
    assert changed.setup != base.setup


def test_the_loss_of_a_fact_begins_near_the_edge_of_its_band_and_levels_off() -> None:
    row = fact("A16")
    losses = [penalty(row, share) for share in (0.10, 0.115, 0.13, 0.16, 0.5, 0.9)]
    assert losses[:2] == [0.0, 0.0]
    assert losses == sorted(losses)
    assert losses[-2] == losses[-1]
    assert penalty(row, math.nan) == losses[-1]
    assert penalty(fact("A7"), 10.0) == 0.0
    assert penalty(fact("A7"), 1.0) > penalty(fact("A7"), 2.9) > 0.0


def test_the_calibration_and_the_report_share_no_seed() -> None:
    tuned = range(calibrate.FIRST_SEED, calibrate.FIRST_SEED + calibrate.SEEDS)
    most = max(row.runs.seeds or SEEDS for row in FACTS)
    assert not set(tuned) & set(range(FIRST_SEED, FIRST_SEED + most))


def test_a_changed_number_of_the_model_or_of_the_market_makes_the_evidence_stale() -> None:
    base = load("base")
    research = base.assumptions.research.model_copy(update={"frontier_pace": 12.0})
    other = base.changed(assumptions=base.assumptions.model_copy(update={"research": research}))
    assert digest(other) != digest(base)
    assert digest(base.changed(measures=base.measures[1:])) != digest(base)


def test_the_page_about_the_evidence_says_what_ships() -> None:
    text = page.path().read_text(encoding="utf-8")
    assert page.renewed(text, evidence.table()) == text, STALE
    assert all(f"**{one.row.id}**" in text for one in evidence.table() if not one.inside)


@pytest.mark.calibrated
@pytest.mark.parametrize("row", [one.row for one in evidence.table() if not one.inside], ids=lambda row: row.id)
def test_what_is_out_says_why(row: Row) -> None:
    assert row.why_out


@pytest.mark.calibrated
def test_most_of_the_facts_that_must_be_met_are_met() -> None:
    hard = [one.inside for one in evidence.table() if one.row.tier == "hard"]
    assert sum(hard) >= 0.85 * len(hard)


def test_a_ratio_is_divided_after_its_parts_are_summed() -> None:
    pooled = result(fact("A17"), [Ratio(1.0, 1.0), Ratio(9.0, 1.0), Ratio(2.0, 0.0)])
    assert pooled.mean == pytest.approx(6.0)
    assert pooled.deviation == pytest.approx(math.sqrt(32.0))


def test_one_seed_does_not_claim_to_know_how_seeds_scatter() -> None:
    alone, several = result(fact("A7"), [4.0]), result(fact("A7"), [4.0, 5.0])
    assert math.isnan(alone.deviation)
    assert "±" not in report([alone]) + page.evidence([alone])
    assert "±" in report([several])
    assert "±" in page.evidence([several])


def test_a_result_is_in_when_its_mean_lies_in_the_band() -> None:
    assert result(fact("A7"), [2.0, 5.0]).inside
    assert not result(fact("A7"), [2.0, 3.0]).inside


def test_a_crossing_is_the_first_month_from_which_it_holds_for_good() -> None:
    branch = fresh_branch(Timeline(()), 4)
    assert first_month(branch, lambda world: world.month in {1, 3, 4}) == 3.0
    assert first_month(branch, lambda world: world.month > 99) == 5.0
    assert first_month(branch, lambda world: world.month >= 0) == 0.0


def test_values_and_bands_are_written_as_people_write_them() -> None:
    assert value_words(fact("A1"), month_number("2025-08") + 0.3) == "Aug 2025"
    assert band_words(fact("A16")) == "7 % to 13 %"
    assert band_words(fact("A7")) == "at least 3 ×"
    assert band_words(fact("A18 maker")) == "at most 15 %"
    assert value_words(fact("A4"), 1700.0) == "$1.7 bn"
    assert spread_words(result(fact("A1"), [20.0, 22.0])) == "1.4 months"


def test_the_report_has_every_fact_and_says_why_one_is_out() -> None:
    told = evidence.table()
    text = report(told)
    assert all(f" {one.row.id} " in text for one in told)
    assert text.count("OUT") == sum(not one.inside for one in told)


def test_the_table_has_a_line_for_every_fact() -> None:
    table = tidy(evidence.table())
    assert isinstance(table, pd.DataFrame)
    assert list(table["row"]) == [row.id for row in FACTS]
    assert table["source"].str.len().min() > 0
