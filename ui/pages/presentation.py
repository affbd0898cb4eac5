"""Present: one question, one chart and the month, large and plain, in a window for the projector.

The class can guess first: it draws or picks what will happen, and play reveals the outcome against the guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from simulator.dates import HORIZON
from ui.charts.chart_frame import ChartFrame
from ui.figures.figure import Provenance
from ui.figures.shares import share_figure
from ui.look import theme, wording
from ui.look.clock import CURVES, TEXT, Paced
from ui.look.wording import tr
from ui.models.guess import FALLS, RISES, STAYS, Courses, Guess, ask, guess_figure, questions, verdict
from ui.models.key_figures import key_figures
from ui.models.presenting import acts
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from simulator.world import Floats
    from ui.figures.figure import Figure
    from ui.session.player import Player
    from ui.session.session import Session

_TELLING = (0, 4, 6, 2)  # places of the key figures on show: share, revenue, leakage, cost of forced changes
_BUTTONS = ("play", "future", "guess", "pointer", "black", "leave")
_LEAST_QUESTION = 16  # letters of what can be guessed
_POINTER = 26  # pixels, radius of the pointer's ring
_POINTING = 16  # ms between two looks at where the mouse is
_NUDGE = 0.1  # of today's value
_AT_FIRST = (1280, 720)


class _BlackOut(QWidget):
    """Covers everything, so that eyes turn to whoever speaks; a click or a key lifts it."""

    lifted = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint black."""
        QPainter(self).fillRect(self.rect(), Qt.GlobalColor.black)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lift it."""
        self.lifted.emit()


class _Pointer(QWidget):
    """A ring that follows the mouse and lets it through."""

    def __init__(self, parent: QWidget, colour: str) -> None:
        super().__init__(parent)
        self._colour = QColor(colour)
        self._at = QPoint(-100, -100)
        self._clock = QTimer(self)
        self._clock.setInterval(_POINTING)
        self._clock.timeout.connect(self.follow)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to follow."""
        super().showEvent(event)
        self._clock.start()
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow no longer."""
        super().hideEvent(event)
        self._clock.stop()

    def follow(self) -> None:
        """Move the ring to the mouse, whatever lies below it."""
        at = self.mapFromGlobal(QCursor.pos())
        if at == self._at:
            return
        room = _POINTER + 4
        for point in (self._at, at):
            self.update(QRect(point.x() - room, point.y() - room, 2 * room, 2 * room))
        self._at = at

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, 5))
        glow = QColor(self._colour)
        glow.setAlpha(50)
        painter.setBrush(glow)
        painter.drawEllipse(self._at, _POINTER, _POINTER)


class _Number(QWidget):
    """One key figure in large type."""

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

    def say(self, value: str, label: str) -> None:
        """Show a number and what it is."""
        self._value.setText(value)
        self._label.setText(label)
        self.setAccessibleName(f"{label}: {value}")


class _Guessing(QWidget):
    """The question, the chart on which the class draws, and the answers that it can pick."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._courses = Courses()
        self._since = session.hand
        self.guess: Guess | None = None
        self._from: tuple[int, float] | None = None  # where the drawing hand was
        self.question = QComboBox()
        self.question.setAccessibleName(tr("What to guess"))
        self.question.setMinimumContentsLength(_LEAST_QUESTION)
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for quantity in questions():
            self.question.addItem(quantity.label, quantity.name)
        self.chart = ChartFrame("own", "lines")
        self.chart.chart.installEventFilter(self)
        self.words = plain_label(rank="heading")
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.addWidget(plain_label(tr("What becomes of")))
        row.addWidget(self.question, 1)
        for course, words in ((FALLS, tr("It falls (1)")), (STAYS, tr("It stays (2)")), (RISES, tr("It rises (3)"))):
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, course=course: self.pick(course))
            self.buttons[course] = button
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.words)
        layout.addWidget(self.chart, 1)
        self.question.currentIndexChanged.connect(self._ask_anew)

    def begin(self) -> None:
        """Ask what happens after the month under the hand."""
        self._since = min(self._session.hand, self._session.scenario.end - 1)
        self._ask_anew()

    def pick(self, course: str) -> None:
        """Guess that the number falls, stays or rises."""
        if self.guess is not None:
            self._guess(self.guess.picked(course))

    def nudge(self, part: float) -> None:
        """Guess higher or lower."""
        if self.guess is not None:
            self._guess(self.guess.nudged(part))

    def draw(self) -> None:
        """Show the guess, and the outcome as far as the hand has come."""
        if self.guess is None or not self._session.branch.worlds:
            return
        outcome = self._outcome()
        scenario = self._session.scenario
        self.chart.show_figure(guess_figure(self.guess, outcome, Provenance(scenario.title, scenario.seed)))
        self.chart.set_hand(max(self._since, self._session.hand))
        if self._from is not None:
            return  # other words may take another line, and the chart would move under the hand that draws
        if not self.guess.made:
            hint = tr(
                "Draw our guess to the right of {month} with the mouse, pick one, or press the arrows up and down."
            )
            self.words.setText(hint.format(month=wording.month(self._since)))
        else:
            self.words.setText(
                verdict(self.guess, outcome) or tr("That is our guess. Play, and see what the model says.")
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the mouse draw the guess."""
        if not isinstance(event, QMouseEvent) or self.guess is None:
            return False
        pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton
        moved = event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._from = None
            self._guess(self.guess.held(0.0))
            return True
        if not pressed and not (moved and self._from is not None):
            return False
        if pressed:
            self.guess = self.guess.held(self.chart.chart.figure.high)
        month, value = self._place(event.position())
        if month > self._since:
            before = self._from if self._from is not None else self._last_before(month)
            self._guess(self.guess.drawn(month, value, before))
            self._from = month, value
        return True

    def _outcome(self) -> Floats:
        """Return `(months,)` the number up to the month revealed: that of the question, or that under the hand."""
        branch = self._session.branch
        last = min(max(self._since, self._session.hand), len(branch.worlds) - 1)
        quantity = self.guess.quantity if self.guess is not None else questions()[0]
        return self._courses.course(branch, quantity, last)

    def _ask_anew(self) -> None:
        if len(self._session.branch.worlds) > self._since:
            chosen = next(one for one in questions() if one.name == self.question.currentData())
            self.guess = ask(self._session.branch, chosen, self._since)
            self._from = None
            self.changed.emit()

    def _guess(self, guess: Guess) -> None:
        self.guess = guess
        self.changed.emit()

    def _place(self, point: QPointF) -> tuple[int, float]:
        """Return the month and the value under a point of the chart."""
        axes = self.chart.chart.laid_out()
        part = (axes.frame.bottom() - point.y()) / max(1.0, axes.frame.height())
        value = axes.low + min(max(part, 0.0), 1.0) * (axes.high - axes.low)
        return min(axes.month(point.x()), HORIZON - 1), value

    def _last_before(self, month: int) -> tuple[int, float] | None:
        """Return the last month before one for which there is a guess, so that a line goes on where it ended."""
        if self.guess is None:
            return None
        known = [at for at in range(self._since, month) if self.guess.values[at] == self.guess.values[at]]
        return (known[-1], float(self.guess.values[known[-1]])) if known else None


class Presentation(QWidget):
    """The window for the projector: it follows the session, and the main window stays as it is."""

    left = Signal()

    def __init__(self, session: Session, player: Player) -> None:
        """Take the session that it shows and who plays."""
        super().__init__(None, Qt.WindowType.Window)
        self._session, self._player = session, player
        self._dress = theme.theme("projector")
        self.setWindowTitle(tr("Shakeout, presented"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setPalette(theme.palette(self._dress))
        plain = (
            f"QWidget {{ color: {self._dress.text}; }} "
            f"Presentation, QScrollArea > QWidget > QWidget {{ background: {self._dress.window}; }}"
        )
        self.setStyleSheet(f"{plain}\n{theme.style_sheet(self._dress)}")
        self.resize(*_AT_FIRST)
        self.question = plain_label(rank="title")
        self.month = plain_label(rank="figure")
        self.month.setWordWrap(False)
        self.share = ChartFrame("own")
        self.guessing = _Guessing(session)
        self.buttons: dict[str, QPushButton] = {}
        self._numbers = [_Number() for _ in _TELLING]
        self._build()
        self.black = _BlackOut(self)
        self.black.setAccessibleName(tr("Black-out"))
        self.black.hide()
        self.black.lifted.connect(self.toggle_black_out)
        self.pointer = _Pointer(self, self._dress.bad)
        self.pointer.hide()
        self._curves = Paced(self, CURVES, self._draw)
        self._text = Paced(self, TEXT, self._write)
        self._connect()

    # --- What its keys do -----------------------------------------------------------------------------------

    def toggle_future(self) -> None:
        """Hide what lies ahead of the hand, or show it."""
        self._session.hide_future(not self._session.future_hidden)

    def toggle_guessing(self) -> None:
        """Let the class guess first, or show the market again."""
        if self.guessing.isVisibleTo(self):
            self._stack.setCurrentIndex(0)
        else:
            self._player.pause()
            self._stack.setCurrentIndex(1)
            self.guessing.begin()
        self._draw()
        self._write()

    def toggle_black_out(self) -> None:
        """Turn the picture black, or back."""
        self.black.setVisible(self.black.isHidden())
        self._cover_all()
        self._write()

    def toggle_pointer(self) -> None:
        """Show a ring where the mouse is, or no longer."""
        self.pointer.setVisible(self.pointer.isHidden())
        self._cover_all()
        self._write()

    def toggle_table(self) -> None:
        """Turn the chart into its table, or back."""
        chart = self.guessing.chart if self.guessing.isVisibleTo(self) else self.share
        chart.show_table(not chart.lists)

    def leave(self) -> None:
        """Go back to the main window."""
        self.close()

    # --- What Qt asks for -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lift the black-out at any key."""
        if self.black.isVisible():
            self.toggle_black_out()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what covers everything over everything."""
        super().resizeEvent(event)
        self._cover_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the class has seen enough."""
        self._player.pause()
        super().closeEvent(event)
        self.left.emit()

    # --- How it is put together -----------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.question, 1)
        top.addWidget(self.month)
        charts = QWidget()
        self._stack = QStackedLayout(charts)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.share)
        self._stack.addWidget(self.guessing)
        for chart in (self.share, self.guessing.chart):
            chart.set_theme(self._dress)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(28)
        for place, number in enumerate(self._numbers):
            numbers.addWidget(number, 0, place)
            numbers.setColumnStretch(place, 1)
        bottom = QHBoxLayout()
        does = self._does()
        for name in _BUTTONS:
            button = QPushButton()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(does[name])
            self.buttons[name] = button
            bottom.addWidget(button)
        bottom.addStretch(1)
        caveat = plain_label(wording.caveat(), "caveat")
        caveat.setAlignment(Qt.AlignmentFlag.AlignRight)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(20, 10, 20, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(charts, 1)
        layout.addLayout(numbers)
        layout.addLayout(bottom)
        layout.addWidget(caveat)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _does(self) -> dict[str, Callable[[], None]]:
        """Return what each act of the table does."""
        session, guessing = self._session, self.guessing
        return {
            "play": self._player.toggle,
            "back": lambda: session.move_hand(session.hand - 1),
            "forward": lambda: session.move_hand(session.hand + 1),
            "year_back": lambda: session.move_hand(session.hand - 12),
            "year_forward": lambda: session.move_hand(session.hand + 12),
            "future": self.toggle_future,
            "guess": self.toggle_guessing,
            "falls": lambda: guessing.pick(FALLS),
            "stays": lambda: guessing.pick(STAYS),
            "rises": lambda: guessing.pick(RISES),
            "higher": lambda: guessing.nudge(_NUDGE),
            "lower": lambda: guessing.nudge(-_NUDGE),
            "table": self.toggle_table,
            "pointer": self.toggle_pointer,
            "black": self.toggle_black_out,
            "leave": self.leave,
        }

    def _connect(self) -> None:
        session = self._session
        for signal in (session.branch_changed, session.months_added, session.filter_changed, session.future_covered):
            signal.connect(self._curves.ask)
            signal.connect(self._text.ask)
        for signal in (session.hand_moved, session.scenario_changed, self._player.playing_changed):
            signal.connect(self._curves.ask)
            signal.connect(self._text.ask)
        self.guessing.changed.connect(self._curves.ask)
        for chart in (self.share, self.guessing.chart):
            chart.month_clicked.connect(session.move_hand)
        does = self._does()
        for act in acts():
            for key in act.keys:
                QShortcut(QKeySequence(key), self, self._unless_black(does[act.id]))
        self._curves.ask()
        self._text.ask()

    def _unless_black(self, act: Callable[[], None]) -> Callable[[], None]:
        """Return what a key does: while all is black, every key lifts the black-out and does nothing else."""
        return lambda: self.toggle_black_out() if self.black.isVisible() else act()

    # --- What is on show ------------------------------------------------------------------------------------

    def _cover_all(self) -> None:
        for cover in (self.pointer, self.black):
            cover.setGeometry(self.rect())
            cover.raise_()

    def _draw(self) -> None:
        session = self._session
        if not session.branch.worlds:
            return
        if self.guessing.isVisibleTo(self):
            self.guessing.draw()
            return
        self.share.show_figure(self._figure())
        self.share.set_hand(session.hand)
        self.share.cover(session.future_hidden)

    def _figure(self) -> Figure:
        session, chosen = self._session, self._session.filter
        ghost = session.ghost.worlds if session.ghost else []
        return share_figure(
            session.branch.worlds,
            ghost,
            chosen.by,
            chosen.place,
            chosen.group,
            chosen.units,
            Provenance(session.scenario.title, session.scenario.seed),
            session.ghost_name,
            chosen.form,
        )

    def _write(self) -> None:
        session = self._session
        self.question.setText(session.scenario.question or session.scenario.title)
        self.month.setText(wording.month(session.hand))
        words = {
            "play": tr("Pause (Space)") if self._player.playing else tr("Play (Space)"),
            "future": tr("Show the future (H)") if session.future_hidden else tr("Hide the future (H)"),
            "guess": tr("Back to the market (G)") if self.guessing.isVisibleTo(self) else tr("Guess first (G)"),
            "pointer": tr("Pointer (P)"),
            "black": tr("Black-out (B)"),
            "leave": tr("Leave (Esc)"),
        }
        for name, button in self.buttons.items():
            button.setText(words[name])
        months = session.branch.worlds[: session.hand + 1]
        guessing = self.guessing.isVisibleTo(self)
        for number in self._numbers:
            number.setVisible(not guessing)
        if len(months) <= session.hand or guessing:
            return
        figures = [figure for group in key_figures(months, [], session.filter) for figure in group.figures]
        for number, place in zip(self._numbers, _TELLING, strict=True):
            number.say(figures[place].value, figures[place].label)
