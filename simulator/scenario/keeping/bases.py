"""The base markets that are kept for ever: a file that extends base@1 means the same in every later version.

A kept base states every number, even those that a measure of its children leaves out, so that nothing in it depends on
the defaults of later versions. What a policy does with its numbers, and how a month unfolds, are rules of the market:
those are not kept, and reading warns where another version wrote the numbers.

A base ships with a release, and never changes from then on. `python -m simulator.scenario.keeping.bases` writes the
next one when a release is made; its mark is then added to `SHIPPED`.
"""

import sys

from simulator.disk import mark_of, put
from simulator.scenario.library import load
from simulator.scenario.reading.contents import policy_numbers
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.shelf import ENDING, folder, kept_path
from simulator.scenario.writing.resolved import resolved_text
from simulator.version import program_version

_HEADING = """\
# The base market as Shakeout {version} had it, every number written out.
#
# This file is kept for ever and never edited: what extends "{name}" does not change its numbers.

"""

SHIPPED = {"base@1": "a8f41e6459679d06a56c0b26ffd64250e87454fef5cdcdfcbcc8755440379bf1"}
"""The bases that shipped, each with the SHA-256 of its file."""


class NotKeptError(Exception):
    """A base that may not be written; the sentence says why."""


def kept_text(name: str) -> str:
    """Return the file in which the present base is kept under a name."""
    version = program_version()
    return _HEADING.format(version=version, name=name) + resolved_text(load("base"), policies=policy_numbers())


def next_name() -> str:
    """Return the name under which the present base would be kept."""
    return f"base@{len(SHIPPED) + 1}"


def keep(name: str) -> None:
    """Write the present base under a name, for the release that ships it.

    Raises
    ------
    NotKeptError
        If a base of that name has shipped, or if the present version has shipped its base already.
    """
    if name in SHIPPED:
        raise NotKeptError(f"{name} has shipped and is never written again; the next base is {next_name()}.")
    here, latest = program_version(), [*SHIPPED][-1]
    if parsed(text_of(kept_path(latest))).get("numbers_of") == here:
        raise NotKeptError(f"{name} ships with the next release; this is still {here}, which shipped {latest}.")
    put(kept_path(name), kept_text(name).encode())


def main(name: str) -> int:
    """Keep the present base under a name, and return the exit code."""
    try:
        keep(name)
    except NotKeptError as refusal:
        print(refusal)  # noqa: T201 - the answer of a command
        return 2
    mark = mark_of(kept_path(name))
    print(f"The present base is kept as {name}{ENDING} in {folder()}. Pin it in SHIPPED: {mark}")  # noqa: T201 - likewise
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else next_name()))
