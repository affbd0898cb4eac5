"""The command palette: everything that the window can do, found by a few letters and done by the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from simulator.disk import without_home
from simulator.policy import POLICIES
from simulator.scenario.library import shipped
from ui.look import wording
from ui.look.wording import tr
from ui.models.assumptions import assumptions
from ui.models.finding import likeness
from ui.panels.levers.levers import all_that_is_said
from ui.session.recent import recent_files
from ui.widgets.form import in_words, plain_label
from ui.window.table import entries, keys_in_words, menu_words, plain_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSettings

    from ui.window.main_window import MainWindow

_MOST_RECENT = 8
_OF_ASSUMPTIONS = 0.25  # there are two hundred of them, which would stand before scenarios and levers
_RECENT = "palette/recent"  # where the settings keep what was done last
_WIDTH, _ROWS = 70, 12  # in letters and in lines
_PLACE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Command:
    """Something that can be done: `id` is kept to remember it, `aside` is shown muted, `words` only help to find it."""

    id: str
    title: str
    aside: str
    do: Callable[[], object]
    keys: str = ""
    words: str = ""
    enabled: bool = True
    weight: float = 1.0  # how much it counts beside others that answer as well


def commands(window: MainWindow) -> list[Command]:
    """Return everything that can be done in a window: actions, panels, levers, charts, assumptions, futures, files."""
    return [
        *_actions(window),
        *_panels(window),
        *_levers(window),
        *_indicators(window),
        *_assumptions(window),
        *_futures(window),
        *_scenarios(window),
        *_recent_files(window),
    ]


def _actions(window: MainWindow) -> list[Command]:
    menus = {name: plain_words(words) for name, words in menu_words().items()}
    made = []
    for entry in entries():
        action = window.actions_by_id[entry.id]
        title = plain_words(action.text())
        aside = f"{menus[entry.menu]}. {entry.tip}" if entry.tip else menus[entry.menu]
        made.append(
            Command(
                f"action:{entry.id}",
                title,
                aside,
                action.trigger,
                keys_in_words(entry.keys),
                enabled=action.isEnabled(),
            )
        )
    return made


def _panels(window: MainWindow) -> list[Command]:
    words = tr("Show or hide: {panel}")
    return [
        Command(f"panel:{dock.objectName()}", words.format(panel=dock.windowTitle()), tr("Panel"), toggle.trigger)
        for dock in window.docks
        for toggle in (dock.toggleViewAction(),)
    ]


def _levers(window: MainWindow) -> list[Command]:
    made = []
    for name in POLICIES:
        policy = POLICIES[name]
        words = tr("Show: {lever}") if window.levers.row(name).is_on else tr("Add: {lever}")
        made.append(
            Command(
                f"lever:{name}",
                words.format(lever=tr(policy.title)),
                wording.actor(policy.actor),
                lambda name=name: window.pull_lever(name),  # type: ignore[misc]  # mypy asks for the default's type
                words=all_that_is_said(policy),
            )
        )
    return made


def _indicators(window: MainWindow) -> list[Command]:
    """Return what can be shown as a small chart, once charts have been imported."""
    if window.market.small is None:
        return []
    from ui.pages.live.small_charts import meaning, offered, title

    words = tr("Chart: {indicator}")
    return [
        Command(
            f"indicator:{name}",
            words.format(indicator=title(name)),
            meaning(name),
            lambda name=name: window.show_indicator(name),  # type: ignore[misc]  # as above
        )
        for name in offered()
    ]


def _assumptions(window: MainWindow) -> list[Command]:
    words = tr("Assume: {assumption}")
    return [
        Command(
            f"assumption:{each.path}",
            words.format(assumption=each.title),
            in_words(each.group),
            lambda path=each.path: window.show_assumption(path),  # type: ignore[misc]  # as above
            words=each.declared.help,
            weight=_OF_ASSUMPTIONS,
        )
        for each in assumptions()
    ]


def _futures(window: MainWindow) -> list[Command]:
    """Return what leads to a future that is kept, or to a bookmark."""
    kept = [
        Command(
            f"future:{branch.name}",
            tr("Show the future: {name}").format(name=branch.name),
            tr("Future"),
            lambda branch=branch: window.session.show_branch(branch),  # type: ignore[misc]  # as above
        )
        for branch in window.session.saved_branches
    ]
    marks = [
        Command(
            f"bookmark:{mark.month}",
            tr("Go to the bookmark: {name}").format(name=mark.words),
            wording.month(mark.month),
            lambda month=mark.month: window.go_to(month),  # type: ignore[misc]  # as above
        )
        for mark in window.bookmarks.all
    ]
    return [*kept, *marks]


def _scenarios(window: MainWindow) -> list[Command]:
    return [
        Command(
            f"scenario:{scenario.name}",
            tr("Open: {scenario}").format(scenario=scenario.title),
            scenario.question,
            lambda name=scenario.name: window.files.open(name),  # type: ignore[misc]
        )
        for scenario in shipped()
    ]


def _recent_files(window: MainWindow) -> list[Command]:
    return [
        Command(
            f"file:{path}",
            tr("Open: {scenario}").format(scenario=path.name),
            without_home(str(path)),
            lambda path=path: window.files.open(path),  # type: ignore[misc]
        )
        for path in recent_files(window.preferences.settings)
    ]


def ranked(known: Sequence[Command], typed: str, recent: Sequence[str]) -> list[Command]:
    """Return the commands that answer what was typed, the likeliest first; without a word all, what is recent first."""
    age = {name: place for place, name in enumerate(recent)}
    by_age = sorted(known, key=lambda command: age.get(command.id, len(age)))
    if not typed.strip():
        return by_age
    likely = [(command.weight * _likeness(typed, command), command) for command in by_age]
    return [command for score, command in sorted(likely, key=lambda each: -each[0]) if score > 0.0]


def _likeness(typed: str, command: Command) -> float:
    return likeness(typed, command.title, f"{command.aside} {command.words}")


class Palette(QDialog):
    """A line to type in, and what it finds; the keyboard never leaves the line."""

    def __init__(self, window: QWidget, known: Sequence[Command], settings: QSettings) -> None:
        """Take the window over which it stands, what can be done, and where is kept what was done last."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find a command"))
        self._known, self._settings = known, settings
        self._recent = str(settings.value(_RECENT, "")).splitlines()
        self._found: list[Command] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Type what you want to do, a lever, a scenario"))
        self.line.setAccessibleName(tr("Find a command"))
        self.line.textChanged.connect(self._seek)
        self.line.installEventFilter(self)
        self.listing = QListWidget()
        self.listing.setAccessibleName(tr("Commands found"))
        self.listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.listing.setUniformItemSizes(True)
        self.listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listing.setItemDelegate(_Lines(self.listing))
        self.listing.itemClicked.connect(lambda _: self.do_current())
        self.listing.currentRowChanged.connect(self._tell)
        self._nothing = plain_label(tr("Nothing that can be done is called like that."), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.line)
        layout.addWidget(self.listing, 1)
        layout.addWidget(self._nothing)
        hint = tr("Arrow keys choose, Enter does it, Escape closes")
        layout.addWidget(plain_label(hint, "caveat"))
        self.line.setFocus()
        self._seek("")
        self._fit(window)

    @property
    def found(self) -> tuple[Command, ...]:
        """Return what is listed."""
        return tuple(self._found)

    def do_current(self) -> None:
        """Close, remember what is chosen, and do it."""
        row = self.listing.currentRow()
        if row < 0 or not self._found[row].enabled:
            return
        chosen = self._found[row]
        recent = [chosen.id, *(name for name in self._recent if name != chosen.id)]
        self._settings.setValue(_RECENT, "\n".join(recent[:_MOST_RECENT]))
        self.accept()
        chosen.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and page keys choose, and Enter do, while the line is being typed in."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _MOVES:
            QApplication.sendEvent(self.listing, event)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.do_current()
            return True
        return False

    def _seek(self, typed: str) -> None:
        self._found = ranked(self._known, typed, self._recent)
        self.listing.clear()
        for place, command in enumerate(self._found):
            item = QListWidgetItem(command.title)
            item.setData(_PLACE, (command.aside, command.keys))
            spoken = ", ".join(part for part in (command.title, command.aside, command.keys) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            if not command.enabled:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.listing.insertItem(place, item)
        first = next((place for place, command in enumerate(self._found) if command.enabled), -1)
        self.listing.setCurrentRow(first)
        self.listing.setVisible(bool(self._found))
        self._nothing.setVisible(not self._found)

    def _tell(self, row: int) -> None:
        """Let a screen reader, which stays in the line, know what Enter would do."""
        self.line.setAccessibleDescription(self._found[row].title if 0 <= row < len(self._found) else "")

    def _fit(self, window: QWidget) -> None:
        letters, line = self.fontMetrics().horizontalAdvance("x"), self.listing.sizeHintForRow(0)
        width = min(_WIDTH * letters, window.width() - 40)
        height = min((_ROWS + 4) * line, window.height() - 80)
        self.resize(width, height)
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 50)))


