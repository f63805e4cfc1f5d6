"""Answers to invitations (R34): who comes, by phone, at another time, or not at all; noted when somebody calls."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.replies import MODES, FamilySpan, Invited, Reply, ReplySheet
from ilp_desktop.services.conference_rows import Found, of_conference, reached, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.services.reply_lines import replies_of, said_by
from ilp_desktop.services.schedule_days import spans_kept
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import (
    conference,
    guardian,
    participant,
    reply,
    schedule_hours,
    schedule_meeting,
    student_guardian,
)

_y, _c, _m, _p, _r, _g = (
    reply.c,
    conference.c,
    schedule_meeting.c,
    participant.c,
    student_guardian.c,
    guardian.c,
)
_EXPECTED = (
    select(_g.id, _g.given_name, _g.family_name, *TERMS)
    .select_from(
        participant.join(conference, _c.id == _p.conference_id)
        .join(guardian, _g.id == _p.guardian_id)
        .join(
            student_guardian,
            (_r.guardian_id == _p.guardian_id) & (_r.student_id == _c.student_id) & _r.deleted_at.is_(None),
        )
    )
    .where(_p.deleted_at.is_(None), _g.deleted_at.is_(None))
    .order_by(_p.id)
)


class Replies:
    """What families answered, as far as one person takes part in their plan.

    Every verb raises OfficeError ``conference_gone`` for anybody else; those that write, ``reply_too_late`` once it has begun.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_conference(self, conference_id: int) -> ReplySheet:
        """Return who is expected at a conference and what each has answered; it writes a line in the record."""
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.READ)
            lines = replies_of(connection, [conference_id]).get(conference_id, ())
            own = full_name(row.given_name, row.family_name, row.preferred_name)
            invited = [
                Invited(one.id, full_name(one.given_name, one.family_name)) for one in _expected(connection, row)
            ]
            student_id, begun = row.student_id, row.begun_at is not None
            planned = (
                select(schedule_hours.c.held_on)
                .join(schedule_meeting, _m.schedule_id == schedule_hours.c.schedule_id)
                .where(_m.conference_id == conference_id, _m.deleted_at.is_(None))
                .distinct()
                .order_by(schedule_hours.c.held_on)
            )
            sheet = ReplySheet(
                conference_id=conference_id,
                student_id=student_id,
                on=row.held_on,
                starts_at=row.starts_at,
                invited=tuple(
                    Invited(one.guardian_id, one.name, said_by(lines, one.guardian_id))
                    for one in (*invited, Invited(None, own))
                ),
                begun=begun,
                days=tuple(connection.execute(planned).scalars()),
            )
        note_opening(desk, "adults_read", student_id)
        return sheet

    def note(
        self,
        conference_id: int,
        said: Reply,
        guardian_id: int | None = None,
        note: str = "",
        times: Sequence[FamilySpan] = (),
    ) -> Changes:
        """Write down an answer, in place of what the same person said before; None is the student.

        Who comes by phone or video makes it a conference by phone or video while nobody comes in person. For another time a
        conference of a schedule goes back among those to be placed, within ``times`` where some were said; until it is
        published anew it stays on its day.

        Raises OfficeError ``reply_too_late``, ``reply_not_invited``, ``schedule_hours_wrong`` for what is no time.
        """
        desk = self._desk
        spans = spans_kept(times)
        kept = written(note).strip()
        with desk.store.write() as connection:
            row = self._open(connection, conference_id)
            if guardian_id is not None and guardian_id not in {one.id for one in _expected(connection, row)}:
                raise OfficeError("reply_not_invited")
            self._forget(connection, conference_id, guardian_id)
            self._keep(connection, conference_id, said, guardian_id, kept)
            self._settle_mode(connection, row)
            if said is Reply.ANOTHER_TIME:
                connection.execute(
                    update(schedule_meeting)
                    .where(_m.conference_id == conference_id, _m.deleted_at.is_(None))
                    .values(within=spans, placed_on=None, starts_at="", fixed=False, version=_m.version + 1)
                )
            audits.append(connection, desk.viewer, "reply_noted", row.student_id, at=desk.clock.now())
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def take_back(self, conference_id: int, guardian_id: int | None = None) -> Changes:
        """Say that somebody has not answered after all."""
        desk = self._desk
        with desk.store.write() as connection:
            row = self._open(connection, conference_id)
            self._forget(connection, conference_id, guardian_id)
            self._settle_mode(connection, row)
            audits.append(connection, desk.viewer, "reply_noted", row.student_id, at=desk.clock.now())
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def _open(self, connection: Connection, conference_id: int) -> Found:
        row = reached(connection, self._desk, conference_id, Purpose.EDIT)
        if row.begun_at is not None:
            raise OfficeError("reply_too_late")
        return row

    def _keep(
        self, connection: Connection, conference_id: int, said: Reply, guardian_id: int | None, note: str
    ) -> None:
        desk = self._desk
        signed = {"uid": uids.new_uid(desk.clock), "noted_by": desk.viewer.person_uid, "noted_at": desk.clock.now()}
        values = {"conference_id": conference_id, "guardian_id": guardian_id, "answer": said.value, "note": note}
        connection.execute(insert(reply).values(**values, **signed))

    def _forget(self, connection: Connection, conference_id: int, guardian_id: int | None) -> None:
        whose = _y.guardian_id.is_(None) if guardian_id is None else _y.guardian_id == guardian_id
        connection.execute(
            update(reply)
            .where(_y.conference_id == conference_id, _y.deleted_at.is_(None), whose)
            .values(deleted_at=self._desk.clock.now(), version=_y.version + 1)
        )

    def _settle_mode(self, connection: Connection, row: Found) -> None:
        """Have the conference take place as those who come said: in person where one of them does."""
        said = [line.reply for line in replies_of(connection, [row.id]).get(row.id, ())]
        mode = next((kind for one, kind in MODES.items() if one in said), "")
        if mode and mode != row.mode:
            connection.execute(update(conference).where(_c.id == row.id).values(mode=mode, version=_c.version + 1))


def _expected(connection: Connection, row: Found) -> list[Found]:
    """Return the adults who are on a conference and may come to it on its day."""
    rows = connection.execute(_EXPECTED.where(_p.conference_id == row.id))
    return [one for one in rows if Right.ATTEND in rights_on(terms_of(one), row.birth_date, row.held_on)]


def forget_replies(connection: Connection, desk: Desk, conference_id: int) -> None:
    """Let go of the answers to a time that is another one now: nobody has said anything to the new one."""
    connection.execute(
        update(reply)
        .where(_y.conference_id == conference_id, _y.deleted_at.is_(None))
        .values(deleted_at=desk.clock.now(), version=_y.version + 1)
    )
