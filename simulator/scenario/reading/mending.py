"""What is wrong with a text that is not TOML, in plain words, and the text without it, so that the rest can be read."""

import re
import tomllib
from dataclasses import dataclass

from simulator.scenario.reading.outline import ASSIGNMENT, HEADER, names
from simulator.scenario.reading.slips import slip_in
from simulator.scenario.toml import Place

TOO_LONG_A_NUMBER = "a number in the file has more than eighteen digits"

_REASON = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_BARE_MONTH = re.compile(r"=\s*\d{4}-\d{2}\s*(?:#.*)?$")
_FIRST_WORD = re.compile(r"\s*([A-Za-z][\w-]*)")
_QUOTES = re.compile(r"\"\"\"|'''")
_SECOND = "for the second time"
_IN_PLAIN_WORDS = (
    ("Cannot overwrite a value", f"this key appears {_SECOND}"),
    ("Cannot declare", f"this table appears {_SECOND}; join the two, or rename one of them"),
    ("Cannot mutate", "a table in { } cannot be continued elsewhere; write all of it in one place"),
    ("Unterminated string", "a quotation mark is missing at the end of a text"),
    ("Illegal character '\\n'", "a quotation mark is missing at the end of a text"),
    ("Illegal character", "this character is not allowed in a text; write it as \\u and four digits"),
    ("Expected '=' after a key", "a key, an equals sign and a value are expected here, as in strength = 0.5"),
    ("Invalid statement", "a key, an equals sign and a value are expected here, as in strength = 0.5"),
    ("Invalid value", "a value is expected here: a number, a text in quotes, true or false, or a list in [ ]"),
    ("Unclosed array", "a closing bracket ] is missing"),
    ("Unclosed inline table", "a closing brace } is missing"),
    ("Expected newline", "something follows on this line after its value is complete"),
    ("Expected ']' at the end of a table", "a closing bracket ] is missing after the name of a table"),
)
_NEVER_ENDS = "the text that begins here with three quotation marks never ends"
_NEVER_CLOSED = "the list or table that begins here is never closed; a bracket ] or } is missing"


@dataclass(frozen=True)
class Complaint:
    """One thing for which a text cannot be parsed."""

    words: str
    line: int | None = None  # counted from 1
    place: Place = ()
    hides: bool = False  # whether the key at the place is left unread
    rest: str | None = None  # the text without what is broken, line for line; None where too little is known


def complaint(reason: str, text: str) -> Complaint:
    """Return what a parser's complaint about a text means."""
    if "integer string conversion" in reason:
        return Complaint(TOO_LONG_A_NUMBER)
    found = _REASON.fullmatch(reason)
    if found is None:
        return Complaint(f"the file cannot be read as TOML ({reason.lower()})")
    lines = text.split("\n")
    if found[2] is None:
        return _at_the_end(found[1], lines)
    line, column = int(found[2]), int(found[3])
    return _within(found[1], lines, line, column)


def _within(reason: str, lines: list[str], line: int, column: int) -> Complaint:
    """Return the complaint about a place in the text, or about the list or table before it that was never closed."""
    written = lines[line - 1]
    key, header = ASSIGNMENT.match(written), HEADER.match(written)
    opener = _opener(lines, line - 1)
    if opener is not None and (header or (key and column <= key.end())):
        return _left_out(lines, _NEVER_CLOSED, opener, line - 1)
    words = next((words for start, words in _IN_PLAIN_WORDS if reason.startswith(start)), None)
    if _BARE_MONTH.search(written):
        words = 'a month is written in quotes, as in "2026-01"'
    elif not reason.startswith(("Cannot", "Unclosed")):
        words = slip_in(written) or words
    first = opener if opener is not None and not key and not header else line
    return _left_out(lines, words or f"the file cannot be read as TOML ({reason})", first, line)


def _at_the_end(reason: str, lines: list[str]) -> Complaint:
    """Return the complaint about a text that ends too early: a text, list or table in it is never closed."""
    quoted = [number for number, line in enumerate(lines, 1) if len(_QUOTES.findall(line)) % 2]
    if reason.startswith("Unterminated string") and quoted:
        return _left_out(lines, _NEVER_ENDS, quoted[-1], quoted[-1])
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
    if (opener := _opener(lines, last)) is not None:
        return _left_out(lines, _NEVER_CLOSED, opener, last)
    words = next((words for start, words in _IN_PLAIN_WORDS if reason.startswith(start)), None)
    return _left_out(lines, words or f"the file cannot be read as TOML ({reason})", last, last)


def _opener(lines: list[str], last: int) -> int | None:
    """Return the line of the key whose list or table is still open after line `last`, if there is one."""
    first = next((number for number in range(last, 0, -1) if ASSIGNMENT.match(lines[number - 1])), None)
    if first is None:
        return None
    value = "\n".join(lines[first - 1 : last]).partition("=")[2]
    opened, closed = (sum(value.count(mark) for mark in marks) for marks in ("[{", "]}"))
    return first if opened > closed else None


def _left_out(lines: list[str], words: str, first: int, last: int) -> Complaint:
    """Return the complaint about some lines, and the text with these lines blank."""
    mended = list(lines)
    for number in range(first, last + 1):
        header = lines[number - 1].lstrip().startswith("[") and number == first
        mended[number - 1] = f"[x_line_{number}]" if header else ""  # what follows a broken header is read as remarks
    hides = _SECOND not in words and any(form.match(lines[first - 1]) for form in (HEADER, ASSIGNMENT, _FIRST_WORD))
    return Complaint(words, first, _place_on(lines, first), hides, "\n".join(mended))


def _place_on(lines: list[str], line: int) -> Place:
    """Return the place of the key or the table on a line, as far as it can be made out on a broken one."""
    written = lines[line - 1]
    if header := HEADER.match(written):
        return _names(header[2])
    above = next((found for row in reversed(lines[: line - 1]) if (found := HEADER.match(row))), None)
    key = ASSIGNMENT.match(written) or _FIRST_WORD.match(written)
    return (*(_names(above[2]) if above else ()), *(_names(key[1]) if key else ()))


def _names(key: str) -> Place:
    try:
        return names(key)
    except tomllib.TOMLDecodeError:
        return ()
