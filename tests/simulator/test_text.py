"""Text that leaves the program is harmless where it goes, and there is one way out for each kind of place."""

import ast
import csv
import io
from pathlib import Path

import pytest

from simulator.text import comma_separated, file_name, one_line, visible
from tests.hostile_market import ACTS, HOSTILE

ROOT = Path(__file__).parents[2]
WAYS_OUT = {  # what writes for a kind of reader, and where alone it may be called
    "echo": {"simulator/cli/saying.py", "simulator/experiment/morris.py"},
    "writer": {"simulator/text.py"},
    "to_csv": {"simulator/tables.py"},
    "setHtml": {"ui/dialogs/shortcuts.py"},
}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1", "-", HOSTILE]
)
def test_no_spreadsheet_takes_a_text_for_a_formula(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(comma_separated([[text]])))
    assert cell == "'" + text.replace("\r", " ")


@pytest.mark.parametrize("number", ["-1.5", "+2", "-1e-12", "0.5", "-inf"])
def test_numbers_stay_numbers(number: str) -> None:
    assert comma_separated([[number]]) == f"{number}\n"


def test_nothing_invisible_is_left_of_a_text() -> None:
    assert set(visible("".join(ACTS) + HOSTILE)).isdisjoint(ACTS)
    assert one_line("a\n\tb\r\nc") == "a b c"
    assert visible("Modèle 模型 \N{COMBINING ACUTE ACCENT} 👩") == "Modèle 模型 \N{COMBINING ACUTE ACCENT} 👩"


def test_a_name_for_a_file_is_short_and_plain() -> None:
    assert file_name("../Étude: a/b\\c\x1b") == "étude_a_b_c"
    assert file_name("...") == ""
    assert len(f"{file_name('漢' * 300)}.receipt.toml".encode()) <= 255


@pytest.mark.parametrize("name", WAYS_OUT)
def test_there_is_one_way_out_for_each_kind_of_place(name: str) -> None:
    files = [path for folder in ("simulator", "ui") for path in (ROOT / folder).rglob("*.py")]
    using = {path.relative_to(ROOT).as_posix() for path in files if name in called(path)}
    assert using == WAYS_OUT[name]


def called(path: Path) -> set[str]:
    """Return the names of all methods that a module calls."""
    calls = (each.func for each in ast.walk(ast.parse(path.read_bytes())) if isinstance(each, ast.Call))
    return {function.attr for function in calls if isinstance(function, ast.Attribute)}
