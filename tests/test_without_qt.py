"""Where Qt cannot start, the tests of the window are skipped with the remedy, or fail where they must run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[1]

linux = pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")


def outcome_of(what: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Run some window tests without one of Qt's libraries; return the exit code and what pytest says."""
    (folder / "libGL.so.1").touch()  # the loader takes it for the library, and fails
    without = {name: value for name, value in os.environ.items() if name != "SHAKEOUT_REQUIRE_WINDOW"}
    command = [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", what]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**without, "LD_LIBRARY_PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "INTERNALERROR" not in done.stdout + done.stderr
    return done.returncode, done.stdout


@linux
@pytest.mark.parametrize(
    "what",
    [
        "tests/ui",
        "tests/ui/test_bookmarks.py",
        "tests/ui/test_wording.py::test_the_terminal_and_the_window_round_money_alike",
    ],
)
def test_window_tests_are_skipped_with_the_remedy(what: str, tmp_path: Path) -> None:
    code, said = outcome_of(what, tmp_path)
    assert code == 0
    assert " skipped in " in said
    assert "The window is not tested. Qt lacks libraries of this system" in said


@linux
def test_where_the_window_must_be_tested_the_reason_is_a_failure(tmp_path: Path) -> None:
    code, said = outcome_of("tests/ui", tmp_path, SHAKEOUT_REQUIRE_WINDOW="1")
    assert code == 1
    assert "1 failed in " in said
    assert "The window is not tested. Qt lacks libraries of this system" in said
