"""What a student's file is made of: adults, classes, and a division for each school year."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Integer, Row, bindparam, func, or_, select

from ilp_desktop.domain.deliveries import GIVEN
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.students import (
    ClassLine,
    ConferenceLine,
    GoalLine,
    GuardianLine,
    PlanKind,
    PlanLine,
    SchoolYearDivision,
)
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import (
    academic_session,
    conference,
    delivery,
    enrollment,
    goal,
    guardian,
    household,
    plan_revision,
    rendering,
    school_class,
    staff_member,
    step,
    student_guardian,
)
from ilp_desktop.store.visible import TODAY

Found = Row[*tuple[Any, ...]]

# Statements are built once: building one takes longer than running it.
_STUDENT = bindparam("student_id", type_=Integer)
_GUARDIANS = (
    select(
        guardian.c.id,
        guardian.c.given_name,
        guardian.c.family_name,
        guardian.c.phone,
        guardian.c.email,
        guardian.c.language,
        guardian.c.needs_interpreter,
        household.c.label,
        household.c.address,
        *TERMS,
    )
    .select_from(
        student_guardian.join(guardian, guardian.c.id == student_guardian.c.guardian_id).outerjoin(
            household, household.c.id == student_guardian.c.household_id
        )
    )
    .where(
        student_guardian.c.student_id == _STUDENT,
        student_guardian.c.deleted_at.is_(None),
        guardian.c.deleted_at.is_(None),
        or_(student_guardian.c.ends_on.is_(None), student_guardian.c.ends_on > TODAY),
    )
    .order_by(student_guardian.c.barred, household.c.id, guardian.c.id)
)
_TEACHES, _ATTENDS = enrollment.alias("teaches"), enrollment.alias("attends")
_CLASSES = (
    select(
        school_class.c.id,
        school_class.c.title,
        academic_session.c.title.label("term"),
        staff_member.c.given_name,
        staff_member.c.family_name,
    )
    .select_from(
        _ATTENDS.join(school_class, school_class.c.id == _ATTENDS.c.class_id)
        .outerjoin(academic_session, academic_session.c.id == school_class.c.session_id)
        .outerjoin(
            _TEACHES,
            (_TEACHES.c.class_id == school_class.c.id)
            & _TEACHES.c.staff_id.is_not(None)
            & _TEACHES.c.deleted_at.is_(None),
        )
        .outerjoin(staff_member, staff_member.c.id == _TEACHES.c.staff_id)
    )
    .where(_ATTENDS.c.student_id == _STUDENT, _ATTENDS.c.deleted_at.is_(None))
    .order_by(school_class.c.title, school_class.c.id, _TEACHES.c.is_primary.desc())
)
_CONFERENCES = (
    select(
        conference.c.id,
        conference.c.held_on,
        conference.c.state,
        conference.c.school_year,
        conference.c.grade,
        conference.c.plan_kind,
        staff_member.c.given_name,
        staff_member.c.family_name,
    )
    .select_from(conference.outerjoin(staff_member, staff_member.c.id == conference.c.staff_id))
    .where(conference.c.student_id == _STUDENT, conference.c.deleted_at.is_(None))
    .order_by(conference.c.school_year.desc(), conference.c.held_on, conference.c.id)
)
_STEPS = (
    select(func.count())
    .select_from(step)
    .where(step.c.goal_id == goal.c.id, step.c.deleted_at.is_(None))
    .scalar_subquery()
)
_GOALS = (
    select(goal.c.conference_id, goal.c.text, goal.c.whose, goal.c.status, _STEPS.label("steps"))
    .join(conference, conference.c.id == goal.c.conference_id)
    .where(conference.c.student_id == _STUDENT, goal.c.deleted_at.is_(None))
    .order_by(goal.c.position, goal.c.id)
)
_PLANS = (
    select(
        plan_revision.c.id.label("revision_id"),
        plan_revision.c.conference_id,
        plan_revision.c.number,
        plan_revision.c.sha256,
        rendering.c.id,
        rendering.c.language,
        rendering.c.finalized_at,
        func.max(delivery.c.done_at).filter(delivery.c.kind.in_(GIVEN)).label("given"),
        func.max(delivery.c.done_at).filter(delivery.c.kind == "filed_in_folder").label("filed"),
    )
    .select_from(
        plan_revision.join(rendering, rendering.c.revision_id == plan_revision.c.id).outerjoin(
            delivery, delivery.c.rendering_id == rendering.c.id
        )
    )
    .where(plan_revision.c.student_id == _STUDENT)
    .group_by(rendering.c.id)
    .order_by(plan_revision.c.number, rendering.c.id)
)


def guardians_of(
    connection: Connection, student_id: int, birth_date: date | None, today: date, *, contacts: bool
) -> tuple[GuardianLine, ...]:
    """Return the adults of a student, household by household; without ``contacts``, neither phones nor addresses."""
    rows = connection.execute(_GUARDIANS, {"student_id": student_id, "today": today})
    return tuple([_guardian(row, rights_on(terms_of(row), birth_date, today), contacts=contacts) for row in rows])


def _guardian(row: Found, rights: frozenset[Right], *, contacts: bool) -> GuardianLine:
    # How to reach somebody whom nobody may contact is for those who know why (services/guardians.py).
    contacts = contacts and not row.barred
    return GuardianLine(
        guardian_id=row.id,
        name=full_name(row.given_name, row.family_name),
        relationship=row.relationship,
        phone=row.phone if contacts else "",
        email=row.email if contacts else "",
        language=row.language,
        needs_interpreter=row.needs_interpreter,
        may_sign=Right.SIGN in rights,
        barred=row.barred,
        household=row.label or "",
        address=(row.address or "") if contacts else "",
    )


def classes_of(connection: Connection, student_id: int) -> tuple[ClassLine, ...]:
    """Return the classes a student is registered for, each with its teachers (R11)."""
    rows = connection.execute(_CLASSES, {"student_id": student_id})
    lines: dict[int, ClassLine] = {}
    for row in rows:
        known = lines.get(row.id)
        teacher = (full_name(row.given_name, row.family_name),) if row.family_name is not None else ()
        teachers = (*known.teachers, *teacher) if known else teacher
        lines[row.id] = ClassLine(row.title, teachers, row.term or "")
    return tuple(lines.values())


def divisions_of(connection: Connection, student_id: int, zone: ZoneInfo) -> tuple[SchoolYearDivision, ...]:
    """Return the school years of a file, newest first: conferences, finalized plans, goals and what came of them."""
    rows = connection.execute(_CONFERENCES, {"student_id": student_id})
    plans = _plans(connection, student_id, zone)
    goals = _goals(connection, student_id)
    years: dict[int, list[Found]] = {}
    for row in rows:
        years.setdefault(row.school_year, []).append(row)
    return tuple(
        SchoolYearDivision(
            school_year=year,
            grade=held[-1].grade,
            plan_kind=PlanKind(held[-1].plan_kind),
            conferences=tuple(
                ConferenceLine(row.id, row.held_on, row.state, full_name(row.given_name or "", row.family_name or ""))
                for row in held
            ),
            plans=tuple(plan for row in held for plan in plans.get(row.id, ())),
            goals=tuple(line for row in held for line in goals.get(row.id, ())),
        )
        for year, held in years.items()
    )


def _goals(connection: Connection, student_id: int) -> dict[int, list[GoalLine]]:
    rows = connection.execute(_GOALS, {"student_id": student_id})
    lines: dict[int, list[GoalLine]] = {}
    for row in rows:
        lines.setdefault(row.conference_id, []).append(GoalLine(row.text, row.whose, row.steps, row.status))
    return lines


def _plans(connection: Connection, student_id: int, zone: ZoneInfo) -> dict[int, list[PlanLine]]:
    rows = connection.execute(_PLANS, {"student_id": student_id})
    revisions: dict[int, list[Found]] = {}
    for row in rows:
        revisions.setdefault(row.revision_id, []).append(row)
    lines: dict[int, list[PlanLine]] = {}
    for papers in revisions.values():
        lines.setdefault(papers[0].conference_id, []).append(_plan(papers, zone))
    return lines


def _plan(papers: list[Found], zone: ZoneInfo) -> PlanLine:
    """Return one revision with its papers, each in its language."""
    first = papers[0]
    return PlanLine(
        revision_id=first.revision_id,
        number=first.number,
        finalized_on=first.finalized_at.astimezone(zone).date(),
        languages=tuple(row.language for row in papers),
        rendering_ids=tuple(row.id for row in papers),
        given_to_family=_latest((row.given for row in papers), zone),
        filed=_latest((row.filed for row in papers), zone),
        seal_code=first.sha256.hex(),
    )


def _latest(instants: Iterable[datetime | None], zone: ZoneInfo) -> date | None:
    done = [instant for instant in instants if instant is not None]
    return max(done).astimezone(zone).date() if done else None
