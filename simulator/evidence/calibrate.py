"""The calibration of the base market: `python -m simulator.evidence.calibrate [ROUNDS]`.

A pattern search over the levers below. Each trial moves one number by a step within its declared range and simulates
the market for the same seeds as every other trial, so that differences are paired; what lowers the loss is kept, and
the step of a lever halves when neither direction helps. The seeds are not those on which evidence is reported.

The loss of a row is 0 in the middle of its band, up to 0.6 of the way to its edge, and grows with the square of the
distance beyond that; it levels off, so that a fact out of reach does not outweigh the others. A hard row weighs as much
as four checks; inputs weigh nothing. A small loss for each step away from a number's first value settles ties.

The search prints what it found; a person writes it into the declarations, or does not.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from math import isinf, isnan
from typing import TypeVar

from pydantic import BaseModel

from simulator.evidence.judging import FIRST_SEED as REPORTED
from simulator.evidence.judging import Result, measured, result, runs_of
from simulator.evidence.row import RECORD, Row, measured_rows
from simulator.evidence.wording import report
from simulator.experiment.runner import pool
from simulator.parameters import Leaf, leaves
from simulator.scenario.library import load
from simulator.scenario.value import Scenario

FIRST_SEED, SEEDS = 201, 16
ROUNDS = 4
_WEIGHTS = {"hard": 4.0, "check": 1.0, "input": 0.0, "told": 0.0}
_COMFORT = 0.6  # of the way from the middle of a band to its edge
_MOST = 2.0  # half-bands beyond comfort at which the loss of a row levels off
_EDGE = 0.25  # half-band of a row with one edge, as a part of that edge
_STAY = 0.05  # loss of moving a lever by all of its value
_SMALL = 0.15  # least step of 1 of a lever, as a part of its range
_FIRST_STEP = 0.12
_LEAST_STEP = 0.02


@dataclass(frozen=True)
class Lever:
    """A number of the base market that the calibration may move."""

    group: str  # "assumptions", "models" or "makers"
    path: str

    def __str__(self) -> str:
        """Return its place in a file."""
        return self.path if self.group == "assumptions" else f"{self.group}.{self.path}"


LEVERS = (
    *(
        Lever("assumptions", path)
        for path in (
            "research.spillover_closed",
            "research.spillover_open",
            "prices.margin_of_crowding",
            "prices.margin_chinese_startup",
            "demand.elasticity",
            "tastes.price.startup",
            "tastes.price.mid",
            "tastes.open_stack.startup",
            "tastes.open_stack.mid",
            "tastes.open_stack.large",
            "tastes.exposure.startup",
            "tastes.exposure.mid",
            "tastes.exposure.large",
            "tastes.distrust.mid",
            "tastes.distrust.large",
            "downloads.variants",
            "downloads.derivatives",
            "downloads.awareness",
            "downloads.adjustment",
        )
    ),
    Lever("models", "gpt.appeal"),
    Lever("models", "claude.appeal"),
    Lever("models", "llama.appeal"),
    Lever("makers", "minimax.consumer_monetisation"),
)


Block = TypeVar("Block", bound=BaseModel)


def leaf(scenario: Scenario, lever: Lever) -> Leaf:
    """Return the present value of a lever with its declaration."""
    if lever.group == "assumptions":
        owner, path = scenario.assumptions, lever.path
    else:
        name, path = lever.path.split(".")
        owner = dict(getattr(scenario, lever.group))[name]
    return next(found for found in leaves(owner) if found.path == path)


def moved(scenario: Scenario, lever: Lever, value: float) -> Scenario:
    """Return the market with a lever at another value."""
    if lever.group == "assumptions":
        return scenario.changed(assumptions=_replaced(scenario.assumptions, lever.path.split("."), value))
    name, field = lever.path.split(".")
    cast = tuple(
        (known, _replaced(entry, [field], value) if known == name else entry)
        for known, entry in getattr(scenario, lever.group)
    )
    return scenario.changed(**{lever.group: cast})


def _replaced(block: Block, path: list[str], value: float) -> Block:
    name, *below = path
    inner = _replaced(getattr(block, name), below, value) if below else value
    return block.model_copy(update={name: inner})


def penalty(row: Row, mean: float) -> float:
    """Return the loss of one row before its weight: 0 well inside the band, 4 far outside."""
    if isnan(mean):
        return _MOST**2
    edge = row.high if isinf(row.low) else row.low
    half = _EDGE * abs(edge) if isinf(row.low) or isinf(row.high) else 0.5 * (row.high - row.low)
    half = half or _EDGE * abs(edge)
    beyond = max(row.low - mean, mean - row.high) / half + 1.0  # 0 in the middle of a band, 1 at an edge
    return min(max(0.0, beyond - _COMFORT), _MOST) ** 2


def loss(results: Sequence[Result], steps: Sequence[float]) -> float:
    """Return the loss of some results, and of having moved levers by some parts of their values."""
    missed = sum(_WEIGHTS[one.row.tier] * penalty(one.row, one.mean) for one in results)
    return missed + _STAY * sum(abs(step) for step in steps)


def answers(scenario: Scenario, executor: Executor, first_seed: int, seeds: int) -> tuple[Result, ...]:
    """Return the results of the rows that look at the record."""
    rows = tuple(row for row in measured_rows() if row.runs == RECORD)
    found = measured(tuple(row.id for row in rows), runs_of(scenario, RECORD, seeds, first_seed), executor)
    return tuple(result(row, found[row.id]) for row in rows)


@dataclass
class Search:
    """A pattern search: the best market so far, its loss, and the step of each lever."""

    executor: Executor
    best: Scenario

    def __post_init__(self) -> None:
        """Begin with the market as it is."""
        self.start = self.best
        self.steps = dict.fromkeys(LEVERS, _FIRST_STEP)
        self.loss = self.loss_of(self.best)

    def loss_of(self, scenario: Scenario) -> float:
        """Return the loss of a market on the seeds of the calibration."""
        distance = [
            (leaf(scenario, lever).value - leaf(self.start, lever).value) / self.size(lever) for lever in LEVERS
        ]
        return loss(answers(scenario, self.executor, FIRST_SEED, SEEDS), distance)

    def size(self, lever: Lever) -> float:
        """Return what a step of 1 means for a lever: its first value, or a good part of its range if that is small."""
        first = leaf(self.start, lever)
        return max(abs(first.value), _SMALL * (first.param.high - first.param.low))

    def round(self) -> None:
        """Try every lever in both directions, and keep what helps."""
        for lever in LEVERS:
            if not any(self.helps(lever, direction * self.steps[lever]) for direction in (1.0, -1.0)):
                self.steps[lever] = max(0.5 * self.steps[lever], _LEAST_STEP)

    def helps(self, lever: Lever, step: float) -> bool:
        """Return whether a step lowers the loss, and take it if it does."""
        now = leaf(self.best, lever)
        value = min(max(now.value + step * self.size(lever), now.param.low), now.param.high)
        if value == now.value:
            return False
        trial = moved(self.best, lever, float(f"{value:.3g}"))
        found = self.loss_of(trial)
        if found >= self.loss:
            return False
        self.best, self.loss = trial, found
        _say(f"  {lever}: {now.value:g} to {leaf(trial, lever).value:g}, loss {found:.3f}")
        return True


def main(rounds: int) -> None:
    """Search, and print the levers, the losses, and the evidence on seeds that the search did not use."""
    with pool() as executor:
        search = Search(executor, load("base"))
        before = search.loss
        _say(f"Loss {before:.3f} on seeds {FIRST_SEED} to {FIRST_SEED + SEEDS - 1}.")
        for number in range(rounds):
            _say(f"Round {number + 1} of {rounds}")
            search.round()
        _say(f"\nLoss {before:.3f} to {search.loss:.3f}.\n")
        for lever in LEVERS:
            first, last = leaf(search.start, lever), leaf(search.best, lever)
            span = f"{first.param.low:g} to {first.param.high:g}"
            _say(f"  {lever!s:<40} {first.value:>8g} to {last.value:<8g} within {span}")
        _say(f"\nOn seeds {REPORTED} to {REPORTED + SEEDS - 1}, which the search never saw:\n")
        _say(report(answers(search.best, executor, REPORTED, SEEDS)))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command speaks


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
