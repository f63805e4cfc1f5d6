"""Finding students, and a student's file from kindergarten to grade 12."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Select, bindparam, func, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.students import (
    StudentFile,
    StudentRow,
)
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.matching_siblings import siblings
from ilp_desktop.services.student_files import classes_of, divisions_of, guardians_of
from ilp_desktop.store import audits, search
from ilp_desktop.store.tables import org, student

SHOWN = 60
"""How many students the list shows at once; typing narrows it."""
_AMONG = 2_000
"""How many students that letters find are gone through for the withdrawn ones among them."""


class Students:
    """The students that one person may find and open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def search(self, text: str = "", limit: int = SHOWN, *, withdrawn: bool = False) -> tuple[StudentRow, ...]:
        """Find students by any part of their or their guardians' names in any order, or by number.

        With nothing typed, the first by name of those enrolled; what is typed finds the withdrawn too, at the end.
        ``withdrawn`` finds these alone. One statement, whatever the size of the school.
        """
        wanted = search.wanted(text, _AMONG if withdrawn else limit)
        statement = self._list(typed=wanted is not None, withdrawn=withdrawn)
        with self._desk.store.read() as connection:
            rows = connection.execute(statement, self._desk.as_viewer(**(wanted or {"most": limit}))).all()
        return tuple([row_of(row) for row in rows[:limit]])

    def _list(self, *, typed: bool, withdrawn: bool) -> Select[*tuple[Any, ...]]:
        """Return the statement behind a keystroke."""
        return _list(self._desk.sees(Sharing.DIRECTORY, Purpose.FIND), typed=typed, withdrawn=withdrawn)

    def count(self, *, withdrawn: bool = False) -> int:
        """Return how many students this person may find: those enrolled, or those withdrawn."""
        statement = _count(self._desk.sees(Sharing.DIRECTORY, Purpose.FIND), withdrawn=withdrawn)
        with self._desk.store.read() as connection:
            return connection.execute(statement, self._desk.as_viewer()).scalar_one()

    def by_number(self, student_number: str) -> int:
        """Return the student with a number. Raises OfficeError ``student_unknown``, also where several have it."""
        statement = select(student.c.id).where(
            self._desk.sees(Sharing.PLAN, Purpose.READ),
            student.c.deleted_at.is_(None),
            student.c.student_number == student_number,
        )
        with self._desk.store.read() as connection:
            ids = connection.execute(statement.limit(2), self._desk.as_viewer()).scalars().all()
        if len(ids) != 1:
            raise OfficeError("student_unknown")
        return ids[0]

    def open_file(self, student_id: int) -> StudentFile:
        """Open a student's file, which writes a line in the log of who opened it (34 CFR 99.32).

        Raises OfficeError ``student_gone`` for a file that this person may not see.
        """
        desk = self._desk
        with desk.store.read() as connection:
            found = self._read(connection, student_id)
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "file_opened", student_id, at=desk.clock.now())
        return found

    def _read(self, connection: Connection, student_id: int) -> StudentFile:
        desk = self._desk
        statement = _student(
            desk.sees(Sharing.DIRECTORY, Purpose.FIND),
            desk.sees(Sharing.PLAN, Purpose.READ),
            desk.sees(Sharing.CONTACT, Purpose.READ),
        )
        row = connection.execute(statement, desk.as_viewer(student_id=student_id)).one_or_none()
        if row is None:
            raise OfficeError("student_gone")
        return StudentFile(
            student_id=student_id,
            uid=row.uid,
            row=row_of(row),
            birth_date=row.birth_date,
            home_language=row.home_language,
            guardians=guardians_of(connection, student_id, row.birth_date, desk.today, contacts=bool(row.contacts)),
            classes=classes_of(connection, student_id),
            divisions=divisions_of(connection, student_id, desk.zone),
            siblings=siblings(connection, desk, student_id),
        )


# Statements are built once for each decision about who may: building one takes longer than running it.


@cache
def _list(may_find: ColumnElement[bool], *, typed: bool, withdrawn: bool) -> Select[*tuple[Any, ...]]:
    rows, order = rows_seen_by(may_find), (student.c.sort_key, student.c.id)
    left = student.c.withdrawn_at.is_not(None)
    if typed:
        rows = rows.join(search.found, search.found.c.student_id == student.c.id)
        order = (search.found.c.tier, *order) if withdrawn else (left, search.found.c.tier, *order)
    if withdrawn:
        rows = rows.where(left)
    elif not typed:
        rows = rows.where(~left)
    return rows.order_by(*order).limit(bindparam("most", type_=Integer))


@cache
def _count(may_find: ColumnElement[bool], *, withdrawn: bool) -> Select[int]:
    left = student.c.withdrawn_at.is_not(None)
    counted = select(func.count()).select_from(student).where(may_find, student.c.deleted_at.is_(None))
    return counted.where(left if withdrawn else ~left)


@cache
def _student(
    may_find: ColumnElement[bool], may_read: ColumnElement[bool], may_reach: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    s = student.c
    return (
        rows_seen_by(may_find)
        .add_columns(s.uid, s.birth_date, s.home_language, s.school_id, may_reach.label("contacts"))
        .where(s.id == bindparam("student_id"), may_read)
    )


def rows_seen_by(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the statement of the students that may be found, each as ``row_of`` reads it."""
    s = student.c
    return (
        select(
            s.id,
            s.given_name,
            s.family_name,
            s.preferred_name,
            s.grade,
            s.student_number,
            s.withdrawn_at,
            func.coalesce(org.c.name, "").label("school"),
        )
        .select_from(student.outerjoin(org, org.c.id == s.school_id))
        .where(may_find, s.deleted_at.is_(None))
    )


def row_of(row: Row[*tuple[Any, ...]]) -> StudentRow:
    """Return a student as lists show them."""
    legal_name = full_name(row.given_name, row.family_name)
    return StudentRow(
        student_id=row.id,
        name=full_name(row.given_name, row.family_name, row.preferred_name) if row.preferred_name else legal_name,
        legal_name=legal_name,
        grade=row.grade,
        student_number=row.student_number,
        school=row.school,
        withdrawn=row.withdrawn_at is not None,
    )
