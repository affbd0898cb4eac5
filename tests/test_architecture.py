"""The rules about the repository itself that a machine can keep."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

REPOSITORY = Path(__file__).parents[1]
PYPROJECT = REPOSITORY / "pyproject.toml"

ALLOWED_AT_THE_TOP = re.compile(r"pyproject\.toml|README\.md|LICENSE|uv\.lock|simulator|ui|assets|scenarios|tests|\..+")

UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b")  # in brackets, lest this line find itself


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Return every tracked file, relative to the repository."""
    if not (REPOSITORY / ".git").exists() or shutil.which("git") is None:
        pytest.skip("Only git, in a git checkout, can tell which files belong to the repository.")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True)
    files = [Path(name) for name in listing.stdout.decode().split("\0") if name]
    assert files, "Nothing is tracked yet: `git add` first."
    return files


def text_of(path: Path) -> str:
    """Return what a text file says, and nothing for a picture or a file that is gone."""
    content = path.read_bytes() if path.is_file() else b""
    return "" if b"\0" in content else content.decode(errors="replace")


def test_every_import_contract_is_kept() -> None:
    """Where one is broken, the captured output shows the forbidden chain of imports."""
    assert lint_imports(str(PYPROJECT), no_cache=True) == 0


def test_no_import_contract_knows_an_exception() -> None:
    contracts = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    assert not [contract["name"] for contract in contracts if "ignore_imports" in contract]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(module.relative_to(REPOSITORY))
        for package in ("simulator", "ui")
        for module in sorted((REPOSITORY / package).rglob("*.py"))
        if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    ]
    assert not silent, "without a docstring"


def test_only_the_agreed_names_stand_at_the_top_level(tracked: list[Path]) -> None:
    stray = {path.parts[0] for path in tracked if not ALLOWED_AT_THE_TOP.fullmatch(path.parts[0])}
    assert not stray


def test_no_tracked_file_admits_to_be_unfinished(tracked: list[Path]) -> None:
    unfinished = [str(path) for path in tracked if UNFINISHED.search(text_of(REPOSITORY / path))]
    assert not unfinished
