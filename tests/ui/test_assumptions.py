"""Assumptions: every number of the model, found, explained, changed in one step of undo, marked and reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel

from simulator.assumptions import Assumptions
from simulator.parameters import leaves
from tests.ui.everything import action
from tests.ui.keyboard import enter, press
from ui.look import wording
from ui.models.assumptions import Assumption, assumptions, changed_assumptions
from ui.panels.assumptions.assumptions import AssumptionsPanel
from ui.widgets.number_box import NumberBox, number_in_words
from ui.window.found import everything
from ui.window.table import entries

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.window.main_window import MainWindow

PACE = "research.frontier_pace"


@pytest.fixture
def panel(window: MainWindow, qtbot: QtBot) -> AssumptionsPanel:
    action(window, "find_assumption").trigger()
    qtbot.waitUntil(window.assumptions.isVisible)
    return window.assumptions


def assumption(path: str) -> Assumption:
    return next(each for each in assumptions() if each.path == path)


def pace(window: MainWindow) -> float:
    return window.session.scenario.assumptions.research.frontier_pace


def rows(panel: AssumptionsPanel) -> list[str]:
    model, found = panel.tree.model(), []
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        found += [str(model.index(row, 0, parent).data()) for row in range(model.rowCount(parent))]
    return found


def test_nothing_is_built_before_it_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    assert window.assumptions.findChildren(QLabel) == []
    window.findChild(QDockWidget, "assumptions").raise_()
    qtbot.waitUntil(lambda: bool(window.assumptions.findChildren(QLabel)))


def test_every_declared_number_is_listed_once(panel: AssumptionsPanel) -> None:
    assert len(rows(panel)) == len(list(leaves(Assumptions())))
    assert len({each.path for each in assumptions()}) == len(assumptions())


def test_words_of_the_meaning_and_of_the_source_find_an_assumption(panel: AssumptionsPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.line, "distilled imitated")
    assert rows(panel) == ["Spillover closed"]
    panel.line.clear()
    qtbot.keyClicks(panel.line, "Cohen Levinthal")
    assert rows(panel) == ["Absorption"]
    qtbot.keyClick(panel.line, Qt.Key.Key_Escape)
    assert len(rows(panel)) == len(assumptions())


def test_words_of_which_no_assumption_speaks_are_answered(panel: AssumptionsPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.line, "zebra")
    assert any(label.isVisible() and "No assumption" in label.text() for label in panel.findChildren(QLabel))


@pytest.mark.screen("the window system gives the focus")
def test_an_assumption_is_found_changed_and_taken_back_by_keys_alone(
    window: MainWindow, panel: AssumptionsPanel, qtbot: QtBot
) -> None:
    first = window.session.scenario
    qtbot.keyClicks(panel.line, "laboratory of frontier scale")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    box = panel.details.box
    assert box is not None
    assert QApplication.focusWidget() is box
    qtbot.keyClicks(box, "14")
    press("Return")
    assert pace(window) == 14.0
    assert window.session.steps.stack.count() == 1
    assert not window.session.simulation.complete
    press("Ctrl+Z")
    assert window.session.scenario == first
    assert window.session.simulation.complete


def test_a_drag_of_the_slider_is_one_step(window: MainWindow, panel: AssumptionsPanel) -> None:
    panel.choose(PACE)
    slider = panel.details.slider
    slider.setSliderDown(True)
    slider.sliderPressed.emit()
    for value in (110, 130, 160):
        slider.setValue(value)
    slider.setSliderDown(False)
    declared = assumption(PACE).declared
    assert pace(window) == pytest.approx(declared.low + (declared.high - declared.low) * 0.8)
    assert window.session.steps.stack.count() == 1


def test_what_is_changed_is_marked_listed_first_on_request_and_reset(
    window: MainWindow, panel: AssumptionsPanel, qtbot: QtBot
) -> None:
    panel.choose("finance.listing_float")
    assert panel.details.box is not None
    enter(panel.details.box, "20")
    qtbot.waitUntil(lambda: "• Listing float" in rows(panel))
    assert rows(panel).index("• Listing float") > 100
    panel.changed_first.click()
    assert rows(panel)[0] == "• Listing float"
    panel.changed_first.click()
    assert rows(panel)[0] != "• Listing float"
    panel.details.reset.click()
    assert changed_assumptions(window.session.scenario) == ()
    assert not panel.details.reset.isEnabled()


def test_all_are_reset_in_one_step(window: MainWindow, panel: AssumptionsPanel, qtbot: QtBot) -> None:
    for path in (PACE, "finance.listing_float"):
        panel.choose(path)
        assert panel.details.box is not None
        panel.details.box.stepUp()
    assert len(changed_assumptions(window.session.scenario)) == 2
    qtbot.waitUntil(panel.reset_all.isEnabled)
    panel.reset_all.click()
    assert window.session.scenario.assumptions == Assumptions()
    window.session.steps.undo()
    assert len(changed_assumptions(window.session.scenario)) == 2


def test_a_click_explains_an_assumption(panel: AssumptionsPanel, qtbot: QtBot) -> None:
    panel.tree.expandAll()
    model = panel.tree.model()
    index: QModelIndex = model.index(0, 0, model.index(0, 0))
    place = panel.tree.visualRect(index).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    told = " ".join(label.text() for label in panel.details.findChildren(QLabel))
    assert "Frontier pace" in told
    assert "Progress of a laboratory of frontier scale." in told
    assert "Source: public leaderboard histories" in told


def test_a_changed_assumption_leaves_no_month_as_it_was(window: MainWindow, panel: AssumptionsPanel) -> None:
    before = window.session.branch
    panel.choose(PACE)
    assert panel.details.box is not None
    enter(panel.details.box, "14")
    assert window.session.branch is not before
    assert window.session.branch.worlds == []
    assert window.session.ghost is before


@pytest.mark.parametrize(
    "path, words",
    [
        (PACE, "11.3 points a month"),
        ("finance.listing_float", "12 %"),
        ("finance.option_china", "$7,000 m"),
        ("finance.multiple_elsewhere", "× 18"),
    ],
)
def test_numbers_are_written_as_people_write_them(path: str, words: str) -> None:
    each = assumption(path)
    assert number_in_words(each.declared, each.default).replace(wording.HARD_SPACE, " ") == words


def test_no_number_is_rounded_where_it_is_shown() -> None:
    for each in assumptions():
        shown = number_in_words(each.declared, each.default, unit=False)
        number = float(shown.replace(",", "").replace(wording.MINUS, "-").strip("$×%m\xa0"))
        share = each.declared.unit.startswith(("share", "probability")) and each.declared.high <= 1.0
        assert number / (100.0 if share else 1.0) == pytest.approx(each.default), each.path


def test_luck_buyers_and_history_are_chosen_as_steps_of_undo(window: MainWindow, panel: AssumptionsPanel) -> None:
    session, run = window.session, panel.future
    run.heading.click()
    enter(run.seed, "7")
    run.history.setCurrentIndex(1)
    run.history.activated.emit(1)
    place = run.buyers.findData(1_024)
    run.buyers.setCurrentIndex(place)
    run.buyers.activated.emit(place)
    assert (session.scenario.seed, session.scenario.history, session.scenario.buyers) == (7, "free", 1_024)
    for _ in range(3):
        session.steps.undo()
    assert (run.seed.number, run.history.currentData(), run.buyers.currentData()) == (1, "locked", 512)


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_assumptions_futures_and_bookmarks_can_be_found(window: MainWindow, qtbot: QtBot) -> None:
    window.session.kept.keep(window.session.scenario, "As it is")
    window.bookmarks.rename(44, "Summit")
    known = {each.id: each for each in everything(window, entries())}
    known[f"assumption:{PACE}"].do()
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), NumberBox))
    assert window.assumptions.details.box is QApplication.focusWidget()
    known["bookmark:44"].do()
    assert window.session.hand == 44
    window.session.edit("seed", lambda scenario: scenario.changed(seed=3))
    known["future:As it is"].do()
    assert window.session.scenario.seed == 1
