"""One conference as the tables hold it, for whoever may see it."""

import unicodedata
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Row,
    Select,
    bindparam,
    func,
    select,
    update,
)

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import conference, org, paper_entry, participant, staff_member, student

Found: TypeAlias = Row[*tuple[Any, ...]]
"""A row as a statement brings it, its columns by name."""
TEXT_LIMIT = 10_000
TO_COME = (ConferenceState.SCHEDULED.value, ConferenceState.CHECKED_IN.value, ConferenceState.RUNNING_LATE.value)
"""States, as they are stored, of a conference that has not begun and that nobody missed."""


def reached(
    connection: Connection, desk: Desk, conference_id: int, purpose: Purpose, sharing: Sharing = Sharing.PLAN
) -> Found:
    """Return the conference with its student, school and staff member.

    Raises OfficeError ``conference_gone`` for one that is not there and, without a difference, for one that this
    person may not see or not change.
    """
    statement = _conference_seen(desk.sees(sharing, purpose))
    row = connection.execute(statement, desk.as_viewer(conference_id=conference_id)).one_or_none()
    if row is None:
        raise OfficeError("conference_gone")
    return row


def conference_of(connection: Connection, participant_id: int) -> int:
    """Return the conference that somebody takes part in."""
    found = connection.execute(_CONFERENCE_OF, {"participant_id": participant_id}).scalar_one_or_none()
    if found is None:
        raise OfficeError("field_gone")
    return found


_CONFERENCE_OF = select(participant.c.conference_id).where(
    participant.c.id == bindparam("participant_id"), participant.c.deleted_at.is_(None)
)


@cache  # Built once for each decision about who may: building it takes longer than running it.
def _conference_seen(sees: ColumnElement[bool]) -> Select[Any]:
    c, s, t, e = conference.c, student.c, staff_member.c, paper_entry.c
    return (
        select(
            *(column for column in c if column.name != "deleted_at"),
            s.uid.label("student_uid"),
            s.given_name,
            s.family_name,
            s.preferred_name,
            s.student_number,
            s.birth_date,
            s.grade.label("student_grade"),
            func.coalesce(org.c.name, "").label("school"),
            func.coalesce(t.given_name, "").label("staff_given_name"),
            func.coalesce(t.family_name, "").label("staff_family_name"),
            e.id.label("paper_entry_id"),
            e.held_by_name,
            e.entered_by_name,
            e.entered_on,
        )
        .select_from(
            conference.join(student, s.id == c.student_id)
            .outerjoin(org, org.c.id == s.school_id)
            .outerjoin(staff_member, t.id == c.staff_id)
            .outerjoin(paper_entry, e.conference_id == c.id)
        )
        .where(c.id == bindparam("conference_id"), c.deleted_at.is_(None), s.deleted_at.is_(None), sees)
    )


def made_id(result: CursorResult[Any]) -> int:
    """Return the number of the row that an insert made."""
    key = result.inserted_primary_key
    assert key is not None, "one row was inserted"
    return int(key[0])


def reopened_to_sign(connection: Connection, row: Found) -> None:
    """Say on the day's list that signatures are owed again, after a change to what was signed."""
    if row.state == ConferenceState.SIGNED.value:
        connection.execute(
            update(conference)
            .where(conference.c.id == row.id)
            .values(state=ConferenceState.TO_SIGN.value, version=conference.c.version + 1)
        )


def written(text: str) -> str:
    """Return a text as it is kept: composed letters, no control characters but line ends and tabs.

    Raises OfficeError ``text_too_long``.
    """
    if len(text) > TEXT_LIMIT:
        raise OfficeError("text_too_long", limit=TEXT_LIMIT)
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter for letter in composed if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )


def of_conference(conference_id: int, *kinds: Kind, made_id: int | None = None) -> Changes:
    """Return what a verb of one conference touched."""
    return Changes(frozenset(kinds or {Kind.CONFERENCE}), frozenset({conference_id}), made_id=made_id)
