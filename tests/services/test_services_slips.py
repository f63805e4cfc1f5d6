"""While a roster comes in, what is typed in a conference is durable at once, and is where it belongs afterward."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services import slips
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import answer, conference, draft

KEY = bytes(range(32))
PROUD = "answer:celebrate.proud"
WORDS = "I taught my brother to whistle"


@pytest.fixture
def office(school):
    school.ana = school.child("Ana", "Ruiz")
    school.at = school.desk()
    assert slips.take_up(school.at)
    school.talks = Conferences(school.at)
    school.made = school.talks.arrange(school.ana, date(2026, 11, 24), "08:40").made_id
    school.talks.begin(school.made)
    school.talks.open(school.made)  # that it was opened is in the log: opening it again writes nothing
    return school


@contextmanager
def a_long_write(store):
    """Something holds the one writer, as a district's roster does."""
    held, over = threading.Event(), threading.Event()

    def hold():
        with store.write():
            held.set()
            over.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(30)
    try:
        yield
    finally:
        over.set()
        thread.join()


def drafts(store):
    with store.read() as connection:
        return {row.field: row.text for row in connection.execute(select(draft.c.field, draft.c.text))}


def answers(store):
    with store.read() as connection:
        return {row.field: (row.text, row.version) for row in connection.execute(select(answer))}


def shown(office):
    sheet = Conferences(office.at).open(office.made)
    return {each.field: each.text for each in sheet.answers}


def anything(office):
    """Whatever is written next."""
    with office.store.write():
        pass


def test_words_are_durable_and_shown_while_another_write_goes_on(office):
    with a_long_write(office.store):
        began = time.monotonic()
        office.talks.save_draft(office.made, PROUD, WORDS, "en")
        assert time.monotonic() - began < 1
        assert drafts(office.store) == {}
        assert shown(office)["celebrate.proud"] == WORDS
    anything(office)
    assert drafts(office.store) == {PROUD: WORDS}
    assert not office.store.slips
    assert shown(office)["celebrate.proud"] == WORDS


def test_a_field_left_meanwhile_becomes_one_change_and_asks_for_signatures_again(office):
    office.talks.leave_field(office.made, PROUD, "I read", "en")
    with office.store.write() as connection:
        connection.execute(conference.update().values(state=ConferenceState.SIGNED.value))
    with a_long_write(office.store):
        office.talks.save_draft(office.made, PROUD, "I read every", "en")
        office.talks.leave_field(office.made, PROUD, "I read every day", "en")
    anything(office)
    assert answers(office.store) == {"celebrate.proud": ("I read every day", 2)}
    assert drafts(office.store) == {}
    with office.store.read() as connection:
        assert connection.execute(select(conference.c.state)).scalar_one() == ConferenceState.TO_SIGN.value


def test_what_was_typed_meanwhile_comes_before_what_is_typed_afterward(office):
    with a_long_write(office.store):
        office.talks.save_draft(office.made, PROUD, WORDS, "en")
    office.talks.save_draft(office.made, PROUD, f"{WORDS} loudly", "en")
    anything(office)
    assert drafts(office.store) == {PROUD: f"{WORDS} loudly"}


def test_a_unit_that_is_undone_keeps_the_slips(office):
    with a_long_write(office.store):
        office.talks.save_draft(office.made, PROUD, WORDS, "en")
    with pytest.raises(RuntimeError), office.store.write():
        raise RuntimeError
    assert office.store.slips
    assert shown(office)["celebrate.proud"] == WORDS
    anything(office)
    assert drafts(office.store) == {PROUD: WORDS}


def test_words_for_a_goal_that_was_removed_wait_with_it(office):
    goal = office.talks.add_goal(office.made).made_id
    with a_long_write(office.store):
        office.talks.leave_field(office.made, f"goal:{goal}", "I will whistle.", "en")
        number, waiting = office.store.slips.waiting()
    assert (number, len(waiting)) == (1, 1)
    fold, office.store.fold = office.store.fold, None
    office.talks.remove_goal(goal)
    office.store.fold = fold
    anything(office)
    # It was changed since: whoever took the goal away knew best.
    assert drafts(office.store) == {}
    assert not office.store.slips


