"""What families said that they need in order to come, of many students at once (R36)."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, select

from ilp_desktop.domain.access import Sharing
from ilp_desktop.domain.conferences import school_year_of
from ilp_desktop.domain.reaching import GIVEN, LANGUAGE, NEEDS, REQUEST, Need, NeedLine, needs_said
from ilp_desktop.store.tables import evidence
from ilp_desktop.store.these import packed, these

_e = evidence.c
_REQUESTS = (
    select(_e.id, _e.uid, _e.student_id, _e.happened_on, _e.texts, _e.note, _e.marks)
    .where(
        these(_e.student_id),
        _e.kind == REQUEST,
        _e.adds_to.is_(None),
        _e.deleted_at.is_(None),
        _e.sharing == Sharing.PLAN.value,
    )
    .order_by(_e.happened_on, _e.id)
)
_ADDED = (
    select(_e.adds_to, _e.happened_on, _e.marks, _e.note)
    .where(these(_e.student_id), _e.kind == REQUEST, _e.adds_to.is_not(None), _e.deleted_at.is_(None))
    .order_by(_e.id)
)


def year_of(on: date) -> date:
    """Return the day on which what is asked for in a school year begins to count."""
    return date(school_year_of(on) - 1, 7, 1)


def needs_of(connection: Connection, students: Collection[int], on: date) -> dict[int, tuple[NeedLine, ...]]:
    """Return what was asked for in the school year of a day, by student, the earliest first. Two statements."""
    values = {"ids": packed(students)}
    begins = year_of(on)
    rows = [row for row in connection.execute(_REQUESTS, values) if row.texts.get(NEEDS) and begins <= row.happened_on]
    if not rows:
        return {}
    given = {row.adds_to: row.happened_on for row in connection.execute(_ADDED, values) if GIVEN in row.marks}
    found: dict[int, tuple[NeedLine, ...]] = {}
    for row in rows:
        line = NeedLine(
            event_uid=row.uid.hex,
            evidence_id=row.id,
            student_id=row.student_id,
            on=row.happened_on,
            needs=needs_said(row.texts[NEEDS]),
            language=row.texts.get(LANGUAGE, ""),
            note=row.note,
            given_on=row.happened_on if GIVEN in row.marks else given.get(row.uid),
        )
        found[row.student_id] = (*found.get(row.student_id, ()), line)
    return found


def interpreted(lines: Iterable[NeedLine]) -> str:
    """Return the language for which a family asked for an interpreter; '' for none."""
    return next((one.language for one in lines if Need.INTERPRETER in one.needs and one.language), "")
