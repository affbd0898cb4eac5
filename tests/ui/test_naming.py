"""Names of futures and bookmarks are short enough to be shown, and hold nothing that acts without being seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from simulator.policy import POLICIES, Measure, Target
from simulator.scenario.problems import LONGEST_NAME, unfit_name
from simulator.scenario.reading.reading import check
from simulator.scenario.writing.resolved import resolved_text
from ui.dialogs.naming import NameDialog
from ui.models.futures import free_name, name_of_future
from ui.panels.timeline.ruler import ask_for_bookmark

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from simulator.scenario.value import Scenario
    from ui.window.main_window import MainWindow

MISLEADING = "Ban\u202e the service"
LONG = "a" * (LONGEST_NAME + 1)


def rename(window: MainWindow) -> None:
    window.futures.ask_to_rename(window.session.kept.keep(window.session.scenario, "First"))


DOORS: dict[str, tuple[Callable[[MainWindow], object], Callable[[MainWindow], str]]] = {
    "keep": (lambda window: window.futures.ask_to_keep(), lambda window: window.session.kept.all[-1].name),
    "rename": (rename, lambda window: window.session.kept.all[-1].name),
    "bookmark": (
        lambda window: ask_for_bookmark(window, window.bookmarks, 40),
        lambda window: window.bookmarks.all[-1].name,
    ),
}


@pytest.mark.parametrize("ask, name", DOORS.values(), ids=DOORS)
def test_a_name_that_cannot_be_shown_is_refused_and_can_be_mended(
    window: MainWindow, qtbot: QtBot, ask: Callable[[MainWindow], object], name: Callable[[MainWindow], str]
) -> None:
    ask(window)
    (dialog,) = window.findChildren(NameDialog)
    for wrong, why in ((LONG, "101 letters; at most 100"), (MISLEADING, "an invisible character, U+202E")):
        dialog.setTextValue(wrong)
        dialog.accept()
        assert dialog.isVisible()
        assert why in dialog.problem
        assert why in dialog.labelText()
        assert dialog.textValue() == wrong
    dialog.setTextValue("A")
    assert dialog.problem == ""
    dialog.setTextValue(LONG[:LONGEST_NAME])
    dialog.accept()
    assert name(window) == LONG[:LONGEST_NAME]
    qtbot.waitUntil(lambda: not window.findChildren(NameDialog))


def test_a_name_that_is_refused_can_be_left_as_it_was(window: MainWindow) -> None:
    rename(window)
    (dialog,) = window.findChildren(NameDialog)
    dialog.setTextValue(MISLEADING)
    dialog.accept()
    dialog.reject()
    assert not dialog.isVisible()
    assert [kept.name for kept in window.session.kept.all] == ["First"]


def test_every_name_that_is_made_up_can_be_typed_as_well(base: Scenario) -> None:
    everybody = tuple(dict(base.makers))
    many = Measure(id="one", policy=POLICIES["subsidy"](), start=40, target=Target(maker=everybody))
    for opened, scenario in (
        (base, base.with_measure(many).changed(seed=7)),
        (base.changed(title="t" * 300), base.changed(title="t" * 300)),
        (base, base.with_measure(many.changed(id="two", end=50, enabled=False))),
    ):
        name = name_of_future(opened, scenario)
        assert unfit_name(name) == ""
        assert unfit_name(free_name(name, {name, *(f"{name} ({number})" for number in range(2, 99))})) == ""


def test_whatever_a_future_may_be_called_may_be_the_title_of_a_file(base: Scenario) -> None:
    for name in ("x" * LONGEST_NAME, "Ban & tax, 50 %", 'She said "no"'):
        assert unfit_name(name) == ""
        problems = check(resolved_text(base.changed(title=name)))[1]
        assert [problem for problem in problems if problem.place == "title"] == []
