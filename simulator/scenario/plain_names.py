"""What people call the makers, models, origins and regions that a file names by their ids.

`say` translates a text into another language; names of makers, models and regions stay as the scenario has them.
"""

from collections.abc import Callable

from simulator.amounts import number_words
from simulator.dates import month_words
from simulator.policy import Target
from simulator.scenario.value import Scenario
from simulator.values_in_words import Speech, value_words

ADJECTIVES = {"united_states": "American", "europe": "European", "china": "Chinese", "other": "Other origins"}
"""How makers are described by where they come from."""


def plain_names(kind: str, scenario: Scenario, say: Callable[[str], str] = str) -> dict[str, str]:
    """Return what everything of a kind ("maker", "model", "origin", "region") is called, by its id."""
    if kind == "origin":
        return {name: say(adjective) for name, adjective in ADJECTIVES.items()}
    return {name: entry.name for name, entry in getattr(scenario, f"{kind}s")}


def plain_aim(aim: Target, scenario: Scenario, say: Callable[[str], str] = str) -> str:
    """Return a target in words, as in "Chinese makers, United States"."""
    words: list[str] = []
    for kind in ("maker", "model", "origin", "region"):
        names = plain_names(kind, scenario, say)
        named = [names.get(name, name) for name in getattr(aim, kind) if name != "*"]
        words += [say("{origin} makers").format(origin=name) for name in named] if kind == "origin" else named
    return ", ".join(words) or say("everybody")


def speech(
    scenario: Scenario,
    say: Callable[[str], str] = str,
    month: Callable[[int], str] = month_words,
    number: Callable[[float], str] = number_words,
) -> Speech:
    """Return how the things of a scenario are called in a language, and how months and numbers are written in it."""
    return Speech(
        aim=lambda aim: plain_aim(aim, scenario, say),
        name=lambda kind, name: plain_names(kind, scenario, say).get(name, value_words(name)),
        month=month,
        number=number,
        say=say,
    )