class _Lines(QStyledItemDelegate):
    """Paints a command: its title, muted what it belongs to, and at the end its keys."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a line."""
        line = QStyleOptionViewItem(option)
        self.initStyleOption(line, index)
        aside, keys = index.data(_PLACE)
        title, line.text = line.text, ""
        line.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, line, painter, line.widget)
        chosen = bool(line.state & QStyle.StateFlag.State_Selected)
        enabled = bool(line.state & QStyle.StateFlag.State_Enabled)
        group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
        plain, muted = (
            line.palette.color(group, role)
            for role in (
                (QPalette.ColorRole.HighlightedText,) * 2
                if chosen
                else (QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText)
            )
        )
        gap = line.fontMetrics.horizontalAdvance("xx")
        room = line.rect.adjusted(gap // 2, 0, -gap // 2, 0)
        painter.save()
        painter.setFont(line.font)
        painter.setPen(muted)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        room.setRight(room.right() - (line.fontMetrics.horizontalAdvance(keys) + gap if keys else 0))
        painter.setPen(plain)
        used = _written(painter, room, title)
        room.setLeft(room.left() + used + gap)
        if room.width() > 4 * gap:
            painter.setPen(muted)
            _written(painter, room, aside)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a line of text with some space."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), round(option.fontMetrics.height() * 1.6))


def _written(painter: QPainter, room: QRect, text: str) -> int:
    """Write a text, elided to the room that it has, and return its width."""
    metrics = painter.fontMetrics()
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    return metrics.horizontalAdvance(words)
