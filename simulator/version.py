"""The versions that a result depends on: that of the program, and that of the model.

The model version is a hash of everything that decides what a run computes: the code of the simulation and of its
indicators, with every declared number in it. Comments, docstrings and layout do not count, nor does how a scenario is
read, printed or drawn. Two programs of one model version give the same numbers for the same scenario: to the last
digit on one machine with one NumPy, and to about 1e-9 of each number on another.
"""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path

_SIMULATOR = Path(__file__).parent
_ROOTS = ("history", "wishes")
_PACKAGES = ("indicators", "policies")  # a registry finds their modules, so that no module imports them by name
_MADE_WITH = "Made with the market of "
_DIGITS = 16  # hexadecimal: enough that no two versions of a model are ever taken for one


def program_version() -> str:
    """Return the version of the program as installed, "unknown" where it runs without having been installed."""
    try:
        return installed_version("shakeout")
    except PackageNotFoundError:
        return "unknown"


def other_market(program: str) -> str:
    """Return what to say of anything that was made with the model of another version of the program."""
    return f"{_MADE_WITH}{program}. The model has changed; numbers will differ."


def is_of_other_market(text: str) -> bool:
    """Return whether a text is what `other_market` says."""
    return text.startswith(_MADE_WITH)


@cache
def model_version() -> str:
    """Return the version of the model, a short hexadecimal number.

    Raises
    ------
    FileNotFoundError
        If this installation holds no source code to hash.
    """
    return version_of(_SIMULATOR)


def version_of(folder: Path) -> str:
    """Return the version of the model whose package is in a folder."""
    digest = hashlib.sha256()
    for name, tree in sorted(_modules(folder).items()):
        digest.update(f"{name}\n{_meaning(tree)}\n".encode())
    return digest.hexdigest()[:_DIGITS]


def _modules(folder: Path) -> dict[str, ast.Module]:
    """Return the code of every module that a run imports, by its dotted name below the package."""
    found: dict[str, ast.Module] = {}
    waiting = [*_ROOTS, *(f"{name}.{file.stem}" for name in _PACKAGES for file in folder.glob(f"{name}/*.py"))]
    while waiting:
        name = waiting.pop()
        if name not in found:
            file = folder.joinpath(*name.split(".")).with_suffix(".py")
            found[name] = ast.parse(file.read_bytes())
            waiting.extend(_imported(found[name], folder))
    return found


def _imported(tree: ast.Module, folder: Path) -> Iterator[str]:
    """Yield the modules of the package that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            below = node.module.removeprefix("simulator").removeprefix(".")
            names = [below, *(f"{below}.{alias.name}".removeprefix(".") for alias in node.names)]
            ours = names if node.module.partition(".")[0] == "simulator" else []
        elif isinstance(node, ast.Import):
            ours = [
                alias.name.removeprefix("simulator.") for alias in node.names if alias.name.startswith("simulator.")
            ]
        else:
            continue
        yield from (name for name in ours if name and folder.joinpath(*name.split(".")).with_suffix(".py").is_file())


def _meaning(node: object) -> str:
    """Return what a piece of code says, the same under every version of Python."""
    if isinstance(node, ast.AST):
        parts = ((name, value) for name, value in ast.iter_fields(node) if value not in (None, []))
        return f"{type(node).__name__}({', '.join(f'{name}={_meaning(value)}' for name, value in parts)})"
    if isinstance(node, list):
        return f"[{', '.join(_meaning(item) for item in node if not _is_remark(item))}]"
    return repr(node)


def _is_remark(node: object) -> bool:
    """Return whether a statement is a docstring, or a text that explains the declaration before it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
