"""A phase is one file, one line in MONTH and its equation; an indicator is one file: both are added to a copy here."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worlds import base_branch

REPOSITORY = Path(__file__).parents[2]

PHASE = '''\
"""Trade fair: every September, buyers meet the makers who have people on the spot."""

from simulator.month import Month
from simulator.world import World

_YEAR = 12  # months; month 0 is a September
_MET = 0.1  # share of those who do not know a model that meet it, where its maker is fully present


def trade_fair(world: World, month: Month) -> World:
    """Return the world after the fair of the year, which makes models of makers on the spot better known."""
    if month.number % _YEAR:
        return world
    models, presence = world.models, world.makers.presence[world.models.maker]
    # only those who do not know a model yet can come to know it
    met = _MET * presence * models.live[:, None]
    return world.changed(models=models.changed(awareness=models.awareness + (1.0 - models.awareness) * met))
'''
IMPORT = "from simulator.market.trade_fair import trade_fair\n"
LINE = "    trade_fair,  # once a year, buyers meet the makers who are there\n"
BEFORE_IN_MONTH, BEFORE_IN_NOTATION = "    chat,  # ", "### 5.14 `chat`"
EQUATION = """\
### 5.14 `trade_fair`: what is known after a fair

```
models.awareness ← a + (1 − a) · 0.1 · makers.presence        live models, every September
```

"""
INDICATOR = '''\
"""How open the market is."""

import numpy as np

from simulator.entries import ORIGINS
from simulator.indicator import Cut, indicator
from simulator.world import World, total_by


@indicator("open_models", "Open models", "models")
def open_models(world: World) -> tuple[Cut, ...]:
    """Models on the market whose weights are open, by origin."""
    origin = world.makers.origin[world.models.maker]
    return (Cut((("origin", ORIGINS),), total_by(origin, world.models.open.astype(np.float64), len(ORIGINS))),)
'''

SIMULATED = """\
import simulator
from simulator.history import Branch
scenario = simulator.load("base").changed(buyers=256, seed=1)
branch = Branch(scenario.setup, scenario.timeline)
branch.world(12)
"""
AWARENESS = """\
for month in (11, 12):
    print(branch.worlds[month].models.awareness.sum())
"""
OPEN_MODELS = """\
rows = simulator.table(branch, "open_models")
assert rows["value"][rows["month"] == rows["month"].max()].sum() == branch.worlds[-1].models.open.sum() > 0.0
"""
DOCUMENTED = """\
import os, sys, pytest
from simulator import manual
for path in manual.DOCUMENTS:
    path.write_text(manual.refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
# these tests need no window, nor the settings of those that do: Qt may be unable to start
plain = ["-q", "-c", os.devnull, "--rootdir", ".", "-p", "no:cacheprovider", "-p", "no:pytest-qt"]
sys.exit(pytest.main([*plain, "-k", "{about}", *"{tests}".split()]))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """Return a copy of what the simulator needs, which goes again after the test."""
    leave = shutil.ignore_patterns("__pycache__", "pictures", "icons")
    for folder in ("simulator", "scenarios", "assets"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder, ignore=leave)
    for name in ("tests/worlds.py", "tests/simulator/test_notation.py", "tests/simulator/test_declarations.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    yield tmp_path
    shutil.rmtree(tmp_path)


def insert(path: Path, text: str, before: str) -> None:
    """Insert a text before the only place where another stands."""
    whole = path.read_text(encoding="utf-8")
    assert whole.count(before) == 1
    path.write_text(whole.replace(before, text + before), encoding="utf-8")


def python(checkout: Path, program: str) -> str:
    """Return what a program prints in a checkout, where the simulator is the one that lies there."""
    asked = [sys.executable, "-c", program]
    done = subprocess.run(asked, cwd=checkout, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout


def test_the_readme_shows_what_is_added_here() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert all(part.strip() in readme for part in (PHASE, LINE, EQUATION, INDICATOR))


def test_a_phase_is_a_file_a_line_and_its_equation(checkout: Path) -> None:
    notation, engine = checkout / "simulator" / "NOTATION.md", checkout / "simulator" / "engine.py"
    (checkout / "simulator" / "market" / "trade_fair.py").write_text(PHASE, encoding="utf-8")
    insert(engine, IMPORT, "from simulator.month import ")
    insert(engine, LINE, BEFORE_IN_MONTH)
    insert(notation, EQUATION, BEFORE_IN_NOTATION)

    before = [world.models.awareness.sum() for world in base_branch(until=12).worlds]
    after = [float(line) for line in python(checkout, SIMULATED + AWARENESS).split()]
    assert after[0] > before[11], "the fair of September 2023 is remembered a year later"
    assert after[1] - after[0] > before[12] - before[11], "and there is one in September 2024"

    python(
        checkout, DOCUMENTED.format(about="phase or equations or sections", tests="tests/simulator/test_notation.py")
    )
    assert "| 14 | `trade_fair` |" in notation.read_text(encoding="utf-8")


def test_an_indicator_is_a_file(checkout: Path) -> None:
    (checkout / "simulator" / "indicators" / "openness.py").write_text(INDICATOR, encoding="utf-8")
    asked = "tests/simulator/test_notation.py tests/simulator/test_declarations.py"
    python(checkout, SIMULATED + OPEN_MODELS + DOCUMENTED.format(about="indicator", tests=asked))
    assert "| `open_models` | Open models |" in (checkout / "assets" / "odd.md").read_text(encoding="utf-8")
