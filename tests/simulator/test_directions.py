"""Directions: what the files of scenarios say of their effects is what the model finds, as paired differences.

A few scenarios and half the pairs here; all of them with `uv run pytest tests/directions`.
"""

import math
from collections.abc import Iterator
from concurrent.futures import Executor

import pytest

from simulator.dates import NOW
from simulator.experiment.directions import SEEDS, Verdict, expectations, verdicts
from simulator.experiment.runner import pool
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.shelf import find, names
from tests.worlds import base_branch

SOME = (
    "ban_the_service",
    "close_the_weights",
    "no_deepseek_moment",
    "starve_the_labs",
    "trusted_hosting",
)
SECTIONS = ("# What to look at", "# What the article implies", "# What only the model says", "# To discuss")


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    """Return processes on all cores."""
    with pool() as processes:
        yield processes


@pytest.mark.calibrated
@pytest.mark.parametrize("name", SOME)
def test_the_model_finds_every_effect_that_a_file_promises(name: str, executor: Executor) -> None:
    promised = [one for one in verdicts(name, SEEDS[:8], executor=executor) if one.expectation.found != "0"]
    assert promised
    assert not [told(one) for one in promised if not one.as_stated]


def told(one: Verdict) -> str:
    """Return a verdict in words."""
    return f"{one.expectation.quantity.label}: {one.difference.mean:.4g} ({one.finding.value})"


@pytest.mark.parametrize("name", names()[1:])
def test_every_shipped_scenario_states_directions_that_can_be_measured(name: str) -> None:
    found = expectations(name)
    assert len(found) >= 3
    for one in found:
        assert {one.sign, one.found} <= {"+", "-", "0"}
        assert one.says in {"article", "model"}
        assert math.isfinite(one.quantity.at(base_branch(), NOW))


@pytest.mark.parametrize("name", names())
def test_every_shipped_scenario_opens_with_its_question_and_says_what_to_look_at(name: str) -> None:
    text = text_of(find(name))
    assert text.startswith(f"# {parsed(text)['question']}\n")
    places = [text.index(section) for section in SECTIONS]
    assert places == sorted(places)
    assert places[-1] < text.index("\nformat = ")


def test_a_file_that_owns_up_to_another_finding_says_so_in_words() -> None:
    for name in names()[1:]:
        otherwise = any(one.found != one.sign for one in expectations(name))
        assert ("The model says otherwise" in text_of(find(name))) == otherwise, name
