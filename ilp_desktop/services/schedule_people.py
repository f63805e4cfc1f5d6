"""Who is to meet whom on conference days: each student with who keeps the plan, once or once a home."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.conferences import plan_kind_of
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.participation import keeper_of
from ilp_desktop.services.assignments import ON, standing
from ilp_desktop.services.desks import Desk
from ilp_desktop.store.tables import assignment, student, student_guardian
from ilp_desktop.store.these import packed, these

_s, _a = student.c, assignment.c
_KEEPERS = (
    select(_a.student_id, _a.staff_id, _a.duty)
    .where(these(_a.student_id), *standing(ON))
    .order_by(_a.student_id, _a.id)
)
_HOMES = (
    select(student_guardian.c.student_id, student_guardian.c.household_id)
    .where(
        these(student_guardian.c.student_id),
        student_guardian.c.deleted_at.is_(None),
        student_guardian.c.household_id.is_not(None),
        student_guardian.c.may_attend.is_(True),
        student_guardian.c.barred.is_(False),
    )
    .distinct()
    .order_by(student_guardian.c.student_id, student_guardian.c.household_id)
)


def homes_of(connection: Connection, students: Collection[int]) -> dict[int, list[int | None]]:
    """Return the homes of each student in which somebody may attend and is not barred."""
    homes: dict[int, list[int | None]] = {}
    for row in connection.execute(_HOMES, {"ids": packed(students)}):
        homes.setdefault(row.student_id, []).append(row.household_id)
    return homes


def who_meets(
    connection: Connection, desk: Desk, students: Collection[int] | None, *, homes_apart: bool
) -> list[dict[str, object]]:
    """Return student, staff and home of each meeting, by name: of everybody enrolled or of these, as far as this person edits.

    Who is assigned to nobody has no meeting. Where homes come apart, a student with two has two.

    Raises OfficeError ``student_gone`` where one of ``students`` may not be edited.
    """
    wanted = select(_s.id, _s.grade).where(
        _s.deleted_at.is_(None), _s.withdrawn_at.is_(None), desk.sees(Sharing.PLAN, Purpose.EDIT)
    )
    if students is not None:
        wanted = wanted.where(these(_s.id))
    values = desk.as_viewer(ids=packed(students or ()))
    grades = {row.id: row.grade for row in connection.execute(wanted.order_by(_s.sort_key, _s.id), values)}
    if students is not None and grades.keys() != set(students):
        raise OfficeError("student_gone")
    asked = {"ids": packed(grades), "on": desk.today}
    keepers: dict[int, dict[str, int]] = {}
    for row in connection.execute(_KEEPERS, asked):
        keepers.setdefault(row.student_id, {}).setdefault(row.duty, row.staff_id)
    homes = homes_of(connection, grades) if homes_apart else {}
    return [
        {"student_id": one, "staff_id": keeper_of(keepers[one], plan_kind_of(grade)), "household_id": home}
        for one, grade in grades.items()
        if one in keepers
        for home in (homes[one] if len(homes.get(one, ())) > 1 else [None])
    ]
