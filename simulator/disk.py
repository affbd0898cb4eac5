"""Files that are replaced whole or not at all, and the folder for what Shakeout keeps for its user.

A new content is written beside its place, forced to the disk, read back, compared, and only then moved there. Whatever
fails before that, be it the machine itself, the old file is as it was; what a crash leaves behind is swept away when
something is next written to the folder.
"""

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks, but nobody can remove there what another still writes
    fcntl = None  # type: ignore[assignment]

import platformdirs

OURS = "SHAKEOUT_DATA"
"""The variable of the environment that moves the folder of `user_folder`."""

_UNFINISHED = re.compile(r"\.shakeout-[0-9a-f]{12}\.tmp")
_NEW_FILE_MODE = 0o666
_PRIVATE = 0o600
_CHUNK = 1 << 20
_EXACT = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def user_folder() -> Path:
    """Return the folder in which Shakeout keeps earlier versions and journals; it need not exist yet."""
    chosen = os.environ.get(OURS)
    return Path(chosen) if chosen else platformdirs.user_data_path("shakeout", appauthor=False)


def without_home(text: str) -> str:
    """Return a text in which the user's home folder, which tells her name, is written as ~."""
    try:
        home = str(Path.home())
    except RuntimeError:  # there is none
        return text
    return text.replace(home, "~") if home != Path(home).anchor else text


def put(path: Path, content: bytes, just_before: Callable[[], None] = lambda: None) -> None:
    """Replace the content of a file, or create it, in one step; a link stays one, and so do permissions.

    `just_before` is called when nothing but the step itself is left, and prevents it by raising.

    Raises
    ------
    OSError
        If that was not possible: the old file is as it was.
    """
    target = place_of(path)
    mode = _mode(target)
    sweep(target.parent)
    with _unfinished(target.parent, _NEW_FILE_MODE if mode is None else _PRIVATE) as (file, name):
        _write(file, content)
        if mode is not None:
            name.chmod(mode)
        os.fsync(file)
        if content_of(name) != content:
            raise OSError(errno.EIO, "what was read back is not what was written", str(path))
        just_before()
        if os.name == "nt":
            os.close(file)  # Windows moves no open file
        name.replace(target)
    _remember(target.parent)


def place_of(path: Path) -> Path:
    """Return where a file stands, or would stand: a link is followed to what it names.

    Raises
    ------
    OSError
        If that cannot be told; a guess might replace the link itself.
    """
    try:
        return path.resolve(strict=True)
    except FileNotFoundError:
        return path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def content_of(path: Path) -> bytes:
    """Return what a file holds."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        return b"".join(iter(lambda: os.read(file, _CHUNK), b""))
    finally:
        os.close(file)


def hold(file: int) -> bool:
    """Lock an open file until it is closed or its process ends; tell whether it is ours now, and not another's.

    Raises
    ------
    OSError
        If the file system has no locks.
    """
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def sweep(folder: Path) -> None:
    """Remove what a crash has left of earlier writing; what another process is writing now stays."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _UNFINISHED.fullmatch(path.name):
                _remove_if_abandoned(path)


def _remove_if_abandoned(path: Path) -> None:
    with suppress(OSError):
        file = os.open(path, os.O_RDWR | _EXACT)
        try:
            if hold(file):
                path.unlink()
        finally:
            os.close(file)


@contextmanager
def _unfinished(folder: Path, mode: int) -> Iterator[tuple[int, Path]]:
    """Yield a new file of ours and its path; unless it has been moved away, it is removed in the end."""
    file, path = _new_file(folder, mode)
    try:
        yield file, path
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    finally:
        with suppress(OSError):
            os.close(file)


def _new_file(folder: Path, mode: int) -> tuple[int, Path]:
    """Return a new file, open and locked, and its path; one that another process sweeps meanwhile is made again."""
    while True:
        path = folder / f".shakeout-{secrets.token_hex(6)}.tmp"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _EXACT, mode)
        try:
            if hold(file) and os.fstat(file).st_nlink:
                return file, path
        except OSError:  # without locks nobody sweeps either
            return file, path
        os.close(file)


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def _mode(target: Path) -> int | None:
    """Return the permissions of a file, None where there is none."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return None


def _remember(folder: Path) -> None:
    """Ask the disk to remember a new name. Where it does not, the file is still the old or the new one, whole."""
    if os.name == "posix":
        with suppress(OSError):
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
