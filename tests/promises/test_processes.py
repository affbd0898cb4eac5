"""An experiment survives the death of any process, and leaves none behind: real processes, ended by real signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import psutil
import pytest

from simulator.experiment.design import Run
from simulator.experiment.runner import outcomes, pool
from simulator.history import Branch
from tests.patience import wait_until
from tests.worlds import FEW, scenario

BASE = scenario().changed(buyers=FEW, end=2)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
ENDINGS = [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP, signal.SIGINT]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by the signals of POSIX")


def deadly(branch: Branch, *, seed: int, marks: Path, always: bool) -> int:
    """Return a seed, unless it is the one whose process is killed: the first time, or always."""
    if branch.setup.seed == seed:
        mark = marks / "killed"
        if always or not mark.exists():
            with mark.open("a", encoding="utf-8") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
    return branch.setup.seed


@pytest.mark.parametrize("always", [False, True])
def test_a_killed_process_costs_no_run_but_its_own(tmp_path: Path, always: bool) -> None:  # noqa: FBT001 - pytest names it
    runs = [Run("base", BASE.changed(seed=seed)) for seed in range(1, 7)]
    measured = partial(deadly, seed=3, marks=tmp_path, always=always)
    with pool(2) as executor:
        found = {outcome.run.scenario.seed: outcome for outcome in outcomes(runs, measured, executor)}
    survivors = {seed: outcome.found for seed, outcome in found.items() if outcome.found is not None}
    assert survivors == {seed: seed for seed in range(1, 7) if seed != 3 or not always}
    assert (tmp_path / "killed").read_text() == ("xx" if always else "x")
    if always:
        assert found[3].crash.startswith("The process that simulated it was killed, and again when it ran alone")
        assert "memory" in found[3].crash


ENDLESS = """
import signal
import sys
import threading
from pathlib import Path

from simulator.experiment import pool

def endless(name):
    Path(sys.argv[1], name).touch()
    threading.Event().wait()

if __name__ == "__main__":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore these
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with pool(2) as executor:
        print(list(executor.map(endless, ["one", "two"])))
"""


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.name)
def test_processes_at_work_end_with_the_program_that_started_them(tmp_path: Path, ending: signal.Signals) -> None:
    script, said = tmp_path / "mine.py", tmp_path / "said"
    script.write_text(ENDLESS)
    with said.open("w") as file:
        program = subprocess.Popen([sys.executable, script, tmp_path], stderr=file, stdout=file, env=ENVIRONMENT)
    wait_until(lambda: program.poll() is not None or all((tmp_path / name).exists() for name in ("one", "two")))
    children = psutil.Process(program.pid).children(recursive=True)
    try:
        program.send_signal(ending)
        wait_until(lambda: program.poll() is not None)
        wait_until(lambda: not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children))
    finally:
        program.kill()
        program.wait()
        for child in children:
            if child.is_running():
                child.kill()
    assert len(children) >= 2
    assert said.read_text().count("Traceback") == (1 if ending == signal.SIGINT else 0)  # that of the program itself


UNGUARDED = """
import simulator
from simulator.experiment import compare

base = simulator.load("base").changed(buyers=64)
print(compare(base, simulator.load("ban_the_service"), seeds=[1, 2]).table())
"""


def test_a_script_that_starts_an_experiment_when_it_is_read_is_told_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text(UNGUARDED)
    ran = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.count("Traceback") == 1
    last = ran.stderr.strip().splitlines()[-1]
    assert "NoWorkersError" in last
    assert 'under  if __name__ == "__main__":' in last
