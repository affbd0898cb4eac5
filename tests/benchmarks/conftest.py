"""Benchmarks, run on demand: `uv run pytest tests/benchmarks`.

A machine that others use is now fast and now slow. So each benchmark is timed beside a calibration loop, right before
it, and told as a multiple of that loop: compare multiples, not milliseconds.
"""

from collections.abc import Iterator
from time import perf_counter

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from threadpoolctl import threadpool_limits

_LOOPS = 7
_MULTIPLE, _LOOP = "calibration loops", "calibration loop, ms"
_ROWS, _COLUMNS = 384, 160


def calibration_loop() -> None:
    """Do what the model does, on fixed numbers: small products, sums and argmax in cache, and plain Python."""
    weights = np.linspace(0.0, 1.0, _ROWS * 21).reshape(_ROWS, 21)
    seen = np.linspace(-1.0, 1.0, 21 * _COLUMNS).reshape(21, _COLUMNS)
    for _ in range(8):
        utility = weights @ seen
        utility += 0.5
        utility.argmax(axis=1)
    total = 0
    for number in range(20_000):
        total += number % 7


def time_of_calibration() -> float:
    """Return the median time of the loop in seconds."""
    times = []
    with threadpool_limits(limits=1, user_api="blas"):
        for _ in range(_LOOPS):
            start = perf_counter()
            calibration_loop()
            times.append(perf_counter() - start)
    return float(np.median(times))


@pytest.fixture(autouse=True)
def _beside_a_calibration_loop(benchmark: BenchmarkFixture) -> Iterator[None]:
    """Time the loop before and after each benchmark, and note what the benchmark took as a multiple of it."""
    before = time_of_calibration()
    yield
    loop = (before + time_of_calibration()) / 2
    if benchmark.stats is not None:
        benchmark.extra_info[_LOOP] = loop * 1e3
        benchmark.extra_info[_MULTIPLE] = benchmark.stats["median"] / loop


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write what each benchmark took, in milliseconds, in calibration loops and in units of its own."""
    session = getattr(config, "_benchmarksession", None)
    if session is None or not session.benchmarks:
        return
    terminalreporter.section("benchmarks beside a calibration loop")
    for timed in session.benchmarks:
        own = [f"{value:.3g} {unit}" for unit, value in timed.extra_info.items() if unit not in (_MULTIPLE, _LOOP)]
        loops = timed.extra_info.get(_MULTIPLE, float("nan"))
        figures = ", ".join([f"{timed['median'] * 1e3:.3g} ms", f"{loops:.3g} loops", *own])
        terminalreporter.write_line(f"{timed.name}: {figures}")
