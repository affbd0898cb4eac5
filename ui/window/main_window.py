"""The main window: levers left, charts in the middle, figures and news right, transport and timeline below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QByteArray, QEvent, QPointF, QSize, Qt, QThread, QTimer, Signal
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

from simulator.dates import NOW
from ui.dialogs import reading as pages
from ui.dialogs.settings import Settings
from ui.dialogs.shortcuts import Shortcuts
from ui.keeping.bookmarks import Bookmarks
from ui.keeping.files import Files
from ui.keeping.kept_futures import KeptFutures
from ui.keeping.safekeeping import Safekeeping
from ui.look import icons, wording
from ui.look.clock import TEXT, Paced
from ui.look.garbage import Collector
from ui.look.settings import Preferences
from ui.look.wording import tr
from ui.panels.assumptions import AssumptionsPanel
from ui.panels.headlines import Headlines
from ui.panels.hint import Hint
from ui.panels.key_figures import Numbers
from ui.panels.levers.levers import LeverPanel, Levers
from ui.panels.status import StatusLine
from ui.panels.timeline.lanes import Futures
from ui.panels.timeline.timeline import Timeline, ask_for_bookmark
from ui.panels.transport import Transport
from ui.session.player import Player
from ui.session.session import Session
from ui.widgets.notices import Notice
from ui.widgets.scrolled import Scrolled, Squeezed
from ui.window.arrangement import Arrangement
from ui.window.chart_actions import ChartActions
from ui.window.found import Palette, commands
from ui.window.menus import Menus
from ui.window.table import Actions, entries, plain_words
from ui.window.tabs import Views

if TYPE_CHECKING:
    from ui.pages.presentation import Presentation

_BUTTONS = ("start", "back", "play", "forward", "end", "now", "hide_future")
_NARROWEST, _NARROWEST_DIGITS = 226, 22  # of key figures and news, in pixels and in digits of the theme's type
_WIDEST_NEED = 270  # pixels; with larger type they are scrolled, or nothing would be left for the charts
_LEAST_CENTRE, _LEAST_BELOW = QSize(400, 320), QSize(400, 140)
_AT_FIRST = QSize(1320, 840)
_FRAME = QSize(4, 32)  # pixels of what the desktop puts around a window
_AFTER_CHARTS = 100  # ms; what was kept is read once the first chart has been drawn


class _ChartImports(QThread):
    """Imports what draws, which takes longer than to show the window."""

    def begin(self) -> None:
        """Import in a thread of its own.

        PySide makes its classes when they are first asked for, and two threads that ask for one at a time end the
        program: pyqtgraph asks for all of them while the window paints. So they are made before.
        """
        for module in (QtCore, QtGui, QtWidgets):
            for name in dir(module):
                getattr(module, name)
        self.start()

    def run(self) -> None:
        """Import; the results stay in Python's table of modules."""
        import ui.pages.live.small_charts  # noqa: F401 - importing is the work


