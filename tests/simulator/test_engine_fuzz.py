"""The search for files that the engine cannot stand finds what is planted, and can be repeated."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from simulator.dates import NOW
from simulator.scenario.reading.reading import check
from tests.simulator.engine_fuzz import RAN, Ending, Search, ending, faults, search, summary
from tests.simulator.sound_months import wrong_with, wrong_with_indicators
from tests.worlds import base_branch

FEW = Search(seed=1, months=2)


def test_the_same_number_makes_the_same_file_and_another_one_another() -> None:
    assert [FEW.text(number) for number in range(20)] == [FEW.text(number) for number in range(20)]
    assert len({FEW.text(number) for number in range(20)}) == 20
    assert Search(seed=2, months=2).text(0) != FEW.text(0)


def test_files_cover_every_section_and_every_kind_of_market() -> None:
    scenarios = [scenario for number in range(150) if (scenario := check(FEW.text(number))[0]) is not None]
    assert {scenario.history for scenario in scenarios} == {"locked", "free"}
    assert min(len(scenario.makers) for scenario in scenarios) == 1
    assert min(len(scenario.clouds) for scenario in scenarios) == 1
    assert any(scenario.end == 0 for scenario in scenarios)
    assert any(not measure.enabled for scenario in scenarios for measure in scenario.measures)


def test_a_model_that_breaks_is_found_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "no such thing"
        raise KeyError(message)

    monkeypatch.setattr("simulator.engine.guarded", broken)
    assert {found.outcome.partition(",")[0] for found in search(FEW, range(3))} == {"KeyError in engine.py"}


@pytest.mark.parametrize("what", ["payments", "distrust", "adoption"])
def test_nonsense_in_a_month_is_found(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "simulator.engine.guarded",
        lambda world, *_: world.changed(**{what: np.full_like(getattr(world, what), np.nan)}),
    )
    assert ending(FEW, 0).outcome == f"{what} is not finite"


def test_negative_amounts_and_shares_that_do_not_add_up_are_found() -> None:
    before, after = base_branch(until=NOW).worlds[NOW - 1 : NOW + 1]
    assert list(wrong_with(after, before)) == []
    dear = after.changed(models=after.models.changed(list_price=-after.models.list_price))
    assert list(wrong_with(dear, before)) == ["models.list_price is negative"]
    assert "list_price is negative" in list(wrong_with_indicators(dear))
    halved = after.changed(models=after.models.changed(download_share=after.models.download_share / 2))
    assert list(wrong_with(halved, before)) == ["shares of downloads do not add up to 1"]
    richer = after.changed(makers=after.makers.changed(cash=after.makers.cash + 1.0))
    assert "cash changes by something else than payments" in list(wrong_with(richer, before))


def test_a_division_by_nought_is_a_fault_even_if_its_result_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def divides(world: object, *_: object) -> object:
        assert np.ones(1) / np.zeros(1)
        return world

    monkeypatch.setattr("simulator.engine.guarded", divides)
    assert ending(FEW, 0).outcome.startswith("RuntimeWarning")


def test_the_base_market_has_no_fault() -> None:
    scenario, _ = check('format = 2\ntitle = "T"\nextends = "base"\n[run]\nbuyers = 64\nend = "2023-10"\n')
    assert scenario is not None
    assert list(faults(scenario)) == []


def test_a_summary_counts_each_kind_of_failure_once() -> None:
    told = summary(Counter([RAN, RAN, "refused", "ZeroDivisionError in rules.py, settle"]))
    assert told == "4 files, 75.0% accepted, 1 failed\n  1 × ZeroDivisionError in rules.py, settle"
    assert Ending(1, RAN).told == ""