def test_nobody_reaches_a_conference_by_a_slip_that_they_may_not_change(office):
    desk = office.desk(Role.FRONT_DESK, staff_id=999)
    with a_long_write(office.store), pytest.raises(OfficeError, match="conference_gone"):
        slips.keep(desk, office.made, PROUD, WORDS, "en", is_left=False)
    with a_long_write(office.store), pytest.raises(OfficeError, match="field_gone"):
        office.talks.save_draft(office.made, "answer:nothing.such", WORDS, "en")
    assert not office.store.slips


def test_slips_are_encrypted_and_torn_up(office):
    with a_long_write(office.store):
        office.talks.save_draft(office.made, PROUD, WORDS, "en")
        there = _bytes(office.store.path.parent)
        assert set(there) >= {"slips.db", "slips.db-wal"}
        assert not any(WORDS.encode() in each for each in there.values())
    anything(office)
    with office.store.alone(office.store.slips.path) as raw:
        assert raw.execute("SELECT count(*) FROM slip").fetchall() == [(0,)]


def _bytes(folder: Path):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith("slips")}


def test_a_slip_that_could_not_be_torn_up_does_not_come_back_over_newer_words(office, tmp_path):
    with a_long_write(office.store):
        office.talks.save_draft(office.made, PROUD, WORDS, "en")
        before = _bytes(office.store.path.parent)
    office.clock.advance(1)
    office.talks.save_draft(office.made, PROUD, "Newer words", "en")
    assert _opened_again(office, tmp_path / "one", before) == {PROUD: "Newer words"}
    office.talks.leave_field(office.made, PROUD, "Newer words", "en")
    assert _opened_again(office, tmp_path / "two", before) == {}


def _opened_again(office, folder, slipped, *, readable=True):
    """Open a copy of the office as it is on the disk now, with these slips beside it; return its drafts."""
    shutil.copytree(office.store.path.parent, folder, ignore=shutil.ignore_patterns("slips*"))
    for name, data in slipped.items():
        (folder / name).write_bytes(data)
    store = Store.open(folder / "office.db", KEY, office.clock)
    try:
        assert slips.take_up(replace(office.at, store=store)) is readable
        return drafts(store)
    finally:
        store.close()


def test_damaged_slips_are_set_aside_and_the_office_opens(office, tmp_path):
    damaged = bytes(range(256)) * 64
    assert _opened_again(office, tmp_path / "copy", {"slips.db": damaged}, readable=False) == {}
    assert (tmp_path / "copy" / "slips-damaged-1.db").read_bytes() == damaged
    assert not (tmp_path / "copy" / "slips.db").exists()


KILLED = """
import os, signal, sys, threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.services import slips
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.stores import Store

folder, key, staff, made, field, words = sys.argv[1:]
clock = SetClock(datetime(2026, 11, 24, 15, 5, tzinfo=UTC))
store = Store.open(Path(folder) / "office.db", bytes.fromhex(key), clock)
viewer = Viewer(UUID(int=1), Role.LEAD, "Iris", int(staff))
desk = Desk(store, viewer, clock, ZoneInfo("America/Denver"), UUID(int=1), "Alder")
slips.take_up(desk)

def typed():
    Conferences(desk).save_draft(int(made), field, words, "en")
    os.kill(os.getpid(), signal.SIGKILL)

with store.write():
    typing = threading.Thread(target=typed)
    typing.start()
    typing.join()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not Windows's")
def test_a_program_killed_while_a_roster_comes_in_loses_no_word(office, tmp_path):
    folder = tmp_path / "copy"
    office.store.close()
    shutil.copytree(office.store.path.parent, folder)
    arguments = (folder, KEY.hex(), office.at.viewer.staff_id, office.made, PROUD, WORDS)
    killed = subprocess.run([sys.executable, "-c", KILLED, *map(str, arguments)], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    store = Store.open(folder / "office.db", KEY, office.clock)
    try:
        assert drafts(store) == {}
        assert slips.take_up(replace(office.at, store=store))
        assert drafts(store) == {PROUD: WORDS}
        assert not store.slips
    finally:
        store.close()
