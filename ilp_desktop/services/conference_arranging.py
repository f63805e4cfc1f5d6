"""Arranging a conference: its student, the adults who may come, the staff member who holds it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from ilp_desktop.domain.access import Purpose, Sharing
from ilp_desktop.domain.conferences import Party, plan_kind_of, school_year_of
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.services.conference_rows import Found, made_id
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.family_needs import interpreted, needs_of
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store import events, uids
from ilp_desktop.store.tables import conference, guardian, participant, staff_member, student, student_guardian

_EDUCATORS = frozenset({"teacher", "counselor", "principal"})
"""Roles that a family knows by name; anyone else of the school is an educator to them."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When and how a conference takes place. ``starts_at`` is local 'HH:MM'; '' for a language asks the roster."""

    on: date
    starts_at: str
    minutes: int = 20
    mode: str = "in_person"
    language: str = ""
    interpreter: str = ""
    staff_id: int | None = None
    household_id: int | None = None
    """The home that it is for, where a student's homes come apart."""
    room: str = ""
    group_id: int | None = None
    """The group conference that it is part of."""


@dataclass(frozen=True, slots=True)
class _Adult:
    """A guardian who may come on the day, and what else they may."""

    row: Found
    rights: frozenset[Right]


def make_conference(
    connection: Connection,
    desk: Desk,
    student_id: int,
    plan: Arrangement,
    *,
    allowed: tuple[Sharing, Purpose] = (Sharing.PLAN, Purpose.EDIT),
) -> int:
    """Make a conference and its participants, and return its id; ``allowed`` says what it takes to make one."""
    child = _child(connection, desk, student_id, allowed)
    adults = _adults(connection, student_id, child.birth_date, plan.on, plan.household_id)
    staff = _staff(connection, plan.staff_id or desk.viewer.staff_id)
    values = {
        "uid": uids.new_uid(desk.clock),
        "student_id": student_id,
        "staff_id": staff.id if staff else None,
        "household_id": plan.household_id,
        "room": plan.room,
        "group_id": plan.group_id,
        "held_on": plan.on,
        "starts_at": plan.starts_at,
        "minutes": plan.minutes,
        "mode": plan.mode,
        "language": plan.language
        or next((adult.row.language for adult in adults if adult.row.language), child.home_language)
        or "en",
        "interpreter": plan.interpreter or _interpreted(connection, student_id, plan.on, adults),
        "plan_kind": _plan_kind(connection, student_id, child.grade),
        "school_year": school_year_of(plan.on),
        "grade": child.grade,
    }
    conference_id = made_id(connection.execute(insert(conference).values(**values)))
    _put_on(connection, desk, conference_id, _people(child, adults, staff))
    _record(connection, desk, student_id, conference_id, plan)
    return conference_id


def add_staff(connection: Connection, desk: Desk, conference_id: int, staff_id: int) -> None:
    """Put somebody else of the staff on a conference. Raises OfficeError ``staff_gone``."""
    staff = _staff(connection, staff_id)
    if staff is not None:
        name = full_name(staff.given_name, staff.family_name)
        _put_on(
            connection, desk, conference_id, [_person(Party.SCHOOL, name, educator_role(staff.role), staff_id=staff.id)]
        )


def _put_on(connection: Connection, desk: Desk, conference_id: int, people: list[dict[str, object]]) -> None:
    signed = [{**person, "uid": uids.new_uid(desk.clock), "conference_id": conference_id} for person in people]
    connection.execute(insert(participant), signed)


def _child(connection: Connection, desk: Desk, student_id: int, allowed: tuple[Sharing, Purpose]) -> Found:
    """Return the student. Raises OfficeError ``student_gone`` for one with whom this person may arrange nothing."""
    s = student.c
    child = connection.execute(
        select(s.given_name, s.family_name, s.preferred_name, s.grade, s.home_language, s.birth_date).where(
            s.id == student_id, s.deleted_at.is_(None), desk.sees(*allowed)
        ),
        desk.as_viewer(),
    ).one_or_none()
    if child is None:
        raise OfficeError("student_gone")
    return child


def _interpreted(connection: Connection, student_id: int, on: date, adults: list[_Adult]) -> str:
    """Return the language to interpret: of an adult who needs it, or for which the family asked (R36)."""
    spoken = next((adult.row.language for adult in adults if adult.row.needs_interpreter), "")
    return spoken or interpreted(needs_of(connection, [student_id], on).get(student_id, ()))


