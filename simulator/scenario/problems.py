"""What is wrong with a scenario file, reported all at once and so that it can be corrected.

Each problem names its place, as in `measures.audit_us.start`, and its line; every text is a complete sentence.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.amounts import number_words
from simulator.dates import NEVER, month_words
from simulator.disk import without_home
from simulator.parameters import Param
from simulator.policy import Policy
from simulator.scenario.toml import Place
from simulator.text import invisible, one_line, visible

Severity = Literal["error", "warning"]
_LONGEST_QUOTE = 40  # letters of the user's own words that are repeated
_LONGEST_NAME, _LONGEST_TEXT = 60, 1000  # letters of a name in a place, and of a sentence
LONGEST_NAME = 100  # letters of a name that is shown, as of a maker or a future
MOST_PROBLEMS, MOST_WARNINGS = 100, 50
"""Problems that are reported of one file, and how many of them may be warnings, which never make it unusable."""

_MORE_WARNINGS = f"There are more warnings; these are the first {MOST_WARNINGS}."


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


class ScenarioProblems(Exception):  # noqa: N818 - problems are what it holds
    """A scenario that cannot be used; `problems` holds everything that is wrong with it."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        """Take the name of the file and what is wrong with it."""
        self.source = without_home(source)
        self.problems = tuple(problems)
        super().__init__(self.source, self.problems)

    def __str__(self) -> str:
        """Return all problems, one a line; a single one without a heading."""
        texts = [str(problem) for problem in self.problems]
        if len(texts) == 1:
            return f"{self.source}: {texts[0]}"
        return "\n  ".join((f"{self.source} has {len(texts)} problems:", *texts))


class EnoughProblemsError(Exception):
    """So many problems were found that more would not help."""


class Findings:
    """Problems as they are found, each with the line of its place or of the nearest table around it."""

    def __init__(self, lines: dict[Place, int], unread: frozenset[Place] = frozenset()) -> None:
        """Take the line of each place in the file, and the places that could not be parsed: those are noted already."""
        self.spelled: Callable[[Place], Place] = tuple
        """Returns a place by the names that the file uses, which may be of an older format."""
        self.unread = unread
        self._lines = lines
        self._problems: dict[Problem, None] = {}
        self._warnings = 0

    def error(self, place: Place, text: str) -> None:
        """Note what is wrong at a place."""
        self._note(place, text, "error")

    def warning(self, place: Place, text: str) -> None:
        """Note what is odd at a place."""
        self._note(place, text, "warning")

    def add(self, problem: Problem) -> None:
        """Note a problem whose line is known.

        Raises
        ------
        EnoughProblemsError
            If there are already as many as anybody would read.
        """
        if problem.severity == "warning" and self._warnings >= MOST_WARNINGS:
            problem = Problem("", None, _MORE_WARNINGS, "warning")
        self._warnings += problem.severity == "warning" and problem not in self._problems
        self._problems[problem] = None
        if len(self._problems) >= MOST_PROBLEMS:
            raise EnoughProblemsError

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything found, in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: (problem.text == _MORE_WARNINGS, problem.line or 0)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what makes the scenario unusable."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def _note(self, place: Place, text: str, severity: Severity) -> None:
        place = self.spelled(place)
        around = (place[:length] for length in range(len(place), 0, -1))
        line = next((self._lines[outer] for outer in around if outer in self._lines), None)
        if not any(place[:length] in self.unread for length in range(1, len(place) + 1)):
            self.add(Problem(place_words(place), line, sentence(text), severity))


def sentence(text: str) -> str:
    """Return a text with a capital at its beginning and a full stop at its end."""
    text = visible(shortened(text, _LONGEST_TEXT))
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?', '…')) else '.'}"


def quoted(value: object) -> str:
    """Return a value as the user wrote it, shortened where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{shortened(one_line(value), _LONGEST_QUOTE)}"'
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return str(value)


def expected(what: str, value: object) -> str:
    """Return the sentence about a value of the wrong kind, as in "a table is expected here, not 3"."""
    return f"{what} is expected here, not {quoted(value)}"


def too_long(text: str, longest: int) -> str:
    """Return that a text is longer than what can be shown, "" where it is not."""
    return f"this text has {len(text):,} letters; at most {longest:,} can be shown" if len(text) > longest else ""


def hidden_in(text: str) -> str:
    """Return which character of a text acts without being seen, "" where none does."""
    hidden = invisible(text)
    return f"this text holds an invisible character, {hidden}; type it again" if hidden else ""


def unfit_name(text: str) -> str:
    """Return why nothing can have a name that somebody typed, in a sentence; "" where it can."""
    reason = too_long(text, LONGEST_NAME) or hidden_in(text)
    return sentence(reason) if reason else ""


def out_of_range(number: float, declared: Param) -> str:
    """Return the sentence about a number outside its declared range."""
    unit = f" ({declared.unit})" if declared.unit else ""
    low, high = number_words(declared.low), number_words(declared.high)
    return f"{number_words(number)} lies outside its range from {low} to {high}{unit}"


def unfit_strength(said: float | None, policy: type[Policy]) -> str:
    """Return why a strength does not suit a policy, "" where it does; None is one that nobody says, which means 1."""
    most = policy.greatest_strength
    if 0.0 <= (1.0 if said is None else said) <= most:
        return ""
    span = f"0 to {number_words(most)} ({policy.strength_means})"
    if said is None:
        return f'"strength" is missing: a number from {span}'
    return f"{number_words(said)} lies outside {span}"


def out_of_order(start: int | None, end: int | None, announced: int | None) -> Iterator[tuple[str, str]]:
    """Yield each date of a measure that does not fit the others, with the reason; None is a date that is not known."""
    if start is not None and end is not None and end < start:
        yield "end", f"it ends in {month_words(end)}, before it starts in {month_words(start)}"
    if start is not None and announced is not None and start < announced < NEVER:
        yield "announced", f"it is announced in {month_words(announced)}, after it starts in {month_words(start)}"


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def place_words(place: Place) -> str:
    """Return a place as people write it, as in `measures.audit_us.start`."""
    return visible(".".join(shortened(name, _LONGEST_NAME) for name in place).replace("\n", "\\n"))
