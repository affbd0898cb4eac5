"""A slider for the strength of a measure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from ui.widgets.form import calm

_STEPS = 100


class StrengthSlider(QSlider):
    """A slider from no effect to the full one; a click puts the handle where it points."""

    def __init__(self, greatest: float) -> None:
        """Range from 0 to the greatest strength that a policy has."""
        super().__init__(Qt.Orientation.Horizontal)
        self._greatest = greatest
        self.setRange(0, _STEPS)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setMinimumWidth(54)
        calm(self)

    @property
    def strength(self) -> float:
        """Return the strength at which the handle stands."""
        return self._greatest * self.value() / _STEPS

    def show_strength(self, strength: float) -> None:
        """Move the handle without emitting a signal, unless the user holds it."""
        if not self.isSliderDown():
            self.blockSignals(True)
            self.setValue(round(_STEPS * strength / self._greatest))
            self.blockSignals(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the handle under the pointer, and drag it from there."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, control = self.style(), QStyle.ComplexControl.CC_Slider
        handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
        groove = style.subControlRect(control, option, QStyle.SubControl.SC_SliderGroove, self)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and not handle.contains(at):
            left = at.x() - groove.x() - handle.width() // 2
            self.setSliderDown(True)
            self.setValue(QStyle.sliderValueFromPosition(0, _STEPS, left, groove.width() - handle.width()))
        super().mousePressEvent(event)
