"""What the tests of every command share: files to ask about, and what a command answers."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from simulator.cli import NoWindowError
from simulator.scenario.value import Scenario

QUICK = ("--buyers", "200", "--until", "2023-11")
GOOD = 'format = 2\ntitle = "Good"\nextends = "base"\n[run]\nbuyers = 200\nend = "2023-11"\n'
BAD = 'format = 2\ntitle = "Bad"\nextends = "base"\n[run]\nbuyers = 2\nseed = "x"\n'
ODD = f'{GOOD}[measures.ban]\nkind = "audit"\nstart = "2030-01"\n'
ROOT = Path(__file__).parents[2]


class Answer(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


Ask = Callable[..., Answer]


class Window:
    """Stands for the window and remembers what it was opened on."""

    def __init__(self, refusal: str = "") -> None:
        self.refusal = refusal
        self.scenario: Scenario | None = None
        self.path: Path | None = None

    def __call__(self, scenario: Scenario, path: Path | None) -> int:
        """Open, or say why not."""
        if self.refusal:
            raise NoWindowError(self.refusal)
        self.scenario, self.path = scenario, path
        return 0
