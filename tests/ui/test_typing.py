"""What is typed in the window is taken or refused aloud before anything else is done, in every box, by every action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog, QDockWidget, QLineEdit, QMessageBox

from simulator.dates import HORIZON, NEVER
from simulator.parameters import leaves
from simulator.policy import POLICIES, Measure
from simulator.scenario.keeping.saving import save
from simulator.scenario.library import load_to_edit
from tests.ui.everything import action
from tests.ui.keyboard import enter, press, type_over
from ui.dialogs.entry import HELP
from ui.models.assumptions import assumptions
from ui.widgets.month_box import MonthBox
from ui.widgets.number_box import NumberBox, WholeBox
from ui.widgets.typed_box import TypedBox
from ui.window.table import entries

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

PACE = "research.frontier_pace"


def pace(window: MainWindow) -> float:
    return window.session.scenario.assumptions.research.frontier_pace


@pytest.fixture
def box(window: MainWindow, qtbot: QtBot) -> NumberBox:
    """Return the box of the frontier's pace, ready to be typed into."""
    return box_of_pace(window, qtbot)


def box_of_pace(window: MainWindow, qtbot: QtBot) -> NumberBox:
    """Show the box of the frontier's pace; another market begins with none on show."""
    action(window, "find_assumption").trigger()
    qtbot.waitUntil(window.assumptions.isVisible)
    window.assumptions.choose(PACE)
    box = window.assumptions.details.box
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    return box


def away(window: MainWindow) -> None:
    """Put away whatever an action has opened."""
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            dialog.reject()
    if window.projector.presentation is not None:
        window.projector.presentation.leave()
    window.player.pause()


# --- Typed and not entered ----------------------------------------------------------------------------------


def test_what_is_typed_and_not_entered_is_in_the_file_that_is_saved(
    window: MainWindow, box: NumberBox, tmp_path: Path
) -> None:
    window.files.save_to(tmp_path / "mine.toml")
    type_over(box, "14")
    press("Ctrl+S")
    assert "frontier_pace = 14" in (tmp_path / "mine.toml").read_text(encoding="utf-8")
    assert not window.session.changed


def test_closing_asks_about_what_is_typed_and_not_entered(window: MainWindow, box: NumberBox) -> None:
    type_over(box, "14")
    press("Ctrl+W")
    assert any(isinstance(each, QMessageBox) and each.isVisible() for each in QApplication.topLevelWidgets())
    assert (pace(window), window.isVisible()) == (14.0, True)
    away(window)


def test_every_action_first_takes_what_is_typed_and_is_not_done_while_it_cannot_be(
    window: MainWindow, box: NumberBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float] = []
    for number, entry in enumerate(entries(), 1):
        monkeypatch.setitem(entry.__dict__, "do", lambda window: seen.append(pace(window)))
        act, value = action(window, entry.id), 10.0 + number / 100
        act.setEnabled(True)
        seen.clear()
        type_over(box, str(value))
        act.trigger()
        assert seen == [value], entry.id
        act.setEnabled(True)
        type_over(box, "1400")
        act.trigger()
        assert seen[1:] == ([value] if entry.menu == HELP else []), entry.id
        assert (box.text(), bool(box.typed.refused)) == ("1400", True), entry.id
        press("Escape")
        act.setEnabled(True)
        act.trigger()
        assert seen[-1:] == [value], entry.id


def drop(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/nowhere.toml")])
    left, no = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, no))
    QApplication.processEvents()


OTHER_WAYS: dict[str, Callable[[MainWindow], object]] = {
    "the window's own cross": lambda window: window.close(),
    "a file that is dropped": drop,
    "a scenario of the menu": lambda window: window.files.open("base"),
    "a kept future": lambda window: window.futures.show(window.session.kept.all[0]),
    "another future to compare with": lambda window: window.futures.compare(window.session.kept.all[0]),
}


@pytest.mark.parametrize("way", OTHER_WAYS.values(), ids=OTHER_WAYS)
def test_what_is_not_in_the_table_waits_as_well(
    window: MainWindow, box: NumberBox, way: Callable[[MainWindow], object]
) -> None:
    window.session.kept.keep(load_to_edit("base").changed(buyers=64, end=30), "Other")
    before = (window.session.scenario, window.session.openings, window.session.comparison.chosen)
    type_over(box, "abc")
    way(window)
    assert (window.session.scenario, window.session.openings, window.session.comparison.chosen) == before
    assert window.isVisible()
    assert "Write a number" in box.typed.refused
    assert QApplication.focusWidget() is box
    press("Escape")
    away(window)


