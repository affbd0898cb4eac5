"""A file and its receipt are both old or both new, whatever fails while they are written."""

from __future__ import annotations

import ast
import errno
import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import click
import pandas as pd
import pytest

from simulator.cli.tables_out import write_out
from simulator.disk import put_together
from simulator.receipts import receipt
from simulator.scenario.keeping import saving
from simulator.scenario.keeping.saving import save, save_in_full, save_new_in_full
from simulator.scenario.library import load
from simulator.scenario.reading.reading import read_text
from simulator.scenario.value import Scenario
from simulator.scenario.writing.resolved import resolved_text
from simulator.tables import beside, put_with_receipt, receipt_in, unlike_its_receipt
from tests.faults import Calls, Moment, die, failing
from tests.saver import forked, killed

ROOT = Path(__file__).parents[2]
SEEDS = (1, 2)  # of the older and of the newer content
State = dict[str, bytes]


SCENARIOS = {seed: load("base").changed(seed=seed, extends="base", title="Mine") for seed in SEEDS}
RECEIPTS = {seed: receipt(scenario) for seed, scenario in SCENARIOS.items()}


def write_table_of(ending: str, folder: Path, seed: int) -> None:
    """Do what every command does with its table."""
    write_out(pd.DataFrame({"value": [seed] * 5}), folder / f"out{ending}", RECEIPTS[seed])


def write_export_of(ending: str, folder: Path, seed: int) -> None:
    """Do what the window does with a picture, or with the table of a chart."""
    exporting = pytest.importorskip("ui.charts.exporting", exc_type=ImportError)
    exporting.save_content(f"content {seed}".encode(), folder / f"out{ending}", RECEIPTS[seed])


@cache
def _text_in_full(scenario: Scenario) -> str:
    return resolved_text(scenario)


@pytest.fixture(autouse=True)
def _known_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say what is known already, so that thousands of writings take seconds."""
    reading = cache(lambda text, _path: read_text(text, None))
    monkeypatch.setattr(saving, "resolved_text", _text_in_full)
    monkeypatch.setattr(
        saving, "read_text", lambda text, path: reading(text, path) if "extends" not in text else read_text(text, path)
    )


def write_in_full(folder: Path, seed: int) -> None:
    """Do what the window does to save with every value."""
    save_in_full(SCENARIOS[seed], folder / "out.toml")


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "table.csv": partial(write_table_of, ".csv"),
    "table.parquet": partial(write_table_of, ".parquet"),
    "picture.png": partial(write_export_of, ".png"),
    "picture.svg": partial(write_export_of, ".svg"),
    "picture.pdf": partial(write_export_of, ".pdf"),
    "chart.csv": partial(write_export_of, ".csv"),
    "full": write_in_full,
}


def state_of(folder: Path) -> State:
    """Return what a folder holds, without what is swept away later."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".shakeout-")}


