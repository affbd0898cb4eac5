"""Earlier versions of the user's files: the last ten of each, kept in Shakeout's own folder."""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.disk import content_of, place_of, put, user_folder

MOST = 10
_NAME = re.compile(r"(\d{6,})-(\d+)\.toml")
_END_OF_CALENDAR = datetime(9999, 12, 31, tzinfo=UTC).timestamp()
_LONGEST_STEM = 40  # letters of the file's own name that its folder of versions repeats


@dataclass(frozen=True)
class Version:
    """What a file was before it was saved again."""

    saved: datetime  # when it had been written, in UTC
    path: Path  # where it is kept


def keep(path: Path, content: bytes, seconds: float) -> None:
    """Keep what a file holds before it is replaced; `seconds` is when that was written, since 1970.

    Raises
    ------
    OSError
        If it could not be kept.
    """
    known = earlier_versions(path)
    if known and content_of(known[0].path) == content:
        return
    folder = _folder(path)
    folder.mkdir(parents=True, exist_ok=True)
    number = 1 + max((_number(version) for version in known), default=0)
    put(folder / f"{number:06d}-{_since_1970(seconds)}.toml", content)
    for version in known[MOST - 1 :]:
        with suppress(OSError):
            version.path.unlink()


def earlier_versions(path: Path) -> list[Version]:
    """Return the versions that are kept of a file, the latest first, by their numbers: a clock may be set back.

    Raises
    ------
    OSError
        If Shakeout's own folder cannot be read.
    """
    try:
        names = [found for file in _folder(path).iterdir() if (found := _NAME.fullmatch(file.name))]
    except FileNotFoundError:
        return []
    names.sort(key=lambda found: int(found[1]), reverse=True)
    return [
        Version(datetime.fromtimestamp(_since_1970(int(found[2])), UTC), _folder(path) / found[0]) for found in names
    ]


def _since_1970(seconds: float) -> int:
    """Return whole seconds that are a moment in a calendar, however wrong a clock was."""
    return int(min(max(seconds, 0.0), _END_OF_CALENDAR))


def _folder(path: Path) -> Path:
    place = place_of(path)
    stem = "".join(letter if letter.isalnum() else "_" for letter in place.stem[:_LONGEST_STEM])
    return user_folder() / "versions" / f"{stem}-{hashlib.sha256(str(place).encode(errors='replace')).hexdigest()[:16]}"


def _number(version: Version) -> int:
    return int(version.path.name.partition("-")[0])
