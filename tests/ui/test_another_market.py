"""After New each control shows what it shows in a fresh window, unless it is a preference that says so here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTableView,
    QTreeView,
    QWidget,
)

from simulator.policy import POLICIES
from tests.ui.by_hand import WorkerByHand
from tests.ui.patient import settle
from ui.models.values import Filter
from ui.session import edits
from ui.widgets.names_choice import NamesChoice
from ui.window.tabs import tabs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

NOW = 28
KEPT = {
    "Speed of play": "how fast to play is a taste, and is on show below the charts",
    "Compared with": "the choice of what to compare with outlasts markets where it fits them",
    "Which facts": "evidence is about the base market, whatever is open",
}
"""Controls whose choice goes from one market to the next, by their accessible name, and why."""


def controls(window: MainWindow) -> Iterator[QWidget]:
    """Yield every control that holds a choice, on every tab and in every panel; bars that scroll hold none."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QAbstractButton):
            if widget.isCheckable() or isinstance(widget, NamesChoice):
                yield widget
        elif isinstance(widget, QComboBox | QLineEdit | QAbstractSpinBox | QAbstractSlider | QTreeView | QTableView):
            inner = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
            if not inner and not isinstance(widget, QScrollBar):
                yield widget


def choice_of(widget: QWidget) -> object:
    if isinstance(widget, NamesChoice):
        return widget.chosen
    if isinstance(widget, QAbstractButton):
        return widget.isChecked()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QTreeView | QTableView):
        return [index.row() for index in widget.selectionModel().selectedRows()] if widget.selectionModel() else []
    if isinstance(widget, QAbstractSlider):
        return widget.value()
    return widget.text()


def choices(window: MainWindow) -> dict[str, list[object]]:
    """Return what every control shows, by its name; those of one name in the order in which they stand."""
    found: dict[str, list[object]] = {}
    for widget in controls(window):
        name = widget.accessibleName().split(":")[0]
        if name and name not in KEPT:
            found.setdefault(f"{type(widget).__name__}: {name}", []).append(choice_of(widget))
    return found


def everything_shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Build every tab, panel and form, so that a walk meets what they hold."""
    for tab in reversed(tabs()):
        window.tabs.show_tab(tab.id)
    window.assumptions.build()
    for policy in POLICIES:
        window.levers.open(policy)
    settle(qtbot)
    return window


def choose_something_else(widget: QWidget) -> None:
    """Change a control as the user would, as far as it can be changed."""
    if isinstance(widget, NamesChoice):
        actions = [action for action in widget.menu().actions() if action.isCheckable()]
        actions[-1].trigger()
    elif isinstance(widget, QAbstractButton):
        widget.click()
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex((widget.currentIndex() + 1) % max(1, widget.count()))
        widget.activated.emit(widget.currentIndex())
    elif isinstance(widget, QLineEdit):
        widget.setText("no such words")
    elif isinstance(widget, QTreeView | QTableView):
        widget.setCurrentIndex(widget.model().index(0, 0))
    elif isinstance(widget, QAbstractSpinBox):
        widget.stepUp()
    elif isinstance(widget, QAbstractSlider):
        widget.setValue(widget.maximum())


def may_be_touched(widget: QWidget) -> bool:
    """Return whether a control may be used here: folding takes away what stands below it and is seen at a glance."""
    folds = isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox | NamesChoice)
    return widget.isEnabled() and not folds


def test_after_new_every_control_shows_what_it_shows_in_a_fresh_window(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    used = everything_shown(open_window(base, known=months, worker=WorkerByHand()), qtbot)
    fresh = choices(used)
    touched = 0
    for widget in [*controls(used)]:
        if may_be_touched(widget):
            before = choice_of(widget)
            choose_something_else(widget)
            touched += choice_of(widget) != before
    assert touched > 2 * len([*POLICIES]), "few controls changed: the walk has not met what it is about"
    used.session.open(base, None)
    settle(qtbot)
    after = choices(used)
    assert {name: (shown, after[name]) for name, shown in fresh.items() if after.get(name, shown) != shown} == {}


def test_a_choice_in_a_form_that_is_folded_goes_with_its_market_and_is_told_until_then(
    window: MainWindow, base: Scenario
) -> None:
    row = window.levers.open("federal_ban")
    scope = next(box for box in row.findChildren(QComboBox) if box.accessibleName() == "Scope")
    scope.setCurrentIndex(scope.findData("hosted"))
    scope.activated.emit(scope.currentIndex())
    row.fold()
    assert row.remark == "Set for when it begins: scope hosted"
    window.session.open(base, None)
    assert row.remark == ""
    row.tick.click()
    assert window.session.scenario.measure("federal_ban").policy == POLICIES["federal_ban"]()


def test_whatever_is_set_for_a_lever_is_begun_anew_with_the_next_market(window: MainWindow, base: Scenario) -> None:
    for policy in POLICIES:
        row, kind = window.levers.row(policy), POLICIES[policy]
        row._change(edits.unplaced(kind, NOW).changed(ramp=7), 0)  # noqa: SLF001 - as its form says, whatever it has
        assert row.remark == "Set for when it begins: grows over 7 months"
        window.session.open(base, None)
        assert row.remark == ""
        row.tick.click()
        assert window.session.scenario.measure(policy).ramp == 0
        window.session.open(base, None)


def test_what_stands_out_and_whose_use_is_shown_begin_anew(window: MainWindow, base: Scenario) -> None:
    window.session.focus.set("alibaba")
    window.session.show_filter(Filter(by="model", place="china"))
    window.session.comparison.show_differences(True)
    window.session.open(base, None)
    assert (window.session.focus.id, window.session.filter) == ("", Filter())
    assert not window.session.comparison.differences_shown
