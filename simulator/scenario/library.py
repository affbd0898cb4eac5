"""Scenarios by name or by path: those that ship, and those that a user keeps."""

from pathlib import Path
from typing import NamedTuple

from simulator.scenario.parsing import parsed, text_of
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading import check
from simulator.scenario.shelf import find, folder, kept_names, names
from simulator.scenario.value import Scenario


class Shipped(NamedTuple):
    """A scenario that ships, as a list of scenarios shows it."""

    name: str
    title: str
    question: str


def load(name_or_path: str | Path) -> Scenario:
    """Return a scenario that ships, by its name, or any other, by the path of its file.

    Raises
    ------
    ScenarioProblems
        If there is no such scenario or something is wrong with it; it carries every problem.
    """
    path = find(name_or_path)
    scenario, problems = check(path)
    if scenario is None:
        raise ScenarioProblems(str(path), problems)
    return scenario


def load_to_edit(name_or_path: str | Path) -> Scenario:
    """Return a scenario as the window edits it: what becomes of one that ships extends the base that is kept for ever.

    So a file that the window saves keeps its meaning, whatever later versions ship.

    Raises
    ------
    ScenarioProblems
        As `load`.
    """
    scenario = load(name_or_path)
    return scenario.changed(extends=kept_names()[-1]) if name_or_path in (*names(), *kept_names()) else scenario


def shipped() -> list[Shipped]:
    """Return the scenarios that ship, the base market first."""
    tables = [(name, parsed(text_of(folder() / f"{name}.toml"))) for name in names()]
    return [Shipped(name, str(table["title"]), str(table["question"])) for name, table in tables]
