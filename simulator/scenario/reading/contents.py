"""What a scenario file holds besides the cast of the market: its head, its run, and how a measure is written.

The tables of a file and the frozen value say the same; `tables` and `built` translate between them.
"""

from typing import Any, Literal

from simulator.assumptions import Assumptions
from simulator.dates import HORIZON, NEVER
from simulator.entries import REGIONS, Cloud, Maker, Model, Region
from simulator.parameters import Declared, MonthNumber, Names, param, words
from simulator.policy import POLICIES, Measure, Policy, Target
from simulator.scenario.reading.migrations import FORMAT
from simulator.scenario.reading.structure import defaults, plain
from simulator.scenario.toml import Tables
from simulator.scenario.value import Run, Scenario

CASTS: dict[str, type[Region | Maker | Model | Cloud]] = {
    "regions": Region,
    "makers": Maker,
    "models": Model,
    "clouds": Cloud,
}
"""The tables of entries, by name, in the order of a file."""
SECTIONS = ("run", "history", "parameters", "policies", *CASTS, "measures")
"""The tables of a file, in their order; `policies` holds defaults for the measures of each kind."""


class Record(Declared):
    """What is taken as given of the years up to January 2026.

    Besides its mode, the table in a file may switch each measure of the record on or off, by its id.
    """

    mode: Literal["locked", "free"] = words(
        "locked", "Whether makers alive in January 2026 can fail earlier: locked = no, free = yes."
    )


class Head(Declared):
    """What comes before the first table."""

    format: int = words(..., f"The format of the file: {FORMAT}.")
    title: str = words(..., "What the scenario is called.")
    question: str = words("", "The question that it asks.")
    description: str = words("", "What it is about, in a few sentences.")
    author: str = words("", "Who wrote it.")
    licence: str = words("", "What others may do with it, as in CC-BY-4.0.")
    extends: str = words("", "The scenario from which it differs: one that ships, or a file in the same folder.")
    numbers_of: str = words("", "The version of Shakeout that wrote every number, in a file that says them all.")
    measure_order: Names = words((), "The order of measures, where it is not that of the parent and this file.")


class When(Declared):
    """How a measure is written, besides the numbers of its policy."""

    kind: str = words(..., "the policy that it puts in force")
    target: Target = words(Target(), "Whom it is aimed at.")
    announced: MonthNumber = words(NEVER, "The month in which it is announced.")
    start: MonthNumber = words(..., "the first month in force")
    end: MonthNumber = words(NEVER, "The last month in force.")
    ramp_months: int = param(0, "months", "Time to full strength.", low=0, high=HORIZON)
    strength: float = words(1.0, "How strong it is; what that means depends on the policy.")
    enabled: bool = words(default=True, text="Whether it acts.")
    note: str = words("", "What happened, or why it is here.")
    source: str = words("", "Who says so.")
    history: bool = words(default=False, text="Whether it is part of the record.")
    removed: bool = words(default=False, text="Whether a measure of the parent is taken out.")


def built(
    head: Head, run: Run, record: Record, assumptions: Assumptions, casts: dict[str, Any], measures: tuple[Measure, ...]
) -> Scenario:
    """Return the frozen value: regions in the order of the simulator, measures in the order that the head asks for."""
    regions = casts["regions"]
    order = {name: number for number, name in enumerate(head.measure_order)}
    return Scenario(
        title=head.title,
        question=head.question,
        description=head.description,
        author=head.author,
        licence=head.licence,
        extends=head.extends,
        seed=run.seed,
        buyers=run.buyers,
        end=run.end,
        history=record.mode,
        assumptions=assumptions,
        regions=tuple((name, regions[name]) for name in REGIONS),
        makers=tuple(casts["makers"].items()),
        models=tuple(casts["models"].items()),
        clouds=tuple(casts["clouds"].items()),
        measures=tuple(sorted(measures, key=lambda measure: order.get(measure.id, len(order)))),
    )


def measure_of(name: str, when: When, policy: Policy) -> Measure:
    """Return a measure from the two halves in which it is read."""
    return Measure(
        id=name,
        policy=policy,
        start=when.start,
        end=when.end,
        ramp=when.ramp_months,
        strength=when.strength,
        target=when.target,
        announced=None if when.announced >= NEVER else when.announced,
        enabled=when.enabled,
        note=when.note,
        source=when.source,
        history=when.history,
    )


def tables(scenario: Scenario) -> Tables:
    """Return every key of a scenario as a file would write it, with all that it takes from its parent."""
    head = {name: getattr(scenario, name) for name in ("title", "question", "description", "author", "licence")}
    run = Run.model_construct(seed=scenario.seed, buyers=scenario.buyers, end=scenario.end)
    record = Record.model_construct(mode=scenario.history)
    return {
        **head,
        "run": plain(run),
        "history": plain(record),
        "parameters": plain(scenario.assumptions),
        **{cast: {name: plain(entry) for name, entry in getattr(scenario, cast)} for cast in CASTS},
        "measures": {measure.id: _measure_table(measure) for measure in scenario.measures},
    }


def silent_tables(wanted: Tables, policies: Tables) -> Tables:
    """Return what a file means where it is silent: the defaults of everything that `wanted` holds.

    `policies` holds the numbers that a parent gives to the measures of each kind.
    """
    return {
        **{name: value for name, value in defaults(Head).items() if name in wanted},
        "run": defaults(Run),
        "history": defaults(Record),
        "parameters": defaults(Assumptions),
        **{cast: {name: defaults(kind) for name in wanted[cast]} for cast, kind in CASTS.items()},
        "measures": {name: _silent_measure(table, policies) for name, table in wanted["measures"].items()},
    }


def policy_numbers() -> Tables:
    """Return the default numbers of every kind of policy."""
    return {kind: defaults(POLICIES[kind]) for kind in sorted(POLICIES)}


def _measure_table(measure: Measure) -> Tables:
    """Return every key of a measure: when and how, the numbers of its policy, and what is said about it."""
    announced = NEVER if measure.announced is None else measure.announced
    when = When.model_construct(
        kind=measure.policy.id,
        target=measure.target,
        announced=announced,
        start=measure.start,
        end=measure.end,
        ramp_months=measure.ramp,
        strength=measure.strength,
        enabled=measure.enabled,
        note=measure.note,
        source=measure.source,
        history=measure.history,
    )
    table = plain(when)
    remarks = {name: table.pop(name) for name in ("enabled", "note", "source", "history")}
    del table["removed"]
    return {**table, **plain(measure.policy), **remarks}


def _silent_measure(table: Tables, policies: Tables) -> Tables:
    kind = table["kind"]
    silent = {**defaults(When), **defaults(POLICIES[kind]), **policies.get(kind, {})}
    del silent["removed"]
    return silent
