"""Whether Qt can show a window here, found out before Qt is asked, for where it cannot it ends the whole program.

The usual platforms are tried at almost no cost in this process: the plugin is loaded, and the display connected to, as
Qt is about to do. Any other platform is tried by a child, at the cost of starting one. Nothing here needs Qt to be
sound, or to be there at all.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from simulator.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OTHER_PLUGINS = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
_FIRST_BROKEN_QT, _FIRST_SOUND_PYTHON = (6, 12), (3, 12)
_WITHOUT_SCREEN = ("offscreen", "minimal")
_PATIENCE = 30.0  # seconds in which a display answers, however far away it is
_CHILD = """
import resource
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from PySide6.QtGui import QGuiApplication
QGuiApplication([])
"""


class Library(NamedTuple):
    """A library of the system that Qt needs, and the package of Debian and Ubuntu that has it."""

    file: str
    package: str
    needed_for: str = ""  # the platform; "" = for anything
    comes_with: tuple[str, ...] = ()  # packages that bring this one along


_GL, _EGL, _CURSOR, _X = "libgl1", "libegl1", "libxcb-cursor0", "xcb"
LIBRARIES = (
    Library("libGL.so.1", _GL),
    Library("libEGL.so.1", _EGL),
    Library("libxkbcommon.so.0", "libxkbcommon0"),
    Library("libdbus-1.so.3", "libdbus-1-3"),
    Library("libfontconfig.so.1", "libfontconfig1"),
    Library("libglib-2.0.so.0", "libglib2.0-0"),
    Library("libgthread-2.0.so.0", "libglib2.0-0"),
    Library("libfreetype.so.6", "libfreetype6", comes_with=("libfontconfig1",)),
    Library("libX11.so.6", "libx11-6", comes_with=(_GL,)),
    Library("libxcb-cursor.so.0", _CURSOR, _X),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", _X),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", _X),
    Library("libxcb-shape.so.0", "libxcb-shape0", _X),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", _X),
    Library("libxcb.so.1", "libxcb1", _X, (_GL, _CURSOR)),
    Library("libxcb-image.so.0", "libxcb-image0", _X, (_CURSOR,)),
    Library("libxcb-render.so.0", "libxcb-render0", _X, (_CURSOR,)),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", _X, (_CURSOR,)),
    Library("libxcb-util.so.1", "libxcb-util1", _X, (_CURSOR,)),
    Library("libxcb-shm.so.0", "libxcb-shm0", _X, (_GL, _CURSOR)),
    Library("libxcb-randr.so.0", "libxcb-randr0", _X, (_GL, _EGL)),
    Library("libxcb-sync.so.1", "libxcb-sync1", _X, (_GL, _EGL)),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", _X, (_GL, _EGL)),
    Library("libX11-xcb.so.1", "libx11-xcb1", _X, (_GL, _EGL)),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", _X, ("libxkbcommon-x11-0",)),
    Library("libwayland-client.so.0", "libwayland-client0", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
)
"""What Qt needs of a Linux system beyond what every one has; a test reads Qt's own files for what is left out."""


def why_there_is_no_window() -> str | None:
    """Return why no window can be opened here, in a sentence with the remedy, or None."""
    if sys.platform != "linux":
        return why_qt_cannot_start()
    platforms = _platforms()
    if not platforms:
        return "There is no display."
    if (reason := _why_not_imported(platforms)) is not None:
        return reason
    return _why_on_none_of(platforms)


def why_qt_cannot_start() -> str | None:
    """Return why Qt cannot even draw into files here, in a sentence with the remedy, or None."""
    return _why_not_imported(())


def why_qt_would_crash(qt: tuple[int, ...], python: tuple[int, ...]) -> str | None:
    """Return why this Qt cannot be used with this Python, and the remedy, or None.

    Each call of PySide6 6.12 that returns nothing drops a reference to None, which soon ends older Pythons.
    """
    if qt < _FIRST_BROKEN_QT or python >= _FIRST_SOUND_PYTHON:
        return None
    have, needed = ".".join(map(str, python)), ".".join(map(str, _FIRST_SOUND_PYTHON))
    return (
        f"PySide6 {'.'.join(map(str, qt))} crashes under Python {have}. "
        f'Use Python {needed} or newer, or: pip install "PySide6-Essentials<6.12".'
    )


def _installed_qt() -> tuple[int, ...]:
    """Return the version of PySide6, without importing it; () where there is none."""
    try:
        return tuple(int(part) for part in version("PySide6-Essentials").split(".") if part.isdecimal())
    except PackageNotFoundError:
        return ()


def _platforms() -> list[str]:
    """Return the platforms that Qt will try, in its order; none where nothing says that there is a display."""
    if chosen := os.environ.get("QT_QPA_PLATFORM"):
        return [name for each in chosen.split(";") if (name := each.partition(":")[0])]
    wayland = "wayland" if os.environ.get("WAYLAND_DISPLAY") else ""
    return list(filter(None, (wayland, _X if os.environ.get("DISPLAY") else "")))


