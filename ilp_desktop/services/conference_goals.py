"""Goals, their sequential steps and who supports them (R41-R43), as rows of a conference."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, update

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conference_rows import Found, made_id, reached, reopened_to_sign
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import uids
from ilp_desktop.store.tables import commitment, goal, step

WHOSE = frozenset({"student", "parent", "teacher", "together"})
STATUSES = frozenset({"open", "met", "partly", "carried_on", "dropped"})
MOST_ROWS = 50
"""Of goals, of a goal's steps, of one party's commitments: a slipped key repeats, a plan does not."""


def add_goal(connection: Connection, desk: Desk, conference_id: int, whose: str) -> int:
    """Make an empty goal at the end and return its id."""
    reached(connection, desk, conference_id, Purpose.EDIT)
    _check(whose, WHOSE)
    # In English until somebody says otherwise, as every answer is: most is typed by staff.
    values = {"conference_id": conference_id, "whose": whose}
    return _add(connection, desk, goal, values, goal.c.conference_id == conference_id)


def add_step(connection: Connection, desk: Desk, goal_id: int) -> tuple[int, int]:
    """Make an empty step at the end of a goal; return its id and the conference's."""
    row = _of_goal(connection, desk, goal_id)
    made = _add(connection, desk, step, {"goal_id": goal_id}, step.c.goal_id == goal_id)
    return made, row.id


def add_commitment(connection: Connection, desk: Desk, conference_id: int, party: Party) -> int:
    """Make an empty commitment of one party and return its id."""
    reached(connection, desk, conference_id, Purpose.EDIT)
    values = {"conference_id": conference_id, "party": party.value}
    c = commitment.c
    return _add(connection, desk, commitment, values, (c.conference_id == conference_id) & (c.party == party.value))


def change_goal(connection: Connection, desk: Desk, goal_id: int, **values: object) -> int:
    """Change a goal, also one that was removed; return the conference's id."""
    if "whose" in values:
        _check(values["whose"], WHOSE)
    if "status" in values:
        _check(values["status"], STATUSES)
    row = _of_goal(connection, desk, goal_id, removed="deleted_at" in values)
    _change(connection, goal, goal_id, values)
    if values.keys() - {"status"}:  # what came of a goal is on a later plan, not on the one that set it
        reopened_to_sign(connection, row)
    return row.id


def change_step(connection: Connection, desk: Desk, step_id: int, **values: object) -> int:
    """Change a step; return the conference's id."""
    row = _of_goal(connection, desk, _goal_of_step(connection, step_id))
    _change(connection, step, step_id, values)
    reopened_to_sign(connection, row)
    return row.id


def due_step(connection: Connection, desk: Desk, step_id: int, due_on: date | None) -> int:
    """Say until when a step is to be done; return the conference's id."""
    return change_step(connection, desk, step_id, due_on=due_on)


def move_step(connection: Connection, desk: Desk, step_id: int, *, up: bool) -> int:
    """Move a step one place up or down among its goal's; return the conference's id."""
    goal_id = _goal_of_step(connection, step_id)
    row = _of_goal(connection, desk, goal_id)
    s = step.c
    order = list(
        connection.execute(
            select(s.id).where(s.goal_id == goal_id, s.deleted_at.is_(None)).order_by(s.position, s.id)
        ).scalars()
    )
    at = order.index(step_id)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        for position, each in enumerate(order, start=1):
            connection.execute(update(step).where(s.id == each, s.position != position).values(position=position))
        reopened_to_sign(connection, row)
    return row.id


def remove_commitment(connection: Connection, desk: Desk, commitment_id: int) -> int:
    """Remove a commitment; return the conference's id."""
    c = commitment.c
    conference_id = connection.execute(
        select(c.conference_id).where(c.id == commitment_id, c.deleted_at.is_(None))
    ).scalar_one_or_none()
    if conference_id is None:
        raise OfficeError("field_gone")
    row = reached(connection, desk, conference_id, Purpose.EDIT)
    _change(connection, commitment, commitment_id, {"deleted_at": desk.clock.now()})
    reopened_to_sign(connection, row)
    return conference_id


def _of_goal(connection: Connection, desk: Desk, goal_id: int, *, removed: bool = False) -> Found:
    """Return the conference that a goal was made in."""
    statement = select(goal.c.conference_id).where(goal.c.id == goal_id)
    if not removed:
        statement = statement.where(goal.c.deleted_at.is_(None))
    conference_id = connection.execute(statement).scalar_one_or_none()
    if conference_id is None:
        raise OfficeError("field_gone")
    return reached(connection, desk, conference_id, Purpose.EDIT)


def _goal_of_step(connection: Connection, step_id: int) -> int:
    goal_id = connection.execute(
        select(step.c.goal_id).where(step.c.id == step_id, step.c.deleted_at.is_(None))
    ).scalar_one_or_none()
    if goal_id is None:
        raise OfficeError("field_gone")
    return goal_id


def _add(
    connection: Connection, desk: Desk, table: Table, values: Mapping[str, object], beside: ColumnElement[bool]
) -> int:
    count, last = connection.execute(
        select(func.count().filter(table.c.deleted_at.is_(None)), func.max(table.c.position)).where(beside)
    ).one()
    if count >= MOST_ROWS:
        raise OfficeError("too_many_rows", limit=MOST_ROWS)
    made = connection.execute(insert(table).values(uid=uids.new_uid(desk.clock), position=(last or 0) + 1, **values))
    return made_id(made)


def _change(connection: Connection, table: Table, key: int, values: Mapping[str, object]) -> None:
    connection.execute(update(table).where(table.c.id == key).values(version=table.c.version + 1, **values))


def _check(value: object, known: frozenset[str]) -> None:
    if value not in known:
        raise ValueError("not one of the known words")
