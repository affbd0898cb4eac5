"""A policy is added in one file: what the README shows is found, read, described and run, with nothing else touched."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import simulator.policies
from simulator.dates import NOW
from simulator.entries import REGIONS
from simulator.history import Branch
from simulator.parameters import Param, declaration
from simulator.policy import POLICIES, Policy
from simulator.scenario.differences import differences
from simulator.scenario.library import load
from simulator.scenario.reading.reading import check
from simulator.scenario.running import simulate
from simulator.scenario.schema import schema
from simulator.scenario.value import Scenario
from simulator.world import Origin
from tests.worlds import law, measure, offers_from, small_world

README = Path(__file__).parents[2] / "README.md"
EXAMPLE = re.compile(r"```python\n# simulator/policies/(\w+)\.py\n(.*?)```", re.DOTALL)

FILE = """\
format = 2
title = "A tax"
extends = "base"

[run]
buyers = 2048
end = "2026-08"

[measures.tax]
kind = "marketing_tax"
start = "2026-02"
friction = 0.8
"""


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Policy]]:
    """Return the policy of the README, whose file stands in the package of policies as long as a test runs."""
    ((name, code),) = EXAMPLE.findall(README.read_text(encoding="utf-8"))
    known = {kind: POLICIES[kind] for kind in POLICIES}
    (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(simulator.policies, "__path__", [*simulator.policies.__path__, str(tmp_path)])
    monkeypatch.setattr(POLICIES, "_parts", known)
    monkeypatch.setattr(POLICIES, "_discovered", False)
    yield POLICIES[name]
    del sys.modules[f"simulator.policies.{name}"]
    delattr(simulator.policies, name)


def taxed(text: str = FILE) -> Scenario:
    """Return the scenario of a file with the new policy."""
    scenario, problems = check(text)
    assert scenario is not None, problems
    return scenario


def test_its_declaration_says_what_a_form_shows(added: type[Policy]) -> None:
    assert (added.title, added.actor) == ("Marketing tax", "Brussels")
    declared = declaration(added, "friction")
    assert isinstance(declared, Param)
    assert (declared.unit, declared.low, declared.high) == ("utils", 0.25, 1.0)
    assert declared.help == "Friction of a taxed model at full strength."


def test_a_file_that_uses_it_is_read(added: type[Policy]) -> None:
    scenario = taxed()
    assert scenario.measure("tax").policy == added(friction=0.8)
    assert any("New measure: Marketing tax" in text for text in differences(load("base"), scenario))


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    "old, new, words",
    [
        ("friction = 0.8", "friction = 8", "8 lies outside its range from 0.25 to 1 (utils)"),
        ("friction", "fricton", 'did you mean "friction"'),
        ("marketing_tax", "marketing_tx", 'did you mean "marketing_tax"'),
        ("friction", 'target = { model = "qwen" }\nfriction', "it can be aimed at origin, region"),
    ],
)
def test_mistakes_with_it_are_explained(old: str, new: str, words: str) -> None:
    scenario, problems = check(FILE.replace(old, new))
    assert scenario is None
    assert any(words in problem.text for problem in problems), problems


def test_editors_learn_its_keys(added: type[Policy]) -> None:
    described = schema()
    assert added.id in described["properties"]["policies"]["properties"]
    assert added.id in described["definitions"]["measure"]["properties"]["kind"]["enum"]


def test_it_writes_the_law_while_it_is_in_force(added: type[Policy]) -> None:
    world = small_world()
    rules = law(world, measure(added.id, friction=0.8, strength=0.5))
    american, europe = offers_from(world, Origin.UNITED_STATES), REGIONS.index("europe")
    np.testing.assert_allclose(rules.friction[american, europe], 0.4)
    assert not np.delete(rules.friction, europe, axis=1).any()
    assert {reason.measure for reason in rules.reasons} == {added.id}
    assert not law(world, measure(added.id, NOW + 2)).reasons


def american_models_in_europe(branch: Branch, month: int) -> int:
    """Return how many European buyers use American models in a month."""
    world = branch.world(month)
    european = world.buyers.region == REGIONS.index("europe")
    return int(offers_from(world, Origin.UNITED_STATES)[world.buyers.offer[european]].sum())


@pytest.mark.usefixtures("added")
def test_a_run_follows_from_it() -> None:
    scenario = taxed()
    with_tax = simulate(scenario)
    without = Branch(scenario.setup, scenario.without_measure("tax").timeline)
    assert american_models_in_europe(with_tax, NOW) == american_models_in_europe(without, NOW)
    assert american_models_in_europe(with_tax, scenario.end) < american_models_in_europe(without, scenario.end)


def test_nothing_of_it_is_left_behind() -> None:
    assert "marketing_tax" not in POLICIES
