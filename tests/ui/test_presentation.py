"""Presented: large and plain, hidden futures, a pointer, a black-out, and a guess before the outcome."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QPoint, Qt

from simulator.history import Branch
from tests.ui.keyboard import press
from tests.ui.patient import settle
from ui.figures.figure import Provenance
from ui.models.guess import FALLS, RISES, STAYS, Outcomes, ask, guess_figure, questions, verdict
from ui.pages.presentation.guessing import last_guessed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from simulator.world import World
    from ui.pages.presentation.presentation import Presentation
    from ui.window.main_window import MainWindow

NOW, END = 28, 64
LEFT = Qt.MouseButton.LeftButton
FROM = Provenance("Base", 1)


@pytest.fixture
def presented(window: MainWindow, qtbot: QtBot) -> Iterator[Presentation]:
    """Return the window for the projector, opened by its key and 1280 by 720 pixels large."""
    press("F5")
    found = window.projector.presentation
    assert found is not None
    found.showNormal()
    found.resize(1280, 720)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    qtbot.waitUntil(lambda: found.share.chart.figure.known > END)
    yield found
    if window.projector.presentation is not None:
        found.leave()


# --- The guess ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def branch(base: Scenario, months: list[World]) -> Branch:
    """Return the base market's future."""
    found = Branch(base.setup, base.timeline)
    for world in months:
        found.append(world)
    return found


def test_a_pick_starts_from_today_and_ends_half_higher_the_same_or_half_lower(branch: Branch) -> None:
    question = ask(branch, questions()[0], NOW)
    for direction, factor in ((FALLS, 0.5), (STAYS, 1.0), (RISES, 1.5)):
        guess = question.picked(direction)
        assert guess.values[NOW] == pytest.approx(question.today)
        assert guess.values[-1] == pytest.approx(factor * question.today)
        assert np.isnan(guess.values[:NOW]).all()


def test_a_drawn_line_goes_through_the_points_that_the_hand_passed(branch: Branch) -> None:
    question = ask(branch, questions()[0], NOW)
    guess = question.drawn(40, 0.3).drawn(50, 0.1, (40, 0.3))
    assert guess.values[40] == pytest.approx(0.3)
    assert guess.values[45] == pytest.approx(0.2)
    assert guess.values[50] == pytest.approx(0.1)
    assert np.isnan(guess.values[51:]).all()


def test_the_axis_tells_nothing_of_what_is_hidden(branch: Branch) -> None:
    for quantity in questions():
        guess = ask(branch, quantity, NOW)
        seen = Outcomes().of(branch, quantity, NOW)
        figure = guess_figure(guess, seen, FROM)
        assert np.isnan(figure.series[0].values[NOW + 1 :]).all()
        assert figure.high <= max(1.0, 1.6 * seen.max() + 1e-9)


def test_the_verdict_names_guess_and_outcome_and_waits_until_something_is_revealed(branch: Branch) -> None:
    guess = ask(branch, questions()[0], NOW).picked(STAYS)
    seen = Outcomes().of(branch, guess.quantity, END)
    assert verdict(guess, seen[: NOW + 1]) == ""
    assert "Jan 2029: we guessed" in verdict(guess, seen)


def test_no_later_branch_is_taken_for_one_whose_numbers_are_known_and_only_the_last_is_held(branch: Branch) -> None:
    outcomes, quantity = Outcomes(), questions()[0]
    earlier = Branch(branch.setup, branch.timeline, branch.worlds[:4])
    held = weakref.ref(earlier)
    outcomes.of(earlier, quantity, 3)
    del earlier
    assert held() is not None, "another branch could take its place in memory, and its numbers"
    outcomes.of(branch, quantity, NOW)
    assert held() is None


def test_a_line_goes_on_from_the_last_month_that_has_a_guess(branch: Branch) -> None:
    question = ask(branch, questions()[0], NOW)
    assert last_guessed(question, NOW, 60) is None, "today's value is none"
    drawn = question.drawn(40, 0.3)
    month, value = last_guessed(drawn, NOW, 60) or (0, 0.0)
    assert (month, value) == (40, pytest.approx(0.3))
    month, _ = last_guessed(drawn, NOW, 36) or (0, 0.0)
    assert month == 35


# --- In the window ------------------------------------------------------------------------------------------


