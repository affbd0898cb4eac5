"""Guessing first: the class draws or picks what will happen, and play reveals the outcome against the guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from simulator.dates import HORIZON
from ui.charts.chart_frame import ChartFrame
from ui.figures.figure import Provenance
from ui.look import wording
from ui.look.wording import tr
from ui.models.guess import FALLS, RISES, STAYS, Guess, Outcomes, ask, guess_figure, questions, verdict
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from simulator.world import Floats
    from ui.session.session import Session

_LEAST_QUESTION = 16  # letters of what can be guessed


class Guessing(QWidget):
    """The question, the chart on which the class draws, and the answers that it can pick."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        """Ask about the future of a session."""
        super().__init__()
        self._session = session
        self._outcomes = Outcomes()
        self._since = session.hand
        self.guess: Guess | None = None
        self._from: tuple[int, float] | None = None  # where the drawing hand was
        self.question = _question_box()
        self.chart = ChartFrame("own")
        self.chart.chart.installEventFilter(self)
        self.words = plain_label(rank="heading")
        self.buttons = {
            FALLS: QPushButton(tr("It falls (1)")),
            STAYS: QPushButton(tr("It stays (2)")),
            RISES: QPushButton(tr("It rises (3)")),
        }
        self._lay_out()
        self.question.currentIndexChanged.connect(self._ask_again)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(plain_label(tr("What becomes of")))
        row.addWidget(self.question, 1)
        for direction, button in self.buttons.items():
            button.clicked.connect(lambda _=False, direction=direction: self.pick(direction))
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.words)
        layout.addWidget(self.chart, 1)

    def begin(self) -> None:
        """Ask what happens after the month under the hand."""
        self._since = min(self._session.hand, self._session.scenario.end - 1)
        self._ask_again()

    def pick(self, direction: str) -> None:
        """Guess that the number falls, stays or rises."""
        if self.guess is not None:
            self._guess(self.guess.picked(direction))

    def nudge(self, part: float) -> None:
        """Guess higher or lower."""
        if self.guess is not None:
            self._guess(self.guess.nudged(part))

    def draw(self) -> None:
        """Show the guess, and the outcome as far as the hand has come."""
        if self.guess is None or not self._session.branch.worlds:
            return
        outcome, scenario = self._outcome(), self._session.scenario
        self.chart.show_figure(guess_figure(self.guess, outcome, Provenance(scenario.title, scenario.seed)))
        self.chart.set_hand(max(self._since, self._session.hand))
        if self._from is None:  # other words may take another line, and the chart would move under the hand that draws
            self.words.setText(self._in_words(self.guess, outcome))

    def _in_words(self, guess: Guess, outcome: Floats) -> str:
        if guess.made:
            return verdict(guess, outcome) or tr("That is our guess. Play, and see what the model says.")
        hint = tr("Draw our guess to the right of {month} with the mouse, pick one, or press the up and down arrows.")
        return hint.format(month=wording.month(self._since))

    # --- The hand that draws --------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the mouse draw the guess."""
        if not isinstance(event, QMouseEvent) or self.guess is None:
            return False
        pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton
        held = event.type() == QEvent.Type.MouseMove and bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._from = None
            self._guess(self.guess.held(0.0))
            return True
        if pressed:
            self.guess = self.guess.held(self.chart.chart.figure.high)
        if pressed or (held and self._from is not None):
            self._draw_to(self.guess, event.position())
            return True
        return False

    def _draw_to(self, guess: Guess, point: QPointF) -> None:
        """Draw a line from where the hand was to a point, or from where the guess ends."""
        month, value = self._place(point)
        if month > self._since:
            before = self._from if self._from is not None else last_guessed(guess, self._since, month)
            self._guess(guess.drawn(month, value, before))
            self._from = month, value

    def _place(self, point: QPointF) -> tuple[int, float]:
        """Return the month and the value under a point of the chart."""
        axes = self.chart.chart.laid_out()
        part = (axes.frame.bottom() - point.y()) / max(1.0, axes.frame.height())
        value = axes.low + min(max(part, 0.0), 1.0) * (axes.high - axes.low)
        return min(axes.month(point.x()), HORIZON - 1), value

    # --- What is asked and guessed --------------------------------------------------------------------------

    def _outcome(self) -> Floats:
        """Return `(months,)` the number up to the month of the question, or up to the hand if that is later."""
        branch = self._session.branch
        last = min(max(self._since, self._session.hand), len(branch.worlds) - 1)
        quantity = self.guess.quantity if self.guess is not None else questions()[0]
        return self._outcomes.of(branch, quantity, last)

    def _ask_again(self) -> None:
        if len(self._session.branch.worlds) > self._since:
            chosen = next(one for one in questions() if one.name == self.question.currentData())
            self.guess = ask(self._session.branch, chosen, self._since)
            self._from = None
            self.changed.emit()

    def _guess(self, guess: Guess) -> None:
        self.guess = guess
        self.changed.emit()


def last_guessed(guess: Guess, since: int, month: int) -> tuple[int, float] | None:
    """Return the last month before one for which there is a guess, and its value, so that a line goes on from there."""
    known = since + np.flatnonzero(np.isfinite(guess.values[since:month]))
    return (int(known[-1]), float(guess.values[known[-1]])) if len(known) else None


def _question_box() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("What to guess"))
    box.setMinimumContentsLength(_LEAST_QUESTION)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for quantity in questions():
        box.addItem(quantity.label, quantity.name)
    return box
