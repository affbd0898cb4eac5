"""Measures in words and on lanes, for whoever shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.measure_words import chosen, defining, what, when
from simulator.policy import Measure
from simulator.scenario.plain_names import plain_aim, plain_names, speech
from simulator.values_in_words import Speech
from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario


def headline(measure: Measure, scenario: Scenario) -> str:
    """Return a measure in a line without its title: whom it is aimed at, what was chosen, how strongly and when."""
    speech = speech_of(scenario)
    words = ", ".join((*what(measure, speech), *when(measure, speech)))
    return tr("{words} (history)").format(words=words) if measure.history else words


def aim_in_words(measure: Measure, scenario: Scenario) -> str:
    """Return whom a measure is aimed at in words, as in "DeepSeek, United States"."""
    return plain_aim(measure.aim(), scenario, tr)


def names_in_words(field: str, scenario: Scenario) -> dict[str, str]:
    """Return what a target may name, and how people call it."""
    return plain_names(field, scenario, tr)


def speech_of(scenario: Scenario) -> Speech:
    """Return how the things of a scenario are called in the user's language."""
    return speech(scenario, tr, wording.month, wording.exact_number)


def short_name(measure: Measure, scenario: Scenario) -> str:
    """Return what stands on a bar: the policy, its strength unless full, its target if chosen, and its settings."""
    words, full = tr(measure.policy.title), measure.policy.greatest_strength
    if measure.strength != full and full == 1.0:
        percent = wording.exact_number(round(100.0 * measure.strength, 9))
        words = f"{words} {percent}{wording.HARD_SPACE}%"
    elif measure.strength != full:
        words = f"{words} {wording.exact_number(measure.strength)}"
    aim = [aim_in_words(measure, scenario)] if measure.target != type(measure.target)() else []
    decides = defining(measure, speech_of(scenario))  # first, for a narrow bar cuts off the end
    rest = [text for text in chosen(measure, speech_of(scenario)) if text not in decides]
    said = (*decides, *aim, *rest)
    return f"{words}: {', '.join(said)}" if said else words


_ONCE = "once"  # stands for all kinds of what happened in one month of history


class Placed(NamedTuple):
    """A measure on a lane of the timeline; `label` is empty where the next measure of its lane speaks for it."""

    measure: Measure
    lane: int
    label: str


def lanes(scenario: Scenario, room: dict[str, int], mark: int = 1, selected: str = "") -> list[Placed]:
    """Return every measure on a lane: the user's first, then history, kinds together, nothing on top of another.

    `room` holds for each measure the months that its name takes, `mark` the months that the mark of a single one takes.
    All that happened once in history shares one lane, be it on top of another; after it stands what is selected.
    """
    placed: list[Placed] = []
    lane = 0
    for history in (False, True):
        measures = sorted((m for m in scenario.measures if m.history is history), key=lambda m: (m.start, m.id))
        for kind in dict.fromkeys(map(_kind, measures)):
            rows: list[list[Measure]] = []
            for measure in (m for m in measures if _kind(m) == kind):
                row = next((row for row in rows if kind == _ONCE or _fits(row[-1], measure, room, mark)), None)
                if row is None:
                    rows.append([measure])
                else:
                    row.append(measure)
            for row in rows:
                if kind == _ONCE:
                    placed += _events_on_lane(row, lane, scenario, selected)
                else:
                    placed += [_on_lane(row, place, lane, scenario, room) for place in range(len(row))]
                lane += 1
    return placed


def is_flag(measure: Measure) -> bool:
    """Return whether a measure lasts a month alone, so that a bar would be too narrow to be seen."""
    return measure.end == measure.start


def _kind(measure: Measure) -> str:
    """Return what shares its lanes with a measure."""
    return _ONCE if measure.history and is_flag(measure) else measure.policy.id


def _fits(last: Measure, measure: Measure, room: dict[str, int], mark: int) -> bool:
    """Return whether a measure fits on a lane after another, and, unless both are history, after the other's name."""
    named = 0 if last.history else room.get(last.id, 0)
    return max(last.end + 1, last.start + max(named, mark)) <= _first_month(measure)


def _first_month(measure: Measure) -> int:
    """Return the first month of a measure that its lane shows: with its announcement."""
    return measure.start if measure.announced is None else min(measure.start, measure.announced)


def _on_lane(row: list[Measure], place: int, lane: int, scenario: Scenario, room: dict[str, int]) -> Placed:
    measure = row[place]
    crowded = place + 1 < len(row) and measure.start + room.get(measure.id, 0) > _first_month(row[place + 1])
    return Placed(measure, lane, "" if crowded else short_name(measure, scenario))


def _events_on_lane(row: list[Measure], lane: int, scenario: Scenario, selected: str) -> list[Placed]:
    """Return events of history on their lane, with one label after the last: what is selected, else how many it has."""
    named = row[0] if len(row) == 1 else next((measure for measure in row if measure.id == selected), None)
    words = tr("{count} events of history").format(count=len(row)) if named is None else short_name(named, scenario)
    return [Placed(measure, lane, words if measure is row[-1] else "") for measure in row]
