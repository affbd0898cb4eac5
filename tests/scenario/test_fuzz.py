"""Whatever a file holds, reading it ends with a scenario or with sentences, and saving it changes nothing else.

On demand, with many more inputs: `python -m tests.scenario.fuzz`.
"""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.policy import POLICIES
from simulator.scenario.reading.contents import SECTIONS, Head, When
from simulator.scenario.writing.editing import written, written_key
from tests.scenario.fuzz import mutated, search, seeds, told

FEW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

NAMES = st.sampled_from(
    [*SECTIONS, *Head.model_fields, *When.model_fields, "openai", "europe", "x_", "meta_stall", "*"]
)
WORDS = st.text(max_size=12) | NAMES | st.sampled_from(["base", "base@1", "2027-01", "never", "none", *POLICIES])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=8), inner, max_size=4)
)
FILES = st.dictionaries(NAMES, st.dictionaries(NAMES | st.text(max_size=8), VALUES, max_size=4) | VALUES, max_size=6)


def as_toml(value: Any) -> str:  # noqa: ANN401 - a value of TOML
    """Return a value as TOML; what is nothing there is an empty text."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{written_key((key,))} = {as_toml(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return '""' if value is None else written(value)


@settings(FEW, max_examples=400)
@given(st.integers(0, 2**64))
def test_a_mutated_file_is_read_or_told(tmp_path: Path, seed: int) -> None:
    told(mutated(seeds(), random.Random(seed)), tmp_path)  # noqa: S311 - nobody must not guess it


@settings(FEW, max_examples=150)
@given(FILES)
def test_tables_of_anything_are_read_or_told(tmp_path: Path, tables: dict[str, Any]) -> None:
    head = {"format": 2, "title": "T", "extends": "base"}
    lines = (f"{written_key((key,))} = {as_toml(value)}\n" for key, value in {**head, **tables}.items())
    told("".join(lines).encode(errors="replace"), tmp_path)


@settings(FEW, max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
def test_bytes_of_any_kind_are_read_or_told(tmp_path: Path, content: bytes) -> None:
    told(content, tmp_path)


def test_the_search_finds_what_the_reader_cannot_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def weak(_path: Path) -> None:
        raise RecursionError

    monkeypatch.setattr("tests.scenario.fuzz.check", weak)
    reports: list[str] = []
    assert search(3, 1, tmp_path, reports.append) == 3
    assert "RecursionError" in reports[0]
    assert len(list(tmp_path.glob("bad-1-*.toml"))) == 3
