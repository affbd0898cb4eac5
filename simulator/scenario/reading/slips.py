"""Slips of the hand in a line that is not TOML: numbers, words and remarks as people write them elsewhere."""

import re
from collections.abc import Callable

_VALUE = re.compile(r"""^\s*(?P<key>[\w."'-]+)\s*=\s*(?P<value>[^\s#](?:[^#"]*[^\s#])?)\s*(?:\#.*)?$""")
_INLINE = re.compile(r"=\s*([-+]?\d+,\d+)\s*[,}]")
_COMMA = re.compile(r"[-+]?\d+,\d+")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?")
_PER_CENT = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*%")
_CUT = re.compile(r"([-+]?)(\d*)\.(\d*)")
_WORD = re.compile(r"[^\W\d][\w -]*")
_LOGICAL = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_NOTHING = ("none", "null", "nil", "na", "nan")
_QUOTES = "“”„‟‘’‚«»"
_COLON = re.compile(r"""^\s*([\w-]+)\s*:\s*(\S.*)$""")


def slip_in(line: str) -> str:
    """Return what was meant on a line that is not TOML, and how to write it; "" where that is not clear."""
    if line.lstrip().startswith(("//", ";", "--", "/*")):
        return "a remark begins with #"
    if any(mark in line for mark in _QUOTES):
        return 'a text stands in straight quotation marks, as in title = "Mine"'
    if found := _INLINE.search(line):
        return _with_point(found[1])
    if "==" in line:
        return "one equals sign is enough"
    if found := _VALUE.match(line):
        value = found["value"]
        return next((words for slip in _SLIPS if (words := slip(value))), "")
    if found := _COLON.match(line):
        return f"write {found[1]} = …, with an equals sign instead of the colon"
    return ""


def _comma(value: str) -> str:
    return _with_point(value) if _COMMA.fullmatch(value) and not _THOUSANDS.fullmatch(value) else ""


def _with_point(value: str) -> str:
    return f"a decimal number has a point: write {value.replace(',', '.')} instead of {value}"


def _thousands(value: str) -> str:
    """Read a number with marks between its thousands: of two kinds of mark, the last is the decimal one."""
    if not _THOUSANDS.fullmatch(value):
        return ""
    last = max(value.rfind("."), value.rfind(","))
    one_kind = len({mark for mark in value if mark in ".,' "}) == 1
    if one_kind and len(re.findall(r"[.,' ]", value)) == 1 and "," in value:
        return f"write {value.replace(',', '')} or {value.replace(',', '.')}: a number has no comma"
    whole, part = (value, "") if one_kind or last < 0 else (value[:last], f".{value[last + 1 :]}")
    return f"a number has no marks between its thousands: write {re.sub(r'[^0-9+-]', '', whole)}{part}"


def _per_cent(value: str) -> str:
    found = _PER_CENT.fullmatch(value)
    if not found:
        return ""
    number = float(found[1].replace(",", ".")) / 100.0
    return f"a share is a number from 0 to 1: write {number:.10g} instead of {value}"


def _cut(value: str) -> str:
    found = _CUT.fullmatch(value)
    if not found or not (found[2] or found[3]):
        return ""
    return f"a digit is needed on both sides of the point: write {found[1]}{found[2] or 0}.{found[3] or 0}"


def _logical(value: str) -> str:
    meant = _LOGICAL.get(value.lower(), "")
    return f"write {meant}, in small letters and without quotes" if meant else ""


def _nothing(value: str) -> str:
    return "there is no word for nothing here: leave the line out" if value.lower() in _NOTHING else ""


def _comma_after(value: str) -> str:
    ends = value[-1:] in ",;" and value[:1] not in "[{"
    return f'leave out the "{value[-1]}" at the end of the line' if ends else ""


def _bare_text(value: str) -> str:
    return f'a text stands in quotes: write "{value}"' if _WORD.fullmatch(value) else ""


_SLIPS: tuple[Callable[[str], str], ...] = (
    _comma_after,
    _comma,
    _thousands,
    _per_cent,
    _cut,
    _logical,
    _nothing,
    _bare_text,
)
