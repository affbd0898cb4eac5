"""Futures in the window: their names, their lanes under the years, and what can be done with each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu

from simulator.dates import NOW
from simulator.policy import POLICIES
from simulator.scenario.library import load
from tests.ui.keyboard import press
from ui.models.futures import name_of_future, parting
from ui.session import edits

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.session.session import Session
    from ui.window.main_window import MainWindow

BAN = POLICIES["federal_ban"]


def move(session: Session, policy: str, strength: float = 1.0) -> None:
    session.edit(policy, lambda scenario: edits.move_lever(scenario, POLICIES[policy], NOW, strength))


def names(session: Session) -> list[str]:
    return [future.name for future in session.kept.all]


class TestNames:
    def test_measures_begun_ended_switched_off_and_gone_are_told(self, base: Scenario) -> None:
        banned = edits.move_lever(base, BAN, NOW, 1.0)
        assert name_of_future(base, banned) == "Federal ban: scope all, from Jan 2026 on"
        assert name_of_future(banned, base) == "Without Federal ban: scope all"
        ended = edits.move_lever(banned, BAN, NOW + 12, 0.0)
        assert name_of_future(base, ended) == "Federal ban: scope all, from Jan 2026 to Dec 2026"
        assert (
            name_of_future(banned, edits.switch_measure(banned, "federal_ban"))
            == "Federal ban: scope all, switched off"
        )

    def test_of_many_differences_two_are_named(self, base: Scenario) -> None:
        many = base
        for policy in ("federal_ban", "audit", "subsidy", "close_weights"):
            many = edits.move_lever(many, POLICIES[policy], NOW, 1.0)
        assert name_of_future(base, many) == "Federal ban: scope all; Audit and certification and 2 more"

    def test_numbers_of_the_model_and_the_frame_of_a_run_are_told(self, base: Scenario) -> None:
        research = base.assumptions.research.model_copy(update={"frontier_pace": 14.0})
        other = base.changed(assumptions=base.assumptions.model_copy(update={"research": research}))
        assert "frontier pace 14 instead of" in name_of_future(base, other)
        assert name_of_future(base, base.changed(seed=7)).startswith("Seed 7")

    def test_what_does_not_differ_is_called_like_the_scenario(self, base: Scenario) -> None:
        assert name_of_future(base, base) == base.title

    def test_futures_part_where_their_measures_first_differ(self, base: Scenario) -> None:
        assert parting(base, edits.move_lever(base, BAN, 40, 1.0)) == 40
        assert parting(base, base.changed(seed=7)) == 0
        assert parting(base, base.changed(title="Another")) is None


class TestLanes:
    @pytest.fixture
    def kept(self, window: MainWindow) -> MainWindow:
        for policy in ("federal_ban", "audit"):
            session = window.session
            session.edit(policy, lambda scenario, p=policy: edits.move_lever(scenario, POLICIES[p], 40, 1.0))
            session.kept.keep(session.scenario, policy)
            session.steps.undo()
        return window

    def test_there_are_as_many_lanes_as_futures_and_none_takes_no_room(self, window: MainWindow) -> None:
        lanes = window.timeline.lanes
        assert not lanes.isVisible()
        window.session.kept.keep(window.session.scenario)
        window.session.kept.keep(window.session.scenario)
        assert lanes.isVisible()
        assert lanes.height() == 2 * lanes.lane_height

    def test_a_lane_leaves_where_its_future_parts_from_the_one_on_show(self, kept: MainWindow) -> None:
        lanes, scale = kept.timeline.lanes, kept.timeline.scale()
        assert lanes.place(kept.session.kept.all[0]).x() == pytest.approx(scale.x(40))

    def test_a_double_click_shows_a_future(self, kept: MainWindow, qtbot: QtBot) -> None:
        lanes, audit = kept.timeline.lanes, kept.session.kept.all[1]
        qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(90, int(lanes.place(audit).y())))
        qtbot.mouseDClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(90, int(lanes.place(audit).y())))
        assert kept.session.scenario == audit.scenario

    def test_keys_choose_show_compare_rename_and_delete(self, kept: MainWindow, qtbot: QtBot) -> None:
        lanes, session = kept.timeline.lanes, kept.session
        lanes.setFocus()
        qtbot.keyClick(lanes, Qt.Key.Key_Down)
        qtbot.keyClick(lanes, Qt.Key.Key_Return)
        assert session.scenario == session.kept.all[1].scenario
        qtbot.keyClick(lanes, Qt.Key.Key_Up)
        qtbot.keyClick(lanes, Qt.Key.Key_C)
        assert session.comparison.chosen == session.kept.all[0]
        qtbot.keyClick(lanes, Qt.Key.Key_F2)
        (dialog,) = kept.findChildren(QInputDialog)
        dialog.setTextValue("Hosted only")
        dialog.accept()
        assert names(session) == ["Hosted only", "audit"]
        session.select("audit")
        qtbot.keyClick(lanes, Qt.Key.Key_Delete)
        assert names(session) == ["audit"]
        assert session.selected == "audit"

    @pytest.mark.screen("what pops up is a window of its own, and takes the keys")
    def test_a_future_is_kept_by_its_key_and_a_dialog_with_a_name(self, window: MainWindow, qtbot: QtBot) -> None:
        move(window.session, "federal_ban")
        press("Ctrl+B")
        (dialog,) = window.findChildren(QInputDialog)
        assert dialog.textValue() == "Federal ban: scope all, from Jan 2026 on"
        dialog.accept()
        assert names(window.session) == ["Federal ban: scope all, from Jan 2026 on"]

    def test_the_menu_shows_compares_and_deletes(self, kept: MainWindow) -> None:
        session, menu = kept.session, QMenu(kept)
        kept.futures.fill(menu)
        assert [action.text() for action in menu.actions()] == ["federal_ban", "audit"]
        choices = {action.text(): action for action in menu.actions()[0].menu().actions()}
        choices["&Compare with it"].trigger()
        assert session.comparison.name == "federal_ban"
        choices["&Show"].trigger()
        assert session.scenario == session.kept.all[0].scenario
        choices["&Delete"].trigger()
        assert names(session) == ["audit"]

    def test_a_future_is_saved_to_a_file_without_being_shown(self, kept: MainWindow, tmp_path: Path) -> None:
        on_show, future = kept.session.scenario, kept.session.kept.all[0]
        path = tmp_path / "ban.toml"
        kept.files.save_copy_to(future.scenario.changed(title=future.name), path)
        assert load(path).measures == future.scenario.measures
        assert load(path).title == "federal_ban"
        assert kept.session.scenario is on_show
        assert kept.session.path is None
