"""Who can pay and be paid: names of the rows and columns of `World.payments`.

Outside the market stand ten accounts; then follows one for each row of makers, then one for each row of clouds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from simulator.world import Floats, Ints, World

Row = TypeVar("Row", int, Ints, NDArray[np.int64])
"""A row number, or many."""


@dataclass(frozen=True)
class Accounts:
    """Who stands where in `World.payments`: a row as payer, the column of the same number as payee."""

    makers: int  # rows of makers, the null row included
    clouds: int

    OUTSIDE = (
        "enterprises",
        "platforms",
        "own_it",
        "state",
        "staff_and_suppliers",
        "consumers",
        "app_stores",
        "investors",
        "owners",
        "other_customers",
    )
    CUSTOMERS = ("enterprises", "state", "consumers", "other_customers")
    """Who buys from makers; the state buys through national programmes, and what it pays besides is a grant."""

    def maker(self, row: Row) -> Row:
        """Return the account of a maker."""
        return len(self.OUTSIDE) + row

    def cloud(self, row: Row) -> Row:
        """Return the account of a cloud."""
        return len(self.OUTSIDE) + self.makers + row

    def outside(self, name: str) -> int:
        """Return an account outside the firms of the market."""
        return self.OUTSIDE.index(name)

    @property
    def of_customers(self) -> Ints:
        """Return the accounts of those who buy from makers."""
        return np.array([self.outside(name) for name in self.CUSTOMERS], dtype=np.int32)

    @property
    def of_makers(self) -> slice:
        """Return the accounts of all makers."""
        return slice(len(self.OUTSIDE), len(self.OUTSIDE) + self.makers)

    @property
    def of_clouds(self) -> slice:
        """Return the accounts of all clouds."""
        return slice(len(self.OUTSIDE) + self.makers, len(self))

    def __len__(self) -> int:
        """Return the number of accounts."""
        return len(self.OUTSIDE) + self.makers + self.clouds


def money_raised(world: World) -> Floats:
    """Return `(makers,)` $M that investors put into each maker this month."""
    book = accounts(world)
    raised: Floats = world.payments[book.outside("investors"), book.of_makers]
    return raised


def accounts(world: World) -> Accounts:
    """Return the accounts of a world."""
    return Accounts(len(world.makers), len(world.clouds))