def invite_who_may_come(connection: Connection, desk: Desk, student_id: int) -> None:
    """Put on a student's conferences to come whoever may attend by now and is not on them yet.

    Who may no longer is left off by whatever reads them; one that has begun stays as it is.
    """
    c, p = conference.c, participant.c
    to_come = connection.execute(
        select(c.id, c.held_on, c.household_id, student.c.birth_date)
        .join(student, student.c.id == c.student_id)
        .where(c.student_id == student_id, c.deleted_at.is_(None), c.begun_at.is_(None), c.held_on >= desk.today)
    ).all()
    for each in to_come:
        invited = set(
            connection.execute(
                select(p.guardian_id).where(p.conference_id == each.id, p.deleted_at.is_(None))
            ).scalars()
        )
        adults = _adults(connection, student_id, each.birth_date, each.held_on, each.household_id)
        people = [_relative(adult) for adult in adults if adult.row.id not in invited]
        if people:
            _put_on(connection, desk, each.id, people)


def _plan_kind(connection: Connection, student_id: int, grade: str) -> str:
    """Return which plan it is: a plan that became one for college and career stays one, with its history (R2)."""
    c = conference.c
    became = select(c.id).where(c.student_id == student_id, c.plan_kind == PlanKind.PCCR.value, c.deleted_at.is_(None))
    by_grade = plan_kind_of(grade)
    if by_grade is PlanKind.ILP and connection.execute(became.limit(1)).first() is not None:
        return PlanKind.PCCR.value
    return by_grade.value


def _people(child: Found, adults: list[_Adult], staff: Found | None) -> list[dict[str, object]]:
    name = full_name(child.given_name, child.family_name, child.preferred_name)
    people = [_person(Party.STUDENT, name, "student")]
    people += map(_relative, adults)
    if staff:
        name = full_name(staff.given_name, staff.family_name)
        people.append(_person(Party.SCHOOL, name, educator_role(staff.role), staff_id=staff.id))
    return people


def educator_role(role: str) -> str:
    """Return what a family calls somebody of the school with a role there."""
    return role if role in _EDUCATORS else "educator"


def _relative(adult: _Adult) -> dict[str, object]:
    row = adult.row
    name, role = full_name(row.given_name, row.family_name), row.relationship or "guardian"
    return _person(Party.FAMILY, name, role, guardian_id=row.id, may_sign=Right.SIGN in adult.rights)


def _person(party: Party, name: str, role: str, **more: object) -> dict[str, object]:
    return {
        "party": party.value,
        "name": name,
        "role": role,
        "guardian_id": None,
        "staff_id": None,
        "may_sign": True,
        **more,
    }


def _adults(
    connection: Connection, student_id: int, birth_date: date | None, on: date, household_id: int | None = None
) -> list[_Adult]:
    """Return the guardians who may come on that day, of every household or of one, those of the first household first."""
    g, r = guardian.c, student_guardian.c
    rows = connection.execute(
        select(g.id, g.given_name, g.family_name, g.language, g.needs_interpreter, r.household_id, *TERMS)
        .join(student_guardian, r.guardian_id == g.id)
        .where(r.student_id == student_id, r.deleted_at.is_(None), g.deleted_at.is_(None))
        .order_by(r.household_id, r.id)
    )
    adults = [
        _Adult(row, rights_on(terms_of(row), birth_date, on))
        for row in rows
        if household_id is None or row.household_id == household_id
    ]
    return [adult for adult in adults if Right.ATTEND in adult.rights]


def _staff(connection: Connection, staff_id: int | None) -> Found | None:
    t = staff_member.c
    if staff_id is None:
        return None
    row = connection.execute(
        select(t.id, t.given_name, t.family_name, t.role).where(t.id == staff_id, t.deleted_at.is_(None))
    ).one_or_none()
    if row is None:
        raise OfficeError("staff_gone")
    return row


def _record(connection: Connection, desk: Desk, student_id: int, conference_id: int, plan: Arrangement) -> None:
    events.record(
        connection,
        "conference_arranged",
        student_id=student_id,
        conference_id=conference_id,
        actor_id=desk.viewer.staff_id,
        school_date=desk.today,
        at=desk.clock.now(),
        on=plan.on.isoformat(),
    )
