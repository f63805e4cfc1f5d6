"""What each clause finds for each student: judged from the facts, kept, and read by who may see the file."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.clauses import Clause, Scope, Strength
from ilp_desktop.domain.policy.findings import Finding, Outcome
from ilp_desktop.domain.policy.judging import judge
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.policies import calendar_of, policy_in_force
from ilp_desktop.services.policy_facts import facts_of, school_facts
from ilp_desktop.services.school_years import follow_grades
from ilp_desktop.store import staleness
from ilp_desktop.store.tables import finding, student

SCHOOL = 0
"""Stands in place of a student's number where a finding is the school's own."""
_AT_ONCE = 500
"""Students judged in one transaction: short enough that what is typed meanwhile hardly waits."""
_STRENGTHS = {Strength.SHALL: 0, Strength.SHOULD: 1, Strength.MAY: 2}
_f = finding.c
_OF_STUDENT = (
    select(finding).where(_f.student_id == bindparam("student_id")).order_by(_f.clause_id, _f.period)
)  # fmt: skip


class Findings:
    """What is met, due or overdue, by clause (R114, R118). Findings are part of the plan: its participants' to see."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_student(self, student_id: int) -> tuple[tuple[Clause, Finding], ...]:
        """Return a student's findings under the policy in force, in its order.

        Raises OfficeError ``student_gone`` for a file that this person may not see.
        """
        desk = self._desk
        seen = select(student.c.id).where(
            student.c.id == bindparam("student_id"), desk.sees(Sharing.PLAN, Purpose.READ)
        )
        with desk.store.read() as connection:
            if connection.execute(seen, desk.as_viewer(student_id=student_id)).first() is None:
                raise OfficeError("student_gone")
            policy = policy_in_force(connection)
            rows = connection.execute(_OF_STUDENT, {"student_id": student_id}).all()
        by_clause: dict[str, list[Finding]] = {}
        for row in rows:
            by_clause.setdefault(row.clause_id, []).append(_finding(row))
        return tuple((clause, one) for clause in policy.clauses for one in by_clause.get(clause.clause_id, ()))

    def stale(self) -> int:
        """Return for how many students something changed since they were last judged."""
        with self._desk.store.read() as connection:
            return staleness.count(connection)

    def catch_up(self, progress: Callable[[int], None] | None = None, stop: Callable[[], bool] = bool) -> Changes:
        """Judge those anew of whom a fact has changed, a few hundred in a transaction; ``stop`` ends it between two.

        ``progress`` is told how many were judged so far. Anybody's: it decides nothing, and shows nothing.
        """
        desk, done, last = self._desk, 0, -1
        while not stop():
            with desk.store.write() as connection:
                some = staleness.some(connection, _AT_ONCE, after=last)
                if not some:
                    break
                judge_students(connection, desk, some)
                staleness.settle(connection, some)
            done, last = done + len(some), some[-1]
            if progress is not None:
                progress(done)
        return Changes(frozenset({Kind.STUDENT}) if done else frozenset())

    def judge_all(self, progress: Callable[[int], None] | None = None, stop: Callable[[], bool] = bool) -> Changes:
        """Judge every student and the school anew, after the policy, the calendar or the school year changed.

        For who answers for the office. Raises OfficeError ``not_allowed``.
        """
        desk = self._desk
        if desk.viewer.role not in {Role.LEAD, Role.PRINCIPAL}:
            raise OfficeError("not_allowed")
        with desk.store.write() as connection:
            calendar = calendar_of(connection, policy_in_force(connection), desk.today)
            follow_grades(connection, calendar, desk.today, desk.clock.now())
            staleness.everybody(connection)
        return self.catch_up(progress, stop)


def judge_students(connection: Connection, desk: Desk, student_ids: Iterable[int]) -> None:
    """Judge these students anew and keep what is found; 0 stands for the school itself."""
    wanted = tuple(student_ids)
    policy = policy_in_force(connection)
    of_student = tuple(clause for clause in policy.clauses if clause.scope is Scope.STUDENT)
    of_school = tuple(clause for clause in policy.clauses if clause.scope is not Scope.STUDENT)
    calendar = calendar_of(connection, policy, desk.today)
    year = calendar.year_of(desk.today)
    connection.execute(delete(finding).where(_f.student_id.in_(wanted)))
    if year is None:
        return
    rows: list[dict[str, Any]] = []
    if of_student:
        for facts in facts_of(connection, desk.zone, tuple(one for one in wanted if one != SCHOOL)):
            rows += _rows(int(facts.uid), of_student, judge(of_student, facts, calendar, year))
    if of_school and SCHOOL in wanted:
        rows += _rows(SCHOOL, of_school, judge(of_school, school_facts(connection), calendar, year))
    if rows:
        connection.execute(insert(finding), rows)


def _rows(student_id: int, clauses: tuple[Clause, ...], found: Iterable[Finding]) -> list[dict[str, Any]]:
    strengths = {clause.clause_id: _STRENGTHS[clause.strength] for clause in clauses}
    return [_values(student_id, strengths, one) for one in found]


def _values(student_id: int, strengths: dict[str, int], one: Finding) -> dict[str, Any]:
    return {
        "student_id": student_id,
        "clause_id": one.clause_id,
        "period": one.period,
        "outcome": one.outcome.value,
        "strength": strengths[one.clause_id],
        "reason": one.reason,
        "have": one.have,
        "need": one.need,
        "opens_on": one.opens_on,
        "due_on": one.due_on,
        "closes_on": one.closes_on,
        "projected": int(one.projected),
        "by": one.by,
        "tried": one.tried,
    }


def _finding(row: Found) -> Finding:
    return Finding(
        clause_id=row.clause_id,
        period=row.period,
        outcome=Outcome(row.outcome),
        reason=row.reason,
        have=row.have,
        need=row.need,
        opens_on=row.opens_on,
        due_on=row.due_on,
        closes_on=row.closes_on,
        by=tuple(row.by),
        tried=tuple(row.tried),
        projected=bool(row.projected),
    )
