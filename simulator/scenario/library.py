"""Scenarios by name or by path: those that ship, and those that a user keeps."""

from pathlib import Path
from typing import NamedTuple

from simulator.policy import POLICIES
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.reading.reading import read_file
from simulator.scenario.shelf import find, folder, kept_names, names
from simulator.scenario.toml import Tables
from simulator.scenario.value import Scenario

ACTORS = ("Washington", "The states", "Brussels", "Beijing", "Global south", "Investors", "Firms", "The press")
"""Who acts, in the order in which people look for them."""


class Shipped(NamedTuple):
    """A scenario that ships, as lists of scenarios show it."""

    name: str
    title: str
    question: str
    actor: str  # who does what it changes first; "" for the base market


def load(name_or_path: str | Path) -> Scenario:
    """Return a scenario that ships, by its name, or any other, by the path of its file.

    Raises
    ------
    ScenarioProblems
        If there is no such scenario or something is wrong with it; the exception holds every problem.

    Examples
    --------
    >>> simulator.load("ban_the_service").changed(seed=7)
    """
    return load_with_remarks(name_or_path)[0]


def load_with_remarks(name_or_path: str | Path) -> tuple[Scenario, tuple[str, ...]]:
    """Return a scenario, and what there is to say of one that another version wrote.

    That is one sentence about its market, and one about each thing in it that no longer exists.

    Raises
    ------
    ScenarioProblems
        As `load`.
    """
    path = find(name_or_path)
    found = read_file(path)
    if found.scenario is None:
        raise ScenarioProblems(str(path), found.problems)
    return found.scenario, found.remarks


def load_to_edit(name_or_path: str | Path) -> Scenario:
    """Return a scenario as the window edits it: one that ships extends the latest kept base instead of `base`.

    So a file that the window saves keeps its meaning, whatever later versions ship.

    Raises
    ------
    ScenarioProblems
        As `load`.
    """
    return as_edited(load(name_or_path), name_or_path)


def as_edited(scenario: Scenario, name_or_path: str | Path) -> Scenario:
    """Return a scenario that was loaded by a name or a path as the window edits it."""
    return scenario.changed(extends=kept_names()[-1]) if name_or_path in (*names(), *kept_names()) else scenario


def shipped() -> list[Shipped]:
    """Return the scenarios that ship: the base market first, then by who acts, and by title."""
    tables = {name: parsed(text_of(folder() / f"{name}.toml")) for name in names()}
    base = tables["base"]
    found = [
        Shipped(name, str(table["title"]), str(table["question"]), "" if table is base else _actor(table, base))
        for name, table in tables.items()
    ]
    order = ("", *ACTORS)
    return sorted(found, key=lambda one: (order.index(one.actor) if one.actor in order else len(order), one.title))


def _actor(table: Tables, base: Tables) -> str:
    """Return who does what a scenario changes first, "" if it changes no measure."""
    own = {**table.get("history", {}), **table.get("measures", {})}
    kinds = [
        {**base["measures"].get(name, {}), **(said if isinstance(said, dict) else {})} for name, said in own.items()
    ]
    return next((str(POLICIES[measure["kind"]].actor) for measure in kinds if "kind" in measure), "")


def introduction(path: Path) -> str:
    """Return the comment at the top of a scenario's file as plain text, "" if there is none.

    Raises
    ------
    ScenarioProblems
        If the file cannot be read.
    """
    lines = []
    for line in text_of(path).splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if not line.startswith("#:"):  # a line for editors
            lines.append(line.removeprefix("#").removeprefix(" ").rstrip())
    return "\n".join(lines).strip()
