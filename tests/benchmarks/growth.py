"""How time and memory grow with the number of buyers: `uv run python -m tests.benchmarks.growth`.

Prints a Markdown table, a row per population, each measured in a process of its own that keeps only the newest world.
With `--whole-run` it prints what 1,000,000 buyers take over all months instead.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass
from time import perf_counter

import click
import numpy as np

from simulator.history import following
from simulator.scenario.library import load
from simulator.scenario.value import LONGEST

POPULATIONS = (4096, 16_384, 65_536, 262_144, 1_048_576)
MILLION = 1_000_000
_JANUARY_2028, _MONTHS, _FEW_MONTHS, _MANY_BUYERS = 52, 25, 9, 200_000
_MEGABYTE = 1e6


@dataclass(frozen=True)
class Growth:
    """What one population takes."""

    buyers: int
    opening: float  # seconds, to set up and to the end of the first month
    run: float  # seconds, from there to the last month
    month: float  # seconds, median of months around January 2028
    fastest: float  # seconds, the fastest of them
    peak_of_opening: float  # MB
    peak: float  # MB
    world: float  # MB, of one world
    newest: float  # MB, of what a month does not share with the month before


def grown(buyers: int, last: int, timed: int) -> Growth:
    """Return what a population takes up to a month, the last ones of which are timed one by one."""
    scenario = load("base").changed(buyers=buyers, seed=1)
    begin = perf_counter()
    world = following(scenario.setup, scenario.timeline, None)
    opening, peak_of_opening = perf_counter() - begin, peak_memory()
    before, times = world, list[float]()
    for _ in range(last):
        start = perf_counter()
        before, world = world, following(scenario.setup, scenario.timeline, world)
        times.append(perf_counter() - start)
    return Growth(
        buyers=buyers,
        opening=opening,
        run=sum(times),
        month=float(np.median(times[-timed:])),
        fastest=min(times[-timed:]),
        peak_of_opening=peak_of_opening,
        peak=peak_memory(),
        world=sum(columns(world).values()) / _MEGABYTE,
        newest=sum(size for key, size in columns(world).items() if key not in columns(before)) / _MEGABYTE,
    )


def columns(value: object) -> dict[int, int]:
    """Return the bytes of every column of a world, by the column's identity."""
    if isinstance(value, np.ndarray):
        return {id(value): value.nbytes}
    found: dict[int, int] = {}
    if is_dataclass(value):
        for field in fields(value):
            found |= columns(getattr(value, field.name))
    return found


def peak_memory() -> float:
    """Return the most memory that this process has used so far, in MB."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE


def measured(buyers: int, last: int, timed: int) -> Growth:
    """Return what a population takes, measured in a process of its own."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(grown, buyers, last, timed).result()


def growth_table(rows: list[Growth]) -> str:
    """Return the rows as Markdown; linear growth is that of the second row."""
    base = rows[min(1, len(rows) - 1)]
    lines = [
        "| buyers | month, ms | fastest, ms | per buyer, µs | to linear | set-up, s | peak, MB | per buyer, kB |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        each = row.fastest / row.buyers
        cells = (
            f"{row.buyers:,}",
            f"{row.month * 1e3:.1f}",
            f"{row.fastest * 1e3:.1f}",
            f"{each * 1e6:.2f}",
            f"{each / (base.fastest / base.buyers):.2f}",
            f"{row.opening:.2f}",
            f"{row.peak:.0f}",
            f"{row.peak / row.buyers * 1e3:.2f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def whole_run(row: Growth) -> str:
    """Return what a whole run took, as Markdown."""
    return "\n".join(
        (
            "| | |",
            "|---|--:|",
            f"| {row.buyers:,} buyers, {LONGEST + 1} months, one process | {row.opening + row.run:.1f} s |",
            f"| of which set-up and first month | {row.opening:.1f} s |",
            f"| a month late in 2035, median | {row.month * 1e3:.0f} ms |",
            f"| peak memory | {row.peak / 1e3:.2f} GB |",
            f"| of which reached by the set-up | {row.peak_of_opening / 1e3:.2f} GB |",
            f"| one world | {row.world / 1e3:.2f} GB |",
            f"| of which not shared with the month before | {row.newest:.0f} MB |",
        )
    )


def main() -> None:
    """Measure and print."""
    if "--whole-run" in sys.argv:
        click.echo(whole_run(measured(MILLION, LONGEST, _FEW_MONTHS)))
        return
    rows = []
    for buyers in POPULATIONS:
        timed = _FEW_MONTHS if buyers > _MANY_BUYERS else _MONTHS
        rows.append(measured(buyers, _JANUARY_2028 + timed // 2, timed))
    click.echo(growth_table(rows))


if __name__ == "__main__":
    main()
