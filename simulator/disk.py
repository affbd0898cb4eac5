"""Files that are replaced whole or not at all, and the folder for what Shakeout keeps for its user.

A new content is written beside its place, forced to the disk, read back, compared, and only then moved there. Whatever
fails before that, be it the machine itself, the old file is as it was; what a crash leaves behind is swept away when
something is next written to the folder. Files that belong together change together.
"""

import errno
import hashlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import platformdirs

from simulator.ownership import hand_over
from simulator.refusals import NO_ORDINARY_FILE, WRITE_PROTECTED

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OURS = "SHAKEOUT_DATA"
"""The variable of the environment that moves the folder of `user_folder`."""

UNREADABLE = ".unreadable"
"""The ending of what was put aside."""

_ENDING = ".tmp"
_UNFINISHED = re.compile(rf"\.shakeout-[0-9a-f]{{12}}\{_ENDING}")
_FAR = 1 << 40  # bytes: where no file of ours has any
_NEW_FILE_MODE = 0o666
PRIVATE = 0o600
"""The permissions of a private file."""
_CHUNK = 1 << 20
_EXACT = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


def user_folder() -> Path:
    """Return the folder in which Shakeout keeps earlier versions and journals; it need not exist yet."""
    chosen = os.environ.get(OURS)
    return Path(chosen) if chosen else platformdirs.user_data_path("shakeout", appauthor=False)


def path_of(text: str) -> Path:
    """Return the path that a text names, be it written as a `file:` URL, which is what desktops copy and drop."""
    if not text.lower().startswith("file:"):
        return Path(text)
    return Path(url2pathname(urlsplit(text).path))


def without_home(text: str) -> str:
    """Return a text in which the home folder, whose name is the user's, is written as ~."""
    try:
        home = str(Path.home())
    except RuntimeError:  # there is none
        return text
    return text.replace(home, "~") if home != Path(home).anchor else text


def put(path: Path, content: bytes, just_before: Callable[[], None] = lambda: None) -> tuple[str, ...]:
    """Replace the content of a file, or create it, in one step; a link stays one, and so do permissions.

    `just_before` is called when nothing but the step itself is left, and prevents it by raising. Returns what else an
    old file had that could not be kept, one sentence each.

    Raises
    ------
    OSError
        If that was not possible: the old file is as it was.
    """
    return put_together({path: content}, just_before)


def put_new(path: Path, content: bytes) -> None:
    """Create a file in one step, and never over anything that is there.

    Raises
    ------
    FileExistsError
        If there is something of that name.
    OSError
        If that was not possible for another reason: there is no file.
    """

    def refuse_anything_there() -> None:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))

    refuse_anything_there()
    put(path, content, refuse_anything_there)


def put_together(
    contents: Mapping[Path, bytes | None], just_before: Callable[[], None] = lambda: None
) -> tuple[str, ...]:
    """Replace or create several files in one step, as `put` does; a file whose content is None is removed.

    Where anything fails, all are as they were. A machine that dies within the step leaves the first files new and the
    others old, so let the first be the one that says what the others hold.

    Raises
    ------
    OSError
        If that was not possible: the old files are as they were.
    """
    with ExitStack() as unfinished:
        steps = [
            unfinished.enter_context(_step(path, content, alone=len(contents) == 1))
            for path, content in contents.items()
        ]
        just_before()
        _take(steps)
    for folder in {step.target.parent for step in steps}:
        _remember(folder)
    return tuple(sentence for step in steps for sentence in step.lost)


@dataclass(frozen=True)
class _Step:
    """One file that is ready to be replaced, created or removed, and the way back."""

    target: Path
    new: Path | None  # what is to be moved there; None: nothing is to be there
    before: Path | None  # the old file under another name; None: there is no old one, or no way back
    held: ExitStack  # what holds the new file open
    alone: bool = False  # whether no other file has to be as old as this one
    lost: tuple[str, ...] = ()

    def take(self) -> None:
        """Do it."""
        if os.name == "nt":
            self.held.close()  # Windows moves no open file
        if self.new is not None:
            self.new.replace(self.target)
        else:
            self.target.unlink(missing_ok=True)

    def take_back(self) -> None:
        """Undo it, however far it came."""
        if self.alone:
            return
        if self.before is not None:
            self.before.replace(self.target)
        else:
            self.target.unlink(missing_ok=True)


