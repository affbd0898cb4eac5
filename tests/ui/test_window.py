"""What holds for the whole window: names for screen readers, crashes survived, threads ended, state kept."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QLabel, QScrollArea, QWidget
from threadpoolctl import threadpool_info, threadpool_limits

from simulator.history import following
from simulator.impossible import ImpossibleMonthError
from simulator.policy import POLICIES
from tests.patience import PATIENCE
from tests.ui.patient import settle
from ui.models.values import Ghost
from ui.session.worker import Job, Worker
from ui.window.table import entries

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.opening import Setup
    from simulator.policy import Timeline
    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.window.main_window import MainWindow

NOW, END = 28, 64


class ModelError(Exception):
    pass


def test_every_control_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    for policy in POLICIES:
        window.levers.open(policy)
    window.levers.row("federal_ban").tick.click()
    nameless = []
    for widget in window.findChildren(QWidget):
        if (
            widget.focusPolicy() == Qt.FocusPolicy.NoFocus
            or not widget.isVisible()
            or widget.objectName().startswith("qt_")
        ):
            continue
        parent = widget.parentWidget()
        if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert not nameless


def test_every_label_shows_plain_text(window: MainWindow) -> None:
    for policy in POLICIES:
        window.levers.open(policy)
    rich = [label.text() for label in window.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    assert not rich


def test_every_policy_has_a_lever_with_a_form_from_its_declaration(window: MainWindow) -> None:
    for policy in POLICIES:
        row = window.levers.row(policy)
        row.open()
        row.tick.click()
        placed = [measure for measure in window.session.scenario.measures if not measure.history]
        assert [measure.policy.id for measure in placed] == [policy]
        window.session.steps.undo()


def test_no_two_actions_share_a_key() -> None:
    keys = [key for entry in entries() for key in entry.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.screen("windows and threads end in another order")
def test_a_crash_in_the_model_is_told_survived_and_loses_nothing(
    open_window: Callable[..., MainWindow], base: Scenario, qtbot: QtBot
) -> None:
    broken = True

    def crash_in_2024(setup: Setup, timeline: Timeline, before: World | None) -> World:
        if broken and before is not None and before.month == 11:
            raise ModelError("the market is closed")
        return following(setup, timeline, before)

    window = open_window(base, worker=Worker(next_month=crash_in_2024))
    qtbot.waitUntil(window.notice.isVisible)
    assert len(window.session.branch.worlds) == 12
    assert window.session.simulation.worker.isRunning()
    assert window.session.scenario == base
    broken = False
    window.session.simulation.begin()
    qtbot.waitUntil(lambda: window.session.simulation.complete)


def test_a_month_that_no_market_can_have_is_told_and_nothing_goes_on_simulating(
    open_window: Callable[..., MainWindow], base: Scenario, qtbot: QtBot
) -> None:
    def halt_in_2024(setup: Setup, timeline: Timeline, before: World | None) -> World:
        if setup.seed == base.seed and before is not None and before.month == 11:
            raise ImpossibleMonthError(12, "The run stops before Sep 2024: prices are infinite.")
        return following(setup, timeline, before)

    window = open_window(base, worker=Worker(next_month=halt_in_2024))
    qtbot.waitUntil(window.notice.isVisible)
    assert "prices are infinite" in window.notice.text
    assert "are kept" in window.notice.text
    assert not window.notice.details, "a sentence, and no traceback"
    assert len(window.session.branch.worlds) == 12
    qtbot.waitUntil(lambda: "Stopped after Aug 2024" in words_below(window))
    assert not window.session.simulation.busy
    window.session.edit("Other seed", lambda scenario: scenario.changed(seed=base.seed + 1))
    qtbot.waitUntil(lambda: window.session.simulation.complete)
    qtbot.waitUntil(lambda: "Simulated to" in words_below(window))


def words_below(window: MainWindow) -> str:
    """Return what the line below everything says."""
    return " ".join(label.text() for label in window.statusBar().findChildren(QLabel) if not label.isHidden())


def test_a_newer_job_replaces_the_one_at_hand(base: Scenario, qtbot: QtBot) -> None:
    worker = Worker()
    finished: list[int] = []
    worker.job_finished.connect(finished.append)
    for number in (1, 2, 3):
        worker.begin(Job(number, base.setup, base.timeline, None, 20))
    qtbot.waitUntil(lambda: finished == [3])
    worker.stop()
    assert not worker.isRunning()


def test_linear_algebra_keeps_to_one_thread_until_the_last_of_two_simulations_is_done(
    base: Scenario, months: list[World], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, one_done, told = Barrier(2), Event(), list[set[int]]()

    def next_month(_before: World, timeline: Timeline, *_: object) -> World:
        both.wait(PATIENCE)
        if not timeline.measures:
            one_done.wait(PATIENCE)
            told.append({found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"})
        return months[1]

    monkeypatch.setattr("simulator.history.step", next_month)
    first, last = Worker(), Worker()
    first.job_finished.connect(one_done.set)
    with threadpool_limits(limits=2, user_api="blas"):
        for worker, measures in ((first, base.timeline.measures), (last, ())):
            worker.begin(Job(1, base.setup, replace(base.timeline, measures=measures), months[0], 1))
        qtbot.waitUntil(lambda: bool(told))
    for worker in (first, last):
        worker.stop()
    assert told == [{1}]


def test_a_worker_that_was_stopped_begins_nothing(base: Scenario) -> None:
    worker = Worker()
    worker.stop()
    worker.begin(Job(1, base.setup, base.timeline, None, 20))  # as for months that were on their way
    assert not worker.isRunning()
    assert not worker.isFinished()
    assert gc.isenabled()


@pytest.mark.screen("windows and threads end in another order")
def test_a_window_closed_in_the_middle_of_a_simulation_leaves_no_thread(
    open_window: Callable[..., MainWindow], base: Scenario
) -> None:
    window = open_window(base)
    window.close()
    assert not window.session.simulation.worker.isRunning()


def test_what_is_compared_with_can_be_chosen(window: MainWindow) -> None:
    opened = window.session.branch
    window.levers.row("audit").tick.click()
    window.levers.row("federal_ban").tick.click()
    assert window.session.ghost is not opened
    window.session.comparison.choose(Ghost.AS_OPENED)
    assert window.session.ghost is opened
    window.session.comparison.choose(Ghost.NOTHING)
    assert window.session.ghost is None


def test_months_passed_through_on_the_way_do_not_push_out_the_first_ones(window: MainWindow) -> None:
    opened = window.session.branch
    slider = window.levers.row("audit").slider
    slider.setSliderDown(True)
    for value in range(1, 60):
        slider.setValue(value)
    slider.setSliderDown(False)
    window.session.steps.undo()
    assert window.session.branch is opened


@pytest.mark.screen("painted by a style and fonts on a real screen")
@pytest.mark.parametrize("dress", ["light", "dark", "projector", "system"])
def test_every_theme_can_be_worn(window: MainWindow, dress: str) -> None:
    window.settings.choose(theme=dress)
    assert window.settings.chosen.theme == dress
    assert window.grab().width() > 0


@pytest.mark.screen("panels are laid out again when the window system answers")
def test_the_window_is_found_as_it_was_left(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World]
) -> None:
    first = open_window(base, known=months)
    first.settings.choose(theme="dark")
    first.close()
    assert open_window(base, known=months).settings.chosen.theme == "dark"


def test_the_caveat_stands_in_the_window(window: MainWindow) -> None:
    shown = [label.text() for label in window.statusBar().findChildren(QLabel) if label.isVisible()]
    assert "Conditional, not a forecast; firms' accounts illustrative" in shown


def test_a_call_of_qt_keeps_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(2_000):
        label.setText("")
    assert sys.getrefcount(None) > before - 1_000


@pytest.mark.screen("the window system gives the focus")
def test_space_ticks_a_box_that_has_the_focus_and_plays_elsewhere(window: MainWindow, qtbot: QtBot) -> None:
    tick = window.levers.row("audit").tick
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    assert not window.player.playing
    window.timeline.bars.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert window.player.playing
    window.player.pause()


@pytest.mark.screen("a real screen has a size to fit")
@pytest.mark.parametrize("dress", ["light", "dark", "projector"])
def test_the_window_fits_a_small_screen_in_every_theme(window: MainWindow, qtbot: QtBot, dress: str) -> None:
    window.settings.choose(theme=dress)
    settle(qtbot)  # panels fit themselves to the type of the theme
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720


def test_what_a_lever_does_to_the_future_turns_no_bands_round(window: MainWindow) -> None:
    from ui.figures.shares import share_figure

    worlds = window.session.branch.worlds
    before = [series.key for series in share_figure(worlds).series]
    past = [series.key for series in share_figure(worlds[: NOW + 1]).series]
    named = [key for key in past if key in before and not key.startswith("other:")]
    assert [key for key in before if key in named] == named


@pytest.mark.screen("panels are laid out again when the window system answers")
def test_a_projector_shows_all_of_live_and_mostly_its_large_chart(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 720)
    centre = window.centralWidget()
    assert isinstance(centre, QScrollArea)
    qtbot.waitUntil(lambda: not centre.verticalScrollBar().isVisible())
    large, small = window.market.splitter.sizes()
    assert large > 4 * small


@pytest.mark.screen("the window system gives the focus")
def test_at_the_start_the_market_has_the_focus_and_space_plays(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    first = open_window(base, known=months)
    qtbot.waitUntil(lambda: first.market.shares is not None)
    first.close_for_good()
    window = open_window(base, known=months)  # which finds what the first one left
    qtbot.waitUntil(lambda: window.market.shares is not None and window.market.shares.hasFocus())
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert window.player.playing


@pytest.mark.screen("the window system gives the focus")
def test_a_click_through_the_first_steps_leaves_space_to_the_market(window: MainWindow, qtbot: QtBot) -> None:
    window.hint.begin()
    qtbot.waitUntil(window.hint.isVisible)
    qtbot.mouseClick(window.hint.next, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is not window.hint.next
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert window.player.playing


@pytest.mark.screen("the window system gives the focus")
def test_a_click_on_a_chart_gives_it_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    chart = window.market.shares
    assert chart is not None
    window.timeline.bars.setFocus()
    axes = chart.laid_out()
    place = QPoint(round(axes.x(40)), round(axes.frame.center().y()))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert chart.hasFocus()
    qtbot.keyClick(chart, Qt.Key.Key_T)
    assert window.market.large is not None
    assert window.market.large.lists


@pytest.mark.screen("what pops up is a window of its own, and takes the keys")
def test_the_list_of_every_selector_shows_all_of_its_choices(
    open_window: Callable[..., MainWindow], base: Scenario, months: list[World], qtbot: QtBot
) -> None:
    window = open_window(base, known=months)
    for box in window.market.findChildren(QComboBox):
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
        view = box.view()
        qtbot.waitUntil(view.isVisible)
        rows = min(box.count(), box.maxVisibleItems())
        assert view.viewport().height() >= rows * view.sizeHintForRow(0), box.accessibleName()
        box.hidePopup()
