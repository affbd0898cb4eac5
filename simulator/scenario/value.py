"""A scenario: everything that a user can choose, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Self

from simulator.dates import HORIZON
from simulator.opening import Setup
from simulator.policy import Measure, Timeline

if TYPE_CHECKING:
    from simulator.assumptions import Assumptions
    from simulator.entries import Cloud, Maker, Model, Region

History = Literal["locked", "free"]


@dataclass(frozen=True)
class Scenario:
    """Everything that a user can choose; every edit makes a new one, and two of them can be compared with `==`."""

    title: str
    question: str
    description: str
    author: str
    licence: str
    extends: str  # the scenario that it differs from; "" = none
    seed: int
    buyers: int
    end: int  # last month
    history: History
    assumptions: Assumptions
    regions: tuple[tuple[str, Region], ...]
    makers: tuple[tuple[str, Maker], ...]
    models: tuple[tuple[str, Model], ...]
    clouds: tuple[tuple[str, Cloud], ...]
    measures: tuple[Measure, ...]

    @property
    def setup(self) -> Setup:
        """Return what a run starts from."""
        return Setup(self.seed, self.buyers, self.assumptions, self.regions, self.makers, self.models, self.clouds)

    @property
    def timeline(self) -> Timeline:
        """Return its measures, in order; free history leaves out what scripts survival."""
        free = self.history == "free"
        left = tuple(measure for measure in self.measures if not (free and measure.history and measure.policy.survival))
        return Timeline(left, locked=not free)

    def measure(self, name: str) -> Measure:
        """Return the measure of an id, or raise `KeyError`."""
        return {measure.id: measure for measure in self.measures}[name]

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - each field has its own type
        """Return a copy with fields replaced."""
        return replace(self, **fields)

    def with_measure(self, measure: Measure) -> Self:
        """Return a copy with a measure added, or replaced where its id is known."""
        if any(known.id == measure.id for known in self.measures):
            return self.changed(measures=tuple(measure if known.id == measure.id else known for known in self.measures))
        return self.changed(measures=(*self.measures, measure))

    def without_measure(self, name: str) -> Self:
        """Return a copy without the measure of that id."""
        return self.changed(measures=tuple(measure for measure in self.measures if measure.id != name))

    def free_id(self, stem: str) -> str:
        """Return an id for a new measure that no measure has yet: the stem, or the stem with a number."""
        taken = {measure.id for measure in self.measures}
        candidates = (stem if number == 1 else f"{stem}_{number}" for number in range(1, len(taken) + 2))
        return next(name for name in candidates if name not in taken)


LONGEST = HORIZON - 1  # the last month that can be simulated
