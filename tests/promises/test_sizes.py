"""Nothing reads a file whole that is larger than anything of ours: it is told, and the program goes on."""

from __future__ import annotations

import json
import resource
import zlib
from typing import TYPE_CHECKING

import pytest

from simulator.disk import LARGEST, content_of, inflated, mark_of, user_folder
from simulator.receipts import read_receipt
from simulator.scenario.keeping.journal import folder, lost_works
from simulator.scenario.problems import ScenarioProblems
from simulator.tables import beside, receipt_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


HUGE = 300_000_000  # bytes, of which the disk holds none: the file is a hole


@pytest.fixture(autouse=True)
def _little_memory() -> Iterator[None]:
    """Fail a test that reads a huge file whole."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert 1024 * grown < HUGE / 2


def huge(path: Path) -> Path:
    """Return a path at which there is a huge file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(HUGE)
    return path


def bomb() -> bytes:
    """Return a few bytes that become many when they are decompressed."""
    packer = zlib.compressobj()
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(100)), packer.flush()])


def test_a_huge_receipt_is_told(tmp_path: Path) -> None:
    table = tmp_path / "market.csv"
    table.touch()
    huge(beside(table))
    with pytest.raises(OSError, match="larger than 16 MB"):
        receipt_in(table)


def test_a_huge_scenario_is_told_before_it_is_parsed() -> None:
    with pytest.raises(ScenarioProblems, match="larger than 1 MB"):
        read_receipt("#" * 2_000_000)


def test_a_huge_journal_is_passed_over_and_kept() -> None:
    journal = huge(folder() / "huge.journal")
    assert user_folder() in journal.parents
    assert not list(lost_works())
    assert journal.stat().st_size == HUGE


def test_a_few_bytes_never_become_more_than_a_file_may_hold() -> None:
    assert inflated(zlib.compress(b"x" * 1000)) == b"x" * 1000
    for content in (bomb(), zlib.compress(b"whole")[:-3], b"not compressed"):
        with pytest.raises(ValueError, match=r"larger|incomplete|header"):
            json.loads(inflated(content))


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 1000)
    assert content_of(path, 1000) == b"x" * 1000
    with pytest.raises(OSError, match="larger"):
        content_of(path, 999)
    assert LARGEST < HUGE
    assert mark_of(huge(tmp_path / "huge"))
