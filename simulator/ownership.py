"""What a file has besides its content (owner, permissions, attributes, other names), handed over to its successor.

A file that is replaced whole is another file to the system. What cannot be handed over is told, one sentence each.
"""

import errno
import os
import stat
import sys
from pathlib import Path

_NO_ATTRIBUTES = (errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP)
_BY_THE_SYSTEM = "security.selinux"  # an attribute that every new file gets by itself


def hand_over(old: Path, status: os.stat_result, new: Path) -> tuple[str, ...]:
    """Give a file the owner, attributes and permissions of the one that it replaces; return what could not be kept.

    Raises
    ------
    OSError
        If it cannot have the permissions: others might read what they may not.
    """
    lost = (_other_names(old, status), _owner(old, status, new), _attributes(old, new))
    new.chmod(stat.S_IMODE(status.st_mode))
    return tuple(sentence for sentence in lost if sentence)


def _other_names(old: Path, status: os.stat_result) -> str:
    if status.st_nlink == 1:
        return ""
    return f"{old.name} had another name on this disk (a hard link), under which the old content stays."


def _owner(old: Path, status: os.stat_result, new: Path) -> str:
    """Give a file the owner and the group of another; return a sentence if that is not allowed."""
    if sys.platform == "win32":
        return ""
    kept = _owned_by(new, status.st_uid, -1) & _owned_by(new, -1, status.st_gid)
    return "" if kept else f"{old.name} has another owner or group than before."


def _owned_by(new: Path, user: int, group: int) -> bool:
    """Set an owner or a group (-1: leave it) and return whether the file has it now."""
    if sys.platform != "win32":
        try:
            now = new.stat()
            if user not in (-1, now.st_uid) or group not in (-1, now.st_gid):
                os.chown(new, user, group)
        except OSError:
            return False
    return True


def _attributes(old: Path, new: Path) -> str:
    """Copy the extended attributes, access lists among them; return a sentence about those that could not be."""
    if sys.platform != "linux":
        return ""
    try:
        names = [name for name in os.listxattr(old) if name != _BY_THE_SYSTEM]
    except OSError as problem:
        return "" if problem.errno in _NO_ATTRIBUTES else f"{old.name} may have lost its extended attributes."
    lost = [name for name in names if not _copied(name, old, new)]
    return f"{old.name} has lost its extended attributes: {', '.join(lost)}." if lost else ""


def _copied(name: str, old: Path, new: Path) -> bool:
    if sys.platform == "linux":
        try:
            os.setxattr(new, name, os.getxattr(old, name))
        except OSError:
            return False
    return True
