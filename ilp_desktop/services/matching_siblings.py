"""Who of the same family is at this school too."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, bindparam, or_, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import merger, student, student_guardian
from ilp_desktop.store.visible import TODAY


def siblings(connection: Connection, desk: Desk, student_id: int) -> tuple[str, ...]:
    """Return the names of the students who share an adult or a home that a person confirmed, whom this person may find.

    An adult whom the school must not contact tells of nobody.
    """
    statement = _siblings(desk.sees(Sharing.DIRECTORY, Purpose.FIND))
    rows = connection.execute(statement, desk.as_viewer(student_id=student_id))
    return tuple(full_name(row.given_name, row.family_name, row.preferred_name) for row in rows)


@cache
def _siblings(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement, built once: it stands behind a click."""
    this = bindparam("student_id", type_=Integer)
    own, other = student_guardian.alias("own"), student_guardian.alias("other")
    confirmed = select(merger.c.kept_id).where(merger.c.kind == "household", merger.c.undone_at.is_(None))
    live = [
        clause
        for each in (own.c, other.c)
        for clause in (
            each.deleted_at.is_(None),
            each.barred.is_(False),
            or_(each.ends_on.is_(None), each.ends_on > TODAY),
        )
    ]
    shared = or_(
        own.c.guardian_id == other.c.guardian_id,
        and_(own.c.household_id == other.c.household_id, own.c.household_id.in_(confirmed)),
    )
    related = select(other.c.student_id).select_from(own.join(other, shared)).where(own.c.student_id == this, *live)
    s = student.c
    return (
        select(s.given_name, s.family_name, s.preferred_name)
        .where(s.id.in_(related), s.id != this, s.deleted_at.is_(None), s.withdrawn_at.is_(None), may_find)
        .order_by(s.birth_date, s.sort_key, s.id)
    )
