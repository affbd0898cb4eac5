"""Where the files of `assets/` are: in a frozen bundle, inside the installed package, or beside it in a checkout."""

import sys
from pathlib import Path

import simulator


def asset(*parts: str) -> Path:
    """Return the path of a file or folder of `assets/`.

    Raises
    ------
    FileNotFoundError
        If no place has it: the installation is incomplete.
    """
    package = Path(simulator.__file__).parent
    places = (Path(getattr(sys, "_MEIPASS", package)), package / "_data", package.parent)
    for place in places:
        path = place.joinpath("assets", *parts)
        if path.exists():
            return path
    message = f"{'/'.join(('assets', *parts))} is missing from this installation; reinstall Shakeout"
    raise FileNotFoundError(message)
