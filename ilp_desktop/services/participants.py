"""Whose students are whose: assigned with dates, stood in for, ended; access follows at once (R9, R16, R79, R82)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, insert, or_, select, type_coerce, update

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.participation import DUTIES, AssignmentLine, StaffLine, SubstitutionLine
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.services.assignments import ON, begin, end_all, standing
from ilp_desktop.services.conference_rows import made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.students import row_of, rows_seen_by
from ilp_desktop.store import audits, uids
from ilp_desktop.store.tables import assignment, departure, staff_member, student, substitution
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.visible import has_left

_TOUCHED = frozenset({Kind.STUDENT, Kind.DAY, Kind.CONFERENCE})
_DAY = timedelta(days=1)
MOST_ALONE = 500
"""How many students without anybody are listed at once."""

_a, _s, _u, _t = assignment.c, student.c, substitution.c, staff_member.c


class Participants:
    """Who looks after whom. To change it opens files to people: the lead, and the principal, may; a counselor for their own.

    Every verb raises OfficeError ``not_allowed`` for who may not, and ``dates_reversed`` for a last day before the first.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Questions

    def staff(self) -> tuple[StaffLine, ...]:
        """Return the staff to choose from, by name; who leaves or left, with their last day."""
        d = departure.c
        last = (
            select(func.min(d.last_day))
            .where(d.staff_id == _t.id, d.deleted_at.is_(None))
            .correlate(staff_member)
            .scalar_subquery()
        )
        statement = (
            select(_t.id, _t.given_name, _t.family_name, _t.role, type_coerce(last, SchoolDate).label("last_day"))
            .where(_t.deleted_at.is_(None))
            .order_by(_t.family_name, _t.given_name, _t.id)
        )
        with self._desk.store.read() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            StaffLine(row.id, full_name(row.given_name, row.family_name), row.role, row.last_day) for row in rows
        )

    def of_student(self, student_id: int, on: date | None = None) -> tuple[AssignmentLine, ...]:
        """Return who is assigned to a student, also who was or will be, and who stands in for them on a day.

        Two statements. Raises OfficeError ``student_gone`` for a file that this person may not see.
        """
        desk = self._desk
        statement = (
            select(_a.id, _a.staff_id, _a.duty, _a.begins_on, _a.ends_on, _t.given_name, _t.family_name)
            .join(staff_member, _t.id == _a.staff_id)
            .where(_a.student_id == student_id, _a.deleted_at.is_(None))
            .order_by(_a.begins_on, _a.id)
        )
        with desk.store.read() as connection:
            self._check_student(connection, student_id, Purpose.READ)
            rows = connection.execute(statement).all()
            standing_in = _standing_in(connection, [row.staff_id for row in rows], on or desk.today)
        return tuple(
            AssignmentLine(
                assignment_id=row.id,
                staff_id=row.staff_id,
                name=full_name(row.given_name, row.family_name),
                duty=row.duty,
                begins_on=row.begins_on,
                ends_on=row.ends_on,
                standing_in=tuple(standing_in.get(row.staff_id, ())),
            )
            for row in rows
        )

    def substitutions(self) -> tuple[SubstitutionLine, ...]:
        """Return who stands in for whom, today and on days to come."""
        absent, stands_in = staff_member.alias("absent"), staff_member.alias("stands_in")
        statement = (
            select(
                substitution,
                absent.c.given_name.label("absent_given"),
                absent.c.family_name.label("absent_family"),
                stands_in.c.given_name,
                stands_in.c.family_name,
            )
            .join(absent, absent.c.id == _u.absent_id)
            .join(stands_in, stands_in.c.id == _u.substitute_id)
            .where(_u.deleted_at.is_(None), _u.ends_on >= self._desk.today)
            .order_by(_u.begins_on, _u.id)
        )
        with self._desk.store.read() as connection:
            rows = connection.execute(statement).all()
        return tuple(
            SubstitutionLine(
                substitution_id=row.id,
                absent_id=row.absent_id,
                absent=full_name(row.absent_given, row.absent_family),
                substitute_id=row.substitute_id,
                substitute=full_name(row.given_name, row.family_name),
                begins_on=row.begins_on,
                ends_on=row.ends_on,
            )
            for row in rows
        )

    def without_anybody(self, on: date | None = None, limit: int = MOST_ALONE) -> tuple[StudentRow, ...]:
        """Return the enrolled students to whom nobody is assigned on a day, of those whose plans this person may see.

        After ``leave``, ask for the day after the last.
        """
        desk = self._desk
        looked_after = exists().where(_a.student_id == _s.id, *standing(ON), ~has_left(_a.staff_id, ON))
        statement = (
            rows_seen_by(desk.sees(Sharing.PLAN, Purpose.READ))
            .where(_s.withdrawn_at.is_(None), ~looked_after.correlate(student))
            .order_by(_s.sort_key, _s.id)
            .limit(limit)
        )
        with desk.store.read() as connection:
            rows = connection.execute(statement, desk.as_viewer(on=on or desk.today)).all()
        return tuple(row_of(row) for row in rows)

    # Verbs

    def assign(
        self,
        student_ids: Sequence[int],
        staff_id: int,
        duty: str,
        *,
        begins_on: date | None = None,
        ends_on: date | None = None,
    ) -> Changes:
        """Assign a member of staff to students: teacher, counselor or career_staff (R9, R16); from today, if not said.

        Who is assigned already stays so, and is from then on for as long as is said here. Students whom this person
        may not entrust to others are left out. The ids are the assignments that did not stand before: ``end`` takes them
        back. Raises OfficeError ``staff_unknown`` for who is not here any more.
        """
        desk = self._desk
        begins = begins_on or desk.today
        _check_dates(begins, ends_on)
        if duty not in DUTIES:
            raise ValueError("no duty of that name")
        self._check_may(Relation.PARTICIPANT)
        with desk.store.write() as connection:
            _check_staff(connection, staff_id, begins)
            seen = connection.execute(
                select(_s.id).where(_s.id.in_(student_ids), desk.sees(Sharing.PLAN, Purpose.ENTRUST)), desk.as_viewer()
            ).scalars()
            begun = begin(connection, desk, [(one, duty) for one in seen], staff_id, begins, ends_on)
        return Changes(_TOUCHED, frozenset(begun))

    def end(self, which: int | Collection[int], last_day: date | None = None) -> Changes:
        """End an assignment, or several, with the last day; if not said, at once. A roster does not begin it again.

        Raises OfficeError ``assignment_gone``, and ends none, where one of them is not for this person to end.
        """
        desk = self._desk
        wanted = {which} if isinstance(which, int) else set(which)
        self._check_may(Relation.PARTICIPANT)
        with desk.store.write() as connection:
            rows = connection.execute(
                select(_a.id, _a.student_id, _a.provenance)
                .join(student, _s.id == _a.student_id)
                .where(_a.id.in_(wanted), _a.deleted_at.is_(None), desk.sees(Sharing.PLAN, Purpose.ENTRUST)),
                desk.as_viewer(),
            ).all()
            if {row.id for row in rows} != wanted:
                raise OfficeError("assignment_gone")
            end_all(connection, rows, last_day or desk.today - _DAY)
            for row in rows:
                self._log(connection, "assignment_ended", row.student_id, assignment=row.id)
        return Changes(_TOUCHED)

    def stand_in(self, absent_id: int, substitute_id: int, begins_on: date, ends_on: date | None = None) -> Changes:
        """Let somebody stand in for an absent person, for a day or through ``ends_on``; the made id is the record's.

        On those days, and no other, the substitute sees what the absent person's assignments show, as their own role
        allows. Raises OfficeError ``staff_unknown``, ``stands_in_for_self``.
        """
        desk = self._desk
        until = ends_on or begins_on
        _check_dates(begins_on, until)
        self._check_may(Relation.SAME_OFFICE)
        with desk.store.write() as connection:
            if absent_id == substitute_id:
                raise OfficeError("stands_in_for_self")
            for staff_id in (absent_id, substitute_id):
                _check_staff(connection, staff_id, until)
            made = made_id(
                connection.execute(
                    insert(substitution).values(
                        uid=uids.new_uid(desk.clock),
                        absent_id=absent_id,
                        substitute_id=substitute_id,
                        begins_on=begins_on,
                        ends_on=until,
                        arranged_at=desk.clock.now(),
                        arranged_by=desk.viewer.person_uid,
                    )
                )
            )
            self._log(connection, "substitute_arranged", absent=absent_id, substitute=substitute_id)
        return Changes(_TOUCHED, made_id=made)

    def end_standing_in(self, substitution_id: int) -> Changes:
        """Take back that somebody stands in, from this moment on. Raises OfficeError ``substitution_gone``."""
        desk = self._desk
        self._check_may(Relation.SAME_OFFICE)
        with desk.store.write() as connection:
            done = connection.execute(
                update(substitution)
                .where(_u.id == substitution_id, _u.deleted_at.is_(None))
                .values(deleted_at=desk.clock.now(), version=_u.version + 1)
            )
            if not done.rowcount:
                raise OfficeError("substitution_gone")
            self._log(connection, "substitute_taken_back", substitution=substitution_id)
        return Changes(_TOUCHED)

    def leave(self, staff_id: int, last_day: date, successor_id: int | None = None) -> Changes:
        """Write down that a member of staff leaves: with the last day their assignments and standing in end.

        From the next day they see no file, also none of a conference that they held, and who comes after them, if said,
        has their students. ``without_anybody`` else says who needs somebody new. Raises OfficeError ``staff_unknown``,
        ``succeeds_self``.
        """
        desk = self._desk
        self._check_may(Relation.SAME_OFFICE)
        with desk.store.write() as connection:
            if successor_id == staff_id:
                raise OfficeError("succeeds_self")
            _check_staff(connection, staff_id, last_day)
            open_ones = or_(_a.ends_on.is_(None), _a.ends_on > last_day)
            rows = connection.execute(
                select(_a.id, _a.student_id, _a.duty, _a.provenance).where(
                    _a.staff_id == staff_id, _a.deleted_at.is_(None), open_ones
                )
            ).all()
            if successor_id is not None:
                _check_staff(connection, successor_id, last_day + _DAY)
                taken = [(row.student_id, row.duty) for row in rows]
                begin(connection, desk, taken, successor_id, last_day + _DAY)
            end_all(connection, rows, last_day)
            _end_standing_in(connection, staff_id, last_day)
            connection.execute(
                insert(departure).values(
                    uid=uids.new_uid(desk.clock),
                    staff_id=staff_id,
                    last_day=last_day,
                    recorded_at=desk.clock.now(),
                    recorded_by=desk.viewer.person_uid,
                )
            )
            self._log(connection, "staff_left", staff=staff_id, students=len(rows))
        return Changes(_TOUCHED)

    def come_back(self, staff_id: int, *, with_students: bool = False) -> Changes:
        """Take back that somebody left; what had ended stays so until they are assigned again.

        ``with_students``: assignments that ended with their last day go on, as if they had never left.
        """
        desk, d = self._desk, departure.c
        self._check_may(Relation.SAME_OFFICE)
        with desk.store.write() as connection:
            if with_students:
                last_days = select(d.last_day).where(d.staff_id == staff_id, d.deleted_at.is_(None))
                connection.execute(
                    update(assignment)
                    .where(_a.staff_id == staff_id, _a.deleted_at.is_(None), _a.ends_on.in_(last_days))
                    .values(
                        ends_on=None,
                        provenance=func.json_remove(_a.provenance, "$.ends_on"),
                        version=_a.version + 1,
                    )
                )
            connection.execute(
                update(departure)
                .where(d.staff_id == staff_id, d.deleted_at.is_(None))
                .values(deleted_at=desk.clock.now(), version=d.version + 1)
            )
            self._log(connection, "staff_returned", staff=staff_id)
        return Changes(_TOUCHED)

    def _check_may(self, relation: Relation) -> None:
        if not decide(self._desk.viewer, relation, Sharing.PLAN, Purpose.ENTRUST):
            raise OfficeError("not_allowed")

    def _check_student(self, connection: Connection, student_id: int, purpose: Purpose) -> None:
        desk = self._desk
        sees: ColumnElement[bool] = desk.sees(Sharing.PLAN, purpose)
        statement = select(_s.id).where(_s.id == student_id, _s.deleted_at.is_(None), sees)
        if connection.execute(statement, desk.as_viewer()).first() is None:
            raise OfficeError("student_gone")

    def _log(self, connection: Connection, act: str, student_id: int | None = None, **params: int) -> None:
        audits.append(connection, self._desk.viewer, act, student_id, at=self._desk.clock.now(), **params)


