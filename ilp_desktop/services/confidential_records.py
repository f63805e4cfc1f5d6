"""Confidential records as the store holds them: found by names that only holders make, opened one by one.

Nothing outside a ciphertext says which student a row is about, so nothing here is found by a join: the gate says which
students somebody may read, the keys say what those students are called in here. The number of statements is the same for
one record and for thousands.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, Select, bindparam, insert, select, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.confidential import Document, Record
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.jsonables import from_jsonable, to_jsonable
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import confidential, confidential_content, merger, student
from ilp_desktop.vault.confidential import Confidence, Spot

RECORD = "confidential.sealed"
CONTENT = "confidential_content.sealed"
_AT_ONCE = 500
"""How many names are looked up by one statement; a file has a few."""
_c, _m, _s = confidential.c, merger.c, student.c


@dataclass(frozen=True, slots=True)
class Whose:
    """A student whose confidential part this person may see. ``uids``: their own, and of records put together with it."""

    student_id: int
    name: str
    birth_date: date | None
    uids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with its row, and the uid of the student it was written for."""

    row: Found
    uid: UUID
    record: Record


class Records:
    """The confidential records that one person at one desk can open."""

    def __init__(self, desk: Desk, confidence: Confidence) -> None:
        self._desk = desk
        self._confidence = confidence

    # Whose they are

    def reached(self, connection: Connection, student_id: int, purpose: Purpose) -> Whose:
        """Return a student whose confidential part this person may see or change: by the gate, and by their keys.

        Two statements. Raises OfficeError ``student_gone`` where the gate, ``not_allowed`` where the keys say no.
        """
        statement = _one(self._desk.sees(Sharing.CONFIDENTIAL, purpose))
        row = connection.execute(statement, self._desk.as_viewer(student_id=student_id)).one_or_none()
        if row is None:
            raise OfficeError("student_gone")
        if not self._confidence.is_held:
            raise OfficeError("not_allowed")
        return _whose(row, _put_together(connection))

    def everybody(self, connection: Connection) -> tuple[Whose, ...]:
        """Return every student whose confidential part this person may see, by name. Two statements."""
        if not self._confidence.is_held:
            raise OfficeError("not_allowed")
        statement = _all(self._desk.sees(Sharing.CONFIDENTIAL, Purpose.READ))
        rows = connection.execute(statement, self._desk.as_viewer()).all()
        together = _put_together(connection)
        return tuple(_whose(row, together) for row in rows)

    # What there is

    def of(self, connection: Connection, students: Iterable[Whose]) -> Iterator[tuple[Whose, Kept | None]]:
        """Give each record of these students, None for one that does not open; oldest first for one student."""
        owners = self._owners(students)
        names = list(owners)
        for start in range(0, len(names), _AT_ONCE):
            wanted = names[start : start + _AT_ONCE]
            statement = select(confidential).where(_c.owner.in_(wanted), _c.deleted_at.is_(None)).order_by(_c.id)
            for row in connection.execute(statement):
                whose, uid = owners[row.owner]
                try:
                    yield whose, Kept(row, uid, self.opened(row))
                except OfficeError as error:
                    if error.code != "confidential_damaged":
                        raise
                    yield whose, None

    def one(self, connection: Connection, whose: Whose, item_id: int, *, removed: bool = False) -> Kept:
        """Return one note or document of a student. Raises OfficeError ``item_gone`` or ``confidential_damaged``."""
        is_there = _c.deleted_at.is_not(None) if removed else _c.deleted_at.is_(None)
        row = connection.execute(select(confidential).where(_c.id == item_id, is_there)).one_or_none()
        found = None if row is None else self._owners([whose]).get(row.owner)
        if row is None or found is None:
            raise OfficeError("item_gone")
        record = self.opened(row)
        if record.kind == "draft":
            raise OfficeError("item_gone")
        return Kept(row, found[1], record)

    def opened(self, row: Found) -> Record:
        """Open a row. Raises OfficeError ``confidential_damaged``."""
        return opened(self._confidence, row)

    def on_slip(
        self, students: Iterable[Whose], uid: UUID, owner: bytes, generation: int, sealed: bytes
    ) -> Iterator[Record]:
        """Give the record of a slip, where it is one of these students'."""
        if owner in self._owners(students):
            yield _read(self._confidence.open(Spot(RECORD, generation, uid, owner), sealed))

    # Writing

    def add(self, connection: Connection, student_uid: UUID, record: Record) -> tuple[int, UUID]:
        """Write a new record about a student and return its id and uid."""
        uid = uuid4()  # not one that tells the time: when something was written is nobody else's
        made = connection.execute(insert(confidential).values(uid=uid, **self.sealed(uid, student_uid, record)))
        assert made.inserted_primary_key is not None, "one row was inserted"
        return int(made.inserted_primary_key[0]), uid

    def change(self, connection: Connection, kept: Kept, record: Record) -> None:
        """Write a record anew, under the newest key. The version counts up."""
        values = self.sealed(kept.row.uid, kept.uid, record) | {"version": kept.row.version + 1}
        connection.execute(update(confidential).where(_c.id == kept.row.id).values(**values))

    def mark(self, connection: Connection, item_id: int, *, removed: bool) -> None:
        """Remove a record, or bring it back."""
        at = self._desk.clock.now() if removed else None
        connection.execute(update(confidential).where(_c.id == item_id).values(deleted_at=at))

    def sealed(self, uid: UUID, student_uid: UUID, record: Record) -> dict[str, Any]:
        """Return the columns of a record closed under the newest key."""
        generation = self._confidence.newest
        owner = owner_of(self._confidence, generation, student_uid)
        plain = json.dumps(to_jsonable(record), ensure_ascii=False, separators=(",", ":")).encode()
        sealed = self._confidence.close(Spot(RECORD, generation, uid, owner), plain)
        return {"owner": owner, "generation": generation, "sealed": sealed}

    def add_content(self, connection: Connection, content: bytes) -> tuple[UUID, int]:
        """Write a document's bytes and return their uid and generation."""
        uid, generation = uuid4(), self._confidence.newest
        sealed = self._confidence.close(Spot(CONTENT, generation, uid, b""), content)
        connection.execute(insert(confidential_content).values(uid=uid, generation=generation, sealed=sealed))
        return uid, generation

    def content(self, connection: Connection, uid: UUID) -> bytes:
        """Return a document's bytes. Raises OfficeError ``confidential_damaged``."""
        k = confidential_content.c
        row = connection.execute(select(k.generation, k.sealed).where(k.uid == uid)).one_or_none()
        if row is None:
            raise OfficeError("confidential_damaged")
        return self._confidence.open(Spot(CONTENT, row.generation, uid, b""), row.sealed)

    def document(self, connection: Connection, record: Record) -> tuple[str, bytes]:
        """Return the name and bytes of a record's document. Raises OfficeError ``item_gone``, ``confidential_damaged``."""
        kept = record.document
        if kept is None:
            raise OfficeError("item_gone")
        uid = UUID(kept.content)
        content = self.content(connection, uid)
        if document_of(uid, kept.generation, kept.name, content) != kept:
            raise OfficeError("confidential_damaged")
        return kept.name, content

    def draft_uid(self, student_uid: UUID, item: str) -> UUID:
        """Return the uid of the row in which this person's words for an item are kept while they are typed."""
        person = self._desk.viewer.person_uid.bytes
        name = self._confidence.name(self._confidence.newest, b"draft", person, student_uid.bytes, item.encode())
        return UUID(bytes=name[:16])

    def _owners(self, students: Iterable[Whose]) -> dict[bytes, tuple[Whose, UUID]]:
        return {
            name: (whose, uid) for whose in students for uid in whose.uids for name in owners_of(self._confidence, uid)
        }


