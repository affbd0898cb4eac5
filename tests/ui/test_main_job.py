"""The main job, by mouse and keys: play, move a lever, see shares bend, rewind, undo, save, open again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.everything import action
from tests.ui.keyboard import press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.panels.levers.levers import LeverRow
    from ui.window.main_window import MainWindow

NOW, END = 28, 64
LEFT = Qt.MouseButton.LeftButton


def finished(window: MainWindow) -> bool:
    return window.session.simulation.complete and (
        window.session.ghost is None or len(window.session.ghost.worlds) > END
    )


def wait_for_months(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: finished(window))


def ban(window: MainWindow) -> LeverRow:
    return window.levers.row("federal_ban")


def chinese_share_of_american_use(window: MainWindow, month: int, *, ghost: bool = False) -> float:
    from simulator.indicator import market_shares

    branch = window.session.ghost if ghost else window.session.branch
    assert branch is not None
    shares, labels = market_shares(branch.worlds[month], "origin", "united_states", "all", "workload")
    return float(shares[labels.index("china")])


def test_the_window_opens_on_a_market_that_runs_to_2035_with_the_hand_in_january_2026(window: MainWindow) -> None:
    assert window.session.hand == NOW
    assert len(window.session.branch.worlds) == END + 1
    assert window.market.shares is not None
    assert window.market.shares.figure.known == END + 1


@pytest.mark.screen("the window system gives the focus")
def test_space_plays_and_pauses(window: MainWindow, qtbot: QtBot) -> None:
    press("Space")
    qtbot.waitUntil(lambda: window.session.hand >= NOW + 2)
    press("Space")
    assert not window.player.playing


@pytest.mark.screen("the pointer is the window system's")
def test_a_lever_moved_in_january_2026_bends_the_future_and_leaves_the_past(window: MainWindow, qtbot: QtBot) -> None:
    before = chinese_share_of_american_use(window, NOW)
    qtbot.mouseClick(ban(window).tick, LEFT)
    wait_for_months(qtbot, window)
    branch, ghost = window.session.branch, window.session.ghost
    assert ghost is not None
    assert before > 0.0
    assert chinese_share_of_american_use(window, NOW) == 0.0
    assert chinese_share_of_american_use(window, NOW, ghost=True) == before
    assert all(new is old for new, old in zip(branch.worlds[:NOW], ghost.worlds[:NOW], strict=True))
    qtbot.waitUntil(lambda: window.market.shares is not None and window.market.shares.figure.has_ghost)


@pytest.mark.screen("the window system gives the focus")
def test_a_lever_is_moved_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    ban(window).tick.setFocus()
    qtbot.keyClick(ban(window).tick, Qt.Key.Key_Space)
    (measure,) = [m for m in window.session.scenario.measures if not m.history]
    assert (measure.policy.id, measure.start, measure.strength) == ("federal_ban", NOW, 1.0)
    assert not window.player.playing
    ban(window).slider.setFocus()
    qtbot.keyClick(ban(window).slider, Qt.Key.Key_Left)
    assert window.session.scenario.measure(measure.id).strength == pytest.approx(0.95)


@pytest.mark.screen("the pointer is the window system's")
def test_a_drag_of_a_slider_is_one_step_of_undo(window: MainWindow, qtbot: QtBot) -> None:
    first = window.session.scenario
    slider = window.levers.row("export_controls").slider
    window.levers.ensureWidgetVisible(slider)
    middle = slider.height() // 2
    qtbot.mousePress(slider, LEFT, pos=QPoint(20, middle))
    for x in range(22, slider.width() - 6, 6):
        qtbot.mouseMove(slider, QPoint(x, middle))
        QTest.mouseMove(slider, QPoint(x, middle))
        slider.setValue(x)
        QApplication.processEvents()
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(slider.width() - 6, middle))
    assert window.session.scenario != first
    assert window.session.steps.stack.count() == 1
    window.session.steps.undo()
    assert window.session.scenario == first


def test_a_drag_that_ends_where_it_began_changes_nothing(window: MainWindow) -> None:
    first = window.session.scenario
    slider = window.levers.row("export_controls").slider
    slider.setSliderDown(True)
    for value in (10, 60, 0):
        slider.setValue(value)
    slider.setSliderDown(False)
    assert window.session.scenario is first
    assert window.session.steps.stack.count() == 0
    assert window.session.ghost is None


def test_moved_again_in_a_later_month_a_lever_ends_one_measure_and_starts_another(window: MainWindow) -> None:
    ban(window).tick.click()
    window.session.move_hand(52)
    ban(window).slider.setValue(40)
    old, new = (m for m in window.session.scenario.measures if m.policy.id == "federal_ban")
    assert (old.start, old.end) == (NOW, 51)
    assert (new.start, new.strength) == (52, pytest.approx(0.4))


def test_rewinding_is_not_an_edit(window: MainWindow) -> None:
    for name in ("year_back", "back", "start", "forward", "end", "now"):
        action(window, name).trigger()
    assert window.session.hand == NOW
    assert window.session.steps.stack.count() == 0
    assert not window.isWindowModified()


@pytest.mark.screen("the window system gives the focus")
def test_undoing_everything_gives_the_first_scenario_and_its_months_at_once(window: MainWindow, qtbot: QtBot) -> None:
    first, months = window.session.scenario, list(window.session.branch.worlds)
    ban(window).tick.click()
    wait_for_months(qtbot, window)
    window.levers.row("audit").slider.setValue(50)
    window.session.move_hand(40)
    window.levers.row("close_weights").tick.click()
    last = window.session.scenario
    while window.session.steps.stack.canUndo():
        qtbot.keySequence(window, QKeySequence("Ctrl+Z"))
    assert window.session.scenario == first
    assert window.session.branch.worlds == months or all(
        one is other for one, other in zip(window.session.branch.worlds, months, strict=True)
    )
    assert window.session.ghost is None
    while window.session.steps.stack.canRedo():
        qtbot.keySequence(window, QKeySequence("Ctrl+Shift+Z"))
    assert window.session.scenario == last


def test_a_saved_scenario_opens_again_as_it_was(window: MainWindow, tmp_path: Path) -> None:
    ban(window).tick.click()
    saved, path = window.session.scenario, tmp_path / "class.toml"
    assert window.isWindowModified()
    window.files.save_to(path)
    assert not window.isWindowModified()
    window.files.new()
    assert window.session.scenario != saved
    window.files.open(path)
    assert window.session.scenario == saved
    assert window.session.path == path


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_a_file_with_problems_shows_all_of_them_and_keeps_the_present_work(window: MainWindow, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QListWidget

    from ui.dialogs.dialog import Dialog

    present, path = window.session.scenario, tmp_path / "bad.toml"
    path.write_text('format = 0\nextends = "base"\ntitle = 3\nquestion = 4\n', encoding="utf-8")
    window.files.open(path)
    (page,) = window.findChildren(Dialog)
    listing = page.findChild(QListWidget)
    assert isinstance(listing, QListWidget)
    assert listing.count() >= 2
    assert window.session.scenario is present
    page.close()


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_closing_with_unsaved_changes_asks(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMessageBox

    ban(window).tick.click()
    window.close()
    assert window.isVisible()
    (question,) = window.findChildren(QMessageBox)
    question.button(QMessageBox.StandardButton.Cancel).click()
    qtbot.waitUntil(lambda: not window.findChildren(QMessageBox))
    assert window.isVisible()
    window.close()
    (question,) = window.findChildren(QMessageBox)
    question.button(QMessageBox.StandardButton.Discard).click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not window.session.simulation.worker.isRunning()


def test_another_filter_changes_the_chart_and_the_figures(window: MainWindow, qtbot: QtBot) -> None:
    from ui.models.values import Filter

    assert window.market.shares is not None
    before = window.market.shares.figure
    window.session.show_filter(Filter("origin", "west", "startup", "tokens"))
    qtbot.waitUntil(lambda: window.market.shares.figure is not before)
    figure = window.market.shares.figure
    assert {"Chinese", "American"} <= {series.name for series in figure.series}
    values = np.array([series.values for series in figure.series])
    assert np.allclose(values[:, NOW].sum(), 1.0)


def test_the_future_can_be_hidden(window: MainWindow) -> None:
    action(window, "hide_future").trigger()
    assert window.market.shares is not None
    assert window.market.shares.covered
    assert action(window, "hide_future").isChecked()
    action(window, "hide_future").trigger()
    assert not window.market.shares.covered


@pytest.mark.parametrize("name", ["base", "ban_the_service", "close_the_weights", "europe_turns"])
def test_an_edit_of_a_scenario_that_ships_is_saved_as_its_small_child(
    window: MainWindow, tmp_path: Path, name: str
) -> None:
    from simulator.scenario.library import load
    from simulator.scenario.shelf import kept_names

    window.files.open(name)
    assert window.session.path is None
    window.levers.row("subsidy").tick.click()
    path = tmp_path / "mine.toml"
    window.files.save_to(path)
    text = path.read_text(encoding="utf-8")
    assert f'extends = "{kept_names()[-1]}"' in text
    assert len(text.splitlines()) < 30
    assert load(path) == window.session.scenario


def test_the_question_stays_whole_and_goes_plain_where_it_would_break(window: MainWindow) -> None:
    question = window.market.question
    question.setText("Who earns money from open weights?")
    question.resize(2_000, 30)
    question.fit()
    assert question.property("rank") == "heading"
    question.resize(60, 30)
    question.fit()
    assert question.property("rank") == "question"


def test_the_figures_tell_what_chinese_makers_earn_and_how_many_start_ups_still_train(window: MainWindow) -> None:
    from simulator.accounts import accounts
    from simulator.entries import ORIGINS
    from simulator.tables import tidy
    from ui.look import wording
    from ui.models.key_figures import key_figures
    from ui.models.makers import maker_rows

    for world in window.session.branch.worlds[NOW::24]:
        figures = {f.label: f for g in key_figures([world], [], window.session.filter) for f in g.figures}
        assert figures["Start-ups that still train"].value.isdecimal()
        book = accounts(world)
        chinese = np.flatnonzero(world.makers.origin == ORIGINS.index("china"))
        buyers = [book.outside(name) for name in ("enterprises", "consumers", "state", "other_customers")]
        sold = float(world.payments[np.ix_(buyers, book.maker(chinese))].sum())
        assert figures["Chinese makers' revenue a month"].value == wording.money(sold)
        listed = [one.revenue for one in maker_rows([world]) if one.origin == "china" and np.isfinite(one.revenue)]
        assert sum(listed) == pytest.approx(sold), "the Makers page"
        table = tidy([world], ["revenue"])
        exported = table[table["maker"].isin(world.makers.id[chinese])]["value"].sum()
        assert exported == pytest.approx(sold, rel=1e-9), "an exported table"
