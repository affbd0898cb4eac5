"""Looking for a file that the reader cannot stand: `python -m tests.scenario.fuzz --inputs 100000`.

Each input is a mutation of a file that ships, of an old format, or of the hostile corpus. Where atheris is installed
(`uv sync --group fuzz`) and `--guided` is given, it mutates, guided by the branches that an input reaches; else the
mutations here do, which know what a scenario file is made of. An input that ends in anything but sentences, or takes
too long, is written to a file and ends the search with code 1.
"""

import argparse
import importlib
import math
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from simulator.scenario.keeping.saving import save
from simulator.scenario.problems import MOST_PROBLEMS
from simulator.scenario.reading.reading import check
from simulator.scenario.writing.writing import NotSavedError
from simulator.text import invisible
from tests.scenario.hostile import HEAD, MEASURE, TEXTS, soon

_LARGEST_SEED = 20_000  # bytes: what is hostile by its size needs no mutation
_CHILDREN = (
    HEAD + MEASURE,
    HEAD + b"[run]\nseed = 3\nbuyers = 900\n[history]\nmode = 'free'\nmeta_stall = false\n" + MEASURE,
    HEAD
    + b"[parameters.research]\nnoise = 3\n[policies.audit]\ndistrust_removed = 0.5\n"
    + b"[makers.openai]\ncash_million = 1\n",
    HEAD + b"[parameters.tastes]\ncapability = { startup = 1.1 }\n[regions.europe]\nspend_split = { startup = 0.1 }\n",
    HEAD
    + b'[measures.ban]\nkind = "federal_ban"\nstart = "2027-01"\nramp_months = 6\n'
    + b'target = { model = ["qwen", "llama"] }\n',
    b'format = 0\ntitle = "T"\nextends = "base"\nrun = { history = "free", start = "2023-09" }\nmeasures.m.ramp = 3\n',
)
_WORDS = re.compile(rb'"[^"\n]*"|[\w@.+-]+|[^\w\s]|\s+')
_POISON = (
    *(
        b"",
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\t",
        b'"',
        b'"""',
        b"'''",
        b"#",
        b"\\",
        b"\\u0000",
    ),
    *(
        b"[",
        b"]",
        b"[[",
        b"]]",
        b"{",
        b"}",
        b"{}",
        b"[]",
        b"=",
        b".",
        b",",
        b"[x]",
        b"\\ud800",
        "\u202e\u200b".encode(),
    ),
    *(
        b"nan",
        b"inf",
        b"-inf",
        b"1e999",
        b"-0.0",
        b"0",
        b"-1",
        b"9223372036854775808",
        b"1_0",
        b"0x_",
        b"true",
        b"none",
    ),
    *(
        b"1979-05-27",
        b"1979-05-27T07:32:00Z",
        b"07:32:00",
        b'"never"',
        b'"none"',
        b'"2027-13"',
        b'"9999-99"',
        b'"*"',
        b'""',
    ),
    *(
        b"x_",
        b"note",
        b"source",
        b"removed = true",
        b"enabled",
        b"history",
        b"mode",
        b"kind",
        b"target",
        b"measure_order",
    ),
    *(
        b"run",
        b"parameters",
        b"policies",
        b"regions",
        b"makers",
        b"models",
        b"clouds",
        b"measures",
        b"format",
        b"extends",
    ),
)


@cache
def seeds() -> tuple[bytes, ...]:
    """Return the texts from which the mutations start."""
    hostile = [text for make in TEXTS.values() if len(text := make()) <= _LARGEST_SEED]
    root = Path(__file__).parents[2]
    small = [path.read_bytes() for path in sorted(root.glob("scenarios/*.toml")) if path.stem != "base"]
    return (*hostile, *_CHILDREN * 20, *small)


def mutated(texts: tuple[bytes, ...], luck: random.Random) -> bytes:
    """Return one of the texts with a few of its words replaced, moved, doubled, lost, or some of its bytes changed."""
    words = _WORDS.findall(luck.choice(texts))
    for _ in range(luck.choice((1, 1, 1, 2, 3, 5, 8))):
        place = luck.randrange(len(words) + 1)
        change = luck.randrange(6)
        if change == 0 or not words:
            words.insert(place, luck.choice(_POISON))
        elif change == 1:
            words[place - 1] = luck.choice(_POISON)
        elif change == 2:
            words[place - 1] = luck.choice(words)
        elif change == 3:
            del words[place - 1 : place + luck.randrange(4)]
        elif change == 4:
            words[place:place] = words[place : place + luck.randrange(12)]
        else:
            word = bytearray(words[place - 1])
            if word:
                word[luck.randrange(len(word))] = luck.randrange(256)
            words[place - 1] = bytes(word)
    return b"".join(words)


