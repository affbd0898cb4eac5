"""Edits: each takes a scenario and returns another. What a lever or a dragged bar means stands here, not in widgets."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.dates import NEVER
from simulator.policy import POLICIES, Measure, Policy
from simulator.scenario.library import ACTORS
from simulator.scenario.value import Scenario
from ui.look import wording
from ui.look.wording import tr
from ui.models.measures import short_name


@dataclass(frozen=True)
class Lever:
    """A lever as it stands in one month: `measure` is what it moves, or what it would put on the timeline."""

    kind: type[Policy]
    measure: Measure
    placed: bool  # whether the measure is on the timeline

    @property
    def strength(self) -> float:
        """Return what its slider shows."""
        return self.measure.strength if self.placed and self.measure.enabled else 0.0


def unplaced(kind: type[Policy], month: int) -> Measure:
    """Return the measure that a lever would put on the timeline, with the policy's own numbers and targets."""
    return Measure(id=kind.id, policy=kind(), start=month, strength=kind.greatest_strength)


def lever(scenario: Scenario, kind: type[Policy], month: int, template: Measure | None = None) -> Lever:
    """Return a lever in a month: it holds the latest measure of its kind in force then; history has no lever."""
    held = [measure for measure in _of_kind(scenario, kind) if measure.start <= month <= measure.end]
    if held:
        return Lever(kind, max(held, key=lambda measure: measure.start), placed=True)
    return Lever(kind, template or unplaced(kind, month), placed=False)


def move_lever(
    scenario: Scenario, kind: type[Policy], month: int, strength: float, template: Measure | None = None
) -> Scenario:
    """Return the scenario in which a lever stands at a strength from a month on.

    A measure that starts in that very month is changed, or taken away at strength 0. One that started earlier ends the
    month before, and another follows it. Where none is in force but one is planned, that one begins earlier, or, at
    another strength than planned, one like it lasts until then. Otherwise a measure begins that has no end, unless it
    is the kind of thing that happens once.
    """
    here = lever(scenario, kind, month, template)
    if here.strength == strength:
        return scenario
    if not here.placed:
        planned = next_of_kind(scenario, kind, month)
        return (
            _begin_anew(scenario, here, month, strength)
            if planned is None
            else _bring_forward(scenario, planned, month, strength)
        )
    if here.measure.start == month:
        if strength == 0.0:
            return scenario.without_measure(here.measure.id)
        return scenario.with_measure(here.measure.changed(strength=strength, enabled=True))
    ended = scenario.with_measure(here.measure.changed(end=month - 1))
    if strength == 0.0:
        return ended
    # no second ramp: the policy is in force already, and a ramp would begin again near zero
    follows = here.measure.changed(start=month, strength=strength, ramp=0, announced=None, enabled=True)
    return _begin(ended, follows)


def switch_lever(
    scenario: Scenario, kind: type[Policy], month: int, *, on: bool, template: Measure | None = None
) -> Scenario:
    """Return the scenario in which a lever is on or off from a month on.

    On is the strength that is planned for later, or else that of the template; for a measure in force it is full.
    """
    here = lever(scenario, kind, month, template)
    begins = here.measure if (planned := next_of_kind(scenario, kind, month)) is None else planned
    strength = (0.0 if here.placed else begins.strength) or kind.greatest_strength
    return move_lever(scenario, kind, month, strength if on else 0.0, template)


def move_measure(scenario: Scenario, name: str, months: int) -> Scenario:
    """Return the scenario in which a measure begins, and ends, some months later."""
    measure = scenario.measure(name)
    length = 0 if measure.end >= NEVER else measure.end - measure.start
    latest = max(measure.start, scenario.end - length)  # one that ends after the run has nowhere later to go
    start = max(0, min(measure.start + months, latest))
    shift = start - measure.start
    end = measure.end if measure.end >= NEVER else measure.end + shift
    announced = None if measure.announced is None else max(0, measure.announced + shift)
    return scenario.with_measure(measure.changed(start=start, end=end, announced=announced))


def stretch_start(scenario: Scenario, name: str, months: int) -> Scenario:
    """Return the scenario in which a measure begins some months later, once announced, and ends when it did."""
    measure = scenario.measure(name)
    start = min(max(measure.start + months, measure.announced or 0), measure.end, scenario.end)
    return scenario.with_measure(measure.changed(start=start))


def stretch_end(scenario: Scenario, name: str, months: int) -> Scenario:
    """Return the scenario in which a measure ends some months later; past the last month it has no end."""
    measure = scenario.measure(name)
    end = max(min(measure.end, scenario.end + 1) + months, measure.start)
    return scenario.with_measure(measure.changed(end=NEVER if end > scenario.end else end))


def stretch_ramp(scenario: Scenario, name: str, months: int) -> Scenario:
    """Return the scenario in which a measure grows to its full strength over some months more."""
    measure = scenario.measure(name)
    longest = min(measure.end, scenario.end) - measure.start + 1
    return scenario.with_measure(measure.changed(ramp=min(max(measure.ramp + months, 0), max(longest, measure.ramp))))


