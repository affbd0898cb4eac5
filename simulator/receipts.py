"""Receipts: what a table or a picture was made from, as a text that travels with it.

A receipt is a scenario file in full (anyone who knows scenario files can read, open and check it), with a table of
remarks that names the versions of program and model, and one of totals at the end of each year. Where the model is the
same, running it repeats the run: to the last digit on one machine with one NumPy, to about 1e-9 of each value on
another. The totals say whether it did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from simulator.dates import month_number, month_words
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.reading import read_text
from simulator.scenario.toml import Tables
from simulator.scenario.value import Scenario
from simulator.scenario.writing.resolved import resolved_text
from simulator.totals import TOTALS, Years, by_year, first_apart
from simulator.version import is_of_other_market, model_version, other_market, program_version
from simulator.world import World

_REMARKS = "x_receipt"
_TOTALS = "x_totals"
_HEADING = "# What this was made from. Shakeout opens this text as a scenario, and running it repeats the run.\n"


class NotRepeatableError(Exception):
    """A receipt of another version of the model; the sentence says which."""


@dataclass(frozen=True)
class Receipt:
    """What a receipt says."""

    scenario: Scenario
    program: str  # version
    model: str  # version
    totals: Years = field(default_factory=dict)  # none where it was not made from a whole run
    gone: tuple[str, ...] = ()  # a sentence about each thing that it says and that no longer exists


def receipt(scenario: Scenario, worlds: Sequence[World] = ()) -> str:
    """Return the receipt for anything that this program makes from a scenario, and from the months of its run."""
    remarks: Tables = {_REMARKS: {"program": program_version(), "model": model_version()}}
    if worlds:
        remarks[_TOTALS] = dict(by_year(worlds))
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
    program, model = (str(remarks.get(name, "unknown")) for name in ("program", "model"))
    gone = tuple(remark for remark in found.remarks if not is_of_other_market(remark))
    return Receipt(found.scenario, program, model, _totals(found.own.get(_TOTALS)), gone)


def repeatable(text: str, source: str = "The receipt") -> Receipt:
    """Return what a receipt says, if this program repeats its run; `source` names where it was found.

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


def verdict(found: Receipt, worlds: Sequence[World], source: str = "the receipt") -> tuple[bool, str]:
    """Return whether a run has repeated that of a receipt, and the sentence about it; "" where nothing can be compared.

    A run that ends earlier is compared as far as it goes.
    """
    now = by_year(worlds)
    shared = sorted(found.totals.keys() & now.keys())
    if not shared:
        return True, ""
    apart = first_apart(found.totals, now)
    if apart is None:
        last = month_words(month_number(shared[-1]))
        return True, f"The same as when {source} was made, to eight digits, up to {last}."
    total, month = apart.total, month_words(month_number(apart.month))
    here = f"{total.label}, in {month}, {apart.now:,.10g} now and {apart.then:,.10g} then"
    return False, (
        f"Not the same as when {source} was made, since {apart.month[:4]}: {here} ({total.unit}; "
        f"{100.0 * apart.size:.1g} % apart). Another processor or another NumPy makes a difference of about 1e-9, "
        "which this is not: a receipt was edited, or something else is wrong."
    )


def _totals(said: object) -> Years:
    """Return the totals that a receipt holds, without what is none."""
    found = {}
    for month, year in said.items() if isinstance(said, dict) else ():
        numbers = year if isinstance(year, dict) else {}
        found[str(month)] = {name: numbers[name] for name in TOTALS if _is_number(numbers.get(name))}
    return {month: year for month, year in found.items() if year}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
