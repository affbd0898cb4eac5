"""The same seed gives the same history, whatever computes it."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

from simulator.dates import NOW
from simulator.receipts import read_receipt, verdict
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
from simulator.receipts import receipt
from simulator.scenario.library import load

from threadpoolctl import threadpool_info

kernels = {found["architecture"] for found in threadpool_info() if found["user_api"] == "blas"}
print(",".join(name for name in sys.argv[1].split() if features[name]), *sorted(kernels), sep="|")
scenario = load("base").changed(buyers=256, seed=1)
branch = Branch(scenario.setup, scenario.timeline)
branch.world(int(sys.argv[2]))
np.save(sys.argv[3], np.array([world.buyers.offer for world in branch.worlds]))
np.save(sys.argv[4], np.array([world.models.list_price for world in branch.worlds]))
open(sys.argv[5], "w", encoding="utf-8").write(receipt(scenario, branch.worlds))
print(*(item.text for world in branch.worlds for item in world.news), sep="\\n")
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
    assert there or platform.machine() not in {"x86_64", "AMD64"}, "this processor has nothing to switch off"
    names = " ".join(there)
    said = same_elsewhere(tmp_path, names, NPY_DISABLE_CPU_FEATURES=names)
    assert said.split("|")[0] == "", "these features were to be off"


def test_another_kernel_of_linear_algebra_makes_the_same_choices(tmp_path: Path) -> None:
    usual = {found["architecture"] for found in threadpool_info() if found["user_api"] == "blas"}
    other = "Prescott" if platform.machine() in {"x86_64", "AMD64"} else "ARMV8"
    said = same_elsewhere(tmp_path, "", OPENBLAS_CORETYPE=other)
    assert usual.isdisjoint(said.split("|")[1:]), "another kernel was to run"


def same_elsewhere(folder: Path, names: str, **environment: str) -> str:
    """Return what a process of its own says of its processor, once all that it computed agrees with ours."""
    offers, prices, receipt = (folder / name for name in ("offers.npy", "prices.npy", "receipt.toml"))
    until = NOW + 24
    told = run_elsewhere(ON_PLAIN_PROCESSOR, names, str(until), str(offers), str(prices), str(receipt), **environment)
    here = base_branch(until=until, buyers=FEW).worlds[: until + 1]
    assert np.array_equal(np.load(offers), [world.buyers.offer for world in here])
    np.testing.assert_allclose(np.load(prices), [world.models.list_price for world in here], rtol=1e-9)
    recognised = verdict(read_receipt(receipt.read_text(encoding="utf-8")), here)
    assert recognised == (True, "The same as when the receipt was made, to eight digits, up to Jan 2028.")
    said, *events = told.splitlines()
    assert events == [item.text for world in here for item in world.news]
    return said