def _take(steps: Sequence[_Step]) -> None:
    """Take all steps, or, where one fails, none."""
    begun: list[_Step] = []
    try:
        for step in steps:
            begun.append(step)
            step.take()
    except BaseException:
        for step in reversed(begun):
            with suppress(OSError):
                step.take_back()
        raise


@contextmanager
def _step(path: Path, content: bytes | None, *, alone: bool) -> Iterator[_Step]:
    """Yield a step for which all is written, forced to the disk and compared; in the end nothing is left of it."""
    target = place_of(path)
    status = _status(target)
    sweep(target.parent)
    with ExitStack() as stack:
        before = None if alone or status is None else stack.enter_context(_set_aside(target, status))
        if content is None:
            yield _Step(target, None, before, ExitStack(), alone)
            return
        file, new, held = stack.enter_context(_unfinished(target.parent, _NEW_FILE_MODE if status is None else PRIVATE))
        write(file, content)
        lost = () if status is None else hand_over(target, status, new)
        os.fsync(file)
        if content_of(new) != content:
            raise OSError(errno.EIO, "what was read back is not what was written", str(path))
        yield _Step(target, new, before, held, alone, lost)


@contextmanager
def _set_aside(target: Path, status: os.stat_result) -> Iterator[Path]:
    """Yield a second name of a file, or a copy where the disk has no second names; in the end it is removed."""
    name = _new_name(target.parent, _ENDING)
    try:
        os.link(target, name)
    except OSError:
        with suppress(OSError):
            name.unlink()
        with _copy(target, status) as copy:
            yield copy
        return
    with ExitStack() as held:
        if os.name != "nt":
            with suppress(OSError):  # held, or another process might sweep it
                file = os.open(name, os.O_RDONLY | _EXACT)
                held.callback(_close, file)
                hold(file)
        try:
            yield name
        finally:
            with suppress(OSError):
                name.unlink()


@contextmanager
def _copy(target: Path, status: os.stat_result) -> Iterator[Path]:
    """Yield a copy of a file that could take its place; in the end it is removed."""
    with _unfinished(target.parent, PRIVATE) as (file, name, held):
        write(file, content_of(target))
        hand_over(target, status, name)
        os.fsync(file)
        if os.name == "nt":
            held.close()
        try:
            yield name
        finally:
            with suppress(OSError):
                name.unlink()


def put_aside(path: Path) -> Path | None:
    """Move a file that cannot be understood out of the way, over nothing else; return where it is now, None if here."""
    number, aside = 1, path.with_suffix(UNREADABLE)
    while os.path.lexists(aside):
        number, aside = number + 1, path.with_suffix(f".{number + 1}{UNREADABLE}")
    try:
        return path.rename(aside)
    except OSError:
        return None


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


def content_of(path: Path) -> bytes:
    """Return what a file holds."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        return b"".join(iter(lambda: os.read(file, _CHUNK), b""))
    finally:
        os.close(file)


def mark(content: bytes) -> str:
    """Return a hash that tells a content from any other."""
    return hashlib.sha256(content).hexdigest()


def mark_of(path: Path) -> str:
    """Return the hash of a file's content, "" where it cannot be read."""
    try:
        return mark(content_of(path))
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
        path = _new_name(folder, ending)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _EXACT, mode)
        try:
            if hold(file) and os.fstat(file).st_nlink:
                return file, path
        except OSError:  # without locks, no process sweeps
            return file, path
        os.close(file)


def _new_name(folder: Path, ending: str) -> Path:
    return folder / f".shakeout-{secrets.token_hex(6)}{ending}"


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


def _status(target: Path) -> os.stat_result | None:
    """Return the status of a file that may be replaced, None where there is none.

    Raises
    ------
    OSError
        If what is there is no ordinary file, or may not be written to.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, NO_ORDINARY_FILE, str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, WRITE_PROTECTED, str(target))
    return status


def _remember(folder: Path) -> None:
    """Force a new name to the disk. Even if that fails, the file is the old or the new one, whole."""
    if os.name == "posix":
        with suppress(OSError):
            file = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(file)
            finally:
                os.close(file)
