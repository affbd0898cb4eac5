"""Files that are replaced whole or not at all, and the folder for what Shakeout keeps for its user.

A new content is written beside its place, forced to the disk, read back, compared, and only then moved there. Whatever
fails before that, be it the machine itself, the old file is as it was; what a crash leaves behind is swept away when
something is next written to the folder.
"""

import errno
import hashlib
import os
import re
import secrets
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import platformdirs

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OURS = "SHAKEOUT_DATA"
"""The variable of the environment that moves the folder of `user_folder`."""

LARGEST = 16_000_000
"""Bytes of a file that Shakeout reads whole: no scenario, receipt, journal or list of futures comes near."""

_ENDING = ".tmp"
_UNFINISHED = re.compile(rf"\.shakeout-[0-9a-f]{{12}}\{_ENDING}")
_FAR = 1 << 40  # bytes: where no file of ours has any
_NEW_FILE_MODE = 0o666
PRIVATE = 0o600
"""The permissions of a private file."""
_CHUNK, _MEGABYTE = 1 << 20, 1_000_000
_EXACT = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def user_folder() -> Path:
    """Return the folder in which Shakeout keeps earlier versions and journals; it need not exist yet."""
    chosen = os.environ.get(OURS)
    return Path(chosen) if chosen else platformdirs.user_data_path("shakeout", appauthor=False)


def without_home(text: str) -> str:
    """Return a text in which the home folder, whose name is the user's, is written as ~."""
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
    with _unfinished(target.parent, _NEW_FILE_MODE if mode is None else PRIVATE) as (file, name, held):
        write(file, content)
        if mode is not None:
            name.chmod(mode)
        os.fsync(file)
        if content_of(name, len(content)) != content:
            raise OSError(errno.EIO, "what was read back is not what was written", str(path))
        just_before()
        if os.name == "nt":
            held.close()  # Windows moves no open file
        name.replace(target)
    _remember(target.parent)


def place_of(path: Path) -> Path:
    """Return where a file is, or would be; a link is followed.

    Raises
    ------
    OSError
        If that cannot be found out; a guess might replace the link itself.
    """
    try:
        return path.resolve(strict=True)
    except FileNotFoundError:
        return path.resolve()
    except RuntimeError as error:  # what Python before 3.13 says of links in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def content_of(path: Path, at_most: int = LARGEST) -> bytes:
    """Return what a file holds, unless that is more than a number of bytes.

    Raises
    ------
    OSError
        If it holds more, or cannot be read.
    """
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        chunks, room = [], at_most + 1
        while room and (chunk := os.read(file, min(room, _CHUNK))):
            chunks.append(chunk)
            room -= len(chunk)
    finally:
        os.close(file)
    if not room:
        raise OSError(
            errno.EFBIG, f"the file is larger than {at_most / _MEGABYTE:,.0f} MB, as none of ours is", str(path)
        )
    return b"".join(chunks)


def inflated(content: bytes, at_most: int = LARGEST) -> bytes:
    """Return what was compressed, unless that is more than a number of bytes.

    Raises
    ------
    ValueError
        If it is more, or was not compressed by zlib.
    """
    reader = zlib.decompressobj()
    try:
        found = reader.decompress(content, at_most)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not reader.eof:
        raise ValueError("what was compressed is incomplete, or larger than anything of ours")
    return found


def mark(content: bytes) -> str:
    """Return a hash that tells a content from any other."""
    return hashlib.sha256(content).hexdigest()


def mark_of(path: Path) -> str:
    """Return the hash of a file's content, "" where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, hashlib.sha256).hexdigest()
    except (OSError, ValueError):
        return ""


def hold(file: int) -> bool:
    """Lock an open file until it is closed or its process ends; return whether it is now ours.

    Raises
    ------
    OSError
        If the file system has no locks.
    """
    if sys.platform == "win32":
        os.lseek(
            file, _FAR, os.SEEK_SET
        )  # there no other process may read what is locked, so lock a byte beyond its end
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
    else:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def new_file(folder: Path, ending: str, mode: int) -> tuple[int, Path]:
    """Return a new file, open and locked, and its path; if another process sweeps it meanwhile, another is made."""
    while True:
        path = folder / f".shakeout-{secrets.token_hex(6)}{ending}"
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _EXACT, mode)
        try:
            if hold(file) and os.fstat(file).st_nlink:
                return file, path
        except OSError:  # without locks, no process sweeps
            return file, path
        os.close(file)


def sweep(folder: Path) -> None:
    """Remove what a crash has left of earlier writing; what another process is writing now stays."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _UNFINISHED.fullmatch(path.name):
                _remove_if_abandoned(path)


def remove(file: int, path: Path) -> None:
    """Close a file and remove it if possible, while it is still locked (which Windows forbids)."""
    if os.name == "nt":
        _close(file)
    with suppress(OSError):
        path.unlink()
    if os.name != "nt":
        _close(file)


def _remove_if_abandoned(path: Path) -> None:
    with suppress(OSError):
        file = os.open(path, os.O_RDWR | _EXACT)
        try:
            abandoned = hold(file)
        except OSError:
            abandoned = False
        if abandoned:
            remove(file, path)
        else:
            _close(file)


@contextmanager
def _unfinished(folder: Path, mode: int) -> Iterator[tuple[int, Path, ExitStack]]:
    """Yield a new file of ours, its path, and what holds it open; unless it has been moved away, it is removed."""
    file, path = new_file(folder, _ENDING, mode)
    held = ExitStack()  # closes it once: its number may soon be that of another file
    held.callback(_close, file)
    try:
        yield file, path, held
    except BaseException:
        if os.name == "nt":
            held.close()
        with suppress(OSError):
            path.unlink()
        raise
    finally:
        held.close()


def _close(file: int) -> None:
    with suppress(OSError):
        os.close(file)


def write(file: int, content: bytes) -> None:
    """Write all of a content to an open file."""
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
    """Force a new name to the disk. Even if that fails, the file is the old or the new one, whole."""
    if os.name == "posix":
        with suppress(OSError):
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
