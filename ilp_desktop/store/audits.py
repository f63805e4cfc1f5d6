"""Who opened, printed, exported or disclosed what (34 CFR 99.32), in a chain that shows any later change.

Each line is authenticated by a key that exists only until the line is written: the next key is a hash of it, and
hashes do not run backwards. The first key is sealed away by the vault when the office is made; with it, and only with
it, the whole chain can be verified. Who holds the database and today's key can add lines, and can neither change nor
remove one unnoticed.
"""

import hmac
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select, text, update

from ilp_desktop.domain.access import Viewer
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store.tables import audit, audit_state
from ilp_desktop.store.tables.columns import instant_text, json_text

DDL = (
    "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'an audit line stays'); END",
    "CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'an audit line stays'); END",
)
_STEP = b"ilp-desktop audit: next key"
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
    key = first_key
    count = 0
    # As stored, not as read: what is authenticated is what lies on the disk.
    lines = connection.execute(
        text("SELECT id, lower(hex(person_uid)), act, student_id, params, at, mac FROM audit ORDER BY id")
    )
    for line_id, person, act, student_id, params, at, mac in lines:
        count += 1
        expected = hmac.digest(key, _signed(count, person, act, student_id, params, at), "sha256")
        if line_id != count or not hmac.compare_digest(expected, mac):
            raise OfficeError("audit_broken", line=count)
        key = _next(key)
    end = connection.execute(_END).one_or_none()
    if end is None or end.lines != count or not hmac.compare_digest(end.next_key, key):
        raise OfficeError("audit_broken", line=count + 1)
    return count


def _signed(line_id: int, person: str, act: str, student_id: int | None, params: str, at: str) -> bytes:
    return json_text([line_id, person, act, student_id, params, at]).encode()


def _next(key: bytes) -> bytes:
    return sha256(_STEP + key).digest()
