"""What is not ready for a day's conferences: a few statements, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.measures import KEPT_DAYS
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.preparation import Gap, ReadyRow
from ilp_desktop.domain.replies import Reply, heard
from ilp_desktop.services.conference_rows import TO_COME, Found, of_conference, reached
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.family_needs import needs_of
from ilp_desktop.services.interpreting import say_interpreter
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.services.reply_lines import replies_of
from ilp_desktop.store.tables import (
    answer,
    conference,
    draft,
    goal,
    measure_point,
    participant,
    staff_member,
    student,
    student_guardian,
)
from ilp_desktop.store.tables.columns import SchoolDate

_ON = bindparam("on", type_=SchoolDate)
_STRENGTHS = "celebrate"
"""The section in which a policy set asks what goes well (R39)."""


class Preparation:
    """What staff have still to do before a day's conferences. Of whom somebody may not see the plan, they see nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_day(self, on: date, staff_id: int | None = None) -> tuple[ReadyRow, ...]:
        """Return the conferences of a day that have not begun, of everybody or of one member of staff, in slot order."""
        desk = self._desk
        with desk.store.read() as connection:
            statement = _due(desk.sees(Sharing.PLAN, Purpose.READ))
            rows = connection.execute(statement, desk.as_viewer(on=on)).all()
            rows = [row for row in rows if staff_id is None or row.staff_id == staff_id]
            return _ready(connection, on, rows)

    def name_interpreter(self, conference_id: int, name: str) -> Changes:
        """Say who interprets; an empty name takes it back. Who interprets takes part and does not sign."""
        with self._desk.store.write() as connection:
            row = reached(connection, self._desk, conference_id, Purpose.EDIT)
            say_interpreter(connection, self._desk, row, name)
        return of_conference(conference_id, Kind.CONFERENCE, Kind.DAY)


@cache
def _due(sees: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    c, s, t = conference.c, student.c, staff_member.c
    return (
        select(
            c.id,
            c.student_id,
            c.staff_id,
            c.starts_at,
            c.grade,
            c.interpreter,
            c.interpreter_name,
            s.given_name,
            s.family_name,
            s.preferred_name,
            s.birth_date,
            t.given_name.label("staff_given_name"),
            t.family_name.label("staff_family_name"),
        )
        .select_from(conference.join(student, s.id == c.student_id).outerjoin(staff_member, t.id == c.staff_id))
        .where(c.held_on == _ON, c.deleted_at.is_(None), s.deleted_at.is_(None), c.state.in_(TO_COME), sees)
        .order_by(t.family_name, t.given_name, c.staff_id, c.starts_at, s.sort_key, c.id)
    )


_due_ids = select(conference.c.id, conference.c.student_id).where(
    conference.c.held_on == _ON, conference.c.deleted_at.is_(None)
)
_these, _their = _due_ids.subquery("these"), _due_ids.subquery("their")
_NEWEST = (
    select(measure_point.c.student_id, func.max(measure_point.c.measured_on).label("newest"))
    .where(
        measure_point.c.student_id.in_(select(_their.c.student_id)),
        measure_point.c.measured_on <= _ON,
        measure_point.c.deleted_at.is_(None),
    )
    .group_by(measure_point.c.student_id)
)
_WRITTEN = select(answer.c.conference_id).where(
    answer.c.conference_id.in_(select(_these.c.id)),
    answer.c.field.startswith(f"{_STRENGTHS}."),
    func.trim(answer.c.text) != "",
    answer.c.deleted_at.is_(None),
)
_TYPED = select(draft.c.conference_id).where(
    draft.c.conference_id.in_(select(_these.c.id)),
    draft.c.field.startswith(f"answer:{_STRENGTHS}."),
    func.trim(draft.c.text) != "",
)
_before = conference.alias("before")
_LAST = (
    select(
        _before.c.student_id,
        _before.c.id,
        func.row_number()
        .over(partition_by=_before.c.student_id, order_by=(_before.c.held_on.desc(), _before.c.id.desc()))
        .label("back"),
    )
    .where(
        _before.c.student_id.in_(select(_their.c.student_id)),
        _before.c.held_on < _ON,
        _before.c.concluded_at.is_not(None),
        _before.c.deleted_at.is_(None),
    )
    .subquery()
)
_OPEN_GOALS = (
    select(_LAST.c.student_id)
    .join(goal, goal.c.conference_id == _LAST.c.id)
    .where(_LAST.c.back == 1, goal.c.status == "open", goal.c.deleted_at.is_(None), func.trim(goal.c.text) != "")
    .group_by(_LAST.c.student_id)
)
_INVITED = (
    select(participant.c.conference_id, participant.c.guardian_id, *TERMS)
    .select_from(
        participant.join(conference, conference.c.id == participant.c.conference_id).outerjoin(
            student_guardian,
            (student_guardian.c.guardian_id == participant.c.guardian_id)
            & (student_guardian.c.student_id == conference.c.student_id)
            & student_guardian.c.deleted_at.is_(None),
        )
    )
    .where(
        conference.c.held_on == _ON,
        participant.c.deleted_at.is_(None),
        participant.c.guardian_id.is_not(None),
    )
)


def _ready(connection: Connection, on: date, rows: Sequence[Found]) -> tuple[ReadyRow, ...]:
    at = {"on": on}
    newest: dict[int, date] = {row.student_id: row.newest for row in connection.execute(_NEWEST, at)}
    strengths = {*connection.execute(_WRITTEN, at).scalars(), *connection.execute(_TYPED, at).scalars()}
    open_goals = set(connection.execute(_OPEN_GOALS, at).scalars())
    invited = _people(connection, on, {row.id: row.birth_date for row in rows})
    answers = replies_of(connection, {row.id for row in rows})
    needs = needs_of(connection, {row.student_id for row in rows}, on)
    found: list[ReadyRow] = []
    for row in rows:
        theirs, said = needs.get(row.student_id, ()), answers.get(row.id, ())
        checks = {
            Gap.NO_DATA: row.student_id not in newest,
            Gap.OLD_DATA: newest.get(row.student_id, on) < on - timedelta(days=KEPT_DAYS),
            Gap.NO_STRENGTHS: row.id not in strengths,
            Gap.OUTCOMES: row.student_id in open_goals,
            Gap.NOBODY_INVITED: row.id not in invited,
            Gap.NO_INTERPRETER: bool(row.interpreter) and not row.interpreter_name,
            Gap.NEEDS: any(line.given_on is None for line in theirs),
            Gap.ANOTHER_TIME: heard(said) is Reply.ANOTHER_TIME,
        }
        made = _row(row, tuple(gap for gap, lacks in checks.items() if lacks))
        found.append(replace(made, answers=said, needs=theirs))
    return tuple(found)


def _people(connection: Connection, on: date, born: Mapping[int, date | None]) -> set[int]:
    """Return which conferences an adult is invited to who may come that day."""
    invited: set[int] = set()
    for row in connection.execute(_INVITED, {"on": on}):
        if row.relation_id is None or row.conference_id not in born:
            continue
        if Right.ATTEND in rights_on(terms_of(row), born[row.conference_id], on):
            invited.add(row.conference_id)
    return invited


def _row(row: Found, gaps: tuple[Gap, ...]) -> ReadyRow:
    return ReadyRow(
        conference_id=row.id,
        student_id=row.student_id,
        starts_at=row.starts_at,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        grade=row.grade,
        staff_id=row.staff_id,
        staff_name=full_name(row.staff_given_name or "", row.staff_family_name or ""),
        interpreter=row.interpreter,
        gaps=gaps,
    )
