"""Futures in a few words: what one is called after what differs, and where it parts from the one on show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.dates import NEVER
from simulator.policy import first_difference
from simulator.scenario.differences import differences
from ui import wording
from ui.models.measures import short_name
from ui.wording import tr

if TYPE_CHECKING:
    from simulator.policy import Measure
    from simulator.scenario.value import Scenario

_NAMED = 2  # differences in the name of a future


def name_of_future(opened: Scenario, scenario: Scenario) -> str:
    """Return a name for the future of a scenario, from what differs from the one that was opened."""
    alike = opened.changed(measures=scenario.measures)
    told = [*_measures(opened, scenario), *(text.rstrip(".") for text in differences(alike, scenario))]
    if not told:
        return opened.title
    named = ", ".join(told[:_NAMED])
    more = len(told) - _NAMED
    return tr("{named} and {count} more").format(named=named, count=more) if more > 0 else named


def parting(one: Scenario, other: Scenario) -> int | None:
    """Return the first month in which two futures may differ, None where they never do."""
    if one.setup != other.setup:
        return 0
    month = first_difference(one.timeline, other.timeline)
    return None if month >= NEVER else min(month, one.end)


def _measures(one: Scenario, other: Scenario) -> list[str]:
    before = {measure.id: measure for measure in one.measures}
    after = {measure.id: measure for measure in other.measures}
    told = [_changed(before.get(name), measure, other) for name, measure in after.items()]
    gone = [
        tr("Without {measure}").format(measure=short_name(measure, one))
        for name, measure in before.items()
        if name not in after
    ]
    return [*(words for words in told if words), *gone]


def _changed(before: Measure | None, after: Measure, scenario: Scenario) -> str:
    name = short_name(after, scenario)
    if before == after:
        return ""
    if not after.enabled:
        return tr("{measure} switched off").format(measure=name)
    if after.end < NEVER:
        return tr("{measure} from {start} to {end}").format(
            measure=name, start=wording.month(after.start), end=wording.month(after.end)
        )
    return tr("{measure} from {month}").format(measure=name, month=wording.month(after.start))
