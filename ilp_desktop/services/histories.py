"""Bringing in what stood elsewhere before: homes, results and the conferences of earlier years."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from ilp_desktop.domain.access import Purpose, Role, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import GivenBy, Right
from ilp_desktop.domain.histories import Home, PastConference, PastStudent, Relation
from ilp_desktop.domain.names import full_name
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits, search, uids
from ilp_desktop.store.tables import (
    answer,
    conference,
    consultation,
    evidence,
    external_id,
    goal,
    guardian,
    guardian_grant,
    household,
    measure_point,
    participant,
    staff_member,
    step,
    student,
    student_guardian,
)

Rows = list[dict[str, Any]]
Pasts = Sequence[tuple[int, PastConference]]
"""Each with its student's row."""
_g = guardian.c
_RIGHTS = ("relationship", "may_see", "may_sign", "may_attend", "barred")


class Histories:
    """What an office brings along from before."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def known_ids(self, kind: str, source: str) -> dict[str, int]:
        """Return the row of each sourced id of a source: who a roster called so (student, guardian, staff_member).

        Raises OfficeError ``not_allowed`` for anybody but the lead.
        """
        self._check_lead()
        e = external_id.c
        with self._desk.store.read() as connection:
            rows = connection.execute(select(e.sourced_id, e.row_id).where(e.kind == kind, e.source == source))
            return {row.sourced_id: row.row_id for row in rows}

    def work_as(self, staff_id: int) -> Changes:
        """Say that the person at the desk is this member of staff; their own first row gives way to it.

        Raises OfficeError ``not_allowed`` for anybody but the lead: it shows what that member of staff may see.
        """
        self._check_lead()
        person = self._desk.viewer.person_uid
        s = staff_member.c
        with self._desk.store.write() as connection:
            connection.execute(
                update(staff_member)
                .where(s.person_uid == person, s.id != staff_id)
                .values(person_uid=None, deleted_at=self._desk.clock.now())
            )
            connection.execute(update(staff_member).where(s.id == staff_id).values(person_uid=person))
        return Changes(frozenset({Kind.OFFICE, Kind.DAY}))

    def bring_in(self, students: Sequence[PastStudent]) -> Changes:
        """Bring in some students' past in one transaction; a few hundred at a time keep it short.

        Raises OfficeError ``student_gone`` where one is not among those this person may change.
        """
        desk = self._desk
        ids = [one.student_id for one in students]
        with desk.store.write() as connection:
            seen = connection.execute(
                select(func.count())
                .select_from(student)
                .where(student.c.id.in_(ids), desk.sees(Sharing.PLAN, Purpose.EDIT)),
                desk.as_viewer(),
            ).scalar_one()
            if seen != len(set(ids)):
                raise OfficeError("student_gone")
            self._families(connection, students)
            self._points(connection, students)
            self._conferences(connection, students)
            self._entries(connection, students)
            search.refresh(connection, ids)
            audits.append(connection, desk.viewer, "history_brought_in", at=desk.clock.now(), students=len(ids))
        return Changes(frozenset({Kind.STUDENT}))

    def _check_lead(self) -> None:
        if self._desk.viewer.role is not Role.LEAD:
            raise OfficeError("not_allowed")

    def _families(self, connection: Connection, students: Sequence[PastStudent]) -> None:
        languages = [{"who": one.student_id, "what": one.home_language} for one in students]
        _update(connection, student, "home_language", languages)
        homes = {home.key: home for one in students for home in one.homes}
        rows = self._homes(connection, homes.values())
        relations = [(one.student_id, relation) for one in students for relation in one.relations]
        if not relations:
            return
        g = student_guardian.c
        connection.execute(
            update(student_guardian)
            .where(g.student_id == bindparam("child"), g.guardian_id == bindparam("adult"))
            .values({column: bindparam(f"new_{column}") for column in (*_RIGHTS, "household_id")}),
            [
                {
                    "child": student_id,
                    "adult": relation.guardian_id,
                    "new_household_id": rows.get(relation.home),
                    **{f"new_{column}": getattr(relation, column) for column in _RIGHTS},
                }
                for student_id, relation in relations
            ],
        )
        self._grants(connection, relations)
        spoken = {relation.guardian_id: relation for _child, relation in relations}
        connection.execute(
            update(guardian)
            .where(guardian.c.id == bindparam("who"))
            .values(language=bindparam("spoken"), needs_interpreter=bindparam("interpreted")),
            [{"who": key, "spoken": one.language, "interpreted": one.needs_interpreter} for key, one in spoken.items()],
        )

    def _grants(self, connection: Connection, relations: Iterable[tuple[int, Relation]]) -> None:
        at, person = self._desk.clock.now(), self._desk.viewer.person_uid
        rows: Rows = [
            {"student_id": student_id, "guardian_id": one.guardian_id, "allows": right.value}
            | {"given_by": GivenBy.OFFICE.value, "begins_on": one.granted_on}
            | {"uid": self._uid(), "recorded_at": at, "recorded_by": person}
            for student_id, one in relations
            if one.granted_on is not None
            for right in Right
        ]
        if rows:
            connection.execute(insert(guardian_grant), rows)

    def _homes(self, connection: Connection, homes: Iterable[Home]) -> dict[str, int]:
        """Make each home once, whichever batch brings it first: its uid is that of its key."""
        named = {uids.roster_uid(self._desk.office_uid, "household", "history", home.key): home for home in homes}
        h = household.c
        there = {row.uid: row.id for row in connection.execute(select(h.uid, h.id).where(h.uid.in_(list(named))))}
        new = [
            {"uid": uid, "label": home.label, "address": home.address}
            for uid, home in named.items()
            if uid not in there
        ]
        there |= dict(zip((row["uid"] for row in new), self._add(connection, household, new), strict=True))
        return {home.key: there[uid] for uid, home in named.items()}

    def _points(self, connection: Connection, students: Sequence[PastStudent]) -> None:
        rows: Rows = [
            {
                "uid": uids.new_uid(self._desk.clock),
                "student_id": one.student_id,
                "label": point.label,
                "unit": point.unit,
                "source": point.source,
                "measured_on": point.measured_on,
                "term": point.term,
                "value": point.value,
                "benchmark": point.benchmark,
            }
            for one in students
            for point in one.points
        ]
        if rows:
            connection.execute(insert(measure_point), rows)

    def _conferences(self, connection: Connection, students: Sequence[PastStudent]) -> None:
        pasts = [(one.student_id, past) for one in students for past in one.conferences]
        ids = self._add(connection, conference, [self._conference(child, past) for child, past in pasts])
        held = list(zip(ids, (past for _child, past in pasts), strict=True))
        answers = [
            {"uid": self._uid(), "conference_id": key, "field": field, "text": words}
            for key, past in held
            for field, words in past.answers
        ]
        talks = [
            {"conference_id": key, "phase": "finished", "counted": past.consultation_seconds}
            for key, past in held
            if past.consultation_seconds
        ]
        self._add(connection, answer, answers)
        self._add(connection, consultation, talks)
        self._goals(connection, held)
        self._who_came(connection, pasts, ids)
        self._shown(connection, pasts, ids)

    def _who_came(self, connection: Connection, pasts: Pasts, ids: Sequence[int]) -> None:
        """Name those who were there: the student, adults of the family, whoever held it."""
        related = {(one.child, one.adult): one for one in _related(connection, {child for child, _past in pasts})}
        named = _names(connection, student, {child for child, _past in pasts})
        staff = _names(connection, staff_member, {past.staff_id for _child, past in pasts if past.staff_id})
        rows: Rows = []
        for key, (child, past) in zip(ids, pasts, strict=True):
            if past.student_came:
                rows.append(_person(key, "student", named[child], "student"))
            for adult in past.came:
                one = related[child, adult]
                name = full_name(one.given_name, one.family_name)
                rows.append(_person(key, "family", name, one.relationship or "guardian", guardian_id=adult))
            if past.staff_id and (past.came or past.student_came):
                rows.append(_person(key, "school", staff[past.staff_id], "educator", staff_id=past.staff_id))
        self._add(connection, participant, [{"uid": self._uid(), **row} for row in rows])

    def _shown(self, connection: Connection, pasts: Pasts, ids: Sequence[int]) -> None:
        """Write down what a conference shows beside its own rows, as somebody would add it to its event."""
        showing = {key: (child, past) for key, (child, past) in zip(ids, pasts, strict=True) if past.shows}
        if not showing:
            return
        c = conference.c
        uid_of = {row.id: row.uid for row in connection.execute(select(c.id, c.uid).where(c.id.in_(showing)))}
        rows = [
            self._entry(child, "conference", past.held_on, past.shows) | {"adds_to": uid_of[key]}
            for key, (child, past) in showing.items()
        ]
        self._add(connection, evidence, rows)

    def _entries(self, connection: Connection, students: Sequence[PastStudent]) -> None:
        entries = [(one.student_id, entry) for one in students for entry in one.entries]
        adults = {each for _child, entry in entries for each in entry.guardian_ids}
        uid_of = {row.id: row.uid.hex for row in connection.execute(select(_g.id, _g.uid).where(_g.id.in_(adults)))}
        rows = [
            self._entry(child, entry.kind, entry.on, entry.marks)
            | {"roles": sorted(entry.roles), "adults": sorted(uid_of[each] for each in entry.guardian_ids)}
            | {"grouping": entry.grouping, "invited": entry.invited}
            for child, entry in entries
        ]
        self._add(connection, evidence, rows)

    def _entry(self, student_id: int, kind: str, on: date, marks: Sequence[str]) -> dict[str, Any]:
        return {
            "uid": self._uid(),
            "student_id": student_id,
            "kind": kind,
            "happened_on": on,
            "marks": sorted(marks),
            "recorded_by": self._desk.viewer.person_uid,
            "recorded_at": self._desk.clock.now(),
        }

    def _goals(self, connection: Connection, held: Sequence[tuple[int, PastConference]]) -> None:
        pasts = [(key, position, one) for key, past in held for position, one in enumerate(past.goals)]
        rows = [
            {
                "uid": self._uid(),
                "conference_id": key,
                "position": position,
                "text": one.text,
                "language": one.language,
                "whose": one.whose,
                "status": one.status,
            }
            for key, position, one in pasts
        ]
        ids = self._add(connection, goal, rows)
        steps = [
            {"uid": self._uid(), "goal_id": goal_id, "position": position, "text": words}
            for goal_id, (_key, _position, one) in zip(ids, pasts, strict=True)
            for position, words in enumerate(one.steps)
        ]
        self._add(connection, step, steps)

    def _conference(self, student_id: int, past: PastConference) -> dict[str, Any]:
        return {
            "uid": self._uid(),
            "student_id": student_id,
            "staff_id": past.staff_id,
            "held_on": past.held_on,
            "starts_at": past.starts_at,
            "state": "signed",
            "plan_kind": past.plan_kind,
            "school_year": past.school_year,
            "grade": past.grade,
            "begun_at": past.concluded_at,
            "concluded_at": past.concluded_at,
        }

    def _uid(self) -> Any:
        return uids.new_uid(self._desk.clock)

    def _add(self, connection: Connection, table: Table, rows: Rows) -> list[int]:
        """Insert rows and return their ids, which nobody else can take meanwhile: there is one writer."""
        if not rows:
            return []
        first = connection.execute(select(func.coalesce(func.max(table.c.id), 0) + 1)).scalar_one()
        ids = list(range(first, first + len(rows)))
        connection.execute(insert(table), [{"id": key, **row} for key, row in zip(ids, rows, strict=True)])
        return ids


def _update(connection: Connection, table: Table, column: str, rows: Rows) -> None:
    connection.execute(
        update(table).where(table.c.id == bindparam("who")).values({column: bindparam("what")}),
        rows,
    )


def _related(connection: Connection, children: set[int]) -> Sequence[Found]:
    r = student_guardian.c
    statement = (
        select(r.student_id.label("child"), _g.id.label("adult"), r.relationship, _g.given_name, _g.family_name)
        .join(guardian, _g.id == r.guardian_id)
        .where(r.student_id.in_(children))
    )
    return connection.execute(statement).all()


def _names(connection: Connection, table: Table, ids: set[int]) -> dict[int, str]:
    rows = connection.execute(select(table.c.id, table.c.given_name, table.c.family_name).where(table.c.id.in_(ids)))
    return {row.id: full_name(row.given_name, row.family_name) for row in rows}


def _person(conference_id: int, party: str, name: str, role: str, **more: int) -> dict[str, Any]:
    who: dict[str, Any] = {"guardian_id": None, "staff_id": None, **more}
    return {"conference_id": conference_id, "party": party, "name": name, "role": role, "attended": True, **who}
