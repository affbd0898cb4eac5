"""Files made to harm whoever opens them, kept for ever: each must be told in sentences, soon, without a traceback."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import process_time

from simulator.scenario.reading.reading import check
from simulator.scenario.shelf import find

HEAD = b'format = 2\ntitle = "T"\nextends = "base"\n'
MEASURE = b'[measures.m]\nkind = "audit"\nstart = "2027-01"\n'
MEGABYTE = 999_000


@cache
def soon() -> float:
    """Return the seconds in which this process reads an ordinary file 100 times on this machine: about two on most."""
    ordinary, times = find("base"), 5
    check(ordinary)  # what is read once for all files is read now
    begun = process_time()
    for _ in range(times):
        check(ordinary)
    return 100 / times * (process_time() - begun)


def filled(start: bytes, unit: bytes, end: bytes = b"") -> bytes:
    """Return a file of almost a megabyte: a beginning, something again and again, and an end."""
    return start + unit * ((MEGABYTE - len(start) - len(end)) // len(unit)) + end


def numbered(start: bytes, unit: str, count: int) -> bytes:
    """Return a file that says something again and again, with a number in it."""
    return start + "".join(unit.format(number) for number in range(count)).encode()


TEXTS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "blank": lambda: filled(b"", b" \n"),
    "zeros": lambda: bytes(100_000),
    "beyond_a_megabyte": lambda: b"#" * 5_000_000,
    "utf_16_without_mark": lambda: HEAD.decode().encode("utf-16-le"),
    "a_picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "no_utf_8": lambda: HEAD + b'author = "caf\xe9"\n',
    "utf_16": lambda: HEAD.decode().encode("utf-16"),
    "half_a_letter": lambda: HEAD + b'author = "\xe2\x82"\n',
    "surrogate": lambda: HEAD + b'author = "\\ud800"\n',
    "byte_order_mark_twice": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD,
    "byte_order_mark_and_windows": lambda: (b"\xef\xbb\xbf" + HEAD + MEASURE + b"strength = 9\n").replace(
        b"\n", b"\r\n"
    ),
    "old_macintosh": lambda: HEAD.replace(b"\n", b"\r"),
    "deep_list": lambda: filled(HEAD + b"x = ", b"["),
    "deep_list_closed": lambda: HEAD + b"x = " + b"[" * 300 + b"]" * 300,
    "deep_table": lambda: filled(HEAD + b"x = ", b"{a="),
    "deep_key": lambda: filled(HEAD, b"a.") + b"a = 1",
    "deep_header": lambda: filled(HEAD + b"[", b"a.") + b"a]",
    "deep_quoted_header": lambda: filled(HEAD + b"[", b'"a" . ') + b"a]",
    "deep_remarks": lambda: HEAD + b"x_ = " + b"[" * 30 + b"]" * 30,
    "many_deep_headers": lambda: filled(HEAD, b"[a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p]\n"),
    "long_key": lambda: filled(HEAD, b"k") + b" = 1\n",
    "long_measure": lambda: filled(HEAD + b"[measures.", b"k") + b"]\n",
    "long_kind": lambda: filled(HEAD + b'[measures.m]\nstart = "2027-01"\nkind = "', b"k") + b'"\n',
    "long_month": lambda: filled(HEAD + b'[measures.m]\nkind = "audit"\nstart = "', b"1") + b'"\n',
    "long_parent": lambda: filled(b'format = 2\ntitle = "T"\nextends = "', b"base") + b'"\n',
    "long_title": lambda: filled(b'format = 2\nextends = "base"\ntitle = "', b"T") + b'"\n',
    "long_number": lambda: filled(HEAD + b"[run]\nseed = ", b"9"),
    "long_fraction": lambda: filled(HEAD + b"[run]\nseed = 0.", b"9"),
    "long_hexadecimal": lambda: filled(HEAD + b"[run]\nseed = 0x", b"f"),
    "long_unclosed_text": lambda: filled(HEAD + b'author = """', b"T\n"),
    "many_keys": lambda: numbered(HEAD, "k{} = 1\n", 70_000),
    "many_numbers": lambda: numbered(HEAD + b"[run]\n", "k{} = 1\n", 19_000),
    "many_unknown_parameters": lambda: numbered(HEAD + b"[parameters.research]\n", "frontier_pac{} = 1\n", 19_000),
    "many_measures": lambda: numbered(HEAD, '[measures.m{0}]\nkind="audit"\nstart="2027-01"\n', 6_000),
    "many_bad_measures": lambda: numbered(HEAD, '[measures.M{0}]\nkind="audti"\nstart="2027"\n', 6_000),
    "many_makers": lambda: numbered(HEAD, "[makers.m{}]\n", 15_000),
    "many_tables": lambda: numbered(HEAD, "[[measures]]\n", 60_000),
    "many_broken_lines": lambda: numbered(HEAD, "line {} is broken\n", 40_000),
    "many_broken_headers": lambda: numbered(HEAD, "[table.{} is broken\n", 30_000),
    "many_quotes": lambda: filled(HEAD + b"author = ", b'"'),
    "many_comments": lambda: filled(HEAD, b"#\n"),
    "many_switches": lambda: numbered(HEAD + b"[history]\n", "m{} = false\n", 19_000),
    "long_list_of_makers": lambda: filled(HEAD + MEASURE + b"target = { maker = [", b'"zai",', b"] }\n"),
    "long_list_of_strangers": lambda: (
        numbered(HEAD + MEASURE, "", 0)
        + b"target = { maker = ["
        + b",".join(b'"m%d"' % number for number in range(19_000))
        + b"] }\n"
    ),
    "long_list_of_numbers": lambda: filled(HEAD + b"measure_order = [", b"1,", b"]\n"),
    "not_a_number": lambda: HEAD + b"[parameters.research]\nnoise = nan\nfrontier_pace = -nan\n[run]\nseed = nan\n",
    "infinity": lambda: HEAD + b"[parameters.research]\nnoise = inf\nfrontier_pace = -inf\n[run]\nbuyers = inf\n",
    "beyond_double": lambda: HEAD + b"[parameters.research]\nnoise = 1e999\n" + MEASURE + b"strength = 1e400\n",
    "beyond_64_bits": lambda: HEAD + b"[run]\nseed = 9223372036854775808\n",
    "ten_billion_buyers": lambda: HEAD + b"[run]\nbuyers = 10000000000\n",
    "offset_dates": lambda: HEAD + b"[run]\nend = 2030-01-01T00:00:00+14:00\nseed = 07:32:00\nbuyers = 1979-05-27\n",
    "absurd_dates": lambda: HEAD + b'[run]\nend = "9999-12"\n' + MEASURE + b'end = "0000-01"\nannounced = "2027-13"\n',
    "bidirectional": lambda: (
        HEAD + '[measures.m]\nkind = "au\u202edit"\nstart = "2027-01"\nnote = "a\u2066b"\n'.encode()
    ),
    "zero_width": lambda: HEAD + '[measures."m\u200b"]\nkind = "audit"\nstart = "2027-01\ufeff"\n'.encode(),
    "terminal_colours": lambda: HEAD + MEASURE + b'note = "\\u001b[2J\\u001b]0;gone\\u0007"\n"\\u001b[31m" = 1\n',
    "look_alike": lambda: HEAD + '[measures.m]\nkind = "\u0430udit"\nstart = "2027-01"\n'.encode(),
    "markup": lambda: HEAD.replace(b'"T"', b'"<img src=x onerror=alert(1)><b>T"') + MEASURE + b"strength = 7\n",
    "formats": lambda: HEAD.replace(b'"T"', b'"%s{0}{x!r}$HOME`id`"') + MEASURE + b'"%s{0}" = 7\n',
    "twice_the_same_key": lambda: HEAD + b'title = "again"\n',
    "twice_the_same_table": lambda: HEAD + MEASURE + MEASURE,
    "keys_of_python": lambda: (
        HEAD + b"__class__ = 1\n[parameters.__dict__]\nx = 1\n[measures.__init__]\nkind = 'audit'\n"
    ),
    "extends_itself": lambda: HEAD.replace(b"base", b"hostile"),
    "extends_a_device": lambda: HEAD.replace(b"base", b"/dev/zero"),
    "extends_an_address": lambda: HEAD.replace(b"base", b"https://example.org/base.toml"),
    "extends_upwards": lambda: HEAD.replace(b"base", b"../../etc/passwd"),
    "extends_a_windows_path": lambda: HEAD.replace(b'"base"', b"'C:\\Windows\\base'"),
    "extends_a_zero": lambda: HEAD.replace(b"base", b"ba\\u0000se"),
    "extends_a_table": lambda: HEAD.replace(b'"base"', b'{ a = "base" }'),
    "extends_an_unknown_base": lambda: HEAD.replace(b"base", b"base@99999999999999999999"),
    "a_negative_format": lambda: HEAD.replace(b"2", b"-2", 1),
    "a_format_beyond_64_bits": lambda: HEAD.replace(b"2", b"99999999999999999999999", 1),
    "a_fraction_of_a_format": lambda: HEAD.replace(b"2", b"2.0", 1),
    "tables_where_values_belong": lambda: (
        HEAD + b"[run.seed]\n[measures.m.kind]\n[makers.openai.name]\n[history.mode]\n"
    ),
    "values_where_tables_belong": lambda: HEAD + b"run = 1\nhistory = 2\nparameters = 3\npolicies = 4\nmakers = 5\n",
    "lists_where_tables_belong": lambda: HEAD + b"run = []\nhistory = [[]]\nparameters = [{}]\nmeasures = [1]\n",
    "an_old_format_with_everything_wrong": lambda: (
        b"format = 0\nrun = 3\nmakers = [1]\nmeasures.m.ramp = {}\nregions.x = 1\n"
    ),
}
"""The bytes of each file, by name."""


def write(name: str, folder: Path) -> Path:
    """Write one of the files into a folder, and return its path."""
    path = folder / "hostile.toml"
    path.write_bytes(TEXTS[name]())
    return path
