"""What is generated, part by part: its files, and how their contents come about.

A part returns contents and writes nothing; what was simulated is always simulated again.
"""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from simulator import manual
from simulator.evidence import judging, page
from simulator.evidence import shipped as evidence_that_ships
from simulator.experiment import morris, sensitivity
from simulator.experiment.runner import pool
from simulator.scenario import schema
from simulator.scenario.library import load
from simulator.version import model_version
from tests.golden import numbers as golden

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "assets" / "pictures"
RENDERED = {
    "live.png": "ban_the_service --month 2030-01 --size 1280x800",
    "compare.png": "base ban_the_service --view compare --month 2030-01 --size 1280x800 --theme dark",
    "makers.png": "base --view makers --size 1280x800",
    "evidence.png": "base --view evidence --size 1280x800 --theme dark",
    "present.png": "ban_the_service --view present --month 2030-01 --size 1280x720",
}
"""What `shakeout render` is told to draw for each picture of the README."""
SAMPLE = 6
"""The number of parameters that are screened again before the stamp of a screening is renewed."""

Contents = dict[Path, bytes]


@dataclass(frozen=True)
class Part:
    """Some generated files, and what they should hold now."""

    takes: str
    files: tuple[Path, ...]
    contents: Callable[[], Contents]


def _notation() -> Contents:
    return _documents(manual.NOTATION)


def _odd() -> Contents:
    return _documents(manual.ODD)


def _documents(path: Path) -> Contents:
    return {path: manual.refreshed(path.read_text(encoding="utf-8")).encode()}


def _schema() -> Contents:
    return {schema.path(): schema.schema_text().encode()}


def _golden() -> Contents:
    return {path: text.encode() for path, text in golden.texts().items()}


def _evidence() -> Contents:
    base = load("base")
    results = judging.gather(base, evidence_that_ships.SEEDS)
    text = page.renewed(page.path().read_text(encoding="utf-8"), results)
    return {evidence_that_ships.path(): evidence_that_ships.text_of(base, results).encode(), page.path(): text.encode()}


def _sensitivity() -> Contents:
    """Return the screening: the one that ships under a new stamp where a sample of it still holds, else a new one.

    The sample is another one for each version of the model. Its runs move every parameter, so that a change of the
    model that matters anywhere is likely to show in it.
    """
    base, told = load("base"), sensitivity.shipped()
    names = sensitivity.parameters(base.assumptions)
    with pool() as executor:
        if covers(told, names) and still_holds(told, names, executor):
            return {sensitivity.path(): sensitivity.text_of(replace(told, model=model_version())).encode()}
        click.echo(f"sensitivity: {told.trajectories} whole trajectories, which takes many minutes.")
        found = morris.screening(base, told.trajectories, told.buyers, executor)
    return {sensitivity.path(): sensitivity.text_of(found).encode()}


def covers(told: sensitivity.Screening, names: tuple[str, ...]) -> bool:
    """Tell whether a screening is of these parameters and of the headlines of today."""
    wanted = [(quantity.name, name) for quantity in sensitivity.QUANTITIES for name in names]
    return [(one.quantity, one.parameter) for one in told.effects] == wanted


def still_holds(told: sensitivity.Screening, names: tuple[str, ...], executor: Executor | None) -> bool:
    """Tell whether some parameters, screened again, have the effects that a screening says, to its last digit."""
    some = sorted(names, key=lambda name: sha256(f"{name} {model_version()}".encode()).digest())[:SAMPLE]
    again = morris.some_effects(load("base"), some, told.trajectories, told.buyers, executor)
    said = {sensitivity.line_of(one) for one in told.effects}
    moved = [one for one in again if sensitivity.line_of(one) not in said]
    words = "equal to the last digit" if not moved else f"{len(moved)} of {len(again)} effects have moved"
    click.echo(f"sensitivity: {', '.join(some)} screened again, {words}.")
    return not moved


def _pictures() -> Contents:
    with TemporaryDirectory() as folder:
        return {PICTURES / name: _picture(Path(folder) / name, told) for name, told in RENDERED.items()}


def _picture(path: Path, told: str) -> bytes:
    command = [sys.executable, "-m", "ui.main", "render", *told.split(), "--out", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return path.read_bytes()


PARTS = {
    "notation": Part("a second", (manual.NOTATION,), _notation),
    "odd": Part("a second", (manual.ODD,), _odd),
    "schema": Part("a second", (schema.path(),), _schema),
    "golden": Part(
        "some seconds", (*map(golden.path_of_numbers, golden.NAMES), golden.path_of_events("base")), _golden
    ),
    "evidence": Part("a minute", (evidence_that_ships.path(), page.path()), _evidence),
    "sensitivity": Part("a minute, or many where effects have moved", (sensitivity.path(),), _sensitivity),
    "pictures": Part("a minute", tuple(PICTURES / name for name in RENDERED), _pictures),
}
"""Every part by its name, in an order in which none needs a later one: the pictures show the evidence."""
