"""Whoever works without a mouse, or hears the window, reaches and understands everything: names, focus, order."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from tests.ui.everything import SHOWN, action, dialogs, put_away
from tests.ui.patient import settle
from ui.window.table import entries
from ui.window.tabs import tabs

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow


def focusable(parent: QWidget) -> list[QWidget]:
    """Return what the focus can reach of what is on show; a scroll area and its viewport count as one."""
    found = []
    for widget in parent.findChildren(QWidget):
        above = widget.parentWidget()
        inner = isinstance(above, QAbstractScrollArea) and above.viewport() is widget
        ours = not widget.objectName().startswith("qt_") and not inner
        if ours and widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(widget)
    return found


def nameless(parent: QWidget) -> list[str]:
    """Return what the focus can reach and what the accessibility tree gives no name or no role."""
    told = []
    for widget in focusable(parent):
        interface = QAccessible.queryAccessibleInterface(widget)
        named = interface is not None and bool(interface.text(QAccessible.Text.Name).strip())
        if not named or interface.role() == QAccessible.Role.NoRole:
            told.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    return told


@pytest.mark.screen("the names are asked of windows that a screen reader can reach")
def test_everything_that_takes_the_focus_has_a_name_and_a_role(
    window: MainWindow, base: Scenario, qtbot: QtBot, tmp_path: Path
) -> None:
    told = []
    for name, show in SHOWN.items():
        shown = show(window, tmp_path)
        settle(qtbot)
        told += [f"{name}: {lack}" for lack in nameless(shown)]
        put_away(window, base)
    assert not told, "\n".join(told)


def test_every_action_that_opens_a_dialog_is_walked_through(window: MainWindow, tmp_path: Path) -> None:
    window.files.save_to(tmp_path / "mine.toml")
    opening = set()
    for entry in entries():
        if entry.id in {"close", "quit", "new_window", "present", "new", "save"}:
            continue
        action(window, entry.id).trigger()
        QApplication.processEvents()
        shown = dialogs()
        if shown and not any(isinstance(dialog, QFileDialog) for dialog in shown):
            opening.add(entry.id)
        for dialog in shown:
            dialog.reject()
    assert opening <= set(SHOWN), "show the dialog among `everything`, so that its controls are looked at"


@pytest.mark.parametrize("view", [tab.id for tab in tabs()])
@pytest.mark.screen("the window system gives the focus")
def test_tab_goes_through_everything_and_comes_back(window: MainWindow, qtbot: QtBot, view: str) -> None:
    window.tabs.show_tab(view)
    settle(qtbot)
    wanted = {
        id(widget): widget
        for widget in focusable(window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _beside(widget)
    }
    widget: QWidget = window
    passed = set()
    for _ in range(3000):
        widget = widget.nextInFocusChain()
        passed.add(id(widget))
        if widget is window:
            break
    missed = [f"{type(each).__name__} {each.accessibleName()}" for name, each in wanted.items() if name not in passed]
    assert missed == []
    assert widget is window


@pytest.mark.screen("the window system gives the focus")
def test_the_focus_never_stays_where_tab_finds_it(window: MainWindow) -> None:
    window.timeline.bars.setFocus()
    seen: list[QObject | None] = []
    for _ in range(60):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    stuck = [one for one, other in itertools.pairwise(seen) if one is other]
    assert not stuck
    assert len({id(each) for each in seen}) > 30


@pytest.mark.screen("painted by a style and fonts on a real screen")
@pytest.mark.parametrize("dress", ["light", "dark", "projector"])
@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QComboBox, QLineEdit, QCheckBox, QSlider])
def test_the_focus_can_be_seen_on_every_kind_of_control(
    window: MainWindow, qtbot: QtBot, kind: type[QWidget], dress: str
) -> None:
    window.settings.choose(theme=dress)
    holder = QWidget(window)
    control = kind(holder)
    if isinstance(control, QSlider):
        control.setOrientation(Qt.Orientation.Horizontal)
    control.resize(120, 40)
    if isinstance(control, QCheckBox | QPushButton | QToolButton):
        control.setText("Text")
    holder.resize(200, 60)
    holder.show()
    settle(qtbot)
    control.clearFocus()
    before = _grabbed(control)
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(control.hasFocus)
    after = _grabbed(control)
    assert _changed(before, after) >= 24  # pixels; a caret alone has fewer
    holder.setParent(None)
    holder.deleteLater()


def _beside(widget: QWidget) -> bool:
    """Tell whether a control only serves another that has the focus, as the line within a spin box."""
    return widget.focusProxy() is not None or isinstance(widget.parentWidget(), QComboBox)


def _grabbed(control: QWidget) -> QImage:
    return control.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _changed(before: QImage, after: QImage) -> int:
    return sum(before.pixel(x, y) != after.pixel(x, y) for x in range(before.width()) for y in range(before.height()))
