"""Where no window can be opened, one sentence says why and what to do, and the scenario runs in the terminal."""

import os
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from simulator.summary import HONESTY
from tests.patience import PATIENCE
from ui.look.display import LIBRARIES, Library

ROOT = Path(__file__).parents[2]
SHORT = 'format = 2\ntitle = "Short"\nextends = "base"\n[run]\nbuyers = 200\nend = "2023-11"\n'
INSTEAD = " Running the scenario in the terminal instead.\n"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_PLUGIN_PATH")
DEAD = ":4095"  # a display that nobody opens
NOWHERE = {  # what the environment says of displays, none of which is there
    "nothing": {},
    "a dead X display": {"DISPLAY": DEAD},
    "a dead display of another machine": {"DISPLAY": f"localhost{DEAD}"},
    "a dead Wayland display": {"WAYLAND_DISPLAY": "nothing"},
    "two dead displays": {"DISPLAY": DEAD, "WAYLAND_DISPLAY": "nothing"},
    "the X platform without a display": {"QT_QPA_PLATFORM": "xcb"},
    "a platform that Qt has not": {"QT_QPA_PLATFORM": "no\x1b[31msuch"},
    "a platform that this machine cannot serve": {"QT_QPA_PLATFORM": "eglfs", "EGL_PLATFORM": "none"},
}
EVERYWHERE = {  # what any Linux that runs Python and NumPy has
    *("libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1"),
    *("libz.so.1", "libzstd.so.1"),
}
PARTS = ("Core", "DBus", "Gui", "OpenGL", "PrintSupport", "Svg", "Widgets", "XcbQpa", "WaylandClient")

linux = pytest.mark.skipif(sys.platform != "linux", reason="the displays and libraries of Linux")


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of ours in a process of its own that sees only the displays given."""
    ours = {name: value for name, value in os.environ.items() if name not in DISPLAYS} | environment
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=ours, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@linux
@pytest.mark.parametrize("place", NOWHERE)
def test_without_a_display_that_answers_the_scenario_runs_in_the_terminal(place: str, tmp_path: Path) -> None:
    (tmp_path / "short.toml").write_text(SHORT)
    done = run("-m", "ui.main", str(tmp_path / "short.toml"), **NOWHERE[place])
    assert done.returncode == 0, done.stderr
    assert HONESTY in done.stdout
    assert done.stderr.endswith(INSTEAD)
    assert done.stderr.count("\n") == 1, "one line says it, and Qt's own stay out of it"
    assert "\x1b" not in done.stderr


@linux
def test_what_is_wrong_is_told_before_the_scenario_runs(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text(SHORT.replace("200", '"many"'))
    done = run("-m", "ui.main", str(tmp_path / "wrong.toml"), DISPLAY=DEAD)
    assert done.returncode == 2
    assert "buyers" in done.stderr


def reason_without(library: Library, folder: Path, *, debian: bool) -> str:
    """Return what is said where a library is broken, which is as good as missing."""
    (folder / library.file).touch()  # the loader takes it for the library, and fails
    asked = (
        f"from ui.look import display; display._is_debian = lambda: {debian}; print(display.why_there_is_no_window())"
    )
    done = run("-c", asked, QT_QPA_PLATFORM=library.needed_for or "offscreen", LD_LIBRARY_PATH=str(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout


@linux
@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.file)
def test_the_package_of_a_library_that_lacks_is_named(library: Library, tmp_path: Path) -> None:
    said = reason_without(library, tmp_path, debian=True)
    assert said.startswith('Qt lacks libraries of this system; install them with "apt-get install ')
    assert {library.package, *library.comes_with} & set(re.findall(r"[\w+.-]+", said))


@linux
def test_where_packages_have_other_names_the_library_is_named(tmp_path: Path) -> None:
    assert LIBRARIES[0].file in reason_without(LIBRARIES[0], tmp_path, debian=False)


@linux
def test_no_library_that_qt_needs_is_left_out() -> None:
    folder = qt_folder()
    files = [folder / "lib" / f"libQt6{part}.so.6" for part in PARTS]
    files += [folder / "plugins" / "platforms" / f"libq{name}.so" for name in ("offscreen", "xcb", "wayland")]
    present = [path for path in files if path.is_file()]
    assert len(present) > 6
    needed = {name for path in present for name in needed_by(path.read_bytes())}
    system = {name for name in needed if not name.startswith(("libQt6", "libicu", "ld-linux"))}
    assert "libxcb-cursor.so.0" in system, "a file of Qt's is read as the loader reads it"
    assert system - EVERYWHERE <= {library.file for library in LIBRARIES}


@linux
def test_the_packages_of_continuous_integration_are_those_that_are_named() -> None:
    listed = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    alone = {library.package for library in LIBRARIES if not library.comes_with and library.needed_for != "wayland"}
    assert {name for name in alone if f" {name} " not in listed.replace("\n", " ")} == set()


def qt_folder() -> Path:
    """Return the folder of Qt's own files, without importing it."""
    found = find_spec("PySide6")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "Qt"


def needed_by(content: bytes) -> Iterator[str]:
    """Yield the libraries that a 64-bit ELF file asks for, as its dynamic section names them."""
    start, size, count = *struct.unpack_from("<Q", content, 32), *struct.unpack_from("<HH", content, 54)
    headers = [struct.unpack_from("<IIQQQQ", content, start + size * row) for row in range(count)]
    (section,) = (header for header in headers if header[0] == 2)
    entries = list(struct.iter_unpack("<QQ", content[section[2] : section[2] + section[5]]))
    (names,) = (value for tag, value in entries if tag == 5)
    (loaded,) = (header for header in headers if header[0] == 1 and header[3] <= names < header[3] + header[5])
    texts = names - loaded[3] + loaded[2]
    for tag, value in entries:
        if tag == 1:
            yield content[texts + value : content.index(b"\0", texts + value)].decode()
