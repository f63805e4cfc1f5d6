"""What one box finds for one person: the students they may find, those they open most first."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes
from ilp_desktop.domain.finding import Found, Use, by_use, name_of, student_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.students import Students, row_of, rows_seen_by
from ilp_desktop.store.tables import recent_use, student

SHOWN = 7
"""How many students are shown: a box is looked over at once, and typing narrows it."""
KEPT = 200
"""How many uses are remembered for each person."""
_LOOKED_THROUGH = 40


class Finding:
    """Behind Ctrl+K."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._students = Students(desk)

    def find(self, text: str = "", limit: int = SHOWN) -> Found:
        """Find students by name, guardian or number; with nothing typed, those whom this person opens most.

        Two statements, whatever the size of the school. Nobody is found whom this person may not find.
        """
        weights = self._weights()
        if text.strip():
            found = self._students.search(text, _LOOKED_THROUGH)
        else:
            found = self._among([student_id for what in weights if (student_id := student_of(what)) is not None])
        return Found(by_use(found, weights)[:limit], weights)

    def used(self, what: str) -> Changes:
        """Remember that this person went to something; their oldest uses beyond KEPT are let go."""
        desk, u = self._desk, recent_use.c
        with desk.store.write() as connection:
            noted = upsert(recent_use).values(
                person_uid=desk.viewer.person_uid, what=what, uses=1, used_at=desk.clock.now()
            )
            connection.execute(
                noted.on_conflict_do_update(
                    index_elements=[u.person_uid, u.what], set_={"uses": u.uses + 1, "used_at": noted.excluded.used_at}
                )
            )
            oldest = select(u.id).where(u.person_uid == desk.viewer.person_uid).order_by(u.used_at.desc()).offset(KEPT)
            connection.execute(delete(recent_use).where(u.id.in_(oldest)))
        return Changes(frozenset())

    def opened(self, student_id: int) -> Changes:
        """Remember that this person opened a student's file from the box."""
        return self.used(name_of(student_id))

    def _weights(self) -> dict[str, float]:
        u, now = recent_use.c, self._desk.clock.now()
        with self._desk.store.read() as connection:
            rows = connection.execute(
                select(u.what, u.uses, u.used_at).where(u.person_uid == self._desk.viewer.person_uid)
            ).all()
        weights = {row.what: Use(row.uses, row.used_at).weight(now) for row in rows}
        return dict(sorted(weights.items(), key=lambda pair: -pair[1]))

    def _among(self, student_ids: list[int]) -> tuple[Any, ...]:
        statement = _among(self._desk.sees(Sharing.DIRECTORY, Purpose.FIND))
        with self._desk.store.read() as connection:
            rows = connection.execute(statement, self._desk.as_viewer(student_ids=student_ids[:_LOOKED_THROUGH])).all()
        return tuple(row_of(row) for row in rows)


@cache
def _among(may_find: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return rows_seen_by(may_find).where(student.c.id.in_(bindparam("student_ids", expanding=True)))
