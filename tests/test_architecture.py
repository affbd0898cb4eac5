"""The rules about the repository itself that a machine can keep."""

import ast
import graphlib
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
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


def test_no_import_contract_looks_away_from_types() -> None:
    settings = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert "exclude_type_checking_imports" not in settings


def imported(module: Path, name: str, known: set[str]) -> Iterator[str]:
    """Yield the modules that a module names in any import: at its top, in a function, or for types only."""
    package = name if module.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            named = {f"{source}.{alias.name}" for alias in node.names}
            yield from named & known
            if named - known and source in known:
                yield source


def circle_of_imports(folder: Path, *packages: str) -> list[str]:
    """Return a circle of modules that import one another, in their order, or nothing."""
    modules = {
        ".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__"): path
        for package in packages
        for path in sorted((folder / package).rglob("*.py"))
    }
    graph = {name: {*imported(path, name, set(modules))} - {name} for name, path in modules.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as found:
        return list(found.args[1])
    return []


def test_no_modules_import_one_another() -> None:
    assert circle_of_imports(REPOSITORY, "simulator", "ui", "tests") == []


@pytest.mark.parametrize(
    "way_back",
    [
        "from house import door",
        "from house.door import handle",
        "import house.door",
        "from . import door",
        "from .door import handle",
        "if TYPE_CHECKING:\n    from house.door import handle",
        "def ask():\n    from house import door",
    ],
)
def test_a_circle_of_imports_is_found_however_it_is_closed(tmp_path: Path, way_back: str) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").write_text("", encoding="utf-8")
    (house / "door.py").write_text("from house.hall import floor\nhandle = 1", encoding="utf-8")
    (house / "hall.py").write_text("from house.lamp import light\nfloor = 1", encoding="utf-8")
    (house / "lamp.py").write_text("light = 1", encoding="utf-8")
    assert circle_of_imports(tmp_path, "house") == []
    (house / "lamp.py").write_text(way_back, encoding="utf-8")
    assert {*circle_of_imports(tmp_path, "house")} == {"house.door", "house.hall", "house.lamp"}


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
