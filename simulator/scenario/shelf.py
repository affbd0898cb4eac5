"""Where scenario files are: those that ship, and those that a user names."""

import re
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from simulator.disk import path_of
from simulator.registry import did_you_mean
from simulator.scenario.problems import Problem, ScenarioProblems, quoted, shortened

ENDING = ".toml"
_MANY = 200  # files in a folder among which the nearest name is looked for
_IS_BASE = re.compile(r"base@\d+")
_KEPT = "kept"  # the folder of the bases that files of all times extend


@cache
def folder() -> Path:
    """Return the folder of the scenarios that ship: in a frozen bundle, in a wheel, or in a checkout.

    Raises
    ------
    FileNotFoundError
        If it is missing from the installation.
    """
    package = Path(__file__).parents[1]
    bundle = getattr(sys, "_MEIPASS", None)
    places = [package / "_data" / "scenarios", package.parent / "scenarios"]
    if bundle is not None:
        places.insert(0, Path(bundle) / "scenarios")
    for place in places:
        if (place / f"base{ENDING}").is_file():
            return place
    message = f"Shakeout is not installed completely: there are no scenarios in {places[-1]}"
    raise FileNotFoundError(message)


@cache
def names() -> tuple[str, ...]:
    """Return the names of the scenarios that ship, the base market first."""
    found = {path.stem for path in folder().glob(f"*{ENDING}")}
    return ("base", *sorted(found - {"base"}))


@cache
def kept_names() -> tuple[str, ...]:
    """Return the names of the base markets that are kept for ever, the latest last."""
    found = {path.stem for path in (folder() / _KEPT).glob(f"base@*{ENDING}")}
    return tuple(sorted(found, key=lambda name: int(name.partition("@")[2])))


def kept_path(name: str) -> Path:
    """Return the file of a kept base."""
    return folder() / _KEPT / f"{name}{ENDING}"


def find(name_or_path: str | Path, also: Iterable[str] = ()) -> Path:
    """Return the file of a scenario that ships, by its name, or of any other, by its path.

    `also` holds further words that a wrong name may have been meant to be.

    Raises
    ------
    ScenarioProblems
        If there is no such scenario; the message suggests the nearest name.
    """
    if isinstance(name_or_path, Path):
        return name_or_path
    if name_or_path in names():
        return folder() / f"{name_or_path}{ENDING}"
    if name_or_path in kept_names():
        return kept_path(name_or_path)
    path = path_of(name_or_path)
    if path.suffix.lower() == ENDING or len(path.parts) > 1 or _exists(path):
        return path
    near = did_you_mean(name_or_path, (*names(), *kept_names(), *also))
    text = f"There is no scenario of that name{near}. Those that ship: {', '.join(names())}."
    if _IS_BASE.fullmatch(name_or_path):
        text = f"T{no_such_base(name_or_path)[1:]}."
    raise ScenarioProblems(name_or_path, [Problem("", None, text)])


def no_such_base(name: str) -> str:
    """Return why a base that would be kept under a name cannot be had: it has not shipped."""
    return f"there is no {name}: a base ships with a release, and the latest that did is {kept_names()[-1]}"


def find_parent(name: str, beside: Path | None) -> Path | str:
    """Return the file that a scenario in the folder `beside` extends, or what is wrong with the name."""
    if name in names():
        return folder() / f"{name}{ENDING}"
    if name in kept_names():
        return kept_path(name)
    if _IS_BASE.fullmatch(name):
        return no_such_base(name)
    if "/" in name or "\\" in name or ":" in name or name.startswith("."):
        return f"{quoted(name)} is a path; a scenario extends one that ships or a file in its own folder, by its name"
    paths = sorted(path for path in beside.glob("*") if path.suffix.lower() == ENDING) if beside else []
    siblings = {path.stem: path for path in reversed(paths)}
    stem = name[: -len(ENDING)] if name.lower().endswith(ENDING) else name
    if stem in siblings:
        return _sibling(siblings[stem])
    near = get_close_matches(shortened(stem.lower(), 100), [*names(), *kept_names(), *[*siblings][:_MANY]], n=1)
    hint = f' (did you mean "{near[0]}"?)' if near else f"; those that ship are {', '.join(names())}"
    return f"there is no scenario {quoted(name)}{hint}; it must ship with Shakeout or be in the same folder"


def _sibling(path: Path) -> Path | str:
    """Return the path of a file beside a scenario, or that it is only a link."""
    if _is_in(path, path.parent):
        return path
    return f'"{path.name}" is a link to somewhere else; put a copy of that file into this folder'


def _is_in(path: Path, place: Path) -> bool:
    """Return whether a file is in a folder itself, and not a link to one elsewhere or to itself."""
    try:
        return path.resolve().parent == place.resolve()
    except (OSError, RuntimeError):
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
