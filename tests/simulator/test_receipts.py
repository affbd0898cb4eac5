"""A receipt holds everything that decides a run, and says when the run cannot be repeated."""

from dataclasses import replace

import numpy as np
import pytest

from simulator import receipts
from simulator.policies.audit import Audit
from simulator.policy import Measure
from simulator.receipts import NotRepeatableError, anonymous, read_receipt, receipt, repeatable, verdict
from simulator.scenario.library import load
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.reading import check
from simulator.scenario.running import simulate
from simulator.scenario.shelf import names
from simulator.totals import TOTALS, by_year
from simulator.version import model_version, other_market, program_version
from tests.worlds import FEW, base_branch, fresh_branch, scenario


@pytest.mark.parametrize("name", names())
def test_a_receipt_reads_as_the_scenario_that_it_was_made_from(name: str) -> None:
    scenario = load(name)
    assert repeatable(receipt(scenario)).scenario == scenario.changed(extends="")


def test_a_receipt_leaves_nothing_to_what_the_program_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    text = receipt(load("base"))
    monkeypatch.setattr("simulator.scenario.reading.parts.defaults", lambda _: {})
    extends = "simulator.scenario.reading.inheriting.find_parent"
    monkeypatch.setattr(extends, lambda *_: pytest.fail("it extends something"))
    assert repeatable(text).scenario == load("base")
    for key in ("frontier_pace", "seed", "buyers", "end", "history"):
        assert f"\n{key} = " in text


def test_a_receipt_names_the_versions() -> None:
    found = read_receipt(receipt(load("base")))
    assert (found.program, found.model) == (program_version(), model_version())


def test_a_receipt_is_a_scenario_file_without_problems() -> None:
    scenario, problems = check(receipt(load("base")))
    assert scenario == load("base")
    assert not problems


def test_the_receipt_of_another_model_is_refused_and_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = receipt(load("base"))
    monkeypatch.setattr(receipts, "model_version", lambda: "another")
    with pytest.raises(NotRepeatableError) as difference:
        repeatable(text, "picture.png")
    assert str(difference.value) == f"picture.png: {other_market(program_version())}"
    assert read_receipt(text).scenario == load("base")


@pytest.mark.parametrize("text", ["", "no receipt", "format = 0\nx_receipt = 3\n"])
def test_what_is_no_receipt_is_told_in_sentences(text: str) -> None:
    with pytest.raises(ScenarioProblems, match=r"picture\.png"):
        repeatable(text, "picture.png")


def test_author_and_notes_can_be_left_out() -> None:
    noted = load("base").with_measure(Measure("mine", Audit(), 30, note="for Anna's class"))
    scenario = anonymous(noted.changed(author="Anna"))
    text = receipt(scenario)
    assert "Anna" not in text
    assert scenario.timeline.measures != noted.timeline.measures
    assert scenario.setup == noted.setup


UNTIL = 17  # February 2025
SMALL = scenario().changed(buyers=FEW, end=UNTIL)


def test_the_receipt_of_a_run_holds_totals_of_each_year_and_is_a_scenario_without_problems() -> None:
    text = receipt(SMALL, base_branch(until=UNTIL).worlds[: UNTIL + 1])
    totals = read_receipt(text).totals
    assert list(totals) == ["2023-12", "2024-12", "2025-02"]
    assert all(list(year) == list(TOTALS) for year in totals.values())
    found, problems = check(text)
    assert found == SMALL.changed(extends="")
    assert all(problem.severity == "warning" and not problem.place.startswith("x_") for problem in problems)
    assert read_receipt(receipt(SMALL)).totals == {}
    world = base_branch(until=15).worlds[15]
    assert totals["2024-12"]["spend"] == pytest.approx(world.sales.spend.sum(), rel=1e-11)
    assert totals["2024-12"]["paid"] == pytest.approx(world.payments.sum(), rel=1e-11)


def test_a_repeated_run_is_recognised_and_one_that_ends_earlier_as_far_as_it_goes() -> None:
    worlds = base_branch(until=UNTIL).worlds[: UNTIL + 1]
    found = read_receipt(receipt(SMALL, worlds))
    again = fresh_branch(SMALL.timeline, UNTIL).worlds
    assert verdict(found, again, "t.csv") == (True, "The same as when t.csv was made, to eight digits, up to Feb 2025.")
    assert verdict(found, again[:16])[1].endswith("up to Dec 2024.")
    assert verdict(found, again[:3]) == (True, "")
    assert verdict(read_receipt(receipt(SMALL)), again) == (True, "")


@pytest.mark.parametrize("total", list(TOTALS))
def test_rounding_raises_no_alarm_and_anything_greater_is_told_with_its_year_and_size(total: str) -> None:
    worlds = base_branch(until=UNTIL).worlds[: UNTIL + 1]
    totals = by_year(worlds)
    for factor, same in ((1.0 + 1e-10, True), (1.0 - 1e-9, True), (1.0 + 1e-7, False), (0.97, False)):
        year = {**totals["2024-12"], total: factor * totals["2024-12"][total]}
        found = replace(read_receipt(receipt(SMALL)), totals={**totals, "2024-12": year})
        repeated, words = verdict(found, worlds, "t.csv")
        assert repeated is same
        if not same:
            assert words.startswith(
                f"Not the same as when t.csv was made, since 2024: {TOTALS[total].label}, in Dec 2024"
            )
    assert "(" in words
    assert "; 3 % apart" in words


def test_the_smallest_step_of_a_number_of_the_model_is_noticed() -> None:
    research = SMALL.assumptions.research
    moved = research.model_copy(update={"frontier_pace": research.frontier_pace * (1.0 + 1e-6)})
    other = SMALL.changed(assumptions=SMALL.assumptions.model_copy(update={"research": moved}))
    branch = simulate(other)
    found = read_receipt(receipt(SMALL, base_branch(until=UNTIL).worlds[: UNTIL + 1]))
    assert not verdict(found, branch.worlds)[0]


def test_one_buyer_who_chooses_another_offer_of_the_same_price_moves_a_total() -> None:
    world = base_branch(until=UNTIL).worlds[UNTIL]
    used = np.flatnonzero(world.sales.spend > 0.0)
    one, other = used[0], next(row for row in used if world.sales.offer[row] != world.sales.offer[used[0]])
    spend = world.sales.spend.copy()
    step = spend.sum() / 16_384
    spend[one], spend[other] = spend[one] + step, spend[other] - step
    swapped = world.changed(sales=world.sales.changed(spend=spend))
    before, after = (by_year([each])["2025-02"] for each in (world, swapped))
    assert after["spend"] == pytest.approx(before["spend"], rel=1e-11)
    assert abs(after["concentration"] / before["concentration"] - 1.0) > 1e-8


@pytest.mark.parametrize(
    "said", ["3", "{ 2024-12 = 3 }", '{ 2024-12 = { spend = "much" } }', "{ banana = { spend = 1 } }"]
)
def test_totals_that_are_none_are_passed_over(said: str) -> None:
    text = receipt(SMALL).replace("[x_receipt]", f"x_totals = {said}\n[x_receipt]", 1)
    assert verdict(read_receipt(text), base_branch(until=UNTIL).worlds[: UNTIL + 1]) == (True, "")
