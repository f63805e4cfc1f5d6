# ruff: noqa: S608 - statements are made of the names of our own tables and columns
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
    values: str
    counted: str = ""

    def trigger(self, name: str, when: str, row: str, change: int) -> str:
        condition = f"WHEN {self.counted.format(row=row)} " if self.counted else ""
        return (
            f"CREATE TRIGGER {self.of}_{name}_is_counted AFTER {when} ON {self.of} {condition}"
            f"BEGIN INSERT INTO {self.into} ({self.key}, students) VALUES ({self.values.format(row=row)}, {change}) "
            f"ON CONFLICT ({self.key}) DO UPDATE SET students = students + {change}; END"
        )


_FINDINGS = _Counting(
    of="finding",
    into="tally",
    key="clause_id, period, outcome, due_on, closes_on, school_id, grade",
    values="{row}.clause_id, {row}.period, {row}.outcome, coalesce({row}.due_on, ''), coalesce({row}.closes_on, ''), "
    "{row}.school_id, {row}.grade",
    counted="{row}.student_id > 0 AND {row}.outcome <> 'not_applicable'",
)
_STANDINGS = _Counting(
    of="standing",
    into="standing_tally",
    key="staff_id, school_id, grade, needs, next_due_on, no_plan",
    values="{row}.staff_id, {row}.school_id, {row}.grade, {row}.needed > 0, coalesce({row}.next_due_on, ''), {row}.no_plan",
)

DDL: Sequence[str] = tuple(
    one.trigger(name, when, row, change)
    for one in (_FINDINGS, _STANDINGS)
    for name, when, row, change in (("made", "INSERT", "new", 1), ("gone", "DELETE", "old", -1))
)
"""No finding and no standing is ever updated: one that changed is removed and written again."""
