"""A scenario that nobody has changed yet is compared with the market that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from simulator.scenario.library import load, load_to_edit
from ui.models.futures import origin
from ui.models.values import Ghost

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

END = 64


def few(scenario: Scenario) -> Scenario:
    return scenario.changed(buyers=512, end=END)


def test_a_scenario_that_ships_is_made_from_the_base_market_under_its_own_luck() -> None:
    ban = few(load_to_edit("ban_the_service")).changed(seed=7)
    found = origin(ban, None)
    assert found is not None
    assert (found.seed, found.buyers, found.end) == (7, 512, END)
    assert found.timeline == load("base").changed(end=END).timeline


def test_the_base_market_is_made_from_no_other() -> None:
    assert origin(few(load_to_edit("base")), None) is None


def test_a_file_is_made_from_its_neighbour_and_without_it_from_nothing(tmp_path: Path) -> None:
    parent, child = tmp_path / "parent.toml", tmp_path / "child.toml"
    parent.write_text('format = 2\ntitle = "Parent"\nextends = "base@1"\n', encoding="utf-8")
    child.write_text(
        'format = 2\ntitle = "Child"\nextends = "parent.toml"\n'
        '[measures.ban]\nkind = "federal_ban"\nstart = "2026-05"\n',
        encoding="utf-8",
    )
    scenario = load(child)
    found = origin(scenario, child)
    assert found is not None
    assert found.title == "Parent"
    parent.unlink()
    assert origin(scenario, child) is None


def test_opening_a_scenario_shows_at_once_what_it_changes(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    session.open(few(load_to_edit("ban_the_service")), None)
    assert session.ghost is not None
    assert session.comparison.name == "the base market"
    assert window.market.comparison.box.currentText() == "The base market"
    qtbot.waitUntil(lambda: not session.simulation.busy)
    session.move_hand(END)
    shares = window.market.shares
    assert shares is not None
    qtbot.waitUntil(lambda: shares.figure.has_ghost)
    assert shares.figure.ghost_name == "the base market"


def test_after_a_change_the_ghost_is_again_what_was_before_it(window: MainWindow) -> None:
    session = window.session
    session.open(few(load_to_edit("ban_the_service")), None)
    window.levers.row("audit").tick.click()
    assert session.comparison.name == "before the last change"
    session.comparison.choose(Ghost.ORIGIN)
    assert session.comparison.name == "the base market"
    session.steps.undo()
    assert session.comparison.name == "the base market"
