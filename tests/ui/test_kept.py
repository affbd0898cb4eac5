"""The list of kept futures: names, order, and what undo gives back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtCore import QObject

from simulator.dates import NOW
from simulator.policy import POLICIES
from ui.models.values import KeptFuture
from ui.session.edits import move_lever
from ui.session.kept import KeptFutures
from ui.session.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.scenario.value import Scenario

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def steps() -> Iterator[Steps]:
    owner = QObject()
    yield Steps(owner, lambda _: None)
    owner.deleteLater()


@pytest.fixture
def kept(base: Scenario, steps: Steps) -> KeptFutures:
    kept = KeptFutures(steps, steps)
    kept.begin(base)
    return kept


def names(kept: KeptFutures) -> list[str]:
    return [future.name for future in kept.all]


def test_a_future_is_called_by_what_differs_from_the_scenario_as_opened(base: Scenario, kept: KeptFutures) -> None:
    banned = move_lever(base, POLICIES["federal_ban"], NOW, 1.0)
    assert kept.keep(banned).name == "Federal ban: scope all, from Jan 2026 on"
    assert kept.keep(banned).name == "Federal ban: scope all, from Jan 2026 on (2)"
    assert kept.all[0].scenario is banned


def test_no_two_futures_share_a_name(base: Scenario, kept: KeptFutures) -> None:
    for name in ("Ban", " Ban ", "Ban (2)", "Ban"):
        kept.keep(base, name)
    assert names(kept) == ["Ban", "Ban (2)", "Ban (2) (2)", "Ban (3)"]
    kept.delete(kept.all[1])
    assert kept.keep(base, "Ban").name == "Ban (2)", "the name of one that was deleted is free again"
    kept.rename(kept.all[0], "Ban (3)")
    assert names(kept)[0] == "Ban (3) (2)"


def test_keeping_is_no_step_of_undo_and_survives_undo(base: Scenario, kept: KeptFutures, steps: Steps) -> None:
    kept.keep(base, "One")
    assert steps.stack.count() == 0
    kept.rename(kept.all[0], "Two")
    kept.keep(base, "Three")
    steps.undo()
    assert names(kept) == ["One", "Three"]


def test_renaming_and_deleting_keep_the_place_in_the_list(base: Scenario, kept: KeptFutures, steps: Steps) -> None:
    for name in ("One", "Two", "Three"):
        kept.keep(base, name)
    kept.rename(kept.all[1], "Middle")
    kept.delete(kept.all[1])
    assert names(kept) == ["One", "Three"]
    steps.undo()
    assert names(kept) == ["One", "Middle", "Three"]
    steps.undo()
    assert names(kept) == ["One", "Two", "Three"]
    steps.redo()
    steps.redo()
    assert names(kept) == ["One", "Three"]


@pytest.mark.parametrize("name", ["", "   ", "One", " One "])
def test_a_name_that_is_empty_or_the_same_renames_nothing(
    base: Scenario, kept: KeptFutures, steps: Steps, name: str
) -> None:
    kept.rename(kept.keep(base, "One"), name)
    assert names(kept) == ["One"]
    assert steps.stack.count() == 0


def test_a_future_that_is_not_there_cannot_be_deleted(base: Scenario, kept: KeptFutures, steps: Steps) -> None:
    kept.keep(base, "One")
    kept.delete(KeptFuture("Another", base))
    assert names(kept) == ["One"]
    assert steps.stack.count() == 0


def test_futures_of_an_earlier_window_stand_before_those_of_this_one(base: Scenario, kept: KeptFutures) -> None:
    kept.keep(base, "New")
    kept.bring_back([KeptFuture("Old", base), KeptFuture("Older", base)])
    assert names(kept) == ["Old", "Older", "New"]


def test_everybody_learns_what_stands_in_the_place_of_a_future(base: Scenario, kept: KeptFutures, steps: Steps) -> None:
    told: list[tuple[KeptFuture, KeptFuture | None]] = []
    kept.replaced.connect(lambda old, new: told.append((old, new)))
    one = kept.keep(base, "One")
    kept.rename(one, "Two")
    two = kept.all[0]
    kept.delete(two)
    steps.undo()
    assert told == [(one, two), (two, None)]
    assert kept.all == (two,)


def test_another_scenario_begins_without_futures(base: Scenario, kept: KeptFutures) -> None:
    kept.keep(base, "One")
    kept.begin(base.changed(title="Another market"))
    assert kept.all == ()


def test_no_two_futures_share_a_name_whatever_is_kept_renamed_deleted_undone_and_redone(
    base: Scenario, kept: KeptFutures, steps: Steps
) -> None:
    dice = random.Random(1)  # noqa: S311 - nothing here is secret
    for number in range(400):
        act = dice.choice(("keep", "keep", "rename", "delete", "undo", "redo", "bring back"))
        name, future = dice.choice(("One", "Two", "Two (2)")), dice.choice(kept.all or (None,))
        if act == "keep":
            kept.keep(base.changed(seed=number), name)
        elif act == "bring back":
            kept.bring_back([KeptFuture(name, base.changed(seed=number)), KeptFuture(name, base)])
        elif act in {"undo", "redo"}:
            getattr(steps, act)()
        elif future is not None:
            getattr(kept, act)(*((future, name) if act == "rename" else (future,)))
        assert len({*names(kept)}) == len(names(kept)), (number, act, names(kept))
        held = [one.scenario.seed for one in kept.all if one.scenario != base]
        assert len({*held}) == len(held), "a future stands twice"


def test_what_undo_brings_back_gets_a_number_where_its_name_was_given_away(
    base: Scenario, kept: KeptFutures, steps: Steps
) -> None:
    first = kept.keep(base.changed(seed=2), "One")
    kept.rename(first, "Two")
    kept.delete(kept.all[0])
    kept.keep(base, "Two")
    kept.keep(base, "One")
    steps.undo()
    assert names(kept) == ["Two (2)", "Two", "One"]
    steps.undo()
    assert names(kept) == ["One (2)", "Two", "One"]
    assert kept.all[0].scenario == first.scenario
    steps.redo()
    steps.redo()
    assert names(kept) == ["Two", "One"], "it is the one that was renamed which is deleted again"
