"""A month: its phases in order, and where luck is drawn."""

import ast
import inspect
import re
from pathlib import Path

from simulator import engine
from simulator.engine import MONTH
from simulator.manual.markdown import table
from simulator.manual.source import name_of, read, summary
from simulator.month import Phase

_SIMULATOR = Path(engine.__file__).parent
_DRAW = re.compile(r"""\.(uniform|normal|places)(?:s_for)?\(\(?((?:\s*f?"[^"]+",?)+)""")
_QUOTED = re.compile(r'"([^"]+)"')


def schedule_table() -> str:
    """Return the phases of a month, in order."""
    tree, comments = read(engine)
    order = next(part.value for part in tree.body if isinstance(part, ast.AnnAssign) and name_of(part) == "MONTH")
    lines = [element.lineno for element in order.elts] if isinstance(order, ast.Tuple) else []
    rows = [
        (number, f"`{phase.__name__}`", f"`market/{_module(phase)}.py`", comments[line], _leaves(phase))
        for number, (phase, line) in enumerate(zip(MONTH, lines, strict=True), start=1)
    ]
    return table(("#", "phase", "file", "what happens", "leaves the world"), rows)


def luck_table() -> str:
    """Return every purpose for which luck is drawn, and where."""
    rows = []
    for path in sorted([*_SIMULATOR.glob("*.py"), *_SIMULATOR.glob("market/*.py")]):
        if path.name == "luck.py":
            continue
        found = _DRAW.findall(path.read_text(encoding="utf-8"))
        words = {"uniform": "uniform", "normal": "standard normal", "places": "row of a table of draws"}
        place = f"`{path.relative_to(_SIMULATOR).as_posix()}`"
        rows += [(purpose, words[draw], place) for draw, said in found for purpose in _QUOTED.findall(said)]
    return table(("purpose", "draw", "drawn in"), dict.fromkeys(rows))


def _module(phase: Phase) -> str:
    return inspect.unwrap(phase).__module__.rpartition(".")[2]


def _leaves(phase: Phase) -> str:
    return summary(phase).removeprefix("Return the world ")
