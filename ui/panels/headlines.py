"""The news of the month under the hand and of the months before it; a search covers all months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.look import wording
from ui.look.clock import TEXT, Paced
from ui.look.wording import tr
from ui.models.measures import names_in_words
from ui.models.news import TOPICS, Story, in_lines, stories, topic_in_words
from ui.widgets.field_keys import FieldKeys
from ui.widgets.names_choice import NamesChoice

if TYPE_CHECKING:
    from simulator.world import World
    from ui.session.session import Session

_MOST = 24  # lines without a search
_MOST_FOUND = 300
_LEAD = 70  # ms; not in the same frame as the key figures
_MONTH = Qt.ItemDataRole.UserRole


class Headlines(QWidget):
    """News, the latest on top; a click or Enter moves the hand to the month of a line."""

    def __init__(self, session: Session) -> None:
        """List the news of a session's months."""
        super().__init__()
        self._session = session
        self.line = self._build_line()
        self.topics = NamesChoice(tr("Kinds"), {topic: topic_in_words(topic) for topic in TOPICS}, (), tr("All kinds"))
        self.makers = NamesChoice(tr("Makers"), {}, ())
        self.list = _Lines()
        self._boxes = QHBoxLayout()
        self._lay_out()
        self._shown: list[tuple[int, str]] = []
        self._cast: dict[str, str] = {}
        self._paced = Paced(self, TEXT, self._refresh, lead=_LEAD)
        self._name_makers()
        self._connect()
        self._paced.ask()

    def _build_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(tr("Search the news"))
        line.setAccessibleName(tr("Search the news"))
        line.setToolTip(tr("Words of the news of any month"))
        line.setClearButtonEnabled(True)
        FieldKeys(line, line)
        return line

    def _lay_out(self) -> None:
        self._boxes.setSpacing(4)
        self._boxes.addWidget(self.topics)
        self._boxes.addWidget(self.makers)
        above = QVBoxLayout()
        above.setContentsMargins(6, 0, 6, 2)
        above.setSpacing(4)
        above.addWidget(self.line)
        above.addLayout(self._boxes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)

    def _connect(self) -> None:
        session = self._session
        self.topics.names_changed.connect(self._paced.ask)
        self.line.textChanged.connect(self._paced.ask)
        self.list.itemActivated.connect(self._go_to)
        self.list.itemClicked.connect(self._go_to)
        session.begun.connect(self._search_nothing)
        session.scenario_changed.connect(self._name_makers)
        for signal in (
            session.hand_moved,
            session.simulation.months_added,
            session.branch_changed,
            session.future_covered,
        ):
            signal.connect(self._paced.ask)

    @property
    def sought(self) -> bool:
        """Return whether the user searches for some news."""
        return bool(self.line.text().strip() or _names(self.topics) or _names(self.makers))

    def lines_of(self, world: World) -> list[str]:
        """Return the lines about a month that match the search."""
        return [story.text for story in self._wanted(world)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the search at Escape."""
        if event.key() == Qt.Key.Key_Escape and self.sought:
            self._search_nothing()
        else:
            super().keyPressEvent(event)

    def _search_nothing(self) -> None:
        self.line.clear()
        for choice in (self.topics, self.makers):
            choice.show_names(())
        self._paced.ask()

    def _name_makers(self) -> None:
        """Offer the makers of the scenario on show."""
        cast = names_in_words("maker", self._session.scenario)
        if cast != self._cast:
            self._cast, old = cast, self.makers
            self.makers = NamesChoice(tr("Makers"), cast, (), tr("All makers"))
            self.makers.names_changed.connect(self._paced.ask)
            self._boxes.replaceWidget(old, self.makers)
            old.setParent(None)
            old.deleteLater()
        self._paced.ask()

    def _wanted(self, world: World) -> list[Story]:
        makers, topics = _names(self.makers), _names(self.topics)
        found = stories(world, self._session.scenario)
        found = [story for story in found if story.makers & makers] if makers else in_lines(found, world)
        words = self.line.text().casefold().split()
        return [
            story
            for story in found
            if (not topics or story.topic in topics) and all(word in story.text.casefold() for word in words)
        ]

    def _refresh(self) -> None:
        session = self._session
        if len(session.branch.worlds) <= session.hand:
            return  # not simulated yet; what stood here stays until it is
        news = self._found()
        if news != self._shown or not self.list.count():
            self._shown = news
            nothing = tr("Nothing found") if self.sought else tr("No news yet")
            self.list.show_lines(news, nothing, session.hand)
        self.list.emphasise(session.hand)

    def _found(self) -> list[tuple[int, str]]:
        """Return the lines to list with their months, the latest first: a search covers all months that may be seen."""
        session, most = self._session, _MOST_FOUND if self.sought else _MOST
        everything = self.sought and not session.future_hidden
        worlds = session.branch.worlds if everything else session.branch.worlds[: session.hand + 1]
        news: list[tuple[int, str]] = []
        for world in reversed(worlds):
            news += [(world.month, line) for line in self.lines_of(world)]
            if len(news) >= most:
                break
        return news

    def _go_to(self, item: QListWidgetItem) -> None:
        self._session.move_hand(item.data(_MONTH))


class _Lines(QListWidget):
    """Lines under their months."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("News"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setSpacing(1)
        self._hand = 0

    def show_lines(self, news: list[tuple[int, str]], nothing: str, hand: int) -> None:
        """Show lines with their months, or that there are none."""
        self.clear()
        previous = -1
        for month, text in news:
            if month != previous:
                self._add(wording.month(month), month, heading=True)
            self._add(text, month, heading=False)
            previous = month
        if not news:
            self._add(nothing, hand, heading=False)

    def emphasise(self, hand: int) -> None:
        """Fade the news of other months, and scroll to those of the month under the hand, or the last before it."""
        self._hand = hand
        palette, first = self.palette(), None
        for row in range(self.count()):
            item = self.item(row)
            month = item.data(_MONTH)
            item.setForeground(palette.text() if month == hand else palette.placeholderText())
            if first is None and month <= hand:
                first = item
        if first is not None:
            self.scrollToItem(first, QAbstractItemView.ScrollHint.PositionAtTop)

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.emphasise(self._hand)

    def _add(self, text: str, month: int, *, heading: bool) -> None:
        item = QListWidgetItem(text)
        item.setData(_MONTH, month)
        font = item.font()
        font.setBold(heading)
        item.setFont(font)
        words = tr("A click or Enter moves the hand to {month}").format(month=wording.month(month))
        item.setToolTip("" if heading else words)
        self.addItem(item)


def _names(choice: NamesChoice) -> set[str]:
    """Return what is chosen, nothing if everything is."""
    return set(choice.chosen) - {"*"}
