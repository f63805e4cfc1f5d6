"""Who of the staff has to do with a student: assigned on a day, standing in, or in a conference of the last year (R20)."""

from datetime import date, timedelta

from sqlalchemy import Connection, Integer, bindparam, or_, select, union

from ilp_desktop.store.tables import assignment, conference, participant, substitution
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.visible import PARTICIPATION_DAYS

_a, _u, _c, _p = assignment.c, substitution.c, conference.c, participant.c
_STUDENT = bindparam("student_id", type_=Integer)
_ON, _SINCE = bindparam("on", type_=SchoolDate), bindparam("since", type_=SchoolDate)
_ASSIGNED = (
    _a.student_id == _STUDENT,
    _a.deleted_at.is_(None),
    or_(_a.begins_on.is_(None), _a.begins_on <= _ON),
    or_(_a.ends_on.is_(None), _a.ends_on >= _ON),
)
_MET = (_c.student_id == _STUDENT, _c.deleted_at.is_(None), _c.held_on >= _SINCE, _c.held_on <= _ON)
_WORK_WITH = union(
    select(_a.staff_id.label("staff_id")).where(*_ASSIGNED),
    select(_u.substitute_id)
    .join(assignment, _a.staff_id == _u.absent_id)
    .where(*_ASSIGNED, _u.deleted_at.is_(None), _u.begins_on <= _ON, _u.ends_on >= _ON),
    select(_c.staff_id).where(*_MET, _c.staff_id.is_not(None)),
    select(_p.staff_id)
    .join(conference, _c.id == _p.conference_id)
    .where(*_MET, _p.staff_id.is_not(None), _p.deleted_at.is_(None), _p.attended.is_not(False)),
)


def working_with(connection: Connection, student_id: int, on: date) -> frozenset[int]:
    """Return who of the staff interacts with a student, as far as the office knows; one statement."""
    values = {"student_id": student_id, "on": on, "since": on - timedelta(days=PARTICIPATION_DAYS)}
    return frozenset(connection.execute(_WORK_WITH, values).scalars())
