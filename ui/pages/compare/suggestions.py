"""What to compare, for whoever has not chosen: questions that scenarios ask."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.look.wording import tr
from ui.pages.compare.choices import all_shipped
from ui.widgets.form import plain_label

SUGGESTED = ("ban_the_service", "close_the_weights", "europe_turns", "if_chinese_firms_paid", "shake_out")


class Suggestions(QWidget):
    """A button for each suggested scenario, above the question that it asks."""

    chosen = Signal(str)  # name of a scenario that ships

    def __init__(self) -> None:
        """Suggest scenarios in the order in which they are listed elsewhere."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(tr("Choose above what to compare this market with, or take one of these:")))
        for one in (one for one in all_shipped() if one.name in SUGGESTED):
            button = QPushButton(one.title.replace("&", "&&"))
            button.clicked.connect(lambda _=False, name=one.name: self.chosen.emit(name))
            column.addSpacing(6)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(plain_label(one.question, "muted"))
