"""Files of other programs, told by how they begin, so that one sentence says what they are."""

import json
import re

_OPENS = "Shakeout opens scenarios, which are text files that end in .toml"
_TABLE = "this is a table that Shakeout wrote; open its scenario with Open… in the window, or with shakeout run"
_COLUMNS = "month,indicator,"
_PARQUET = b"PAR1"
_FIRST_BYTES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\xd0\xcf\x11\xe0", "a document of Microsoft Office"),
    (b"SQLite format 3", "a database of SQLite"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_IN_ARCHIVES = ((b"xl/", "a workbook of Excel"), (b"word/", "a document of Word"), (b"ppt/", "slides of PowerPoint"))
_IN_XML = (
    ("<xmile", "a model of Stella"),
    ("netlogo", "a model of NetLogo"),
    ("<svg", "a drawing"),
    ("<html", "a web page"),
)
_NETLOGO = "@#$#@#$#@"
_VENSIM = re.compile(r"\s*\{UTF-8\}|.*\n\s*~[^\n]*\n\s*~[^\n]*\|", re.DOTALL)
_YAML = re.compile(r"(?:---|[A-Za-z_][\w -]*:)(?:\s|$)")
_CODE = re.compile(r"(?:#![^\n]*\n|import \w|from \w+ import |def \w+\(|function \w+\(|library\()")
_LOOKED_AT = 4000  # letters of a text that show what it is


def foreign_bytes(content: bytes) -> str:
    """Return the sentence about a file that is no text but of another program, "" where it may be a scenario."""
    if content.startswith(_PARQUET):
        return _TABLE if b"shakeout.receipt" in content else _another("a table (Parquet)")
    if content.startswith(b"PK\x03\x04"):
        inside = (words for part, words in _IN_ARCHIVES if part in content)
        return _another(next(inside, "a zip archive"))
    found = next((words for start, words in _FIRST_BYTES if content.startswith(start)), "")
    return _another(found) if found else ""


def foreign_text(text: str) -> str:
    """Return the sentence about a text that cannot be read as TOML, if it is of another program, else ""."""
    start = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n")
    if start.startswith(_COLUMNS):
        return _TABLE
    for is_it, words in (
        (_NETLOGO in text, "a model of NetLogo"),
        (_is_vensim(start), "a model of Vensim"),
        (start.startswith("<"), _xml_words(start)),
        (_is_json(start, text), "a JSON file"),
        (_CODE.match(start) is not None, "a piece of code"),
        (_is_table(start), "a table"),
        (_is_yaml(start), "a YAML file"),
    ):
        if is_it:
            return _another(words)
    return ""


def _another(words: str) -> str:
    return f"this is {words} of another program; {_OPENS}"


def _xml_words(start: str) -> str:
    return next((words for part, words in _IN_XML if part in start.lower()), "an XML file")


def _is_vensim(start: str) -> bool:
    return _VENSIM.match(start) is not None


def _is_json(start: str, text: str) -> bool:
    """Return whether a text is JSON: nothing else begins with a brace, and a list is read to be sure."""
    if start.startswith("{"):
        return True
    try:
        return start.startswith("[") and isinstance(json.loads(text), list)
    except (ValueError, RecursionError):
        return False


def _is_table(start: str) -> bool:
    """Return whether the first lines have equally many separators, and neither a key nor a header of TOML."""
    lines = [line for line in start.splitlines()[:3] if line.strip()]
    if len(lines) < 2 or any("=" in line or line.startswith(("[", "#")) for line in lines):  # noqa: PLR2004 - a head and a row
        return False
    return any(lines[0].count(mark) == lines[1].count(mark) > 0 for mark in (",", ";", "\t"))


def _is_yaml(start: str) -> bool:
    """Return whether a text begins with a key and a colon, and no equals sign is near."""
    lines = [line for line in start.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return len(lines) > 1 and "=" not in start and _YAML.match(lines[0]) is not None
