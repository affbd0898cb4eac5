"""The files that were opened or saved last, the latest first, as the settings keep them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

_KEY = "recent"
_MOST = 9  # so that each has a digit


def recent_files(settings: QSettings) -> list[Path]:
    """Return the files that are still there."""
    kept = settings.value(_KEY, [])
    names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [path for name in names if (path := Path(str(name))).is_file()]


def note_file(settings: QSettings, path: Path) -> None:
    """Put a file in front of the others."""
    path = path.absolute()
    others = [other for other in recent_files(settings) if other != path]
    settings.setValue(_KEY, [str(each) for each in (path, *others)][:_MOST])


def forget_files(settings: QSettings) -> None:
    """Remember no file."""
    settings.remove(_KEY)
