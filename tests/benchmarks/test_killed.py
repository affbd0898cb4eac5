"""What a killed window loses: at most a second of work, while nothing else keeps the machine busy."""

from __future__ import annotations

import random
import time

from pytest_benchmark.fixture import BenchmarkFixture

from simulator.scenario.keeping.journal import lost_works
from tests.ui.typist import Typist

WINDOWS = 5


def test_a_killed_window_loses_at_most_a_second(benchmark: BenchmarkFixture) -> None:
    chance = random.Random(1)  # noqa: S311 - nothing here is secret
    typists = [Typist(f"Window {number}") for number in range(WINDOWS)]
    for typist in typists:
        typist.wait_for_an_edit()
    time.sleep(1.2)
    killed = {}
    for typist in typists:
        time.sleep(chance.uniform(0.0, 0.5))
        killed[typist.title] = typist.kill()
    found = {lost.work.title: lost for lost in benchmark.pedantic(lost_works)}
    for typist in typists:
        old = [edit.seed for edit in typist.edits if edit.moment < killed[typist.title] - 1]
        scenario = found[typist.title].work.read().scenario
        assert scenario is not None
        assert old[-1] <= scenario.seed <= typist.edits[-1].seed + 1
        found[typist.title].discard()