class MainWindow(QMainWindow):
    """Puts the panels together, and does what the actions ask for."""

    another_wanted = Signal()  # another window
    quit_wanted = Signal()  # of the whole program
    left = Signal()  # it is closed for good

    def __init__(self, session: Session, preferences: Preferences | None = None) -> None:
        """Take the session to show, and what the user prefers."""
        super().__init__()
        self.session = session
        session.setParent(self)
        self.player = Player(session)
        self.preferences = preferences or Preferences()
        self._settings = self.preferences.settings
        self._may_close = False
        self._begun = False
        self.views = Views(session, self._settings)
        self.market = self.views.live
        self.arrangement = Arrangement(self)
        self.actions_by_id = Actions(self)
        self._menus = Menus(self)
        self.docks: list[QDockWidget] = []
        self.presentation: Presentation | None = None
        self._build()
        self._collector = Collector(self)
        self._beginning = QTimer(self)
        self._beginning.setSingleShot(True)
        self._beginning.timeout.connect(self._begin)
        self._imports = _ChartImports(self)
        self._imports.finished.connect(self._attach_charts)
        self._connect()
        self._dress()
        self._title()
        self.resize(_AT_FIRST)
        self._restore()

    # --- What the actions do ------------------------------------------------------------------------------

    def delete_measure(self) -> None:
        """Take the selected measure off the timeline."""
        name = self.session.selected
        if name:
            title = tr(self.session.scenario.measure(name).policy.title)
            text = tr("Delete {policy}").format(policy=title)
            self.session.edit(text, lambda scenario: scenario.without_measure(name))

    def show_gallery(self) -> None:
        """Let the user choose a scenario by its question and its picture."""
        from ui.dialogs.gallery import Gallery

        gallery = Gallery(self, self.preferences)
        gallery.chosen.connect(self.files.open)
        gallery.open()

    def present(self) -> Presentation:
        """Show the market on the projector: on the second screen, if there is one."""
        from ui.pages.presentation import Presentation

        if self.presentation is None:
            self.presentation = Presentation(self.session, self.player)
            self.presentation.left.connect(self._end_presentation)
            screens = QGuiApplication.screens()
            others = [screen for screen in screens if screen is not self.screen()]
            self.presentation.setGeometry((others or screens)[0].availableGeometry())
        self.presentation.showFullScreen()
        return self.presentation

    def find_lever(self) -> None:
        """Let the user type what a lever is about."""
        self._show_levers()
        self._lever_panel.ask()

    def find_assumption(self) -> None:
        """Let the user type what an assumption is about."""
        self._bring_up("assumptions")
        self.assumptions.ask()

    def show_assumption(self, path: str) -> None:
        """Show an assumption by its key in a file, ready to be changed."""
        self._bring_up("assumptions")
        self.assumptions.choose(path)
        self.assumptions.edit()

    def show_indicator(self, name: str) -> None:
        """Show an indicator as a small chart of the market as it runs."""
        self.views.show_view("live")
        self.market.show_indicator(name)

    def step(self, months: int) -> None:
        """Let the hand rest, and move it by some months."""
        self.player.pause()
        self.session.move_hand(self.session.hand + months)

    def go_to(self, month: int) -> None:
        """Let the hand rest, and put it on a month."""
        self.player.pause()
        self.session.move_hand(month)

    def go_to_bookmark(self, way: int) -> None:
        """Let the hand rest on the next bookmark, or on the one before."""
        mark = self.bookmarks.after(self.session.hand) if way > 0 else self.bookmarks.before(self.session.hand)
        if mark is not None:
            self.go_to(mark.month)

    def name_bookmark(self) -> None:
        """Let the user name the bookmark of the month under the hand."""
        ask_for_bookmark(self, self.bookmarks, self.session.hand)

    def go_to_now(self) -> None:
        """Let the hand rest on January 2026."""
        self.go_to(NOW)

    @property
    def dress(self) -> str:
        """Return which colours were asked for: those of a theme, or "system"."""
        return self.preferences.chosen.theme

    def wear(self, dress: str) -> None:
        """Change the colours: those of a theme, or those that the system asks for."""
        self.preferences.choose(theme=dress)

    def show_settings(self) -> None:
        """Let the user change what is preferred."""
        Settings(self, self.preferences).open()

    def show_what_this_is(self) -> None:
        """Say what the window shows."""
        pages.what_this_is(self).open()

    def show_shortcuts(self) -> None:
        """List the keys."""
        Shortcuts(self).open()

    def show_palette(self) -> None:
        """Let the user find whatever can be done."""
        Palette(self, commands(self), self._settings).open()

    def pull_lever(self, policy: str) -> None:
        """Show a lever, and put its measure on the timeline from the month under the hand on where it is off."""
        self._show_levers()
        row = self.levers.open(policy)
        if not row.is_on:
            row.tick.click()
        row.tick.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_earlier_versions(self) -> None:
        """Show what the file held before, and let the user bring it back."""
        from ui.dialogs.earlier_versions import EarlierVersions

        EarlierVersions(self, self.session).open()

    def show_scenario_files(self) -> None:
        """Say how a scenario file is written."""
        pages.scenario_files(self).open()

    def show_about(self) -> None:
        """Say what version this is."""
        pages.about(self).open()

    def rescue(self) -> bool:
        """Write down what is not saved, so that the next start can offer it; return whether nothing can be lost."""
        return self.safekeeping.rescue()

    def close_for_good(self) -> None:
        """Close without asking about what is not saved."""
        self._may_close = True
        self.close()

    def show_only_view(self) -> None:
        """Put all panels away, or bring them back."""
        if self.arrangement.alone:
            self.arrangement.bring_back()
        else:
            self.arrangement.put_away()

    def show_at_first(self) -> None:
        """Show the window as it was left, and where it would be larger than its screen, as large as that."""
        room = QGuiApplication.primaryScreen().availableGeometry().size() - _FRAME
        if self.width() > room.width() or self.height() > room.height():
            self.showMaximized()
        else:
            self.show()

    def end(self) -> None:
        """Stop all threads and wait for them, for a thread that outlives its window ends the program."""
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
        """Begin to simulate and to import once the window is on screen."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.arrangement.recall(self._settings)
            self.arrangement.fit(self.preferences.theme.scale)
            self._beginning.start()

    def event(self, event: QEvent) -> bool:
        """Leave Space to a control that has the focus and is pressed with it; elsewhere it plays."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = isinstance(self.focusWidget(), QAbstractButton | QComboBox | QAbstractItemView)
            if event.key() == Qt.Key.Key_Space and not event.modifiers() and pressed:
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the panels where there is room for them."""
        super().resizeEvent(event)
        if self._begun:
            self.arrangement.fit(self.preferences.theme.scale)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; then stop the threads and remember the window."""
        if self.session.changed and not self._may_close:
            event.ignore()
            self.files.leave_present(self.close_for_good)
            return
        self.player.pause()
        if self.presentation is not None:
            self.presentation.close()
        self.safekeeping.forget()
        self.end()
        self._settings.setValue("geometry", self.saveGeometry())
        self.arrangement.remember(self._settings)
        self.views.remember()
        super().closeEvent(event)
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file: a scenario, or an export with its receipt."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        event.acceptProposedAction()
        path = Path(event.mimeData().urls()[0].toLocalFile())
        QTimer.singleShot(0, self, lambda: self.files.open(path))  # the drag must end before a dialog may open

    # --- How it is put together ---------------------------------------------------------------------------

    def _build(self) -> None:
        session = self.session
        self.notice = Notice()
        self.files = Files(self, session, self.notice, self.preferences)
        self.safekeeping = Safekeeping(self, session, self.files, self.notice)
        self.charts = ChartActions(self, session, self.notice, self.preferences)
        self.setAcceptDrops(True)
        self.futures = Futures(self, session, self.files)
        self.kept_futures = KeptFutures(session)
        self.kept_futures.failed.connect(self._tell_not_kept)
        self.bookmarks = Bookmarks(session, self._settings)
        centre = Squeezed()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.hint = Hint(self._settings)
        layout.addWidget(self.hint)
        layout.addWidget(self.notice)
        layout.addWidget(self.views, 1)
        self.setCentralWidget(Scrolled(centre, _LEAST_CENTRE))
        self.levers = Levers(session)
        self._lever_panel = LeverPanel(self.levers)
        self.assumptions = AssumptionsPanel(session)
        self.numbers = Numbers(session)
        self.headlines = Headlines(session)
        self.timeline = Timeline(session)
        self.timeline.lanes.futures = self.futures
        self.timeline.ruler.show_bookmarks(self.bookmarks)
        self.transport = Transport(session, self.player, [self.actions_by_id[name] for name in _BUTTONS])
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.transport)
        column.addWidget(self.timeline, 1)
        scrolled = Scrolled(below, _LEAST_BELOW)
        panels = (
            ("levers", tr("Le&vers"), self._lever_panel),
            ("assumptions", tr("&Assumptions"), self.assumptions),
            ("figures", tr("Key &figures"), self.numbers),
            ("news", tr("Ne&ws"), self.headlines),
            ("timeline", tr("&Timeline"), scrolled),
        )
        for name, title, panel in panels:
            self._add_panel(name, title, panel)
        self.arrangement.take({dock.objectName(): dock for dock in self.docks})
        self.setStatusBar(StatusLine(session))

    def _add_panel(self, name: str, title: str, widget: QWidget) -> None:
        dock = QDockWidget(plain_words(title), self)
        dock.setObjectName(name)
        features = QDockWidget.DockWidgetFeature
        dock.setFeatures(features.DockWidgetMovable | features.DockWidgetClosable)
        dock.setWidget(widget)
        self.docks.append(dock)
        self._menus.add_panel(dock, title)

    def _connect(self) -> None:
        session = self.session
        session.simulation_failed.connect(self._tell_failure)
        self.files.opening.connect(self.player.pause)
        self.files.opening.connect(self.notice.hide)
        self.files.saved.connect(self._tell_saved)
        self.charts.done.connect(self._tell)
        self.futures.kept.connect(self._tell)
        self.timeline.refused.connect(lambda why: self.statusBar().showMessage(why, 8000))
        session.selection_changed.connect(lambda measure: self._bring_up("levers") if measure else None)
        session.file_changed.connect(self._title)
        session.scenario_changed.connect(self._title)
        for signal in (
            session.scenario_changed,
            session.selection_changed,
            session.future_covered,
            session.differences_wanted,
            session.branch_changed,
            session.file_changed,
        ):
            signal.connect(self.actions_by_id.refresh)
        session.undo_stack.undoTextChanged.connect(self._name_undo)
        session.undo_stack.redoTextChanged.connect(self._name_undo)
        session.undo_stack.indexChanged.connect(self.actions_by_id.refresh)
        self.player.playing_changed.connect(self._show_playing)
        self.views.shown.connect(self.actions_by_id.refresh)
        self._paced_alignment = Paced(self, TEXT, self._align)
        self.market.months_moved.connect(self._paced_alignment.ask)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        self.preferences.changed.connect(self._prefer)

    def _begin(self) -> None:
        self._collector.begin()
        self._imports.begin()
        self.session.simulate()
        self.safekeeping.begin()

    def _attach_charts(self) -> None:
        self.market.attach()
        if self.market.shares is not None and not self._chosen_by_hand(self.focusWidget()):
            self.market.shares.setFocus()
        QTimer.singleShot(_AFTER_CHARTS, self, self.kept_futures.begin)

    @staticmethod
    def _chosen_by_hand(focused: QWidget | None) -> bool:
        """Tell whether somebody types already, for Qt itself gives the focus to the first line of all."""
        return isinstance(focused, QLineEdit) and bool(focused.text())

    def _restore(self) -> None:
        geometry = self._settings.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
            self._come_on_screen()
        self.views.show_view(str(self._settings.value("view", "")))

    def _come_on_screen(self) -> None:
        """Leave a screen that is no longer there, or has become too small."""
        screens = QGuiApplication.screens()
        if any(screen.availableGeometry().contains(self.frameGeometry().center()) for screen in screens):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(self.size().boundedTo(room.size()))
        self.move(room.center() - self.rect().center())

    # --- How it follows -----------------------------------------------------------------------------------

    def _prefer(self) -> None:
        """Follow what the user prefers."""
        self._dress()
        self.session.say_again()

    def _dress(self) -> None:
        """Look and move as the user prefers."""
        chosen = self.preferences.theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.preferences.dress(application)
        self.setLocale(wording.locale())
        self.views.set_theme(chosen)
        for panel in (self.numbers, self.headlines):
            panel.ensurePolished()
            digits = panel.fontMetrics().horizontalAdvance("0" * _NARROWEST_DIGITS)
            panel.setMinimumWidth(min(max(_NARROWEST, digits), _WIDEST_NEED))
        for entry in entries():
            if entry.icon:
                self.actions_by_id[entry.id].setIcon(icons.icon(entry.icon, chosen))
        self._show_playing(self.player.playing)
        if self.preferences.chosen.reduced_motion:
            self.player.move_in_few_steps()
        else:
            self.player.move_month_by_month()
        self.setAnimated(not self.preferences.chosen.reduced_motion)
        if self._begun:
            self.arrangement.fit(chosen.scale)
        self.actions_by_id.refresh()

    def _title(self) -> None:
        name = self.session.scenario.title.replace("[*]", "")
        self.setWindowTitle(f"Shakeout — {name}[*]")
        self.setWindowModified(self.session.changed)

    def _name_undo(self) -> None:
        for name, text in (("undo", self.session.undo_stack.undoText()), ("redo", self.session.undo_stack.redoText())):
            word = tr("&Undo") if name == "undo" else tr("&Redo")
            self.actions_by_id[name].setText(f"{word}: {text}" if text else word)
        self.actions_by_id.refresh()

    def _show_playing(self, playing: bool) -> None:
        action = self.actions_by_id["play"]
        action.setText(tr("&Pause") if playing else tr("&Play"))
        action.setIcon(icons.icon("pause" if playing else "play", self.preferences.theme))

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

    def _show_levers(self) -> None:
        self._lever_panel.line.clear()
        self._bring_up("levers")

    def _bring_up(self, name: str) -> None:
        """Show a dock, also from behind the others that share its place."""
        dock = next(dock for dock in self.docks if dock.objectName() == name)
        dock.show()
        dock.raise_()

    def _tell_not_kept(self, reason: str) -> None:
        words = tr("Kept futures cannot be written down ({reason}). Save them to files: they end with this window.")
        self.notice.tell(words.format(reason=reason))

    def _tell_saved(self, path: Path) -> None:
        self._tell(tr("Saved to {path}").format(path=path))

    def _tell(self, words: str) -> None:
        self.statusBar().showMessage(words, 5000)

    def _tell_failure(self, text: str) -> None:
        self.player.pause()
        self.rescue()
        words = tr("The simulation stopped with an error in the model. What was simulated and what you set are kept.")
        self.notice.tell(words, text, again=self.session.simulate)

    def _end_presentation(self) -> None:
        if self.presentation is not None:
            self.presentation.deleteLater()
            self.presentation = None
        self.activateWindow()
