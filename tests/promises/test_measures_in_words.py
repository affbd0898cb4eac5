"""Two measures that differ in any one setting never read the same, wherever a measure is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal, get_origin

import pytest

from simulator.measure_words import describe, in_full
from simulator.parameters import is_defining, param, reference, reference_kind, words
from simulator.policy import POLICIES, Measure, Policy
from simulator.scenario.differences import differences
from simulator.scenario.library import load
from simulator.scenario.plain_names import speech
from simulator.scenario.value import Scenario
from tests.measures import START, of_other_dates, of_other_settings, usual
from tests.worlds import scenario


def diff(measure: Measure, before: Scenario) -> str:
    """Return what `shakeout diff` and the page Compare say of a market with a measure more."""
    return " ".join(differences(before, before.with_measure(measure)))


def diff_of_change(measure: Measure, before: Scenario) -> str:
    """Return what they say of a market in which the usual measure became another."""
    with_usual = before.with_measure(usual(type(measure.policy)))
    return " ".join(differences(with_usual, with_usual.with_measure(measure)))


WITH_DATES: dict[str, Callable[[Measure, Scenario], str]] = {
    "diff and Compare": diff,
    "diff of a changed measure": diff_of_change,
    "in full, by name": lambda measure, known: in_full(measure, speech(known)),
    "in full, by id": lambda measure, _: in_full(measure),
}


@pytest.mark.parametrize("kind", sorted(POLICIES))
@pytest.mark.parametrize("where", WITH_DATES)
def test_measures_that_differ_in_one_setting_read_differently(where: str, kind: str) -> None:
    policy, known = POLICIES[kind], scenario()
    measures = [usual(policy), *of_other_settings(policy, known), *of_other_dates(policy)]
    told = [WITH_DATES[where](measure, known) for measure in measures]
    assert len(set(told)) == len(told), sorted(text for text in told if told.count(text) > 1)


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_the_news_tells_measures_of_other_settings_apart(kind: str) -> None:
    measures = [usual(POLICIES[kind]), *of_other_settings(POLICIES[kind], scenario())]
    told = [describe(measure) for measure in measures]
    assert len(set(told)) == len(told), sorted(text for text in told if told.count(text) > 1)


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_every_choice_of_a_policy_that_is_no_number_is_declared_as_defining(kind: str) -> None:
    policy = POLICIES[kind]
    for name, field in policy.model_fields.items():
        if get_origin(field.annotation) is Literal or reference_kind(policy, name):
            assert is_defining(policy, name), name


class Curfew(Policy):
    """A policy that ships with nobody, as a reader might add it."""

    id: ClassVar[str] = "curfew"
    title: ClassVar[str] = "Curfew for models"
    hours: Literal["night", "day"] = words("night", "When no model may answer.", defining=True)
    watch: str = reference("openai", "maker", "Who looks after it.", defining=True)
    fine: float = param(2.0, "$M", "What it costs to answer.")


def test_what_a_new_policy_declares_as_defining_is_told_and_the_rest_where_it_is_unusual() -> None:
    speaking = speech(scenario())
    assert describe(Measure("one", Curfew(), START), speaking) == "Curfew for models: hours night, watch OpenAI"
    other = Curfew(hours="day", watch="mistral", fine=3.0)
    assert describe(Measure("one", other, START), speaking) == (
        "Curfew for models: hours day, watch Mistral AI, fine 3 ($M)"
    )


def test_the_shipped_bans_read_differently() -> None:
    base = load("base")
    service, weights = (differences(base, load(name)) for name in ("ban_the_service", "ban_the_weights_too"))
    (ban,) = [text for text in service if "Federal ban" in text]
    (wider,) = [text for text in weights if "Federal ban" in text]
    assert "scope hosted" in ban
    assert "scope all" in wider


def test_a_changed_ban_is_told_with_what_defines_it() -> None:
    base = load("ban_the_service")
    (ban,) = [measure for measure in base.measures if measure.policy.id == "federal_ban"]
    (text,) = differences(base, base.with_measure(ban.changed(strength=0.5)))
    assert text == "Federal ban (scope hosted): strength 0.5 instead of 1."
