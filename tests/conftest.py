"""What every test relies on: no screen, a home of its own, and one clear sentence where Qt cannot start.

A run of whole folders is shared between two processes, a file to a process; a run of less stays in one, where a
debugger and `-s` work as ever. Nothing here or in a test depends on how fast the machine is.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything imports NumPy: two processes share the cores

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

WORKERS = 2  # each simulates for itself what its tests share, so that a third saves less than it costs

WINDOW_TESTS, BENCHMARKS = (Path(__file__).parent / name for name in ("ui", "benchmarks"))

REQUIRED = bool(os.environ.get("SHAKEOUT_REQUIRE_WINDOW"))
"""Whether window tests that cannot run are a failure."""


def why_no_window_test_runs() -> str | None:
    """Return one sentence that names the remedy, or None where Qt can start on the platform that tests are to use."""
    from ui.look.display import why_there_is_no_window  # not before the environment is set

    reason = why_there_is_no_window()
    return f"The window is not tested. {reason}" if reason else None


WITHOUT_QT = why_no_window_test_runs()


class WindowTestWithoutQt(pytest.Item):
    """Stands for a test of the window where Qt cannot start."""

    def runtest(self) -> None:
        """Skip with the reason, or fail with it where the window must be tested."""
        if REQUIRED:
            pytest.fail(str(WITHOUT_QT), pytrace=False)
        pytest.skip(str(WITHOUT_QT))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return what pytest calls this item in its reports."""
        return self.path, None, self.name


class WindowFileWithoutQt(pytest.File):
    """Stands for a file of window tests, which cannot be imported without Qt."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield an item for each test, by its name, so that one can still be asked for."""
        for each in ast.walk(ast.parse(self.path.read_bytes())):
            if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
                yield WindowTestWithoutQt.from_parent(self, name=each.name)


class WindowFolderWithoutQt(pytest.File):
    """Stands for the folder of window tests where they must run and cannot: one failure says it for all."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one item in place of everything in the folder."""
        yield WindowTestWithoutQt.from_parent(self, name="window tests")

    def __repr__(self) -> str:
        """Return the reason, for pytest shows this to whoever asks for one of the tests by name."""
        return f"<{WITHOUT_QT}>"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return in how many processes the tests run: two for whole folders, none beside this one for less."""
    option, asked = config.option, [Path(name) for name in config.args]
    some = option.keyword or option.capture == "no" or config.getoption("lf", default=False)
    timed = BENCHMARKS in (path.absolute() for path in asked)
    alone = (os.cpu_count() or 1) == 1
    if alone or some or timed or not all(path.is_dir() for path in asked):
        return 0
    return WORKERS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what compares the market with the record while the market is between two calibrations."""
    from simulator.evidence.standing import BETWEEN  # not before the environment is set

    for item in items:
        if BETWEEN and item.get_closest_marker("calibrated"):
            item.add_marker(pytest.mark.skip(reason=BETWEEN))


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Take pytest-qt out where Qt cannot start, for it would end the whole run.

    Its options are known by now, so its settings in pyproject.toml stay valid, and it has yet to import Qt.
    """
    if WITHOUT_QT and pluginmanager.has_plugin("pytest-qt"):
        pluginmanager.unregister(name="pytest-qt")


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the stand-in for the folder of window tests where they must run and Qt cannot start."""
    if WITHOUT_QT and REQUIRED and path == WINDOW_TESTS:
        return WindowFolderWithoutQt.from_parent(parent, path=path)
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the stand-in for a file of window tests where Qt cannot start."""
    if WITHOUT_QT and _needs_qt(module_path):
        return WindowFileWithoutQt.from_parent(parent, path=module_path)
    return None


def _needs_qt(path: Path) -> bool:
    return path.parent == WINDOW_TESTS or (path.parent == BENCHMARKS and b"PySide6" in path.read_bytes())


def move_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let everything that asks for the user's folders find `folder`, and return it."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("SHAKEOUT_DATA", str(folder / "shakeout"))
    return folder


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what lives longer than a test, the Qt application above all, out of the user's folders."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        move_home(tmp_path_factory.mktemp("session"), monkeypatch)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home: no test sees the user's files, or those of another test."""
    return move_home(tmp_path_factory.mktemp("home"), monkeypatch)
