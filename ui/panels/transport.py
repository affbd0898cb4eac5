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
        """Move the hand of a session, show the player's speed, and turn actions into buttons."""
        super().__init__()
        self._session = session
        self._speed = self._build_speed(player)
        self._slider = self._build_slider()
        self._month = plain_label(rank="title")
        self._month.setWordWrap(False)
        self._month.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._lay_out(buttons)
        self._paced = Paced(self, CURVES, self._follow)
        session.hand_moved.connect(self._paced.ask)
        session.scenario_changed.connect(self._follow)
        self._follow()

    def _build_speed(self, player: Player) -> QComboBox:
        speed = QComboBox()
        speed.setAccessibleName(tr("Speed of play"))
        speed.setToolTip(tr("Speed of play, in months a second"))
        for months in SPEEDS:
            speed.addItem(tr("{speed} months/s").format(speed=months) if months > 1 else tr("1 month/s"))
        speed.setCurrentIndex(player.speed)
        speed.activated.connect(player.set_speed)
        player.speed_changed.connect(speed.setCurrentIndex)
        calm(speed)
        return speed

    def _build_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setAccessibleName(tr("Month"))
        slider.setToolTip(tr("The month under the hand: drag to rewind or to look ahead"))
        slider.setPageStep(12)
        slider.valueChanged.connect(self._scrub)
        return slider

    def _lay_out(self, buttons: list[QAction]) -> None:
        row = self._row
        row.setContentsMargins(8, 4, 8, 2)
        row.setSpacing(3)
        for action in buttons:
            row.addWidget(_button(action))
        row.addSpacing(6)
        row.addWidget(self._speed)
        row.addSpacing(10)
        row.addWidget(self._slider, 1)
        row.addSpacing(8)
        row.addWidget(self._month)

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

    def _scrub(self, month: int) -> None:
        """Move the hand, or stay with it where what is typed holds it."""
        self._session.move_hand(month)
        if self._session.hand != month:
            self._follow()

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


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAccessibleName(action.text().replace("&", ""))
    return button
