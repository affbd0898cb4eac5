"""What a phase may see besides the world: the law, luck and the numbers of the model."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.assumptions import Assumptions
from simulator.luck import Luck
from simulator.rules import Rules
from simulator.world import World


@dataclass(frozen=True)
class Month:
    """One month, seen by its phases."""

    number: int
    rules: Rules
    luck: Luck
    assumptions: Assumptions


Phase = Callable[[World, Month], World]
"""A part of a month: takes the world as the part before it left it, returns the world as it leaves it."""
