"""Small charts below the large one: the user picks them from all indicators, divides, arranges and removes them."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from itertools import pairwise
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from simulator.indicator import INDICATORS
from simulator.wishes import COSTLY
from ui.charts.chart_frame import ChartFrame
from ui.figures.costly_cuts import described, known_months, work_out
from ui.figures.figure import Figure, Provenance
from ui.figures.indicators import WHOLE, Plot, choices, divisions, indicator_figure, known_by, label_words, usual_plot
from ui.figures.shares import capability_figure
from ui.look import wording
from ui.look.clock import CURVES, GROWTH, Paced
from ui.look.wording import tr
from ui.widgets.form import plain_tip
from ui.widgets.shortened import ShortenedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simulator.history import Branch
    from simulator.world import World
    from ui.look.theme import Theme
    from ui.session.session import Session

FRONTIER = "frontier"
"""The one small chart that is no indicator: the best model of each camp."""
FIRST = (Plot(FRONTIER), Plot("revenue", "maker"), Plot("leakage", "origin"))
"""What is shown before anybody has chosen."""
_AXES_OF_0_1 = {"measure": "units"}  # what settings of 0.1.0 call an axis
_NARROWEST, _LINES, _HEAD = 268, 9, 12  # pixels of a chart; lines of text that it has room for, and pixels more
_LEAST = 40  # pixels of all of them: what the first ones are called
_SLICE = 0.02  # s of reading indicators before the window gets its turn
_FIRST_MONTHS = 30  # ms, as for the large chart
_REST = 60  # ms in which the window may do other things while a costly indicator is worked out


class _Carried(QMimeData):
    """A chart that is being dragged within the window."""

    def __init__(self, chart: SmallChart) -> None:
        super().__init__()
        self.chart = chart


class SmallChart(QFrame):
    """One small chart with its title, which is its handle, and its menu."""

    replacing = Signal()
    removing = Signal()
    moving = Signal(int)  # by so many places
    dropped = Signal(QWidget)  # another chart, on this one

    def __init__(self, session: Session, plot: Plot) -> None:
        """Take the session whose branch it shows, and what it shows of it."""
        super().__init__()
        self.setProperty("card", True)
        self._session, self.plot = session, plot
        self._pressed: QPoint | None = None
        self._stale = False
        self.title, self.told = ShortenedLabel("strong"), ShortenedLabel("caveat")
        self.title.setCursor(Qt.CursorShape.OpenHandCursor)
        self.button = QToolButton()
        self.button.setText("\N{HORIZONTAL ELLIPSIS}")
        self.button.setAutoRaise(True)
        self.button.clicked.connect(self.open_menu)
        self.frame = ChartFrame("compact")
        self.frame.menu_asked.connect(self._fill)
        self.frame.month_clicked.connect(session.move_hand)
        self.frame.series_clicked.connect(session.toggle_focus)
        self.frame.series_wanted.connect(session.focus_on)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.told)
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
        self.setAcceptDrops(True)
        self._figures = Paced(self, CURVES, self._draw, lead=_FIRST_MONTHS)
        self._growth = Paced(self, GROWTH, self._draw)
        self._hand = Paced(self, CURVES, self._follow)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_REST)
        self._slow.timeout.connect(self._work_on)
        for signal in (
            session.branch_changed,
            session.filter_changed,
            session.simulation_finished,
            session.differences_wanted,
        ):
            signal.connect(self._figures.ask)
        session.focus_changed.connect(self._focus)
        session.months_added.connect(self._growth.ask)
        session.hand_moved.connect(self._hand.ask)
        session.future_covered.connect(self.frame.cover)
        self.frame.cover(session.future_hidden)
        self.frame.select(session.focus)
        self._follow()
        self.show_plot(plot)

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
        """Draw what changed while the chart was scrolled out of sight."""
        if self._stale:
            self._figures.ask()

    def open_menu(self) -> None:
        """Offer what can be done with the chart, below its button."""
        self.frame.open_menu(self.button.mapToGlobal(QPoint(0, self.button.height())))

    # --- Moving it ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the chart by its title."""
        over = self.childAt(event.position().toPoint())
        held = event.button() == Qt.MouseButton.LeftButton and over in {self.title, self.told}
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
        drag.setMimeData(_Carried(self))
        drag.setPixmap(self.grab().scaledToWidth(160, Qt.TransformationMode.SmoothTransformation))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take another chart."""
        if isinstance(event.mimeData(), _Carried):
            self._mark(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take it no longer."""
        super().dragLeaveEvent(event)
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Let the other chart have this place."""
        carried = event.mimeData()
        self._mark(False)
        if isinstance(carried, _Carried):
            event.acceptProposedAction()
            self.dropped.emit(carried.chart)

    def _mark(self, target: bool) -> None:
        """Show that the chart would be dropped here."""
        self.setProperty("target", target)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chart, or remove it."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.moving.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)

    # --- Its menu -------------------------------------------------------------------------------------------

    def _fill(self, menu: QMenu) -> None:
        months = self._months(self._session.branch)
        if months and self.plot.indicator != FRONTIER:
            menu.addSeparator()
            self._offer_divisions(menu, months[-1])
        menu.addSeparator()
        for name, words, keys, do in (
            ("replace", tr("&Replace…"), "", self.replacing.emit),
            ("left", tr("Move &left"), "Alt+Left", lambda: self.moving.emit(-1)),
            ("right", tr("Move ri&ght"), "Alt+Right", lambda: self.moving.emit(1)),
            ("remove", tr("Re&move"), "", self.removing.emit),
        ):
            action = QAction(words, menu)
            action.setObjectName(name)
            action.setShortcut(keys)
            action.triggered.connect(lambda _=False, do=do: do())
            menu.addAction(action)

    def _offer_divisions(self, menu: QMenu, world: World) -> None:
        plot = self.plot
        ways = divisions(plot.indicator, world)
        if len(ways) > 1:
            words = {way: wording.breakdown(way) if way != WHOLE else tr("Not divided") for way in ways}
            self._offer(menu, tr("&Divided by"), words, plot.by, lambda way: Plot(plot.indicator, way, (), plot.form))
        for axis, labels in choices(plot, world).items():
            following = {"": tr("As in the large chart")} if axis in {"region", "buyer", "units"} else {}
            words = {**following, **{label: label_words(axis, label, world) for label in labels}}
            fixed = dict(plot.fixed)
            self._offer(menu, wording.breakdown(axis), words, fixed.get(axis, ""), self._fixing(axis))
        if self._figure(replace(plot, form="stacked")).kind == "stacked":
            stacked = QAction(tr("&Stacked"), menu)
            stacked.setObjectName("stacked")
            stacked.setCheckable(True)
            stacked.setChecked(plot.form == "stacked")
            stacked.toggled.connect(lambda on: self.show_plot(replace(plot, form="stacked" if on else "lines")))
            menu.addAction(stacked)

    def _fixing(self, axis: str) -> Callable[[str], Plot]:
        def fixed(label: str) -> Plot:
            rest = {name: kept for name, kept in self.plot.fixed if name != axis}
            return replace(self.plot, fixed=tuple({**rest, **({axis: label} if label else {})}.items()))

        return fixed

    def _offer(self, menu: QMenu, title: str, words: dict[str, str], chosen: str, plot: Callable[[str], Plot]) -> None:
        """Offer choices that exclude each other."""
        inner = menu.addMenu(title)
        group = QActionGroup(inner)
        for name, text in words.items():
            action = QAction(text.replace("&", "&&"), inner)
            action.setObjectName(f"choose_{name or 'following'}")
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _=False, name=name: self.show_plot(plot(name)))
            group.addAction(action)
            inner.addAction(action)

    # --- Drawing --------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._stale = self.visibleRegion().isEmpty()
        if self._stale or not self._read():
            return
        self._figures.forget()
        figure = self._figure(self.plot)
        if self._session.differences_shown and self._session.ghost is not None:
            figure = figure.difference()
        told = figure.subtitle if self._complete else tr("being worked out …")
        self.told.setText(told)
        self.told.setToolTip(told)
        self.frame.show_figure(figure)
        if not self._complete:
            self._slow.start()

    def _read(self) -> bool:
        """Read what months have to say for a while; if that was not enough, go on after the window's turn."""
        session = self._session
        if self.plot.indicator == FRONTIER:
            return True
        until = perf_counter() + _SLICE
        courses = [self._months(branch) for branch in (session.branch, session.ghost)]
        ready = all(known_by(self.plot, worlds, self._follows(), until) for worlds in courses)
        if not ready:
            self._figures.ask()
        return ready

    def _months(self, branch: Branch | None) -> Sequence[World]:
        """Return the months of a course of events that can be read: of a costly indicator, those worked out so far."""
        if branch is None:
            return ()
        return branch.worlds[: known_months(self.plot.indicator, branch)] if self._costly else branch.worlds

    @property
    def _costly(self) -> bool:
        return self.plot.indicator in COSTLY

    @property
    def _complete(self) -> bool:
        """Tell whether every month that is known can be read."""
        courses = (branch for branch in (self._session.branch, self._session.ghost) if branch is not None)
        return not self._costly or all(len(self._months(branch)) == len(branch.worlds) for branch in courses)

    def _work_on(self) -> None:
        """Work a costly indicator out for a while, month by month; whoever simulates or looks elsewhere comes first."""
        session, name = self._session, self.plot.indicator
        if not self._costly or self.visibleRegion().isEmpty():
            return
        if session.busy:
            self._slow.start()
            return
        until = perf_counter() + _SLICE
        for branch in (session.branch, session.ghost):
            while branch is not None and (month := known_months(name, branch)) < len(branch.worlds):
                work_out(name, branch, month)
                if perf_counter() > until:
                    self._figures.ask()
                    return
        self._figures.ask()

    def _follows(self) -> dict[str, str]:
        chosen = self._session.filter
        return {"region": chosen.place, "buyer": chosen.group, "units": chosen.units}

    def _figure(self, plot: Plot) -> Figure:
        session = self._session
        months, ghost = self._months(session.branch), self._months(session.ghost)
        provenance = Provenance(session.scenario.title, session.scenario.seed)
        if plot.indicator == FRONTIER:
            return capability_figure(months, ghost, provenance, session.ghost_name)
        return indicator_figure(months, ghost, plot, self._follows(), provenance, session.ghost_name, session.focus)

    def _follow(self) -> None:
        self.frame.set_hand(self._session.hand)

    def _focus(self, key: str) -> None:
        self.frame.select(key)
        self._figures.ask()  # it may be one of many that the figure leaves out


