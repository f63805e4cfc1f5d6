"""The facts that clauses are held against, read from what the office recorded: a dozen statements, however many students.

Nothing here is decided; each mark is set from rows that the program wrote itself when something took place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, select

from ilp_desktop.domain.guardianship import BY_GRANT_ONLY, Right, eighteenth_birthday
from ilp_desktop.domain.policy.facts import Adult, Event, StudentFacts, Waiver, YearAtSchool
from ilp_desktop.domain.students import GRADES
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.policy_meetings import Query, meetings_of, only
from ilp_desktop.store.tables import (
    assignment,
    evidence,
    guardian,
    guardian_grant,
    program_spell,
    student,
    student_guardian,
    waiver,
    year_at_school,
)


def facts_of(
    connection: Connection, zone: ZoneInfo, student_ids: Iterable[int] | None = None
) -> Iterator[StudentFacts]:
    """Yield the facts of these students, or of all, by id. ``uid`` of each is the student's row number as text."""
    wanted = None if student_ids is None else tuple(student_ids)
    gathered = _Gathered(connection, zone, wanted)
    s = student.c
    rows = connection.execute(only(select(s.id, s.birth_date, s.grade).where(s.deleted_at.is_(None)), s.id, wanted))
    for row in rows.all():
        years = tuple(sorted(gathered.years[row.id], key=lambda year: year.enrolled_on))
        yield StudentFacts(
            uid=str(row.id),
            years=years,
            events=tuple(gathered.events[row.id]),
            adults=tuple(_adults(gathered.relations[row.id], gathered.grants[row.id], row.birth_date)),
            waivers=tuple(gathered.waivers[row.id]),
            born_on=row.birth_date,
            cohort=_cohort(years),
        )


def school_facts(connection: Connection) -> StudentFacts:
    """Return the facts of the school itself: what was recorded of nobody in particular."""
    e, w = evidence.c, waiver.c
    rows = connection.execute(select(evidence).where(e.student_id.is_(None), e.deleted_at.is_(None))).all()
    waived = connection.execute(select(waiver).where(w.student_id.is_(None), w.deleted_at.is_(None))).all()
    return StudentFacts(uid="0", events=tuple(map(_recorded, rows)), waivers=tuple(map(_waived, waived)))


def _cohort(years: tuple[YearAtSchool, ...]) -> int | None:
    """Return the year of entry to grade 9: seen, or counted back from the earliest grade beyond it."""
    first = next(
        (year for year in years if year.grade in GRADES and GRADES.index(year.grade) >= GRADES.index("09")), None
    )
    if first is None:
        return None
    return int(first.label[:4]) - (GRADES.index(first.grade) - GRADES.index("09"))


def _adults(relations: list[Found], grants: list[Found], born_on: date | None) -> Iterator[Adult]:
    """Yield who may attend from when to when; who is barred is not among the facts."""
    adult_on = eighteenth_birthday(born_on) if born_on else None
    for row in relations:
        if row.barred:
            continue
        uid = row.uid.hex
        if row.may_attend and row.relationship not in BY_GRANT_ONLY:
            ends = [day for day in (row.ends_on, adult_on) if day is not None]
            yield Adult(uid, row.begins_on, min(ends, default=None))
        for grant in grants:
            if grant.guardian_id == row.guardian_id and grant.allows == Right.ATTEND.value:
                yield Adult(uid, grant.begins_on, grant.ends_on)


class _Gathered:
    """Everything that is known of these students, by student, read table by table."""

    def __init__(self, connection: Connection, zone: ZoneInfo, wanted: tuple[int, ...] | None) -> None:
        self._connection = connection
        self._zone = zone
        self._wanted = wanted
        self.events: defaultdict[int, list[Event]] = defaultdict(list)
        self.years: defaultdict[int, list[YearAtSchool]] = defaultdict(list)
        self.relations: defaultdict[int, list[Found]] = defaultdict(list)
        self.grants: defaultdict[int, list[Found]] = defaultdict(list)
        self.waivers: defaultdict[int, list[Waiver]] = defaultdict(list)
        self._read_people()
        for student_id, event in meetings_of(connection, zone, wanted):
            self.events[student_id].append(event)
        self._read_evidence()

    def _rows(self, statement: Query, column: ColumnElement[int]) -> Sequence[Found]:
        return self._connection.execute(only(statement, column, self._wanted)).all()

    # People and years

    def _read_people(self) -> None:
        y, p, r, n = year_at_school.c, program_spell.c, student_guardian.c, guardian_grant.c
        programs: defaultdict[int, list[Found]] = defaultdict(list)
        for row in self._rows(select(program_spell).where(p.deleted_at.is_(None)), p.student_id):
            programs[row.student_id].append(row)
        for row in self._rows(select(year_at_school).where(y.deleted_at.is_(None)), y.student_id):
            self.years[row.student_id].append(_year(row, programs[row.student_id]))
        relation = (
            select(
                r.student_id,
                r.guardian_id,
                r.relationship,
                r.may_attend,
                r.barred,
                r.begins_on,
                r.ends_on,
                guardian.c.uid,
            )
            .join(guardian, guardian.c.id == r.guardian_id)
            .where(r.deleted_at.is_(None), guardian.c.deleted_at.is_(None))
        )
        for row in self._rows(relation, r.student_id):
            self.relations[row.student_id].append(row)
        for row in self._rows(select(guardian_grant).where(n.deleted_at.is_(None)), n.student_id):
            self.grants[row.student_id].append(row)

    # What else was recorded

    def _read_evidence(self) -> None:
        e, a, w = evidence.c, assignment.c, waiver.c
        recorded = select(evidence).where(e.student_id.is_not(None), e.deleted_at.is_(None))
        for row in self._rows(recorded, e.student_id):
            self.events[row.student_id].append(_recorded(row))
        assigned = select(a.student_id, a.uid, a.duty, a.begins_on).where(
            a.deleted_at.is_(None), a.begins_on.is_not(None)
        )
        for row in self._rows(assigned, a.student_id):
            roles = frozenset({"school", row.duty})
            self.events[row.student_id].append(Event(row.uid.hex, "assignment", row.begins_on, roles=roles))
        waived = select(waiver).where(w.student_id.is_not(None), w.deleted_at.is_(None))
        for row in self._rows(waived, w.student_id):
            self.waivers[row.student_id].append(_waived(row))


def _year(row: Found, programs: list[Found]) -> YearAtSchool:
    last = date(int(row.label[:4]) + 1, 6, 30)
    inside = [
        (spell.program, spell.begins_on)
        for spell in programs
        if spell.begins_on <= last and (spell.ends_on is None or spell.ends_on >= row.enrolled_on)
    ]
    return YearAtSchool(
        label=row.label,
        grade=row.grade,
        enrolled_on=row.enrolled_on,
        started_on=row.started_on,
        new=row.is_new,
        programs=tuple(inside),
        left_on=row.left_on,
    )


def _recorded(row: Found) -> Event:
    return Event(
        uid=row.uid.hex,
        kind=row.kind,
        on=row.happened_on,
        form=row.form,
        roles=frozenset(row.roles),
        adults=frozenset(row.adults),
        marks=frozenset(row.marks),
        elsewhere=row.elsewhere,
    )


def _waived(row: Found) -> Waiver:
    return Waiver(row.clause_id, row.period, row.by_role, row.why)
