"""Judges students anew and keeps what is found: findings, and where each student stands. Only what changed is written."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from ilp_desktop.domain.conferences import plan_kind_of
from ilp_desktop.domain.participation import keeper_of
from ilp_desktop.domain.policy.calendars import SchoolCalendar, SchoolYear
from ilp_desktop.domain.policy.clauses import Clause, Scope, Strength
from ilp_desktop.domain.policy.facts import StudentFacts
from ilp_desktop.domain.policy.findings import Finding, Outcome
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import stack_on
from ilp_desktop.services.policies import calendar_of, policy_in_force
from ilp_desktop.services.policy_facts import facts_of, school_facts
from ilp_desktop.services.school_years import follow_grades
from ilp_desktop.store import staleness
from ilp_desktop.store.tables import assignment, finding, judged_under, standing, student
from ilp_desktop.store.these import packed, these

SCHOOL = 0
"""Stands in place of a student's number where a finding is the school's own."""
STRENGTHS = {Strength.SHALL: 0, Strength.SHOULD: 1, Strength.MAY: 2}
_f, _s, _a = finding.c, student.c, assignment.c
_COLUMNS = tuple(finding.c)
_KNOWN = select(*_COLUMNS).where(these(_f.student_id))
_FORGET = delete(finding).where(
    _f.student_id == bindparam("of_student"),
    _f.clause_id == bindparam("of_clause"),
    _f.period == bindparam("of_period"),
)
_KEEP = insert(finding)
_ABOUT = select(_s.id, _s.grade, _s.school_id).where(these(_s.id), _s.deleted_at.is_(None), _s.withdrawn_at.is_(None))
_KEEPERS = (
    select(_a.student_id, _a.staff_id, _a.duty, _a.begins_on, _a.ends_on)
    .where(these(_a.student_id), _a.deleted_at.is_(None))
    .order_by(_a.student_id, _a.id)
)
_STOOD = select(standing).where(these(standing.c.student_id))
_NO_LONGER = delete(standing).where(standing.c.student_id == bindparam("of_student"))
_STANDS = insert(standing)
_BASIS = select(judged_under.c.basis)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What everybody is judged by today."""

    policy: Policy
    calendar: SchoolCalendar
    year: SchoolYear | None
    of_student: tuple[Clause, ...]
    of_school: tuple[Clause, ...]


def renew(connection: Connection, desk: Desk) -> None:
    """Say whose findings are to be made anew because time passed: another policy, calendar or school year, a window's end."""
    basis = _basis(connection, desk)
    known = connection.execute(_BASIS).scalar_one_or_none()
    if known != basis:
        rules = _rules(connection, desk)
        follow_grades(connection, rules.calendar, desk.today, desk.clock.now())
        staleness.everybody(connection)
        values = {"basis": basis}
        connection.execute(
            insert(judged_under).values(id=1, **values) if known is None else update(judged_under).values(**values)
        )
    else:
        staleness.closed_by(connection, desk.today)


def time_passed(connection: Connection, desk: Desk) -> bool:
    """Tell whether something else than a fact changed, so that findings are to be made anew."""
    known = connection.execute(_BASIS).scalar_one_or_none()
    return known != _basis(connection, desk) or staleness.are_closed(connection, desk.today)


def judge_students(connection: Connection, desk: Desk, student_ids: Iterable[int]) -> None:
    """Judge these students anew and keep what is found; 0 stands for the school itself."""
    wanted = tuple(student_ids)
    rules = _rules(connection, desk)
    about = {row.id: row for row in connection.execute(_ABOUT, {"ids": packed(wanted)})}
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    stands: dict[int, tuple[Any, ...]] = {}
    if rules.year is not None:
        keepers = _keepers(connection, desk, wanted)
        for facts in _facts(connection, desk, rules, rules.year, about):
            row = about[int(facts.uid)]
            findings = tuple(judge(rules.of_student, facts, rules.calendar, rules.year))
            school_id = row.school_id or 0
            found |= _rows(row.id, rules.of_student, findings, row.grade, school_id)
            stands[row.id] = _standing(row, rules, findings, keepers.get(row.id, _Keepers()), facts, desk.today)
        if rules.of_school and SCHOOL in wanted:
            school = judge(rules.of_school, school_facts(connection), rules.calendar, rules.year)
            found |= _rows(SCHOOL, rules.of_school, school, "", 0)
    _write_findings(connection, wanted, found)
    _write_standings(connection, wanted, stands)


def _rules(connection: Connection, desk: Desk) -> _Rules:
    policy = policy_in_force(connection, desk.today)
    calendar = calendar_of(connection, policy, desk.today)
    return _Rules(
        policy,
        calendar,
        calendar.year_of(desk.today),
        tuple(clause for clause in policy.clauses if clause.scope is Scope.STUDENT),
        tuple(clause for clause in policy.clauses if clause.scope is not Scope.STUDENT),
    )


def _basis(connection: Connection, desk: Desk) -> str:
    """Return a digest of what everybody is judged by: the policy in force, the calendar, the school year."""
    policy = policy_in_force(connection, desk.today)
    calendar = calendar_of(connection, policy, desk.today)
    year = calendar.year_of(desk.today)
    said = repr((stack_on(connection, desk.today), calendar, year.label if year else ""))
    return hashlib.sha256(said.encode()).hexdigest()


