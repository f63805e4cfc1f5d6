"""A student's courses and the diplomas they lead to, as the tables and the policy sets hold them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Integer, bindparam, select, update

from ilp_desktop.domain.courses import CourseState, Diploma, PlannedCourse, cohort_in, held_beside
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.packs import PolicyPack
from ilp_desktop.domain.policy.sets import Graduation, Policy
from ilp_desktop.domain.students import GRADES
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.packs import meeting_of, pinned_pack, stack_on
from ilp_desktop.services.policies import policy_of
from ilp_desktop.store.tables import planned_course, policy_adoption, year_at_school

_p, _y = planned_course.c, year_at_school.c
NO_LONGER_APPROVED: Mapping[str, object] = {"approved_by": None, "approved_by_name": "", "approved_on": None}
_COURSES = (
    select(
        _p.id, _p.grade, _p.title, _p.subject, _p.credit_hundredths, _p.state, _p.approved_by_name, _p.approved_on, _p.version
    )
    .where(_p.student_id == bindparam("student_id", type_=Integer), _p.deleted_at.is_(None))
    .order_by(_p.grade, _p.position, _p.id)
)  # fmt: skip
_OWNED = select(_p.id).where(
    _p.id == bindparam("course_id", type_=Integer),
    _p.student_id == bindparam("student_id", type_=Integer),
    _p.deleted_at.is_(None),
)
_ENTRY = (
    select(_y.label, _y.grade)
    .where(
        _y.student_id == bindparam("student_id", type_=Integer),
        _y.grade.in_(GRADES[GRADES.index("09") :]),
        _y.deleted_at.is_(None),
    )
    .order_by(_y.enrolled_on)
    .limit(1)
)
_ADOPTED = select(policy_adoption.c.stack).order_by(policy_adoption.c.id.desc())


def courses_of(
    connection: Connection, student_id: int, typed: Mapping[str, tuple[str, str]] | None = None
) -> tuple[PlannedCourse, ...]:
    """Return a student's courses by grade, with what is being typed (``course:<id>`` to text and language)."""
    rows = connection.execute(_COURSES, {"student_id": student_id})
    return tuple(
        PlannedCourse(
            course_id=row.id,
            grade=row.grade,
            title=(typed or {}).get(f"course:{row.id}", (row.title, ""))[0],
            subject=row.subject,
            credits=row.credit_hundredths,
            state=CourseState(row.state),
            approved_by=row.approved_by_name,
            approved_on=row.approved_on,
            version=row.version,
        )
        for row in rows
    )


def plan_of(
    connection: Connection, row: Found, pack: PolicyPack, typed: Mapping[str, tuple[str, str]]
) -> tuple[tuple[PlannedCourse, ...], tuple[Diploma, ...]]:
    """Return courses and diplomas where a conference asks for them; of another nothing is read."""
    if not pack.has("courses") and not pack.has("graduation"):
        return (), ()
    courses = courses_of(connection, row.student_id, typed)
    return courses, diplomas_of(connection, row, courses)


def owns_course(connection: Connection, row: Found, course_id: int) -> bool:
    """Tell whether a course is one of the student whose conference this is."""
    values = {"course_id": course_id, "student_id": row.student_id}
    return connection.execute(_OWNED, values).one_or_none() is not None


def rename_course(connection: Connection, course_id: int, title: str, version: int | None) -> None:
    """Call a course something else: it is then nobody's approved word. Raises OfficeError ``changed_elsewhere``."""
    found = connection.execute(select(_p.title, _p.version).where(_p.id == course_id)).one()
    if version is not None and version != found.version:
        raise OfficeError("changed_elsewhere")
    if found.title != title:
        values = {"title": title, "version": found.version + 1, **NO_LONGER_APPROVED}
        connection.execute(update(planned_course).where(_p.id == course_id).values(values))


def diplomas_of(connection: Connection, row: Found, courses: Iterable[PlannedCourse]) -> tuple[Diploma, ...]:
    """Return what each set of the conference's policy asks for graduation, the district's before the state's (R55)."""
    held = tuple(courses)
    return tuple(held_beside(asked, held) for asked in asked_of(connection, row))


def asked_of(connection: Connection, row: Found) -> tuple[Graduation, ...]:
    """Return what is asked for graduation by each set that this conference's policy is made of, the highest first."""
    policy = _policy_of(connection, row)
    cohort = _cohort(connection, row)
    if cohort is None:
        return ()
    pack = pinned_pack(connection, *_top(connection, row))
    programs = meeting_of(connection, row, pack).programs
    found = (Policy((each,)).graduation(cohort, programs) for each in reversed(policy.sets))
    return tuple(each for each in found if each is not None)


def _cohort(connection: Connection, row: Found) -> int | None:
    """Return the year of entry to grade 9: as the office saw it, else as it will be from this grade on."""
    seen = connection.execute(_ENTRY, {"student_id": row.student_id}).one_or_none()
    if seen is not None:
        return cohort_in(seen.grade, int(seen.label[:4]) + 1)
    return cohort_in(row.grade, row.school_year)


def _policy_of(connection: Connection, row: Found) -> Policy:
    """Return the policy that a conference was begun under with all that it stands on, else the one of its day."""
    if row.pack_digest:
        for stack in connection.execute(_ADOPTED).scalars():
            if stack[-1][2] == row.pack_digest:
                return policy_of(connection, stack)
    return policy_of(connection, stack_on(connection, row.held_on))


def _top(connection: Connection, row: Found) -> tuple[str, str, str]:
    if row.pack_id:
        return row.pack_id, row.pack_version, row.pack_digest
    return stack_on(connection, row.held_on)[-1]
