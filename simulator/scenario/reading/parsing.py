"""From a file to plain tables, even if the file holds too much, is nested too deep, is empty, or is no text at all."""

import errno
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.scenario.problems import Problem, ScenarioProblems, place_words, sentence
from simulator.scenario.reading.foreign import foreign_bytes, foreign_text
from simulator.scenario.reading.mending import TOO_LONG_A_NUMBER, Complaint, complaint
from simulator.scenario.reading.migrations import FORMAT
from simulator.scenario.toml import Place, Tables

LARGEST = 1_000_000  # bytes
DEEPEST = 20  # tables in tables
MOST_VALUES = 20_000  # a scenario in full has some 4,000
_MOST_SIGNS = 60_000  # commas and equals signs: more of them take the parser seconds
_MOST_BROKEN_LINES = 30
_MOST_LETTERS_READ_AGAIN = 1_000_000
_GREATEST_WHOLE_NUMBER = 2**63  # TOML's own limit
_TOO_MUCH = f"the file holds more than {MOST_VALUES:,} values; a scenario is a few pages of text"
_TOO_DEEP = f"tables are nested more than {DEEPEST} deep"
_LONG_KEY = re.compile(
    rf"""^[ \t]*\[{{0,2}}(?:[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)[ \t]*\.){{{DEEPEST},}}""", re.MULTILINE
)


def text_of(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    ScenarioProblems
        If there is no such file, it cannot be opened, or it is not a text of reasonable size.
    """
    try:
        _refuse_no_file(path)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except ValueError as error:
        raise _refused(path, "no file can have this name; a character in it is not allowed") from error
    except OSError as error:
        raise _refused(path, f"the file cannot be opened ({error.strerror or error})") from error
    return _decoded(path, content)


def _refuse_no_file(path: Path) -> None:
    """Raise `ScenarioProblems` where there is no ordinary file at a path."""
    if path.is_dir():
        raise _refused(path, "this is a folder; a scenario is a file that ends in .toml")
    if not path.exists():
        raise _refused(path, _why_missing(path))
    if not path.is_file():
        raise _refused(path, "this is not an ordinary file")


def _why_missing(path: Path) -> str:
    """Return why there is no file at a path: nothing is there, or a link that leads nowhere."""
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "the link leads in a circle"
    return "the link leads to a file that is not there" if path.is_symlink() else "there is no such file"


def _decoded(path: Path, content: bytes) -> str:
    """Return the bytes of a file as a text, or raise `ScenarioProblems`."""
    if words := foreign_bytes(content):
        raise _refused(path, words)
    if len(content) > LARGEST:
        raise _refused(path, "the file is larger than 1 MB; a scenario is a few pages of text")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path, "this text is saved in UTF-16; save the file again with the encoding UTF-8")
    if b"\0" in content:
        raise _refused(path, "this is not a text; a scenario is a text file that ends in .toml")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, "this text is not in UTF-8; save the file again with the encoding UTF-8", line) from error


def parsed(text: str) -> Tables:
    """Return the tables of a text.

    Raises
    ------
    ScenarioProblems
        If the text is empty, is not TOML, or holds too much; with every line that cannot be read.
    """
    found = parsed_in_part(text)
    if found.problems:
        raise ScenarioProblems("", found.problems)
    return found.tables


@dataclass(frozen=True)
class Parsed:
    """What could be read of a text: its tables, and what is wrong with the lines that had to be left out."""

    tables: Tables
    text: str  # as it was read: broken lines are blank, and lines keep their numbers
    problems: tuple[Problem, ...] = ()
    unread: frozenset[Place] = frozenset()  # the keys on broken lines


def parsed_in_part(text: str) -> Parsed:
    """Return what can be read of a text, so that one broken line hides no other mistake.

    Raises
    ------
    ScenarioProblems
        If the text is empty, holds too much, or is broken in a way that leaves nothing to read.
    """
    text = text.removeprefix("\ufeff")  # the mark that some editors put before UTF-8
    _refuse_what_would_take_long(text)
    problems: list[Problem] = []
    unread: set[Place] = set()
    for _ in range(1 + min(_MOST_BROKEN_LINES, _MOST_LETTERS_READ_AGAIN // len(text))):
        tables, broken = _attempt(text)
        if broken is None:
            _refuse_excess(tables)
            return Parsed(tables, text, tuple(problems), frozenset(unread))

        if not problems and (words := foreign_text(text)):
            raise _refused("", words)

        # leave out what is broken, and try again
        problems.append(Problem(place_words(broken.place), broken.line, sentence(broken.words)))
        if broken.rest is None or broken.rest == text:
            break
        text = broken.rest
        unread |= {broken.place} if broken.hides and broken.place else set()
    raise ScenarioProblems("", problems)


def _attempt(text: str) -> tuple[Tables, Complaint | None]:
    """Return the tables of a text, or what is the first thing wrong with it."""
    try:
        return tomllib.loads(text), None
    except RecursionError as error:
        raise _refused("", _TOO_DEEP) from error
    except ValueError as error:  # TOMLDecodeError is one; a number of thousands of digits raises it bare
        return {}, complaint(str(error), text)


def _refuse_what_would_take_long(text: str) -> None:
    """Raise `ScenarioProblems` for a text that is empty, or that would keep the parser busy for seconds."""
    if not text.strip():
        first = f'format = {FORMAT}, a title and extends = "base@1"'
        raise _refused("", f"the file is empty; a scenario begins with {first}")
    if len(text) > LARGEST:
        raise _refused("", "the text is larger than 1 MB; a scenario is a few pages of text")
    if found := _LONG_KEY.search(text):
        raise _refused("", _TOO_DEEP, text.count("\n", 0, found.start()) + 1)
    if text.count(",") + text.count("=") > _MOST_SIGNS:
        raise _refused("", _TOO_MUCH)


def _refused(source: Path | str, text: str, line: int | None = None) -> ScenarioProblems:
    return ScenarioProblems(str(source), [Problem("", line, sentence(text))])


def _refuse_excess(tables: Tables) -> None:
    """Raise `ScenarioProblems` where there is too much, too deep, or a number beyond TOML's own limit."""
    level: list[Any] = [tables]
    count = 0
    for _ in range(DEEPEST + 1):
        count += len(level)
        if count > MOST_VALUES:
            raise _refused("", _TOO_MUCH)
        level = [inner for value in level for inner in _values_in(value)]
    if level:
        raise _refused("", _TOO_DEEP)


def _values_in(value: object) -> Iterable[Any]:
    """Return what a table or a list holds, nothing for any other value; raise where a number is too long."""
    if isinstance(value, dict):
        return value.values()
    if isinstance(value, list):
        return value
    if isinstance(value, int) and not -_GREATEST_WHOLE_NUMBER <= value < _GREATEST_WHOLE_NUMBER:
        raise _refused("", TOO_LONG_A_NUMBER)
    return ()
