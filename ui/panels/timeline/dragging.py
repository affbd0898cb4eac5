"""What a drag or a key on the timeline means in months, and which edit of a measure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

from simulator.scenario.problems import out_of_order, sentence
from ui.look.wording import tr
from ui.session import edits

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario
    from ui.panels.timeline.bar_shape import Grip

_CLICK = 4  # pixels that the mouse may move in a click
_YEAR = 12
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -_YEAR,
    Qt.Key.Key_PageDown: _YEAR,
}
_HELD = Qt.KeyboardModifier
_GRIPS: dict[Qt.KeyboardModifier, Grip] = {
    _HELD.NoModifier: "all",
    _HELD.ShiftModifier: "end",
    _HELD.AltModifier: "start",
    _HELD.ControlModifier: "ramp",
    _HELD.ControlModifier | _HELD.ShiftModifier: "announcement",
}
_EDITS = {
    "all": edits.move_measure,
    "start": edits.stretch_start,
    "end": edits.stretch_end,
    "ramp": edits.stretch_ramp,
    "announcement": edits.move_announcement,
}


@dataclass(frozen=True)
class Drag:
    """A drag in progress: what was grabbed, where, and how many months it has moved so far."""

    measure: str
    grip: Grip
    pressed: float  # pixel
    month_width: float  # pixels when the drag began: what it does may move the chart's months
    copies: bool = False  # whether a copy moves and the measure stays
    begun: bool = False  # False until the mouse has moved further than in a click
    months: int = 0

    def at(self, x: float) -> Drag:
        """Return the drag when the mouse is at a pixel; once begun, it may come back to where it started."""
        way = x - self.pressed
        begun = self.begun or abs(way) > _CLICK
        return replace(self, begun=begun, months=round(way / self.month_width) if begun else 0)


class KeyStep(NamedTuple):
    """What one press of a key moves, and by how many months."""

    grip: Grip
    months: int


def key_step(key: Qt.Key, held: Qt.KeyboardModifier) -> KeyStep | None:
    """Return what a key means together with the keys that are held, None where it moves nothing."""
    grip, months = _GRIPS.get(held), _STEPS.get(key)
    return None if grip is None or months is None else KeyStep(grip, months)


def moved(scenario: Scenario, measure: str, grip: Grip, months: int) -> Scenario:
    """Return the scenario in which a part of a measure lies some months later."""
    return _EDITS[grip](scenario, measure, months)


def why_stopped(scenario: Scenario, name: str, grip: Grip, months: int) -> str:
    """Return which date of a measure keeps a part of it from moving so far, in a sentence; "" where none does."""
    measure = scenario.measure(name)
    start = measure.start + (months if grip == "start" else 0)
    end = min(measure.end, scenario.end + 1) + months if grip == "end" else measure.end
    reasons = out_of_order(start, end, measure.announced) if grip in ("start", "end") else ()
    return next((sentence(reason) for _, reason in reasons), "")


def edit_in_words(grip: Grip) -> str:
    """Return what moving a part of a measure is called in the list of edits."""
    words = {
        "all": tr("Move a measure"),
        "ramp": tr("Change how a measure grows"),
        "announcement": tr("Announce a measure"),
    }
    return words.get(grip, tr("Stretch a measure"))