def test_a_click_elsewhere_takes_what_is_typed(window: MainWindow, box: NumberBox) -> None:
    type_over(box, "14")
    QTest.mouseClick(window.tabs.tabBar(), Qt.MouseButton.LeftButton)
    assert pace(window) == 14.0


def test_another_assumption_is_shown_only_once_what_is_typed_can_be_taken(
    window: MainWindow, box: NumberBox, qtbot: QtBot
) -> None:
    type_over(box, "1400")
    window.assumptions.choose("finance.listing_float")
    qtbot.waitUntil(lambda: window.assumptions.tree.currentIndex().data() == "Frontier pace")
    assert (window.assumptions.details.path, box.text()) == (PACE, "1400")
    press("Escape")


def test_what_is_refused_on_a_panel_that_was_put_away_is_brought_up(
    window: MainWindow, box: NumberBox, qtbot: QtBot
) -> None:
    type_over(box, "1400")
    window.findChild(QDockWidget, "assumptions").hide()
    assert not box.isVisible()
    action(window, "save").trigger()
    qtbot.waitUntil(box.isVisible)
    assert QApplication.focusWidget() is box
    assert (box.text(), bool(box.typed.refused)) == ("1400", True)
    press("Escape")


# --- Every box ------------------------------------------------------------------------------------------------


def measures() -> Iterator[tuple[str, Measure]]:
    for name in POLICIES:
        most = POLICIES[name].greatest_strength
        yield name, Measure(id=name, policy=POLICIES[name](), start=20, end=40, announced=10, strength=most)


def boxes(window: MainWindow, qtbot: QtBot) -> Iterator[TypedBox]:
    """Yield every box of the window that is on screen and can be typed into, one policy after the other."""
    window.assumptions.build()
    window.assumptions.future.heading.setChecked(True)
    window.arrangement.bring_up("assumptions")
    qtbot.waitUntil(window.assumptions.isVisible)
    window.assumptions.choose(PACE)
    qtbot.waitUntil(window.assumptions.future.seed.isVisible)
    yield from [box for box in window.assumptions.findChildren(TypedBox) if box.isVisible()]
    window.arrangement.bring_up("levers")
    for name, measure in measures():
        window.session.edit("Add", lambda scenario, measure=measure: scenario.with_measure(measure))
        window.session.select(name)
        row = window.levers.open(name)
        qtbot.waitUntil(row.isVisible)
        yield from [box for box in row.findChildren(TypedBox) if box.isVisible() and box.isEnabled()]


def held(box: TypedBox) -> object:
    return box.month if isinstance(box, MonthBox) else box.number  # type: ignore[attr-defined]  # there are no others


def test_every_control_for_numbers_is_one_that_keeps_what_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    list(boxes(window, qtbot))
    action(window, "settings").trigger()
    found = [each for top in QApplication.topLevelWidgets() for each in top.findChildren(QAbstractSpinBox)]
    assert [type(each) for each in found if not isinstance(each, TypedBox)] == []
    assert any(isinstance(each.window(), QDialog) for each in found)
    away(window)


def test_every_box_keeps_and_tells_what_it_cannot_take_and_escape_takes_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    kinds = set()
    for box in boxes(window, qtbot):
        kinds.add(type(box))
        before, scenario = (box.text(), held(box)), window.session.scenario
        for nonsense in ("7,5,5 apples", "99999999999999999999", ""):
            enter(box, nonsense)
            assert (box.text(), bool(box.typed.refused)) == (nonsense, True), box.accessibleName()
            assert window.session.scenario == scenario
        press("Escape")
        assert (box.text(), held(box), box.typed.refused) == (*before, ""), box.accessibleName()
    assert kinds == {NumberBox, WholeBox, MonthBox}


def test_entering_what_stands_in_a_box_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    for box in boxes(window, qtbot):
        scenario = window.session.scenario
        enter(box, box.text())
        assert (window.session.scenario, box.typed.refused) == (scenario, ""), box.accessibleName()


def ends_of(end: str) -> Scenario:
    """Return a scenario, as a file gives it, with everything that a box shows at one end of its declared range."""
    low = end == "low"
    scenario = load_to_edit("base").changed(seed=0 if low else 2**53, buyers=512, end=30)
    for each in assumptions():
        scenario = each.set(scenario, each.declared.low if low else each.declared.high)
    for name, measure in measures():
        numbers: dict[str, object] = {}
        for leaf in leaves(measure.policy):
            first, *rest = leaf.path.split(".")
            value = leaf.param.low if low else leaf.param.high
            if rest:
                numbers[first] = {**dict(numbers.get(first, {})), rest[0]: value}  # type: ignore[call-overload]
            else:
                numbers[first] = value
        policy = measure.policy.model_validate({**measure.policy.model_dump(), **numbers})
        scenario = scenario.with_measure(
            measure.changed(
                id=f"{name}_end",
                policy=policy,
                start=0 if low else HORIZON - 1,
                end=0 if low else NEVER,
                ramp=0 if low else HORIZON,
                strength=0.0 if low else measure.policy.greatest_strength,
                announced=0,
            )
        )
    return scenario