def test_the_projector_shows_the_question_the_month_and_the_chart_of_the_session(
    presented: Presentation, window: MainWindow
) -> None:
    assert presented.question.text() == window.session.scenario.question
    assert presented.month.text() == "Jan 2026"
    assert presented.share.chart.theme.name == "projector"


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_keys_hide_the_future_play_and_step(presented: Presentation, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(presented, Qt.Key.Key_H)
    assert window.session.future_hidden
    qtbot.waitUntil(lambda: presented.share.chart.covered)
    qtbot.keyClick(presented, Qt.Key.Key_Right)
    assert window.session.hand == NOW + 1
    qtbot.keyClick(presented, Qt.Key.Key_Space)
    assert window.player.playing
    qtbot.keyClick(presented, Qt.Key.Key_Space)
    assert not window.player.playing


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_the_black_out_covers_everything_and_any_key_or_click_lifts_it(presented: Presentation, qtbot: QtBot) -> None:
    qtbot.keyClick(presented, Qt.Key.Key_B)
    assert presented.black.geometry() == presented.rect()
    assert presented.grab().toImage().pixelColor(300, 300).lightness() == 0
    qtbot.keyClick(presented, Qt.Key.Key_Right)
    assert not presented.black.isVisible()
    qtbot.keyClick(presented, Qt.Key.Key_B)
    qtbot.mouseClick(presented.black, LEFT)
    assert not presented.black.isVisible()


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_the_pointer_lets_clicks_through(presented: Presentation, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(presented, Qt.Key.Key_P)
    assert presented.pointer.isVisible()
    chart = presented.share.chart
    axes = chart.laid_out()
    place = QPoint(round(axes.x(50)), round(axes.frame.center().y()))
    under = presented.childAt(chart.mapTo(presented, place))
    assert under is not presented.pointer
    qtbot.mouseClick(chart, LEFT, pos=place)
    assert window.session.hand == 50


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_a_class_draws_its_guess_and_play_reveals_the_outcome(
    presented: Presentation, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(presented.buttons["guess"], LEFT)
    chart = presented.guessing.chart.chart
    qtbot.waitUntil(lambda: chart.figure.known == NOW + 1)
    frame, axes = chart.laid_out().frame, chart.laid_out()
    first, last = (QPoint(round(axes.x(month)), round(frame.center().y())) for month in (NOW + 2, 100))
    qtbot.mousePress(chart, LEFT, pos=first)
    qtbot.mouseMove(chart, last)
    qtbot.mouseRelease(chart, LEFT, pos=last)
    guess = presented.guessing.guess
    assert guess is not None
    assert np.isfinite(guess.values[NOW:100]).all()
    assert window.session.hand == NOW, "drawing moves no hand"
    window.session.move_hand(END)
    qtbot.waitUntil(lambda: chart.figure.known == END + 1)
    assert "the model says" in presented.guessing.words.text()


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_a_class_picks_its_guess_with_a_key_and_nudges_it(presented: Presentation, qtbot: QtBot) -> None:
    qtbot.keyClick(presented, Qt.Key.Key_G)
    qtbot.keyClick(presented, Qt.Key.Key_3)
    picked = presented.guessing.guess
    assert picked is not None
    qtbot.keyClick(presented, Qt.Key.Key_Down)
    lower = presented.guessing.guess
    assert lower is not None
    assert lower.values[-1] < picked.values[-1]
    qtbot.keyClick(presented, Qt.Key.Key_G)
    assert not presented.guessing.isVisible()


def test_another_question_asks_anew(presented: Presentation, qtbot: QtBot) -> None:
    qtbot.keyClick(presented, Qt.Key.Key_G)
    qtbot.keyClick(presented, Qt.Key.Key_1)
    presented.guessing.question.setCurrentIndex(2)
    guess = presented.guessing.guess
    assert guess is not None
    assert not guess.made
    assert guess.quantity.name == presented.guessing.question.currentData()


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_escape_leaves_and_the_main_window_is_as_it_was(
    presented: Presentation, window: MainWindow, qtbot: QtBot
) -> None:
    dress = window.settings.chosen.theme
    qtbot.keyClick(presented, Qt.Key.Key_Escape)
    assert window.projector.presentation is None
    assert window.isVisible()
    assert window.settings.chosen.theme == dress


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_nothing_is_cut_on_a_small_projector(presented: Presentation) -> None:
    for button in presented.buttons.values():
        assert button.visibleRegion().boundingRect().width() == button.width()
    assert presented.month.visibleRegion().boundingRect().width() >= presented.month.sizeHint().width() - 1


@pytest.mark.screen("the projector is a second window, with keys and pointer of its own")
def test_the_scale_stands_still_while_a_guess_is_drawn_and_leaves_room_above_it_afterwards(
    presented: Presentation, qtbot: QtBot
) -> None:
    qtbot.keyClick(presented, Qt.Key.Key_G)
    chart = presented.guessing.chart.chart
    qtbot.waitUntil(lambda: chart.figure.known == NOW + 1)
    settle(qtbot)  # the key figures go
    before, axes = chart.figure.high, chart.laid_out()
    places = [QPoint(round(axes.x(month)), round(axes.frame.top())) for month in (NOW + 2, 60, 100)]
    qtbot.mousePress(chart, LEFT, pos=places[0])
    for place in places[1:]:
        qtbot.mouseMove(chart, place)
        settle(qtbot)
        assert chart.figure.high == before
        assert chart.laid_out().frame == axes.frame
    qtbot.mouseRelease(chart, LEFT, pos=places[-1])
    guess = presented.guessing.guess
    assert guess is not None
    assert guess.values[100] == pytest.approx(before)
    qtbot.waitUntil(lambda: chart.figure.high > 1.2 * before)


def test_nothing_is_called_an_outcome_before_it_is_revealed(branch: Branch) -> None:
    guess = ask(branch, questions()[0], NOW)
    names = [
        guess_figure(guess, Outcomes().of(branch, guess.quantity, last), FROM).series[0].name for last in (NOW, NOW + 1)
    ]
    assert names == ["Until now", "Outcome"]
