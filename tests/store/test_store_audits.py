"""The record of who did what cannot be changed unnoticed, not even by somebody with the database's key."""

import hmac
import random
import time
from collections import Counter
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import audits, events
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import audit, audit_state, event

FIRST_KEY = bytes(range(32, 64))
LEAD = Viewer(UUID(int=7), Role.LEAD, "Lead")


@pytest.fixture
def lines(store: Store, clock: SetClock) -> Store:
    """Return a store with six audit lines."""
    with store.write() as connection:
        for number in range(6):
            clock.advance(1)
            audits.append(connection, LEAD, "file_opened", at=clock.now(), number=number)
    return store


def verified(store: Store, key: bytes = FIRST_KEY) -> int | str:
    with store.read() as connection:
        try:
            return audits.verify(connection, key)
        except OfficeError as error:
            return f"{error.code} {error.params['line']}"


def tamper(store: Store, *statements: str) -> None:
    """Do what somebody with the database's key can do with a tool of their own."""
    with store.alone() as raw:
        raw.execute("DROP TRIGGER audit_is_never_changed")
        raw.execute("DROP TRIGGER audit_is_never_removed")
        for statement in statements:
            raw.execute(statement)


def test_an_untouched_chain_is_verified(lines: Store):
    assert verified(lines) == 6
    with lines.read() as connection:
        row = connection.execute(select(audit.c.person_uid, audit.c.act, audit.c.params).where(audit.c.id == 3)).one()
    assert row == (UUID(int=7), "file_opened", {"number": 2})


def chain(count: int) -> tuple[list[list[Any]], bytes]:
    """Return a chain's lines as they are stored, and the key for the next one."""
    key, lines = FIRST_KEY, []
    for number in range(1, count + 1):
        line = [
            number,
            LEAD.person_uid.hex,
            "file_opened",
            number % 7 or None,
            f'{{"number":{number}}}',
            f"2026-11-24T15:04:{number:02}Z",
        ]
        lines.append([*line, hmac.digest(key, audits._signed(*line), "sha256")])
        key = audits._next(key)
    return lines, key


def bent(chance: random.Random, lines: list[list[Any]]) -> str:
    """Do one of the things that somebody with the database's key can do to a chain, and say which."""
    how = chance.choice(("edited", "mac", "deleted", "swapped", "cut", "appended", "doubled", "moved"))
    at = chance.randrange(len(lines))
    match how:
        case "edited":
            column = chance.randrange(6)
            other = {0: lines[at][0] + 1, 3: 99}.get(column, f"{lines[at][column]}0")
            lines[at] = [*lines[at][:column], other, *lines[at][column + 1 :]]
        case "mac":
            mac = bytearray(lines[at][6])
            mac[chance.randrange(32)] ^= 1 << chance.randrange(8)
            lines[at] = [*lines[at][:6], bytes(mac)]
        case "deleted":
            del lines[at]
        case "swapped":
            other = (at + chance.randrange(1, len(lines))) % len(lines)
            lines[at], lines[other] = lines[other], lines[at]
            lines[at], lines[other] = [lines[other][0], *lines[at][1:]], [lines[at][0], *lines[other][1:]]
        case "cut":
            del lines[at:]
        case "appended":
            line = [len(lines) + 1, LEAD.person_uid.hex, "file_opened", None, "{}", "2026-11-24T16:00:00Z"]
            lines.append([*line, hmac.digest(chance.randbytes(32), audits._signed(*line), "sha256")])
        case "doubled":
            lines.insert(at, list(lines[at]))
        case "moved":
            # Everything after it gets the number that then fits.
            del lines[at]
            lines[:] = [[number, *line[1:]] for number, line in enumerate(lines, start=1)]
    return how


def test_ten_thousand_changes_to_a_chain_are_all_found():
    lines, key = chain(30)
    end = (key, len(lines))
    assert audits.verify_lines(lines, end, FIRST_KEY) == 30, "the chain by itself is whole"
    chance = random.Random(19)
    done: Counter[str] = Counter()
    for _ in range(10_000):
        changed = list(lines)
        how = bent(chance, changed)
        # The count is not authenticated: whoever takes lines away sets it too.
        ends = end if chance.random() < 0.5 else (key, len(changed))
        try:
            audits.verify_lines(changed, ends, FIRST_KEY)
        except OfficeError as error:
            assert error.code == "audit_broken"
            done[how] += 1
    assert done.total() == 10_000
    assert len(done) == 8


def test_the_lines_that_are_bent_here_are_those_of_a_real_chain(lines: Store):
    with lines.alone() as raw:
        stored = raw.execute(audits._LINES).fetchall()
        (end,) = raw.execute("SELECT next_key, lines FROM audit_state").fetchall()
    assert audits.verify_lines(stored, end, FIRST_KEY) == 6


