"""Bookmarks: months that the user marks and may name, to come back to.

They belong to whoever looks, not to the scenario: they are kept with the window's own settings, one list for each file,
and go with the scenario when it is saved under another name. Setting, naming and removing one are steps of undo, and
leave nothing to save.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QUndoCommand

from ui.look import wording
from ui.look.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.session.session import Session

_KEY = "bookmarks"
_MOST_FILES = 200  # whose bookmarks are remembered


class Bookmark(NamedTuple):
    """A month to come back to; without a name of its own it is called by its month."""

    month: int
    name: str = ""

    @property
    def words(self) -> str:
        """Return what it is called."""
        return self.name or wording.month(self.month)


class ReplaceBookmark(QUndoCommand):
    """Puts another bookmark, or none, at a month, and on undo what was there before."""

    def __init__(
        self,
        text: str,
        month: int,
        before: Bookmark | None,
        after: Bookmark | None,
        replace: Callable[[int, Bookmark | None], None],
    ) -> None:
        """Take the month, what is marked there before and after, and what replaces it."""
        super().__init__(text)
        self._month, self._before, self._after, self._replace = month, before, after, replace

    def redo(self) -> None:
        """Put the new one there."""
        self._replace(self._month, self._after)

    def undo(self) -> None:
        """Put the old one back."""
        self._replace(self._month, self._before)


class Bookmarks(QObject):
    """The bookmarks of the scenario on show, by month."""

    changed = Signal()

    def __init__(self, session: Session, store: QSettings) -> None:
        """Take the session whose months are marked, and where marks are kept."""
        super().__init__(session)
        self._session, self._store = session, store
        self._opened, self._file = session.opened, self._name_of_file()
        self._all = self._remembered().get(self._file, ())
        session.file_changed.connect(self._follow)

    @property
    def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks in order."""
        return self._all

    def at(self, month: int) -> Bookmark | None:
        """Return the bookmark of a month."""
        return next((mark for mark in self._all if mark.month == month), None)

    def toggle(self, month: int) -> None:
        """Mark a month, or take its mark away."""
        here = self.at(month)
        words = tr("Set a bookmark in {month}") if here is None else tr("Remove the bookmark in {month}")
        self._replace_as_step(words, month, Bookmark(month) if here is None else None)

    def rename(self, month: int, name: str) -> None:
        """Mark a month under a name."""
        self._replace_as_step(tr("Name the bookmark in {month}"), month, Bookmark(month, name.strip()))

    def after(self, month: int) -> Bookmark | None:
        """Return the first bookmark after a month."""
        return next((mark for mark in self._all if mark.month > month), None)

    def before(self, month: int) -> Bookmark | None:
        """Return the last bookmark before a month."""
        return next((mark for mark in reversed(self._all) if mark.month < month), None)

    def _replace_as_step(self, words: str, month: int, mark: Bookmark | None) -> None:
        before = self.at(month)
        if mark != before:
            text = words.format(month=wording.month(month))
            self._session.steps.take(ReplaceBookmark(text, month, before, mark, self._replace))

    def _replace(self, month: int, mark: Bookmark | None) -> None:
        present = self._remembered().get(self._file, ())  # another window may have marked something meanwhile
        others = [other for other in present if other.month != month]
        self._all = tuple(sorted([*others, *([] if mark is None else [mark])]))
        self._remember()
        self.changed.emit()

    def _follow(self) -> None:
        """Show the marks of another scenario, or take the present ones along to another file."""
        file = self._name_of_file()
        if self._session.opened is not self._opened:
            self._opened, self._file = self._session.opened, file
            self._all = self._remembered().get(file, ())
            self.changed.emit()
        elif file != self._file:
            self._file = file
            self._remember()

    def _name_of_file(self) -> str:
        path = self._session.path
        return str(path.absolute()) if path is not None else self._session.opened.title

    def _remembered(self) -> dict[str, tuple[Bookmark, ...]]:
        """Return what was kept; a text that is none of ours counts as nothing."""
        try:
            kept = json.loads(str(self._store.value(_KEY, "{}")))
            return {
                str(file): tuple(sorted(Bookmark(int(month), str(name)) for month, name in marks))
                for file, marks in kept.items()
            }
        except (ValueError, TypeError, AttributeError):
            return {}

    def _remember(self) -> None:
        kept = self._remembered()
        kept.pop(self._file, None)
        if self._all:
            kept[self._file] = self._all  # the last of all, so that it is forgotten last
        newest = list(kept.items())[-_MOST_FILES:]
        self._store.setValue(_KEY, json.dumps({file: [list(mark) for mark in marks] for file, marks in newest}))
