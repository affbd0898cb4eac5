"""A run in the terminal: simulated under a progress bar, and summed up on one page."""

from __future__ import annotations

from simulator.cli.progress import watched
from simulator.cli.saying import say
from simulator.dates import month_words
from simulator.history import Branch
from simulator.scenario.value import Scenario
from simulator.summary import summary
from simulator.text import one_line
from simulator.world import World


def simulated(scenario: Scenario) -> list[World]:
    """Simulate a scenario to its end, print the summary, and return the months."""
    branch = Branch(scenario.setup, scenario.timeline)
    worlds = watched(branch.simulate(scenario.end), scenario.end + 1)
    say(f"{one_line(scenario.title)}\n{scenario.question}")
    span = f"{month_words(0)} to {month_words(scenario.end)}"
    say(f"{span}, {scenario.buyers:,} buyers, seed {scenario.seed}\n")
    say(summary(branch))
    return worlds
