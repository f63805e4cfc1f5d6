"""What was left for later: who will sign on another day or on paper, who still must, and how they are reached."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.circumstances import SIGNS_HOW, Lacking, SignerOwed
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import Found, conference_of, of_conference, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.lacking import lacking_of, owed_by
from ilp_desktop.services.openings import note_opening
from ilp_desktop.store.tables import conference, guardian, participant, staff_member, student

_c, _p, _s, _t = conference.c, participant.c, student.c, staff_member.c
_TO_SIGN = (ConferenceState.IN_CONFERENCE.value, ConferenceState.TO_SIGN.value)


class Later:
    """What of the conferences of one person's students is still to come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sign_later(self, participant_id: int, by: date | None, how: str = "") -> Changes:
        """Say until when somebody will sign, and whether here or on paper; None takes it back. Nothing is signed by that.

        Raises OfficeError ``conference_gone``, ``signs_in_the_past`` for a day that has passed.
        """
        desk = self._desk
        if by is not None and how not in SIGNS_HOW:
            raise ValueError("no such way to sign")
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_of(connection, participant_id), Purpose.EDIT)
            if by is not None and by < desk.today:
                raise OfficeError("signs_in_the_past")
            connection.execute(
                update(participant)
                .where(_p.id == participant_id)
                .values(signs_by=by, signs_how=how if by else "", version=_p.version + 1)
            )
        return of_conference(row.id, Kind.CONFERENCE, Kind.DAY, Kind.SIGNATURE)

    def owed(self) -> tuple[SignerOwed, ...]:
        """Return whose marks are owed under the plans that this person sees: who said a day first, by that day.

        How a family is reached, for who may know. A handful of statements. Only conferences that were held are looked at:
        ended, or begun on a day before today.
        """
        desk = self._desk
        statement = _open_ones(desk.sees(Sharing.PLAN, Purpose.READ), desk.sees(Sharing.CONTACT, Purpose.READ))
        with desk.store.read() as connection:
            rows = connection.execute(statement, desk.as_viewer()).all()
            held = [row for row in rows if row.concluded_at is not None or row.held_on < desk.today]
            owed = owed_by(connection, held)
            reach = _reach(connection, [one.guardian_id for some in owed.values() for one in some])
        note_opening(desk, "owed_read")
        lines = [_line(row, one, reach) for row in held for one in owed.get(row.id, ())]
        return tuple(
            sorted(lines, key=lambda line: (line.by or date.max, line.held_on, line.student_name, line.participant_id))
        )

    def lacking(self, conference_id: int) -> tuple[Lacking, ...]:
        """Return what a conference lacks by the sections of its policy set, with who has not signed."""
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.READ)
            found = lacking_of(connection, [row.id]).get(row.id, ())
        note_opening(desk, "conference_opened", row.student_id, conference=conference_id)
        return found


@cache  # Built once for each decision about who may: building it takes longer than running it.
def _open_ones(may_read: ColumnElement[bool], may_reach: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(_c[name] for name in ("id", "student_id", "grade")),
            _c.held_on,
            _c.concluded_at,
            _s.given_name,
            _s.family_name,
            _s.preferred_name,
            _s.birth_date,
            _t.given_name.label("staff_given_name"),
            _t.family_name.label("staff_family_name"),
            may_reach.label("contacts"),
        )
        .select_from(conference.join(student, _s.id == _c.student_id).outerjoin(staff_member, _t.id == _c.staff_id))
        .where(_c.state.in_(_TO_SIGN), _c.deleted_at.is_(None), _s.deleted_at.is_(None), may_read)
        .order_by(_c.held_on, _c.id)
    )


def _reach(connection: Connection, guardian_ids: Sequence[int | None]) -> dict[int, tuple[str, str]]:
    g = guardian.c
    wanted = {one for one in guardian_ids if one is not None}
    rows = connection.execute(select(g.id, g.phone, g.email).where(g.id.in_(wanted))).all() if wanted else ()
    return {row.id: (row.phone, row.email) for row in rows}


def _line(row: Found, one: Found, reach: dict[int, tuple[str, str]]) -> SignerOwed:
    phone, email = reach.get(one.guardian_id or 0, ("", "")) if row.contacts else ("", "")
    return SignerOwed(
        conference_id=row.id,
        participant_id=one.id,
        student_id=row.student_id,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        grade=row.grade,
        held_on=row.held_on,
        staff_name=full_name(row.staff_given_name or "", row.staff_family_name or ""),
        name=one.name,
        role=one.role,
        by=one.signs_by,
        how=one.signs_how,
        phone=phone,
        email=email,
    )
