"""What an act of the user has to pass: nothing typed stands in its way, and what it makes is what a file may hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from simulator.scenario.problems import Problem
from simulator.scenario.reading.checks import problems_of
from simulator.scenario.value import Scenario


class Gate(QObject):
    """Asked before the scenario, the hand or the selection changes: each of them may change what a form shows."""

    refused = Signal(str)  # why an edit was not taken, in a sentence

    def __init__(self, parent: QObject) -> None:
        """Stand open until somebody guards it."""
        super().__init__(parent)
        self._settle: Callable[[], bool] = lambda: True
        self._judged: tuple[Scenario, tuple[Problem, ...]] | None = None
        self.reason = ""
        """Why the last edit was not taken, "" where it was, or where the user was led to what is typed."""

    def guard(self, settle: Callable[[], bool]) -> None:
        """Ask from now on what takes over all that is typed, or leads the user to what cannot be taken."""
        self._settle = settle

    def opens(self) -> bool:
        """Return whether nothing typed stands in the way."""
        return self._settle()

    def takes(self, before: Scenario, after: Scenario) -> bool:
        """Return whether a scenario can take the place of another, and tell why if it cannot."""
        self.reason = self.why_not(before, after)
        if self.reason:
            self.refused.emit(self.reason)
        return not self.reason

    def why_not(self, before: Scenario, after: Scenario) -> str:
        """Return why a scenario cannot take the place of another, "" where it can.

        Only what the change would add counts: what is wrong already must not keep anybody from mending something.
        """
        if after == before:
            return ""
        known = {(problem.place, problem.text) for problem in self._problems(before)}
        return next((each.text for each in problems_of(after) if (each.place, each.text) not in known), "")

    def _problems(self, scenario: Scenario) -> tuple[Problem, ...]:
        """Return what is wrong with a scenario, which is on show through many edits of a drag."""
        if self._judged is None or self._judged[0] is not scenario:
            self._judged = scenario, problems_of(scenario)
        return self._judged[1]
