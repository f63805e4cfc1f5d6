"""Expressions on the rows that are staged: their values, what they point at, and whose row they are."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    case,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)

from ilp_desktop.services.roster_rows import FIELDS
from ilp_desktop.store.tables import external_id, staged_row, student

_s = staged_row.c
PAYLOAD = type_coerce(_s.payload, Text)
DECISION = type_coerce(_s.decision, Text)
UNDECIDED = literal_column("'{}'") == DECISION


def cell(kind: str, field: str) -> ColumnElement[Any]:
    """Return a value of a staged row."""
    return PAYLOAD.op("->>")(literal_column(str(FIELDS[kind].index(field))))


def staged(run_id: int, kind: str, *effects: str) -> ColumnElement[bool]:
    """Return the clause for the staged rows of a kind."""
    of_effect = _s.effect == effects[0] if len(effects) == 1 else _s.effect.in_(effects)
    return and_(_s.run_id == run_id, _s.kind == kind, of_effect)


def own_row(last: int) -> ColumnElement[Any]:
    """Return the office's row of a staged one; ``last`` was the last of its table before this import."""
    return case((_s.effect == "new", _s.row_id + literal(last, Integer)), else_=_s.row_id)


def row_of(kind: str, source: str, sourced_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the office's row that stands for a sender's id."""
    e = external_id.alias(f"named_{kind}").c
    return select(e.row_id).where(e.kind == kind, e.source == source, e.sourced_id == sourced_id).scalar_subquery()


def student_of(source: str, sourced_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the student that stands for a sender's id, else whom the school knows by that number."""
    s = student.alias("numbered").c
    by_number = (
        select(func.max(s.id))
        .where(s.student_number == sourced_id, s.deleted_at.is_(None), s.student_number != "")
        .having(func.count() == 1)
        .scalar_subquery()
    )
    return func.coalesce(row_of("student", source, sourced_id), by_number)


def listed(packed: str) -> Select[Any]:
    """Return the values of a JSON list, however long: a statement takes only so many parameters."""
    return select(func.json_each(packed).table_valued("value").c.value)
