"""Conferences, signatures, plans and copies as the events that clauses count."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, select

from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.packs import PolicyPack
from ilp_desktop.domain.policy.facts import Event, Stage
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.packs import pack_in_force
from ilp_desktop.store.tables import (
    answer,
    commitment,
    conference,
    consultation,
    delivery,
    goal,
    guardian,
    measure_point,
    participant,
    plan_revision,
    rendering,
    signature,
    staff_member,
    step,
)

Query = Select[*tuple[Any, ...]]
_PARTIES = {"student": "student", "family": "parent", "school": "school"}
_STAFF = {
    "counselor": "counselor",
    "lead": "counselor",
    "teacher": "teacher",
    "principal": "administrator",
    "administrator": "administrator",
    "career_staff": "career_staff",
}
_SECTIONS = {"celebrate": frozenset({"strengths"}), "data": frozenset({"improvement"})}
"""Where something was written down, and what it shows the conference to have had (R39, R40)."""
_SIGNED = {"student": "signed_student", "parent": "signed_parent", "school": "signed_educator"}
_A_MARK = ("agree", "attended_only", "disagree")
"""Any of these is a signature; that somebody chose not to sign is told, and is none."""


@dataclass(slots=True)
class _Meeting:
    """What is gathered about one conference before it becomes an event."""

    row: Found
    roles: set[str] = field(default_factory=set[str])
    adults: set[str] = field(default_factory=set[str])
    marks: set[str] = field(default_factory=set[str])


def meetings_of(connection: Connection, zone: ZoneInfo, wanted: tuple[int, ...] | None) -> Iterator[tuple[int, Event]]:
    """Yield (student's row, event) of every conference and what came of it, for these students or all."""
    yield from _Meetings(connection, zone, wanted).events()


def only(statement: Query, column: ColumnElement[int], wanted: tuple[int, ...] | None) -> Query:
    """Return a statement for these students alone; None: for all."""
    return statement if wanted is None else statement.where(column.in_(wanted))


class _Meetings:
    """Gathers what is known of each conference, table by table, before any of it becomes an event."""

    def __init__(self, connection: Connection, zone: ZoneInfo, wanted: tuple[int, ...] | None) -> None:
        self._connection = connection
        self._zone = zone
        self._wanted = wanted
        self._meetings: dict[int, _Meeting] = {}
        self._events: list[tuple[int, Event]] = []
        self._read_conferences()
        self._read_signatures()
        self._read_copies()

    def events(self) -> Iterator[tuple[int, Event]]:
        """Yield what was gathered: marks and copies belong to their conference as well."""
        yield from self._events
        for meeting in self._meetings.values():
            yield meeting.row.student_id, _met(meeting)
        yield from self._plans()

    def _rows(self, statement: Query, column: ColumnElement[int]) -> Sequence[Found]:
        return self._connection.execute(only(statement, column, self._wanted)).all()

    # Conferences

    def _read_conferences(self) -> None:
        c = conference.c
        held = select(
            c.id,
            c.uid,
            c.student_id,
            c.held_on,
            c.state,
            c.concluded_at,
            consultation.c.counted,
            consultation.c.reason,
            consultation.c.phase,
        ).outerjoin(consultation, consultation.c.conference_id == c.id)
        for row in self._rows(held.where(c.deleted_at.is_(None)), c.student_id):
            self._meetings[row.id] = _Meeting(row)
        self._read_who_came()
        self._read_what_was_said()
        self._read_measures()

    def _of_conference(self, columns: Query, conference_id: object) -> Iterator[tuple[_Meeting, Found]]:
        statement = columns.join(conference, conference.c.id == conference_id)
        for row in self._rows(statement, conference.c.student_id):
            meeting = self._meetings.get(row.conference_id)
            if meeting is not None:
                yield meeting, row

    def _read_who_came(self) -> None:
        p = participant.c
        came = (
            select(p.conference_id, p.party, guardian.c.uid, staff_member.c.role)
            .outerjoin(guardian, guardian.c.id == p.guardian_id)
            .outerjoin(staff_member, staff_member.c.id == p.staff_id)
            .where(p.attended.is_(True), p.deleted_at.is_(None))
        )
        for meeting, row in self._of_conference(came, p.conference_id):
            meeting.roles.add(_PARTIES.get(row.party, "school"))
            if row.role in _STAFF:
                meeting.roles.add(_STAFF[row.role])
            if row.uid is not None:
                meeting.adults.add(row.uid.hex)

    def _read_what_was_said(self) -> None:
        a, g, m = answer.c, goal.c, commitment.c
        pack = pack_in_force(self._connection)
        shown = _shown(pack)
        everybody = {
            mark
            for section in pack.sections
            for each in section.fields
            if each.kind == "commitments"
            for mark in each.shows
        }
        for meeting, row in self._of_conference(
            select(a.conference_id, a.field).where(a.text != "", a.deleted_at.is_(None)), a.conference_id
        ):
            meeting.marks |= shown.get(row.field, frozenset())
        steps = select(step.c.goal_id).where(step.c.deleted_at.is_(None), step.c.text != "").distinct().subquery()
        goals = (
            select(g.conference_id, g.whose, steps.c.goal_id)
            .outerjoin(steps, steps.c.goal_id == g.id)
            .where(g.text != "", g.deleted_at.is_(None))
        )
        without_steps: set[int] = set()
        for meeting, row in self._of_conference(goals, g.conference_id):
            meeting.marks |= {"goals", "goals_student" if row.whose == "student" else "goals_joint"}
            if row.goal_id is None:
                without_steps.add(row.conference_id)
        parties: defaultdict[int, set[str]] = defaultdict(set)
        for meeting, row in self._of_conference(
            select(m.conference_id, m.party).where(m.text != "", m.deleted_at.is_(None)), m.conference_id
        ):
            parties[row.conference_id].add(row.party)
            if {"family", "school"} <= parties[row.conference_id]:
                meeting.marks.add("support")
            if set(_PARTIES) <= parties[row.conference_id]:
                meeting.marks |= everybody
        for conference_id, meeting in self._meetings.items():
            if "goals" in meeting.marks and conference_id not in without_steps:
                meeting.marks.add("steps")

    def _read_measures(self) -> None:
        m = measure_point.c
        first: dict[int, date] = {}
        for row in self._rows(select(m.student_id, m.measured_on).where(m.deleted_at.is_(None)), m.student_id):
            first[row.student_id] = min(row.measured_on, first.get(row.student_id, row.measured_on))
        for meeting in self._meetings.values():
            if (day := first.get(meeting.row.student_id)) is not None and day <= meeting.row.held_on:
                meeting.marks.add("data")

    # Plans, signatures, copies

    def _plans(self) -> Iterator[tuple[int, Event]]:
        r, v = rendering.c, plan_revision.c
        finalized: dict[int, tuple[Found, date]] = {}
        papers = select(v.conference_id, v.student_id, v.uid, v.id, r.finalized_at).join(
            rendering, r.revision_id == v.id
        )
        for row in self._rows(papers, v.student_id):
            day = row.finalized_at.astimezone(self._zone).date()
            known = finalized.get(row.id)
            finalized[row.id] = (row, day if known is None else min(day, known[1]))
        for row, day in finalized.values():
            meeting = self._meetings.get(row.conference_id)
            if meeting is not None:
                roles, marks = frozenset(meeting.roles), frozenset({*meeting.marks, "statement"})
                yield row.student_id, Event(row.uid.hex, "plan", day, roles=roles, marks=marks)

    def _read_signatures(self) -> None:
        g, p, v = signature.c, participant.c, plan_revision.c
        marks = (
            select(
                v.conference_id,
                v.student_id,
                g.uid,
                g.choice,
                g.method,
                g.signed_at,
                p.party,
                guardian.c.uid.label("adult"),
            )
            .join(plan_revision, v.id == g.revision_id)
            .join(participant, p.id == g.participant_id)
            .outerjoin(guardian, guardian.c.id == p.guardian_id)
            .where(g.withdrawn_at.is_(None))
        )
        for row in self._rows(marks, v.student_id):
            role = _PARTIES.get(row.party, "school")
            if row.method == "chose_not_to_sign" or row.choice not in _A_MARK:
                continue
            if row.conference_id in self._meetings:
                self._meetings[row.conference_id].marks.add(_SIGNED[role])
            adults = frozenset({row.adult.hex}) if row.adult is not None else frozenset[str]()
            day = row.signed_at.astimezone(self._zone).date()
            mark = Event(
                row.uid.hex, "signature", day, roles=frozenset({role}), adults=adults, marks=frozenset({_SIGNED[role]})
            )
            self._events.append((row.student_id, mark))

    def _read_copies(self) -> None:
        d, r, v = delivery.c, rendering.c, plan_revision.c
        copies = (
            select(v.conference_id, v.student_id, d.uid, d.kind, d.done_at)
            .join(rendering, r.id == d.rendering_id)
            .join(plan_revision, v.id == r.revision_id)
        )
        for row in self._rows(copies, v.student_id):
            if row.kind == DeliveryKind.PRINTED.value:
                continue
            given = row.kind == DeliveryKind.GIVEN_TO_FAMILY.value
            if row.conference_id in self._meetings:
                self._meetings[row.conference_id].marks.add("given" if given else "filed")
            kind = "delivery" if given else "filing"
            day = row.done_at.astimezone(self._zone).date()
            self._events.append((row.student_id, Event(row.uid.hex, kind, day)))


def _shown(pack: PolicyPack) -> dict[str, frozenset[str]]:
    """Return what each field shows once something stands in it: what the policy set says, and what its section is for."""
    return {
        f"{section.key}.{each.key}": frozenset(each.shows) | _SECTIONS.get(section.key, frozenset())
        for section in pack.sections
        for each in section.fields
    }


def _met(meeting: _Meeting) -> Event:
    row = meeting.row
    stage = Stage.HELD if row.concluded_at is not None else Stage.MISSED if row.state == "missed" else Stage.OFFERED
    held = stage is Stage.HELD
    talked = held and not row.reason and bool(row.counted)
    return Event(
        uid=row.uid.hex,
        kind="conference",
        on=row.held_on,
        grouping="individual",
        stage=stage,
        roles=frozenset(meeting.roles) if held else frozenset(),
        adults=frozenset(meeting.adults) if held else frozenset(),
        marks=frozenset(meeting.marks),
        talk=row.counted if talked else None,
        talk_declined=held and row.reason == "parent_declined",
    )
