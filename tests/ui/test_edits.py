"""What a lever and a dragged bar mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from simulator.dates import NEVER, NOW
from simulator.policy import POLICIES, Target
from simulator.scenario.library import load
from ui.session import edits

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario

BAN = POLICIES["federal_ban"]


def bans(scenario: Scenario) -> list[tuple[int, int, float]]:
    return [(m.start, m.end, m.strength) for m in scenario.measures if type(m.policy) is BAN]


def test_a_lever_begins_a_measure_that_lasts(base: Scenario) -> None:
    assert bans(edits.move_lever(base, BAN, 28, 0.5)) == [(28, NEVER, 0.5)]


def test_a_lever_moved_in_the_same_month_changes_its_measure(base: Scenario) -> None:
    once = edits.move_lever(base, BAN, 28, 0.5)
    assert bans(edits.move_lever(once, BAN, 28, 0.7)) == [(28, NEVER, 0.7)]


def test_a_lever_moved_later_ends_its_measure_and_starts_another(base: Scenario) -> None:
    once = edits.move_lever(base, BAN, 28, 0.5)
    assert bans(edits.move_lever(once, BAN, 40, 0.7)) == [(28, 39, 0.5), (40, NEVER, 0.7)]
    assert bans(edits.move_lever(once, BAN, 40, 0.0)) == [(28, 39, 0.5)]


def test_a_lever_moved_earlier_lasts_until_the_next_measure(base: Scenario) -> None:
    later = edits.move_lever(base, BAN, 40, 0.5)
    assert sorted(bans(edits.move_lever(later, BAN, 28, 1.0))) == [(28, 39, 1.0), (40, NEVER, 0.5)]


def test_a_lever_at_nothing_leaves_no_measure(base: Scenario) -> None:
    assert edits.move_lever(edits.move_lever(base, BAN, 28, 0.5), BAN, 28, 0.0) == base
    assert edits.move_lever(base, BAN, 28, 0.0) is base


def test_a_lever_keeps_targets_and_numbers_when_it_is_moved_later(base: Scenario) -> None:
    template = edits.unplaced(BAN, 28).changed(target=Target(maker=("deepseek",)), ramp=12)
    once = edits.move_lever(base, BAN, 28, 0.5, template)
    old, new = (m for m in edits.move_lever(once, BAN, 40, 0.7).measures if type(m.policy) is BAN)
    assert old.target == new.target == Target(maker=("deepseek",))
    assert (old.ramp, new.ramp) == (12, 0)


def test_history_has_no_lever(base: Scenario) -> None:
    assert not edits.lever(base, POLICIES["entity_list"], 28).placed


@pytest.mark.parametrize("months", [-200, -3, 0, 3, 200])
def test_a_measure_moved_keeps_its_length_and_stays_on_the_timeline(base: Scenario, months: int) -> None:
    placed = edits.unplaced(BAN, 28).changed(end=40, announced=20)
    moved = edits.move_measure(base.with_measure(placed), placed.id, months).measure(placed.id)
    assert moved.end - moved.start == 12
    assert 0 <= moved.start <= moved.end <= base.end


@pytest.mark.parametrize("months, start", [(-3, 17), (0, 20), (1, 20), (90, 20)])
def test_a_measure_that_lasts_beyond_the_run_moves_back_but_never_jumps(
    base: Scenario, months: int, start: int
) -> None:
    placed = edits.unplaced(BAN, 20).changed(end=base.end + 36)
    moved = edits.move_measure(base.with_measure(placed), placed.id, months).measure(placed.id)
    assert (moved.start, moved.end - moved.start) == (start, placed.end - placed.start)


@pytest.mark.parametrize("months", [-200, -3, 0, 3, 200])
def test_a_measure_stretched_begins_before_it_ends(base: Scenario, months: int) -> None:
    placed = edits.unplaced(BAN, 28).changed(end=40)
    scenario = base.with_measure(placed)
    for stretch in (edits.stretch_start, edits.stretch_end):
        measure = stretch(scenario, placed.id, months).measure(placed.id)
        assert 0 <= measure.start <= measure.end


@pytest.mark.parametrize("kind", ["listing", "retreat", "takeover", "ban_signal"])
def test_what_happens_once_is_over_after_its_month(kind: str) -> None:
    scenario = edits.move_lever(load("base"), POLICIES[kind], NOW, POLICIES[kind].greatest_strength)
    placed = next(measure for measure in scenario.measures if not measure.history)
    assert (placed.start, placed.end) == (NOW, NOW)


@pytest.mark.parametrize("kind", [*POLICIES])
def test_a_lever_ticked_before_its_plan_begins_that_and_adds_nothing(base: Scenario, kind: str) -> None:
    planned = edits.unplaced(POLICIES[kind], NOW + 20).changed(
        strength=0.5 * POLICIES[kind].greatest_strength, ramp=3, announced=NOW + 6, note="As the House asked."
    )
    planned = planned.changed(end=planned.start if planned.policy.momentary else NOW + 30)
    ticked = edits.switch_lever(base.with_measure(planned), POLICIES[kind], NOW, on=True)
    (measure,) = (measure for measure in ticked.measures if not measure.history)
    end = NOW if planned.policy.momentary else NOW + 30
    assert measure == planned.changed(start=NOW, end=end, announced=None)


def test_what_is_planned_and_switched_off_is_no_plan(base: Scenario) -> None:
    planned = edits.unplaced(BAN, 40).changed(strength=0.5, enabled=False)
    assert bans(edits.switch_lever(base.with_measure(planned), BAN, 28, on=True)) == [(40, NEVER, 0.5), (28, 39, 1.0)]
