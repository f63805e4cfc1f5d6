"""Who came to a conference and how: in person, by phone or video, with whom interpreting, in whose place (R16, R36, R37)."""

from sqlalchemy import ColumnElement, Connection, Integer, and_, bindparam, exists, insert, or_, select, update

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.circumstances import MODES, CountsFor, StaffToAdd
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import is_adult
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.policy.counting import counts_for
from ilp_desktop.services.conference_arranging import educator_role
from ilp_desktop.services.conference_rows import (
    Found,
    conference_of,
    made_id,
    of_conference,
    reached,
    reopened_to_sign,
)
from ilp_desktop.services.conference_sheets import sheet_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.interpreting import say_interpreter
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.services.policy_meetings import PARTIES, STAFF_ROLES
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import assignment, conference, participant, signature, staff_member, substitution
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.visible import has_left

_p, _t, _a, _u = participant.c, staff_member.c, assignment.c, substitution.c
_ON = bindparam("on", type_=SchoolDate)


class Circumstances:
    """What one person may say of who takes part in the conferences that they hold.

    Every verb raises OfficeError ``conference_gone`` for a conference that is not there for this person, and
    ``conference_over`` where it is concluded: what was written of it then stays.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Questions

    def counts_for(self, conference_id: int, language: str = "en") -> CountsFor:
        """Return what a conference counts for with those who are there by now, of the rules that ask who takes part."""
        desk = self._desk
        with desk.store.read() as connection:
            sheet, row = sheet_of(connection, desk, conference_id)
            policy = policy_in_force(connection, sheet.on)
            staff = [each.staff_id for each in sheet.participants if each.staff_id is not None and each.took_part]
            roles = set(connection.execute(select(_t.role).where(_t.id.in_(staff))).scalars())
        came = [each for each in sheet.participants if each.took_part and each.role != "interpreter"]
        here = {PARTIES[each.party.value] for each in came}
        here |= {STAFF_ROLES[role] for role in roles if role in STAFF_ROLES}
        if "parent" in here or ("student" in here and is_adult(row.birth_date, sheet.on)):
            here.add("family")
        return counts_for(policy.clauses, sheet.grade, frozenset(here), language)

    def staff_to_add(self, conference_id: int) -> tuple[StaffToAdd, ...]:
        """Return who of the staff can join, by name: who stands in that day for somebody of the conference first.

        Whom it may be is checked when they join; who left is not among them, nor is who is there already.
        """
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.READ)
            there = set(connection.execute(_STAFF_THERE, {"this": row.id}).scalars())
            staff = connection.execute(_STAFF, {"on": row.held_on}).all()
            stand_in = {
                found.substitute_id: found
                for found in connection.execute(_STANDING_IN, {"on": row.held_on})
                if found.absent_id in there
            }
        lines = [_to_add(one, stand_in.get(one.id)) for one in staff if one.id not in there]
        return tuple(sorted(lines, key=lambda line: not line.stands_in_for))

    # Verbs

    def set_mode(self, conference_id: int, mode: str) -> Changes:
        """Say how the conference is held: in person, by phone or by video."""
        if mode not in MODES:
            raise ValueError("no such way to meet")
        with self._desk.store.write() as connection:
            row = self._open(connection, conference_id)
            self._set(connection, row, mode=mode)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def set_came_by(self, participant_id: int, came_by: str) -> Changes:
        """Say how somebody took part, where it was another way than the conference was held in: that they did is said with it."""
        if came_by not in MODES:
            raise ValueError("no such way to come")
        with self._desk.store.write() as connection:
            conference_id = conference_of(connection, participant_id)
            row = self._open(connection, conference_id)
            connection.execute(
                update(participant)
                .where(_p.id == participant_id)
                .values(came_by="" if came_by == row.mode else came_by, attended=True, version=_p.version + 1)
            )
            reopened_to_sign(connection, row)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def say_interpreter(
        self, conference_id: int, language: str, name: str, *, kind: str = "", mode: str = ""
    ) -> Changes:
        """Say into which language was interpreted (BCP-47), and by whom; an empty language and name take it back.

        ``kind`` is one of ``INTERPRETERS``, ``mode`` one of ``MODES``, or ''.
        """
        with self._desk.store.write() as connection:
            row = self._open(connection, conference_id)
            came = row.begun_at is not None or row.held_on == self._desk.today
            say_interpreter(connection, self._desk, row, name, kind=kind, mode=mode, came=came)
            connection.execute(update(conference).where(conference.c.id == row.id).values(interpreter=language.strip()))
            reopened_to_sign(connection, row)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)

    def bring_in(self, conference_id: int, staff_id: int, stands_in_for: int | None = None) -> Changes:
        """Add a member of staff to a conference, also under way; they may sign. The made id is the participant's (R16).

        ``stands_in_for`` is whose place they take that day: who is absent is then not there, and is not waited for. To join
        opens the file to them (R82): whose student it is, or stands in that day for who is, whoever holds the conference
        adds; anybody else only who may entrust the student to others. Raises OfficeError ``staff_gone``, ``joins_already``,
        ``staff_not_theirs``.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = self._open(connection, conference_id)
            who = connection.execute(_STAFF.where(_t.id == staff_id), {"on": row.held_on}).one_or_none()
            if who is None:
                raise OfficeError("staff_gone")
            there = set(connection.execute(_STAFF_THERE, {"this": row.id}).scalars())
            if staff_id in there:
                raise OfficeError("joins_already")
            if not self._may_join(connection, row, staff_id):
                raise OfficeError("staff_not_theirs")
            absent = stands_in_for if stands_in_for in there else None
            made = self._join(connection, row, who, absent)
            reopened_to_sign(connection, row)
            at = desk.clock.now()
            audits.append(
                connection, desk.viewer, "staff_joined", row.student_id, at=at, staff=staff_id, conference=row.id
            )
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT, made_id=made)

    def take_out(self, participant_id: int) -> Changes:
        """Take a member of staff off again who was added by mistake and has not signed; whose place they took is asked anew.

        Raises OfficeError ``joins_signed`` for who signed, ``holds_it`` for who holds the conference.
        """
        desk = self._desk
        with desk.store.write() as connection:
            conference_id = conference_of(connection, participant_id)
            row = self._open(connection, conference_id)
            one = connection.execute(select(participant).where(_p.id == participant_id)).one()
            if one.staff_id is None or one.staff_id == row.staff_id:
                raise OfficeError("holds_it")
            if connection.execute(_HAS_SIGNED, {"participant_id": participant_id}).first() is not None:
                raise OfficeError("joins_signed")
            connection.execute(update(participant).where(_p.id == participant_id).values(deleted_at=desk.clock.now()))
            if one.stands_in_for is not None:
                connection.execute(
                    update(participant)
                    .where(_p.conference_id == row.id, _p.staff_id == one.stands_in_for, _p.deleted_at.is_(None))
                    .values(attended=None, version=_p.version + 1)
                )
            reopened_to_sign(connection, row)
            at = desk.clock.now()
            audits.append(
                connection, desk.viewer, "staff_left_out", row.student_id, at=at, staff=one.staff_id, conference=row.id
            )
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY, Kind.STUDENT)

    def _open(self, connection: Connection, conference_id: int) -> Found:
        row = reached(connection, self._desk, conference_id, Purpose.EDIT)
        if row.concluded_at is not None:
            raise OfficeError("conference_over")
        return row

    def _join(self, connection: Connection, row: Found, who: Found, absent: int | None) -> int:
        """Put somebody of the staff on a conference; in whose place they stand is not there."""
        if absent is not None:
            connection.execute(
                update(participant)
                .where(_p.conference_id == row.id, _p.staff_id == absent, _p.deleted_at.is_(None))
                .values(attended=False, version=_p.version + 1)
            )
        values = {
            "conference_id": row.id,
            "party": Party.SCHOOL.value,
            "staff_id": who.id,
            "name": full_name(who.given_name, who.family_name),
            "role": educator_role(who.role),
            "attended": True,
            "stands_in_for": absent,
        }
        return made_id(connection.execute(insert(participant).values(uid=uids.new_uid(self._desk.clock), **values)))

    def _may_join(self, connection: Connection, row: Found, staff_id: int) -> bool:
        """Tell whether somebody's joining opens nothing to them that is not open, or is for this person to decide."""
        values = {"on": row.held_on, "student_id": row.student_id, "staff_id": staff_id, "holder": row.staff_id}
        if connection.execute(_REACHES, values).scalar_one():
            return True
        relation = Relation.PARTICIPANT  # the conference was reached to be changed
        return decide(self._desk.viewer, relation, Sharing.PLAN, Purpose.ENTRUST)

    def _set(self, connection: Connection, row: Found, **values: object) -> None:
        c = conference.c
        connection.execute(update(conference).where(c.id == row.id).values(version=c.version + 1, **values))


