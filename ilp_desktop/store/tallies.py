"""Counts the students that have each finding, and those who stand alike, as findings and standings come and go.

Whatever writes or removes one, the sum is right. A finding that does not apply is not counted; the school's own
(student 0) neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Counting:
    """Which rows of a table are counted, under what, in which other table."""

    of: str
    into: str
    key: str
    rows: str
    """What one row counts as, as a SELECT."""
    counted: str = ""

    def trigger(self, name: str, when: str, row: str, change: int) -> str:
        condition = f"WHEN {self.counted.format(row=row)} " if self.counted else ""
        return (
            f"CREATE TRIGGER {self.of}_{name}_is_counted AFTER {when} ON {self.of} {condition}"
            f"BEGIN INSERT INTO {self.into} ({self.key}, students) SELECT {self.rows.format(row=row)} "
            f"ON CONFLICT ({self.key}) DO UPDATE SET students = students + {change}; END"
        ).replace("{change}", str(change))


_FINDINGS = _Counting(
    of="finding",
    into="tally",
    key="clause_id, period, outcome, due_on, closes_on, school_id, grade",
    rows="{row}.clause_id, {row}.period, {row}.outcome, coalesce({row}.due_on, ''), coalesce({row}.closes_on, ''), "
    "{row}.school_id, {row}.grade, {{change}} WHERE true",
    counted="{row}.student_id > 0 AND {row}.outcome <> 'not_applicable'",
)
_STANDINGS = _Counting(
    of="standing",
    into="standing_tally",
    key="dimension, key, needs, next_due_on, no_plan",
    rows="dimension, key, {row}.needed > 0, coalesce({row}.next_due_on, ''), {row}.no_plan, {{change}} FROM ("
    "SELECT 'all' AS dimension, '' AS key UNION ALL SELECT 'grade', {row}.grade "
    "UNION ALL SELECT 'school', CAST({row}.school_id AS TEXT) UNION ALL SELECT 'staff', CAST({row}.staff_id AS TEXT)"
    ") WHERE true",
)

DDL: Sequence[str] = tuple(
    one.trigger(name, when, row, change)
    for one in (_FINDINGS, _STANDINGS)
    for name, when, row, change in (("made", "INSERT", "new", 1), ("gone", "DELETE", "old", -1))
)
"""No finding and no standing is ever updated: one that changed is removed and written again."""
