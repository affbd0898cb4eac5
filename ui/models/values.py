"""The values that the session holds: what is shown, what it is compared with, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from simulator.scenario.value import Scenario
from ui.figures.shares import Use


class Shown(NamedTuple):
    """A scenario, and the one before the last edit."""

    scenario: Scenario
    before: Scenario | None = None


class KeptFuture(NamedTuple):
    """A future that the user keeps under a name; its months come from the tree whenever somebody looks at them."""

    name: str
    scenario: Scenario


class Ghost(Enum):
    """What the dashed ghost shows, unless it is a kept future."""

    LAST_EDIT = "last edit"  # or, while nothing was changed, what it was made from
    ORIGIN = "origin"  # what it was made from
    AS_OPENED = "as opened"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Filter:
    """Whose use of models is on show, how it is divided, in what it is measured, and in which form it is drawn."""

    by: str = "maker"
    place: str = "world"
    group: str = "all"
    units: str = "workload"
    form: str = "shares"

    @property
    def use(self) -> Use:
        """Whose use is drawn, and how it is divided, whatever the form."""
        return Use(self.by, self.place, self.group, self.units)
