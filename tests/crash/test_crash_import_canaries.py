"""Taking rosters in writes no word of them anywhere: not staged, not refused, not taken back, not fallen over."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

from canaries import spellings
from crash_imports import BIRDS, write_sources

_CALL = re.compile(r"^\d+ +\w+\(\d+<((?:\\x..)*)>, (.*)$")
_QUOTED = re.compile(r'"((?:\\x..)*)"')


def found(written: bytes) -> set[tuple[str, str]]:
    return {
        (what, how) for what, word in BIRDS.items() for how, spelling in spellings(word).items() if spelling in written
    }


def octets(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def test_no_byte_that_an_import_writes_tells_what_stood_in_the_roster(tmp_path: Path):
    home, sources = tmp_path / "home", tmp_path / "sources"
    home.mkdir()
    sources.mkdir()
    write_sources(sources)
    places = os.pathsep.join(str(place) for place in (Path(__file__).parent, Path(__file__).parents[2]))
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-y", "-xx", "-s", "2000000", "-e", "trace=write,writev,pwrite64,pwritev,sendto,sendmsg"]
    command += [
        "-e",
        "signal=none",
        "-o",
        str(trace),
        sys.executable,
        str(Path(__file__).with_name("crash_imports.py")),
    ]
    done = subprocess.run([*command, str(home), str(sources)], capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    assert b"ValueError" in done.stdout
    assert b"roster_quote_open" in done.stdout
    assert found(done.stdout + done.stderr) == set()
    left = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    names = {path.name for path in left}
    assert names >= {
        "office.db",
        "office.db-wal",
        "export.csv.refusals.csv",
        "export.csv.mapping",
        "export.xlsx.mapping",
    }
    assert {path.name: found(content) for path, content in left.items() if found(content)} == {}
    # What was written and removed again shows in the trace alone.
    pieces: dict[str, list[bytes]] = {}
    with trace.open() as lines:
        for line in lines:
            if call := _CALL.match(line):
                name = os.fsdecode(octets(call[1]))
                pieces.setdefault(name, []).extend(octets(quoted) for quoted in _QUOTED.findall(call[2]))
    written = {name: b"".join(several) for name, several in pieces.items()}
    assert sum(map(len, written.values())) > 1_000_000
    assert {name: found(content) for name, content in written.items() if found(content)} == {}


def test_a_plain_database_with_the_same_rows_tells_all_of_them(tmp_path: Path):
    raw = sqlite3.connect(tmp_path / "plain.db")
    raw.execute("CREATE TABLE staged_row (payload TEXT)")
    raw.executemany("INSERT INTO staged_row VALUES (?)", [(word,) for word in BIRDS.values()])
    raw.commit()
    raw.close()
    assert {what for what, how in found((tmp_path / "plain.db").read_bytes()) if how == "utf-8"} == set(BIRDS)


def test_the_rosters_hold_what_is_looked_for(tmp_path: Path):
    write_sources(tmp_path)
    told = {what for what, _ in found(b"".join(path.read_bytes() for path in tmp_path.glob("*.csv")))}
    assert told == set(BIRDS) - {"sheet"}
