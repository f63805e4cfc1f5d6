"""The caseload by person: how many students each has, who has nobody, and handing students over to another (R9, R82)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, exists, func, select
from sqlalchemy.sql.functions import coalesce

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.occupations import speaks_of_occupation
from ilp_desktop.domain.participation import AssignmentLine, Caseload, Choice, ClassGroup, StaffAround, SubstitutionLine
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.services.assignments import ON, begin, end_all, standing
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.students import row_of, rows_seen_by
from ilp_desktop.store.tables import (
    assignment,
    conference,
    departure,
    enrollment,
    event,
    goal,
    school_class,
    staff_member,
    student,
)
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.visible import PARTICIPATION_DAYS, has_left

MOST = 2_000
"""How many students are listed to choose from at once: a large school."""
_DAY = timedelta(days=1)
_a, _s, _t, _e = assignment.c, student.c, staff_member.c, event.c


class Caseloads:
    """Whose students are whose, seen by person. Every verb raises OfficeError ``not_allowed`` for who may not."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._participants = Participants(desk)

    # Questions

    def people(self, on: date | None = None) -> tuple[Caseload, ...]:
        """Return the staff with how many students each has on a day, today if not said, and who stands in from then on.

        A number tells nothing of a student: everybody may read it.
        """
        day = on or self._desk.today
        counted = (
            select(_a.staff_id, func.count(func.distinct(_a.student_id)))
            .join(student, _s.id == _a.student_id)
            .where(_s.withdrawn_at.is_(None), _s.deleted_at.is_(None), *standing(ON))
            .group_by(_a.staff_id)
        )
        with self._desk.store.read() as connection:
            counts: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted, {"on": day})}
            keys = set(connection.execute(select(_t.id).where(_t.person_uid.is_not(None))).scalars())
        away: dict[int, list[SubstitutionLine]] = {}
        for line in self._participants.substitutions():
            away.setdefault(line.absent_id, []).append(line)
        return tuple(
            Caseload(
                person=one,
                students=counts.get(one.staff_id, 0),
                standing_in=tuple(away.get(one.staff_id, ())),
                has_keys=one.staff_id in keys,
            )
            for one in self._participants.staff()
        )

    def groups(self) -> tuple[ClassGroup, ...]:
        """Return the classes that have students, by title, each with its teachers."""
        attends, teaches = enrollment.alias("attends"), enrollment.alias("teaches")
        c = school_class.c
        statement = (
            select(c.id, c.title, _t.given_name, _t.family_name)
            .select_from(
                school_class.outerjoin(
                    teaches,
                    (teaches.c.class_id == c.id) & teaches.c.staff_id.is_not(None) & teaches.c.deleted_at.is_(None),
                ).outerjoin(staff_member, _t.id == teaches.c.staff_id)
            )
            .where(
                c.deleted_at.is_(None),
                exists().where(
                    attends.c.class_id == c.id, attends.c.student_id.is_not(None), attends.c.deleted_at.is_(None)
                ),
            )
            .order_by(c.title, c.id, _t.family_name)
        )
        found: dict[int, tuple[str, list[str]]] = {}
        with self._desk.store.read() as connection:
            for row in connection.execute(statement):
                teachers = found.setdefault(row.id, (row.title, []))[1]
                if row.family_name is not None:
                    teachers.append(full_name(row.given_name, row.family_name))
        return tuple(ClassGroup(key, title, tuple(teachers)) for key, (title, teachers) in found.items())

    def students(self, choice: Choice, limit: int = MOST) -> tuple[StudentRow, ...]:
        """Return the enrolled students that a choice asks for, of those whose plans this person may see, by name.

        Of somebody who left: those they had on their last day.
        """
        desk = self._desk
        with desk.store.read() as connection:
            on = desk.today if choice.staff_id is None else _last_with(connection, choice.staff_id, desk.today)
            rows = rows_seen_by(desk.sees(Sharing.PLAN, Purpose.READ)).where(_s.withdrawn_at.is_(None))
            rows = rows.where(*_clauses(choice)).order_by(_s.sort_key, _s.id).limit(limit)
            return tuple(row_of(row) for row in connection.execute(rows, desk.as_viewer(on=on)))

    def around(self, student_id: int, on: date | None = None) -> StaffAround:
        """Return the staff of a student with who said so, and the goal that speaks of an occupation, if career staff lack.

        A goal is the plan's: it writes a line in the record. Raises OfficeError ``student_gone`` for a file that this person may not see.
        """
        desk = self._desk
        day = on or desk.today
        lines = self._participants.of_student(student_id, day)
        may = select(_s.id).where(_s.id == student_id, desk.sees(Sharing.PLAN, Purpose.ENTRUST))
        with desk.store.read() as connection:
            said_by = _who_said_so(connection, student_id)
            may_entrust = connection.execute(may, desk.as_viewer()).first() is not None
            has_career = any(line.duty == "career_staff" and line.stands(day) for line in lines)
            occupational = "" if has_career else _occupational_goal(connection, student_id, day)
        note_opening(desk, "staff_read", student_id)
        named = tuple(_named(line, said_by.get((line.staff_id, line.duty), "")) for line in lines)
        return StaffAround(named, may_entrust, occupational)

    # Verbs

    def hand_over(
        self, from_id: int, to_id: int, student_ids: Collection[int] | None = None, begins_on: date | None = None
    ) -> Changes:
        """Give somebody's students, all or some, to another from a day on, today if not said, with the same duties.

        One transaction: nobody is without anybody between. Of who has left: those of their last day. Raises OfficeError
        ``staff_unknown``, ``succeeds_self``, and ``assignment_gone`` where there is no student that this person may hand over.
        """
        desk = self._desk
        begins = begins_on or desk.today
        if not decide(desk.viewer, Relation.PARTICIPANT, Sharing.PLAN, Purpose.ENTRUST):
            raise OfficeError("not_allowed")
        if from_id == to_id:
            raise OfficeError("succeeds_self")
        with desk.store.write() as connection:
            here = select(_t.id).where(_t.id == to_id, _t.deleted_at.is_(None), ~has_left(_t.id, ON))
            if connection.execute(here, {"on": begins}).first() is None:
                raise OfficeError("staff_unknown")
            theirs = (
                select(_a.id, _a.student_id, _a.duty, _a.ends_on, _a.provenance)
                .join(student, _s.id == _a.student_id)
                .where(_a.staff_id == from_id, *standing(ON), desk.sees(Sharing.PLAN, Purpose.ENTRUST))
            )
            if student_ids is not None:
                theirs = theirs.where(_a.student_id.in_(student_ids))
            on = _last_with(connection, from_id, begins)
            rows = connection.execute(theirs, desk.as_viewer(on=on)).all()
            if not rows:
                raise OfficeError("assignment_gone")
            begun = begin(connection, desk, [(row.student_id, row.duty) for row in rows], to_id, begins)
            end_all(connection, [row for row in rows if row.ends_on is None or row.ends_on >= begins], begins - _DAY)
        return Changes(frozenset({Kind.STUDENT, Kind.DAY, Kind.CONFERENCE}), frozenset(begun))


