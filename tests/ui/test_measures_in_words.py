"""In the window, too, two measures that differ in one setting never read the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.policy import POLICIES, Target
from tests.measures import of_other_dates, of_other_settings, usual
from tests.worlds import scenario

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from ui.models.futures import name_of_future
from ui.models.measures import headline, short_name
from ui.panels.timeline.measure_words import measure_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.policy import Measure
    from simulator.scenario.value import Scenario


def future(measure: Measure, before: Scenario) -> str:
    """Return what a future is called that has the measure more."""
    return name_of_future(before, before.with_measure(measure))


SENTENCES: dict[str, Callable[[Measure, Scenario], str]] = {
    "timeline, levers and headlines": headline,
    "tooltip of the timeline": measure_tip,
}


@pytest.mark.parametrize("kind", sorted(POLICIES))
@pytest.mark.parametrize("where", SENTENCES)
def test_a_sentence_tells_every_setting_and_every_date(where: str, kind: str) -> None:
    measures = [usual(POLICIES[kind]), *of_other_settings(POLICIES[kind], scenario()), *of_other_dates(POLICIES[kind])]
    told = [SENTENCES[where](measure, scenario()) for measure in measures]
    assert len(set(told)) == len(told), sorted(text for text in told if told.count(text) > 1)


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_a_future_is_called_by_every_setting_and_every_date_of_its_measure(kind: str) -> None:
    measures = [usual(POLICIES[kind]), *of_other_settings(POLICIES[kind], scenario()), *of_other_dates(POLICIES[kind])]
    told = [future(measure, scenario()) for measure in measures]
    assert len(set(told)) == len(told), sorted(text for text in told if told.count(text) > 1)


@pytest.mark.parametrize("kind", sorted(POLICIES))
def test_a_bar_and_a_step_of_undo_tell_every_setting(kind: str) -> None:
    measures = [usual(POLICIES[kind]), *of_other_settings(POLICIES[kind], scenario())]
    told = [short_name(measure, scenario()) for measure in measures]
    assert len(set(told)) == len(told), sorted(text for text in told if told.count(text) > 1)


def test_a_bar_says_first_what_decides() -> None:
    aimed = usual(POLICIES["federal_ban"]).changed(target=Target(origin=("china",), region=("united_states",)))
    assert short_name(aimed, scenario()) == "Federal ban: scope all, Chinese makers, United States"
