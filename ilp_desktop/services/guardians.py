"""The adults of a student: what each may do and since when, who is barred and why, and who said so (R79, R82)."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import GivenBy, Right, eighteenth_birthday
from ilp_desktop.domain.relations import Adult, DoorNotice, Family, RelationLine, Terms
from ilp_desktop.services import guardian_lines
from ilp_desktop.services.conference_arranging import invite_who_may_come
from ilp_desktop.services.conference_rows import Found, made_id, written
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.openings import note_opening
from ilp_desktop.services.relation_rows import columns_of
from ilp_desktop.store import audits, search, uids
from ilp_desktop.store.tables import guardian, guardian_bar, guardian_grant, student, student_guardian

_TOUCHED = frozenset({Kind.STUDENT, Kind.DAY, Kind.CONFERENCE, Kind.SIGNATURE})
_r, _s, _g, _b, _n = student_guardian.c, student.c, guardian.c, guardian_bar.c, guardian_grant.c


class Guardians:
    """The adults of the students that one person may see.

    To change what they may do is for who may know about custody: the lead, and a counselor for their own students.
    Every verb raises OfficeError ``not_allowed`` for anybody else, and ``relation_gone`` for who is not there for them.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Questions

    def of_student(self, student_id: int, on: date | None = None) -> tuple[RelationLine, ...]:
        """Return the adults of a student with what each may do on a day, today if not said; as ``family`` does and raises."""
        return self.family(student_id, on).lines

    def family(self, student_id: int, on: date | None = None) -> Family:
        """Return the adults of a student on a day, when rights pass to the student, and what this person may change.

        It writes a line in the record, and another where it tells why somebody is barred. Raises OfficeError
        ``student_gone`` for a file that this person may not see.
        """
        desk = self._desk
        with desk.store.read() as connection:
            found = guardian_lines.family(connection, desk, student_id, on or desk.today)
        note_opening(desk, "adults_read", student_id)
        if any(line.bar for line in found.lines):
            note_opening(desk, "bar_read", student_id)
        return found

    def at_check_in(self, conference_id: int) -> DoorNotice:
        """Return who is expected, and whether to see the office before greeting anybody else.

        The desk reads no name and no reason; who may know about custody does, which writes a line in the record.
        Raises OfficeError ``conference_gone``.
        """
        with self._desk.store.read() as connection:
            student_id, notice = guardian_lines.door_notice(connection, self._desk, conference_id)
        if any(bar for _name, bar in notice.barred):
            note_opening(self._desk, "bar_read", student_id)
        return notice

    # Relations

    def add(
        self,
        student_id: int,
        adult: Adult | int,
        terms: Terms,
        granted: Iterable[Right] = (),
        paper: str = "",
    ) -> Changes:
        """Say that somebody, new or here already by id, is this to a student; the made id is the adult's.

        ``granted``: what the office grants an agency or foster contact from the first day, today if not said, to the
        last. Raises OfficeError ``student_gone``, ``related_already``, ``dates_reversed``.
        """
        desk = self._desk
        self._check_may()
        _check_dates(terms.begins_on, terms.ends_on)
        with desk.store.write() as connection:
            seen = select(_s.id).where(
                _s.id == student_id, _s.deleted_at.is_(None), desk.sees(Sharing.CUSTODY, Purpose.EDIT)
            )
            if connection.execute(seen, desk.as_viewer()).first() is None:
                raise OfficeError("student_gone")
            adult_id = adult if isinstance(adult, int) else _new_adult(connection, desk, adult)
            values = {"student_id": student_id, "guardian_id": adult_id, **_columns(terms)}
            _relate(connection, values | {"provenance": _said({}, terms)})
            given = _Given(frozenset(granted), GivenBy.OFFICE, terms.begins_on or desk.today, terms.ends_on, paper)
            _give(connection, desk, student_id, adult_id, given)
            _finish(connection, desk, "relation_added", student_id, adult_id)
        return Changes(_TOUCHED, made_id=adult_id)

    def change(self, relation_id: int, terms: Terms, version: int) -> Changes:
        """Say anew what an adult is to a student and may do, from what was read at ``version``.

        What is changed here is the office's word: a roster does not change it back, though it may take rights away.
        Raises OfficeError ``changed_elsewhere``, ``dates_reversed``.
        """
        _check_dates(terms.begins_on, terms.ends_on)
        with self._change(relation_id) as changing:
            row = changing.row
            if row.version != version:
                raise OfficeError("changed_elsewhere")
            changing.write(**_columns(terms), provenance=_said(row.provenance, terms, row))
            changing.finish("relation_changed")
        return Changes(_TOUCHED)

    def end(self, relation_id: int, on: date | None = None) -> Changes:
        """End a relation: from a day on, today if not said, it gives nothing any more, and no roster begins it again."""
        with self._change(relation_id) as changing:
            said = {**changing.row.provenance, "ends_on": "office"}
            changing.write(ends_on=on or self._desk.today, provenance=said)
            changing.finish("relation_ended")
        return Changes(_TOUCHED)

    # Bars

    def bar(self, relation_id: int, reason: str, paper: str = "") -> Changes:
        """Bar an adult from a student, at once: on no paper, in no letter, expected nowhere, until a person lifts it.

        ``reason``, and ``paper`` that says so, stay inside the office. Raises OfficeError ``reason_missing``,
        ``already_barred``.
        """
        desk = self._desk
        why = _explained(reason)
        with self._change(relation_id) as changing:
            row = changing.row
            known = select(_b.id).where(
                _b.student_id == row.student_id, _b.guardian_id == row.guardian_id, _b.lifted_at.is_(None)
            )
            # One that a roster brought has no reason yet: it can be written down.
            if row.barred and changing.connection.execute(known).first() is not None:
                raise OfficeError("already_barred")
            changing.write(barred=True)
            changing.connection.execute(
                insert(guardian_bar).values(
                    uid=uids.new_uid(desk.clock),
                    student_id=row.student_id,
                    guardian_id=row.guardian_id,
                    reason=why,
                    paper=written(paper).strip(),
                    barred_at=desk.clock.now(),
                    barred_by=desk.viewer.person_uid,
                )
            )
            changing.finish("adult_barred")
        return Changes(_TOUCHED)

    def lift_bar(self, relation_id: int, reason: str) -> Changes:
        """Lift a bar; what stood before holds again. Raises OfficeError ``reason_missing``, ``not_barred``."""
        desk = self._desk
        why = _explained(reason)
        with self._change(relation_id) as changing:
            row = changing.row
            if not row.barred:
                raise OfficeError("not_barred")
            changing.write(barred=False)
            changing.connection.execute(
                update(guardian_bar)
                .where(_b.student_id == row.student_id, _b.guardian_id == row.guardian_id, _b.lifted_at.is_(None))
                .values(lifted_at=desk.clock.now(), lifted_by=desk.viewer.person_uid, lifted_why=why)
            )
            changing.finish("bar_lifted")
        return Changes(_TOUCHED)

    # Grants

    def grant(
        self,
        relation_id: int,
        rights: Iterable[Right],
        given_by: GivenBy,
        begins_on: date,
        ends_on: date | None = None,
        paper: str = "",
    ) -> Changes:
        """Write down rights that a student of 18 gave, or the office: to an agency or foster contact, or past 18.

        They hold from ``begins_on``, and no longer on ``ends_on``. Raises OfficeError ``granted_before_18`` for what a
        student is to have given as a child, ``dates_reversed``.
        """
        desk = self._desk
        _check_dates(begins_on, ends_on)
        with self._change(relation_id) as changing:
            row = changing.row
            born = row.birth_date
            if given_by is GivenBy.STUDENT and (born is None or begins_on < eighteenth_birthday(born)):
                raise OfficeError("granted_before_18")
            given = _Given(frozenset(rights), given_by, begins_on, ends_on, paper)
            _give(changing.connection, desk, row.student_id, row.guardian_id, given)
            changing.write()
            changing.finish("rights_granted")
        return Changes(_TOUCHED)

    def end_grant(self, grant_id: int, on: date | None = None) -> Changes:
        """Let a granted right hold no longer from a day on, today if not said. Raises OfficeError ``grant_gone``."""
        desk = self._desk
        self._check_may()
        with desk.store.write() as connection:
            found = connection.execute(
                select(_n.student_id, _n.guardian_id)
                .join(student, _s.id == _n.student_id)
                .where(_n.id == grant_id, _n.deleted_at.is_(None), desk.sees(Sharing.CUSTODY, Purpose.EDIT)),
                desk.as_viewer(),
            ).one_or_none()
            if found is None:
                raise OfficeError("grant_gone")
            values = {"ends_on": on or desk.today, "version": _n.version + 1}
            connection.execute(update(guardian_grant).where(_n.id == grant_id).values(values))
            _finish(connection, desk, "right_ended", found.student_id, found.guardian_id)
        return Changes(_TOUCHED)

    # Contacts

    def correct(self, guardian_id: int, **fields: str | bool) -> Changes:
        """Correct given_name, family_name, phone, email, language or needs_interpreter of an adult.

        The next roster does not change it back without asking. Raises OfficeError ``relation_gone`` where no student of
        theirs is one that this person may change.
        """
        desk = self._desk
        assert fields.keys() <= _CORRECTED, "a field of a guardian"
        values = {key: written(value).strip() if isinstance(value, str) else value for key, value in fields.items()}
        with desk.store.write() as connection:
            row = connection.execute(
                select(_g.id, _g.provenance)
                .join(student_guardian, _r.guardian_id == _g.id)
                .join(student, _s.id == _r.student_id)
                .where(
                    _g.id == guardian_id,
                    _g.deleted_at.is_(None),
                    _r.deleted_at.is_(None),
                    desk.sees(Sharing.PLAN, Purpose.EDIT),
                    desk.sees(Sharing.CONTACT, Purpose.EDIT),
                )
                .limit(1),
                desk.as_viewer(),
            ).one_or_none()
            if row is None:
                raise OfficeError("relation_gone")
            said = {**row.provenance, **dict.fromkeys(values, "office")}
            connection.execute(
                update(guardian).where(_g.id == guardian_id).values(**values, provenance=said, version=_g.version + 1)
            )
            children = connection.execute(select(_r.student_id).where(_r.guardian_id == guardian_id)).scalars().all()
            search.refresh(connection, children)
            audits.append(connection, desk.viewer, "contact_corrected", at=desk.clock.now(), adult=guardian_id)
        return Changes(_TOUCHED)

    @contextmanager
    def _change(self, relation_id: int) -> Generator["_Changing"]:
        """Open the transaction in which one relation is changed."""
        self._check_may()
        with self._desk.store.write() as connection:
            yield _Changing(connection, self._desk, _reached(connection, self._desk, relation_id))

    def _check_may(self) -> None:
        if not decide(self._desk.viewer, Relation.PARTICIPANT, Sharing.CUSTODY, Purpose.EDIT):
            raise OfficeError("not_allowed")


