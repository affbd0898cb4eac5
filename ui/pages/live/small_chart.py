"""A small chart: a plot of the future on show with its title, which is its handle, and its menu."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDrag, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from simulator.wishes import COSTLY
from ui.charts.chart_frame import ChartFrame
from ui.figures.indicators import Plot
from ui.look.clock import CURVES, GROWTH, Paced
from ui.look.wording import tr
from ui.pages.live.catalogue import FRONTIER, meaning, title
from ui.pages.live.plot_menu import offer_plots, offer_stacking
from ui.pages.live.plot_reader import PlotReader
from ui.widgets.form import plain_tip
from ui.widgets.shortened import ShortenedLabel

if TYPE_CHECKING:
    from ui.session.session import Session

_FIRST_MONTHS = 30  # ms, as for the large chart
_REST = 60  # ms in which the window may do other things while a costly indicator is worked out


class CarriedChart(QMimeData):
    """A chart that is being dragged within the window."""

    def __init__(self, chart: SmallChart) -> None:
        """Carry a chart."""
        super().__init__()
        self.chart = chart


class SmallChart(QFrame):
    """One small chart with its title, which is its handle, and its menu."""

    replacing = Signal()
    removing = Signal()
    moving = Signal(int)  # by so many places
    dropped = Signal(QWidget)  # another chart, on this one

    def __init__(self, session: Session, plot: Plot) -> None:
        """Show a plot of a session's future."""
        super().__init__()
        self.setProperty("card", True)
        self._session, self.plot = session, plot
        self._reader = PlotReader(session)
        self._pressed: QPoint | None = None
        self._stale = False
        self.title, self.subtitle = ShortenedLabel("strong"), ShortenedLabel("caveat")
        self.title.setCursor(Qt.CursorShape.OpenHandCursor)
        self.button = QToolButton()
        self.button.setText("\N{HORIZONTAL ELLIPSIS}")
        self.button.setAutoRaise(True)
        self.button.clicked.connect(self.open_menu)
        self.frame = ChartFrame("compact")
        self._lay_out()
        self.setAcceptDrops(True)
        self._figures = Paced(self, CURVES, self._draw, lead=_FIRST_MONTHS)
        self._growth = Paced(self, GROWTH, self._draw)
        self._hand = Paced(self, CURVES, self._follow)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_REST)
        self._connect()
        self.frame.cover(session.future_hidden)
        self.frame.select(session.focus.id)
        self._follow()
        self.show_plot(plot)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.setContentsMargins(10, 0, 2, 0)
        head.setSpacing(2)
        head.addLayout(words, 1)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.frame, 1)

    def _connect(self) -> None:
        session = self._session
        self.frame.menu_asked.connect(self._fill)
        self.frame.month_clicked.connect(session.move_hand)
        self.frame.series_clicked.connect(session.focus.toggle)
        self.frame.series_wanted.connect(session.focus.set)
        self._slow.timeout.connect(self._work_on)
        for signal in (
            session.branch_changed,
            session.filter_changed,
            session.simulation.finished,
            session.comparison.differences_wanted,
        ):
            signal.connect(self._figures.ask)
        session.focus.changed.connect(self._focus)
        session.simulation.months_added.connect(self._growth.ask)
        session.hand_moved.connect(self._hand.ask)
        session.future_covered.connect(self.frame.cover)

    def show_plot(self, plot: Plot) -> None:
        """Show something else."""
        self.plot = plot
        name = title(plot.indicator)
        self.title.setText(name)
        self.title.setToolTip(plain_tip(f"{name}. {meaning(plot.indicator)}"))
        self.button.setAccessibleName(tr("What “{chart}” shows").format(chart=name))
        self.button.setToolTip(tr("Divide, replace, move or remove this chart"))
        self._figures.ask()

    def draw_if_seen(self) -> None:
        """Draw what changed while the chart was out of sight."""
        if self._stale:
            self._figures.ask()

    def open_menu(self) -> None:
        """Offer what can be done with the chart, below its button."""
        self.frame.open_menu(self.button.mapToGlobal(QPoint(0, self.button.height())))

    # --- Moving it ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the chart by its title."""
        over = self.childAt(event.position().toPoint())
        held = event.button() == Qt.MouseButton.LeftButton and over in {self.title, self.subtitle}
        self._pressed = event.position().toPoint() if held else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the chart once the mouse has moved far enough."""
        if self._pressed is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag()

    def _drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(CarriedChart(self))
        drag.setPixmap(self.grab().scaledToWidth(160, Qt.TransformationMode.SmoothTransformation))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept another chart."""
        if isinstance(event.mimeData(), CarriedChart):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Let the other chart pass."""
        super().dragLeaveEvent(event)
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Give the other chart this place."""
        carried = event.mimeData()
        self._mark(False)
        if isinstance(carried, CarriedChart):
            event.acceptProposedAction()
            self.dropped.emit(carried.chart)

    def _mark(self, target: bool) -> None:
        """Show whether a chart would be dropped here."""
        self.setProperty("target", target)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chart with Alt and the arrows left and right."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.moving.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    # --- Its menu -------------------------------------------------------------------------------------------

    def _fill(self, menu: QMenu) -> None:
        months = self._reader.months(self.plot, self._session.branch)
        if months and self.plot.indicator != FRONTIER:
            menu.addSeparator()
            offer_plots(menu, self.plot, months[-1], self.show_plot)
            if self._reader.figure(replace(self.plot, form="stacked")).kind == "stacked":
                offer_stacking(menu, self.plot, self.show_plot)
        menu.addSeparator()
        for name, words, keys, act in (
            ("replace", tr("&Replace…"), "", self.replacing.emit),
            ("left", tr("Move &left"), "Alt+Left", lambda: self.moving.emit(-1)),
            ("right", tr("Move ri&ght"), "Alt+Right", lambda: self.moving.emit(1)),
            ("remove", tr("Re&move"), "", self.removing.emit),
        ):
            action = QAction(words, menu)
            action.setObjectName(name)
            action.setShortcut(keys)
            action.triggered.connect(lambda _=False, act=act: act())
            menu.addAction(action)

    # --- Drawing --------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._stale = self.visibleRegion().isEmpty()
        if self._stale:
            return
        if not self._reader.read(self.plot):
            self._figures.ask()  # to go on reading after the window's turn
            return
        self._figures.forget()
        figure = self._reader.figure(self.plot)
        if self._session.comparison.differences_shown and self._session.ghost is not None:
            figure = figure.difference()
        complete = self._reader.is_complete(self.plot)
        subtitle = figure.subtitle if complete else tr("calculating …")
        self.subtitle.setText(subtitle)
        self.subtitle.setToolTip(plain_tip(subtitle))
        self.frame.show_figure(figure)
        if not complete:
            self._slow.start()

    def _work_on(self) -> None:
        """Work a costly indicator out for a while; simulating, and charts on show, come first."""
        if self.plot.indicator not in COSTLY or self.visibleRegion().isEmpty():
            return
        if self._session.simulation.busy:
            self._slow.start()
            return
        self._reader.work_on(self.plot)
        self._figures.ask()

    def _follow(self) -> None:
        self.frame.set_hand(self._session.hand)

    def _focus(self, key: str) -> None:
        self.frame.select(key)
        self._figures.ask()  # it may be one of many that the figure leaves out
