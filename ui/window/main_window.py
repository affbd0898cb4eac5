"""The main window: levers left, charts in the middle, figures and news right, transport and timeline below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.entry import plain_words
from ui.keeping.bookmarks import Bookmarks
from ui.keeping.files import Files
from ui.keeping.kept_futures import FuturesOnDisk
from ui.keeping.safekeeping import Safekeeping
from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.garbage import Collector
from ui.look.settings import Settings
from ui.look.wording import tr
from ui.panels.assumptions.assumptions import AssumptionsPanel
from ui.panels.headlines import Headlines
from ui.panels.hint import Hint
from ui.panels.key_figures import KeyFigures
from ui.panels.levers.lever_panel import LeverPanel
from ui.panels.levers.levers import Levers
from ui.panels.status import StatusLine
from ui.panels.timeline.futures import Futures
from ui.panels.timeline.timeline import Timeline
from ui.panels.transport import Transport
from ui.session.player import Player
from ui.session.session import Session
from ui.widgets.notices import Notice
from ui.widgets.scrolled import Scrolled, Squeezed
from ui.widgets.typed import settle
from ui.window import placement
from ui.window.arrangement import Arrangement
from ui.window.chart_actions import ChartActions
from ui.window.chart_imports import ChartImports
from ui.window.projector import Projector
from ui.window.tab_widget import Tabs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

_NARROWEST, _NARROWEST_DIGITS = 226, 22  # of key figures and news, in pixels and in digits of the theme's type
_WIDEST_NEED = 270  # pixels; with larger type they are scrolled, or nothing would be left for the charts
_LEAST_CENTRE, _LEAST_BELOW = QSize(400, 320), QSize(400, 140)
_AFTER_CHARTS = 100  # ms; what was kept is read once the first chart has been drawn


class MainWindow(QMainWindow):
    """Puts the panels together, follows what the user prefers, and closes with care."""

    another_wanted = Signal()  # another window
    quit_wanted = Signal()  # of the whole program
    left = Signal()  # it is closed for good
    dressed = Signal()  # in other colours, or in type of another size

    def __init__(self, session: Session, settings: Settings | None = None, buttons: Sequence[QAction] = ()) -> None:
        """Take the session to show, what the user prefers, and the actions that stand as buttons below the charts."""
        super().__init__()
        self.session = session
        session.setParent(self)
        self.player = Player(session)
        self.settings = settings or Settings()
        self._store = self.settings.store
        self._may_close = False
        self._begun = False
        self.tabs = Tabs(session, self._store)
        self.market = self.tabs.live
        self.arrangement = Arrangement(self)
        self.projector = Projector(self, session, self.player)
        self.docks: list[QDockWidget] = []
        self._keep_work()
        self._build_centre()
        self._build_panels(buttons)
        self.setStatusBar(StatusLine(session))
        self.setAcceptDrops(True)
        self._collector = Collector(self)
        self._beginning = QTimer(self)
        self._beginning.setSingleShot(True)
        self._beginning.timeout.connect(self._begin)
        self._imports = ChartImports(self)
        self._imports.finished.connect(self._attach_charts)
        self._connect()
        self._dress()
        self._entitle()
        placement.recall(self, self._store)
        self.tabs.recall()

    def close_for_good(self) -> None:
        """Close without asking about what is not saved."""
        self._may_close = True
        self.close()

    def end(self) -> None:
        """Stop all threads and wait for them: a thread that outlives its window crashes the program."""
        self._beginning.stop()
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()  # the gallery has a thread of its own
        self.safekeeping.close()
        self.session.close()
        self._imports.wait()
        self._collector.end()

    # --- What Qt asks for ---------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Start simulating and importing once the window is on screen."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            if self.settings.unreadable:
                words = tr("Some settings cannot be read; a copy of them is kept as {path}.")
                self.notice.tell(words.format(path=self.settings.unreadable))
            self.arrangement.recall(self._store)
            self.arrangement.fit(self.settings.theme.scale)
            self._beginning.start()

    def event(self, event: QEvent) -> bool:
        """Let Space press the focused control if it is one that Space presses; elsewhere it plays."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = isinstance(self.focusWidget(), QAbstractButton | QComboBox | QAbstractItemView)
            if event.key() == Qt.Key.Key_Space and not event.modifiers() and pressed:
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange the panels for another width."""
        super().resizeEvent(event)
        if self._begun:
            self.arrangement.fit(self.settings.theme.scale)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take what is typed, ask about unsaved changes, then stop the threads and remember the window."""
        if not self._may_close and not settle(self):
            event.ignore()
            return
        if self.session.changed and not self._may_close:
            event.ignore()
            self.files.leave_present(self.close_for_good)
            return
        self.player.pause()
        self.projector.close()
        self.safekeeping.forget()
        self.end()
        placement.remember(self, self._store)
        self.arrangement.remember(self._store)
        self.tabs.remember()
        super().closeEvent(event)
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file: a scenario, or an export with its receipt."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        event.acceptProposedAction()
        path = Path(event.mimeData().urls()[0].toLocalFile())
        QTimer.singleShot(0, self, lambda: self.files.open(path))  # the drag must end before a dialog may open

    # --- How it is put together ---------------------------------------------------------------------------

    def _keep_work(self) -> None:
        """Set up what opens, saves and keeps work."""
        session = self.session
        self.notice = Notice()
        self.files = Files(self, session, self.notice, self.settings)
        self.safekeeping = Safekeeping(self, session, self.files, self.notice)
        self.charts = ChartActions(self, session, self.notice, self.settings)
        self.futures = Futures(self, session, self.files)
        self.kept_futures = FuturesOnDisk(session)
        self.bookmarks = Bookmarks(session, self._store)

    def _build_centre(self) -> None:
        centre = Squeezed()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.hint = Hint(self._store)
        layout.addWidget(self.hint)
        layout.addWidget(self.notice)
        layout.addWidget(self.tabs, 1)
        self.setCentralWidget(Scrolled(centre, _LEAST_CENTRE))

    def _build_panels(self, buttons: Sequence[QAction]) -> None:
        session = self.session
        self.levers = Levers(session)
        self.lever_panel = LeverPanel(self.levers)
        self.assumptions = AssumptionsPanel(session)
        self.key_figures = KeyFigures(session)
        self.headlines = Headlines(session)
        self.timeline = Timeline(session)
        self.timeline.lanes.futures = self.futures
        self.timeline.ruler.show_bookmarks(self.bookmarks)
        self._add_panel("levers", tr("Le&vers"), self.lever_panel)
        self._add_panel("assumptions", tr("&Assumptions"), self.assumptions)
        self._add_panel("figures", tr("Key &figures"), self.key_figures)
        self._add_panel("news", tr("Ne&ws"), self.headlines)
        self._add_panel("timeline", tr("&Timeline"), self._below(Transport(session, self.player, [*buttons])))
        self.arrangement.take({dock.objectName(): dock for dock in self.docks})

    def _below(self, transport: Transport) -> QWidget:
        """Return what stands below the charts: the transport above the timeline."""
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(transport)
        column.addWidget(self.timeline, 1)
        return Scrolled(below, _LEAST_BELOW)

    def _add_panel(self, name: str, title: str, widget: QWidget) -> None:
        """Put a panel into a dock; `title` marks the letter by which the menu shows and hides it."""
        dock = QDockWidget(plain_words(title), self)
        dock.setObjectName(name)
        features = QDockWidget.DockWidgetFeature
        dock.setFeatures(features.DockWidgetMovable | features.DockWidgetClosable)
        dock.setWidget(widget)
        dock.toggleViewAction().setText(title)
        self.docks.append(dock)

    def _connect(self) -> None:
        session = self.session
        session.simulation.failed.connect(self._tell_failure)
        session.simulation.halted.connect(self._tell_halt)
        self.files.opening.connect(self.player.pause)
        self.files.opening.connect(self.notice.hide)
        self.files.saved.connect(self._tell_saved)
        self.charts.done.connect(self._tell)
        self.futures.kept.connect(self._tell)
        self.kept_futures.failed.connect(self._tell_not_kept)
        self.kept_futures.put_away.connect(self._tell_put_away)
        self.kept_futures.remarked.connect(self.notice.tell_all)
        self.settings.not_kept.connect(self.notice.tell)
        self.timeline.refused.connect(lambda why: self.statusBar().showMessage(why, 8000))
        session.gate.guard(lambda: settle(self))
        session.gate.refused.connect(lambda why: self.statusBar().showMessage(why, 8000))
        session.selection_changed.connect(self._show_selected)
        session.file_changed.connect(self._entitle)
        session.scenario_changed.connect(self._entitle)
        self._paced_alignment = Paced(self, TEXT, self._align)
        self.market.months_moved.connect(self._paced_alignment.ask)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        self.settings.changed.connect(self._prefer)

    def _begin(self) -> None:
        self._collector.begin()
        self._imports.begin()
        self.session.simulation.begin()
        self.safekeeping.begin()

    def _attach_charts(self) -> None:
        self.market.attach()
        if self.market.shares is not None and not self._chosen_by_hand(self.focusWidget()):
            self.market.shares.setFocus()
        QTimer.singleShot(_AFTER_CHARTS, self, self.kept_futures.begin)

    @staticmethod
    def _chosen_by_hand(focused: QWidget | None) -> bool:
        """Return whether the user is typing already: Qt focuses the first line of the window by itself."""
        return isinstance(focused, QLineEdit) and bool(focused.text())

    # --- How it follows -----------------------------------------------------------------------------------

    def _prefer(self) -> None:
        """Follow changed settings."""
        self._dress()
        self.session.refresh()

    def _dress(self) -> None:
        """Look and move as the user prefers."""
        chosen = self.settings.theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.settings.dress(application)
        self.setLocale(wording.locale())
        self.tabs.set_theme(chosen)
        for panel in (self.key_figures, self.headlines):
            panel.ensurePolished()
            digits = panel.fontMetrics().horizontalAdvance("0" * _NARROWEST_DIGITS)
            panel.setMinimumWidth(min(max(_NARROWEST, digits), _WIDEST_NEED))
        if self.settings.chosen.reduced_motion:
            self.player.move_in_few_steps()
        else:
            self.player.move_month_by_month()
        self.setAnimated(not self.settings.chosen.reduced_motion)
        if self._begun:
            self.arrangement.fit(chosen.scale)
        self.dressed.emit()

    def _entitle(self) -> None:
        name = self.session.scenario.title.replace("[*]", "")
        self.setWindowTitle(f"Shakeout — {name}[*]")
        self.setWindowModified(self.session.changed)

    def _align(self) -> None:
        """Put the timeline's months under those of the chart."""
        chart = self.market.shares
        if chart is None or not chart.isVisible():
            return
        axes, end = chart.laid_out(), self.session.scenario.end
        ends = (QPointF(axes.x(0), 0.0), QPointF(axes.x(end), 0.0))
        left, right = (self.timeline.mapFromGlobal(chart.mapToGlobal(point)).x() for point in ends)
        if 0 <= left < right <= self.timeline.width():
            self.timeline.align(left, self.timeline.width() - right)

    def _show_selected(self, measure: str) -> None:
        if measure:
            self.arrangement.bring_up("levers")

    def _tell_not_kept(self, reason: str) -> None:
        words = tr("Kept futures cannot be written down ({reason}). Save them to files: they end with this window.")
        self.notice.tell(words.format(reason=reason))

    def _tell_put_away(self, path: Path) -> None:
        self.notice.tell(tr("The kept futures cannot be read; they were put aside as {path}.").format(path=path))

    def _tell_saved(self, path: Path) -> None:
        self._tell(tr("Saved to {path}").format(path=path))

    def _tell(self, words: str) -> None:
        self.statusBar().showMessage(words, 5000)

    def _tell_halt(self, why: str) -> None:
        self.player.pause()
        self.notice.tell(tr("{why} What was simulated and what you set are kept.").format(why=why))

    def _tell_failure(self, text: str) -> None:
        self.player.pause()
        self.safekeeping.rescue()
        words = tr("The simulation stopped with an error in the model. What was simulated and what you set are kept.")
        self.notice.tell(words, text, again=self.session.simulation.begin)
