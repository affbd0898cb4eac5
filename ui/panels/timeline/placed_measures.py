"""All measures on the timeline: which of them lies at a point, and which comes next."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF

from ui.panels.timeline.bar_shape import BarShape


class PlacedMeasures(NamedTuple):
    """The shapes of all measures, and the id of the selected one, "" where none is."""

    shapes: tuple[BarShape, ...]
    selected: str

    def all_at(self, point: QPointF) -> list[BarShape]:
        """Return everything that lies at a point."""
        return [shape for shape in self.shapes if shape.covers(point)]

    def at(self, point: QPointF) -> BarShape | None:
        """Return what lies at a point, the selected measure where it is one of several."""
        found = self.all_at(point)
        selected = [shape for shape in found if shape.placed.measure.id == self.selected]
        return next(iter(selected or found), None)

    def next_at(self, point: QPointF) -> BarShape | None:
        """Return what a click at a point selects: of several that lie on top of one another, each in turn."""
        found = self.all_at(point)
        names = [shape.placed.measure.id for shape in found]
        place = names.index(self.selected) + 1 if self.selected in names else 0
        return found[place % len(found)] if found else None

    def next_name(self, step: int) -> str:
        """Return the id of the measure so many steps after the selected one, the first or last where none is."""
        names = [shape.placed.measure.id for shape in self.shapes]
        if not names:
            return ""
        place = names.index(self.selected) + step if self.selected in names else (0 if step > 0 else -1)
        return names[place % len(names)]