def test_a_head_tells_nothing_and_tells_every_other_chain_from_this_one(lines: Store):
    with lines.alone() as raw:
        head = audits.head(raw)
        assert audits.heads(raw, {0, 4, 6, 9}).keys() == {0, 4, 6}
        assert audits.heads(raw, {6})[6] == head
        keys = {row[0] for row in raw.execute("SELECT next_key FROM audit_state").fetchall()}
    assert head.lines == 6
    assert head.written not in keys | {sha256(key).digest() for key in keys}
    tamper(lines, "UPDATE audit SET act = 'printed' WHERE id = 5")
    with lines.alone() as raw:
        assert audits.heads(raw, {4, 5, 6}).keys() == {0, 4, 5, 6}
        assert audits.head(raw).written != head.written


def test_an_empty_chain_is_verified(store: Store):
    assert verified(store) == 0


def test_the_program_itself_neither_changes_nor_removes_a_line(lines: Store):
    for statement in ("UPDATE audit SET act = 'x' WHERE id = 2", "DELETE FROM audit WHERE id = 6"):
        with pytest.raises(IntegrityError), lines.write() as connection:
            connection.exec_driver_sql(statement)
    assert verified(lines) == 6


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE audit SET act = 'printed' WHERE id = 3", 3),
        ("UPDATE audit SET person_uid = x'00000000000000000000000000000008' WHERE id = 3", 3),
        ("UPDATE audit SET params = '{}' WHERE id = 3", 3),
        ("UPDATE audit SET at = replace(at, '2026', '2025') WHERE id = 3", 3),
        ("UPDATE audit SET mac = zeroblob(32) WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 6", 6),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET id = 7 WHERE id = 6", 6),
        ("INSERT INTO audit SELECT 7, person_uid, act, student_id, params, at, mac FROM audit WHERE id = 6", 7),
        ("UPDATE audit_state SET next_key = zeroblob(32)", 7),
        ("DELETE FROM audit_state", 7),
    ],
)
def test_whatever_is_changed_afterwards_shows(lines: Store, statement: str, line: int):
    tamper(lines, statement)
    assert verified(lines) == f"audit_broken {line}"


def test_taking_the_last_lines_away_and_setting_the_count_back_shows(lines: Store):
    # The key of line 5 is gone: only the key of line 7 is left, and hashes do not run backwards.
    tamper(lines, "DELETE FROM audit WHERE id > 4", "UPDATE audit_state SET lines = 4")
    assert verified(lines) == "audit_broken 5"


def test_writing_the_chain_anew_with_the_key_that_is_left_shows(lines: Store, clock: SetClock):
    with lines.read() as connection:
        left = connection.execute(select(audit_state.c.next_key)).scalar_one()
    assert left != FIRST_KEY
    tamper(lines, "DELETE FROM audit", "UPDATE audit_state SET lines = 0")
    with lines.write() as connection:
        audits.append(connection, LEAD, "nothing_to_see", at=clock.now())
    assert verified(lines, left) == 1, "it is consistent with the key that was left"
    assert verified(lines) == "audit_broken 1"


def test_the_key_of_a_written_line_is_nowhere_in_the_database(lines: Store):
    with lines.read() as connection:
        kept = connection.execute(text("SELECT next_key FROM audit_state")).scalars().all()
    key = FIRST_KEY
    for _ in range(6):
        assert key not in kept
        key = audits._next(key)
    assert kept == [key]


def test_a_unit_that_is_undone_leaves_no_line_and_no_gap(lines: Store, clock: SetClock):
    with pytest.raises(ZeroDivisionError), lines.write() as connection:
        audits.append(connection, LEAD, "printed", at=clock.now())
        raise ZeroDivisionError
    with lines.write() as connection:
        audits.append(connection, LEAD, "printed", at=clock.now())
    assert verified(lines) == 7


def test_two_thousand_lines_are_verified_quickly(store: Store, clock: SetClock):
    with store.write() as connection:
        for number in range(2000):
            audits.append(connection, LEAD, "file_opened", at=clock.now(), number=number)
    start = time.process_time()
    assert verified(store) == 2000
    assert time.process_time() - start < 0.5


def test_a_fact_is_written_with_its_day_and_its_instant(store: Store, clock: SetClock):
    day = clock.now().date()
    with store.write() as connection:
        first = events.record(connection, "office_opened", school_date=day, at=clock.now(), minutes=3)
        second = events.record(connection, "office_closed", school_date=day, at=clock.now())
    with store.read() as connection:
        rows = connection.execute(
            select(event.c.id, event.c.kind, event.c.school_date, event.c.happened_at, event.c.params).order_by(
                event.c.id
            )
        ).all()
        stored = connection.exec_driver_sql("SELECT school_date, happened_at FROM event").first()
    assert rows == [
        (first, "office_opened", day, clock.now(), {"minutes": 3}),
        (second, "office_closed", day, clock.now(), {}),
    ]
    assert stored == ("2026-11-24", "2026-11-24T15:04:05.123456Z")
