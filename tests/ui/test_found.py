"""Everything that can be done is found by a few letters and done by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from simulator.policy import POLICIES
from simulator.scenario.library import shipped
from tests.ui.keyboard import focused, press
from ui.dialogs.chooser import Chooser, ranked
from ui.dialogs.entry import menu_keys, mnemonic, plain_words
from ui.dialogs.shortcuts import Shortcuts, sections, sheet, write_sheet
from ui.look import wording
from ui.models.finding import likeness
from ui.pages.live import catalogue
from ui.window.found import everything
from ui.window.table import entries

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.window.main_window import MainWindow

NOW = 28


def opened(window: MainWindow, qtbot: QtBot) -> Chooser:
    qtbot.keyClick(focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return next(chooser for chooser in window.findChildren(Chooser) if chooser.isVisible())


def type_and_enter(chooser: Chooser, qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(chooser.line, words)
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)


def test_a_few_letters_find_the_title_that_they_mean_before_others() -> None:
    titles = ["Hide the future", "Add: Hosted-only ban", "Undo", "Open: Ban the service", "Step forward"]

    def best(typed: str) -> str:
        return max(titles, key=lambda title: likeness(typed, title))

    assert best("hide") == "Hide the future"
    assert best("hosted") == "Add: Hosted-only ban"
    assert best("ban serv") == "Open: Ban the service"
    assert best("hob") == "Add: Hosted-only ban"
    assert best("fwd") == "Step forward"


@pytest.mark.parametrize("typed", ["zebra", "undo zebra", "xq"])
def test_a_word_that_is_nowhere_finds_nothing(typed: str) -> None:
    assert likeness(typed, "Undo the last step", "Edit") == 0.0


def test_a_title_counts_more_than_what_is_said_beside_it() -> None:
    assert likeness("ban", "Federal ban") > likeness("ban", "Ask again", "about a ban") > 0.0


def test_every_action_every_lever_and_every_scenario_can_be_found(window: MainWindow) -> None:
    from simulator.scenario.library import shipped

    known = {each.id for each in everything(window, entries())}
    assert {f"action:{entry.id}" for entry in entries()} <= known
    assert {f"lever:{name}" for name in POLICIES} <= known
    assert {f"scenario:{scenario.name}" for scenario in shipped()} <= known


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_a_lever_is_added_by_the_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    type_and_enter(opened(window, qtbot), qtbot, "federal ban")
    (measure,) = [m for m in window.session.scenario.measures if not m.history]
    assert (measure.policy.title, measure.start) == ("Federal ban", NOW)
    assert QApplication.focusWidget() is window.levers.row(measure.policy.id).tick
    type_and_enter(opened(window, qtbot), qtbot, "show federal")
    assert [m for m in window.session.scenario.measures if not m.history] == [measure]


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_a_scenario_is_found_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    from simulator.scenario.library import load

    type_and_enter(opened(window, qtbot), qtbot, f"open {load('ban_the_service').title}")
    assert window.session.scenario.title == load("ban_the_service").title


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_what_was_done_last_stands_first(window: MainWindow, qtbot: QtBot) -> None:
    type_and_enter(opened(window, qtbot), qtbot, "hide future")
    assert window.session.future_hidden
    type_and_enter(opened(window, qtbot), qtbot, "step forward")
    assert [each.id for each in opened(window, qtbot).found[:2]] == ["action:forward", "action:hide_future"]


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_arrows_choose_while_the_keyboard_stays_in_the_line(window: MainWindow, qtbot: QtBot) -> None:
    chooser = opened(window, qtbot)
    qtbot.keyClicks(chooser.line, "step")
    first = chooser.line.accessibleDescription()
    qtbot.keyClick(chooser.line, Qt.Key.Key_Down)
    assert chooser.line.accessibleDescription() not in {"", first}
    assert chooser.focusWidget() is chooser.line


def test_what_cannot_be_done_now_is_listed_and_does_nothing(window: MainWindow, qtbot: QtBot) -> None:
    first = window.session.scenario
    chooser = opened(window, qtbot)
    qtbot.keyClicks(chooser.line, "undo")
    assert chooser.found[0].title == "Undo"
    chooser.listing.setCurrentRow(0)
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert chooser.isVisible()
    assert window.session.scenario is first


def test_letters_that_mean_nothing_are_answered_in_words(window: MainWindow, qtbot: QtBot) -> None:
    chooser = opened(window, qtbot)
    type_and_enter(chooser, qtbot, "zzzz")
    assert chooser.found == ()
    assert chooser.isVisible()


def test_every_line_of_a_menu_is_reached_by_keys_of_its_own(window: MainWindow) -> None:
    titles = window.menuBar().actions()
    for lines in (titles, *([line for line in title.menu().actions() if not line.isSeparator()] for title in titles)):
        letters = [letter for line in lines if (letter := mnemonic(line.text()))]
        assert len(letters) == len(set(letters)), [line.text() for line in lines]
        assert not [line.text() for line in lines if not mnemonic(line.text()) and line.shortcut().isEmpty()]


def test_keys_through_a_menu_are_those_of_its_letters() -> None:
    (light,) = (entry for entry in entries() if entry.id == "light")
    assert menu_keys(light) == "Alt+V, L"


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_the_sheet_of_shortcuts_lists_every_action_and_can_be_searched(window: MainWindow, qtbot: QtBot) -> None:
    press("F1")
    (page,) = window.findChildren(Shortcuts)
    listed = {key.words for key in page.shown}
    assert {plain_words(entry.text) for entry in entries()} <= listed
    assert all(key.keys for key in page.shown)
    qtbot.keyClicks(page.line, "undo")
    assert [key.keys for key in page.shown] == ["Ctrl+Z"]
    page.reject()


@pytest.mark.usefixtures("qapp")
def test_the_sheet_of_shortcuts_prints_on_one_page(tmp_path: Path) -> None:
    path = tmp_path / "keys.pdf"
    keys = sections(entries())
    write_sheet(keys, path)
    pages = path.read_bytes().count(b"/Type /Page\n")
    assert pages == 1
    assert "Ctrl+Shift+S" in sheet(keys, 500.0).toPlainText()


def test_the_scenarios_that_ship_are_offered_by_who_acts(window: MainWindow) -> None:
    menus = {plain_words(menu.title()): menu for menu in window.findChildren(QMenu)}
    offers = menus["Open a scenario that ships"]
    first, *groups = offers.actions()
    assert first.text() == shipped()[0].title
    found = {group.text(): [line.text() for line in group.menu().actions()] for group in groups}
    assert list(found) == [wording.actor(actor) for actor in dict.fromkeys(one.actor for one in shipped()[1:])]
    assert [title for titles in found.values() for title in titles] == [one.title for one in shipped()[1:]]


def test_every_indicator_is_found_and_shown_as_a_chart(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.show_tab("makers")
    titles = {each.title for each in everything(window, entries())}
    assert {f"Chart: {catalogue.title(name)}" for name in catalogue.offered()} <= titles
    press("Ctrl+K")
    (chooser,) = window.findChildren(Chooser)
    qtbot.keyClicks(chooser.line, "chart adoption")
    qtbot.keyClick(chooser.line, Qt.Key.Key_Return)
    assert window.tabs.current == "live"
    small = window.market.small
    assert small is not None
    assert small.plots[-1].indicator == "adoption"


def test_what_can_be_set_of_a_lever_leads_to_it_and_before_assumptions(window: MainWindow) -> None:
    found = [each.id for each in ranked([*everything(window, entries())], "hosted", ())]
    assert "lever:federal_ban" in found
    assumptions = [place for place, name in enumerate(found) if name.startswith("assumption:")]
    assert found.index("scenario:ban_the_service") < assumptions[0]
    assert found.index("lever:federal_ban") < assumptions[0]
