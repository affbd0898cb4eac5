"""Which futures can be compared: where each comes from, what it is called, and what is compared before one chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from simulator.scenario.library import Shipped, load, shipped
from simulator.scenario.value import Scenario
from ui.look.wording import tr
from ui.models.values import KeptFuture

PRESENT, OPENED, KEPT, SHIPPED, IN_FILE, NOTHING = "present", "opened", "kept", "shipped", "file", ""
Choice = tuple[str, str]
"""Where a future comes from, and its name there."""
A_FILE: Choice = (IN_FILE, "")
"""Stands for a file that is still to be picked."""


@dataclass(frozen=True)
class Sources:
    """Everything that can be compared with the market on show."""

    present: Scenario
    opened: Scenario
    kept: tuple[KeptFuture, ...]
    files: Mapping[str, Scenario]  # by path

    def usual(self) -> list[Choice]:
        """Return what somebody who has not chosen wants to see."""
        if self.present != self.opened:
            return [(OPENED, ""), (PRESENT, "")]
        if self.kept:
            return [(PRESENT, ""), (KEPT, self.kept[-1].name)]
        base = self.scenario((SHIPPED, "base"))
        if base is not None and (self.present.setup, self.present.timeline) != (base.setup, base.timeline):
            return [(SHIPPED, "base"), (PRESENT, "")]
        return [(PRESENT, ""), (NOTHING, "")]

    def offers(self, chosen: Choice) -> list[tuple[Choice, str]]:
        """Return everything that can be chosen in the place of a choice, with its title."""
        offers: list[tuple[Choice, str]] = [((NOTHING, ""), tr("Choose…"))] if chosen[0] == NOTHING else []
        offers += [((PRESENT, ""), tr("This market")), ((OPENED, ""), tr("As opened"))]
        offers += [((KEPT, future.name), future.name) for future in self.kept]
        offers += [((SHIPPED, one.name), one.title) for one in all_shipped()]
        offers += [((IN_FILE, path), scenario.title) for path, scenario in self.files.items()]
        return [*offers, (A_FILE, tr("A file…"))]

    def scenario(self, choice: Choice) -> Scenario | None:
        """Return the scenario of a choice, run to the same end with the same seed and buyers as the present one."""
        kind, name = choice
        if kind == NOTHING:
            return None
        if kind in {PRESENT, OPENED}:
            return self.present if kind == PRESENT else self.opened
        if kind == KEPT:
            return next(future.scenario for future in self.kept if future.name == name)
        found = _loaded(name) if kind == SHIPPED else self.files[name]
        return found.changed(seed=self.present.seed, buyers=self.present.buyers, end=self.present.end)

    def titled(self, choices: Sequence[Choice]) -> list[tuple[str, Scenario]]:
        """Return the title and the scenario of each different choice; what is still to be chosen is left out."""
        titles = {offered: title for choice in choices for offered, title in self.offers(choice)}
        titles[PRESENT, ""] = self._present_title([titles[one] for one in choices if one[0] != PRESENT])
        scenarios = {choice: self.scenario(choice) for choice in choices}
        return [(titles[choice], scenario) for choice, scenario in scenarios.items() if scenario is not None]

    def _present_title(self, others: list[str]) -> str:
        """Return what the market on show is called beside others: its title, unless one of them has it."""
        title = self.present.title
        return tr("This market") if self.present != self.opened or title in others else title


@cache
def all_shipped() -> list[Shipped]:
    """Return the scenarios that ship; they do not change while the window is open."""
    return shipped()


@cache
def _loaded(name: str) -> Scenario:
    return load(name)
