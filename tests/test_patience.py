"""No test depends on how fast the machine is: it waits for what it wants to see, and looks at no clock.

A wait of so many milliseconds is too short on a busy machine and too long on any other; a limit of a second fails
where nothing is wrong. Only benchmarks are timed, and they are run on demand.
"""

import ast
from pathlib import Path

import pytest

from tests.conftest import BENCHMARKS

TESTS = Path(__file__).parent
SLEEPS = {"sleep", "qWait", "qSleep", "msleep", "usleep"}
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time", "time.time", "QElapsedTimer"}
LIMITS = {"PATIENCE", "_LIMIT", "timeout"}
MAY_LOOK_AT_CLOCKS = {
    "patience.py": "it is the one place that waits and gives up",
    "saver.py": "it is killed at moments that chance picks, and must stand whichever it picks",
    "scenario/hostile.py": "it measures the machine, so that what is soon there is soon",
    "scenario/fuzz.py": "it counts seconds of its own process, and searches for as long as somebody asked",
    "ui/typist.py": "it notes when it edited, for the benchmark of what a crash costs",
}


def hasty(text: str) -> list[str]:
    """Return what in a test's text comes too soon on some machine."""
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return [f"line {call.lineno}: {why}" for call in found if (why := _haste_of(call))]


def _haste_of(call: ast.Call) -> str:
    called = ast.unparse(call.func)
    name = called.rpartition(".")[2]
    if name in SLEEPS:
        return "it sleeps; let it wait until something is true, or for `settle`"
    if {called, name} & CLOCKS:
        return "it looks at a clock"
    limits = [given.value for given in call.keywords if given.arg == "timeout"] + (call.args if name == "wait" else [])
    if not all(isinstance(limit, ast.Name) and limit.id in LIMITS for limit in limits):
        return "it gives up, or goes on, before `PATIENCE` is over"
    return ""


def test_no_test_is_hasty() -> None:
    files = [path for path in TESTS.rglob("*.py") if BENCHMARKS not in path.parents]
    told = {path.relative_to(TESTS).as_posix(): hasty(path.read_text(encoding="utf-8")) for path in files}
    assert {name: what for name, what in told.items() if what and name not in MAY_LOOK_AT_CLOCKS} == {}
    assert [name for name in MAY_LOOK_AT_CLOCKS if not told[name]] == [], "they no longer need to"


@pytest.mark.parametrize(
    "line, is_hasty",
    [
        ("qtbot.wait(300)", True),
        ("QTest.qWait(20)", True),
        ("time.sleep(0.1)", True),
        ("assert time.monotonic() - begun < 1", True),
        ("qtbot.waitUntil(window.isVisible, timeout=1_000)", True),
        ("done.wait(10)", True),
        ("qtbot.waitUntil(window.isVisible)", False),
        ("done.wait(PATIENCE)", False),
        ("process.communicate(timeout=PATIENCE)", False),
        ("process.wait()", False),
    ],
)
def test_haste_is_recognised(line: str, is_hasty: bool) -> None:  # noqa: FBT001 - a case of the table
    assert bool(hasty(line)) is is_hasty
