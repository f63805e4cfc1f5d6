"""What is being typed into a confidential note: as durable as any keystroke, and as closed as the note.

A draft is a record like the others, so nobody without the key can tell it from them. While a roster has the writer, it
waits on a slip, closed all the same; whoever opens the office next folds it in without reading it.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from ilp_desktop.domain.confidential import Record
from ilp_desktop.services.confidential_records import Kept, Records, Whose
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.slips import Slip
from ilp_desktop.store.tables import confidential
from ilp_desktop.store.tables.columns import instant_text

_PREFIX = "confidential:"
_NO_CONFERENCE = 0
_c = confidential.c


def write(connection: Connection, records: Records, whose: Whose, record: Record) -> None:
    """Let what this person types into one note be this."""
    uid = records.draft_uid(whose.uids[0], record.item)
    _put(connection, uid, records.sealed(uid, whose.uids[0], record))


def keep_on_slip(desk: Desk, connection: Connection, records: Records, whose: Whose, record: Record) -> None:
    """Make it durable although another write goes on; ``connection`` reads."""
    uid = records.draft_uid(whose.uids[0], record.item)
    values = records.sealed(uid, whose.uids[0], record)
    version = connection.execute(select(_c.version).where(_c.uid == uid)).scalar_one_or_none() or 0
    place = f"{_PREFIX}{uid.hex}:{values['owner'].hex()}:{values['generation']}"
    sealed = base64.b64encode(values["sealed"]).decode()
    now = instant_text(desk.clock.now())
    desk.store.slips.keep(Slip(_NO_CONFERENCE, place, sealed, "", version, now, is_left=False))


def is_confidential(slip: Slip) -> bool:
    """Tell whether a slip is one of these."""
    return slip.field.startswith(_PREFIX)


def fold(connection: Connection, slip: Slip) -> None:
    """Write a slip where it belongs, unread; one that was folded in before, or overtaken, is left."""
    _prefix, uid, owner, generation = slip.field.split(":")
    found = connection.execute(select(_c.version).where(_c.uid == UUID(uid))).scalar_one_or_none() or 0
    if found == slip.version:
        sealed = base64.b64decode(slip.text)
        values = {"owner": bytes.fromhex(owner), "generation": int(generation), "sealed": sealed}
        _put(connection, UUID(uid), values)


def waiting(desk: Desk, records: Records, students: Iterable[Whose]) -> Iterator[Record]:
    """Give the drafts of these students that wait on slips."""
    for place, (sealed, _language) in desk.store.slips.of(_NO_CONFERENCE).items():
        if place.startswith(_PREFIX):
            _prefix, uid, owner, generation = place.split(":")
            yield from records.on_slip(
                students, UUID(uid), bytes.fromhex(owner), int(generation), base64.b64decode(sealed)
            )


def drop(connection: Connection, records: Records, kept: Iterable[Kept]) -> None:
    """Let go of drafts: their words are gone from the table at once, the row stays so that a late slip is known."""
    for one in kept:
        records.change(connection, one, Record("draft"))
        records.mark(connection, one.row.id, removed=True)


def _put(connection: Connection, uid: UUID, values: Mapping[str, object]) -> None:
    connection.execute(
        insert(confidential)
        .values(uid=uid, **values)
        .on_conflict_do_update(index_elements=["uid"], set_={**values, "version": _c.version + 1, "deleted_at": None})
    )
