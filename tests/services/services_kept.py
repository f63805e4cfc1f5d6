"""What is found of everybody, as a comparison reads it, and what differs between two such moments."""

from sqlalchemy import select

from ilp_desktop.domain.policy.comparing import as_read
from ilp_desktop.domain.policy.findings import Finding, Outcome
from ilp_desktop.store.tables import finding

Kept = dict[tuple[int, str], set]


def kept(school) -> Kept:
    """Return what is found by student and clause, but for what is not asked."""
    found: Kept = {}
    with school.store.read() as connection:
        for row in connection.execute(select(finding).where(finding.c.outcome != Outcome.NOT_APPLICABLE.value)):
            one = Finding(
                row.clause_id,
                row.period,
                Outcome(row.outcome),
                row.reason,
                row.have,
                row.need,
                due_on=row.due_on,
                closes_on=row.closes_on,
            )
            found.setdefault((row.student_id, row.clause_id), set()).add(as_read(one))
    return found


def changed_between(before: Kept, after: Kept) -> dict[str, set[int]]:
    """Return the students for whom each clause finds something else."""
    found: dict[str, set[int]] = {}
    for key in {**before, **after}:
        if before.get(key) != after.get(key) and key[0]:
            found.setdefault(key[1], set()).add(key[0])
    return found


def told_of(comparison) -> dict[str, set[int]]:
    """Return the same as a comparison told it."""
    return {change.clause.clause_id: set(change.students) for change in comparison.clauses if change.students}