# Statements are built once.

_STAFF = (
    select(_t.id, _t.given_name, _t.family_name, _t.role)
    .where(_t.deleted_at.is_(None), ~has_left(_t.id, _ON))
    .order_by(_t.family_name, _t.given_name, _t.id)
)
_STAFF_THERE = select(_p.staff_id).where(
    _p.conference_id == bindparam("this", type_=Integer), _p.staff_id.is_not(None), _p.deleted_at.is_(None)
)
_HAS_SIGNED = (
    select(signature.c.id)
    .where(signature.c.participant_id == bindparam("participant_id", type_=Integer), signature.c.withdrawn_at.is_(None))
    .limit(1)
)
_absent = staff_member.alias("absent")
_STANDING_IN = (
    select(_u.substitute_id, _u.absent_id, _absent.c.given_name, _absent.c.family_name)
    .join(_absent, _absent.c.id == _u.absent_id)
    .where(_u.deleted_at.is_(None), _u.begins_on <= _ON, _u.ends_on >= _ON)
)


def _to_add(one: Found, standing_in: Found | None) -> StaffToAdd:
    name = full_name(one.given_name, one.family_name)
    if standing_in is None:
        return StaffToAdd(one.id, name, one.role)
    absent = full_name(standing_in.given_name, standing_in.family_name)
    return StaffToAdd(one.id, name, one.role, standing_in.absent_id, absent)


def _reaches() -> ColumnElement[bool]:
    who, student_id = bindparam("staff_id", type_=Integer), bindparam("student_id", type_=Integer)
    stands = and_(_u.substitute_id == who, _u.deleted_at.is_(None), _u.begins_on <= _ON, _u.ends_on >= _ON)
    looked_after = exists().where(
        _a.student_id == student_id,
        or_(_a.staff_id == who, exists().where(stands, _u.absent_id == _a.staff_id).correlate(assignment)),
        _a.deleted_at.is_(None),
        or_(_a.begins_on.is_(None), _a.begins_on <= _ON),
        or_(_a.ends_on.is_(None), _a.ends_on >= _ON),
    )
    return or_(looked_after, exists().where(stands, _u.absent_id == bindparam("holder", type_=Integer)))


_REACHES = select(_reaches())