@dataclass(frozen=True, slots=True)
class _Changing:
    """One relation while it is changed."""

    connection: Connection
    desk: Desk
    row: Found

    def write(self, **values: object) -> None:
        """Write columns; the version moves on, so that nothing read before is written over this."""
        self.connection.execute(
            update(student_guardian).where(_r.id == self.row.id).values(**values, version=_r.version + 1)
        )

    def finish(self, act: str) -> None:
        """Bring the search and the conferences to come up to date, and write the line in the log: who, never why."""
        _finish(self.connection, self.desk, act, self.row.student_id, self.row.guardian_id)


def _reached(connection: Connection, desk: Desk, relation_id: int) -> Found:
    row = connection.execute(
        select(student_guardian, _s.birth_date)
        .join(student, _s.id == _r.student_id)
        .where(
            _r.id == relation_id,
            _r.deleted_at.is_(None),
            _s.deleted_at.is_(None),
            desk.sees(Sharing.CUSTODY, Purpose.EDIT),
        ),
        desk.as_viewer(),
    ).one_or_none()
    if row is None:
        raise OfficeError("relation_gone")
    return row


def _new_adult(connection: Connection, desk: Desk, adult: Adult) -> int:
    values = asdict(adult) | {
        key: written(value).strip() for key, value in asdict(adult).items() if value and key in _WORDS
    }
    return made_id(connection.execute(insert(guardian).values(uid=uids.new_uid(desk.clock), **values)))


