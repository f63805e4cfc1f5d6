"""What each clause finds for each student: judged from the facts, kept, and read by who may see the file."""

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.clauses import Clause
from ilp_desktop.domain.policy.findings import Finding, Outcome
from ilp_desktop.domain.policy.sets import Policy
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.judging import judge_students, renew, time_passed
from ilp_desktop.services.policies import policy_in_force
from ilp_desktop.store import staleness
from ilp_desktop.store.tables import finding, student

AT_ONCE = 200
"""Students judged in one transaction: short enough that what is typed meanwhile hardly waits."""
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
            return found_of(connection, policy_in_force(connection, desk.today), student_id)

    def stale(self) -> int:
        """Return for how many students something changed since they were last judged."""
        with self._desk.store.read() as connection:
            return staleness.count(connection)

    def catch_up(
        self,
        progress: Callable[[int], None] | None = None,
        stop: Callable[[], bool] = bool,
        *,
        at_once: int = AT_ONCE,
    ) -> Changes:
        """Judge those anew of whom a fact has changed, or all where the policy, the calendar or the school year did.

        ``at_once`` in a transaction; ``stop`` ends it between two, and ``progress`` is told how many were judged so far.
        Anybody's: it decides nothing, and shows nothing. Where nothing changed it writes nothing.
        """
        desk, done, last = self._desk, 0, -1
        with desk.store.read() as connection:
            passed = time_passed(connection, desk)
            if not passed and not staleness.some(connection, 1):
                return Changes(frozenset())
        if passed:
            with desk.store.write() as connection:
                renew(connection, desk)
        while not stop():
            with desk.store.write() as connection:
                some = staleness.some(connection, at_once, after=last)
                if not some:
                    break
                judge_students(connection, desk, some)
                staleness.settle(connection, some)
            done, last = done + len(some), some[-1]
            if progress is not None:
                progress(done)
            if len(some) < at_once:
                break
        return Changes(frozenset({Kind.FINDING}) if done else frozenset())


def found_of(connection: Connection, policy: Policy, student_id: int) -> tuple[tuple[Clause, Finding], ...]:
    """Return what was found for a student, or with 0 for the school, in the policy's order."""
    by_clause: dict[str, list[Finding]] = {}
    for row in connection.execute(_OF_STUDENT, {"student_id": student_id}):
        by_clause.setdefault(row.clause_id, []).append(finding_of(row))
    return tuple((clause, one) for clause in policy.clauses for one in by_clause.get(clause.clause_id, ()))


def finding_of(row: Found) -> Finding:
    """Return a finding as its row keeps it."""
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