def owner_of(confidence: Confidence, generation: int, student_uid: UUID) -> bytes:
    """Return what a student is called in the rows of one generation."""
    return confidence.name(generation, b"student", student_uid.bytes)


def owners_of(confidence: Confidence, student_uid: UUID) -> Iterator[bytes]:
    """Give what a student is called in the rows of every generation whose key is held."""
    return (owner_of(confidence, generation, student_uid) for generation in confidence.generations())


def opened(confidence: Confidence, row: Found) -> Record:
    """Open a row. Raises OfficeError ``confidential_damaged``."""
    return _read(confidence.open(Spot(RECORD, row.generation, row.uid, row.owner), row.sealed))


def document_of(uid: UUID, generation: int, name: str, content: bytes) -> Document:
    """Return what a record says of its document."""
    return Document(uid.hex, generation, name, len(content), sha256(content).hexdigest())


def _read(plain: bytes) -> Record:
    try:
        return from_jsonable(Record, json.loads(plain))
    except ValueError:
        raise OfficeError("confidential_damaged") from None


@cache  # Built once for each decision about who may: building it takes longer than running it.
def _one(sees: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _all(sees).where(_s.id == bindparam("student_id"))


@cache
def _all(sees: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    names = (_s.given_name, _s.family_name, _s.preferred_name)
    return (
        select(_s.id, _s.uid, *names, _s.birth_date).where(_s.deleted_at.is_(None), sees).order_by(_s.sort_key, _s.id)
    )


_TOGETHER = (
    select(_m.kept_id, _m.gone_id, _s.uid)
    .join(student, _s.id == _m.gone_id)
    .where(_m.kind == "student", _m.undone_at.is_(None))
)


def _put_together(connection: Connection) -> Mapping[int, list[tuple[int, UUID]]]:
    """Return, for each record that stands for others, those others and their uids."""
    found: dict[int, list[tuple[int, UUID]]] = {}
    for row in connection.execute(_TOGETHER):
        found.setdefault(row.kept_id, []).append((row.gone_id, row.uid))
    return found


def _whose(row: Found, together: Mapping[int, list[tuple[int, UUID]]]) -> Whose:
    uids, waiting = [row.uid], [row.id]
    while waiting:
        for gone_id, uid in together.get(waiting.pop(), ()):
            uids.append(uid)
            waiting.append(gone_id)
    name = full_name(row.given_name, row.family_name, row.preferred_name)
    return Whose(row.id, name, row.birth_date, tuple(uids))
