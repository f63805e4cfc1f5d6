"""Which grade a student is in, school year by school year: bands and time limits run from it (R117)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Text, bindparam, func, insert, select, update

from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.store.tables import enrollment, student, year_at_school
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.these import Asked
from ilp_desktop.store.uids import uid_at

_s, _y, _e = student.c, year_at_school.c, enrollment.c
_LABEL = bindparam("label", type_=Text)
_OF_YEAR = select(_y.id, _y.student_id, _y.grade, _y.version).where(_y.label == _LABEL)
_BEFORE = select(_y.student_id).where(_y.label < _LABEL, _y.deleted_at.is_(None))
_ENROLLED = Asked.of(select(_s.id, _s.grade).where(_s.deleted_at.is_(None), _s.withdrawn_at.is_(None)), _s.id)
_LATE = timedelta(days=14)
"""Who starts within two weeks of the year's first day starts with the year: schedules settle in these days."""


def follow_grades(
    connection: Connection,
    calendar: SchoolCalendar,
    today: date,
    now: datetime,
    student_ids: Collection[int] | None = None,
) -> None:
    """Write down the grade of everybody enrolled, or of these, for the school year of today; what a person corrected stays.

    The day of entry is that of the earliest class of the year, where the roster says one later than the year's beginning.
    """
    year = calendar.year_of(today)
    if year is None:
        return
    known = {row.student_id: row for row in connection.execute(_OF_YEAR, {"label": year.label})}
    before = set(connection.execute(_BEFORE, {"label": year.label}).scalars())
    first_class = _first_classes(connection, year)
    made: list[dict[str, object]] = []
    for row in _ENROLLED.rows(connection, student_ids):
        there = known.get(row.id)
        if there is None:
            day = first_class.get(row.id, year.first)
            day = day if day > year.first + _LATE else year.first
            # In an office's first year nobody is known from before: then only who came later is taken to be new.
            new = row.id not in before if before else day > year.first
            made.append(_year_of(row, year, day, now, new=new))
        elif there.version == 1 and there.grade != row.grade:
            connection.execute(update(year_at_school).where(_y.id == there.id).values(grade=row.grade))
    if made:
        connection.execute(insert(year_at_school), made)


def _first_classes(connection: Connection, year: SchoolYear) -> dict[int, date]:
    """Return the day on which each student's first class of the year begins, where the roster says."""
    rows = connection.execute(
        select(_e.student_id, func.min(_e.begins_on, type_=SchoolDate).label("day"))
        .where(_e.student_id.is_not(None), _e.begins_on >= year.begins, _e.begins_on <= year.ends)
        .group_by(_e.student_id)
    )
    return {row.student_id: row.day for row in rows}


def _year_of(row: Found, year: SchoolYear, day: date, now: datetime, *, new: bool) -> dict[str, object]:
    return {
        "uid": uid_at(now),
        "student_id": row.id,
        "label": year.label,
        "grade": row.grade,
        "enrolled_on": day,
        "started_on": day,
        "is_new": new,
    }
