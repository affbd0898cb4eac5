"""No name, title or note from a file acts in the window: markup stays text, everywhere a text can be shown."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QGraphicsView, QLabel, QMessageBox, QWidget

from tests.hostile_market import ACTS, HOSTILE, MARKUP, hostile
from tests.ui.everything import SHOWN, put_away
from tests.ui.patient import settle
from ui.charts.chart_frame import ChartFrame
from ui.charts.exporting import comma_separated, file_name, save_figure
from ui.pages.compare.compare import ComparePage
from ui.widgets.reading_table import ReadingTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

TIPS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole)
BOTH = (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)


@pytest.fixture
def market(base: Scenario) -> Scenario:
    """Return a hostile market of a few months."""
    return hostile(base.changed(buyers=200, end=36))


@pytest.fixture
def window(open_window: Callable[..., MainWindow], market: Scenario, qtbot: QtBot) -> MainWindow:
    """Return a window on the hostile market, simulated to its end, with a hostile future and a hostile bookmark."""
    window = open_window(market)
    qtbot.waitUntil(lambda: window.session.simulation.complete and window.market.shares is not None)
    window.session.kept.keep(market, HOSTILE)
    window.bookmarks.rename(30, HOSTILE)
    return window


def compare(window: MainWindow, qtbot: QtBot) -> None:
    """Compare the hostile market with a future of a hostile name."""
    window.tabs.show_tab("compare")
    page = window.tabs.page("compare")
    assert isinstance(page, ComparePage)
    page.compare_scenarios({HOSTILE: window.session.scenario})
    qtbot.waitUntil(lambda: page.table.key_figures.columnCount() > 2)


def rich(text: object) -> bool:
    """Return whether Qt would take a hostile text, as it is given to it, for markup: it looks for the first tag."""
    return isinstance(text, str) and MARKUP in text


def columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """Return how many columns there are below a row; a list, whose own answer is private, has one."""
    return int(not parent.isValid()) if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def indexes(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    """Yield every cell of a model, and of what lies below its rows."""
    for row in range(model.rowCount(parent)):
        for column in range(columns(model, parent)):
            yield model.index(row, column, parent)
        yield from indexes(model, model.index(row, 0, parent))


def texts_of_model(model: QAbstractItemModel) -> Iterator[tuple[str, object]]:
    """Yield the place and text of everything that a model has for a tooltip."""
    for role in TIPS:
        for index in indexes(model, QModelIndex()):
            yield f"{type(model).__name__}[{index.row()}, {index.column()}] {role.name}", index.data(role)
        for side, count in zip(BOTH, (columns(model, QModelIndex()), model.rowCount()), strict=True):
            for section in range(count):
                yield f"{type(model).__name__} heading {section} {role.name}", model.headerData(section, side, role)


def texts_of(widget: QWidget) -> Iterator[tuple[str, object]]:
    """Yield the place and text of everything of a widget that Qt may take for markup."""
    name = f"{type(widget).__name__} {widget.accessibleName()[:30]!r}"
    yield f"tooltip of {name}", widget.toolTip()
    yield f"status tip of {name}", widget.statusTip()
    yield f"explanation of {name}", widget.whatsThis()
    for action in widget.actions():
        yield from ((f"action {action.objectName()}", said) for said in (action.toolTip(), action.whatsThis()))
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield name, widget.text()
    if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield from ((name, said) for said in (widget.text(), widget.informativeText()))
    if isinstance(widget, (QAbstractItemView, QComboBox)) and widget.model() is not None:
        yield from texts_of_model(widget.model())
    if isinstance(widget, QGraphicsView) and widget.scene() is not None:
        yield from ((f"item in {name}", item.toolTip()) for item in widget.scene().items())


def test_no_widget_and_no_item_takes_a_name_for_markup(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    market, told, texts = window.session.scenario, [], 0
    compare(window, qtbot)
    for name, show in {"futures compared": lambda *_: window, **SHOWN}.items():
        show(window, tmp_path)
        settle(qtbot)
        for widget in filter(QWidget.isVisible, QApplication.allWidgets()):
            found = list(texts_of(widget))
            texts += sum(MARKUP in str(text) or "&lt;b&gt;" in str(text) for _, text in found)
            told += [f"{name}: {place}: {text!r}" for place, text in found if rich(text)]
        put_away(window, market)
    assert not told, "\n".join(dict.fromkeys(told))
    assert texts, "hostile names are shown somewhere"


def is_harmless(cell: str) -> bool:
    """Return whether a spreadsheet takes a cell for text or a number."""
    return re.match(r"[=+@\t\r-](?!\d+(\.\d+)?(e-?\d+)?$)", cell) is None


def test_no_exported_table_holds_a_formula(window: MainWindow) -> None:
    figures = [frame.chart.figure for frame in window.findChildren(ChartFrame) if frame.chart.figure.series]
    cells = [cell for figure in figures for row in csv.reader(io.StringIO(comma_separated(figure))) for cell in row]
    assert any("1+1" in cell for cell in cells), "hostile names are written"
    assert [cell for cell in cells if not is_harmless(cell)] == []


def test_no_copied_table_holds_a_formula(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.show_tab("makers")
    settle(qtbot)
    cells: list[str] = []
    for table in (table for table in window.findChildren(ReadingTable) if table.model() is not None):
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied = csv.reader(io.StringIO(QGuiApplication.clipboard().text()), "excel-tab")
        cells += [cell for row in copied for cell in row]
    assert any("1+1" in cell for cell in cells), "hostile names are copied"
    assert [cell for cell in cells if not is_harmless(cell)] == []


def test_an_exported_drawing_is_sound_and_its_name_is_plain(window: MainWindow, tmp_path: Path) -> None:
    figure = window.findChild(ChartFrame).chart.figure
    path = tmp_path / f"{file_name(figure)}.svg"
    assert path.name.replace("_", "").replace(".", "").isalnum()
    assert len(path.name) < 100
    save_figure(figure, path, "receipt")
    text = path.read_text(encoding="utf-8")
    ET.fromstring(text)  # noqa: S314 - our own drawing; it must be read at all
    assert set(text).isdisjoint(ACTS)
