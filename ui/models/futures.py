"""Futures in a few words: what one is called after what differs, and where it parts from the one on show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.dates import NEVER
from simulator.measure_words import when
from simulator.policy import first_difference
from simulator.scenario.differences import differences
from simulator.scenario.library import load
from simulator.scenario.problems import LONGEST_NAME, ScenarioProblems, shortened
from simulator.scenario.shelf import kept_names, names
from ui.look.wording import tr
from ui.models.measures import short_name, speech_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from simulator.policy import Measure
    from simulator.scenario.value import Scenario

_NAMED = 2  # differences in the name of a future
_MADE_UP = LONGEST_NAME - 10  # letters: a number may still follow, where the name is taken


def name_of_future(opened: Scenario, scenario: Scenario) -> str:
    """Return a name for the future of a scenario, from what differs from the one that was opened.

    A single measure is named with its months; of several the names alone are told, and of many the first.
    """
    alike = opened.changed(measures=scenario.measures)
    rest = [text.rstrip(".") for text in differences(alike, scenario)]
    told = [*_measures(opened, scenario, _with_months), *rest]
    if not told:
        return shortened(opened.title, _MADE_UP)
    if len(told) > 1:
        told = [*_measures(opened, scenario, _without_months), *rest]
    named = "; ".join(told[:_NAMED])
    more = len(told) - _NAMED
    return shortened(tr("{named} and {count} more").format(named=named, count=more) if more > 0 else named, _MADE_UP)


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken: "Ban", "Ban (2)" ..."""
    candidates = (name if number == 1 else f"{name} ({number})" for number in range(1, len(taken) + 2))
    return next(each for each in candidates if each not in taken)


def origin(scenario: Scenario, path: Path | None) -> Scenario | None:
    """Return the market that a scenario was made from, under the same seed: what it extends, else the base market.

    None where that market is the same, or cannot be read.
    """
    name: str | Path = scenario.extends or "base"
    if name == kept_names()[-1]:  # which stands in a file for the base of its day
        name = "base"
    elif path is not None and name not in (*names(), *kept_names()):
        name = path.parent / name
    try:
        found = load(name).changed(seed=scenario.seed, buyers=scenario.buyers, end=scenario.end)
    except ScenarioProblems:
        return None
    return None if (found.setup, found.timeline) == (scenario.setup, scenario.timeline) else found


def parting(one: Scenario, other: Scenario) -> int | None:
    """Return the first month in which two futures may differ, None where they never do."""
    if one.setup != other.setup:
        return 0
    month = first_difference(one.timeline, other.timeline)
    return None if month >= NEVER else min(month, one.end)


def _measures(one: Scenario, other: Scenario, say: Callable[[Measure, str, Scenario], str]) -> list[str]:
    before = {measure.id: measure for measure in one.measures}
    after = {measure.id: measure for measure in other.measures}
    told = [
        say(measure, short_name(measure, other), other)
        for name, measure in after.items()
        if measure != before.get(name)
    ]
    gone = [
        tr("Without {measure}").format(measure=short_name(measure, one))
        for name, measure in before.items()
        if name not in after
    ]
    return [*told, *gone]


def _without_months(measure: Measure, name: str, scenario: Scenario) -> str:  # noqa: ARG001 - told like the other
    return name if measure.enabled else _joined(name, tr("switched off"))


def _with_months(measure: Measure, name: str, scenario: Scenario) -> str:
    if not measure.enabled:
        return _without_months(measure, name, scenario)
    return _joined(name, ", ".join(when(measure, speech_of(scenario))))


def _joined(name: str, words: str) -> str:
    """Return a measure's name with more about it: after a comma where the name holds settings."""
    return f"{name}, {words}" if ": " in name else f"{name} {words}"
