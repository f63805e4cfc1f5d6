"""Who opened, printed, exported or disclosed what (34 CFR 99.32), in a chain that shows any later change.

Each line is authenticated by a key that exists only until the line is written: the next key is a hash of it, and
hashes do not run backwards. The first key is sealed away by the vault when the office is made; with it, and only with
it, the whole chain can be verified. Who holds the database and today's key can add lines, and can neither change nor
remove one unnoticed.
"""

import hmac
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from ilp_desktop.domain.access import Viewer
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.engine import Raw
from ilp_desktop.store.tables import audit, audit_state
from ilp_desktop.store.tables.columns import instant_text, json_text

DDL = (
    "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'an audit line stays'); END",
    "CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'an audit line stays'); END",
)
_STEP = b"ilp-desktop audit: next key"
_LINES = "SELECT id, lower(hex(person_uid)), act, student_id, params, at, mac FROM audit ORDER BY id"
RESTORED = "office_restored"
"""The act of putting a backup in an office's place; its params hold ``made_at`` of that backup."""
# Built once: a line is written at every opening.
_END = select(audit_state.c.next_key, audit_state.c.lines)
_ADD = insert(audit)
_MOVE_ON = update(audit_state)


def begin(connection: Connection, first_key: bytes) -> None:
    """Start the chain of a new office."""
    connection.execute(insert(audit_state).values(id=1, next_key=first_key, lines=0))


def append(
    connection: Connection,
    viewer: Viewer,
    act: str,
    student_id: int | None = None,
    *,
    at: datetime,
    **params: str | int,
) -> None:
    """Add a line about what this person did. ``at`` is the instant in UTC."""
    key, lines = connection.execute(_END).one()
    line_id = lines + 1
    signed = _signed(line_id, viewer.person_uid.hex, act, student_id, json_text(params), instant_text(at))
    line: dict[str, object] = {
        "id": line_id,
        "person_uid": viewer.person_uid,
        "act": act,
        "student_id": student_id,
        "params": params,
        "at": at,
        "mac": hmac.digest(key, signed, "sha256"),
    }
    connection.execute(_ADD, line)
    connection.execute(_MOVE_ON, {"next_key": _next(key), "lines": line_id})


def verify(connection: Connection, first_key: bytes) -> int:
    """Return how many lines the chain has, every one as it was written.

    Raises OfficeError audit_broken with the number of the first line that is not, or is missing.
    """
    # As stored, not as read: what is authenticated is what lies on the disk.
    lines = connection.execute(text(_LINES))
    end = connection.execute(_END).one_or_none()
    return verify_lines(lines, None if end is None else (end.next_key, end.lines), first_key)


def verify_lines(lines: Iterable[Sequence[Any]], end: tuple[bytes, int] | None, first_key: bytes) -> int:
    """Return how many lines a chain has, as ``verify`` does and raises.

    A line is its number, person (hex), act, student, params, instant and MAC as they are stored; ``end`` is the key
    for the next line and the number of lines.
    """
    key = first_key
    count = 0
    for line_id, person, act, student_id, params, at, mac in lines:
        count += 1
        expected = hmac.digest(key, _signed(count, person, act, student_id, params, at), "sha256")
        if line_id != count or not hmac.compare_digest(expected, mac):
            raise OfficeError("audit_broken", line=count)
        key = _next(key)
    if end is None or end[1] != count or not hmac.compare_digest(end[0], key):
        raise OfficeError("audit_broken", line=count + 1)
    return count


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain went: its number of lines, and one SHA-256 over all of them with their MACs.

    It is kept in every backup, in the clear: without the lines it tells nothing of them, and no key can be had from
    it. Who has the office and a backup can so see, with no administrator's key, that lines are gone or others.
    """

    lines: int
    written: bytes


_EMPTY = Head(0, sha256().digest())


@dataclass(frozen=True, slots=True)
class Restoration:
    """A restore as the chain has it: of a backup made at one instant, done at another."""

    made_at: str
    done_at: str


def head(raw: Raw) -> Head:
    """Return how far the chain of this database goes."""
    last = _EMPTY
    for grown in _growing(raw):
        last = grown
    return last


def heads(raw: Raw, at: Collection[int]) -> dict[int, Head]:
    """Return the head that the chain had at each of these numbers of lines, as far as it goes now."""
    found = {one.lines: one for one in _growing(raw) if one.lines in at}
    return found | {0: _EMPTY}


def restorations(raw: Raw) -> tuple[Restoration, ...]:
    """Return each restore that the chain tells of, oldest first."""
    rows = raw.execute(
        "SELECT json_extract(params, '$.made_at'), at FROM audit WHERE act = ? ORDER BY id", (RESTORED,)
    ).fetchall()
    return tuple(Restoration(str(made_at), str(at)) for made_at, at in rows)


def _growing(raw: Raw) -> Generator[Head]:
    digest = sha256()
    count = 0
    rows = raw.execute(_LINES)
    while (row := rows.fetchone()) is not None:
        *line, mac = row
        digest.update(f"{json_text([*line, mac.hex()])}\n".encode())
        count += 1
        yield Head(count, digest.copy().digest())


def _signed(line_id: int, person: str, act: str, student_id: int | None, params: str, at: str) -> bytes:
    return json_text([line_id, person, act, student_id, params, at]).encode()


def _next(key: bytes) -> bytes:
    return sha256(_STEP + key).digest()
