"""The timeline: years, news, kept futures and measures on one scale, and the hand across all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.look.clock import HAND, Paced
from ui.panels.timeline.bars import Bars
from ui.panels.timeline.lanes import Lanes
from ui.panels.timeline.news_flags import NewsFlags
from ui.panels.timeline.ruler import Ruler
from ui.panels.timeline.scale import Scale

if TYPE_CHECKING:
    from ui.session.session import Session

_MARGIN = 10
_HAND_ROOM = 9  # pixels to either side that the mark of the hand takes


class Timeline(QFrame):
    """Ruler, news, lanes and bars."""

    refused = Signal(str)  # why a measure cannot be moved

    def __init__(self, session: Session) -> None:
        """Show and edit the timeline of a session."""
        super().__init__()
        self._session = session
        self._left, self._right = float(_MARGIN), float(_MARGIN)
        self._shown_hand = session.hand
        self.ruler = Ruler(session, self.scale)
        self.news = NewsFlags(session, self.scale)
        self.lanes = Lanes(session, self.scale)
        self.bars = Bars(session, self.scale)
        self.bars.refused.connect(self.refused)
        self._scroll = self._build_scroll()
        self._lay_out()
        self._paced = Paced(self, HAND, self._follow)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self.bars.arrange)
        session.scenario_changed.connect(self.ruler.update)
        session.selection_changed.connect(self._show_selected)

    def _build_scroll(self) -> QScrollArea:
        """Return what scrolls: lanes and bars."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lanes)
        column.addWidget(self.bars, 1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.ruler)
        layout.addWidget(self.news)
        layout.addWidget(self._scroll, 1)

    def scale(self) -> Scale:
        """Return where months lie at present."""
        return Scale(self._left, max(self._left + 1, self.width() - self._right), self._session.scenario.end)

    def align(self, left: float, right: float) -> None:
        """Put the first and the last month at these distances from the left and the right edge."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self._rearrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange everything: other names fit."""
        super().resizeEvent(event)
        self._rearrange()

    def _rearrange(self) -> None:
        self.bars.arrange()
        self.news.repaint_all()
        for part in self._parts:
            part.update()

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return self.ruler, self.news, self.lanes, self.bars

    def _follow(self) -> None:
        """Repaint where the hand was and where it is."""
        scale, before, now = self.scale(), self._shown_hand, self._session.hand
        self._shown_hand = now
        if self._session.future_hidden:
            self.news.repaint_all()  # which flags are shown depends on the hand
        for part in self._parts:
            for month in (before, now):
                part.update(int(scale.x(month)) - _HAND_ROOM, 0, 2 * _HAND_ROOM, part.height())

    def _show_selected(self, measure: str) -> None:
        self.bars.arrange()
        if measure:
            middle = int(self.bars.y() + self.bars.shape(measure).rectangle.center().y())
            self._scroll.ensureVisible(int(self.width() / 2), middle, 0, self.bars.lane_height)
