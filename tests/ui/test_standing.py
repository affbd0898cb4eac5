"""How a lever stands in a month, decided and said without a window."""

from __future__ import annotations

import pytest

from simulator.dates import NOW
from simulator.policy import POLICIES
from simulator.scenario.library import load
from simulator.scenario.value import Scenario
from ui.panels.levers.standing import Standing, shown_lever, standing
from ui.session import edits

BAN = POLICIES["federal_ban"]


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("base")


def stands(scenario: Scenario, policy: str = "federal_ban", month: int = NOW) -> Standing:
    return standing(scenario, POLICIES[policy], month, edits.unplaced(POLICIES[policy], month))


def test_a_lever_is_off_until_its_measure_begins_and_says_when_that_is(base: Scenario) -> None:
    banned = edits.move_lever(base, BAN, NOW + 24, 0.4)
    assert stands(base).value_in_words == "off"
    assert stands(banned).value_in_words == "in 2028"
    assert stands(banned, month=NOW + 24).value_in_words == "40\xa0%"


def test_what_is_in_force_as_history_is_neither_off_nor_the_levers_own(base: Scenario) -> None:
    now = stands(base, "entity_list")
    assert now.value_in_words == "history"
    assert now.history_in_words.startswith("In force as history: ")
    assert not now.lever.placed


def test_a_switch_is_on_or_off(base: Scenario) -> None:
    switched = edits.move_lever(base, POLICIES["close_weights"], NOW, 1.0)
    assert stands(switched, "close_weights").value_in_words == "on"


def test_only_a_measure_before_now_is_said_to_change_the_real_market(base: Scenario) -> None:
    before = stands(edits.move_lever(base, BAN, NOW - 6, 1.0))
    after = stands(edits.move_lever(base, BAN, NOW, 1.0))
    assert "differs from the real one" in before.months_in_words(before.lever)
    assert after.months_in_words(after.lever) == ""


def test_the_selected_measure_is_shown_before_the_one_in_force(base: Scenario) -> None:
    scenario = edits.move_lever(edits.move_lever(base, BAN, NOW, 1.0), BAN, NOW + 12, 0.5)
    here = stands(scenario)
    later = next(measure for measure in scenario.measures if measure.start == NOW + 12)
    assert shown_lever(here, later.id, here.lever.measure.id).measure == later
    assert shown_lever(here, "", later.id).measure == later
    assert shown_lever(here, "meta_stall", "gone") == here.lever, "of another kind, and of none"
    assert shown_lever(here) == here.lever
