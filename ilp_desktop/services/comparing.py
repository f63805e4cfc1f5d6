"""Judges everybody under two policies or two calendars, and writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.clauses import Clause, Scope
from ilp_desktop.domain.policy.comparing import Comparison, SideBySide, differing
from ilp_desktop.domain.policy.facts import StudentFacts, YearAtSchool
from ilp_desktop.domain.policy.findings import Finding
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.domain.students import StudentRow
from ilp_desktop.domain.watching import Watch
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.policy_facts import cohort_of, facts_of, school_facts
from ilp_desktop.services.school_years import Starts, at_first, grades_of
from ilp_desktop.services.students import row_of, rows_seen_by
from ilp_desktop.store.tables import student
from ilp_desktop.store.these import packed, these

_AT_ONCE = 500
_ENROLLED = (
    select(student.c.id).where(student.c.deleted_at.is_(None), student.c.withdrawn_at.is_(None)).order_by(student.c.id)
)


@dataclass(frozen=True, slots=True)
class Side:
    """What everybody would be judged by. ``starts``: who began with the year begins with its other first day."""

    policy: Policy
    calendar: SchoolCalendar
    starts: Starts | None = None


def compare(connection: Connection, desk: Desk, before: Side, after: Side, watch: Watch) -> Comparison:
    """Return what would be found otherwise if one took the place of the other today. Raises OfficeError ``stopped``."""
    one, other = (_Judged(connection, desk.today, side) for side in (before, after))
    same_days = one.year == other.year and before.calendar == after.calendar
    one.clauses, other.clauses = differing(before.policy.clauses, after.policy.clauses, same_days=same_days)
    found = SideBySide(before.policy.clauses, after.policy.clauses, desk.today)
    ids = connection.execute(_ENROLLED).scalars().all()
    for at in range(0, len(ids), _AT_ONCE):
        watch.at("comparing", at, len(ids))
        for facts in facts_of(connection, desk.zone, ids[at : at + _AT_ONCE]):
            found.add(int(facts.uid), one.of_student(facts), other.of_student(facts))
    watch.at("comparing", len(ids), len(ids))
    school = school_facts(connection)
    found.add(0, one.of_school(school), other.of_school(school))
    return found.done()


def page_of(
    connection: Connection, desk: Desk, student_ids: tuple[int, ...], start: int, most: int
) -> tuple[StudentRow, ...]:
    """Return some of these students by name, those whom this person may find."""
    statement = (
        rows_seen_by(desk.sees(Sharing.DIRECTORY, Purpose.FIND))
        .where(these(student.c.id))
        .order_by(student.c.sort_key, student.c.id)
        .limit(most)
        .offset(start)
    )
    return tuple(row_of(row) for row in connection.execute(statement, desk.as_viewer(ids=packed(student_ids))))


class _Judged:
    """One side, with the grades that it would write down."""

    def __init__(self, connection: Connection, today: date, side: Side) -> None:
        self._side = side
        self.year = side.calendar.year_of(today)
        self.clauses: tuple[Clause, ...] = ()
        self._grades: Mapping[int, YearAtSchool] = grades_of(connection, self.year) if self.year is not None else {}
        self._at_first = at_first(connection, side.starts) if side.starts is not None else frozenset[int]()

    def of_student(self, facts: StudentFacts) -> Iterator[Finding]:
        if self.year is None:
            return iter(())
        clauses = (clause for clause in self.clauses if clause.scope is Scope.STUDENT)
        return judge(clauses, self._as_would_be(facts, self.year), self._side.calendar, self.year)

    def of_school(self, facts: StudentFacts) -> Iterator[Finding]:
        clauses = tuple(clause for clause in self.clauses if clause.scope is not Scope.STUDENT)
        return judge(clauses, facts, self._side.calendar, self.year) if self.year is not None else iter(())

    def _as_would_be(self, facts: StudentFacts, year: SchoolYear) -> StudentFacts:
        student_id, starts = int(facts.uid), self._side.starts
        years = facts.years
        if starts is not None and student_id in self._at_first:
            years = tuple(_moved(each, starts) if each.label == starts.label else each for each in years)
        written = self._grades.get(student_id)
        if written is not None:
            known = any(each.label == year.label for each in years)
            years = (
                tuple(replace(each, grade=written.grade) if each.label == year.label else each for each in years)
                if known
                else tuple(sorted((*years, written), key=lambda each: each.enrolled_on))
            )
        return facts if years is facts.years else replace(facts, years=years, cohort=cohort_of(years))


def _moved(each: YearAtSchool, starts: Starts) -> YearAtSchool:
    return replace(each, enrolled_on=starts.will_be, started_on=starts.will_be)
