"""How two scenarios differ is said in sentences that a class can read out."""

import pytest

from simulator.dates import month_number
from simulator.policies.audit import Audit
from simulator.policies.export_controls import ExportControls
from simulator.policies.federal_ban import FederalBan
from simulator.policies.takeover import Takeover
from simulator.policy import Measure, Target
from simulator.scenario.differences import differences
from simulator.scenario.library import load
from simulator.scenario.shelf import names
from simulator.scenario.value import Scenario

CONTROLS = Measure("controls", ExportControls(), month_number("2026-09"))


@pytest.fixture(scope="module")
def base() -> Scenario:
    """Return the base market with one measure."""
    return load("base").with_measure(CONTROLS)


@pytest.mark.parametrize("name", names())
def test_a_scenario_does_not_differ_from_itself(name: str) -> None:
    assert differences(load(name), load(name)) == ()


def test_a_later_and_weaker_measure_is_said_in_words(base: Scenario) -> None:
    later = base.with_measure(CONTROLS.changed(start=month_number("2027-03"), strength=0.5))
    text = "Tighter chip export controls: start Mar 2027 instead of Sep 2026; strength 0.5 instead of 1."
    assert differences(base, later) == (text,)
    assert differences(later, base) == (
        "Tighter chip export controls: start Sep 2026 instead of Mar 2027; strength 1 instead of 0.5.",
    )


def test_every_part_of_a_measure_is_told(base: Scenario) -> None:
    changed = Measure(
        "tougher",
        ExportControls(chips_lost=0.75),
        start=CONTROLS.start,
        end=month_number("2030-12"),
        ramp=1,
        announced=month_number("2026-01"),
        enabled=False,
        note="why",
    )
    (text,) = differences(base, base.without_measure("controls").with_measure(changed))
    assert text == (
        "Tighter chip export controls: named tougher instead of controls; switched off; "
        "announced Jan 2026 instead of never; end Dec 2030 instead of never; "
        "1 month to full strength instead of 0 months; chips lost 0.75 instead of 0.5 (share); another note."
    )


def test_measures_of_one_kind_are_told_apart(base: Scenario) -> None:
    one = Measure("first", Audit(), 34, target=Target(region=("europe",)))
    two = Measure("second", Audit(), 34, target=Target(region=("united_states",)))
    both = base.with_measure(one).with_measure(two)
    (text,) = differences(both, both.with_measure(two.changed(start=40)))
    assert text == "Audit and certification: Chinese makers, United States: start Jan 2027 instead of Jul 2026."


def test_measures_of_one_kind_and_one_target_are_told_apart_by_their_ids(base: Scenario) -> None:
    both = base.with_measure(Measure("first", Audit(), 34)).with_measure(Measure("second", Audit(), 50))
    (text,) = differences(both, both.with_measure(both.measure("second").changed(start=52)))
    assert text == "Audit and certification: Chinese makers, Europe (second): start Jan 2028 instead of Nov 2027."


def test_whom_a_measure_is_aimed_at_is_said_by_name(base: Scenario) -> None:
    aims = {
        "everybody": Target(maker=("*",), region=("*",)),
        "DeepSeek, United States": Target(maker=("deepseek",), region=("united_states",)),
        "Chinese makers, Latin America": Target(origin=("china",), region=("latin_america",)),
    }
    for words, aim in aims.items():
        (text,) = differences(base, base.with_measure(Measure("entity", FederalBan(), 34, target=aim)))
        assert text == f"New measure: Federal ban: {words}, scope all, from Jul 2026 on."
    bought = base.with_measure(Measure("bought", Takeover(buyer="meta"), 34))
    sold = bought.with_measure(Measure("bought", Takeover(buyer="openai"), 34))
    assert differences(bought, sold) == ("Takeover: Moonshot AI: buyer OpenAI instead of Meta.",)


def test_what_is_new_and_what_is_gone_is_told_in_full(base: Scenario) -> None:
    ban = Measure("ban", FederalBan(), 34, 60, 6, 0.5)
    (new,) = differences(base, base.with_measure(ban))
    assert new.startswith("New measure: ")
    assert new.endswith(", scope all, strength 0.5, from Jul 2026 to Sep 2028, at full strength after 6 months.")
    (gone,) = differences(base.with_measure(ban), base)
    assert gone == new.replace("New measure", "Measure gone")


def test_the_run_the_texts_and_the_order_are_told(base: Scenario) -> None:
    other = base.changed(title="Mine", seed=2, buyers=1000, end=100, history="free", measures=base.measures[::-1])
    assert differences(base, other) == (
        'Title "Mine" instead of "Open weights, January 2026".',
        "Seed 2 instead of 1: other luck.",
        "1,000 simulated buyers instead of 16,384.",
        "The run ends in Jan 2032 instead of Dec 2035.",
        "History is free: who fails before Jan 2026 is the model's own.",
        "The measures stand in another order, which can matter where their effects combine.",
    )


def test_numbers_of_the_model_and_of_the_cast_are_told_with_their_units(base: Scenario) -> None:
    research = base.assumptions.research.model_copy(update={"frontier_pace": 12.0})
    makers = dict(base.makers)
    makers["openai"] = makers["openai"].model_copy(update={"cash_million": 9000.0, "enters": 5})
    extra = makers.pop("ibm")
    other = base.changed(
        assumptions=base.assumptions.model_copy(update={"research": research}),
        makers=(*makers.items(), ("new", extra.model_copy(update={"name": "New"}))),
    )
    assert differences(base, other) == (
        "Research, frontier pace 12 instead of 11.3 (points a month).",
        "New maker: New (new).",
        "Maker OpenAI: cash million 9,000 instead of 8,000 ($M).",
        "Maker OpenAI: enters Feb 2024 instead of Sep 2023.",
        "Maker gone: IBM (ibm).",
    )


def test_a_table_that_comes_or_goes_is_told(base: Scenario) -> None:
    makers = dict(base.makers)
    makers["xai"] = makers["xai"].model_copy(update={"app_before": None})
    found = differences(base, base.changed(makers=tuple(makers.items())))
    assert "Maker xAI: app before, month none instead of Feb 2025." in found
