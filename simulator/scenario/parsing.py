"""From a file to plain tables, whatever the file holds: too much, too deep, nothing, or no text at all."""

import re
import tomllib
from pathlib import Path
from typing import Any

from simulator.scenario.problems import Problem, ScenarioProblems

Tables = dict[str, Any]

LARGEST = 1_000_000  # bytes
DEEPEST = 20  # tables in tables
_GREATEST_WHOLE_NUMBER = 2**63  # TOML's own limit
_LONG_KEY = re.compile(
    rf"""^[ \t]*\[{{0,2}}(?:[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[\w-]+)[ \t]*\.){{{DEEPEST},}}""", re.MULTILINE
)
_COMPLAINT = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)
_BARE_MONTH = re.compile(r"=\s*\d{4}-\d{2}\s*(?:#.*)?$")
_IN_PLAIN_WORDS = (
    ("Cannot overwrite a value", "this key stands here for the second time"),
    ("Cannot declare", "this table stands here for the second time; join the two"),
    ("Cannot mutate", "a table in { } cannot be continued elsewhere; write all of it in one place"),
    ("Unterminated string", "a quotation mark is missing at the end of a text"),
    ("Illegal character '\\n'", "a quotation mark is missing at the end of a text"),
    ("Expected '=' after a key", "a key, an equals sign and a value are expected here, as in strength = 0.5"),
    ("Invalid statement", "a key, an equals sign and a value are expected here, as in strength = 0.5"),
    ("Invalid value", "a value is expected here: a number, a text in quotes, true or false, or a list in [ ]"),
    ("Unclosed array", "a closing bracket ] is missing"),
    ("Unclosed inline table", "a closing brace } is missing"),
    ("Expected newline", "this line goes on after its value is complete"),
)


def text_of(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    ScenarioProblems
        If there is no such file, it cannot be opened, or it is no text of reasonable size.
    """
    try:
        if path.is_dir():
            raise _refused(path, "this is a folder; a scenario is a file that ends in .toml")
        if not path.exists():
            raise _refused(path, "there is no such file")
        if not path.is_file():
            raise _refused(path, "this is no ordinary file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(path, f"the file cannot be opened ({reason})") from error
    if len(content) > LARGEST:
        raise _refused(path, "the file is larger than 1 MB; a scenario is a few pages of text")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, "this is no text in UTF-8; save the file again with that encoding", line) from error


def parsed(text: str) -> Tables:
    """Return the tables of a text.

    Raises
    ------
    ScenarioProblems
        If the text is empty, is not TOML, or nests too deeply.
    """
    text = text.removeprefix("\ufeff")  # the mark that some editors put before UTF-8
    if not text.strip():
        raise _refused("", 'the file is empty; a scenario begins with format = 1, a title and extends = "base@1"')
    if found := _LONG_KEY.search(text):
        raise _refused("", _TOO_DEEP, text.count("\n", 0, found.start()) + 1)
    try:
        tables = tomllib.loads(text)
    except RecursionError as error:
        raise _refused("", _TOO_DEEP) from error
    except ValueError as error:  # TOMLDecodeError is one; a number of thousands of digits raises it bare
        raise _refused("", *_in_plain_words(str(error), text)) from error
    _refuse_excess(tables)
    return tables


_TOO_DEEP = f"tables are nested more than {DEEPEST} deep"


def laid_over(below: Tables, above: Tables) -> Tables:
    """Return tables with others laid over them: tables merge, anything else replaces."""
    both = {**below, **above}
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(key), dict):
            both[key] = laid_over(below[key], value)
    return both


def _refused(source: Path | str, text: str, line: int | None = None) -> ScenarioProblems:
    return ScenarioProblems(str(source), [Problem("", line, f"{text[:1].upper()}{text[1:]}.")])


def _in_plain_words(reason: str, text: str) -> tuple[str, int | None]:
    """Return what a parser's complaint means, and the line."""
    found = _COMPLAINT.fullmatch(reason)
    if not found:
        return f"the file cannot be read as TOML ({reason.lower()})", None
    lines = text.rstrip().splitlines()
    line = int(found[2]) if found[2] else len(lines)
    written = lines[line - 1] if line <= len(lines) else ""
    if _BARE_MONTH.search(written):
        return 'a month is written in quotes, as in "2026-01"', line
    plain = (words for start, words in _IN_PLAIN_WORDS if found[1].startswith(start))
    return next(plain, f"the file cannot be read as TOML ({found[1]})"), line


def _refuse_excess(tables: Tables) -> None:
    """Raise `ScenarioProblems` where tables nest too deeply or a number is beyond TOML's own limit."""
    level: list[Any] = [tables]
    for _ in range(DEEPEST + 1):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
            elif isinstance(value, int) and not -_GREATEST_WHOLE_NUMBER <= value < _GREATEST_WHOLE_NUMBER:
                raise _refused("", "a number in the file has more than eighteen digits")
        level = inner
    if level:
        raise _refused("", _TOO_DEEP)
