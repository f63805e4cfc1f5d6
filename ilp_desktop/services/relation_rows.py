"""What an adult is to a student, as the tables hold it: read in one statement, judged by ``domain/guardianship.py``."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Row, case, func, select

from ilp_desktop.domain.guardianship import GivenBy, Grant, Guardianship, Right
from ilp_desktop.store.tables import guardian_grant, student_guardian

Found = Row[*tuple[Any, ...]]

_r, _n = student_guardian.c, guardian_grant.c
_COLUMNS = {Right.SEE: "may_see", Right.SIGN: "may_sign", Right.ATTEND: "may_attend", Right.BE_MAILED: "may_be_mailed"}
_GRANTS = (
    select(func.json_group_array(func.json_array(_n.allows, _n.given_by, _n.begins_on, _n.ends_on)))
    .where(_n.student_id == _r.student_id, _n.guardian_id == _r.guardian_id, _n.deleted_at.is_(None))
    .correlate(student_guardian)
    .scalar_subquery()
)
TERMS = (
    _r.id.label("relation_id"),
    _r.relationship,
    *(_r[name].label(f"rel_{name}") for name in _COLUMNS.values()),
    _r.barred,
    _r.begins_on.label("rel_begins_on"),
    _r.ends_on.label("rel_ends_on"),
    # Of those who are no family there is nothing to look for.
    case((_r.id.is_(None), "[]"), else_=_GRANTS).label("grants"),
)
"""The columns that ``terms_of`` reads: with them each statement of adults says all of what they are to the student."""


def terms_of(row: Found) -> Guardianship:
    """Return what the adult of a row is to the student."""
    return Guardianship(
        relationship=row.relationship,
        may=frozenset(right for right, name in _COLUMNS.items() if getattr(row, f"rel_{name}")),
        barred=row.barred,
        begins_on=row.rel_begins_on,
        ends_on=row.rel_ends_on,
        grants=tuple(_grant(*one) for one in json.loads(row.grants)),
    )


def columns_of(may: frozenset[Right]) -> dict[str, bool]:
    """Return what may be done as the columns of ``student_guardian``."""
    return {name: right in may for right, name in _COLUMNS.items()}


def _grant(allows: str, given_by: str, begins_on: str, ends_on: str | None) -> Grant:
    until = None if ends_on is None else date.fromisoformat(ends_on)
    return Grant(Right(allows), GivenBy(given_by), date.fromisoformat(begins_on), until)
