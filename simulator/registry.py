"""Parts that scenario files ask for by name.

A registry maps the name in a file to the part that does the work, and knows the nearest name when there is none.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar

Part = TypeVar("Part")
_LONGEST_NAME = 100  # letters; nothing is near to a longer one
_MOST_LISTED = 40  # names in a sentence
_MOST_ALIKE = 3


class UnknownNameError(LookupError):
    """A name that nothing answers to; the message says what would."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `' (did you mean "entity_list"?)'`, or nothing when no known name is near."""
    if len(name) > _LONGEST_NAME:
        return ""
    names = list(known)
    longer = (known for known in names if known.startswith(f"{name.lower()}_"))  # as ramp_months is of ramp
    near = next(iter(get_close_matches(name.lower(), names, n=1)), None) or next(longer, None)
    return f' (did you mean "{near}"?)' if near else ""


def listed(known: Iterable[str], like: str = "") -> str:
    """Return names as a list, those that are like a name first; of many, the first of them and how many more."""
    names = list(known)
    near = get_close_matches(like.lower(), names, n=_MOST_ALIKE) if like and len(like) <= _LONGEST_NAME else []
    names = [*near, *(name for name in names if name not in near)]
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"{', '.join(names[:_MOST_LISTED])}{more}"


def what_there_is(name: str, known: Iterable[str]) -> str:
    """Return which known name may have been meant; where none is near, which there are."""
    names = list(known)
    return did_you_mean(name, names) or (f"; there are {listed(names)}" if names else "; there are none")


class Registry(Generic[Part]):
    """Parts of one kind by name, in the order in which they were declared."""

    def __init__(self, kind: str, package: str) -> None:
        """Take the word for one part ("policy") and the package whose modules declare them."""
        self.kind = kind
        self._package = package
        self._parts: dict[str, Part] = {}
        self._discovered = False

    def add(self, name: str, part: Part) -> None:
        """Register a part.

        Raises
        ------
        ValueError
            If the name is taken: a second part of one name is a programmer's mistake.
        """
        if name in self._parts:
            message = f"there are two {self.kind} parts named {name}"
            raise ValueError(message)
        self._parts[name] = part

    def __getitem__(self, name: str) -> Part:
        """Return the part of that name, or raise `UnknownNameError` with the nearest name."""
        self._discover()
        if name not in self._parts:
            message = f'there is no {self.kind} "{name}"{what_there_is(name, self._parts)}'
            raise UnknownNameError(message)
        return self._parts[name]

    def __contains__(self, name: object) -> bool:
        """Return whether a part answers to the name."""
        self._discover()
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        self._discover()
        return iter(self._parts)

    def _discover(self) -> None:
        """Import every module of the package once, so that each can declare its parts."""
        if self._discovered:
            return
        self._discovered = True
        package = importlib.import_module(self._package)
        for module in sorted(found.name for found in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{self._package}.{module}")
