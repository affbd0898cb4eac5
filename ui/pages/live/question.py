"""The question of a scenario above its charts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel


class Question(QLabel):
    """The question of a scenario, in plain type where a narrow window would break it in strong type."""

    def __init__(self) -> None:
        """Begin without a question."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("rank", "heading")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the type for another width."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Choose the type that keeps the question on one line, if there is one."""
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        broken = QFontMetrics(strong).horizontalAdvance(self.text()) > self.contentsRect().width()
        rank = "question" if broken else "heading"
        if self.property("rank") != rank:
            self.setProperty("rank", rank)
            self.style().unpolish(self)
            self.style().polish(self)
