# ruff: noqa: S608 - statements are made of the names of our own tables and columns
"""Counts the students that have each finding, as findings come and go: whatever writes or removes one, the sum is right.

A finding that does not apply is not counted; the school's own (student 0) neither.
"""

from collections.abc import Sequence

_KEY = "clause_id, period, outcome, due_on, closes_on, school_id, grade"
_VALUES = (
    "{row}.clause_id, {row}.period, {row}.outcome, coalesce({row}.due_on, ''), coalesce({row}.closes_on, ''), "
    "{row}.school_id, {row}.grade"
)
_COUNTED = "{row}.student_id > 0 AND {row}.outcome <> 'not_applicable'"


def _trigger(name: str, when: str, row: str, change: int) -> str:
    return (
        f"CREATE TRIGGER finding_{name}_is_counted AFTER {when} ON finding WHEN {_COUNTED.format(row=row)} "
        f"BEGIN INSERT INTO tally ({_KEY}, students) VALUES ({_VALUES.format(row=row)}, {change}) "
        f"ON CONFLICT ({_KEY}) DO UPDATE SET students = students + {change}; END"
    )


DDL: Sequence[str] = (_trigger("made", "INSERT", "new", 1), _trigger("gone", "DELETE", "old", -1))
"""No finding is ever updated: one that changed is removed and written again."""
