"""Receipts: what a table or a picture was made from, as a text that travels with it.

A receipt is a scenario file in full (anyone who knows scenario files can read, open and check it), with a table of
remarks that names the versions of program and model. Where the model is the same, running it repeats the run exactly.
"""

from dataclasses import dataclass, replace

from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.reading import read_text
from simulator.scenario.value import Scenario
from simulator.scenario.writing.resolved import resolved_text
from simulator.version import model_version, other_market, program_version

_REMARKS = "x_receipt"
_HEADING = (
    "# What this was made from. Shakeout opens this text as a scenario, and running it repeats the run exactly.\n"
)


class NotRepeatableError(Exception):
    """A receipt of another version of the model; the sentence says which."""


@dataclass(frozen=True)
class Receipt:
    """What a receipt says."""

    scenario: Scenario
    program: str  # version
    model: str  # version


def receipt(scenario: Scenario) -> str:
    """Return the receipt for anything that this program makes from a scenario."""
    remarks = {_REMARKS: {"program": program_version(), "model": model_version()}}
    return f"{_HEADING}{resolved_text(scenario, remarks)}"


def anonymous(scenario: Scenario) -> Scenario:
    """Return a scenario without its author and the notes of its measures, which no run depends on."""
    measures = tuple(replace(measure, note="") for measure in scenario.measures)
    return scenario.changed(author="", measures=measures)


def read_receipt(text: str, source: str = "The receipt") -> Receipt:
    """Return what a receipt says; `source` names where it was found.

    Raises
    ------
    ScenarioProblems
        If the text cannot be read as a scenario.
    """
    found = read_text(text, None)
    if found.scenario is None:
        raise ScenarioProblems(source, found.problems)
    said = found.own.get(_REMARKS)
    remarks = said if isinstance(said, dict) else {}
    return Receipt(found.scenario, str(remarks.get("program", "unknown")), str(remarks.get("model", "unknown")))


def repeatable(text: str, source: str = "The receipt") -> Receipt:
    """Return what a receipt says, if this program repeats its run exactly; `source` names where it was found.

    Raises
    ------
    ScenarioProblems
        If the text cannot be read as a scenario.
    NotRepeatableError
        If another version of the model made it.
    """
    found = read_receipt(text, source)
    if found.model != model_version():
        raise NotRepeatableError(f"{source}: {other_market(found.program)}")
    return found
