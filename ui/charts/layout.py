"""How a chart divides its room: the frame in the middle, the heading above it, names and numbers on its right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF

from simulator.dates import HORIZON
from ui.charts.axes import Axes, Tick
from ui.charts.heading import heading_height
from ui.look import wording

if TYPE_CHECKING:
    from ui.charts.scene import Scene
    from ui.figures.figure import Series

LEADER = 14.0  # pixels from the frame to a label
GAP = 6.0  # pixels between words
_EDGE = 12.0  # pixels free at either side
_LEAST = 40.0  # pixels of the frame
_WIDEST_NUMBERS = (0.888, 0.008)  # shares


@dataclass(frozen=True)
class Layout:
    """Where the parts of a chart lie."""

    size: QSizeF
    axes: Axes
    in_brief: bool  # some names have no room, and those that can are shortened
    label_width: float
    numbered: bool  # labels have room for numbers


def lay_out(scene: Scene, ticks: tuple[Tick, ...], size: QSizeF) -> Layout:
    """Return where the parts of a chart of a size lie."""
    room = _label_room(scene, size.width())
    numbers = _widest_number(scene)
    in_brief = _longest_name(scene) + 2 * GAP + numbers > room
    names = max(
        (scene.lettering.plain.width(name_of(each, scene, in_brief)) for each in scene.figure.series), default=0
    )
    numbered = not scene.compact or names + 2 * GAP + numbers <= room
    label_width = _label_width(scene, names, numbers if numbered else 0.0)
    frame = _frame(scene, ticks, size, min(label_width, room))
    first, last = scene.figure.months.start, max(HORIZON - 1, scene.figure.months.stop - 1)
    axes = Axes(frame, first, last, scene.figure.low, scene.figure.high, ticks)
    return Layout(size, axes, in_brief, label_width, numbered)


def name_of(series: Series, scene: Scene, in_brief: bool) -> str:
    """Return the name on a label, shortened if need be; beside a large chart the title says what a single one is."""
    if len(scene.figure.series) == 1 and scene.compact:
        return ""
    return (in_brief and series.brief) or series.name


def _frame(scene: Scene, ticks: tuple[Tick, ...], size: QSizeF, labels: float) -> QRectF:
    plain = scene.lettering.plain
    left = _EDGE + max((plain.width(tick.words) for tick in ticks), default=0.0) + GAP
    right = labels + LEADER + _EDGE
    top = 10.0 if scene.compact else 8.0 + heading_height(scene, size.width()) + plain.height + 6.0
    bottom = plain.height + 12.0
    width, height = round(size.width() - left - right), round(size.height() - top - bottom)
    return QRectF(round(left), round(top), max(_LEAST, width), max(_LEAST, height))


def _longest_name(scene: Scene) -> float:
    return max((scene.lettering.plain.width(series.name) for series in scene.figure.series), default=0.0)


def _label_room(scene: Scene, width: float) -> float:
    """Return how wide labels may be at most."""
    part = 0.46 if scene.small else 0.42 if scene.compact else 0.38
    return part * width - LEADER - _EDGE


def _widest_number(scene: Scene) -> float:
    figure = scene.figure
    widest = _WIDEST_NUMBERS if figure.unit == "share" else (figure.low, figure.high)
    return max(scene.lettering.strong.width(figure.brief(value)) for value in widest)


def _label_width(scene: Scene, names: float, numbers: float) -> float:
    """Return how wide labels are; a large chart has the last month above them."""
    if scene.compact:
        return names + (GAP + numbers if numbers else 0.0)
    return max(names + 2 * GAP + numbers, scene.lettering.plain.width(wording.month(HORIZON - 1)))
