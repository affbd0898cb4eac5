"""What to run: scenarios under names, and the same seeds for each of them, so that differences are paired."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from simulator.scenario.reading.contents import tables
from simulator.scenario.value import Scenario
from simulator.version import model_version

_ONLY_FOR_READERS = ("title", "question", "description", "author", "licence")


@dataclass(frozen=True)
class Run:
    """One simulation to make: a scenario, with its seed, its buyers and its last month, under an arm."""

    arm: str
    scenario: Scenario

    @cached_property
    def name(self) -> str:
        """Return a hash of everything that the outcome depends on: runs of one name give the same numbers."""
        content = {part: said for part, said in tables(self.scenario).items() if part not in _ONLY_FOR_READERS}
        order = list(content["measures"])
        written = json.dumps([model_version(), content, order], sort_keys=True, default=str)
        return blake2b(written.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Design:
    """Arms (a name and a scenario each) and the seeds that every arm uses."""

    arms: tuple[tuple[str, Scenario], ...]
    seeds: tuple[int, ...]

    def runs(self) -> Iterator[Run]:
        """Yield every run, seed by seed, so that pairs are complete as early as possible."""
        for seed in self.seeds:
            for arm, scenario in self.arms:
                yield Run(arm, scenario.changed(seed=seed))