@pytest.mark.parametrize("end", ["low", "high"])
def test_every_box_shows_and_keeps_what_a_file_may_hold(window: MainWindow, end: str, qtbot: QtBot) -> None:
    scenario = ends_of(end)
    window.session.open(scenario, None)
    window.assumptions.build()
    window.assumptions.future.heading.setChecked(True)
    window.arrangement.bring_up("assumptions")
    qtbot.waitUntil(window.assumptions.isVisible)
    for each in assumptions():
        window.assumptions.choose(each.path)
        box = window.assumptions.details.box
        assert box is not None
        assert box.number == each.value(scenario)
        enter(box, box.text())
        assert box.typed.refused == "", (each.path, box.typed.refused)
    assert window.assumptions.future.seed.number == scenario.seed
    enter(window.assumptions.future.seed, window.assumptions.future.seed.text())
    window.arrangement.bring_up("levers")
    for name in POLICIES:
        window.session.select(f"{name}_end")
        row = window.levers.open(name)
        qtbot.waitUntil(row.isVisible)
        for box in row.findChildren(TypedBox):
            if box.isVisible() and box.isEnabled():
                enter(box, box.text())
                assert box.typed.refused == "", (name, box.accessibleName(), box.typed.refused)
    assert window.session.scenario == scenario


def test_a_number_of_a_file_is_kept_to_its_last_digit(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    scenario = window.session.scenario
    research = scenario.assumptions.research.model_copy(update={"frontier_pace": 11.123456789})
    assumed = scenario.assumptions.model_copy(update={"research": research})
    save(scenario.changed(assumptions=assumed, seed=20261127), path)
    window.files.open(path)
    box = box_of_pace(window, qtbot)
    assert (box.text().split()[0], window.assumptions.future.seed.number) == ("11.123456789", 20261127)
    box.setFocus()
    press("Return")
    enter(box, box.text())
    assert (pace(window), window.session.changed) == (11.123456789, False)


# --- Keys of the window -----------------------------------------------------------------------------------------


def test_the_window_takes_back_what_was_entered_and_the_box_what_is_typed(window: MainWindow, box: NumberBox) -> None:
    first = pace(window)
    enter(box, "14")
    press("Ctrl+Z")
    assert pace(window) == first
    for keys in ("Ctrl+Y", "Ctrl+Z", "Ctrl+Shift+Z"):
        press(keys)
    assert pace(window) == 14.0
    type_over(box, "15")
    press("Ctrl+Z")
    assert (pace(window), box.text() == "15") == (14.0, False)  # the box's own
    press("Escape")
    press("Ctrl+Z")
    assert pace(window) == first


def lines(window: MainWindow) -> list[QLineEdit]:
    """Return every line of the window into which words are typed, and the lines of its boxes."""
    window.assumptions.build()
    for tab in ("makers", "evidence", "compare", "live"):
        window.tabs.show_tab(tab)
    return window.findChildren(QLineEdit)


def test_undo_works_wherever_nothing_is_typed(window: MainWindow) -> None:
    found = [line for line in lines(window) if not isinstance(line.parentWidget(), QAbstractSpinBox)]
    assert len(found) >= 4
    for line in found:
        before = window.session.scenario
        window.session.edit("Edit", lambda scenario: scenario.changed(seed=scenario.seed + 1))
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.session.scenario == before, line.accessibleName()


TYPED_KEYS = {"Space", ",", ".", "[", "]", "B", "Shift+B", "Delete"}
"""In a box these type or erase."""


def test_every_other_key_of_the_window_works_in_a_box(
    window: MainWindow, box: NumberBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for entry in entries():
        monkeypatch.setitem(entry.__dict__, "do", lambda _, name=entry.id: done.append(name))
        for keys in set(entry.keys) - TYPED_KEYS:
            action(window, entry.id).setEnabled(True)
            done.clear()
            box.setFocus()
            press(keys)
            assert done == [entry.id], keys


def test_the_keys_that_type_belong_to_the_box(window: MainWindow, box: NumberBox) -> None:
    hand, marks = window.session.hand, window.bookmarks.all
    type_over(box, "")
    for keys in TYPED_KEYS:
        press(keys)
    assert (window.session.hand, window.bookmarks.all, window.player.playing) == (hand, marks, False)
    assert box.typed.pending
    press("Escape")
