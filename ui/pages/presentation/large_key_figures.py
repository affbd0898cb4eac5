"""A few key figures in type that the back row can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from ui.models.key_figures import Group

_SHOWN = (0, 4, 6, 2)  # share, revenue, leakage, cost of forced changes; places in the list of key figures


class LargeKeyFigures(QGridLayout):
    """Key figures side by side; a layout and no widget, so that wrapped labels get the height they need."""

    def __init__(self) -> None:
        """Begin without numbers."""
        super().__init__()
        self._figures = [_LargeKeyFigure() for _ in _SHOWN]
        self.setHorizontalSpacing(28)
        for place, figure in enumerate(self._figures):
            self.addWidget(figure, 0, place)
            self.setColumnStretch(place, 1)

    def show_all(self, visible: bool) -> None:
        """Show the key figures, or hide them."""
        for figure in self._figures:
            figure.setVisible(visible)

    def show_groups(self, groups: tuple[Group, ...]) -> None:
        """Show those of all key figures that matter most."""
        every = [figure for group in groups for figure in group.figures]
        for figure, place in zip(self._figures, _SHOWN, strict=True):
            figure.show_value(every[place].value, every[place].label)


class _LargeKeyFigure(QWidget):
    """One key figure: its value above its label."""

    def __init__(self) -> None:
        super().__init__()
        self._value = plain_label(rank="figure")
        self._value.setWordWrap(False)
        self._label = plain_label(rank="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._value)
        layout.addWidget(self._label)

    def show_value(self, value: str, label: str) -> None:
        """Show a value and what it is."""
        self._value.setText(value)
        self._label.setText(label)
        self.setAccessibleName(f"{label}: {value}")
