"""What a scenario's file tells its reader is found in every file that ships."""

from pathlib import Path

import pytest

from simulator.scenario.library import introduction
from simulator.scenario.shelf import find, names


@pytest.mark.parametrize("name", names())
def test_every_scenario_that_ships_says_what_to_look_at_and_what_to_discuss(name: str) -> None:
    told = introduction(find(name))
    assert "What to look at" in told
    assert "To discuss" in told
    assert "#" not in told


def test_a_file_without_comments_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text('#:schema scenario.json\nformat = 2\n# later\ntitle = "T"\n', encoding="utf-8")
    assert introduction(path) == ""
