"""One command refreshes everything that is generated, and says what moved: `uv run python -m tests.refresh [PART]...`.

What was simulated is simulated again, so that a file of which only the stamp changes is known to hold.
"""

from collections.abc import Sequence

import click

from simulator.disk import put
from tests.refresh.moved import change
from tests.refresh.parts import PARTS, ROOT, Part

LIST = "\n".join(f"{name:<12} {part.takes}" for name, part in PARTS.items())


def refresh(part: Part) -> list[str]:
    """Write the files of a part that have moved, and return a line about each file."""
    lines = []
    for path, content in part.contents().items():
        before = path.read_bytes() if path.exists() else b""
        if content != before:
            put(path, content)
        lines.append(f"{path.relative_to(ROOT)!s:<36} {change(path, before, content)}")
    return lines


@click.command(epilog=f"\b\nParts, and how long each takes:\n{LIST}")
@click.argument("parts", nargs=-1, type=click.Choice(tuple(PARTS)), metavar="[PART]...")
def main(parts: Sequence[str]) -> None:
    """Refresh what is generated, all of it unless parts are named, and say what moved.

    Read the difference as carefully as a change of code, and say in assets/whats_new.md where results have moved.
    """
    for name, part in PARTS.items():
        if not parts or name in parts:
            click.echo("\n".join(refresh(part)))


if __name__ == "__main__":
    main()
