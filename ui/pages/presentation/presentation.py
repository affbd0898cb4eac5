"""Present: one question, one chart and the month, large and plain, in a window for the projector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from ui.charts.chart_frame import ChartFrame
from ui.figures.figure import Provenance
from ui.figures.shares import FORMS
from ui.look import theme, wording
from ui.look.clock import CURVES, TEXT, Paced
from ui.look.wording import tr
from ui.models.guess import FALLS, RISES, STAYS
from ui.models.key_figures import key_figures
from ui.models.presenting import acts
from ui.pages.presentation.covers import BlackOut, Pointer
from ui.pages.presentation.guessing import Guessing
from ui.pages.presentation.large_key_figures import LargeKeyFigures
from ui.widgets.form import plain_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from ui.figures.figure import Figure
    from ui.session.player import Player
    from ui.session.session import Session

_BUTTONS = ("play", "future", "guess", "pointer", "black", "leave")
_NUDGE = 0.1  # of today's value
_AT_FIRST = (1280, 720)


class Presentation(QWidget):
    """The window for the projector: it follows the session, and the main window stays as it is."""

    left = Signal()

    def __init__(self, session: Session, player: Player) -> None:
        """Show a session, and let its player be started and stopped."""
        super().__init__(None, Qt.WindowType.Window)
        self._session, self._player = session, player
        self._theme = theme.theme("projector")
        self.setWindowTitle(tr("Shakeout, presented"))
        self._dress()
        self.resize(*_AT_FIRST)
        self.question = plain_label(rank="title")
        self.month = plain_label(rank="figure")
        self.month.setWordWrap(False)
        self.share = ChartFrame("own")
        self.caveat = plain_label(wording.caveat(), "caveat")
        self.guessing = Guessing(session)
        self.buttons: dict[str, QPushButton] = {}
        self._key_figures = LargeKeyFigures()
        self._stack = QStackedLayout()
        self._build()
        self.black = BlackOut(self)
        self.black.setAccessibleName(tr("Black-out"))
        self.black.hide()
        self.black.lifted.connect(self.toggle_black_out)
        self.pointer = Pointer(self, self._theme.bad)
        self.pointer.hide()
        self._curves = Paced(self, CURVES, self._draw)
        self._text = Paced(self, TEXT, self._write)
        self._connect()

    def _dress(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setPalette(theme.palette(self._theme))
        plain = (
            f"QWidget {{ color: {self._theme.text}; }} "
            f"Presentation, QScrollArea > QWidget > QWidget {{ background: {self._theme.window}; }}"
        )
        self.setStyleSheet(f"{plain}\n{theme.style_sheet(self._theme)}")

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
        """Show a ring where the mouse is, or hide it."""
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
        """Stop playing, and announce that the window was left."""
        self._player.pause()
        super().closeEvent(event)
        self.left.emit()

    # --- How it is built ------------------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.question, 1)
        top.addWidget(self.month)
        caveat = self.caveat
        caveat.setAlignment(Qt.AlignmentFlag.AlignRight)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(20, 10, 20, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._build_charts(), 1)
        layout.addLayout(self._key_figures)
        layout.addLayout(self._build_buttons())
        layout.addWidget(caveat)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _build_charts(self) -> QWidget:
        """Return the place in which either the market or the guess is shown."""
        charts = QWidget()
        charts.setLayout(self._stack)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.share)
        self._stack.addWidget(self.guessing)
        for chart in (self.share, self.guessing.chart):
            chart.set_theme(self._theme)
        return charts

    def _build_buttons(self) -> QHBoxLayout:
        row, does = QHBoxLayout(), self._does()
        for name in _BUTTONS:
            button = QPushButton()
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(does[name])
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _does(self) -> dict[str, Callable[[], None]]:
        """Return what each act of the table does."""
        return {**self._plays(), **self._guesses(), **self._shows()}

    def _plays(self) -> dict[str, Callable[[], None]]:
        return {
            "play": self._player.toggle,
            "back": lambda: self._move_hand(-1),
            "forward": lambda: self._move_hand(1),
            "year_back": lambda: self._move_hand(-12),
            "year_forward": lambda: self._move_hand(12),
        }

    def _guesses(self) -> dict[str, Callable[[], None]]:
        guessing = self.guessing
        return {
            "guess": self.toggle_guessing,
            "falls": lambda: guessing.pick(FALLS),
            "stays": lambda: guessing.pick(STAYS),
            "rises": lambda: guessing.pick(RISES),
            "higher": lambda: guessing.nudge(_NUDGE),
            "lower": lambda: guessing.nudge(-_NUDGE),
        }

    def _shows(self) -> dict[str, Callable[[], None]]:
        return {
            "future": self.toggle_future,
            "table": self.toggle_table,
            "pointer": self.toggle_pointer,
            "black": self.toggle_black_out,
            "leave": self.leave,
        }

    def _move_hand(self, months: int) -> None:
        self._session.move_hand(self._session.hand + months)

    def _connect(self) -> None:
        session, player = self._session, self._player
        for signal in (
            session.branch_changed,
            session.simulation.months_added,
            session.filter_changed,
            session.future_covered,
            session.hand_moved,
            session.scenario_changed,
            player.playing_changed,
        ):
            signal.connect(self._curves.ask)
            signal.connect(self._text.ask)
        self.guessing.changed.connect(self._curves.ask)
        for chart in (self.share, self.guessing.chart):
            chart.month_clicked.connect(session.move_hand)
        self._bind_keys()
        self._curves.ask()
        self._text.ask()

    def _bind_keys(self) -> None:
        does = self._does()
        for act in acts():
            for key in act.keys:
                QShortcut(QKeySequence(key), self, self._unless_black(does[act.id]))

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
        return FORMS[chosen.form](
            session.branch.worlds,
            ghost,
            chosen.use,
            Provenance(session.scenario.title, session.scenario.seed),
            session.comparison.name,
        )

    def _write(self) -> None:
        session, guessing = self._session, self.guessing.isVisibleTo(self)
        self.question.setText(session.scenario.question or session.scenario.title)
        self.month.setText(wording.month(session.hand))
        course = "" if guessing or session.ghost is None else session.comparison.course_of_luck
        self.caveat.setText(". ".join(words for words in (course, wording.caveat()) if words))
        self._name_buttons()
        self._key_figures.show_all(not guessing)
        months = session.branch.worlds[: session.hand + 1]
        if len(months) > session.hand and not guessing:
            self._key_figures.show_groups(key_figures(months, [], session.filter))

    def _name_buttons(self) -> None:
        hidden = self._session.future_hidden
        words = {
            "play": tr("Pause (Space)") if self._player.playing else tr("Play (Space)"),
            "future": tr("Show the future (H)") if hidden else tr("Hide the future (H)"),
            "guess": tr("Back to the market (G)") if self.guessing.isVisibleTo(self) else tr("Guess first (G)"),
            "pointer": tr("Pointer (P)"),
            "black": tr("Black-out (B)"),
            "leave": tr("Leave (Esc)"),
        }
        for name, button in self.buttons.items():
            button.setText(words[name])
