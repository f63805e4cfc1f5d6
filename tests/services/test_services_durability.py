"""What is acknowledged is on the disk: one flush of the log for each verb, none for reading."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SITTING = """
import os, sys, uuid, datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from sqlalchemy import insert
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.consultations import Consultations
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import adopt_starter
from ilp_desktop.services.signing import Signing
from ilp_desktop.store import ballasts, uids
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import office, student

ballasts.SIZE = 4096
clock = SetClock(datetime.datetime(2026, 11, 24, 15, 4, tzinfo=datetime.UTC))
store = Store.create(Path(sys.argv[1]) / "office.db", bytes(32), clock, audit_key=bytes(32))
with store.write() as connection:
    connection.execute(insert(office).values(id=1, uid=uuid.uuid4(), name="Alder", made_at=clock.now()))
    connection.execute(insert(student).values(id=1, uid=uids.new_uid(clock), given_name="Ana", grade="03"))
adopt_starter(store, clock)
desk = Desk(store, Viewer(uuid.uuid4(), Role.LEAD, "Iris"), clock, ZoneInfo("America/Denver"), uuid.uuid4(), "Alder")
conferences, talk, signing = Conferences(desk), Consultations(desk), Signing(desk)
made = conferences.arrange(1, datetime.date(2026, 11, 24), "08:40").made_id
conferences.open(made)

def mark(name):
    os.write(2, f"MARK {name}\\n".encode())

for name, act in {
    "begin": lambda: conferences.begin(made),
    "draft": lambda: conferences.save_draft(made, "answer:celebrate.proud", "I read", "en"),
    "leave": lambda: conferences.leave_field(made, "answer:celebrate.proud", "I read.", "en"),
    "goal": lambda: conferences.add_goal(made),
    "start": lambda: talk.start(made),
    "seen": lambda: talk.seen(made),
    "finish": lambda: talk.finish(made),
    "open": lambda: conferences.open(made),
    "prepare": lambda: signing.prepare(made),
    "conclude": lambda: conferences.conclude(made),
}.items():
    clock.advance(5)
    mark(name)
    act()
mark("end")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is Linux's")
def test_each_verb_is_one_flush_of_the_log_and_reading_is_none(tmp_path: Path):
    strace = shutil.which("strace")
    assert strace, "strace counts the flushes: apt-get install strace"
    trace = tmp_path / "trace"
    command = [strace, "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-s", "40", "-o", str(trace)]
    (tmp_path / "office").mkdir()
    subprocess.run([*command, sys.executable, "-c", SITTING, str(tmp_path / "office")], check=True, capture_output=True)
    flushes: dict[str, list[str]] = {}
    verb = ""
    for line in trace.read_text(errors="replace").splitlines():
        if found := re.search(r'write\(2.*"MARK (\w+)', line):
            verb = found[1]
            flushes[verb] = []
        elif verb and re.search(r"\b(fsync|fdatasync)\(\d", line):
            flushes[verb].append(line)
    flushes.pop("end")
    counts = {verb: len(lines) for verb, lines in flushes.items()}
    reads = {"open", "prepare"}
    assert counts == {verb: 0 if verb in reads else 1 for verb in counts}
    assert all("-wal" in line for lines in flushes.values() for line in lines)
