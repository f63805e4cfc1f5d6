"""A student's four-year plan of courses, made in a conference and kept with the student (R51, R53, R57, R61)."""

from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.courses import (
    MOST_CREDITS,
    CourseState,
    RegistrationBeside,
    as_typed,
    likely_subject,
    registration_beside,
)
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.evidence import Entry
from ilp_desktop.domain.packs import APPROVED
from ilp_desktop.domain.students import GRADES
from ilp_desktop.services.conference_rows import Found, made_id, of_conference, reached, written
from ilp_desktop.services.conference_texts import put_answer
from ilp_desktop.services.course_rows import NO_LONGER_APPROVED, asked_of, courses_of, owns_course
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.evidence import Evidence
from ilp_desktop.services.packs import pack_of
from ilp_desktop.services.student_files import classes_of
from ilp_desktop.store import uids
from ilp_desktop.store.tables import course, planned_course, school_class

MOST_COURSES = 120
"""Of a student: a slipped key repeats, a school life does not."""
_MOST_TITLES = 2000
_p = planned_course.c


class Courses:
    """The courses of the students whose conferences one person holds.

    Every verb raises OfficeError ``conference_gone`` for a conference that is not there for this person, and ``field_gone``
    for a course that is not its student's. What was approved is so no longer once it is changed.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def titles(self, conference_id: int) -> tuple[str, ...]:
        """Return the courses that the roster knows by name, in order."""
        with self._desk.store.read() as connection:
            reached(connection, self._desk, conference_id, Purpose.READ)
            known = [
                *connection.execute(select(course.c.title).where(course.c.deleted_at.is_(None)).limit(_MOST_TITLES)).scalars(),
                *connection.execute(select(school_class.c.title).where(school_class.c.deleted_at.is_(None)).limit(_MOST_TITLES)).scalars(),
            ]  # fmt: skip
        return tuple(sorted({title.strip() for title in known if title.strip()}, key=str.casefold))

    def beside_registration(self, conference_id: int) -> RegistrationBeside:
        """Hold what the roster says that the student is registered for beside the courses planned for this grade (R61)."""
        with self._desk.store.read() as connection:
            return self._beside(connection, reached(connection, self._desk, conference_id, Purpose.READ))

    def note_registration(self, conference_id: int, reason: str = "") -> Changes:
        """Write down that registration was held beside the plan today; a difference is answered by its reason (R61)."""
        desk = self._desk
        with desk.store.read() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            agrees = self._beside(connection, row).consistent or bool(reason.strip())
        marks = frozenset({"consistent"} if agrees else ())
        entry = Entry("registration_check", desk.today, roles=frozenset({"school"}), marks=marks, note=reason.strip())
        return Evidence(desk).record(row.student_id, entry)

    def _beside(self, connection: Connection, row: Found) -> RegistrationBeside:
        planned = [
            each.title for each in courses_of(connection, row.student_id) if each.grade == row.grade and each.title
        ]
        return registration_beside(planned, [each.title for each in classes_of(connection, row.student_id)])

    def add(self, conference_id: int, grade: str, line: str) -> Changes:
        """Plan a course as it is typed, "Health 0.5"; the made id is its. Its subject is guessed, for people to see.

        Raises OfficeError ``course_untitled``, ``too_many_rows``.
        """
        desk = self._desk
        title, amount = as_typed(written(line))
        if not title or grade not in GRADES:
            raise OfficeError("course_untitled")
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            theirs = _p.student_id == row.student_id
            count, last = connection.execute(
                select(func.count().filter(_p.deleted_at.is_(None)), func.max(_p.position)).where(theirs)
            ).one()
            if count >= MOST_COURSES:
                raise OfficeError("too_many_rows", limit=MOST_COURSES)
            values = {
                "uid": uids.new_uid(desk.clock),
                "student_id": row.student_id,
                "grade": grade,
                "title": title,
                "subject": self._subject(connection, row, title),
                "credit_hundredths": amount,
                "position": (last or 0) + 1,
            }
            made = made_id(connection.execute(insert(planned_course).values(values)))
        return _touched(conference_id, made)

    def change(
        self,
        conference_id: int,
        course_id: int,
        *,
        subject: str | None = None,
        amount: int | None = None,
        state: CourseState | None = None,
    ) -> Changes:
        """Say what a course counts for, for how many hundredths of a credit, or where it stands.

        Raises OfficeError ``credits_wrong``.
        """
        if amount is not None and not 0 <= amount <= MOST_CREDITS:
            raise OfficeError("credits_wrong")
        said: dict[str, object] = {}
        if subject is not None:
            said["subject"] = subject
        if amount is not None:
            said["credit_hundredths"] = amount
        if said:
            said |= NO_LONGER_APPROVED
        if state is not None:
            said["state"] = state.value
        return self._change(conference_id, course_id, said)

    def remove(self, conference_id: int, course_id: int) -> Changes:
        """Take a course out of the plan; it can be restored."""
        return self._change(conference_id, course_id, {"deleted_at": self._desk.clock.now()})

    def restore(self, conference_id: int, course_id: int) -> Changes:
        """Put a course back that was taken out."""
        return self._change(conference_id, course_id, {"deleted_at": None})

    def approve(self, conference_id: int) -> Changes:
        """Approve the order of the courses as it stands, in one's own name and today (R57).

        Raises OfficeError ``courses_none`` where there is none.
        """
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            theirs = (_p.student_id == row.student_id) & _p.deleted_at.is_(None)
            if not connection.execute(select(func.count()).where(theirs)).scalar_one():
                raise OfficeError("courses_none")
            values = {
                "approved_by": desk.viewer.person_uid,
                "approved_by_name": desk.viewer.name,
                "approved_on": desk.today,
                "version": _p.version + 1,
            }
            connection.execute(update(planned_course).where(theirs, _p.approved_on.is_(None)).values(values))
            self._note_approval(connection, row, desk.today)
        return _touched(conference_id)

    def _note_approval(self, connection: Connection, row: Found, on: date) -> None:
        """Write down at the conference that its courses were approved: what shows it later does not change with the plan."""
        for path in course_fields(connection, row):
            put_answer(connection, self._desk, row, f"{path}#{APPROVED}", on.isoformat(), "en")

    def _change(self, conference_id: int, course_id: int, values: dict[str, object]) -> Changes:
        desk = self._desk
        with desk.store.write() as connection:
            row = reached(connection, desk, conference_id, Purpose.EDIT)
            there = owns_course(connection, row, course_id)
            if not there and values.get("deleted_at", "") is not None:
                raise OfficeError("field_gone")
            connection.execute(
                update(planned_course)
                .where(_p.id == course_id, _p.student_id == row.student_id)
                .values(version=_p.version + 1, **values)
            )
        return _touched(conference_id)

    def _subject(self, connection: Connection, row: Found, title: str) -> str:
        """Guess the subject, first of the district's diploma, then of the state's."""
        asked = asked_of(connection, row)
        subjects = [subject.key for each in asked for subject in each.subjects]
        same = select(_p.title, _p.subject).where(_p.student_id == row.student_id, _p.subject != "")
        known = {found.title: found.subject for found in connection.execute(same)}
        return likely_subject(title, subjects, known)


def course_fields(connection: Connection, row: Found) -> tuple[str, ...]:
    """Return the paths of the fields in which this conference plans courses."""
    pack = pack_of(connection, row)
    return tuple(
        f"{section.key}.{field.key}" for section in pack.sections for field in section.fields if field.kind == "courses"
    )


def note_courses(connection: Connection, desk: Desk, row: Found) -> None:
    """Write down at a conference that is being concluded that courses stood in the plan, how many."""
    paths = course_fields(connection, row)
    if not paths:
        return
    count = connection.execute(
        select(func.count()).where(_p.student_id == row.student_id, _p.deleted_at.is_(None), _p.title != "")
    ).scalar_one()
    for path in paths:
        put_answer(connection, desk, row, path, str(count) if count else "", "en")


def _touched(conference_id: int, made: int | None = None) -> Changes:
    return of_conference(conference_id, Kind.CONFERENCE, made_id=made)
