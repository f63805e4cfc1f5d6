"""Which grade a student is in, school year by school year: bands and time limits run from it (R117)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Text, bindparam, func, insert, select, update

from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.facts import YearAtSchool
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


@dataclass(frozen=True, slots=True)
class Starts:
    """That a school year's first day is another one than it was."""

    label: str
    was: date
    will_be: date


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
    made: list[dict[str, object]] = []
    for student_id, row_id, grown in _to_write(connection, year, student_ids):
        if row_id is None:
            made.append(_row_of(student_id, grown, now))
        else:
            connection.execute(update(year_at_school).where(_y.id == row_id).values(grade=grown.grade))
    if made:
        connection.execute(insert(year_at_school), made)


def grades_of(connection: Connection, year: SchoolYear) -> dict[int, YearAtSchool]:
    """Return what ``follow_grades`` would write for a school year, by student, without writing it."""
    return {student_id: grown for student_id, _row_id, grown in _to_write(connection, year, None)}


def at_first(connection: Connection, starts: Starts) -> frozenset[int]:
    """Return who began with the school year, on its first day: theirs moves with it, unless a person wrote it."""
    return frozenset(connection.execute(select(_y.student_id).where(*_began(starts))).scalars())


def follow_first_day(connection: Connection, starts: Starts) -> None:
    """Let everybody who began with the school year begin on its other first day."""
    days = {"enrolled_on": starts.will_be, "started_on": starts.will_be}
    connection.execute(update(year_at_school).where(*_began(starts)).values(days))


def _began(starts: Starts) -> tuple[ColumnElement[bool], ...]:
    return (
        _y.label == starts.label,
        _y.version == 1,
        _y.deleted_at.is_(None),
        _y.enrolled_on == starts.was,
        _y.started_on == starts.was,
    )


def _to_write(
    connection: Connection, year: SchoolYear, student_ids: Collection[int] | None
) -> Iterator[tuple[int, int | None, YearAtSchool]]:
    """Yield whose year is to be written: the student, the row where there is one and only the grade changes, the year."""
    known = {row.student_id: row for row in connection.execute(_OF_YEAR, {"label": year.label})}
    before = set(connection.execute(_BEFORE, {"label": year.label}).scalars())
    first_class = _first_classes(connection, year)
    for row in _ENROLLED.rows(connection, student_ids):
        there = known.get(row.id)
        if there is not None and (there.version != 1 or there.grade == row.grade):
            continue
        day = first_class.get(row.id, year.first)
        day = day if day > year.first + _LATE else year.first
        # In an office's first year nobody is known from before: then only who came later is taken to be new.
        new = row.id not in before if before else day > year.first
        yield row.id, None if there is None else there.id, YearAtSchool(year.label, row.grade, day, day, new)


def _first_classes(connection: Connection, year: SchoolYear) -> dict[int, date]:
    """Return the day on which each student's first class of the year begins, where the roster says."""
    rows = connection.execute(
        select(_e.student_id, func.min(_e.begins_on, type_=SchoolDate).label("day"))
        .where(_e.student_id.is_not(None), _e.begins_on >= year.begins, _e.begins_on <= year.ends)
        .group_by(_e.student_id)
    )
    return {row.student_id: row.day for row in rows}


def _row_of(student_id: int, year: YearAtSchool, now: datetime) -> dict[str, object]:
    return {
        "uid": uid_at(now),
        "student_id": student_id,
        "label": year.label,
        "grade": year.grade,
        "enrolled_on": year.enrolled_on,
        "started_on": year.started_on,
        "is_new": year.new,
    }
