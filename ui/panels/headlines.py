"""The news of the month under the hand, and of the months before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ui import wording
from ui.clock import TEXT, Paced
from ui.models.measures import headline
from ui.wording import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.news import Item
    from simulator.world import World
    from ui.session import Session

_MOST = 24  # lines
_RANKS = {"measure": 0, "licence": 2, "launch": 3}  # what happens to a maker stands between measures and models
_FATES = ("listing", "retreat", "takeover", "blocked", "failure")
_MONTH = Qt.ItemDataRole.UserRole


class Headlines(QListWidget):
    """News, the latest on top; a line that is activated moves the hand to its month."""

    def __init__(self, session: Session) -> None:
        """Take the session whose month it shows."""
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("News"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setSpacing(1)
        self.itemActivated.connect(lambda item: session.move_hand(item.data(_MONTH)))
        self._shown: list[tuple[int, str]] = []
        self._paced = Paced(self, TEXT, self._refresh)
        for signal in (session.hand_moved, session.months_added, session.branch_changed):
            signal.connect(self._paced.ask)
        self._paced.ask()

    def _refresh(self) -> None:
        worlds = self._session.branch.worlds[: self._session.hand + 1]
        if len(worlds) <= self._session.hand:
            return  # not simulated yet; what stood here stays until it is
        news: list[tuple[int, str]] = []
        for world in reversed(worlds):
            news += [(world.month, line) for line in self.lines_of(world)]
            if len(news) >= _MOST:
                break
        if news == self._shown and self.count():
            self._emphasise()
            return
        self._shown = news
        self.clear()
        previous = -1
        for month, text in news:
            if month != previous:
                self._add(wording.month(month), month, heading=True)
            self._add(text, month, heading=False)
            previous = month
        if not news:
            self._add(tr("No news yet"), self._session.hand, heading=False)
        self._emphasise()

    def lines_of(self, world: World) -> list[str]:
        """Return the news of a month: decisions and fates first, new versions of known models in a line or two."""
        events = [item for item in world.news if item.kind != "release" and not self._is_told(item, world.news)]
        events.sort(key=lambda item: _RANKS.get(item.kind, 1))
        return [*(self._in_words(item) for item in events), *_new_versions(world)]

    def _is_told(self, item: Item, news: Sequence[Item]) -> bool:
        """Tell whether a measure that scripts what becomes of makers is told by what becomes of them."""
        if item.kind != "measure":
            return False
        measure = {each.id: each for each in self._session.scenario.measures}.get(item.subject)
        if measure is None or not measure.policy.survival:
            return False
        return any(other.kind in _FATES and other.subject in measure.aim().maker for other in news)

    def _in_words(self, item: Item) -> str:
        """Return a line of news; a measure is called as it is everywhere in the window."""
        known = {measure.id: measure for measure in self._session.scenario.measures}
        if item.kind != "measure" or item.subject not in known:
            return item.text
        measure = known[item.subject]
        return f"{tr(measure.policy.title)}. {headline(measure, self._session.scenario)}."

    def _add(self, text: str, month: int, *, heading: bool) -> None:
        item = QListWidgetItem(text)
        item.setData(_MONTH, month)
        font = item.font()
        font.setBold(heading)
        item.setFont(font)
        item.setToolTip("" if heading else tr("Enter moves the hand to {month}").format(month=wording.month(month)))
        self.addItem(item)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._emphasise()

    def _emphasise(self) -> None:
        """Let the news of other months recede."""
        palette = self.palette()
        for row in range(self.count()):
            item = self.item(row)
            now = item.data(_MONTH) == self._session.hand
            item.setForeground(palette.text() if now else palette.placeholderText())
        self.scrollToTop()


def _new_versions(world: World) -> list[str]:
    """Return the new versions of a month, those with open weights first."""
    names = [item.subject for item in world.news if item.kind == "release"]
    models = world.models
    rows = [row for row in range(len(models)) if str(models.id[row]) in names]
    lines = []
    for is_open, words in ((True, tr("New versions, open weights")), (False, tr("New versions, closed"))):
        told = [
            f"{models.name[row]} {wording.number(models.capability[row])}"
            for row in rows
            if models.open[row] == is_open
        ]
        if told:
            lines.append(tr("{words}: {models} points.").format(words=words, models=", ".join(told)))
    return lines
