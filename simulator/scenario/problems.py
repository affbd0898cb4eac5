"""What is wrong with a scenario file, said all at once and so that it can be put right.

Each problem names its place, as in `measures.audit_us.start`, and its line; every text is a whole sentence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.scenario.outline import Place

Severity = Literal["error", "warning"]
_LONGEST_QUOTE = 40  # letters of the user's own words that are repeated


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or (a warning) that is odd."""

    place: str  # "" = the file as a whole
    line: int | None  # counted from 1
    text: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return it in one line, as in "line 12, measures.audit_us.start: ..."."""
        line = f"line {self.line}" if self.line else ""
        where = ", ".join(part for part in (line, self.place) if part)
        text = f"warning: {self.text}" if self.severity == "warning" else self.text
        return f"{where}: {text}" if where else text


class ScenarioProblems(Exception):  # noqa: N818 - it is raised for what its name says
    """A scenario that cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        """Take the name of the file and what is wrong with it."""
        self.source = source
        self.problems = tuple(problems)
        super().__init__(source, self.problems)

    def __str__(self) -> str:
        """Return all problems, one a line; a single one without a heading."""
        texts = [str(problem) for problem in self.problems]
        if len(texts) == 1:
            return f"{self.source}: {texts[0]}"
        return "\n  ".join((f"{self.source} has {len(texts)} problems:", *texts))


class Findings:
    """Problems as they are found, each with the line of its place or of the nearest table around it."""

    def __init__(self, lines: dict[Place, int]) -> None:
        """Take the line of each place in the file."""
        self._lines = lines
        self._problems: dict[Problem, None] = {}
        self.spelled: Callable[[Place], Place] = tuple
        """Returns a place by the names that stand in the file, which may be of an older format."""

    def error(self, place: Place, text: str) -> None:
        """Note what is wrong at a place."""
        self._note(place, text, "error")

    def warning(self, place: Place, text: str) -> None:
        """Note what is odd at a place."""
        self._note(place, text, "warning")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything found, in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line or 0))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what makes the scenario unusable."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def _note(self, place: Place, text: str, severity: Severity) -> None:
        place = self.spelled(place)
        around = (place[:length] for length in range(len(place), 0, -1))
        line = next((self._lines[outer] for outer in around if outer in self._lines), None)
        self._problems[Problem(".".join(place), line, sentence(text), severity)] = None


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def quoted(value: object) -> str:
    """Return a value in the user's own words, shortened where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _LONGEST_QUOTE else f'"{value[:_LONGEST_QUOTE]}…"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return str(value)