def _facts(
    connection: Connection, desk: Desk, rules: _Rules, year: SchoolYear, about: dict[int, Found]
) -> Iterator[StudentFacts]:
    """Yield the facts of those who are enrolled; whose grade of this year is not written down yet, that is done first."""
    facts = {int(one.uid): one for one in facts_of(connection, desk.zone, tuple(about))}
    unknown = [one for one, of in facts.items() if _grade_in(of, year) != about[one].grade]
    if unknown:
        follow_grades(connection, rules.calendar, desk.today, desk.clock.now(), unknown)
        facts |= {int(one.uid): one for one in facts_of(connection, desk.zone, tuple(unknown))}
    yield from facts.values()


def _grade_in(facts: StudentFacts, year: SchoolYear) -> str | None:
    return next((each.grade for each in facts.years if each.label == year.label), None)


@dataclass(slots=True)
class _Keepers:
    """Who is assigned to a student today, by duty, and the last day on which that is so."""

    by_duty: dict[str, int] = field(default_factory=dict[str, int])
    until: date | None = None

    def ends(self, last: date) -> None:
        self.until = last if self.until is None else min(self.until, last)


def _keepers(connection: Connection, desk: Desk, wanted: Sequence[int]) -> dict[int, _Keepers]:
    today = desk.today
    found: defaultdict[int, _Keepers] = defaultdict(_Keepers)
    for row in connection.execute(_KEEPERS, {"ids": packed(wanted)}):
        if row.ends_on is not None and row.ends_on < today:
            continue
        one = found[row.student_id]
        if row.begins_on is not None and row.begins_on > today:
            one.ends(row.begins_on - timedelta(days=1))
            continue
        one.by_duty.setdefault(row.duty, row.staff_id)
        if row.ends_on is not None:
            one.ends(row.ends_on)
    return found


# What is kept


def _rows(
    student_id: int, clauses: tuple[Clause, ...], found: Iterable[Finding], grade: str, school_id: int
) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Return each finding as the row that is kept, in the order of the table's columns, by its key."""
    strengths = {clause.clause_id: STRENGTHS[clause.strength] for clause in clauses}
    return {
        (student_id, one.clause_id, one.period): (
            student_id,
            one.clause_id,
            one.period,
            one.outcome.value,
            strengths[one.clause_id],
            one.reason,
            one.have,
            one.need,
            one.opens_on,
            one.due_on,
            one.closes_on,
            int(one.projected),
            list(one.by),
            list(one.tried),
            grade,
            school_id,
        )
        for one in found
    }


def _standing(
    row: Found, rules: _Rules, findings: Sequence[Finding], keepers: _Keepers, facts: StudentFacts, today: date
) -> tuple[Any, ...]:
    """Return where a student stands, in the order of the table's columns."""
    shall = {clause.clause_id for clause in rules.of_student if clause.strength is Strength.SHALL}
    still_open = [
        one for one in findings if one.outcome is Outcome.OPEN and (one.closes_on is None or one.closes_on >= today)
    ]
    needed = [one for one in still_open if one.clause_id in shall]
    late = sum(one.outcome is Outcome.LATE and one.clause_id in shall for one in findings)
    first = min(needed, key=_urgency, default=None)
    ends = [one.closes_on for one in still_open if one.closes_on is not None]
    closes = min((*ends, keepers.until) if keepers.until else ends, default=None)
    kind = plan_kind_of(row.grade)
    return (
        row.id,
        row.school_id or 0,
        row.grade,
        keeper_of(keepers.by_duty, kind),
        len(needed),
        len(still_open) - len(needed),
        late,
        first.due_on if first else None,
        first.clause_id if first else "",
        first.period if first else "",
        closes,
        "" if kind.value in facts.plans else kind.value,
    )


def _urgency(one: Finding) -> tuple[date, str]:
    return one.due_on or date.max, one.clause_id


def _write_findings(
    connection: Connection, wanted: Sequence[int], found: dict[tuple[Any, ...], tuple[Any, ...]]
) -> None:
    known = {tuple(row)[:3]: tuple(row) for row in connection.execute(_KNOWN, {"ids": packed(wanted)})}
    gone = [key for key, row in known.items() if found.get(key) != row]
    new = [row for key, row in found.items() if known.get(key) != row]
    if gone:
        connection.execute(
            _FORGET, [dict(zip(("of_student", "of_clause", "of_period"), key, strict=True)) for key in gone]
        )
    if new:
        names = [column.name for column in _COLUMNS]
        connection.execute(_KEEP, [dict(zip(names, row, strict=True)) for row in new])


def _write_standings(connection: Connection, wanted: Sequence[int], stands: dict[int, tuple[Any, ...]]) -> None:
    known = {row.student_id: tuple(row) for row in connection.execute(_STOOD, {"ids": packed(wanted)})}
    gone = [one for one, row in known.items() if stands.get(one) != row]
    new = [row for one, row in stands.items() if known.get(one) != row]
    if gone:
        connection.execute(_NO_LONGER, [{"of_student": one} for one in gone])
    if new:
        names = [column.name for column in standing.c]
        connection.execute(_STANDS, [dict(zip(names, row, strict=True)) for row in new])
