"""What two branches share, and from when on they may differ."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from simulator.dates import HORIZON, NOW, month_number
from simulator.history import Branch
from simulator.policy import POLICIES, Measure, Target, Timeline
from simulator.scenario.value import LONGEST
from simulator.tables import tidy
from simulator.world import World
from tests.worlds import base_branch, differences, first_difference, fresh_branch, measure, scenario, with_measure

START = month_number("2028-01")
KINDS = tuple(POLICIES)

Change = Callable[[Measure], Measure]


def as_bytes(worlds: list[World]) -> bytes:
    """Return the tidy table of some months as the bytes of its file."""
    file = io.StringIO()
    tidy(worlds).to_csv(file, index=False)
    return file.getvalue().encode()


def all_kinds(change: Change) -> Timeline:
    """Return the base timeline with a measure of every kind from January 2026 on, each changed likewise."""
    return with_measure(*(change(measure(kind, NOW)) for kind in KINDS))


def test_a_branch_without_changes_shares_every_world_with_its_parent() -> None:
    parent = base_branch()
    twin = parent.fork(parent.timeline)
    assert twin is not parent
    assert len(twin.worlds) == len(parent.worlds)
    assert all(one is other for one, other in zip(twin.worlds, parent.worlds, strict=True))


def test_a_branch_continued_from_any_month_repeats_its_parent_bit_for_bit() -> None:
    parent = base_branch(until=44)
    branch = Branch(parent.setup, parent.timeline, parent.worlds[:31])
    branch.world(44)
    assert branch.worlds[40] is not parent.worlds[40]
    assert first_difference(branch.worlds, parent.worlds[:45]) == ""


def test_a_fork_shares_the_very_worlds_before_the_first_difference_and_none_after() -> None:
    parent = base_branch(until=START + 3)
    fork = parent.fork(with_measure(measure("audit", START)))
    fork.world(START + 3)
    assert all(fork.worlds[month] is parent.worlds[month] for month in range(START))
    assert differences(fork.worlds[START], parent.worlds[START])


def test_a_fork_does_not_lengthen_its_parent() -> None:
    parent = base_branch()
    before = len(parent.worlds)
    parent.fork(with_measure(measure("audit", START))).world(START + 1)
    assert len(parent.worlds) == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda known: replace(known, strength=0.0), id="of strength 0"),
        pytest.param(lambda known: replace(known, strength=0.0, announced=NOW - 6), id="announced, of strength 0"),
        pytest.param(lambda known: replace(known, enabled=False), id="switched off"),
        pytest.param(lambda known: replace(known, start=HORIZON), id="after the horizon"),
    ],
)
def test_measures_that_never_act_change_nothing_at_all(change: Change) -> None:
    parent = base_branch()
    idle = fresh_branch(all_kinds(change), LONGEST)
    assert first_difference(idle.worlds, parent.worlds) == ""
    looked_at = slice(NOW - 1, LONGEST + 1, 40)
    assert as_bytes(idle.worlds[looked_at]) == as_bytes(parent.worlds[looked_at])


SOMEBODY_LEFT = {"target": {"maker": "moonshot"}}  # who in 2028 still trains, and is not listed
AIMED: dict[str, dict[str, Any]] = {
    "listing": {"target": {"maker": "anthropic"}},
    "retreat": SOMEBODY_LEFT,
    "takeover": SOMEBODY_LEFT,
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "listing_window"])  # acts when a firm is ready
def test_a_measure_changes_nothing_before_it_starts_and_something_then(kind: str) -> None:
    parent = base_branch(buyers=1024, until=START + 3)
    branch = fresh_branch(with_measure(measure(kind, START, **AIMED.get(kind, {}))), START + 3, buyers=1024)
    assert first_difference(branch.worlds[:START], parent.worlds[:START]) == ""
    pairs = zip(branch.worlds[START:], parent.worlds[START : START + 4], strict=True)
    changed = {place for one, other in pairs for place in differences(one, other)}
    assert changed - {"news"}, "the measure did nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_an_announced_measure_changes_nothing_before_it_is_announced(kind: str) -> None:
    told = START - 2
    parent = base_branch(until=START + 1)
    branch = parent.fork(with_measure(measure(kind, START)))
    branch.world(START)
    heard = Branch(parent.setup, with_measure(measure(kind, START, announced=told)), parent.worlds[: told - 6])
    heard.world(START)
    assert first_difference(heard.worlds[:told], parent.worlds[:told]) == ""
    assert (differences(heard.worlds[told], parent.worlds[told]) != []) == (kind == "federal_ban")


def test_every_row_of_the_table_before_a_measure_starts_is_as_it_was() -> None:
    parent = base_branch(until=START + 1)
    everything = fresh_branch(with_measure(*(measure(kind, START) for kind in KINDS)), START)
    assert as_bytes(everything.worlds[START - 3 : START]) == as_bytes(parent.worlds[START - 3 : START])
    assert as_bytes(everything.worlds[START:]) != as_bytes(parent.worlds[START : START + 1])


@pytest.mark.parametrize(
    "edit, first",
    [
        pytest.param(lambda known: replace(known, end=START + 5), START + 6, id="ends earlier"),
        pytest.param(lambda known: replace(known, strength=0.5), START, id="is weaker"),
        pytest.param(lambda known: replace(known, start=START + 2), START, id="starts later"),
        pytest.param(lambda known: replace(known, ramp=6), START, id="grows slowly"),
        pytest.param(
            lambda known: replace(known, target=Target(region=("united_states",))), START, id="aims elsewhere"
        ),
        pytest.param(
            lambda known: replace(known, policy=measure("audit", distrust_removed=0.2).policy), START, id="does less"
        ),
        pytest.param(lambda known: replace(known, policy=measure("trust").policy), START, id="is another policy"),
        pytest.param(lambda known: replace(known, enabled=False), START, id="is switched off"),
        pytest.param(lambda known: replace(known, announced=START - 2), START - 2, id="is announced"),
    ],
)
def test_a_fork_is_what_a_run_from_the_very_beginning_gives(edit: Change, first: int) -> None:
    """The worlds that a fork shares must be those that its own timeline would have made."""
    known = measure("audit", START)
    parent = base_branch(until=START - 1).fork(with_measure(known))
    parent.world(START + 8)
    timeline = with_measure(edit(known))
    fork = parent.fork(timeline)
    shared = len(fork.worlds)
    assert shared == first
    fork.world(START + 8)
    alone = base_branch(until=START - 1).fork(timeline)
    alone.world(START + 8)
    assert first_difference(fork.worlds, alone.worlds[: START + 9]) == ""


def test_a_note_or_a_source_makes_no_difference() -> None:
    parent = base_branch()
    told = Timeline(tuple(replace(known, note="a remark", source="a paper") for known in parent.timeline.measures))
    fork = parent.fork(told)
    assert len(fork.worlds) == len(parent.worlds)


def test_the_base_scenario_has_no_measure_after_now() -> None:
    """What follows January 2026 is conditional on rules, not on a script."""
    assert max(known.start for known in scenario().measures) <= NOW
