"""Futures that are kept under a name: kept, shown, compared with, renamed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.dates import NOW
from simulator.policy import POLICIES
from ui import edits
from ui.models.differences import differences

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.main_window import MainWindow
    from ui.session import Session

BAN, AUDIT = POLICIES["federal_ban"], POLICIES["audit"]


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
    qtbot.waitUntil(lambda: len(months.worlds) > session.scenario.end, timeout=20_000)
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
    qtbot.waitUntil(lambda: len(branch.worlds) > session.scenario.end, timeout=20_000)
    assert branch is session.branch_of(kept.scenario)


def test_another_scenario_begins_without_futures(session: Session, base: Scenario) -> None:
    session.compare_with(session.keep_branch("One"))
    session.open(base.changed(end=2), None)
    assert session.saved_branches == ()
    assert session.ghost is None


class TestDifferences:
    def test_measures_begun_ended_switched_off_and_gone_are_told(self, base: Scenario) -> None:
        banned = edits.move_lever(base, BAN, NOW, 1.0)
        assert differences(base, banned) == ("Federal ban from Jan 2026",)
        assert differences(banned, base) == ("Without Federal ban",)
        ended = edits.move_lever(banned, BAN, NOW + 12, 0.0)
        assert differences(base, ended) == ("Federal ban from Jan 2026 to Dec 2026",)
        assert differences(banned, edits.switch_measure(banned, "federal_ban")) == ("Federal ban switched off",)

    def test_numbers_of_the_model_and_the_frame_of_a_run_are_told(self, base: Scenario) -> None:
        research = base.assumptions.research.model_copy(update={"frontier_pace": 14.0})
        other = base.changed(
            assumptions=base.assumptions.model_copy(update={"research": research}), seed=7, history="free"
        )
        told = differences(base, other)
        assert told == (
            f"Frontier pace 14 instead of {base.assumptions.research.frontier_pace:g}",
            "Seed 7",
            "Free history",
        )

    def test_equal_scenarios_do_not_differ(self, base: Scenario) -> None:
        assert differences(base, base) == ()
