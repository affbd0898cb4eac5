"""Everything that is generated is refreshed by one command, which says what moved and by how much."""

import re
import shutil
import struct
import subprocess
import tomllib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from simulator.experiment import morris, sensitivity
from simulator.experiment.sensitivity import line_of, parameters
from simulator.scenario.library import load
from simulator.scenario.value import Scenario
from simulator.version import model_version
from simulator.world import Floats
from tests.golden.numbers import path_of_numbers
from tests.refresh import __main__ as command
from tests.refresh import parts
from tests.refresh.moved import change
from tests.refresh.parts import PARTS, RENDERED, ROOT, Part

GOLDEN, EVIDENCE = path_of_numbers("base"), ROOT / "assets" / "evidence.toml"
LIVE = ROOT / "assets" / "pictures" / "live.png"
SAYS_SO = re.compile(r"written by[\s#`]+(?:uv run )?python -m ([\w.]+) ?([\w ]*)")
MADE_BY_MACHINE = re.compile(r"assets/(pictures/.*|[^/]+\.(csv|schema\.json))|tests/golden/.*\.(csv|txt)")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Return the tracked files."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("Only git, in a git checkout, can tell which files belong to the repository.")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listing.split("\0") if name]


def said_of(text: bytes) -> list[tuple[str, str]]:
    """Return the commands by which a file says that it is written: module and arguments."""
    return [] if b"\0" in text else SAYS_SO.findall(text.decode())


# --- The list is whole ------------------------------------------------------------------------------------------------


def test_every_file_that_says_that_a_command_writes_it_is_refreshed_by_that_command(tracked: list[Path]) -> None:
    said = {path: said_of(path.read_bytes()) for path in tracked if path.suffix != ".py"}
    telling = {path: commands for path, commands in said.items() if commands}
    assert len(telling) >= 4
    for path, commands in telling.items():
        for module, name in commands:
            assert module == "tests.refresh", path
            assert path in PARTS[name.strip()].files, path


def test_every_table_picture_and_schema_that_a_machine_makes_is_refreshed(tracked: list[Path]) -> None:
    made = {path for path in tracked if MADE_BY_MACHINE.fullmatch(path.relative_to(ROOT).as_posix())}
    assert made <= {path for part in PARTS.values() for path in part.files}


def test_every_file_that_is_refreshed_is_tracked_and_belongs_to_one_part(tracked: list[Path]) -> None:
    files = [path for part in PARTS.values() for path in part.files]
    assert len(files) == len(set(files))
    assert set(files) <= set(tracked)


def test_the_pictures_of_the_readme_are_those_that_are_drawn() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(assets/pictures/([^)]+)\)", readme)) == set(RENDERED)
    told = {name: f"shakeout render {arguments} --out {name}" for name, arguments in RENDERED.items()}
    shown = re.findall(r"^shakeout render .*$", readme, re.MULTILINE)
    assert shown
    assert set(shown) <= set(told.values())


@pytest.mark.parametrize("name", ["notation", "odd", "schema"])
def test_what_is_only_written_is_as_the_code_says(name: str) -> None:
    contents = PARTS[name].contents()
    assert set(contents) == set(PARTS[name].files)
    assert all(path.read_bytes() == content for path, content in contents.items())


# --- What moved is told -----------------------------------------------------------------------------------------------


@pytest.fixture
def refreshed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], str]:
    """Return what refreshing says of a file of some text that should hold another."""
    monkeypatch.setattr(command, "ROOT", tmp_path)

    def say(name: str, before: str, after: str) -> str:
        path = tmp_path / name
        path.write_text(before, encoding="utf-8")
        (line,) = command.refresh(Part("no time", (path,), lambda: {path: after.encode()}))
        assert path.read_text(encoding="utf-8") == after
        assert line.startswith(name)
        return line.removeprefix(name).strip()

    return say


def test_a_planted_difference_in_golden_numbers_is_told(refreshed: Callable[[str, str, str], str]) -> None:
    text = GOLDEN.read_text(encoding="utf-8")
    line = text.splitlines()[1]
    what, first, *rest = line.split(",")
    planted = text.replace(line, ",".join([what, f"{float(first) * 1.25:.12g}", *rest]))
    count = len(text.splitlines()) - 1
    assert (
        refreshed("base.csv", planted, text)
        == f"rewritten: 1 of {count} rows moved, the most by 0.2 of its size ({what})"
    )
    assert refreshed("base.csv", text.replace(f"{line}\n", ""), text) == f"rewritten: 0 of {count} rows moved, 1 new"
    assert refreshed("base.csv", text, text.replace(f"{line}\n", "")).endswith("rows moved, 1 gone")
    assert refreshed("base.csv", text, text) == "unchanged"
    assert refreshed("base.csv", "", text) == "new"


def test_a_planted_difference_in_evidence_is_told_and_a_stamp_is_only_that(
    refreshed: Callable[[str, str, str], str],
) -> None:
    text = EVIDENCE.read_text(encoding="utf-8")
    model = tomllib.loads(text)["model"]
    assert refreshed("evidence.toml", text.replace(model, "0123456789abcdef"), text) == "stamp only"
    value = re.search(r'\[rows\."B4"\]\nvalue = \[([^,]+)', text)
    assert value is not None
    planted = text.replace(value[0], value[0].replace(value[1], f"{float(value[1]) / 2:.10g}"))
    assert "1 of " in (said := refreshed("evidence.toml", planted.replace(model, "0123456789abcdef"), text))
    assert said.endswith("rows moved, the most by 0.5 of its size (B4)")


