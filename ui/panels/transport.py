"""Transport: play, pause, step and scrub through the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QToolButton, QWidget

from ui.look import wording
from ui.look.clock import CURVES, Paced
from ui.look.wording import tr
from ui.session.player import SPEEDS
from ui.widgets.form import calm, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from ui.session.player import Player
    from ui.session.session import Session


class Transport(QWidget):
    """Buttons, speed, and a slider over all months."""

    def __init__(self, session: Session, player: Player, buttons: list[QAction]) -> None:
        """Take the session whose hand it moves, who plays, and the actions that become buttons."""
        super().__init__()
        self._session = session
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 2)
        layout.setSpacing(3)
        for action in buttons:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(action.text().replace("&", ""))
            layout.addWidget(button)
        self._speed = QComboBox()
        self._speed.setAccessibleName(tr("Speed of play"))
        self._speed.setToolTip(tr("Speed of play, in months a second"))
        for speed in SPEEDS:
            self._speed.addItem(tr("{speed} months/s").format(speed=speed) if speed > 1 else tr("1 month/s"))
        self._speed.setCurrentIndex(player.speed)
        self._speed.activated.connect(player.set_speed)
        player.speed_changed.connect(self._speed.setCurrentIndex)
        calm(self._speed)
        layout.addSpacing(6)
        layout.addWidget(self._speed)
        layout.addSpacing(10)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(tr("Month"))
        self._slider.setToolTip(tr("The month under the hand: drag to rewind or to look ahead"))
        self._slider.setPageStep(12)
        self._slider.valueChanged.connect(session.move_hand)
        layout.addWidget(self._slider, 1)
        layout.addSpacing(8)
        self._month = plain_label(rank="title")
        self._month.setWordWrap(False)
        self._month.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._month)
        self._paced = Paced(self, CURVES, self._follow)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self._follow)
        self._follow()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for a month in other type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._follow()
            self._leave_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the menu has too where there is no room for it."""
        super().resizeEvent(event)
        self._leave_out()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, which has no room for the speed."""
        least = super().minimumSizeHint()
        return least - QSize(self._room_for_speed(), 0) if self._speed.isVisibleTo(self) else least

    def _room_for_speed(self) -> int:
        return self._speed.minimumSizeHint().width() + self._row.spacing()

    def _leave_out(self) -> None:
        self._speed.setVisible(self.width() >= self.minimumSizeHint().width() + self._room_for_speed())

    def _follow(self) -> None:
        month = self._session.hand
        words = wording.month(month)
        self._slider.blockSignals(True)
        self._slider.setRange(0, self._session.scenario.end)
        self._slider.setValue(month)
        self._slider.blockSignals(False)
        self._slider.setAccessibleDescription(words)
        self._month.setText(words)
        self._month.ensurePolished()
        widest = max(self._month.fontMetrics().horizontalAdvance(wording.month(each)) for each in range(12))
        self._month.setMinimumWidth(widest + 2)  # or the slider would change its length from month to month