def _clauses(choice: Choice) -> list[ColumnElement[bool]]:
    """Return what a choice asks for, as clauses on ``student``."""
    clauses: list[ColumnElement[bool]] = []
    if choice.grade:
        clauses.append(_s.grade == choice.grade)
    if choice.class_id is not None:
        n = enrollment.c
        clauses.append(exists().where(n.student_id == _s.id, n.class_id == choice.class_id, n.deleted_at.is_(None)))
    if choice.alone:
        looked_after = exists().where(_a.student_id == _s.id, *standing(ON), ~has_left(_a.staff_id, ON))
        clauses.append(~looked_after.correlate(student))
    if choice.staff_id is not None:
        clauses.append(exists().where(_a.student_id == _s.id, _a.staff_id == choice.staff_id, *standing(ON)))
    return clauses


def _last_with(connection: Connection, staff_id: int, on: date) -> date:
    """Return the last day, no later than one, on which somebody was here."""
    d = departure.c
    last = connection.execute(
        select(func.min(d.last_day, type_=SchoolDate)).where(d.staff_id == staff_id, d.deleted_at.is_(None))
    ).scalar()
    return on if last is None else min(last, on)


def _who_said_so(connection: Connection, student_id: int) -> dict[tuple[int, str], str]:
    rows = connection.execute(
        select(_e.params, _t.given_name, _t.family_name)
        .join(staff_member, _t.id == _e.actor_id)
        .where(_e.student_id == student_id, _e.kind == "staff_assigned")
        .order_by(_e.id)
    )
    return {(row.params["staff"], row.params["duty"]): full_name(row.given_name, row.family_name) for row in rows}


def _named(line: AssignmentLine, said_by: str) -> AssignmentLine:
    return AssignmentLine(
        line.assignment_id, line.staff_id, line.name, line.duty, line.begins_on, line.ends_on, line.standing_in, said_by
    )


def _occupational_goal(connection: Connection, student_id: int, on: date) -> str:
    g, c = goal.c, conference.c
    texts: Sequence[str] = (
        connection.execute(
            select(coalesce(g.text, ""))
            .join(conference, c.id == g.conference_id)
            .where(
                c.student_id == student_id,
                c.deleted_at.is_(None),
                g.deleted_at.is_(None),
                g.status.in_(("open", "partly", "carried_on")),
                c.held_on >= on - timedelta(days=PARTICIPATION_DAYS),
            )
            .order_by(c.held_on.desc(), g.position, g.id)
        )
        .scalars()
        .all()
    )
    return next((text for text in texts if speaks_of_occupation(text)), "")