def _relate(connection: Connection, values: Mapping[str, Any]) -> None:
    """Make a relation, or bring back one that was removed."""
    its = select(_r.id, _r.deleted_at).where(
        _r.student_id == values["student_id"], _r.guardian_id == values["guardian_id"]
    )
    there = connection.execute(its).one_or_none()
    if there is None:
        connection.execute(insert(student_guardian).values(**values))
    elif there.deleted_at is None:
        raise OfficeError("related_already")
    else:
        again = update(student_guardian).where(_r.id == there.id)
        connection.execute(again.values(**values, deleted_at=None, version=_r.version + 1))


def _finish(connection: Connection, desk: Desk, act: str, student_id: int, adult_id: int) -> None:
    search.refresh(connection, [student_id])
    invite_who_may_come(connection, desk, student_id)
    audits.append(connection, desk.viewer, act, student_id, at=desk.clock.now(), adult=adult_id)


@dataclass(frozen=True, slots=True)
class _Given:
    """Rights that somebody gave, from one day, and no longer on another."""

    rights: frozenset[Right]
    by: GivenBy
    begins_on: date
    ends_on: date | None
    paper: str


def _give(connection: Connection, desk: Desk, student_id: int, guardian_id: int, given: _Given) -> None:
    for right in sorted(given.rights, key=lambda one: one.value):
        connection.execute(
            insert(guardian_grant).values(
                uid=uids.new_uid(desk.clock),
                student_id=student_id,
                guardian_id=guardian_id,
                allows=right.value,
                given_by=given.by.value,
                paper=written(given.paper).strip(),
                begins_on=given.begins_on,
                ends_on=given.ends_on,
                recorded_at=desk.clock.now(),
                recorded_by=desk.viewer.person_uid,
            )
        )


