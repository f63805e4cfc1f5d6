"""The one place where what a person may see becomes a WHERE clause. ``domain/access.py`` decides; this only asks.

The clause names nobody: statements are built on it once, and executed for each person and day with ``seen_by``.
"""

from datetime import date, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Exists, Integer, and_, bindparam, exists, false, not_, or_, true

from ilp_desktop.domain.access import Purpose, Relation, Sharing, Viewer, decide
from ilp_desktop.store.tables import assignment, conference, departure, participant, student, substitution
from ilp_desktop.store.tables.columns import SchoolDate

PARTICIPATION_DAYS = 365
"""Who held or joined a conference takes part in that student's plan for a year, assigned or not (R79, R82)."""
VIEWER_ID = bindparam("viewer_id", type_=Integer)
TODAY = bindparam("today", type_=SchoolDate)
"""Who looks, and when, in a statement that is executed with ``seen_by``."""
_YEAR_AGO = bindparam("year_ago", type_=SchoolDate)


def may_see(viewer: Viewer, sharing: Sharing, purpose: Purpose) -> ColumnElement[bool]:
    """Return the clause on ``student.c.id`` for the students of whom this person may do this.

    A statement with it is executed with the values of ``seen_by``: without them it fails, and shows nothing. The same
    decision is the same object, so that what is built on it can be kept by it.
    """
    own = decide(viewer, Relation.PARTICIPANT, sharing, purpose)
    others = decide(viewer, Relation.SAME_OFFICE, sharing, purpose)
    return _clause(own, others, viewer.staff_id is not None)


def seen_by(viewer: Viewer, today: date) -> dict[str, object]:
    """Return the values that ``may_see`` is executed with.

    ``today`` is the school's local date: an assignment that has ended shows nothing any more (R82).
    """
    return {
        "viewer_id": viewer.staff_id,
        "today": today,
        "year_ago": today - timedelta(days=PARTICIPATION_DAYS),
    }


@cache
def _clause(own: bool, others: bool, is_staff: bool) -> ColumnElement[bool]:
    if own == others:
        return true() if own else false()
    mine = _takes_part() if is_staff else false()
    return mine if own else not_(mine)


def assigned(student_id: ColumnElement[int], on: ColumnElement[date]) -> Exists:
    """Return the clause that the viewer looks after a student on a day: assigned, or standing in for who is.

    A substitute sees what the absent person's assignments show, from the first day to the last (R82). A clause of one
    statement, with the viewer bound: it costs a few looks at an index for each student, and no statement.
    """
    stands_in = exists().where(
        substitution.c.absent_id == assignment.c.staff_id,
        substitution.c.substitute_id == VIEWER_ID,
        substitution.c.deleted_at.is_(None),
        substitution.c.begins_on <= on,
        substitution.c.ends_on >= on,
    )
    return exists().where(
        assignment.c.student_id == student_id,
        or_(assignment.c.staff_id == VIEWER_ID, stands_in.correlate(assignment)),
        assignment.c.deleted_at.is_(None),
        or_(assignment.c.begins_on.is_(None), assignment.c.begins_on <= on),
        or_(assignment.c.ends_on.is_(None), assignment.c.ends_on >= on),
    )


def has_left(staff_id: ColumnElement[int], on: ColumnElement[date]) -> ColumnElement[bool]:
    """Return the clause that a member of staff left before a day."""
    return exists().where(departure.c.staff_id == staff_id, departure.c.deleted_at.is_(None), departure.c.last_day < on)


def _takes_part() -> ColumnElement[bool]:
    joined = exists().where(
        participant.c.conference_id == conference.c.id,
        participant.c.staff_id == VIEWER_ID,
        participant.c.deleted_at.is_(None),
    )
    met = exists().where(
        conference.c.student_id == student.c.id,
        conference.c.deleted_at.is_(None),
        conference.c.held_on >= _YEAR_AGO,
        or_(conference.c.staff_id == VIEWER_ID, joined.correlate(conference)),
    )
    # Who stands in that day holds that day's conferences of the absent, of students assigned to them or not.
    in_their_place = exists().where(
        substitution.c.substitute_id == VIEWER_ID,
        substitution.c.deleted_at.is_(None),
        substitution.c.begins_on <= TODAY,
        substitution.c.ends_on >= TODAY,
        conference.c.staff_id == substitution.c.absent_id,
        conference.c.student_id == student.c.id,
        conference.c.held_on == TODAY,
        conference.c.deleted_at.is_(None),
    )
    own = or_(
        assigned(student.c.id, TODAY).correlate(student), met.correlate(student), in_their_place.correlate(student)
    )
    return and_(own, not_(has_left(VIEWER_ID, TODAY)))
