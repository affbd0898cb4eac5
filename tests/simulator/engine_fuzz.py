"""Looking for a file that `check` accepts and the engine cannot stand: `python -m tests.simulator.engine_fuzz`.

Each file is made from the declarations (`made_up_files`), read by `check`, simulated where `check` accepts it, and
every month of it judged (`sound_months`). A file that ends badly is written to a folder. The n-th file of a seed is
always the same, so that a search goes on where it stopped: `--seed 3 --start 4000`.
"""

import argparse
import re
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from threadpoolctl import threadpool_limits

from simulator.dates import HORIZON
from simulator.experiment.runner import pool
from simulator.history import Branch
from simulator.scenario.reading.reading import check
from simulator.scenario.value import Scenario
from simulator.world import World
from tests.simulator.made_up_files import made_up
from tests.simulator.sound_months import wrong_with, wrong_with_costly, wrong_with_indicators

EVERY = 3  # months between two looks at the indicators
_CHUNK = 20  # files that a worker takes at a time
_REPORTED = 500  # files between two reports
RAN, REFUSED = "ran", "refused"


@dataclass(frozen=True)
class Search:
    """Which files are made, and for how long each of them runs."""

    seed: int = 1
    months: int = HORIZON
    buyers: int = 64

    def text(self, number: int) -> str:
        """Return the text of a file."""
        return made_up(number, self.seed, self.months, self.buyers)


@dataclass(frozen=True)
class Ending:
    """What became of a file: it ran, was refused, or failed in some way."""

    number: int
    outcome: str
    told: str = ""


def ending(search: Search, number: int) -> Ending:
    """Return what becomes of one file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a division by zero is a fault, whatever comes of it
            scenario, problems = check(search.text(number))
            if scenario is None:
                reasons = [problem.text for problem in problems if problem.severity == "error"]
                assert reasons, "refused without a reason"
                return Ending(number, REFUSED, reasons[0])
            wrong = next(faults(scenario), None)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        return Ending(number, f"{type(error).__name__} in {_origin(error)}", str(error)[:200])
    return Ending(number, RAN) if wrong is None else Ending(number, wrong.partition(": ")[2], wrong)


def faults(scenario: Scenario) -> Iterator[str]:
    """Simulate a scenario to its end, and yield everything that is wrong with its months."""
    branch = Branch(scenario.setup, scenario.timeline)
    before: World | None = None
    for world in branch.simulate(scenario.end):
        last = world.month == scenario.end
        found = wrong_with(world, before)
        if last or world.month % EVERY == 0:
            found = chain(found, wrong_with_indicators(world))
        if last:
            found = chain(found, wrong_with_costly(branch, world.month))
        yield from (f"month {world.month}: {text}" for text in found)
        before = world


def _origin(error: Exception) -> str:
    """Return the innermost place of the simulator in which an error arose, as in "market/prices.py, prices"."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/simulator/" in frame.filename]
    inner = [frame for frame in frames if "/tests/" not in frame.filename]
    if not inner:
        return "nowhere in the simulator"
    return f"{inner[-1].filename.rpartition('/simulator/')[2]}, {inner[-1].name}"


def search(wanted: Search, numbers: Iterable[int], executor: Executor | None = None) -> Iterator[Ending]:
    """Yield what becomes of each file, in the order of their numbers."""
    found: Callable[[int], Ending] = partial(ending, wanted)
    if executor is None:
        yield from map(found, numbers)
    else:
        yield from executor.map(found, numbers, chunksize=_CHUNK)


def summary(outcomes: Counter[str]) -> str:
    """Return how many files passed `check`, and how many of those failed in which way."""
    total = outcomes.total()
    accepted = total - outcomes[REFUSED]
    failed = accepted - outcomes[RAN]
    kinds = [f"  {count:,} × {re.sub(r'[0-9]+', 'n', kind)}" for kind, count in outcomes.most_common()]
    lines = [line for line in kinds if not line.endswith((f"× {RAN}", f"× {REFUSED}"))]
    return "\n".join((f"{total:,} files, {accepted / max(1, total):.1%} accepted, {failed} failed", *lines))


def main() -> int:
    """Search, and return 1 if anything was found."""
    asked = argparse.ArgumentParser(description="Look for a file that passes check and that the engine cannot stand.")
    asked.add_argument("--files", type=int, default=20_000)
    asked.add_argument("--months", type=int, default=36, help="of each run; 148 reach the end of 2035")
    asked.add_argument("--buyers", type=int, default=64)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--start", type=int, default=0, help="the number of the first file")
    asked.add_argument("--folder", type=Path, help="where files that fail are written")
    options = asked.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="shakeout-engine-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    wanted = Search(options.seed, options.months, options.buyers)
    numbers = range(options.start, options.start + options.files)
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    with nullcontext() if options.workers == 1 else pool(options.workers) as executor, threadpool_limits(1):
        for found in search(wanted, numbers, executor):
            outcomes[found.outcome] += 1
            if found.outcome == REFUSED:
                reasons[re.sub(r'[0-9.,]+|"[^"]*"', "…", found.told)] += 1
            elif found.outcome != RAN:
                kept = folder / f"bad-{wanted.seed}-{wanted.months}-{found.number}.toml"
                kept.write_text(wanted.text(found.number), encoding="utf-8")
                print(f"{kept}: {found.outcome}: {found.told}", flush=True)  # noqa: T201
            if outcomes.total() % _REPORTED == 0:
                print(f"{summary(outcomes)}\n  go on with --start {found.number + 1}", flush=True)  # noqa: T201
    print(summary(outcomes))  # noqa: T201
    for reason, count in reasons.most_common(10):
        print(f"  refused {count:,} × {reason}")  # noqa: T201
    return int(outcomes.total() > outcomes[RAN] + outcomes[REFUSED])


if __name__ == "__main__":
    sys.exit(main())
