"""Why a disk refused something, in plain words and with the remedy."""

import errno
from pathlib import Path

_REASONS = {
    "ENOSPC": "the disk is full; make room on it, or save elsewhere",
    "EDQUOT": "your quota on this disk is used up; make room, or save elsewhere",
    "EFBIG": "the disk does not accept a file of this size; save elsewhere",
    "EROFS": "this disk can only be read; save elsewhere",
    "EACCES": "you are not allowed to write to the folder {folder}; save elsewhere",
    "EPERM": "you are not allowed to write to the folder {folder}; save elsewhere",
    "ENOENT": "there is no folder {folder}; create it, or save elsewhere",
    "ENOTDIR": "{folder} is not a folder; save elsewhere",
    "EISDIR": "this is a folder; choose the name of a file",
    "ENAMETOOLONG": "its name is too long; choose a shorter one",
    "EINVAL": "the disk does not accept this name; choose another one",
    "ELOOP": "the link leads in a circle; save under another name",
    "EIO": "the disk reports an error; save elsewhere",
    "ENODEV": "the drive is no longer there; connect it, or save elsewhere",
    "ENXIO": "the drive is no longer there; connect it, or save elsewhere",
    "ESTALE": "the drive is no longer there; connect it, or save elsewhere",
    "EBUSY": "another program is using the file; close it there, or save under another name",
}
WRITE_PROTECTED = "the file is write-protected; save under another name"
NO_ORDINARY_FILE = "this is not an ordinary file; save under another name"


def why_not_written(error: Exception, path: Path) -> str:
    """Return why a file could not be written, and what to do, without a capital or a full stop."""
    said = getattr(error, "strerror", None) or str(error)
    if said in (WRITE_PROTECTED, NO_ORDINARY_FILE):
        return said
    if "null" in said:  # what Python says of a name that holds the character NUL
        return _REASONS["EINVAL"]
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    return _REASONS[name].format(folder=path.parent) if name in _REASONS else said
