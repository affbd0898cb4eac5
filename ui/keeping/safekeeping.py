"""What keeps the user's work from being lost: a journal of what is unsaved, what a crash left, changes of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from ui.look.wording import tr

if TYPE_CHECKING:
    from simulator.scenario.keeping.journal import Lost, Scribe
    from ui.keeping.files import Files
    from ui.session.session import Session
    from ui.widgets.notices import Notice

_SETTLES = 300  # ms in which another program finishes its writing


class Safekeeping(QObject):
    """Journals every edit without waiting for the disk, and offers work that an earlier window could not save."""

    _failed = Signal(str)

    def __init__(self, window: QWidget, session: Session, files: Files, notice: Notice) -> None:
        """Take the parent window of dialogs, the session, its file, and where failures are reported."""
        super().__init__(window)
        self._window, self._session, self._files, self._notice = window, session, files, notice
        self._scribe: Scribe | None = None
        self._told = False
        self._rescued: tuple[object, ...] = ()  # what was written down at once, and is still there
        self._unsettled: list[Lost] = []  # restored, but not yet safe
        self._failed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLES)
        self._later.timeout.connect(self._look_again)

    @property
    def begun(self) -> bool:
        """Return whether every edit is being written to the journal."""
        return self._scribe is not None

    def begin(self) -> None:
        """Start the journal and watch the file, and offer what an earlier window left."""
        from simulator.scenario.keeping.journal import Scribe, lost_works

        if self._scribe is not None:
            return
        self._scribe = Scribe(lambda error: self._failed.emit(str(getattr(error, "strerror", None) or error)))
        self._session.scenario_changed.connect(self._note)
        self._session.file_changed.connect(self._note)
        self._session.file_changed.connect(self._watch)
        self._watcher.fileChanged.connect(self._look_soon)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_soon)
        self._watch()
        self._note()
        if not self._is_one_of_several() and (lost := lost_works(self._tell_unreadable)):
            self._offer(lost)

    def rescue(self) -> bool:
        """Write unsaved work to disk at once, so that the next start can offer it; return whether it is safe.

        What was rescued before and has not changed since is not written again.
        """
        if not self._session.changed:
            return True
        if self._scribe is None:
            return False
        work = self._session.scenario, self._session.path, self._files.base
        if work == self._rescued:
            return True
        try:
            self._scribe.note_now(*work)
        except OSError:
            return False
        self._rescued = work
        return True

    def forget(self) -> None:
        """Forget what is unsaved: the user has saved it or does not want it."""
        self._rescued = ()
        if self._scribe is not None:
            self._scribe.clear()

    def close(self) -> None:
        """Stop, and leave undecided work to the next start."""
        self._later.stop()
        if self._scribe is not None:
            self._scribe.close()
        for lost in self._unsettled:
            lost.release()
        self._unsettled.clear()

    def restore(self, lost: Lost) -> bool:
        """Go on with lost work in this window; return whether it could be read."""
        from simulator.scenario.problems import ScenarioProblems
        from ui.dialogs import reading as pages

        found = lost.work.read()
        if found.scenario is None or self._scribe is None:
            name = lost.work.path or lost.work.title
            pages.problems_dialog(self._window, ScenarioProblems(name, found.problems)).open()
            return False
        path = Path(lost.work.path) if lost.work.path else None
        self._files.resume(found.scenario, path, lost.work.base)
        if found.remarks:
            self._notice.tell_all((f"{lost.work.title}: {found.remarks[0]}", *found.remarks[1:]))
        if not self._session.changed:  # it was saved after all
            lost.discard()
            return True
        try:
            self._scribe.note_now(found.scenario, path, lost.work.base)
        except OSError as error:
            self._unsettled.append(lost)
            self._tell(error.strerror or str(error))
        else:
            lost.discard()
        return True

    def _offer(self, lost: list[Lost]) -> None:
        from ui.dialogs.lost_work import LostWork

        LostWork(self._window, lost, self.restore).open()

    def _is_one_of_several(self) -> bool:
        """Return whether another window has already asked the user."""
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        return any(type(window) is type(self._window) and window is not self._window for window in shown)

    def _note(self) -> None:
        self._rescued = ()
        if self._scribe is None:
            return
        if self._session.changed:
            self._scribe.note(self._session.scenario, self._session.path, self._files.base)
        else:
            self._scribe.clear()

    def _tell(self, reason: str) -> None:
        if not self._told:
            self._told = True
            text = tr("What you set cannot be kept safe from a crash ({reason}). Save it now and then.")
            self._notice.tell(text.format(reason=reason))

    def _tell_unreadable(self, path: Path) -> None:
        text = tr("Unsaved work of an earlier window cannot be read; it was put aside as {path}.")
        self._notice.tell(text.format(path=path))

    def _watch(self) -> None:
        """Watch the file of the session, and no other."""
        path, watched = self._session.path, self._watcher.files()
        if path is not None and watched == [str(path)]:
            return
        if watched:
            self._watcher.removePaths(watched)
        if path is not None and path.exists():
            self._watcher.addPath(str(path))

    def _look_soon(self) -> None:
        self._later.start()

    def _look_again(self) -> None:
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)  # a file that was replaced is another one to the system
        self._watch()
        self._files.look_again()
