"""Levers: found by who acts or by words, folded away, and set in forms that speak of the scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from simulator.policy import POLICIES
from tests.ui.everything import action
from tests.ui.keyboard import enter
from tests.ui.patient import settle
from ui.panels.levers.measure_form import MeasureForm
from ui.session import edits
from ui.widgets.month_box import MonthBox
from ui.widgets.number_box import NumberBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.panels.levers.lever_row import LeverRow
    from ui.window.main_window import MainWindow

NOW = 28


def value_of(row: LeverRow) -> str:
    return row.tick.accessibleDescription()


def choices_of(row: LeverRow, name: str) -> QComboBox:
    return next(box for box in row.findChildren(QComboBox) if box.accessibleName() == name)


def test_every_policy_has_its_lever_in_one_group_and_events_come_last() -> None:
    groups = edits.lever_kinds()
    assert sorted(kind.id for kinds in groups.values() for kind in kinds) == sorted(POLICIES)
    assert list(groups)[-1] == edits.EVENTS
    assert {"takeover", "retreat", "listing"} <= {kind.id for kind in groups[edits.EVENTS]}


def test_events_are_folded_away_until_their_heading_is_pressed(window: MainWindow) -> None:
    row, group = window.levers.row("takeover"), window.levers.group("takeover")
    assert not row.isVisible()
    assert window.levers.row("federal_ban").isVisible()
    group.heading.click()
    assert row.isVisible()


def test_a_folded_group_tells_how_many_levers_are_on(window: MainWindow) -> None:
    group = window.levers.group("federal_ban")
    group.heading.click()
    assert "on)" not in group.heading.text()
    window.levers.row("federal_ban").tick.click()
    assert group.heading.text().endswith(", 1 on)")


@pytest.mark.screen("the window system gives the focus")
def test_a_lever_is_found_by_words_of_its_description_also_in_a_folded_group(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "find").trigger()
    line = window.focusWidget()
    qtbot.keyClicks(line, "AGREES buy another")
    shown = [policy for policy in POLICIES if window.levers.row(policy).isVisible()]
    assert shown == ["takeover"]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert window.levers.row("federal_ban").isVisible()
    assert not window.levers.row("takeover").isVisible()


def test_what_is_called_like_the_words_comes_first(window: MainWindow) -> None:
    found = window.levers.seek("takeover")
    assert {found[0], found[1]} == {window.levers.row("takeover"), window.levers.row("acquisition_block")}


def test_words_of_which_no_lever_speaks_are_answered(window: MainWindow) -> None:
    assert window.levers.seek("zebra") == []
    assert any(label.isVisible() and "No lever" in label.text() for label in window.levers.findChildren(QLabel))


def test_a_measure_selected_on_the_timeline_is_shown_whatever_was_sought(window: MainWindow, qtbot: QtBot) -> None:
    window.levers.row("takeover").tick.click()
    action(window, "find").trigger()
    qtbot.keyClicks(window.focusWidget(), "audit")
    assert not window.levers.row("takeover").isVisible()
    window.session.select("takeover")
    assert window.levers.row("takeover").isVisible()


def test_what_is_on_or_off_has_no_slider(window: MainWindow) -> None:
    row = window.levers.row("close_weights")
    assert not row.slider.isVisible()
    row.tick.click()
    assert value_of(row) == "on"
    assert window.levers.row("audit").slider.isVisible()


def test_a_lever_tells_that_history_has_it_in_force(window: MainWindow) -> None:
    row = window.levers.row("entity_list")
    assert value_of(row) == "history"
    row.tick.click()
    assert value_of(row) == "100\xa0%"
    assert value_of(window.levers.row("federal_ban")) == "off"


def test_a_maker_is_chosen_by_name(window: MainWindow) -> None:
    row = window.levers.open("takeover")
    buyer = choices_of(row, "Buyer")
    assert buyer.currentText() == dict(window.session.scenario.makers)[buyer.currentData()].name
    place = buyer.findText("Google")
    buyer.setCurrentIndex(place)
    buyer.activated.emit(place)
    row.tick.click()
    assert window.session.scenario.measure("takeover").policy.buyer == "google"  # type: ignore[attr-defined] # a takeover has one


def test_another_scenario_brings_its_makers_into_an_open_form(window: MainWindow, base: Scenario) -> None:
    row = window.levers.open("takeover")
    names = {**dict(base.makers)}
    renamed = names["google"].model_copy(update={"name": "Gargle"})
    makers = tuple((name, renamed if name == "google" else maker) for name, maker in base.makers)
    window.session.open(base.changed(makers=makers, end=2), None)
    assert choices_of(row, "Buyer").findText("Gargle") >= 0


@pytest.mark.parametrize(
    "policy, field, shown",
    [("takeover", "price", "$2\xa0000\xa0m"), ("research_stall", "cadence_factor", "×\xa02.8")],
)
def test_units_are_written_as_people_write_them(window: MainWindow, policy: str, field: str, shown: str) -> None:
    row = window.levers.open(policy)
    words = field.replace("_", " ").capitalize()
    box = next(box for box in row.findChildren(NumberBox) if box.accessibleName() == words)
    assert box.text() == shown


def form_of(row: LeverRow) -> MeasureForm:
    return next(form for form in row.findChildren(MeasureForm) if form.isVisible())


def button_of(row: LeverRow, words: str) -> QPushButton:
    return next(button for button in row.findChildren(QPushButton) if button.text() == words)


def test_the_strength_of_a_measure_of_another_month_is_set_in_its_form(window: MainWindow) -> None:
    window.levers.row("audit").tick.click()
    window.session.move_hand(10)
    window.session.select("audit")
    row = window.levers.row("audit")
    box = next(box for box in row.findChildren(NumberBox) if box.accessibleName() == "Strength of the measure")
    assert box.isVisible()
    enter(box, "40")
    assert window.session.scenario.measure("audit").strength == pytest.approx(0.4)
    assert [measure.id for measure in window.session.scenario.measures if not measure.history] == ["audit"]


def test_the_form_of_locked_history_says_why_it_is_locked(window: MainWindow) -> None:
    window.session.select("entity_list_zai")
    row = window.levers.row("entity_list")
    assert not form_of(row).isEnabled()
    assert any(label.isVisible() and "history is locked" in label.text() for label in row.findChildren(QLabel))
    window.session.edit("free", lambda scenario: scenario.changed(history="free"))
    assert form_of(row).isEnabled()


def test_what_a_file_says_of_a_measure_is_shown(window: MainWindow) -> None:
    said = edits.unplaced(POLICIES["audit"], NOW).changed(note="As the House asked.", source="Official Journal")
    window.session.edit("say", lambda scenario: scenario.with_measure(said))
    row = window.levers.open("audit")
    shown = [label.text() for label in row.findChildren(QLabel) if label.isVisible()]
    assert "As the House asked.\nSource: Official Journal" in shown


def test_a_measure_is_duplicated_from_its_form(window: MainWindow) -> None:
    row = window.levers.open("audit")
    row.tick.click()
    button_of(row, "Duplicate").click()
    assert window.session.selected == "audit_2"
    assert window.session.scenario.measure("audit_2").start == NOW + 12


@pytest.mark.screen("panels are laid out again when the window system answers")
def test_a_measure_that_is_selected_brings_the_levers_up(window: MainWindow, qtbot: QtBot) -> None:
    action(window, "find_assumption").trigger()
    qtbot.waitUntil(lambda: not window.levers.visibleRegion().isEmpty() or bool(window.assumptions.tree))
    window.session.select("meta_stall")
    qtbot.waitUntil(lambda: window.assumptions.visibleRegion().isEmpty())
    assert not window.levers.visibleRegion().isEmpty()


def test_a_lever_whose_measure_is_yet_to_come_says_when_and_is_not_called_off(window: MainWindow, qtbot: QtBot) -> None:
    session, row = window.session, window.levers.row("federal_ban")
    session.move_hand(50)
    row.tick.click()
    session.move_hand(NOW)
    qtbot.waitUntil(lambda: any(label.text() == "in 2027" for label in row.findChildren(QLabel)))
    window.levers.open("federal_ban")
    told = " ".join(label.text() for label in row.findChildren(QLabel))
    assert "Not in force in Jan 2026. Moving the lever lets it begin then." in told
    assert "from Nov 2027" in told


def test_a_measure_before_now_says_that_the_market_is_no_longer_the_real_one(window: MainWindow) -> None:
    session, row = window.session, window.levers.row("federal_ban")
    session.move_hand(NOW - 6)
    row.tick.click()
    window.levers.open("federal_ban")
    assert any("differs from the real one" in label.text() for label in row.findChildren(QLabel))


def test_undo_says_whether_a_lever_added_or_moved_a_measure(window: MainWindow) -> None:
    row = window.levers.row("federal_ban")
    row.tick.click()
    assert window.session.steps.stack.undoText() == "Add Federal ban"
    window.session.move_hand(NOW + 12)
    row.slider.setValue(40)
    assert window.session.steps.stack.undoText() == "Move Federal ban"


def own(window: MainWindow) -> list[tuple[int, float]]:
    """Return when each measure begins that is no history, and how strong it is."""
    return [(measure.start, measure.strength) for measure in window.session.scenario.measures if not measure.history]


def month_box(row: LeverRow, name: str) -> MonthBox:
    return next(box for box in form_of(row).findChildren(MonthBox) if box.accessibleName() == name)


def scope_of(row: LeverRow) -> QComboBox:
    return next(box for box in form_of(row).findChildren(QComboBox) if box.accessibleName() == "Scope")


def choose(box: QComboBox, name: str) -> None:
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


@pytest.mark.parametrize("policy", ["federal_ban", "audit", "takeover", "close_weights"])
def test_the_form_stays_with_the_measure_whose_start_is_set_and_its_lever_brings_it_back(
    window: MainWindow, qtbot: QtBot, policy: str
) -> None:
    row = window.levers.open(policy)
    row.tick.click()
    settle(qtbot)
    place = month_box(row, "First month in force").mapTo(row, QPoint())
    enter(month_box(row, "First month in force"), "Apr 2027")
    settle(qtbot)
    assert own(window)[0][0] == NOW + 15
    box = month_box(row, "First month in force")
    assert box.isVisible(), "the form still shows the measure"
    assert box.month == NOW + 15
    assert box.mapTo(row, QPoint()) == place, "it moved away from the mouse that holds its arrow"
    row.tick.click()
    assert own(window) == [(NOW, POLICIES[policy].greatest_strength)]
    assert row.remark.startswith("Planned for Apr 2027, it now begins in Jan 2026, otherwise as it was: ")
    window.session.steps.undo()
    assert [start for start, _ in own(window)] == [NOW + 15]
    assert row.remark == ""


def test_the_form_stays_while_the_market_plays_through_other_measures(window: MainWindow) -> None:
    row = window.levers.open("federal_ban")
    row.tick.click()
    choose(scope_of(row), "hosted")
    window.session.move_hand(NOW + 12)
    row.slider.setValue(40)
    window.session.select("federal_ban")
    choose(scope_of(row), "all")
    window.session.select("")
    for month in (0, NOW, NOW + 12, window.session.scenario.end, 0):
        window.session.move_hand(month)
        window.levers._refresh()  # noqa: SLF001 - at once, not when the window has time
        assert month_box(row, "First month in force").month == NOW, month
    assert scope_of(row).currentData() == "all"
    assert window.session.scenario.measure("federal_ban_2").policy.scope == "hosted"  # type: ignore[attr-defined] # a ban has one


def test_the_form_tells_when_the_lever_moves_another_measure_than_it_shows(window: MainWindow) -> None:
    row = window.levers.open("audit")
    row.tick.click()
    enter(month_box(row, "Last month in force"), "Jun 2026")
    window.session.move_hand(NOW + 12)
    window.levers._refresh()  # noqa: SLF001 - at once, not when the window has time
    assert any("Not in force in Jan 2027." in label.text() for label in row.findChildren(QLabel))
    row.slider.setValue(30)
    window.session.select("audit")
    told = " ".join(label.text() for label in row.findChildren(QLabel))
    assert "In Jan 2027 the lever moves another" in told


def test_a_measure_that_is_deleted_leaves_its_form_and_undo_brings_it_back_there(window: MainWindow) -> None:
    row = window.levers.open("audit")
    row.tick.click()
    enter(month_box(row, "First month in force"), "Apr 2027")
    button_of(row, "Delete").click()
    assert not month_box(row, "First month in force").isVisible()
    window.session.steps.undo()
    assert month_box(row, "First month in force").month == NOW + 15
    window.session.steps.undo()
    window.session.steps.undo()
    assert own(window) == []
    window.session.steps.redo()
    window.session.steps.redo()
    assert month_box(row, "First month in force").month == NOW + 15


def test_a_plan_of_another_strength_is_led_up_to_and_kept(window: MainWindow) -> None:
    row = window.levers.open("audit")
    row.tick.click()
    enter(month_box(row, "First month in force"), "Apr 2027")
    strength = next(box for box in row.findChildren(NumberBox) if box.accessibleName() == "Strength of the measure")
    enter(strength, "40")
    row.slider.setValue(80)
    assert sorted(own(window)) == [(NOW, pytest.approx(0.8)), (NOW + 15, pytest.approx(0.4))]
    assert row.remark == "80\xa0% until Apr 2027, when the measure that was planned takes over at 40\xa0%."
    window.session.steps.undo()
    row.tick.click()
    assert own(window) == [(NOW, pytest.approx(0.4))], "a tick keeps the strength that was planned"


def test_a_lever_that_begins_again_begins_with_what_its_form_shows(window: MainWindow) -> None:
    row = window.levers.open("federal_ban")
    row.tick.click()
    choose(scope_of(row), "hosted")
    enter(month_box(row, "Last month in force"), "Jun 2026")
    window.session.move_hand(NOW + 12)
    window.levers._refresh()  # noqa: SLF001 - at once, not when the window has time
    row.tick.click()
    assert window.session.scenario.measure("federal_ban_2").policy.scope == "hosted"  # type: ignore[attr-defined] # a ban has one
