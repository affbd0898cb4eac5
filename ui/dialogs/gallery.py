"""The gallery: scenarios by the question that they ask, each with a small picture of what becomes of it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from simulator.disk import without_home
from simulator.experiment.quantities import HEADLINES
from simulator.scenario.library import load, shipped
from simulator.scenario.problems import ScenarioProblems
from ui.charts.pictures import LINES, SIZE, Pictures
from ui.dialogs.reading import Page
from ui.look import wording
from ui.look.wording import tr
from ui.session.recent import recent_files
from ui.widgets.form import plain_label, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from simulator.scenario.value import Scenario
    from ui.look.settings import Preferences
    from ui.look.theme import Theme

_PLACE = Qt.ItemDataRole.UserRole  # name of a scenario that ships, or path of a file
_WORDS = Qt.ItemDataRole.UserRole + 1  # what a search looks at
_ENDING = "*.toml"
_MOST_FILES = 60  # of a folder, the latest first
_WIDE, _TALL = 860, 560


class _Cards(QListWidget):
    """Scenarios as cards: picture, title, question."""

    chosen = Signal(object)  # name or path

    def __init__(self, name: str, empty: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("quiet", True)
        self.setIconSize(SIZE)
        self.setWordWrap(True)
        self.setSpacing(6)
        self.setUniformItemSizes(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._empty = empty
        self._keys: dict[str, list[QListWidgetItem]] = {}
        self.itemActivated.connect(lambda item: self.chosen.emit(item.data(_PLACE)))

    def add_scenario(self, place: object, scenario: Scenario, where: str, key: str, picture: QImage | None) -> None:
        """Add a card; its picture may come later."""
        said = "\n".join(part for part in (scenario.title, scenario.question, where) if part)
        item = QListWidgetItem(said)
        item.setData(_PLACE, place)
        item.setData(_WORDS, f"{said} {scenario.description}".casefold())
        item.setToolTip(plain_tip(scenario.description))
        self.addItem(item)
        self._keys.setdefault(key, []).append(item)
        self.show_picture(key, picture)

    def show_picture(self, key: str, picture: QImage | None) -> None:
        """Show a picture on the cards that wait for it, an empty one until there is one."""
        for item in self._keys.get(key, []):
            shown = QPixmap(SIZE) if picture is None else QPixmap.fromImage(picture)
            if picture is None:
                shown.fill(Qt.GlobalColor.transparent)
            icon = QIcon(shown)
            icon.addPixmap(shown, QIcon.Mode.Selected)  # else Qt tints what is selected
            item.setIcon(icon)

    def say_if_empty(self) -> None:
        """Say why there is no card."""
        if self.count() == 0:
            item = QListWidgetItem(self._empty)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)

    def narrow(self, words: str) -> None:
        """Show the cards that have the words."""
        for place in range(self.count()):
            item = self.item(place)
            item.setHidden(words.casefold() not in str(item.data(_WORDS) or ""))
        shown = [place for place in range(self.count()) if not self.item(place).isHidden()]
        if shown and self.currentRow() not in shown:
            self.setCurrentRow(shown[0])


class Gallery(Page):
    """Scenarios that ship, those in the user's folder, and those opened last."""

    chosen = Signal(object)  # name or path

    def __init__(self, parent: QWidget, preferences: Preferences, pictures: Pictures | None = None) -> None:
        """Take the window over which it stands, the user's folder and recent files, and who makes pictures."""
        super().__init__(parent, tr("Scenarios"), _WIDE)
        self._preferences = preferences
        self.pictures = pictures or Pictures(preferences.theme, parent=self)
        self.pictures.setParent(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search questions and titles"))
        self.search.setAccessibleName(tr("Search scenarios"))
        self.search.setClearButtonEnabled(True)
        self.shipped = _Cards(tr("Scenarios that ship"), "")
        self.folder = _Cards(
            tr("Scenarios in your folder"), tr("There is no scenario in {folder}.").format(folder=self._folder_words())
        )
        self.recent = _Cards(tr("Scenarios opened last"), tr("No file has been opened yet."))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Where scenarios come from"))
        self.tabs.tabBar().setAccessibleName(tr("Where scenarios come from"))
        self.tabs.addTab(self.shipped, tr("By question"))
        self.tabs.addTab(self.folder, tr("Your folder"))
        self.tabs.addTab(self.recent, tr("Opened last"))
        self.tabs.setMinimumHeight(_TALL - 160)
        self.pin(self.search)
        self.add(self.tabs)
        self.add(_legend(preferences.theme))
        self.open_button = QPushButton(tr("Open"))
        self.open_button.clicked.connect(self._open_current)
        self.finish(self.open_button)
        self.open_button.setDefault(True)
        self._waiting: list[tuple[_Cards, str | Path]] = []
        self._filling = QTimer(self)
        self._filling.timeout.connect(self._fill)
        self._list_places()
        self.search.textChanged.connect(self._narrow)
        self.pictures.made.connect(self._show_picture)
        for cards in self._all():
            cards.chosen.connect(self._choose)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first card."""
        super().showEvent(event)
        self.shipped.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Make no more pictures."""
        self.pictures.stop()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Make no more pictures."""
        self.pictures.stop()
        super().done(result)

    @property
    def complete(self) -> bool:
        """Tell whether every scenario has its card."""
        return not self._filling.isActive()

    def _all(self) -> tuple[_Cards, ...]:
        return self.shipped, self.folder, self.recent

    def _list_places(self) -> None:
        """Find out which scenarios there are; each is read when the window has time for it."""
        recent = recent_files(self._preferences.settings)
        self._waiting = [
            *((self.shipped, one.name) for one in shipped()),
            *((self.folder, path) for path in _latest(self._preferences.folder)),
            *((self.recent, path) for path in recent),
        ]
        self._filling.start()

    def _fill(self) -> None:
        """Read one scenario and add its card."""
        if self._waiting:
            cards, place = self._waiting.pop(0)
            with suppress(
                ScenarioProblems
            ):  # not every TOML file is a scenario; opening one says what is wrong with it
                self._add(cards, place, load(place), without_home(str(place)) if isinstance(place, Path) else "")
                cards.narrow(self.search.text().strip())
            if cards.count() == 1:
                cards.setCurrentRow(0)
            return
        self._filling.stop()
        for cards in self._all():
            cards.say_if_empty()

    def _add(self, cards: _Cards, place: str | Path, scenario: Scenario, where: str) -> None:
        cards.add_scenario(place, scenario, where, *self.pictures.find(scenario))

    def _show_picture(self, key: str) -> None:
        for cards in self._all():
            cards.show_picture(key, self.pictures.known(key))

    def _narrow(self, words: str) -> None:
        for cards in self._all():
            cards.narrow(words.strip())

    def _open_current(self) -> None:
        """Open the scenario that is selected, if one is."""
        cards = self._all()[self.tabs.currentIndex()]
        if cards.currentRow() < 0 or cards.currentItem().isHidden():
            return
        place = cards.currentItem().data(_PLACE)
        if place is not None:
            self._choose(place)

    def _choose(self, place: object) -> None:
        self.accept()
        self.chosen.emit(place)

    def _folder_words(self) -> str:
        return without_home(str(self._preferences.folder))


def _latest(folder: Path) -> list[Path]:
    """Return the scenario files of a folder, the latest first."""
    changed = {path: _changed_at(path) for path in folder.glob(_ENDING) if path.is_file()}
    return sorted(changed, key=lambda path: -changed[path])[:_MOST_FILES]


def _changed_at(path: Path) -> float:
    """Return when a file was last changed, 0 where it is gone by now."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _legend(theme: Theme) -> QWidget:
    """Return what the pictures show: each line's colour with its name."""
    legend = QWidget()
    layout = QVBoxLayout(legend)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(plain_label(tr("Chinese share of use; dashed: in the base market"), "muted"))
    lines = QHBoxLayout()
    layout.addLayout(lines)
    for one in (one for one in HEADLINES if one.name in LINES):
        swatch = QPixmap(14, 4)
        swatch.fill(theme.colour(LINES[one.name]))
        sample = QLabel()
        sample.setPixmap(swatch)
        name = plain_label(wording.place(dict(one.labels)["region"]))
        name.setWordWrap(False)
        lines.addWidget(sample)
        lines.addWidget(name)
        lines.addSpacing(10)
    lines.addStretch(1)
    return legend
