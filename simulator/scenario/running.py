"""Running a scenario from Python."""

from simulator.history import Branch
from simulator.scenario.value import Scenario


def simulate(scenario: Scenario, until: int | None = None) -> Branch:
    """Return the branch of a scenario, simulated up to and including month `until`, or to its end."""
    branch = Branch(scenario.setup, scenario.timeline)
    branch.world(scenario.end if until is None else until)
    return branch