def emptied(folder: Path) -> Path:
    """Return a folder with nothing in it."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return folder


def states(write: Callable[[Path, int], None], folder: Path) -> tuple[State, State]:
    """Return what an older and a newer writing leave."""
    found = []
    for seed in SEEDS:
        write(emptied(folder), seed)
        found.append(state_of(folder))
    return found[0], found[1]


def attempts(
    write: Callable[[Path, int], None], folder: Path, strike: str, moment: Moment, *, over_old: bool
) -> Iterator[tuple[str, bool]]:
    """Write with one call of the system after the other failing; yield which, and whether it is said to have worked."""
    number = 0
    while True:
        emptied(folder)
        if over_old:
            write(folder, SEEDS[0])
        calls = Calls(number, failing(getattr(errno, strike)), moment)
        with calls:
            try:
                write(folder, SEEDS[1])
                done = True
            except (OSError, click.ClickException):
                done = False
        if number >= len(calls.names):
            return
        yield f"{moment} {calls.names[number]}, call {number}", done
        number += 1


@pytest.mark.parametrize("over_old", [True, False], ids=["over an old one", "where nothing is"])
@pytest.mark.parametrize("strike", ["ENOSPC", "EIO", "EACCES"])
@pytest.mark.parametrize("name", WRITERS)
def test_a_file_and_its_receipt_are_both_old_or_both_new_whichever_call_fails(
    name: str, strike: str, tmp_path: Path, *, over_old: bool
) -> None:
    old, new = states(WRITERS[name], tmp_path / "out")
    failed = 0
    for moment in ("before", "after"):
        for call, done in attempts(WRITERS[name], tmp_path / "out", strike, moment, over_old=over_old):
            found = state_of(tmp_path / "out")
            assert found == new if done else found in (old if over_old else {}, new), call
            failed += not done
    assert failed > 10


@pytest.mark.skipif(os.name != "posix", reason="There are no signals that kill, and no fork.")
def test_a_pair_that_a_crash_has_parted_is_noticed(tmp_path: Path) -> None:
    path, parted = tmp_path / "out" / "out.csv", 0
    old, new = states(WRITERS["chart.csv"], path.parent)
    for moment in ("before", "after"):
        number, died = 0, True
        while died:
            WRITERS["chart.csv"](emptied(path.parent), SEEDS[0])

            def write(number: int = number, moment: Moment = moment) -> None:
                with Calls(number, die, moment):
                    put_with_receipt(b"content 2", path, RECEIPTS[2])

            died = killed(forked(write))
            found = state_of(path.parent)
            assert set(found) == set(old)
            if found not in (old, new):
                parted += 1
                assert "is not as it was" in unlike_its_receipt(path)
            else:
                assert not unlike_its_receipt(path)
            number += 1
    assert 1 <= parted <= 4


def test_a_receipt_is_read_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    put_with_receipt(b"content", path, RECEIPTS[1])
    assert receipt_in(path) == RECEIPTS[1]
    put_with_receipt(b"content", path, "")
    assert not beside(path).exists()


def test_an_old_pair_keeps_links_and_permissions_where_the_second_file_fails(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        put_together({link: b"new", tmp_path / "folder": b"new"})
    assert (real.read_text(), real.stat().st_mode & 0o777, link.is_symlink()) == ("old", 0o640, True)


def test_a_full_disk_leaves_the_old_pair(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    write_table_of(".csv", tmp_path, 1)
    old = state_of(tmp_path)

    def write_with_no_room() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            write_table_of(".csv", tmp_path, 2)
        except click.ClickException:
            os._exit(7)

    _, status = os.waitpid(forked(write_with_no_room), 0)
    assert os.WEXITSTATUS(status) == 7
    assert state_of(tmp_path) == old


def test_a_scenario_in_full_never_replaces_what_others_extend(tmp_path: Path) -> None:
    parent = tmp_path / "class.toml"
    save(SCENARIOS[1], parent)
    child = load(parent).changed(extends="class", title="Child")
    before = parent.read_bytes()
    with pytest.raises(OSError, match="is what this scenario extends"):
        save_in_full(child, parent)
    assert parent.read_bytes() == before
    base = ROOT / "scenarios" / "base.toml"
    for write in (save, save_in_full):
        with pytest.raises(OSError, match=r"ships with Shakeout|is what this scenario extends"):
            write(SCENARIOS[1], base)
    with pytest.raises(FileExistsError):
        save_new_in_full(child, parent)


def test_what_a_saved_file_could_not_keep_is_told(tmp_path: Path) -> None:
    path, other = tmp_path / "mine.toml", tmp_path / "other.toml"
    save(SCENARIOS[1], path)
    os.link(path, other)
    assert "had another name on this disk" in save(SCENARIOS[2], path).warning
    assert load(other) == SCENARIOS[1]
    assert not save(SCENARIOS[1], path).warning


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Python knows extended attributes only on Linux.")
def test_extended_attributes_go_with_a_saved_file_or_their_loss_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.toml"
    save(SCENARIOS[1], path)
    try:
        os.setxattr(path, "user.origin", b"lesson 3")
    except OSError:
        pytest.skip("this disk has no extended attributes")
    assert not save(SCENARIOS[2], path).warning
    assert os.getxattr(path, "user.origin") == b"lesson 3"
    monkeypatch.setattr(os, "setxattr", lambda *_: failing(errno.ENOSPC)())
    assert "lost its extended attributes: user.origin" in save(SCENARIOS[1], path).warning


ON_THEIR_OWN = {
    "simulator/disk.py": "it is what replaces files",
    "simulator/scenario/keeping/journal.py": "a journal is appended to, and its records have checksums",
    "simulator/experiment/morris.py": "a tool of the project, not of its users",
}
WRITING = {"write_text", "write_bytes", "touch", "truncate", "ftruncate", "copyfile", "copy2"}


def written_by_itself(path: Path) -> Iterator[str]:
    """Yield the places where a module writes to a disk other than by `simulator.disk`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, said = node.func.attr, ast.unparse(node)
        opens = name == "open" and any(
            f"({mode!r}" in said or f", {mode!r}" in said for mode in ("w", "x", "a", "wb", "xb", "ab")
        )
        moves = name in ("replace", "rename") and len(node.args) == 1 and not said.startswith(("table[", "escaped"))
        if opens or moves or name in WRITING:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {name}"


def test_nothing_writes_a_file_but_by_the_one_way_that_is_safe() -> None:
    modules = [path for package in ("simulator", "ui") for path in (ROOT / package).rglob("*.py")]
    places = {path: [*written_by_itself(path)] for path in modules}
    own = {name for name in ON_THEIR_OWN if places[ROOT / name]}
    assert own == set(ON_THEIR_OWN)
    assert not [place for path, found in places.items() if str(path.relative_to(ROOT)) not in own for place in found]
