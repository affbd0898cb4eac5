"""The session without a window: opening, editing, undoing, saving, and what it tells those who listen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from simulator.dates import NOW
from simulator.policy import POLICIES
from tests.ui.by_hand import WorkerByHand
from ui.models.values import Filter, Ghost
from ui.session import edits
from ui.session.session import Session
from ui.session.undo import Gestures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simulator.scenario.value import Scenario

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def worker() -> WorkerByHand:
    return WorkerByHand()


@pytest.fixture
def session(base: Scenario, worker: WorkerByHand) -> Iterator[Session]:
    session = Session(base, worker=worker)
    session.simulation.begin()
    worker.finish_all(session.simulation)
    yield session
    session.close()


def move(session: Session, policy: str, strength: float = 1.0, gesture: int | None = None) -> None:
    kind = POLICIES[policy]
    session.edit(policy, lambda scenario: edits.move_lever(scenario, kind, NOW, strength), gesture)


def test_undoing_everything_gives_the_first_scenario_and_redoing_everything_the_last(session: Session) -> None:
    first = session.scenario
    drag = Gestures().begin()
    for strength in (0.2, 0.6, 1.0):
        move(session, "subsidy", strength, drag)
    move(session, "federal_ban")
    session.edit("seed", lambda scenario: scenario.changed(seed=7))
    kept = session.kept.keep(session.scenario, "Kept")
    session.kept.rename(kept, "Renamed")
    session.show_future(session.kept.all[0])  # it is on show already: no step
    last = session.scenario
    assert session.steps.stack.count() == 4
    while session.steps.stack.canUndo():
        session.steps.undo()
    assert session.scenario == first
    assert session.ghost is None
    while session.steps.stack.canRedo():
        session.steps.redo()
    assert session.scenario == last


def test_an_edit_shows_a_future_that_shares_the_months_before_it_and_leaves_the_old_one_as_its_ghost(
    session: Session, worker: WorkerByHand
) -> None:
    before = session.branch
    move(session, "federal_ban")
    assert session.ghost is before
    assert session.branch.worlds == before.worlds[:NOW]
    assert worker.jobs[-1].timeline == session.scenario.timeline
    session.steps.undo()
    assert session.branch is before
    assert session.ghost is None


def test_who_listens_to_an_edit_sees_its_scenario_months_and_ghost_at_once(session: Session) -> None:
    seen: list[tuple[object, ...]] = []
    for signal in (session.scenario_changed, session.branch_changed, session.file_changed):
        signal.connect(lambda: seen.append((session.scenario, session.branch.timeline, session.ghost)))
    before = session.branch
    move(session, "federal_ban")
    assert seen == [(session.scenario, session.scenario.timeline, before)] * 3


def test_futures_that_a_slider_passes_through_push_no_other_one_out_of_memory(session: Session) -> None:
    session.edit("seed", lambda scenario: scenario.changed(seed=7))
    visited, drag = session.branch, Gestures().begin()
    session.steps.undo()
    for step in range(1, 41):
        move(session, "subsidy", step / 40, drag)
    session.edit("seed", lambda scenario: scenario.changed(seed=7))
    move(session, "subsidy", 0.0)
    assert session.branch is visited


def test_there_is_something_to_save_while_the_scenario_is_not_what_was_saved(session: Session, tmp_path: Path) -> None:
    assert not session.changed
    move(session, "federal_ban")
    assert session.changed
    session.steps.undo()
    assert not session.changed
    session.steps.redo()
    session.note_saved(session.scenario, tmp_path / "mine.toml")
    assert not session.changed
    assert session.path == tmp_path / "mine.toml"
    session.steps.undo()
    assert session.changed


def test_keeping_or_looking_at_something_leaves_nothing_to_save(session: Session) -> None:
    session.kept.keep(session.scenario, "Kept")
    session.move_hand(3)
    session.show_filter(Filter(by="model"))
    session.comparison.choose(Ghost.AS_OPENED)
    session.focus.set("alibaba")
    assert not session.changed
    assert not session.steps.stack.canUndo()


def test_opening_leaves_everything_of_the_last_scenario_behind(
    base: Scenario, session: Session, worker: WorkerByHand, tmp_path: Path
) -> None:
    move(session, "federal_ban")
    session.select("federal_ban")
    session.comparison.choose(session.kept.keep(session.scenario, "Ban"))
    session.simulation.watch((base.changed(seed=3),))
    stale, openings = worker.jobs[-1], session.openings
    other = base.changed(seed=9, end=12)
    session.open(other, tmp_path / "other.toml")
    assert (session.scenario, session.opened, session.path) == (other, other, tmp_path / "other.toml")
    assert session.openings == openings + 1
    assert session.kept.all == ()
    assert session.selected == ""
    assert session.ghost is None
    assert session.hand == 12
    assert not session.changed
    assert not session.steps.stack.canUndo()
    worker.hand_over(stale, 3)
    assert session.branch.worlds == []
    worker.finish_all(session.simulation)
    assert worker.jobs[-1].setup.seed == 9, "what was watched beside the last scenario is watched no longer"


def test_a_scenario_that_is_opened_again_is_known_as_opened(base: Scenario, session: Session) -> None:
    openings = session.openings
    move(session, "federal_ban")
    assert session.openings == openings, "an edit opens nothing"
    session.open(base, None)
    session.open(base, None)
    assert session.openings == openings + 2


def test_a_kept_future_is_shown_as_a_step_and_what_was_on_show_becomes_its_ghost(
    base: Scenario, session: Session
) -> None:
    opened = session.branch
    move(session, "federal_ban")
    kept, months = session.kept.keep(session.scenario, "Ban"), session.branch
    session.steps.undo()
    session.show_future(kept)
    assert session.branch is months
    assert session.ghost is opened
    session.steps.undo()
    assert session.scenario == base


def test_the_ghost_follows_the_kept_future_that_it_shows_through_renaming_deletion_and_undo(session: Session) -> None:
    move(session, "federal_ban")
    kept, months = session.kept.keep(session.scenario, "Ban"), session.branch
    session.steps.undo()
    session.comparison.choose(kept)
    assert session.ghost is months
    session.kept.rename(kept, "Hosted")
    assert (session.ghost, session.comparison.name) == (months, "Hosted")
    session.kept.delete(session.kept.all[0])
    assert session.ghost is None
    session.steps.undo()
    assert [future.name for future in session.kept.all] == ["Hosted"]


def test_the_hand_stays_within_the_months_of_the_scenario(session: Session) -> None:
    moves: list[int] = []
    session.hand_moved.connect(moves.append)
    for month in (10_000, 10_000, -5):
        session.move_hand(month)
    assert moves == [session.scenario.end, 0]
    session.move_hand(session.scenario.end)
    session.edit("shorter", lambda scenario: scenario.changed(end=20))
    assert session.hand == 20


def test_the_world_under_the_hand_is_unknown_until_it_is_simulated(session: Session) -> None:
    session.move_hand(NOW)
    assert session.world is session.branch.worlds[NOW]
    session.edit("seed", lambda scenario: scenario.changed(seed=7))
    assert session.world is None


def test_a_measure_that_undo_takes_away_is_selected_no_longer(session: Session) -> None:
    move(session, "federal_ban")
    session.select("federal_ban")
    session.edit("seed", lambda scenario: scenario.changed(seed=7))
    assert session.selected == "federal_ban"
    session.steps.undo()
    session.steps.undo()
    assert session.selected == ""


def test_a_copy_of_a_measure_follows_the_original_and_is_selected(session: Session) -> None:
    move(session, "federal_ban")
    session.edit("end", lambda scenario: edits.move_lever(scenario, POLICIES["federal_ban"], NOW + 12, 0.0))
    session.duplicate("federal_ban")
    copy = session.scenario.measure(session.selected)
    assert copy.id != "federal_ban"
    assert (copy.start, copy.end) == (NOW + 12, NOW + 23)
    session.steps.undo()
    assert session.selected == ""


def test_what_stands_out_stands_out_no_longer_when_it_is_toggled_again(session: Session) -> None:
    told: list[str] = []
    session.focus.changed.connect(told.append)
    session.focus.toggle("alibaba")
    session.focus.set("alibaba")
    session.focus.toggle("meta")
    session.focus.toggle("meta")
    assert told == ["alibaba", "meta", ""]
