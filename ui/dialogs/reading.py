"""Pages that are read and closed: problems of a file, what this is, about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from simulator.disk import without_home
from simulator.version import program_version
from ui.look import wording
from ui.look.assets import asset
from ui.look.theme import PLAIN_POINTS
from ui.look.wording import tr
from ui.widgets.form import plain_label
from ui.widgets.reading_page import ReadingPage
from ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from simulator.scenario.problems import ScenarioProblems
    from simulator.scenario.value import Scenario


class Page(QDialog):
    """A heading, something to read, and a button to close it; what is too long for the screen is scrolled."""

    def __init__(self, parent: QWidget, title: str, width: int = 520) -> None:
        """Take the window over which it stands, its title, and its width in pixels where text has its plain size."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._width = width
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(22, 18, 22, 16)
        self._outer.setSpacing(10)
        self._outer.addWidget(plain_label(title, "title"))
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        self._scroll = Scrolled(self._body, QSize(200, 80))
        self._outer.addWidget(self._scroll, 1)
        self.close_button = QPushButton(tr("Close"))

    def pin(self, widget: QWidget) -> None:
        """Put something above what is scrolled."""
        self._outer.insertWidget(self._outer.indexOf(self._scroll), widget)

    def add(self, widget: QWidget) -> None:
        """Put something on the page."""
        self._column.addWidget(widget)

    def say(self, *paragraphs: str, rank: str = "") -> None:
        """Put paragraphs on the page."""
        for paragraph in paragraphs:
            self.add(plain_label(paragraph, rank))

    def finish(self, *buttons: QPushButton) -> Page:
        """Put buttons below everything, the one that closes it last, and return the page."""
        self._column.addStretch(1)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (*buttons, self.close_button):
            row.addWidget(button)
        self._outer.addLayout(row)
        return self

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that the page needs."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size for another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as wide as asked for and as high as needed, and leave what has no room on the screen to be scrolled."""
        room = self.screen().availableSize() - QSize(40, 60)
        width = min(round(self._width * self.font().pointSizeF() / PLAIN_POINTS), room.width())
        margins = self._outer.contentsMargins()
        inner = width - margins.left() - margins.right() - self._scroll.verticalScrollBar().sizeHint().width()
        chrome = self._outer.sizeHint().height() - self._scroll.sizeHint().height()
        self._body.ensurePolished()
        needed = self._column.totalHeightForWidth(inner) if self._column.hasHeightForWidth() else 0
        needed = max(needed, self._column.totalSizeHint().height() if needed <= 0 else 0)
        self.resize(width, min(chrome + needed + 4, room.height()))


def problems_page(parent: QWidget, found: ScenarioProblems) -> Page:
    """Return the page that lists everything that is wrong with a file."""
    page = Page(parent, tr("This scenario cannot be opened"), 640)
    count = len(found.problems)
    heading = tr("One thing is wrong:") if count == 1 else tr("{count} things are wrong:").format(count=count)
    page.say(without_home(found.source), rank="muted")
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


def scenario_files(parent: QWidget) -> Page:
    """Return the page on scenario files: how to write one by hand."""
    page = Page(parent, tr("Scenario files"), 860)
    text = ReadingPage(tr("Scenario files"))
    _, _, body = asset("scenario_files.md").read_text(encoding="utf-8").partition("\n")  # the title stands above
    text.show_markdown(body)
    text.setMinimumHeight(460)
    page.add(text)
    return page.finish()


def about_scenario(parent: QWidget, scenario: Scenario, introduction: str) -> Page:
    """Return the page that says what a scenario asks, and what its file tells whoever reads it."""
    page = Page(parent, scenario.title, 640)
    page.say(*(text for text in (scenario.question, scenario.description) if text and text not in introduction))
    for paragraph in introduction.split("\n\n"):
        if paragraph:
            page.say(paragraph)
    page.say(*([tr("By {author}").format(author=scenario.author)] if scenario.author else []), rank="muted")
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
            "deleted. Everything can be undone. Ctrl+K finds everything that can be done, F1 lists the keys."
        ),
        tr(
            "Points of capability are on a scale like that of chess ratings. "
            "Rest the pointer on a number for its definition."
        ),
    )
    page.say(f"{wording.caveat()}.", rank="muted")
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
