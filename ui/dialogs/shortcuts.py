"""The sheet of keys: every action and how the keyboard reaches it, generated from the table of actions."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.reading import Page
from ui.look.wording import tr
from ui.models.presenting import acts
from ui.widgets.form import plain_label
from ui.window.table import MENUS, entries, keys_in_words, menu_keys, menu_words, plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence


_Part = TypeVar("_Part")
_SHEET_POINTS = 7.5  # size of type on the printed sheet
_LEAST_POINTS = 6.0  # smaller type cannot be read


class Key(NamedTuple):
    """What can be done, and by which keys."""

    words: str
    keys: str


def sections() -> dict[str, list[Key]]:
    """Return all keys by menu; an action without keys of its own is reached through its menu."""
    menus = menu_words()
    found = {
        plain_words(menus[menu]): [
            Key(plain_words(entry.text), keys_in_words(entry.keys) if entry.keys else menu_keys(entry))
            for entry in entries()
            if entry.menu == menu
        ]
        for menu in MENUS
    }
    found[tr("On the timeline")] = [
        Key(tr("Choose a measure"), tr("Up, Down")),
        Key(tr("Move it by a month, by a year"), tr("Left, Right, Page Up, Page Down")),
        Key(tr("Move its end"), tr("Shift + the same")),
        Key(tr("Move its start"), tr("Alt + the same")),
        Key(tr("Let it grow over more or fewer months"), tr("Ctrl + the same")),
        Key(tr("Announce it earlier or later"), tr("Ctrl+Shift + the same")),
        Key(tr("Move the hand to it"), tr("Enter")),
        Key(tr("In the news: to the next or last flag"), tr("Left, Right")),
        Key(tr("Choose a future, show it"), tr("Up, Down, Enter")),
        Key(tr("Compare with it, rename it, delete it"), tr("C, F2, Delete")),
    ]
    found[tr("In a chart")] = [
        Key(tr("Move the hand by a month"), tr("Left, Right")),
        Key(tr("Move the hand by a year"), tr("Page Up, Page Down")),
        Key(tr("To the first or last month"), tr("Home, End")),
        Key(tr("Let the series above or below stand out, or none"), tr("Up, Down, Escape")),
        Key(tr("Turn it into its table, and back"), tr("T")),
        Key(tr("Move a small chart"), tr("Alt+Left, Alt+Right")),
    ]
    found[tr("While presenting")] = [Key(act.words, keys_in_words(act.keys)) for act in acts()]
    found[tr("Everywhere")] = [
        Key(tr("To the next or previous control"), tr("Tab, Shift+Tab")),
        Key(tr("Tick a box, press a button"), tr("Space")),
        Key(tr("Open the menus"), tr("F10 or Alt")),
    ]
    return found


class Shortcuts(Page):
    """All keys in two columns, a line to search them, and a sheet to print."""

    def __init__(self, parent: QWidget) -> None:
        """Take the window over which it stands."""
        super().__init__(parent, tr("Keyboard shortcuts"), 720)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search"))
        self.line.setAccessibleName(tr("Search the shortcuts"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._seek)
        self.pin(self.line)
        self.line.setFocus()
        self._sections = [_Section(title, keys) for title, keys in sections().items()]
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 8, 0)
        columns.setSpacing(28)
        for part in _halves(self._sections, _lines()):
            column = QVBoxLayout()
            column.setSpacing(12)
            for section in part:
                column.addWidget(section)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.add(content)
        self._nothing = plain_label(tr("No shortcut is called like that."), "muted")
        self._nothing.hide()
        self.add(self._nothing)
        printed = QPushButton(tr("Save as PDF…"))
        printed.setAutoDefault(False)
        printed.clicked.connect(self._ask_where)
        self.finish(printed)

    @property
    def shown(self) -> list[Key]:
        """Return the keys that are on show."""
        return [key for section in self._sections for key in section.shown]

    def _seek(self, typed: str) -> None:
        for section in self._sections:
            section.seek(typed.casefold().split())
        self._nothing.setVisible(not self.shown)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, tr("Save the shortcuts"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF (*.pdf)"))
        dialog.setDefaultSuffix(".pdf")
        dialog.selectFile(str(Path.home() / "shakeout_shortcuts.pdf"))
        dialog.fileSelected.connect(lambda path: write_sheet(Path(path)))
        dialog.open()


class _Section(QWidget):
    """The keys of one menu under its name."""

    def __init__(self, title: str, keys: list[Key]) -> None:
        super().__init__()
        self._title, self._keys = title, keys
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.addWidget(plain_label(title, "heading"), 0, 0, 1, 2)
        self._rows: list[tuple[Key, tuple[QLabel, QLabel]]] = []
        for row, key in enumerate(keys, start=1):
            labels = plain_label(key.words), plain_label(key.keys, "muted")
            labels[1].setWordWrap(False)
            labels[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            for column, label in enumerate(labels):
                grid.addWidget(label, row, column)
            self._rows.append((key, labels))
        self._sought: list[str] = []

    @property
    def shown(self) -> list[Key]:
        """Return the keys that speak of what is sought."""
        title = self._title.casefold()
        return [
            key
            for key in self._keys
            if all(word in f"{title} {key.words} {key.keys}".casefold() for word in self._sought)
        ]

    def seek(self, words: list[str]) -> None:
        """Show only the keys that speak of some words."""
        self._sought = words
        shown = self.shown
        for key, labels in self._rows:
            for label in labels:
                label.setVisible(key in shown)
        self.setVisible(bool(shown))


def sheet(width: float, points: float = _SHEET_POINTS) -> QTextDocument:
    """Return the keys as a document of two columns for a page of some width in points, in type of some size."""
    columns = "".join(
        f"<td width='50%' style='padding-right: 14px'>{''.join(map(_section_in_html, part))}</td>"
        for part in _halves([*sections().items()], _lines())
    )
    document = QTextDocument()
    font = QFont(document.defaultFont())
    font.setPointSizeF(points)
    document.setDefaultFont(font)  # a style sheet's size does not reach into tables
    document.setDefaultStyleSheet("h3 { margin: 6px 0 1px 0 }")
    heading = escape(tr("Shakeout: keyboard shortcuts"))
    document.setHtml(f"<body><h2>{heading}</h2><table width='100%'><tr>{columns}</tr></table></body>")
    document.setTextWidth(width)
    return document


def write_sheet(path: Path) -> None:
    """Write the keys on one page of A4, in type that lets them fit."""
    writer = QPdfWriter(str(path))
    writer.setTitle(tr("Shakeout: keyboard shortcuts"))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(15.0, 12.0, 15.0, 12.0), QPageLayout.Unit.Millimeter)
    room = writer.pageLayout().paintRect(QPageLayout.Unit.Point).size()
    points = _SHEET_POINTS
    document = sheet(room.width())
    document.setPageSize(QSizeF(room))
    while document.pageCount() > 1 and points > _LEAST_POINTS:
        points -= 0.25
        document = sheet(room.width(), points)
        document.setPageSize(QSizeF(room))
    document.print_(writer)


def _section_in_html(section: tuple[str, list[Key]]) -> str:
    title, keys = section
    rows = "".join(f"<tr><td>{escape(key.words)}</td><td align='right'>{escape(key.keys)}</td></tr>" for key in keys)
    return f"<h3>{escape(title)}</h3><table width='100%' cellspacing='1'>{rows}</table>"


def _halves(parts: Sequence[_Part], lines: Sequence[int]) -> tuple[Sequence[_Part], Sequence[_Part]]:
    """Return what stands in the left column and in the right one, so that the longer of both is short."""
    ends = [sum(lines[:place]) for place in range(len(parts) + 1)]
    middle = min(range(len(ends)), key=lambda place: max(ends[place], ends[-1] - ends[place]))
    return parts[:middle], parts[middle:]


def _lines() -> list[int]:
    """Return how many lines each section takes, with its heading and the space above it."""
    return [len(keys) + 2 for keys in sections().values()]