def _columns(terms: Terms) -> dict[str, object]:
    return {
        "relationship": written(terms.relationship).strip(),
        "begins_on": terms.begins_on,
        "ends_on": terms.ends_on,
        **columns_of(terms.may),
    }


def _said(before: Mapping[str, str], terms: Terms, row: Found | None = None) -> dict[str, str]:
    """Return which columns are the office's word now: what it said, and what it changed."""
    new = {"relationship": terms.relationship.strip(), "begins_on": terms.begins_on, "ends_on": terms.ends_on}
    own = {key for key, value in new.items() if (value != getattr(row, key) if row else bool(value))}
    said = {**before, **dict.fromkeys(own, "office")}
    # Without an end there is none to keep: a roster may end it.
    return {key: whose for key, whose in said.items() if key == "relationship" or new.get(key) is not None}


def _explained(reason: str) -> str:
    kept = written(reason).strip()
    if not kept:
        raise OfficeError("reason_missing")
    return kept


def _check_dates(begins_on: date | None, ends_on: date | None) -> None:
    """What ends on the day it begins never held."""
    if begins_on is not None and ends_on is not None and ends_on <= begins_on:
        raise OfficeError("dates_reversed")


_WORDS = frozenset({"given_name", "family_name", "phone", "email", "language"})
_CORRECTED = _WORDS | {"needs_interpreter"}
