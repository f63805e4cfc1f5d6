"""Which grade a student is in, school year by school year: bands and time limits run from it (R117)."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from ilp_desktop.domain.policy.calendars import SchoolCalendar
from ilp_desktop.store.tables import enrollment, student, year_at_school
from ilp_desktop.store.tables.columns import SchoolDate
from ilp_desktop.store.uids import uid_at

_s, _y, _e = student.c, year_at_school.c, enrollment.c
_LATE = timedelta(days=14)
"""Who starts within two weeks of the year's first day starts with the year: schedules settle in these days."""


def follow_grades(connection: Connection, calendar: SchoolCalendar, today: date, now: datetime) -> None:
    """Write down the grade of everybody enrolled for the school year of today; what a person corrected stays.

    The day of entry is that of the earliest class of the year, where the roster says one later than the year's beginning.
    """
    year = calendar.year_of(today)
    if year is None:
        return
    known = {
        row.student_id: row
        for row in connection.execute(select(_y.id, _y.student_id, _y.grade, _y.version).where(_y.label == year.label))
    }
    before = set(
        connection.execute(select(_y.student_id).where(_y.label < year.label, _y.deleted_at.is_(None))).scalars().all()
    )
    first_class = dict(
        connection.execute(
            select(_e.student_id, func.min(_e.begins_on, type_=SchoolDate))
            .where(_e.student_id.is_not(None), _e.begins_on >= year.begins, _e.begins_on <= year.ends)
            .group_by(_e.student_id)
        ).all()
    )
    somebody_before = bool(before)
    made: list[dict[str, object]] = []
    for row in connection.execute(
        select(_s.id, _s.grade).where(_s.deleted_at.is_(None), _s.withdrawn_at.is_(None))
    ).all():
        there = known.get(row.id)
        if there is not None:
            if there.version == 1 and there.grade != row.grade:
                connection.execute(update(year_at_school).where(_y.id == there.id).values(grade=row.grade))
            continue
        day = first_class.get(row.id) or year.first
        day = day if day > year.first + _LATE else year.first
        made.append(
            {
                "uid": uid_at(now),
                "student_id": row.id,
                "label": year.label,
                "grade": row.grade,
                "enrolled_on": day,
                "started_on": day,
                # In an office's first year nobody is known from before: then only who came later is taken to be new.
                "is_new": row.id not in before if somebody_before else day > year.first,
            }
        )
    if made:
        connection.execute(insert(year_at_school), made)
