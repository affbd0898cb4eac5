"""Tables, names and values as Markdown."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from simulator.dates import NEVER
from simulator.parameters import Param
from simulator.text import one_line


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return one_line(str(value)).replace("|", r"\|")


def codes(names: Iterable[str]) -> str:
    """Return names as code, with commas between them."""
    return ", ".join(f"`{name}`" for name in names)


def sentence(text: str) -> str:
    """Return a text with a capital letter and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "–")) else ".") if text else ""


def value_words(value: object) -> str:
    """Return a default as people read it: a number, a name, or one of either for each buyer, channel or region."""
    if isinstance(value, BaseModel):
        return ", ".join(f"{name} {value_words(inner)}" for name, inner in value if inner is not None) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return "never" if value == NEVER else f"{value:g}"
    return f'"{value}"' if isinstance(value, str) else "none" if not value else str(value)


def reach(said: Param) -> str:
    """Return the range of a parameter."""
    return f"{said.low:g} to {said.high:g}"