class SmallCharts(QScrollArea):
    """The grid of small charts."""

    picking = Signal(object)  # the user wants to pick an indicator; whoever listens calls it with a name

    def __init__(self, session: Session) -> None:
        """Take the session whose branch they show."""
        super().__init__()
        self._session = session
        self._theme: Theme | None = None
        self.charts: list[SmallChart] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Small charts"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        column.addLayout(self._grid, 1)
        self.more = QPushButton(tr("&Add a chart…"))
        self.more.setToolTip(tr("Pick one of all indicators"))
        self.more.clicked.connect(lambda: self.picking.emit(self.add))
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch(1)
        column.addLayout(row)
        self.setWidget(content)
        self.setMinimumHeight(_LEAST)
        self.verticalScrollBar().valueChanged.connect(self._draw_seen)
        self.show_plots(FIRST)

    # --- What it is told ------------------------------------------------------------------------------------

    @property
    def plots(self) -> tuple[Plot, ...]:
        """Return what is shown, in order."""
        return tuple(chart.plot for chart in self.charts)

    @property
    def height_of_one(self) -> int:
        """Return how high one chart is at least."""
        return round(_LINES * self.fontMetrics().height()) + _HEAD

    def show_plots(self, plots: Sequence[Plot]) -> None:
        """Show other charts."""
        for chart in self.charts:
            chart.hide()
            chart.deleteLater()
        self.charts = [self._made(plot) for plot in plots]
        self._arrange()

    def bring(self, name: str) -> None:
        """Bring the first chart of an indicator into view, or add one."""
        there = next((chart for chart in self.charts if chart.plot.indicator == name), None)
        if there is None:
            self.add(name)
        else:
            self._show(there)

    def add(self, name: str) -> None:
        """Add a chart of an indicator behind the others, and bring it into view."""
        chart = self._made(self._usual(name))
        self.charts.append(chart)
        self._arrange()
        self._show(chart)

    def remove(self, chart: SmallChart) -> None:
        """Take a chart away."""
        place = self.charts.index(chart)
        self.charts.remove(chart)
        chart.hide()
        chart.deleteLater()
        self._arrange()
        near = self.charts[min(place, len(self.charts) - 1)].frame.chart if self.charts else self.more
        near.setFocus()

    def put(self, chart: SmallChart, place: int) -> None:
        """Put a chart at another place."""
        self.charts.remove(chart)
        self.charts.insert(min(max(place, 0), len(self.charts)), chart)
        self._arrange()

    def set_theme(self, theme: Theme) -> None:
        """Dress the charts in a theme."""
        self._theme = theme
        for chart in self.charts:
            chart.frame.set_theme(theme)
        self._arrange()

    # --- How it does it -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many charts side by side as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self, chart: SmallChart) -> None:
        chart.frame.chart.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, chart, lambda: self.ensureWidgetVisible(chart))

    def _made(self, plot: Plot) -> SmallChart:
        chart = SmallChart(self._session, plot)
        if self._theme is not None:
            chart.frame.set_theme(self._theme)
        chart.removing.connect(lambda: self.remove(chart))
        chart.replacing.connect(lambda: self.picking.emit(lambda name: chart.show_plot(self._usual(name))))
        chart.moving.connect(lambda step: self.put(chart, self.charts.index(chart) + step))
        chart.dropped.connect(lambda source: self._drop(source, chart))
        return chart

    def _drop(self, source: SmallChart, target: SmallChart) -> None:
        if source in self.charts and source is not target:
            self.put(source, self.charts.index(target))

    def _usual(self, name: str) -> Plot:
        branch = self._session.branch
        if not branch.worlds or name == FRONTIER:
            return Plot(name)
        if name in COSTLY:
            work_out(name, branch, 0)
        return usual_plot(name, branch.worlds[0 if name in COSTLY else -1])

    def _arrange(self) -> None:
        scale = self._theme.scale if self._theme else 1.0
        columns = max(1, min(int(self.viewport().width() / (_NARROWEST * scale)), len(self.charts)))
        tall = self.height_of_one
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.setMinimumHeight(tall)
        for place, chart in enumerate(self.charts):
            self._grid.addWidget(chart, place // columns, place % columns)
            chart.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for one, other in pairwise(self.charts):
            QWidget.setTabOrder(one.button, other.button)
        self._draw_seen()

    def _draw_seen(self) -> None:
        for chart in self.charts:
            chart.draw_if_seen()


def title(name: str) -> str:
    """Return what an indicator is called."""
    return tr("Capability frontier") if name == FRONTIER else tr(described(name).label)


def meaning(name: str) -> str:
    """Return the definition of an indicator."""
    if name == FRONTIER:
        return tr("Capability of the best released model of each camp.")
    return tr(described(name).definition)


def written(plots: Sequence[Plot]) -> str:
    """Return a choice of charts as the settings keep it."""
    return json.dumps([asdict(plot) for plot in plots])


def read(text: str) -> tuple[Plot, ...] | None:
    """Return the choice of charts that the settings kept, None where they kept none that can be read."""
    try:
        entries = json.loads(text)
        plots = [
            Plot(
                str(entry["indicator"]),
                str(entry["by"]),
                tuple((_AXES_OF_0_1.get(axis, str(axis)), str(label)) for axis, label in entry["fixed"]),
                "stacked" if entry["form"] == "stacked" else "lines",
            )
            for entry in entries
        ]
    except (ValueError, KeyError, TypeError):
        return None
    return tuple(plot for plot in plots if plot.indicator in {FRONTIER, *INDICATORS, *COSTLY})


def offered() -> tuple[str, ...]:
    """Return the names of everything that a small chart can show."""
    return (FRONTIER, *INDICATORS, *COSTLY)