def test_lines_that_moved_are_counted(refreshed: Callable[[str, str, str], str]) -> None:
    assert refreshed("odd.md", "a\nb\nc\n", "a\nB\nc\nd\n") == "rewritten: 2 lines new, 1 gone"


def test_the_stamp_of_a_picture_is_told_from_another_picture() -> None:
    content = LIVE.read_bytes()
    place = content.index(b"zTXt") - 4
    (length,) = struct.unpack(">I", content[place : place + 4])
    key, _, written = content[place + 8 : place + 8 + length].partition(b"\0")
    receipt = zlib.decompress(written[1:]).decode()
    model = re.search(r'^model = "(.*)"$', receipt, re.MULTILINE)
    assert model is not None

    def with_receipt(text: str) -> bytes:
        chunk = key + b"\0\0" + zlib.compress(text.encode())
        whole = struct.pack(">I", len(chunk)) + b"zTXt" + chunk + struct.pack(">I", zlib.crc32(b"zTXt" + chunk))
        return content[:place] + whole + content[place + 12 + length :]

    assert change(LIVE, with_receipt(receipt.replace(model[1], "0123456789abcdef")), content) == "stamp only"
    pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
    another = with_receipt(receipt.replace("seed = 1", "seed = 2"))
    assert change(LIVE, another, content) == "rewritten: the same picture with another receipt"


def test_of_another_picture_it_is_told_how_much_moved_and_where(tmp_path: Path) -> None:
    gui = pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
    content, path = LIVE.read_bytes(), tmp_path / "planted.png"
    image = gui.QImage.fromData(content)
    for column in range(300, 310):
        image.setPixelColor(column, 200, gui.QColor("magenta"))
    image.save(str(path))
    said = change(LIVE, path.read_bytes(), content)
    assert said == "rewritten: 0.00024 % of the pixels (columns 300 to 309, rows 200 to 200)"
    image.copy(0, 0, 640, 480).save(str(path))
    assert change(LIVE, path.read_bytes(), content) == "rewritten: 2560 × 1600 pixels instead of 640 × 480"


def test_a_part_that_is_not_there_is_refused_and_all_are_named() -> None:
    answer = CliRunner().invoke(command.main, ["notion"])
    assert answer.exit_code == 2
    assert all(name in answer.output for name in PARTS)
    assert all(name in CliRunner().invoke(command.main, ["--help"]).output for name in PARTS)


# --- The stamp of a screening -----------------------------------------------------------------------------------------


@pytest.fixture
def linear(monkeypatch: pytest.MonkeyPatch) -> Floats:
    """Let every headline be a linear function of the parameters' places, and return its slopes."""
    slopes = np.random.default_rng(1).normal(size=len(parameters(load("base").assumptions)))

    def simulated(_base: Scenario, points: Floats, rows: Sequence[int], length: int, _executor: object) -> Floats:
        found = np.full((len(points), len(sensitivity.QUANTITIES)), np.nan)
        trajectory = np.arange(len(points)) // length
        found[rows] = ((points @ slopes) * (1.0 + trajectory))[rows, None]
        return found

    monkeypatch.setattr(morris, "simulated", simulated)
    return slopes


@pytest.mark.usefixtures("linear")
def test_a_parameter_screened_alone_has_the_effects_that_it_has_among_all() -> None:
    base = load("base")
    every = {line_of(one) for one in morris.screening(base, 4, 64).effects}
    some = morris.some_effects(base, parameters(base.assumptions)[3:7], 4, 64)
    assert len(some) == 4 * len(sensitivity.QUANTITIES)
    assert {line_of(one) for one in some} <= every


@pytest.mark.usefixtures("linear")
def test_a_stamp_is_renewed_where_a_sample_holds_and_the_whole_screened_where_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = replace(morris.screening(load("base"), 4, 64), model="an older one")
    path = tmp_path / "sensitivity.csv"
    monkeypatch.setattr(sensitivity, "path", lambda: path)
    whole: list[int] = []
    screening = morris.screening
    monkeypatch.setattr(
        morris,
        "screening",
        lambda base, trajectories, *rest: whole.append(trajectories) or screening(base, trajectories, *rest),
    )
    path.write_text(sensitivity.text_of(told), encoding="utf-8")
    (content,) = parts.PARTS["sensitivity"].contents().values()
    assert not whole
    assert content.decode() == sensitivity.text_of(replace(told, model=model_version()))
    assert change(path, path.read_bytes(), content) == "stamp only"

    moved = tuple(replace(one, mu=one.mu + 1.0) for one in told.effects)
    path.write_text(sensitivity.text_of(replace(told, effects=moved)), encoding="utf-8")
    assert parts.PARTS["sensitivity"].contents() == {path: content}
    assert whole == [4]

    path.write_text(sensitivity.text_of(replace(told, effects=told.effects[1:])), encoding="utf-8")
    assert parts.PARTS["sensitivity"].contents() == {path: content}
    assert whole == [4, 4]
