"""The evidence that ships with the program: the base market on seeds that were not used for its calibration."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.evidence.judging import FIRST_SEED, Result, number_of, result
from simulator.evidence.row import ROWS, Ratio, in_order
from simulator.scenario.shelf import folder
from simulator.scenario.value import Scenario
from simulator.version import model_version

SEEDS = 16
_DIGITS = 10  # significant digits of a value
COMMAND = "uv run python -m tests.refresh evidence"


@dataclass(frozen=True)
class Shipped:
    """What the file says: its origin, and its rows."""

    model: str  # version of the model that simulated it
    numbers: str  # digest of every number of the base market
    first_seed: int
    seeds: int
    results: tuple[Result, ...]


def path() -> Path:
    """Return the path of the shipped evidence."""
    return folder().parent / "assets" / "evidence.toml"


def table() -> tuple[Result, ...]:
    """Return the shipped results, hard rows first."""
    return shipped().results


def shipped() -> Shipped:
    """Return the shipped evidence and its origin."""
    content = tomllib.loads(path().read_text(encoding="utf-8"))
    found = content["rows"]
    rows = [row for row in in_order() if row.id in found or row.statistic is None]
    results = tuple(result(row, _values(found.get(row.id, {}))) for row in rows)
    return Shipped(content["model"], content["numbers"], content["first_seed"], content["seeds"], results)


def text_of(scenario: Scenario, results: Sequence[Result]) -> str:
    """Return the text of the file for some results."""
    measured = [one for one in results if one.by_seed]
    seeds = max(len(one.by_seed) for one in measured if one.row.runs.seeds is None)
    lines = [
        "# What the base market says of each fact, for each seed; written by",
        f"# {COMMAND}",
        f'model = "{model_version()}"',
        f'numbers = "{digest(scenario)}"',
        f"first_seed = {FIRST_SEED}",
        f"seeds = {seeds}",
    ]
    # a ratio keeps its parts, since these are summed over seeds before they are divided
    for one in measured:
        lines += ["", f'[rows."{one.row.id}"]']
        ratios = [value for value in one.by_seed if isinstance(value, Ratio)]
        if ratios:
            lines += [f"part = {_list([value.part for value in ratios])}"]
            lines += [f"whole = {_list([value.whole for value in ratios])}"]
        else:
            lines += [f"value = {_list([number_of(value) for value in one.by_seed])}"]
    return "\n".join(lines) + "\n"


def _list(numbers: Sequence[float]) -> str:
    return f"[{', '.join(f'{number:.{_DIGITS}g}' for number in map(float, numbers))}]"


def _values(found: dict[str, list[float]]) -> list[float | Ratio]:
    if "value" in found:
        return list(map(float, found["value"]))
    return [Ratio(part, whole) for part, whole in zip(found.get("part", ()), found.get("whole", ()), strict=True)]


def digest(scenario: Scenario) -> str:
    """Return a short digest of every number of a market: parameters, cast, measures, and the rows of evidence."""
    parts = (scenario.setup, scenario.timeline, [(name, ROWS[name].low, ROWS[name].high) for name in ROWS])
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
