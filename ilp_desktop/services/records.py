"""The record of who opened, printed and gave away what, as people read it: by person, by student, by kind, by day.

The lines hold ids alone (``store/audits.py``). Names are looked up when a line is read, a few statements a page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from ilp_desktop.domain.access import Purpose, Relation, Sharing, Viewer, decide
from ilp_desktop.domain.acts import ACTS, act_of, acts_told_by
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.records import RecordFilter, RecordLine, RecordPage, RecordPerson, Standing
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.matching import standing
from ilp_desktop.services.openings import note_opening
from ilp_desktop.store import audits, search
from ilp_desktop.store.tables import audit, audit_state, staff_member, student
from ilp_desktop.wording.acts import record_table

PAGE = 100
_MOST_STUDENTS = 200
"""How many students what was typed may find: more are no question about one."""
_AT_ONCE = 5_000
"""How many lines an export reads at a time."""
_a, _s, _t = audit.c, student.c, staff_member.c


class Records:
    """The record as one person may read it.

    All of it is for who answers for the office: the lead, the principal, and an auditor. Who takes part in a student's
    plan reads that student's, without what it tells of custody or of others who asked, unless that is theirs to know.
    """

    def __init__(self, desk: Desk, first_key: Callable[[], bytes] | None) -> None:
        """``first_key`` gives the key that the chain began with; None for who does not hold it."""
        self._desk = desk
        self._first_key = first_key

    def lines(self, wanted: RecordFilter, older_than: int | None = None, limit: int = PAGE) -> RecordPage:
        """Return lines of the whole office, newest first; a page goes on where ``older_than`` of the last one says.

        It writes a line of its own. Raises OfficeError ``not_allowed``.
        """
        self._check_may()
        with self._desk.store.read() as connection:
            page = self._page(connection, self._clauses(connection, wanted), older_than, limit)
        note_opening(self._desk, "record_read")
        return page

    def of_student(self, student_id: int, older_than: int | None = None, limit: int = PAGE) -> RecordPage:
        """Return the lines about one student, newest first. Raises OfficeError ``student_gone``."""
        desk = self._desk
        parts = {one: desk.sees(one, Purpose.READ).label(one.value) for one in Sharing}
        found = select(*parts.values()).where(
            _s.id == student_id, _s.deleted_at.is_(None), desk.sees(Sharing.PLAN, Purpose.READ)
        )
        with desk.store.read() as connection:
            row = connection.execute(found, desk.as_viewer()).one_or_none()
            if row is None:
                raise OfficeError("student_gone")
            seen = frozenset(one for one in Sharing if getattr(row, one.value)) | _known_to(desk.viewer)
            into = [
                gone for (kind, gone), kept in standing(connection).items() if (kind, kept) == ("student", student_id)
            ]
            clauses = [_a.student_id.in_([student_id, *into]), _readable(seen)]
            page = self._page(connection, clauses, older_than, limit)
        note_opening(desk, "file_record_read", student_id)
        return page

    def people(self) -> tuple[RecordPerson, ...]:
        """Return everybody who opens the office, or did, by name. Raises OfficeError ``not_allowed``."""
        self._check_may()
        with self._desk.store.read() as connection:
            names = _people(connection)
        return tuple(RecordPerson(uid, name) for uid, name in sorted(names.items(), key=_by_name))

    def standing(self) -> Standing:
        """Return how long the record is, and whether every line is as it was written, where this person's keys can tell.

        Takes half a second for a hundred thousand lines: call it on a worker. Raises OfficeError ``not_allowed``.
        """
        self._check_may()
        with self._desk.store.read() as connection:
            count = connection.execute(select(audit_state.c.lines)).scalar_one()
            if self._first_key is None:
                return Standing(count, checked=False)
            try:
                return Standing(audits.verify(connection, self._first_key()), checked=True)
            except OfficeError as error:
                if error.code != "audit_broken":
                    raise
                return Standing(count, checked=True, broken_at=int(error.params["line"]))

    def export(self, wanted: RecordFilter) -> bytes:
        """Return the lines as a table that spreadsheets open, oldest first; it writes a line of its own.

        Raises OfficeError ``not_allowed``.
        """
        self._check_may()
        desk = self._desk
        lines: list[RecordLine] = []
        with desk.store.read() as connection:
            clauses = self._clauses(connection, wanted)
            page = self._page(connection, clauses, None, _AT_ONCE)
            lines += page.lines
            while page.older_than is not None:
                page = self._page(connection, clauses, page.older_than, _AT_ONCE)
                lines += page.lines
        with desk.store.write() as connection:
            audits.append(connection, desk.viewer, "record_exported", at=desk.clock.now(), lines=len(lines))
        return record_table(lines[::-1], desk.zone)

    def _check_may(self) -> None:
        if not decide(self._desk.viewer, Relation.SAME_OFFICE, Sharing.RECORD, Purpose.READ):
            raise OfficeError("not_allowed")

    def _clauses(self, connection: Connection, wanted: RecordFilter) -> list[ColumnElement[bool]]:
        viewer, zone = self._desk.viewer, self._desk.zone
        seen = frozenset(one for one in Sharing if decide(viewer, Relation.SAME_OFFICE, one, Purpose.READ))
        clauses = [_readable(seen | _known_to(viewer))]
        if wanted.person is not None:
            clauses.append(_a.person_uid == wanted.person)
        if wanted.kind is not None:
            clauses.append(_a.act.in_([name for name, act in ACTS.items() if act.kind is wanted.kind]))
        if wanted.student.strip():
            typed = search.wanted(wanted.student, _MOST_STUDENTS)
            found = connection.execute(select(search.found.c.student_id), typed).scalars() if typed else ()
            clauses.append(_a.student_id.in_(list[int](found)))
        if wanted.first is not None:
            clauses.append(_a.at >= _midnight(wanted.first, zone))
        if wanted.last is not None:
            clauses.append(_a.at < _midnight(wanted.last + timedelta(days=1), zone))
        return clauses

    def _page(
        self, connection: Connection, clauses: Iterable[ColumnElement[bool]], older_than: int | None, limit: int
    ) -> RecordPage:
        statement = select(_a.id, _a.at, _a.person_uid, _a.act, _a.student_id, _a.params).where(and_(*clauses))
        if older_than is not None:
            statement = statement.where(_a.id < older_than)
        rows = connection.execute(statement.order_by(_a.id.desc()).limit(limit + 1)).all()
        shown = rows[:limit]
        names = _Names.of(connection, self._desk, shown)
        lines = tuple(names.line(row) for row in shown)
        return RecordPage(lines, shown[-1].id if len(rows) > limit else None)


@dataclass(frozen=True, slots=True)
class _Names:
    """Who the ids of a page are, as far as the viewer may find them."""

    people: Mapping[UUID, str]
    staff: Mapping[int, str]
    students: Mapping[int, str]

    @classmethod
    def of(cls, connection: Connection, desk: Desk, rows: Sequence[Found]) -> "_Names":
        """Look everybody up in three statements."""
        staff = {row.params[key] for row in rows for key in _STAFF if key in row.params}
        named = select(_t.id, _t.given_name, _t.family_name).where(_t.id.in_(staff))
        children = select(_s.id, _s.given_name, _s.family_name, _s.preferred_name).where(
            _s.id.in_({row.student_id for row in rows if row.student_id is not None}),
            desk.sees(Sharing.DIRECTORY, Purpose.FIND),
        )
        return cls(
            _people(connection),
            {row.id: full_name(row.given_name, row.family_name) for row in connection.execute(named)},
            {
                row.id: full_name(row.given_name, row.family_name, row.preferred_name)
                for row in connection.execute(children, desk.as_viewer())
            },
        )

    def line(self, row: Found) -> RecordLine:
        """Return a line with its names."""
        return RecordLine(
            number=row.id,
            at=row.at,
            person_uid=row.person_uid,
            person=self.people.get(row.person_uid, ""),
            act=row.act,
            kind=act_of(row.act).kind,
            student_id=row.student_id,
            student=self.students.get(row.student_id, ""),
            about=tuple(self._about(row.params)),
        )

    def _about(self, params: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        for key, value in params.items():
            if key in _STAFF:
                yield key, self.staff.get(value, "")
            elif key == "person":
                yield key, self.people.get(UUID(value), "")
            elif key in _SAID:
                yield key, str(value)


_STAFF = ("staff", "absent", "substitute")
_SAID = ("students", "role", "papers", "lines", "made_at", "reason")


def _known_to(viewer: Viewer) -> frozenset[Sharing]:
    """That something confidential was read, and by whom, is the lead's to know of every file; what it says is not."""
    answers = decide(viewer, Relation.SAME_OFFICE, Sharing.RECORD, Purpose.READ)
    holds = decide(viewer, Relation.PARTICIPANT, Sharing.CONFIDENTIAL, Purpose.READ)
    return frozenset({Sharing.CONFIDENTIAL}) if answers and holds else frozenset()


def _readable(seen: frozenset[Sharing]) -> ColumnElement[bool]:
    """Return the clause of the acts that somebody may read who sees these parts of a file."""
    told = _a.act.in_(sorted(acts_told_by(seen)))
    return or_(told, _a.act.not_in(sorted(ACTS))) if Sharing.CUSTODY in seen else told


def _people(connection: Connection) -> dict[UUID, str]:
    rows = connection.execute(
        select(_t.person_uid, _t.given_name, _t.family_name).where(_t.person_uid.is_not(None)).order_by(_t.id)
    )
    return {row.person_uid: full_name(row.given_name, row.family_name) for row in rows}


def _by_name(person: tuple[UUID, str]) -> str:
    return person[1].casefold()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
