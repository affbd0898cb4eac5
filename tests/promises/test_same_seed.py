"""The same seed gives the same history, whatever computes it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from simulator.dates import NOW
from tests.worlds import FEW, base_branch, first_difference, fresh_branch, scenario

RUN = """
import sys
from simulator.history import Branch
from simulator.scenario.library import load
from simulator.tables import tidy

scenario = load("base").changed(buyers=128, seed=7)
branch = Branch(scenario.setup, scenario.timeline)
branch.world(20)
sys.stdout.write(tidy(branch.worlds[17:]).to_csv(float_format="%.17g", lineterminator="\\n"))
"""

ON_PLAIN_PROCESSOR = """
import sys
import numpy as np
from numpy._core._multiarray_umath import __cpu_features__ as features
from simulator.history import Branch
from simulator.scenario.library import load

print(",".join(name for name in sys.argv[1].split() if features[name]))
scenario = load("base").changed(buyers=256, seed=1)
branch = Branch(scenario.setup, scenario.timeline)
branch.world(int(sys.argv[2]))
np.save(sys.argv[3], np.array([world.buyers.offer for world in branch.worlds]))
np.save(sys.argv[4], np.array([world.models.list_price for world in branch.worlds]))
"""


def run_elsewhere(script: str, *arguments: str, **environment: str) -> str:
    """Return what a script prints in a process of its own, with variables added to the environment."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, **environment},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def test_two_runs_of_one_seed_are_equal_bit_for_bit_in_every_column_of_every_month() -> None:
    again = fresh_branch(scenario().timeline, 60)
    assert first_difference(base_branch(until=60).worlds[:61], again.worlds) == ""


def test_another_seed_gives_another_history() -> None:
    other = fresh_branch(scenario().timeline, 1, seed=2)
    assert first_difference(base_branch(until=1).worlds[:2], other.worlds) != ""


def test_tables_are_the_same_bytes_with_one_and_two_threads_of_linear_algebra() -> None:
    """Another hash seed besides: nothing may depend on the order of a set either."""
    one = run_elsewhere(RUN, OPENBLAS_NUM_THREADS="1", PYTHONHASHSEED="1")
    two = run_elsewhere(RUN, OPENBLAS_NUM_THREADS="2", PYTHONHASHSEED="2")
    assert one.count("\n") > 1000
    assert one == two


def test_a_plainer_processor_makes_the_same_choices_and_the_same_numbers_but_for_rounding(tmp_path: Path) -> None:
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    there = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
    offers, prices = tmp_path / "offers.npy", tmp_path / "prices.npy"
    names = " ".join(there)
    said = run_elsewhere(ON_PLAIN_PROCESSOR, names, str(NOW), str(offers), str(prices), NPY_DISABLE_CPU_FEATURES=names)
    assert said == "\n", "these features were to be off"
    here = base_branch(until=NOW, buyers=FEW).worlds[: NOW + 1]
    assert np.array_equal(np.load(offers), [world.buyers.offer for world in here])
    np.testing.assert_allclose(np.load(prices), [world.models.list_price for world in here], rtol=1e-9)