def _standing_in(connection: Connection, absent: Sequence[int], on: date) -> dict[int, list[str]]:
    rows: Sequence[Any] = connection.execute(
        select(_u.absent_id, _t.given_name, _t.family_name)
        .join(staff_member, _t.id == _u.substitute_id)
        .where(_u.absent_id.in_(absent), _u.deleted_at.is_(None), _u.begins_on <= on, _u.ends_on >= on)
        .order_by(_u.id)
    ).all()
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.absent_id, []).append(full_name(row.given_name, row.family_name))
    return found


def _end_standing_in(connection: Connection, staff_id: int, last_day: date) -> None:
    """End with a day where somebody stands in, or somebody stands in for them."""
    concerned = or_(_u.absent_id == staff_id, _u.substitute_id == staff_id)
    connection.execute(
        update(substitution)
        .where(concerned, _u.deleted_at.is_(None), _u.ends_on > last_day)
        .values(ends_on=last_day, version=_u.version + 1)
    )


def _check_dates(begins_on: date | None, ends_on: date | None) -> None:
    if begins_on is not None and ends_on is not None and ends_on < begins_on:
        raise OfficeError("dates_reversed")


def _check_staff(connection: Connection, staff_id: int, on: date) -> None:
    statement = select(_t.id).where(_t.id == staff_id, _t.deleted_at.is_(None), ~has_left(_t.id, ON))
    if connection.execute(statement, {"on": on}).first() is None:
        raise OfficeError("staff_unknown")
