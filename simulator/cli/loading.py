"""Scenarios that a command is asked for, by name or path."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.saying import say_beside
from simulator.scenario.library import load_with_remarks
from simulator.scenario.shelf import find
from simulator.scenario.value import Scenario


def loaded(name_or_path: str | Path) -> Scenario:
    """Return a scenario; say beside the output where it is of another version, and what in it no longer exists."""
    scenario, remarks = load_with_remarks(find(name_or_path))
    for remark in remarks:
        say_beside(f"{name_or_path}: {remark}")
    return scenario
