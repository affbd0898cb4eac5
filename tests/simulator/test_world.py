"""Worlds are frozen tables that share what a month left alone."""

import numpy as np
import pytest

from simulator.accounts import Accounts, accounts
from simulator.world import CHANNELS, Sales, Tail, World
from tests.worlds import base_branch, columns, next_world, small_world

FULL = 16_384


def arrays(world: World) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    """Return every array of a world by its place."""
    return {place: value for place, value in columns(world) if isinstance(value, np.ndarray)}


@pytest.mark.parametrize("place", sorted(arrays(small_world(month=0))))
def test_every_column_is_read_only(place: str) -> None:
    column = arrays(small_world())[place]
    assert not column.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        column[...] = column


def test_a_phase_never_changes_the_world_that_it_was_given() -> None:
    before = small_world()
    copies = {place: column.copy() for place, column in arrays(before).items()}
    next_world(before)
    for place, column in arrays(before).items():
        assert np.array_equal(column, copies[place]), place


def test_a_table_refuses_columns_of_unequal_length() -> None:
    row, money = np.array([1], dtype=np.int32), np.array([1.0])
    with pytest.raises(ValueError, match="columns of Sales have unequal lengths"):
        Sales(offer=row, stratum=row, workload=money, spend=np.array([1.0, 2.0]), tokens=money)
    with pytest.raises(ValueError, match="columns of Models have unequal lengths"):
        small_world().models.changed(lag=money)


def test_a_table_refuses_columns_that_it_does_not_have() -> None:
    with pytest.raises(TypeError, match="Makers has no mood"):
        small_world().makers.changed(mood=np.zeros(3))


def test_a_changed_table_shares_all_other_columns_and_leaves_the_first_alone() -> None:
    makers = small_world().makers
    doubled = makers.changed(cash=makers.cash * 2.0)
    assert doubled.presence is makers.presence
    assert doubled.cash is not makers.cash
    assert makers.cash[1] * 2.0 == doubled.cash[1]


def test_the_length_of_a_table_counts_the_null_row() -> None:
    world = small_world()
    assert len(world.makers) == len(world.makers.id) == 35
    assert len(Tail(*[np.zeros(0)] * 6)) == 0  # type: ignore[arg-type] # empty columns have no type to speak of


@pytest.mark.parametrize("month", [10, 28, 29, 100])
def test_a_month_shares_what_it_left_alone_and_is_small(month: int) -> None:
    """Rewind keeps every month of every branch in memory: a month must stay well under 200 kB."""
    until = base_branch(buyers=FULL, until=max(month, 29))
    before, after = arrays(until.worlds[month - 1]), arrays(until.worlds[month])
    new = {place: column.nbytes for place, column in after.items() if column is not before[place]}
    assert sum(new.values()) < 200_000, sorted(new.items(), key=lambda item: -item[1])[:8]
    for kept in ("buyers.taste", "buyers.budget", "buyers.threshold", "buyers.switching_cost", "models.id"):
        assert kept not in new


def test_rows_keep_their_identity_through_all_months() -> None:
    worlds = base_branch().worlds
    for world in worlds[:: len(worlds) // 4]:
        assert world.models.id is worlds[0].models.id
        assert world.makers.id is worlds[0].makers.id
        assert world.clouds.id is worlds[0].clouds.id
        assert world.offers.model is worlds[0].offers.model


def test_offers_are_every_model_in_every_channel() -> None:
    world = small_world()
    for row in range(1, len(world.offers)):
        place = (int(world.offers.model[row]) - 1) * len(CHANNELS) + int(world.offers.channel[row])
        assert place + 1 == row


def test_accounts_are_told_apart() -> None:
    book = accounts(small_world())
    every = [book.outside(name) for name in Accounts.OUTSIDE]
    every += [book.maker(row) for row in range(book.makers)] + [book.cloud(row) for row in range(book.clouds)]
    assert sorted(every) == list(range(len(book)))
