"""Text that leaves the program, made harmless for where it goes: a terminal, a line, a spreadsheet, a file name.

Titles, names and notes come from files that anybody may have written. Whatever shows them passes them through here.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_MISLEADING = "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_INVISIBLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_MISLEADING}\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, wide forms of East Asia included."""
_LONGEST_FILE_NAME = 80  # letters, of at most three bytes each in a name of 255


def invisible(text: str) -> str:
    """Return the first invisible character of a text that has an effect, as in "U+202E"; "" if there is none.

    Such characters end lines, change the direction of writing or colour a terminal. Tabs and line ends do not count,
    nor do those that belong to letters of other scripts.
    """
    found = _INVISIBLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def visible(text: str) -> str:
    """Return a text in which invisible characters are written as their numbers, so that they do nothing."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """Return a text on one line, as names and titles are: line ends are spaces, and what is invisible is shown."""
    return visible(re.sub(r"[\t\n\r]+", " ", text))


def cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula or for the end of a line; numbers stay as they are."""
    line = text.replace("\r", " ")
    return f"'{line}" if text.startswith(_FORMULA) and not _is_number(text) else line


def comma_separated(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a CSV file."""
    return _separated(rows, "excel")


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as spreadsheets take them from the clipboard."""
    return _separated(rows, "excel-tab")


def file_name(words: str) -> str:
    """Return words as the name of a file, without its ending: letters, digits and underscores, "" if there are none."""
    letters = "".join(letter if letter.isalnum() else " " for letter in words.lower())
    return "_".join(letters.split())[:_LONGEST_FILE_NAME].rstrip("_")


def _separated(rows: Iterable[Sequence[str]], dialect: str) -> str:
    out = io.StringIO()
    csv.writer(out, dialect, lineterminator="\n").writerows([cell(text) for text in row] for row in rows)
    return out.getvalue()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
