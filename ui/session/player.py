"""Play: moves the hand along the months at a speed, and waits where a month has yet to be simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from ui.session.session import Session

SPEEDS = (1, 2, 4, 8, 16, 30)  # months a second
USUAL_SPEED = 2  # place in SPEEDS
_CALM = 500  # ms between the steps of those who want little motion


class Player(QObject):
    """Moves the hand of a session."""

    playing_changed = Signal(bool)
    speed_changed = Signal(int)  # place in SPEEDS

    def __init__(self, session: Session) -> None:
        """Take the session whose hand it moves."""
        super().__init__(session)
        self._session = session
        self._speed = USUAL_SPEED
        self._least_wait = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)

    @property
    def playing(self) -> bool:
        """Return whether the hand moves."""
        return self._timer.isActive()

    @property
    def speed(self) -> int:
        """Return the place of the speed in `SPEEDS`."""
        return self._speed

    def play(self) -> None:
        """Let the hand move; at the end of the scenario it begins again at the start."""
        if self._session.hand >= self._session.scenario.end:
            self._session.pass_on(0)
        if not self.playing:
            self._timer.start(self._wait)
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Let the hand rest."""
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def set_speed(self, place: int) -> None:
        """Choose a speed by its place in `SPEEDS`."""
        place = min(max(place, 0), len(SPEEDS) - 1)
        if place != self._speed:
            self._speed = place
            self._timer.setInterval(self._wait)
            self.speed_changed.emit(place)

    def move_month_by_month(self) -> None:
        """Show every month on the way."""
        self._least_wait = 0
        self._timer.setInterval(self._wait)

    def move_in_few_steps(self) -> None:
        """Keep the speed, but move no more often than twice a second."""
        self._least_wait = _CALM
        self._timer.setInterval(self._wait)

    @property
    def _wait(self) -> int:
        """Return the ms between two steps."""
        return max(self._least_wait, round(1000 / SPEEDS[self._speed]))

    def _advance(self) -> None:
        session = self._session
        step = max(1, round(self._wait * SPEEDS[self._speed] / 1000))
        known = min(session.hand + step, len(session.branch.worlds) - 1)
        if session.hand >= session.scenario.end:
            self.pause()
        elif known > session.hand:
            session.pass_on(known)
            if session.hand >= session.scenario.end:
                self.pause()
