"""What differs between two scenarios, in words: "Federal ban from Jan 2026", "Frontier pace 14 instead of 11.3"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.dates import NEVER
from simulator.parameters import Leaf, leaves
from ui import wording
from ui.models.measures import short_name
from ui.wording import tr

if TYPE_CHECKING:
    from simulator.policy import Measure
    from simulator.scenario.value import Scenario

_NAMED = 2  # differences in the name of a future


def differences(one: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return what a scenario has that another has not, a line each: measures first, then numbers, then the rest."""
    return (*_measures(one, other), *_numbers(one, other), *_rest(one, other))


def name_of_future(opened: Scenario, scenario: Scenario) -> str:
    """Return a name for the future of a scenario, from what differs from the one that was opened."""
    told = differences(opened, scenario)
    if not told:
        return opened.title
    named = ", ".join(told[:_NAMED])
    more = len(told) - _NAMED
    return tr("{named} and {count} more").format(named=named, count=more) if more > 0 else named


def changed_numbers(one: Scenario, other: Scenario) -> list[tuple[Leaf, Leaf]]:
    """Return each number of the model that differs, as it is in the one and in the other."""
    if one.assumptions == other.assumptions:
        return []
    pairs = zip(leaves(one.assumptions), leaves(other.assumptions), strict=True)
    return [(here, there) for here, there in pairs if here.value != there.value]


def number_name(path: str) -> str:
    """Return the name of a number of the model as people write it: "research.frontier_pace" is "Frontier pace"."""
    words = [part.replace("_", " ") for part in path.split(".")[1:]]
    return ", ".join(words).capitalize()


def _measures(one: Scenario, other: Scenario) -> list[str]:
    before = {measure.id: measure for measure in one.measures}
    after = {measure.id: measure for measure in other.measures}
    told = [_changed(before.get(name), measure, other) for name, measure in after.items()]
    gone = [tr("Without {measure}").format(measure=short_name(before[name], one)) for name in before.keys() - after]
    return [*(words for words in told if words), *sorted(gone)]


def _changed(before: Measure | None, after: Measure, scenario: Scenario) -> str:
    if before == after:
        return ""
    if not after.enabled:
        return tr("{measure} switched off").format(measure=short_name(after, scenario))
    words = tr("{measure} from {month}").format(measure=short_name(after, scenario), month=wording.month(after.start))
    return words if after.end >= NEVER else tr("{words} to {month}").format(words=words, month=wording.month(after.end))


def _numbers(one: Scenario, other: Scenario) -> list[str]:
    return [
        tr("{name} {new} instead of {old}").format(
            name=number_name(here.path), new=f"{there.value:g}", old=f"{here.value:g}"
        )
        for here, there in changed_numbers(one, other)
    ]


def _rest(one: Scenario, other: Scenario) -> list[str]:
    told = []
    if other.seed != one.seed:
        told.append(tr("Seed {seed}").format(seed=other.seed))
    if other.buyers != one.buyers:
        told.append(tr("{count} buyers").format(count=wording.number(other.buyers)))
    if other.history != one.history:
        told.append(tr("Free history") if other.history == "free" else tr("Locked history"))
    if other.end != one.end:
        told.append(tr("Until {month}").format(month=wording.month(other.end)))
    casts = (one.regions, one.makers, one.models, one.clouds)
    if casts != (other.regions, other.makers, other.models, other.clouds):
        told.append(tr("Other makers, models, clouds or regions"))
    return told
