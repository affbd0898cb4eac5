"""Pages that are read and closed: problems of a file, what this is, shortcuts, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from simulator.version import program_version
from ui import wording
from ui.actions import MENUS, entries, shown_keys
from ui.form import plain_label
from ui.wording import tr

if TYPE_CHECKING:
    from simulator.scenario.problems import ScenarioProblems


class Page(QDialog):
    """A heading, something to read, and a button to close it."""

    def __init__(self, parent: QWidget, title: str, width: int = 520) -> None:
        """Take the window over which it stands, and its title."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(width)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(22, 18, 22, 16)
        self._layout.setSpacing(10)
        self._layout.addWidget(plain_label(title, "title"))

    def add(self, widget: QWidget) -> None:
        """Put something on the page."""
        self._layout.addWidget(widget)

    def say(self, *paragraphs: str, rank: str = "") -> None:
        """Put paragraphs on the page."""
        for paragraph in paragraphs:
            self.add(plain_label(paragraph, rank))

    def finish(self) -> Page:
        """Put the button below everything, and return the page."""
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        self._layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        return self


def problems_page(parent: QWidget, found: ScenarioProblems) -> Page:
    """Return the page that lists everything that is wrong with a file."""
    page = Page(parent, tr("This scenario cannot be opened"), 640)
    count = len(found.problems)
    heading = tr("One thing is wrong:") if count == 1 else tr("{count} things are wrong:").format(count=count)
    page.say(found.source, rank="muted")
    page.say(heading)
    listing = QListWidget()
    listing.setAccessibleName(tr("Problems"))
    listing.setWordWrap(True)
    listing.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    listing.setMinimumHeight(min(320, 40 + 36 * count))
    for problem in found.problems:
        listing.addItem(str(problem))
    page.add(listing)
    page.say(tr("What was open before is still open."), rank="muted")
    return page.finish()


def what_this_is(parent: QWidget) -> Page:
    """Return the page that says what the window shows and how to begin."""
    page = Page(parent, tr("What this is"))
    page.say(
        tr(
            "Shakeout simulates the market in AI models month by month, from September 2023 to December 2035: "
            "makers train and release models, clouds host them, and thousands of enterprises choose what to use."
        ),
        tr(
            "On the left are levers: what governments and firms can do. Move one, and it becomes a dated measure on "
            "the timeline from the month under the hand on. The market from there is simulated anew. The dashed lines "
            "are the market as it was before your change, so the difference is what your decision alone did."
        ),
        tr(
            "Drag the month slider to rewind. Press Space to play. Bars on the timeline can be dragged, stretched and "
            "deleted. Everything can be undone."
        ),
        tr(
            "Points of capability are on a scale like that of chess ratings. "
            "Rest the pointer on a number for its definition."
        ),
    )
    page.say(f"{wording.caveat()}.", rank="muted")
    return page.finish()


def shortcuts_page(parent: QWidget) -> Page:
    """Return the page that lists the keys."""
    page = Page(parent, tr("Keyboard shortcuts"), 600)
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(3)
    listed = [
        (menu, entry.text.replace("&", "").rstrip("…"), shown_keys(entry))
        for menu in MENUS
        for entry in entries()
        if entry.menu == menu and entry.keys
    ]
    rows = [(words, keys) for _, words, keys in listed] + [
        (tr("Choose a measure on the timeline"), tr("Arrow keys")),
        (tr("Move it, its start, its end by a month"), tr("Shift, Alt, Ctrl + arrow keys")),
        (tr("Move the hand in a chart"), tr("Arrow keys, page keys")),
    ]
    half = (len(rows) + 1) // 2
    for place, (words, keys) in enumerate(rows):
        column = 0 if place < half else 2
        grid.addWidget(plain_label(words), place % half, column)
        grid.addWidget(plain_label(keys, "muted"), place % half, column + 1)
    page.add(table)
    return page.finish()


def about(parent: QWidget) -> Page:
    """Return the page that says what version this is and what to make of it."""
    page = Page(parent, tr("About Shakeout"))
    page.say(tr("Shakeout {version}: a laboratory for the market in AI models.").format(version=program_version()))
    page.say(f"{wording.caveat()}.")
    page.say(
        tr(
            "Makers, clouds and policies carry real names so that the market can be recognised; what happens to them "
            "after January 2026 follows from the rules of the model and from what you choose."
        ),
        tr("Free software under the MIT licence."),
        rank="muted",
    )
    return page.finish()