def _why_on_none_of(platforms: Sequence[str]) -> str | None:
    """Return why Qt can use none of some platforms, or None; the first that it can use is the one that it takes."""
    reasons = []
    for name in platforms:
        reason = _why_not_on(name, platforms)
        if reason is None:
            return None
        reasons.append(reason)
    return " ".join(dict.fromkeys(reasons))


def _why_not_imported(platforms: Sequence[str]) -> str | None:
    if (reason := why_qt_would_crash(_installed_qt(), sys.version_info[:2])) is not None:
        return reason
    try:
        import_module("PySide6.QtWidgets")
    except ImportError as problem:
        return _lacking(platforms, problem)
    return None


def _why_not_on(name: str, platforms: Sequence[str]) -> str | None:
    """Return why Qt cannot use one of the platforms that it will try, or None."""
    plugin = _plugin(name)
    if plugin is None or any(os.environ.get(variable) for variable in _OTHER_PLUGINS):
        return _why_not_in_a_child(name)
    try:
        ctypes.CDLL(str(plugin))
    except OSError as problem:
        return _lacking(platforms, problem)
    if name in _WITHOUT_SCREEN:
        return None
    return _CONNECTED[name]() if name in _CONNECTED else _why_not_in_a_child(name)


def _plugin(name: str) -> Path | None:
    """Return the file of Qt that serves a platform, None where there is none of that name."""
    found = find_spec("PySide6")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "Qt" / "plugins" / "platforms" / f"libq{name}.so"
    return path if path.is_file() else None


def _lacking(platforms: Sequence[str], problem: Exception) -> str:
    """Return the sentence about libraries that are not there, all that lack at once."""
    lacking = [one for one in LIBRARIES if one.needed_for in ("", *platforms) and not _loads(one.file)]
    if not lacking:
        return f"Qt cannot start ({problem})."
    if not _is_debian():
        return f"Qt lacks libraries of this system: {', '.join(one.file for one in lacking)}; install them."
    packages = {one.package: one for one in lacking}
    needed = [name for name, one in packages.items() if not any(other in packages for other in one.comes_with)]
    return f'Qt lacks libraries of this system; install them with "apt-get install {" ".join(needed)}".'


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _is_debian() -> bool:
    """Return whether packages have the names that they have in Debian, as in Ubuntu and Mint."""
    import platform

    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "debian" in (release.get("ID", ""), *release.get("ID_LIKE", "").split())


def _why_not_on_x() -> str | None:
    """Connect to the X display, and stay connected until this program ends.

    A server may end with its last client, which this is until the window is there.
    """
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    errors: list[int] = []
    finished = _soon(lambda: errors.append(xcb.xcb_connection_has_error(xcb.xcb_connect(None, None))))
    return None if finished and errors == [0] else _nothing_on("display", "DISPLAY")


def _why_not_on_wayland() -> str | None:
    """Connect to the Wayland display, and leave it again."""
    # without the folder of its socket the library would say so itself, on a line of its own
    folder, name = (os.environ.get(variable, "") for variable in ("XDG_RUNTIME_DIR", "WAYLAND_DISPLAY"))
    if not any(place.startswith("/") for place in (folder, name)) and "WAYLAND_SOCKET" not in os.environ:
        return _nothing_on("Wayland display", "WAYLAND_DISPLAY")
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    display = wayland.wl_display_connect(None)
    if not display:
        return _nothing_on("Wayland display", "WAYLAND_DISPLAY")
    wayland.wl_display_disconnect(display)
    return None


_CONNECTED = {_X: _why_not_on_x, "wayland": _why_not_on_wayland}


def _nothing_on(what: str, variable: str) -> str:
    return visible(f"Nothing answers on the {what} {os.environ.get(variable, '')}".rstrip() + ".")


def _soon(act: Callable[[], None]) -> bool:
    """Return whether something is done in time; if not, it goes on for as long as this program does."""
    thread = Thread(target=act, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return not thread.is_alive()


def _why_not_in_a_child(name: str) -> str | None:
    """Return what Qt itself says against a platform, from a process that it may end."""
    import subprocess

    environment = {**os.environ, "QT_QPA_PLATFORM": name}
    try:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-c", _CHILD], env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return visible(f'Nothing answers on Qt\'s platform "{name}".')
    if done.returncode == 0:
        return None
    said = done.stderr.decode(errors="replace").splitlines()
    reason = next((line.partition(": ")[2] for line in said if line.startswith("qt.qpa.")), f"code {done.returncode}")
    remedy = " Unset QT_QPA_PLATFORM to have the usual one." if os.environ.get("QT_QPA_PLATFORM") else ""
    return visible(f'Qt cannot use its platform "{name}" here ({reason}).{remedy}')
