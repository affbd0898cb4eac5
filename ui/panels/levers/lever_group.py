"""The levers of one actor under a heading that folds them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ui.look.wording import tr
from ui.widgets.typed import settle

if TYPE_CHECKING:
    from ui.panels.levers.lever_row import LeverRow


class LeverGroup(QWidget):
    """The levers of one actor under a heading that folds them away."""

    def __init__(self, title: str, rows: list[LeverRow], *, folded: bool) -> None:
        """Put rows under a heading, folded away at first or not."""
        super().__init__()
        self._title, self._rows = title, rows
        self._sought: list[str] = []
        self.heading = self._build_heading()
        self.heading.setChecked(not folded)
        self.heading.toggled.connect(self._fold)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in rows:
            column.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.heading)
        layout.addWidget(self._content)
        self.refresh()

    @staticmethod
    def _build_heading() -> QToolButton:
        heading = QToolButton()
        heading.setCheckable(True)
        heading.setProperty("rank", "heading")
        heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        heading.setToolTip(tr("Fold these levers away, or unfold them"))
        return heading

    def refresh(self) -> None:
        """Show what is unfolded or searched for, and how many levers a folded group has, and how many are on."""
        found = [row.speaks_of(self._sought) or row.is_typed_in for row in self._rows]
        for row, shown in zip(self._rows, found, strict=True):
            row.setVisible(shown)
        unfolded = self.heading.isChecked() or bool(self._sought)
        self._content.setVisible(unfolded)
        self.setVisible(any(found))
        on = sum(row.is_on for row in self._rows)
        words = tr("{title} ({count}, {on} on)") if on else tr("{title} ({count})")
        self.heading.setText(self._title if unfolded else words.format(title=self._title, count=len(self._rows), on=on))
        self.heading.setAccessibleName(words.format(title=self._title, count=len(self._rows), on=on))
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)

    def seek(self, words: list[str]) -> None:
        """Show only the levers that match all of some words; without words all."""
        self._sought = words
        self.refresh()

    def _fold(self, unfolded: bool) -> None:
        """Fold the levers away once what is typed is taken, or unfold them."""
        if not unfolded and not settle(self._content):
            self.heading.setChecked(True)
        else:
            self.refresh()

    @property
    def found(self) -> list[LeverRow]:
        """Return the rows that match the words."""
        return [row for row in self._rows if row.speaks_of(self._sought)]