def told(content: bytes, folder: Path) -> str:
    """Read a file of some bytes, save it again if it can be used, and return what became of it.

    Raises
    ------
    AssertionError
        If it was not told in sentences, or not soon, or was saved as something else.
    """
    path = folder / "fuzzed.toml"
    path.write_bytes(content)
    begun = time.process_time()
    scenario, problems = check(path)
    seconds = time.process_time() - begun
    assert seconds < soon(), f"{seconds:.1f} s"
    assert len(problems) <= MOST_PROBLEMS + 1
    for problem in problems:
        text = str(problem)
        assert text.endswith((".", "!", "?", "…")), text
        assert not invisible(text), text
    if scenario is None:
        assert any(problem.severity == "error" for problem in problems), "refused without a reason"
        return "refused"
    save(scenario, path)
    assert path.read_bytes() == content, "an unchanged scenario was not written back with equal bytes"
    edited = scenario.changed(seed=scenario.seed + 1)
    try:
        save(edited, path)
    except NotSavedError as reason:
        return f"used, and an edit refused: {re.sub(r'[^a-z ]', '', str(reason))[:40]}"
    again, _ = check(path)
    assert again == edited, "an edit was saved as something else"
    return "used"


def search(count: int, seed: int, folder: Path, report: Callable[[str], None], seconds: float = math.inf) -> int:
    """Try so many mutations, or for so long, and return how many ended badly."""
    luck, texts = random.Random(seed), seeds()  # noqa: S311 - nobody must not guess it
    outcomes: Counter[str] = Counter()
    bad, begun = 0, time.monotonic()
    for number in range(1, count + 1):
        late = time.monotonic() - begun > seconds
        content = mutated(texts, luck)
        try:
            outcomes[told(content, folder)] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            bad += 1
            kept = folder / f"bad-{seed}-{number}.toml"
            kept.write_bytes(content)
            report(f"{kept}: {type(error).__name__}: {str(error)[:200]}")
        if number % 1000 == 0 or number == count or late:
            report(f"{number:,} inputs, {bad} bad; {dict(outcomes)}")
        if late:
            break
    return bad


def guided(count: int, folder: Path, arguments: list[str]) -> None:
    """Let atheris search, guided by coverage; it ends the process itself."""
    import atheris

    watched = ("simulator.scenario", "tomllib", "tests.scenario.fuzz")
    for name in [name for name in sys.modules if name.startswith(("simulator", "tomllib", "tests"))]:
        del sys.modules[name]  # to be imported again, watched
    with atheris.instrument_imports(include=list(watched)):
        told = importlib.import_module("tests.scenario.fuzz").told
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, text in enumerate(seeds()):
        (corpus / str(number)).write_bytes(text)
    command = [sys.argv[0], f"-runs={count}", "-max_len=20000", "-timeout=10", "-print_final_stats=1", *arguments]
    atheris.Setup([*command, str(corpus)], lambda content: told(content, folder))
    atheris.Fuzz()


def main() -> int:
    """Search, and return 1 if anything was found."""
    asked = argparse.ArgumentParser(description="Look for a scenario file that the reader cannot stand.")
    asked.add_argument("--inputs", type=int, default=100_000)
    asked.add_argument("--seconds", type=float, default=math.inf, help="stop after so long")
    asked.add_argument("--seed", type=int, default=int(time.time()))
    asked.add_argument("--guided", action="store_true", help="let atheris mutate, guided by coverage")
    options, rest = asked.parse_known_args()
    folder = Path(tempfile.mkdtemp(prefix="shakeout-fuzz-"))
    if options.guided:
        guided(options.inputs, folder, rest)
        return 0
    bad = search(options.inputs, options.seed, folder, lambda text: print(text, flush=True), options.seconds)  # noqa: T201
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
