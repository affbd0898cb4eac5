"""The assumptions of the model, one entry for each declared number, with what it is called and where it belongs."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from simulator.assumptions import Assumptions
from simulator.parameters import Param, leaves
from ui.widgets.form import in_words, number_at, with_field

if TYPE_CHECKING:
    from simulator.scenario.value import Scenario


@dataclass(frozen=True)
class Assumption:
    """One number of the model: its key in a file, its declaration, and its value where no file says otherwise."""

    path: str
    declared: Param
    default: float

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the parts of its path."""
        return tuple(self.path.split("."))

    @property
    def group(self) -> str:
        """Return the name of its group, as in "research"."""
        return self.keys[0]

    @property
    def title(self) -> str:
        """Return what it is called: "prices.self_hosting.startup" is "Self hosting, startup"."""
        return in_words(", ".join(self.keys[1:]))

    def value(self, scenario: Scenario) -> float:
        """Return its value in a scenario."""
        return number_at(scenario.assumptions, self.keys)

    def set(self, scenario: Scenario, number: float) -> Scenario:
        """Return the scenario in which it has another value."""
        return scenario.changed(assumptions=with_field(scenario.assumptions, self.keys, number))

    def speaks_of(self, words: list[str]) -> bool:
        """Return whether all the given words occur in its name, group, meaning, unit or source."""
        declared = self.declared
        said = " ".join(
            (self.path.replace("_", " "), group_in_words(self.group), declared.help, declared.unit, declared.source)
        ).casefold()
        return all(word in said for word in words)


@cache
def assumptions() -> tuple[Assumption, ...]:
    """Return all assumptions in the order of their declaration."""
    return tuple(Assumption(leaf.path, leaf.param, leaf.value) for leaf in leaves(Assumptions()))


def changed_assumptions(scenario: Scenario) -> tuple[Assumption, ...]:
    """Return the assumptions that a scenario changes."""
    return tuple(each for each in assumptions() if each.value(scenario) != each.default)


def without_changed_assumptions(scenario: Scenario) -> Scenario:
    """Return the scenario in which all assumptions are the model's own."""
    return scenario.changed(assumptions=Assumptions())


def group_in_words(group: str) -> str:
    """Return what a group of assumptions is about."""
    return inspect.cleandoc(type(getattr(Assumptions(), group)).__doc__ or "")
