"""Write the evidence that ships with the program: `python -m simulator.evidence.renew`, half a minute on two cores."""

from simulator.evidence import page
from simulator.evidence.judging import gather
from simulator.evidence.shipped import SEEDS, path, text_of
from simulator.evidence.wording import report
from simulator.scenario.library import load


def main() -> None:
    """Simulate the base market anew, print what comes out, and write it and the page about it."""
    base = load("base")
    results = gather(base, SEEDS)
    path().write_text(text_of(base, results), encoding="utf-8")
    page.path().write_text(page.renewed(page.path().read_text(encoding="utf-8"), results), encoding="utf-8")
    print(report(results))  # noqa: T201 - a command speaks
    print(f"\nWritten to {path()} and {page.path()}; now read the difference.")  # noqa: T201 - likewise


if __name__ == "__main__":
    main()
