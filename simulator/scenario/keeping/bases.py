"""The base markets that are kept for ever: a file that extends base@1 means the same in every later version.

A kept base states every number, even those that a measure of its children leaves out, so that nothing in it depends on
the defaults of later versions. What a policy does with its numbers, and how a month unfolds, are rules of the market:
those are not kept, and reading warns where another version wrote the numbers.

`python -m simulator.scenario.keeping.bases` writes the base of this version; those of earlier ones stay untouched.
"""

from pathlib import Path

from simulator.scenario.library import load
from simulator.scenario.reading.contents import policy_numbers
from simulator.scenario.reading.parsing import parsed, text_of
from simulator.scenario.shelf import ENDING, folder, kept_names, kept_path
from simulator.scenario.writing.resolved import resolved_text
from simulator.version import program_version

_HEADING = """\
# The base market as Shakeout {version} had it, every number written out.
#
# This file is kept for ever and never edited: what extends "{name}" does not change its numbers.

"""


def kept_text(name: str) -> str:
    """Return the file in which the present base is kept under a name."""
    version = program_version()
    return _HEADING.format(version=version, name=name) + resolved_text(load("base"), policies=policy_numbers())


def present_name() -> str:
    """Return the name under which the base of this version is kept: the latest, or a new one for a new version."""
    names = kept_names()
    latest = parsed(text_of(kept_path(names[-1]))) if names else {}
    return names[-1] if latest.get("numbers_of") == program_version() else f"base@{len(names) + 1}"


def main() -> None:
    """Keep the present base."""
    name = present_name()
    Path(kept_path(name)).write_text(kept_text(name), encoding="utf-8")
    print(f"The base of this version is kept as {name}{ENDING} in {folder()}.")  # noqa: T201 - the answer of a command


if __name__ == "__main__":
    main()
