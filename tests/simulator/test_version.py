"""The model version changes with what is computed, and with nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import simulator
from simulator.version import model_version, version_of

SIMULATOR = Path(simulator.__file__).parent


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of the model's code."""
    return shutil.copytree(SIMULATOR, tmp_path / "simulator", ignore=shutil.ignore_patterns("__pycache__"))


def changed(package: Path, module: str, change: Callable[[str], str]) -> str:
    """Return the version of the model with one module changed."""
    path = package / module
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_bytes(after.encode())
    return version_of(package)


def test_the_same_code_has_the_same_version_wherever_it_stands(package: Path) -> None:
    assert version_of(package) == model_version()


@pytest.mark.parametrize(
    "module, old, new",
    [
        ("assumptions.py", "= param(0.", "= param(0.9"),
        ("market/choice.py", " + ", " - "),
        ("indicators/use.py", " / ", " * "),
        ("policies/audit.py", "1.0", "0.5"),
    ],
)
def test_a_changed_number_or_equation_makes_another_version(package: Path, module: str, old: str, new: str) -> None:
    assert changed(package, module, lambda text: text.replace(old, new, 1)) != model_version()


def test_a_new_policy_makes_another_version(package: Path) -> None:
    (package / "policies" / "another.py").write_text("STRENGTH = 1\n")
    assert version_of(package) != model_version()


def test_comments_docstrings_line_ends_and_layout_do_not_count(package: Path) -> None:
    assert (
        changed(package, "engine.py", lambda text: text.replace("# makers set", "# all makers set")) == model_version()
    )
    assert changed(package, "engine.py", lambda text: text.replace('"""Return the world', '"""Give the world')) == (
        model_version()
    )
    assert changed(package, "engine.py", lambda text: text.replace("\n", "\r\n")) == model_version()


def test_how_a_scenario_is_read_or_printed_does_not_count(package: Path) -> None:
    assert changed(package, "cli/program.py", lambda text: f"{text}\nMORE = 1\n") == model_version()
    assert changed(package, "scenario/reading/reading.py", lambda text: f"{text}\nMORE = 1\n") == model_version()
