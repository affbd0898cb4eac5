"""What the future on show is compared with, and what charts call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject

from simulator.scenario.library import load_to_edit
from ui.models.values import Ghost, KeptFuture, Shown
from ui.session.comparison import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.value import Scenario

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def comparison(base: Scenario) -> Iterator[Comparison]:
    owner = QObject()
    comparison = Comparison(owner)
    comparison.begin(base, None)
    yield comparison
    owner.deleteLater()


@pytest.fixture
def other(base: Scenario) -> Scenario:
    return base.changed(seed=7)


def test_the_base_market_has_no_ghost_until_it_is_changed(
    base: Scenario, other: Scenario, comparison: Comparison
) -> None:
    assert comparison.scenario is None
    comparison.follow(Shown(other, base))
    assert comparison.scenario is base
    assert comparison.name == "before the last change"


def test_a_market_made_from_another_is_compared_with_that_until_it_is_changed(comparison: Comparison) -> None:
    ban = load_to_edit("ban_the_service")
    comparison.begin(ban, None)
    assert comparison.scenario is not None
    assert comparison.scenario.title == load_to_edit("base").title
    assert comparison.name == comparison.origin_name == "the base market"
    comparison.follow(Shown(ban.changed(seed=7), ban))
    assert comparison.scenario is ban
    comparison.choose(Ghost.ORIGIN)
    assert comparison.name == "the base market"


def test_the_scenario_as_opened_stays_the_ghost_through_all_changes(
    base: Scenario, other: Scenario, comparison: Comparison
) -> None:
    comparison.choose(Ghost.AS_OPENED)
    comparison.follow(Shown(base.changed(seed=8), other))
    assert comparison.scenario is base
    assert comparison.name == "as opened"


def test_nothing_is_compared_where_that_was_chosen(base: Scenario, other: Scenario, comparison: Comparison) -> None:
    comparison.choose(Ghost.NOTHING)
    comparison.follow(Shown(other, base))
    assert comparison.scenario is None


def test_a_kept_future_stays_the_ghost_under_another_name_and_gives_way_when_deleted(
    other: Scenario, comparison: Comparison
) -> None:
    kept, renamed = KeptFuture("Luck", other), KeptFuture("Good luck", other)
    comparison.choose(kept)
    comparison.follow_kept(KeptFuture("Another", other), None)
    assert comparison.name == "Luck"
    comparison.follow_kept(kept, renamed)
    assert comparison.name == "Good luck"
    assert comparison.scenario is other
    comparison.follow_kept(renamed, None)
    assert comparison.chosen is Ghost.LAST_EDIT


@pytest.mark.parametrize(
    "chosen, after",
    [
        (Ghost.ORIGIN, Ghost.LAST_EDIT),
        (Ghost.LAST_EDIT, Ghost.LAST_EDIT),
        (Ghost.AS_OPENED, Ghost.AS_OPENED),
        (Ghost.NOTHING, Ghost.NOTHING),
    ],
)
def test_a_choice_that_fits_every_market_outlasts_opening_another(
    other: Scenario, comparison: Comparison, chosen: Ghost, after: Ghost
) -> None:
    comparison.choose(chosen)
    comparison.begin(other, None)
    assert comparison.chosen is after


def test_a_kept_future_of_one_market_is_no_ghost_of_another(other: Scenario, comparison: Comparison) -> None:
    comparison.choose(KeptFuture("Luck", other))
    comparison.begin(other, None)
    assert comparison.chosen is Ghost.LAST_EDIT


def test_differences_are_announced_only_when_they_appear_or_vanish(comparison: Comparison) -> None:
    told: list[bool] = []
    comparison.differences_wanted.connect(told.append)
    for shown in (True, True, False, False):
        comparison.show_differences(shown)
    assert told == [True, False]
