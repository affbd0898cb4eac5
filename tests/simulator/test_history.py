"""Branches are lists of worlds; the tree remembers them."""

from dataclasses import replace

import pytest

from simulator import history
from simulator.history import Branch, Tree, following
from simulator.policy import Timeline
from tests.worlds import base_branch, differences, measure, scenario, small_setup, with_measure


def audit_from(month: int) -> Timeline:
    """Return the base timeline with an audit from a month on."""
    return with_measure(measure("audit", month))


def test_a_branch_yields_each_new_month_once() -> None:
    branch = Branch(small_setup(128), Timeline())
    assert [world.month for world in branch.simulate(2)] == [0, 1, 2]
    assert [world.month for world in branch.simulate(4)] == [3, 4]
    assert list(branch.simulate(4)) == []
    assert [world.month for world in branch.worlds] == [0, 1, 2, 3, 4]


def test_a_branch_refuses_a_month_that_does_not_follow() -> None:
    branch = Branch(small_setup(), Timeline(), base_branch().worlds[:3])
    with pytest.raises(ValueError, match="month 5 does not follow the 3 months that are known"):
        branch.append(base_branch().worlds[5])


def test_a_month_asked_for_is_simulated_as_far_as_needed_and_no_further() -> None:
    branch = Branch(small_setup(), scenario().timeline, base_branch().worlds[:10])
    assert branch.world(4) is base_branch().worlds[4]
    assert len(branch.worlds) == 10
    assert not differences(branch.world(11), base_branch().worlds[11])
    assert len(branch.worlds) == 12


def test_a_month_is_a_function_of_the_month_before() -> None:
    before = base_branch().worlds[20]
    one, other = (following(small_setup(), scenario().timeline, before) for _ in range(2))
    assert one is not other
    assert not differences(one, other)
    assert not differences(one, base_branch().worlds[21])


def test_a_fork_parts_in_the_first_month_that_may_differ() -> None:
    parent = base_branch()
    assert len(parent.fork(audit_from(40)).worlds) == 40
    assert len(parent.fork(audit_from(0)).worlds) == 0
    announced = with_measure(measure("federal_ban", 60, announced=50))
    assert len(parent.fork(announced).worlds) == 50
    assert len(parent.fork(with_measure(measure("audit", 500))).worlds) == len(parent.worlds)


def test_asking_the_tree_twice_gives_the_same_branch() -> None:
    tree = Tree()
    first = tree.branch(small_setup(), audit_from(40))
    assert tree.branch(small_setup(), audit_from(40)) is first
    assert tree.branch(small_setup(), audit_from(41)) is not first
    assert tree.branch(small_setup(seed=2), audit_from(40)) is not first


def test_a_new_branch_starts_from_the_kin_that_shares_most_months() -> None:
    tree = Tree()
    tree.branch(small_setup(), scenario().timeline).worlds.extend(base_branch().worlds[:60])
    near = tree.branch(small_setup(), audit_from(50))
    near.worlds.append(near.world(50))
    near.worlds.pop()
    assert near.worlds[:50] == base_branch().worlds[:50]
    later = tree.branch(small_setup(), with_measure(measure("audit", 50), measure("endorse_open", 51)))
    assert len(later.worlds) == 51
    assert later.worlds[50] is near.worlds[50]
    assert later.worlds[0] is base_branch().worlds[0]


def test_a_branch_of_another_seed_shares_nothing() -> None:
    tree = Tree()
    tree.branch(small_setup(), scenario().timeline).worlds.extend(base_branch().worlds[:5])
    assert tree.branch(small_setup(seed=2), scenario().timeline).worlds == []


def test_undoing_an_edit_finds_its_months_already_there() -> None:
    tree = Tree()
    first = tree.branch(small_setup(), scenario().timeline)
    first.worlds.extend(base_branch().worlds[:45])
    tree.branch(small_setup(), audit_from(40)).world(44)
    again = tree.branch(small_setup(), scenario().timeline)
    assert again is first
    assert len(again.worlds) == 45


def test_the_tree_forgets_the_branch_that_was_not_asked_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_REMEMBERED", 3)
    tree = Tree()
    branches = [tree.branch(small_setup(), audit_from(month)) for month in (1, 2, 3)]
    assert tree.branch(small_setup(), audit_from(1)) is branches[0]
    tree.branch(small_setup(), audit_from(4))
    assert tree.branch(small_setup(), audit_from(1)) is branches[0]
    assert tree.branch(small_setup(), audit_from(3)) is branches[2]
    assert tree.branch(small_setup(), audit_from(2)) is not branches[1], "it was to be forgotten"


def test_a_branch_that_was_only_passed_through_can_be_dropped() -> None:
    tree = Tree()
    passed = tree.branch(small_setup(), audit_from(1))
    tree.forget(passed)
    tree.forget(passed)
    assert tree.branch(small_setup(), audit_from(1)) is not passed


def test_a_switched_off_measure_makes_no_new_months() -> None:
    parent = base_branch()
    off = parent.fork(with_measure(replace(measure("audit", 40), enabled=False)))
    assert len(off.worlds) == len(parent.worlds)
