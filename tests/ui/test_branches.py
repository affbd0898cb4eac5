"""Futures that are kept under a name: kept, shown, compared with, renamed and deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu

from simulator.dates import NOW
from simulator.policy import POLICIES
from simulator.scenario.library import load
from ui.models.futures import name_of_future, parting
from ui.session import edits

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.session.session import Session
    from ui.window.main_window import MainWindow

BAN = POLICIES["federal_ban"]


@pytest.fixture
def session(window: MainWindow) -> Session:
    return window.session


def move(session: Session, policy: str, strength: float = 1.0) -> None:
    session.edit(policy, lambda scenario: edits.move_lever(scenario, POLICIES[policy], NOW, strength))


def names(session: Session) -> list[str]:
    return [branch.name for branch in session.saved_branches]


def test_a_future_is_kept_under_words_of_what_differs(session: Session) -> None:
    move(session, "federal_ban")
    kept = session.keep_branch()
    assert kept.name == "Federal ban from Jan 2026"
    assert kept.scenario is session.scenario
    assert session.keep_branch().name == "Federal ban from Jan 2026 (2)"


def test_a_future_that_is_kept_survives_undo_of_what_made_it(session: Session) -> None:
    move(session, "federal_ban")
    kept = session.keep_branch("Ban")
    session.undo()
    assert session.saved_branches == (kept,)
    assert session.undo_stack.canRedo()


def test_a_future_is_shown_as_a_step_of_undo_and_what_was_on_show_is_its_ghost(session: Session) -> None:
    first, branch = session.scenario, session.branch
    move(session, "federal_ban")
    kept = session.keep_branch("Ban")
    months = session.branch
    session.undo()
    session.show_branch(kept)
    assert session.scenario == kept.scenario
    assert session.branch is months
    assert session.ghost is branch
    session.undo()
    assert session.scenario == first


def test_a_future_is_renamed_and_deleted_as_steps_of_undo(session: Session) -> None:
    move(session, "federal_ban")
    session.keep_branch("One")
    move(session, "audit")
    session.keep_branch("Two")
    session.rename_branch(session.saved_branches[0], "Two")
    assert names(session) == ["Two (2)", "Two"]
    session.delete_branch(session.saved_branches[0])
    assert names(session) == ["Two"]
    session.undo()
    assert names(session) == ["Two (2)", "Two"]
    session.undo()
    assert names(session) == ["One", "Two"]
    session.redo()
    session.redo()
    assert names(session) == ["Two"]


def test_the_ghost_can_be_a_future_that_is_kept_and_follows_its_name(session: Session, qtbot: QtBot) -> None:
    move(session, "federal_ban")
    kept = session.keep_branch("Ban")
    months = session.branch
    session.undo()
    session.compare_with(kept)
    assert session.ghost is months
    assert session.ghost_name == "Ban"
    qtbot.waitUntil(lambda: len(months.worlds) > session.scenario.end)
    session.rename_branch(kept, "Hosted")
    assert session.ghost_name == "Hosted"
    session.delete_branch(session.saved_branches[0])
    assert session.ghost is None


def test_what_is_watched_is_simulated_to_the_end(session: Session, qtbot: QtBot) -> None:
    move(session, "federal_ban")
    kept = session.keep_branch("Ban")
    session.undo()
    session.watch((kept.scenario,))
    branch = session.branch_of(kept.scenario)
    qtbot.waitUntil(lambda: len(branch.worlds) > session.scenario.end)
    assert branch is session.branch_of(kept.scenario)


def test_another_scenario_begins_without_futures(session: Session, base: Scenario) -> None:
    session.compare_with(session.keep_branch("One"))
    session.open(base.changed(title="Another market", end=2), None)  # futures belong to a title where there is no file
    assert session.saved_branches == ()
    assert session.ghost is None


class TestNames:
    def test_measures_begun_ended_switched_off_and_gone_are_told(self, base: Scenario) -> None:
        banned = edits.move_lever(base, BAN, NOW, 1.0)
        assert name_of_future(base, banned) == "Federal ban from Jan 2026"
        assert name_of_future(banned, base) == "Without Federal ban"
        ended = edits.move_lever(banned, BAN, NOW + 12, 0.0)
        assert name_of_future(base, ended) == "Federal ban from Jan 2026 to Dec 2026"
        assert name_of_future(banned, edits.switch_measure(banned, "federal_ban")) == "Federal ban switched off"

    def test_of_many_differences_two_are_named(self, base: Scenario) -> None:
        many = base
        for policy in ("federal_ban", "audit", "subsidy", "close_weights"):
            many = edits.move_lever(many, POLICIES[policy], NOW, 1.0)
        assert name_of_future(base, many) == "Federal ban, Audit and certification and 2 more"

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
            session.keep_branch(policy)
            session.undo()
        return window

    def test_there_are_as_many_lanes_as_futures_and_none_takes_no_room(self, window: MainWindow) -> None:
        lanes = window.timeline.lanes
        assert not lanes.isVisible()
        window.session.keep_branch()
        window.session.keep_branch()
        assert lanes.isVisible()
        assert lanes.height() == 2 * lanes.lane

    def test_a_lane_leaves_where_its_future_parts_from_the_one_on_show(self, kept: MainWindow) -> None:
        lanes, scale = kept.timeline.lanes, kept.timeline.scale()
        assert lanes.place(kept.session.saved_branches[0]).x() == pytest.approx(scale.x(40))

    def test_a_double_click_shows_a_future(self, kept: MainWindow, qtbot: QtBot) -> None:
        lanes, audit = kept.timeline.lanes, kept.session.saved_branches[1]
        qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(90, int(lanes.place(audit).y())))
        qtbot.mouseDClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(90, int(lanes.place(audit).y())))
        assert kept.session.scenario == audit.scenario

    def test_keys_choose_show_compare_rename_and_delete(self, kept: MainWindow, qtbot: QtBot) -> None:
        lanes, session = kept.timeline.lanes, kept.session
        lanes.setFocus()
        qtbot.keyClick(lanes, Qt.Key.Key_Down)
        qtbot.keyClick(lanes, Qt.Key.Key_Return)
        assert session.scenario == session.saved_branches[1].scenario
        qtbot.keyClick(lanes, Qt.Key.Key_Up)
        qtbot.keyClick(lanes, Qt.Key.Key_C)
        assert session.comparison == session.saved_branches[0]
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
        qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        (dialog,) = window.findChildren(QInputDialog)
        assert dialog.textValue() == "Federal ban from Jan 2026"
        dialog.accept()
        assert names(window.session) == ["Federal ban from Jan 2026"]

    def test_the_menu_shows_compares_and_deletes(self, kept: MainWindow) -> None:
        session, menu = kept.session, QMenu(kept)
        kept.futures.fill(menu)
        assert [action.text() for action in menu.actions()] == ["federal_ban", "audit"]
        choices = {action.text(): action for action in menu.actions()[0].menu().actions()}
        choices["&Compare with it"].trigger()
        assert session.ghost_name == "federal_ban"
        choices["&Show"].trigger()
        assert session.scenario == session.saved_branches[0].scenario
        choices["&Delete"].trigger()
        assert names(session) == ["audit"]

    def test_a_future_is_saved_to_a_file_without_being_shown(self, kept: MainWindow, tmp_path: Path) -> None:
        on_show, branch = kept.session.scenario, kept.session.saved_branches[0]
        path = tmp_path / "ban.toml"
        kept.files.save_copy_to(branch.scenario.changed(title=branch.name), path)
        assert load(path).measures == branch.scenario.measures
        assert load(path).title == "federal_ban"
        assert kept.session.scenario is on_show
        assert kept.session.path is None
