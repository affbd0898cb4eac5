"""Files made to harm are told in sentences, soon and within 500 MB, and never with a traceback."""

import json
import os
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from simulator.scenario.library import load
from simulator.scenario.problems import MOST_PROBLEMS, ScenarioProblems
from simulator.scenario.reading.reading import check
from simulator.text import invisible, visible
from tests.patience import PATIENCE
from tests.scenario.hostile import HEAD, MEASURE, TEXTS, write

REPOSITORY = Path(__file__).parents[2]
BYTES = 500_000_000

EACH_WITHIN_THE_LIMITS = f"""
import json, resource, signal, sys
from pathlib import Path
from simulator.scenario.reading.reading import check
from tests.scenario.hostile import TEXTS, soon, write

def too_slow(_signal, _frame):
    raise TimeoutError

signal.signal(signal.SIGPROF, too_slow)  # seconds of this process, however busy the machine is
resource.setrlimit(resource.RLIMIT_AS, ({BYTES}, {BYTES}))
told = {{}}
for name in TEXTS:
    path = write(name, Path(sys.argv[1]))
    signal.setitimer(signal.ITIMER_PROF, soon())
    scenario, problems = check(path)
    signal.setitimer(signal.ITIMER_PROF, 0)
    told[name] = [scenario is not None, [str(problem) for problem in problems]]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bool, list[str]]]:
    """Return whether each hostile file can be used, and what is said of it, as a process with few means found."""
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-c", EACH_WITHIN_THE_LIMITS, str(folder)]
    few = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command, cwd=REPOSITORY, env=few, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, tuple[bool, list[str]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_file_is_told_in_sentences_soon_and_with_little_memory(
    name: str, told: dict[str, tuple[bool, list[str]]]
) -> None:
    usable, sentences = told[name]
    assert usable == (name == "many_comments")
    assert usable or sentences
    assert len(sentences) <= MOST_PROBLEMS + 1
    for text in sentences:
        assert text.endswith((".", "!", "?", "…")), text
        assert len(text) < 2500, text
        assert not invisible(text), text


@pytest.mark.parametrize(
    "name, words",
    [
        ("nothing", "the file is empty"),
        ("zeros", "is not a text"),
        ("a_picture", "is a picture of another program"),
        ("utf_16", "saved in UTF-16"),
        ("utf_16_without_mark", "is not a text"),
        ("beyond_a_megabyte", "larger than 1 MB"),
        ("deep_list", "more than 20 deep"),
        ("many_keys", "more than 20,000 values"),
        ("many_measures", "more than 500 measures"),
        ("many_bad_measures", "these are the first 100"),
        ("long_title", "at most 300 can be shown"),
        ("long_number", "more than eighteen digits"),
        ("beyond_64_bits", "more than eighteen digits"),
        ("ten_billion_buyers", "10,000,000,000 lies outside its range from 64 to 2,000,000 (buyers)"),
        ("offset_dates", "a month is written in quotes"),
        ("bidirectional", "invisible character, U+202E"),
        ("terminal_colours", "invisible character, U+001B"),
        ("look_alike", 'did you mean "audit"'),
        ("twice_the_same_key", "line 4, title: This key appears for the second time"),
        ("twice_the_same_table", "line 7, measures.m: This table appears for the second time"),
        ("extends_itself", "hostile extends hostile"),
        ("extends_a_device", "is a path"),
        ("extends_an_address", "is a path"),
        ("extends_upwards", "is a path"),
        ("values_where_tables_belong", "table is expected here, not 3"),
    ],
)
def test_a_hostile_file_is_told_what_is_wrong(name: str, words: str, told: dict[str, tuple[bool, list[str]]]) -> None:
    assert any(words.lower() in text.lower() for text in told[name][1]), told[name][1]


@pytest.mark.parametrize("name", ["deep_table", "long_kind", "many_bad_measures", "terminal_colours", "a_picture"])
def test_the_command_ends_with_code_2_and_without_a_traceback(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.main", "check", str(write(name, tmp_path))]
    done = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)),
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr == ""
    assert done.stdout.strip()
    assert not invisible(done.stdout.replace("\n", ""))


def test_a_child_of_a_device_or_of_a_link_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (tmp_path / "secret.toml").write_bytes(HEAD)
    (mine / "linked.toml").symlink_to(tmp_path / "secret.toml")
    (mine / "device.toml").symlink_to("/dev/zero")
    (mine / "folder.toml").mkdir()
    (mine / "circle.toml").symlink_to(mine / "circle.toml")
    os.mkfifo(mine / "pipe.toml")
    for name, words in (
        ("linked", "a link to somewhere else"),
        ("device", "a link to somewhere else"),
        ("folder", "this is a folder"),
        ("circle", "a link to somewhere else"),
        ("pipe", "not an ordinary file"),
    ):
        child = mine / "child.toml"
        child.write_bytes(HEAD.replace(b"base", name.encode()) + MEASURE)
        scenario, problems = check(child)
        assert scenario is None
        assert any(words in problem.text.lower() for problem in problems), problems


def test_no_problem_shows_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ScenarioProblems) as refusal:
        load(tmp_path / "nothing.toml")
    assert str(refusal.value) == f"~{os.sep}nothing.toml: There is no such file."


def test_letters_of_other_scripts_and_emoji_are_left_as_they_are() -> None:
    for text in ("中文", "نص", "می‌خواهم", "👩‍💻", "naïve", "a\tb\nc"):
        assert invisible(text) == ""
        assert visible(text) == text


def test_every_control_character_is_shown_as_a_number() -> None:
    for code in (*range(32), *range(127, 160)):
        if chr(code) not in "\t\n":
            assert visible(chr(code)) == f"\\u{code:04x}"
    directions = [chr(code) for code in range(0x2000, 0x2070) if unicodedata.bidirectional(chr(code)) in _TURNING]
    assert len(directions) == 9
    assert all(invisible(letter) for letter in directions)


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_a_file_with_any_number_of_warnings_can_be_used(tmp_path: Path) -> None:
    measures = "".join(
        f'[measures.m{number}]\nkind = "audit"\nstart = "2027-01"\nnote = "a\u202eb"\n' for number in range(150)
    )
    path = tmp_path / "odd.toml"
    path.write_text(f'format = 2\ntitle = "T"\nextends = "base"\n{measures}', encoding="utf-8")
    scenario, problems = check(path)
    assert scenario is not None
    assert {problem.severity for problem in problems} == {"warning"}
    assert problems[-1].text == "There are more warnings; these are the first 50."
