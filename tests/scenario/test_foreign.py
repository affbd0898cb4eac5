"""A file of another program is told for what it is, once; a slip of the hand is told with its remedy."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from simulator.receipts import receipt
from simulator.scenario.library import load
from simulator.scenario.problems import ScenarioProblems
from simulator.scenario.reading.reading import check
from simulator.tables import beside, write_table

HEAD = 'format = 2\ntitle = "Mine"\nextends = "base"\n'


def archive(*names: str) -> bytes:
    """Return a zip file with some empty files in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for name in names:
            zipped.writestr(name, "")
    return content.getvalue()


FOREIGN = {
    "model.json": (b'{"makers": [' + b'{"name": "x"},' * 500 + b"]}", "JSON"),
    "list.json": (b'[\n {"a": 1},\n {"a": 2}\n]\n', "JSON"),
    "model.stmx": (b'<?xml version="1.0"?>\n<xmile version="1.0">\n' + b"<aux/>\n" * 500 + b"</xmile>", "Stella"),
    "model.XMILE": (b"\xef\xbb\xbf<xmile/>", "Stella"),
    "plain.xml": (b"<?xml version='1.0'?>\n<a b='c'/>", "XML"),
    "page.html": (b"<!doctype html>\n<html></html>", "web page"),
    "drawing.svg": (b"<svg xmlns='x'></svg>", "drawing"),
    "model.mdl": (b"{UTF-8}\nBuyers= INTEG (\n\tarrivals,\n\t\t100)\n\t~\tpeople\n\t~\t\t|\n", "Vensim"),
    "model.nlogo": (b"to setup\n  clear-all\nend\n@#$#@#$#@\nGRAPHICS-WINDOW\n210\n", "NetLogo"),
    "model.nlogox": (b'<?xml version="1.0"?>\n<model version="NetLogo 7.0">', "NetLogo"),
    "book.xlsx": (archive("xl/workbook.xml"), "Excel"),
    "letter.docx": (archive("word/document.xml"), "Word"),
    "things.zip": (archive("a.txt"), "zip archive"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000_000), "Office"),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\0", "picture"),
    "photo.png": (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    "table.csv": (b"year;share\n2024;0,5\n2025;0,6\n", "table"),
    "settings.yaml": (b"makers:\n  - name: x\n    share: 3\n" * 300, "YAML"),
    "script.py": (b"import numpy as np\nx = 3\n" * 300, "code"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_program_is_told_in_one_sentence(name: str, tmp_path: Path) -> None:
    content, words = FOREIGN[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ScenarioProblems) as refusal:
        load(tmp_path / name)
    (problem,) = refusal.value.problems
    assert words in problem.text
    assert "of another program" in problem.text
    assert problem.text.count(". ") == 0


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".CSV", ".PARQUET"])
def test_a_table_of_our_own_is_told_and_its_receipt_opens(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"market{ending}"
    rows = pd.DataFrame({"month": ["2023-09"], "indicator": ["x"], "value": [1.0]})
    write_table(rows, path, receipt(load("base")))
    with pytest.raises(ScenarioProblems, match="a table that Shakeout wrote") as refusal:
        load(path)
    assert len(refusal.value.problems) == 1
    if ending.lower() == ".csv":
        assert load(beside(path)).title == load("base").title


@pytest.mark.parametrize(
    "line, words",
    [
        ("seed = 0,5", "write 0.5 instead of 0,5"),
        ("seed = -2,75  # half", "write -2.75 instead"),
        ("seed = 1.000,5", "write 1000.5"),
        ("seed = 1,000.5", "write 1000.5"),
        ("seed = 1.000.000", "write 1000000"),
        ("seed = 1,000", "write 1000 or 1.000"),
        ("seed = 1'000", "write 1000"),
        ("x_a = { europe = 0,9 }", "write 0.9 instead of 0,9"),
        ("seed = True", "write true, in small letters"),
        ("seed = NO", "write false, in small letters"),
        ("seed = None", "leave the line out"),
        ("seed = null", "leave the line out"),
        ("seed = 50%", "write 0.5 instead of 50%"),
        ("seed = .5", "write 0.5"),
        ("seed = 5.", "write 5.0"),
        ("seed = 5,", 'leave out the ","'),
        ("seed = 5;", 'leave out the ";"'),
        ("seed = free", 'write "free"'),
        ("seed = “free”", "straight quotation marks"),
        ("seed == 5", "one equals sign"),
        ("seed: 5", "instead of the colon"),
        ("// my remark", "a remark begins with #"),
        ("seed 5", "an equals sign"),
        ("seed = 2030-01", 'in quotes, as in "2026-01"'),
    ],
)
def test_a_slip_of_the_hand_is_told_with_its_place_and_remedy_and_hides_nothing(line: str, words: str) -> None:
    scenario, problems = check(f"{HEAD}[run]\n{line}\nbuyers = 2\n")
    assert scenario is None
    slip, other = problems
    assert slip.line == 5
    assert words.lower() in slip.text.lower()
    assert (other.line, other.place) == (6, "run.buyers")


def test_links_are_followed_and_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "MINE.TOML").write_text(HEAD, encoding="utf-8")
    (tmp_path / "link.toml").symlink_to("MINE.TOML")
    assert load(tmp_path / "link.toml").title == "Mine"
    (tmp_path / "one.toml").symlink_to("two.toml")
    (tmp_path / "two.toml").symlink_to("one.toml")
    (tmp_path / "lost.toml").symlink_to("gone.toml")
    for name, words in (("one.toml", "leads in a circle"), ("lost.toml", "leads to a file that is not there")):
        with pytest.raises(ScenarioProblems, match=words):
            load(tmp_path / name)


def test_a_scenario_is_found_by_a_url_and_whatever_the_case_of_its_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "My Class é.TOML"
    path.write_text(HEAD, encoding="utf-8")
    assert load(path.as_uri()).title == "Mine"
    monkeypatch.chdir(tmp_path)
    assert load(path.name).title == "Mine"
    (tmp_path / "child.toml").write_text(
        HEAD.replace('"base"', '"My Class é"').replace("Mine", "Child"), encoding="utf-8"
    )
    assert load(tmp_path / "child.toml").title == "Child"
