"""A whole office life writes no word of it anywhere but into the plan that was asked for."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from canaries import spellings
from office_diary import SECRETS, WORDS, write_roster

_CALL = re.compile(r"^\d+ +\w+\(\d+<((?:\\x..)*)>, (.*)$")
_QUOTED = re.compile(r'"((?:\\x..)*)"')
LOOKED_FOR = {**WORDS, **dict(zip(("passphrase", "new passphrase"), SECRETS, strict=True))}


def found(written: bytes) -> set[tuple[str, str]]:
    return {
        (what, how)
        for what, word in LOOKED_FOR.items()
        for how, spelling in spellings(word).items()
        if spelling in written
    }


@dataclass(frozen=True)
class Lived:
    """What a program wrote: by path, every byte, also what was removed again; and what it left."""

    written: dict[Path, bytes]
    home: Path
    sockets: list[str]


def lived(tmp_path: Path, *how: str) -> Lived:
    home = tmp_path / "home"
    home.mkdir()
    paths = os.pathsep.join(str(place) for place in (Path(__file__).parent, *Path(__file__).parents[1:3]))
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    trace = tmp_path / "trace"
    command = [
        "strace",
        "-f",
        "-y",
        "-xx",
        "-s",
        "2000000",
        "-e",
        "trace=write,writev,pwrite64,pwritev,sendto,sendmsg,socket",
    ]
    command += ["-e", "signal=none", "-o", str(trace)]
    program = Path(__file__).with_name("office_diary.py")
    done = subprocess.run(
        [*command, sys.executable, str(program), str(home), *how], capture_output=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    pieces: dict[Path, list[bytes]] = {}
    sockets: list[str] = []
    with trace.open() as lines:
        for line in lines:
            if " socket(" in line:
                sockets.append(line)
            call = _CALL.match(line)
            if call is not None:
                path = Path(os.fsdecode(_octets(call[1])))
                pieces.setdefault(path, []).extend(_octets(quoted) for quoted in _QUOTED.findall(call[2]))
    return Lived({path: b"".join(several) for path, several in pieces.items()}, home, sockets)


def _octets(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def read_plan(path: Path) -> bytes:
    """A plan's words as people read them, and the data inside it."""
    words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    return words + subprocess.run(["qpdf", "--qdf", str(path), "-"], capture_output=True, check=False).stdout


@pytest.fixture
def rosters(tmp_path: Path) -> None:
    write_roster(tmp_path / "1.zip")
    write_roster(tmp_path / "2.zip", given=WORDS["second"])
    (tmp_path / f"{WORDS['file']}.txt").write_text(WORDS["inside"])


@pytest.mark.usefixtures("rosters")
def test_a_whole_office_life_leaves_no_word_in_any_byte_written(tmp_path: Path):
    there = lived(tmp_path)
    exported = there.home / "plans"
    kept = [path for path in there.home.rglob("*") if path.is_file() and path.parent != exported]
    assert {path.name for path in kept} >= {
        "office.db", "office.db-wal", "office.db-shm", "header.json", "header.prev.json", "lock", "sheet.pdf",
    }  # fmt: skip
    assert any("backups" in path.parts for path in kept)
    assert {path.name: found(path.read_bytes()) for path in kept if found(path.read_bytes())} == {}
    written = {path: content for path, content in there.written.items() if path.parent != exported}
    assert {str(path): found(content) for path, content in written.items() if found(content)} == {}
    confidential = {"note", "title", "file", "inside", "typed", "slip", "found"}
    printed = b"".join(read_plan(path) for path in exported.iterdir())
    assert {what for what, _how in found(printed)} & confidential == set()
    assert {"answer", "goal"} <= {what for what, _how in found(printed)}, "the plan was read"
    assert sum(map(len, written.values())) > 1_000_000
    assert [line for line in there.sockets if "AF_INET" in line] == [], "and nothing went over a network"
    assert any(content.startswith(b"%PDF-") for path, content in there.written.items() if path.parent == exported)


def test_the_same_scan_finds_a_note_that_was_removed_again_and_a_socket(tmp_path: Path):
    there = lived(tmp_path, "careless")
    assert any("AF_INET" in line for line in there.sockets)
    assert {what for what, how in found(b"".join(there.written.values())) if how == "utf-8"} == set(LOOKED_FOR)


def test_the_rosters_hold_what_is_looked_for(tmp_path: Path):
    import zipfile

    with zipfile.ZipFile(write_roster(tmp_path / "1.zip")) as archive:
        people = archive.read("users.csv")
    assert {"given", "family", "preferred", "parent", "email", "phone"} <= {what for what, _how in found(people)}
