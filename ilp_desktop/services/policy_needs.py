"""What a family asked for in order to come, and a conference shows that it was given: an interpreter, by phone, by video (R36).

Whatever no conference shows, an hour or child care, a person says was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection, func, select

from ilp_desktop.domain.policy.facts import Event
from ilp_desktop.domain.reaching import GIVEN, LANGUAGE, NEEDS, NEEDS_FORM, Need
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.store.tables import conference, participant
from ilp_desktop.store.these import packed, these

_WAYS = frozenset({Need.PHONE.value, Need.VIDEO.value})

_c, _p = conference.c, participant.c
_HELD = (
    select(
        _c.student_id,
        _c.held_on,
        _c.mode,
        _c.interpreter,
        _c.interpreter_name,
        select(func.group_concat(_p.came_by, " "))
        .where(_p.conference_id == _c.id, _p.attended.is_(True), _p.deleted_at.is_(None))
        .correlate(conference)
        .scalar_subquery()
        .label("ways"),
    )
    .where(these(_c.student_id), _c.concluded_at.is_not(None), _c.deleted_at.is_(None))
    .order_by(_c.student_id)
)


def with_needs_given(
    connection: Connection, events: Mapping[int, list[Event]], requests: Sequence[Found]
) -> dict[int, list[Event]]:
    """Return the events of those students of whom a conference shows that what was asked for was given.

    ``requests`` are the rows of what was recorded; others than such requests are passed over, at no cost.
    """
    asked = {row.uid.hex: row for row in requests if row.form == NEEDS_FORM and row.texts.get(NEEDS)}
    if not asked:
        return {}
    students = {row.student_id for row in asked.values()}
    held = {
        student_id: tuple(rows)
        for student_id, rows in groupby(
            connection.execute(_HELD, {"ids": packed(students)}).all(), key=lambda row: row.student_id
        )
    }
    given = {uid for uid, row in asked.items() if _is_given(row, held.get(row.student_id, ()))}
    return {one: [_marked(event, given) for event in events[one]] for one in students}


def _marked(event: Event, given: set[str]) -> Event:
    return replace(event, marks=event.marks | {GIVEN}) if event.uid in given else event


def _is_given(request: Found, held: Iterable[Found]) -> bool:
    """Tell whether one conference from the day of the request on shows all that was asked for."""
    needs = set(request.texts[NEEDS].split())
    language = request.texts.get(LANGUAGE, "")
    return any(needs <= _shows(row, language) for row in held if row.held_on >= request.happened_on)


def _shows(row: Found, language: str) -> set[str]:
    shows = {way for way in (row.mode, *(row.ways or "").split()) if way in _WAYS}
    if row.interpreter_name and language in {"", row.interpreter}:
        shows.add(Need.INTERPRETER.value)
    return shows
