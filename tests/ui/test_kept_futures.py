"""Futures that are kept are there again with their scenario, whatever becomes of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from simulator.disk import user_folder
from ui.keeping.kept_futures import FuturesOnDisk
from ui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def session_of() -> Iterator[Callable[..., Session]]:
    """Return how to begin a session that keeps its futures; none of them simulates."""
    sessions: list[Session] = []

    def begin(scenario: Scenario, path: Path | None = None) -> Session:
        session = Session(scenario, path)
        FuturesOnDisk(session).begin()
        sessions.append(session)
        return session

    yield begin
    for session in sessions:
        session.close()


def names(session: Session) -> list[str]:
    return [future.name for future in session.kept.all]


def test_a_kept_future_is_there_again_to_the_last_value(base: Scenario, session_of: Callable[..., Session]) -> None:
    first = session_of(base)
    first.edit("seed", lambda scenario: scenario.changed(seed=7))
    kept = first.kept.keep(first.scenario, "Another luck")
    again = session_of(base)
    assert again.kept.all == (kept,)
    assert not again.changed


def test_renamed_and_deleted_futures_stay_so_and_undo_brings_them_back(
    base: Scenario, session_of: Callable[..., Session]
) -> None:
    first = session_of(base)
    first.kept.rename(first.kept.keep(first.scenario, "One"), "Two")
    assert names(session_of(base)) == ["Two"]
    first.kept.delete(first.kept.all[0])
    assert names(session_of(base)) == []
    first.steps.undo()
    assert names(session_of(base)) == ["Two"]


def test_another_scenario_has_its_own_and_opening_one_again_loses_none(
    base: Scenario, session_of: Callable[..., Session]
) -> None:
    session, other = session_of(base), base.changed(title="Another market")
    session.kept.keep(session.scenario, "Of the base")
    session.open(other, None)
    assert names(session) == []
    session.kept.keep(session.scenario, "Of the other")
    for scenario, name in ((base, "Of the base"), (other, "Of the other"), (other, "Of the other")):
        session.open(scenario, None)
        assert names(session) == [name]


def test_a_scenario_that_is_saved_takes_its_futures_along(
    base: Scenario, session_of: Callable[..., Session], tmp_path: Path
) -> None:
    session, path = session_of(base), tmp_path / "mine.toml"
    session.kept.keep(session.scenario, "Kept before it was saved")
    session.note_saved(base, path)
    assert names(session_of(base, path)) == ["Kept before it was saved"]


def test_two_windows_with_one_scenario_lose_none_of_each_other(
    base: Scenario, session_of: Callable[..., Session]
) -> None:
    one, two = session_of(base), session_of(base)
    one.kept.keep(one.scenario, "One")
    two.kept.keep(two.scenario, "Two")
    assert set(names(session_of(base))) == {"One", "Two"}
    two.kept.delete(two.kept.all[0])
    assert names(session_of(base)) == ["One"]


def test_two_windows_that_give_one_name_keep_both_futures_under_names_of_their_own(
    base: Scenario, session_of: Callable[..., Session]
) -> None:
    one, two = session_of(base), session_of(base)
    one.kept.keep(base.changed(seed=11), "Ban")
    two.kept.keep(base.changed(seed=12), "Ban")
    for window in (one, two):
        window.kept.keep(base, "Another")
    found = session_of(base).kept.all
    assert {future.scenario.seed for future in found} == {11, 12, base.seed}
    assert len({future.name for future in found}) == len(found)
    assert len([future for future in found if future.scenario.seed == 12]) == 1


def test_a_future_kept_before_the_earlier_ones_are_read_takes_no_name_from_them(
    base: Scenario, session_of: Callable[..., Session]
) -> None:
    session_of(base).kept.keep(base.changed(seed=11), "Ban")
    quick = Session(base)
    quick.kept.keep(base.changed(seed=12), "Ban")
    FuturesOnDisk(quick).begin()
    quick.close()
    assert {(future.name, future.scenario.seed) for future in quick.kept.all} == {("Ban", 12), ("Ban (2)", 11)}
    assert set(session_of(base).kept.all) == set(quick.kept.all)


def test_futures_of_another_market_come_back_and_say_so_once(
    base: Scenario, session_of: Callable[..., Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = session_of(base)
    kept = [first.kept.keep(base.changed(seed=seed), name) for seed, name in ((7, "Luck"), (8, "More luck"))]
    monkeypatch.setattr("simulator.scenario.reading.reading.program_version", lambda: "99.0")
    session, told = session_of(first.scenario.changed(title="Another")), []
    futures = FuturesOnDisk(session)
    futures.remarked.connect(told.append)
    futures.begin()
    assert told == []
    session.open(base, None)
    assert set(session.kept.all) == set(kept)
    market = "Made with the market of 0.1.0. The model has changed; numbers will differ."
    assert told == [(f"Kept futures (Luck, More luck): {market}",)]


def test_a_file_that_cannot_be_read_is_put_aside_and_not_lost(
    base: Scenario, session_of: Callable[..., Session]
) -> None:
    session_of(base).kept.keep(base, "Kept")
    (file,) = (user_folder() / "futures").iterdir()
    file.write_bytes(b"damaged")
    session = session_of(base)
    assert names(session) == []
    session.kept.keep(session.scenario, "Kept again")
    assert names(session_of(base)) == ["Kept again"]
    assert b"damaged" in [other.read_bytes() for other in file.parent.iterdir()]


def test_a_disk_that_takes_nothing_is_told_and_the_future_is_kept_as_long_as_the_window(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    window = open_window(base, known=months)
    user_folder().mkdir(parents=True, exist_ok=True)
    (user_folder() / "futures").write_text("in the way", encoding="utf-8")
    window.session.kept.keep(window.session.scenario, "Kept")
    qtbot.waitUntil(lambda: "cannot be written down" in window.notice.text)
    assert names(window.session) == ["Kept"]


def test_a_window_brings_back_the_futures_of_the_last_one(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    first = open_window(base, known=months)
    first.session.kept.keep(first.session.scenario, "Kept")
    qtbot.waitUntil(lambda: any(user_folder().glob("futures/*")))
    first.close_for_good()
    second = open_window(base, known=months)
    qtbot.waitUntil(lambda: names(second.session) == ["Kept"])
