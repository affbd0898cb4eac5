"""A receipt holds everything that decides a run, and says when the run cannot be repeated."""

import pytest

from simulator import receipts
from simulator.policies.audit import Audit
from simulator.policy import Measure
from simulator.receipts import NotRepeatableError, anonymous, read_receipt, receipt, repeatable
from simulator.scenario.library import load
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.reading import check
from simulator.scenario.shelf import names
from simulator.version import model_version, other_market, program_version


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
