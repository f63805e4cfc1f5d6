"""An adult who is nobody's guardian comes along: with a guardian's permission, written down by who may know about custody."""

from sqlalchemy import Connection, insert, update

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import is_adult
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.relations import PERMITTED_HOW, Permitters
from ilp_desktop.services import guardian_lines
from ilp_desktop.services.conference_rows import Found, conference_of, made_id, of_conference, reached, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import participant

_p = participant.c
_OVER = frozenset({ConferenceState.TO_SIGN.value, ConferenceState.SIGNED.value})


class Permissions:
    """Who else may come to a conference. For whoever may change what is known about custody; the desk only sees them listed.

    Every verb raises OfficeError ``conference_gone`` for anybody else.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def permitters(self, conference_id: int) -> Permitters:
        """Return who can say that somebody else may come: adults who may attend that day; from 18 on, the student."""
        with self._desk.store.read() as connection:
            return self._permitters(connection, self._reached(connection, conference_id))

    def permit(self, conference_id: int, name: str, guardian_id: int | None, how: str) -> Changes:
        """Put somebody on a conference who comes with an adult's permission; ``guardian_id`` None: the student's own.

        ``how`` it was given: in writing, by phone or in person. They do not sign. The made id is the participant's.
        Raises OfficeError ``permission_nobody`` without a name, ``permission_not_theirs`` where that adult may not say so,
        ``permission_see_office`` for somebody who is to see the office first, ``conference_over``.
        """
        desk = self._desk
        said = " ".join(written(name).split())
        assert how in PERMITTED_HOW, how
        with desk.store.write() as connection:
            row = self._reached(connection, conference_id)
            if row.state in _OVER:
                raise OfficeError("conference_over")
            if not said:
                raise OfficeError("permission_nobody")
            offered = self._permitters(connection, row)
            allowed = offered.student_decides if guardian_id is None else guardian_id in dict(offered.adults)
            if not allowed:
                raise OfficeError("permission_not_theirs")
            if guardian_lines.is_barred(connection, row.student_id, said):
                raise OfficeError("permission_see_office")
            values = {
                "uid": uids.new_uid(desk.clock),
                "conference_id": row.id,
                "party": Party.FAMILY.value,
                "name": said,
                "role": "guest",
                "may_sign": False,
                "permitted_by": guardian_id,
                "permitted_how": how,
            }
            made = made_id(connection.execute(insert(participant).values(values)))
            self._note(connection, "permission_given", row, made)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, made_id=made)

    def withdraw(self, participant_id: int) -> Changes:
        """Take a permission back: that person may not come any more. Raises OfficeError ``field_gone``."""
        with self._desk.store.write() as connection:
            row = self._reached(connection, conference_of(connection, participant_id))
            gone = update(participant).where(_p.id == participant_id, _p.permitted_how != "", _p.deleted_at.is_(None))
            if not connection.execute(gone.values(deleted_at=self._desk.clock.now())).rowcount:
                raise OfficeError("field_gone")
            self._note(connection, "permission_withdrawn", row, participant_id)
        return of_conference(row.id, Kind.CONFERENCE, Kind.DAY)

    def _reached(self, connection: Connection, conference_id: int) -> Found:
        return reached(connection, self._desk, conference_id, Purpose.EDIT, Sharing.CUSTODY)

    def _permitters(self, connection: Connection, row: Found) -> Permitters:
        adults = guardian_lines.may_attend(connection, row)
        return Permitters(
            adults=tuple((one.id, full_name(one.given_name, one.family_name)) for one in adults),
            student_decides=is_adult(row.birth_date, row.held_on),
            guests=tuple(
                (one.id, one.name) for one in connection.execute(guardian_lines.GUESTS, {"conference_id": row.id})
            ),
        )

    def _note(self, connection: Connection, act: str, row: Found, participant_id: int) -> None:
        desk = self._desk
        audits.append(
            connection,
            desk.viewer,
            act,
            row.student_id,
            at=desk.clock.now(),
            conference=row.id,
            participant=participant_id,
        )