def move_announcement(scenario: Scenario, name: str, months: int) -> Scenario:
    """Return the scenario in which a measure is announced some months later; with its start it is not announced."""
    measure = scenario.measure(name)
    heard = measure.start if measure.announced is None else measure.announced
    month = max(0, heard + months)
    return scenario.with_measure(measure.changed(announced=month if month < measure.start else None))


def copy_measure(scenario: Scenario, name: str, months: int) -> Scenario:
    """Return the scenario with a copy of a measure, some months later, under `copied_name`."""
    copy = copied_name(scenario, name)
    return move_measure(scenario.with_measure(scenario.measure(name).changed(id=copy, history=False)), copy, months)


def copied_name(scenario: Scenario, name: str) -> str:
    """Return the id that a copy of a measure gets."""
    return scenario.free_id(scenario.measure(name).policy.id)


def months_to_copy(measure: Measure) -> int:
    """Return how much later a copy begins: when the original is over, or a year later where it has no end."""
    return _YEAR if measure.end >= NEVER else measure.end - measure.start + 1


def why_locked(scenario: Scenario, measure: Measure) -> str:
    """Return why a measure cannot be moved, in a sentence; "" where it can."""
    if not measure.history or scenario.history == "free":
        return ""
    return tr(
        "This is history, and history is locked: {measure} happened in {month}. "
        "Switch it off to see a market without it, or duplicate it and move the copy."
    ).format(measure=short_name(measure, scenario), month=wording.month(measure.start))


def switch_measure(scenario: Scenario, name: str) -> Scenario:
    """Return the scenario in which a measure is switched off, or on again."""
    measure = scenario.measure(name)
    return scenario.with_measure(measure.changed(enabled=not measure.enabled))


def history_in_force(scenario: Scenario, kind: type[Policy], month: int) -> list[Measure]:
    """Return the history of a kind that is in force in a month; a lever does not hold it but adds to it."""
    measures = scenario.timeline.measures
    return [
        measure for measure in measures if measure.history and type(measure.policy) is kind and measure.in_force(month)
    ]


def next_of_kind(scenario: Scenario, kind: type[Policy], month: int) -> Measure | None:
    """Return the measure of a kind that comes into force next after a month, None where none does."""
    later = [measure for measure in _of_kind(scenario, kind) if measure.start > month and measure.enabled]
    return min(later, key=lambda measure: measure.start, default=None)


def is_switch(kind: type[Policy]) -> bool:
    """Return whether a policy is either on or off, so that a slider would promise too much."""
    return not kind.graded


def lever_kinds() -> dict[str, list[type[Policy]]]:
    """Return the kinds of policy by who acts; actors and policies in the order in which people look for them."""
    actors: dict[str, list[type[Policy]]] = {name: [] for name in (*ACTORS, EVENTS)}
    for name in POLICIES:
        kind = POLICIES[name]
        actors.setdefault(EVENTS if name in _EVENTS else kind.actor, []).append(kind)
    events = actors.pop(EVENTS)
    groups = {**actors, EVENTS: events}
    return {actor: sorted(kinds, key=lambda kind: kind.title) for actor, kinds in groups.items() if kinds}


_YEAR = 12
EVENTS = "Events"
"""The last group of levers: what nobody decides as a policy, or one firm does once."""
_EVENTS = ("ban_signal", "breakthrough", "listing", "research_stall", "retreat", "takeover")


def _begin_anew(scenario: Scenario, here: Lever, month: int, strength: float) -> Scenario:
    """Return the scenario with the measure of a lever, which ends before another of its kind that is switched off."""
    later = [measure.start for measure in _of_kind(scenario, here.kind) if measure.start > month]
    end = month if here.kind.momentary else min(later) - 1 if later else NEVER
    return _begin(scenario, here.measure.changed(start=month, end=end, strength=strength))


def _bring_forward(scenario: Scenario, planned: Measure, month: int, strength: float) -> Scenario:
    """Return the scenario in which a planned measure begins earlier, or one like it leads up to it at a strength."""
    announced = planned.announced if planned.announced is None or planned.announced < month else None
    sooner = planned.changed(start=month, announced=announced, strength=strength)
    if planned.policy.momentary:
        return scenario.with_measure(sooner.changed(end=month))
    if strength == planned.strength:
        return scenario.with_measure(sooner)
    return _begin(scenario, sooner.changed(end=planned.start - 1))


def _begin(scenario: Scenario, measure: Measure) -> Scenario:
    return scenario.with_measure(measure.changed(id=scenario.free_id(measure.policy.id)))


def _of_kind(scenario: Scenario, kind: type[Policy]) -> list[Measure]:
    return [measure for measure in scenario.measures if type(measure.policy) is kind and not measure.history]
