"""Labels for cumulative folders: name, grade, number and school year, which everybody at the office may know."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from ilp_desktop.documents.labels import draw_labels
from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.conferences import school_year_of
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.labels import FORMATS, FolderLabel
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import conference, org, student
from ilp_desktop.store.tables.columns import SchoolDate

_s, _c = student.c, conference.c


class Labels:
    """Labels of the students whom one person may find."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_day(self, on: date, form: str, start: int = 1, language: str = "en") -> bytes:
        """Draw a label for each student of a conference day, in the order of the list, from label ``start`` on.

        ``form`` is a key of ``FORMATS``. Raises OfficeError ``labels_none`` or ``label_unknown``.
        """
        return self._drawn(_of_day, {"on": on}, form, start, language)

    def of_students(self, student_ids: Collection[int], form: str, start: int = 1, language: str = "en") -> bytes:
        """Draw a label for each of these students, by name. Raises as ``of_day``."""
        return self._drawn(_of_students, {"ids": list(student_ids)}, form, start, language)

    def count(self, on: date) -> int:
        """Return how many labels a day takes."""
        desk = self._desk
        listed = _of_day(desk.sees(Sharing.DIRECTORY, Purpose.FIND)).subquery()
        with desk.store.read() as connection:
            return connection.execute(select(func.count()).select_from(listed), desk.as_viewer(on=on)).scalar_one()

    def _drawn(self, statement: Any, values: dict[str, object], form: str, start: int, language: str) -> bytes:
        desk = self._desk
        if form not in FORMATS or not 1 <= start <= FORMATS[form].count:
            raise OfficeError("label_unknown")
        with desk.store.read() as connection:
            rows = connection.execute(
                statement(desk.sees(Sharing.DIRECTORY, Purpose.FIND)), desk.as_viewer(**values)
            ).all()
        year = school_year_of(desk.today)
        labels = [
            FolderLabel(
                name=full_name(row.given_name, row.family_name),
                grade=row.grade,
                number=row.student_number,
                school_year=year,
                school=row.school or desk.office_name,
            )
            for row in rows
        ]
        if not labels:
            raise OfficeError("labels_none")
        return draw_labels(labels, FORMATS[form], desk.today, start=start, language=language)


# Statements are built once for each decision about who may: building one takes longer than running it.


@cache
def _of_day(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    here = select(_c.student_id).where(_c.held_on == bindparam("on", type_=SchoolDate), _c.deleted_at.is_(None))
    return _listed(may_find).where(_s.id.in_(here))


@cache
def _of_students(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return _listed(may_find).where(_s.id.in_(bindparam("ids", expanding=True)))


def _listed(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(_s.given_name, _s.family_name, _s.grade, _s.student_number, org.c.name.label("school"))
        .select_from(student.outerjoin(org, org.c.id == _s.school_id))
        .where(_s.deleted_at.is_(None), may_find)
        .order_by(_s.sort_key, _s.id)
    )
