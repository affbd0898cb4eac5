"""Scenarios that a command is asked for, by name or path."""

from __future__ import annotations

from pathlib import Path

from simulator.cli.saying import say_beside
from simulator.scenario.library import load_with_remark
from simulator.scenario.shelf import find
from simulator.scenario.value import Scenario


def loaded(name_or_path: str | Path) -> Scenario:
    """Return a scenario, and say beside the output where its market is that of another version."""
    scenario, remark = load_with_remark(find(name_or_path))
    if remark:
        say_beside(f"{name_or_path}: {remark}")
    return scenario
