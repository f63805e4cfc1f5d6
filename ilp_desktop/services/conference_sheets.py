"""Everything that the screens of one conference show, read in a fixed number of statements, drafts overlaid."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, select

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.conferences import (
    Answer,
    Commitment,
    ConferenceSheet,
    ConferenceState,
    Goal,
    Participant,
    Party,
    Step,
)
from ilp_desktop.domain.consultations import Consultation, Phase
from ilp_desktop.domain.guardianship import Right, rights_on
from ilp_desktop.domain.measures import Measure, Point
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import ConsultationRule
from ilp_desktop.domain.students import PlanKind
from ilp_desktop.services.conference_rows import Found, reached
from ilp_desktop.services.course_rows import plan_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import meeting_of, pack_of
from ilp_desktop.services.relation_rows import TERMS, terms_of
from ilp_desktop.store.tables import (
    answer,
    commitment,
    conference,
    consultation,
    draft,
    goal,
    measure_point,
    participant,
    staff_member,
    step,
    student_guardian,
)
from ilp_desktop.store.tables.columns import SchoolDate

_AS_KEPT = (
    "interpreter_name",
    "interpreter_kind",
    "interpreter_mode",
    "next_on",
    "next_at",
    "next_call",
    "staff_id",
    "starts_at",
    "minutes",
    "mode",
    "language",
    "interpreter",
    "section",
    "begun_at",
    "group_id",
    "occasion",
)
"""What a sheet says as its conference holds it."""
Drafts = dict[str, tuple[str, str]]
"""Field path to text and its language."""

# Statements are built once: building one takes longer than running it.
_THIS = bindparam("this", type_=Integer)
_STUDENT = bindparam("student_id", type_=Integer)
_HELD_ON = bindparam("held_on", type_=SchoolDate)
_THIS_AND_LAST = goal.c.conference_id.in_((_THIS, bindparam("last", type_=Integer)))

_DRAFTS = select(draft.c.field, draft.c.text, draft.c.language).where(draft.c.conference_id == _THIS)
_absent = staff_member.alias("absent")
_PARTICIPANTS = (
    select(
        participant.c.id,
        participant.c.party,
        participant.c.name,
        participant.c.role,
        participant.c.may_sign,
        participant.c.attended,
        participant.c.came_by,
        participant.c.signs_by,
        participant.c.signs_how,
        participant.c.guardian_id,
        participant.c.staff_id,
        _absent.c.given_name.label("absent_given_name"),
        _absent.c.family_name.label("absent_family_name"),
        student_guardian.c.deleted_at.label("parted_at"),
        *TERMS,
    )
    .select_from(
        participant.outerjoin(
            student_guardian,
            (student_guardian.c.guardian_id == participant.c.guardian_id) & (student_guardian.c.student_id == _STUDENT),
        ).outerjoin(_absent, _absent.c.id == participant.c.stands_in_for)
    )
    # Someone barred since the conference was arranged is on no screen and on no paper.
    .where(
        participant.c.conference_id == _THIS,
        participant.c.deleted_at.is_(None),
        student_guardian.c.barred.is_not(True),
    )
    .order_by(participant.c.id)
)
_earlier = (
    select(conference.c.id, conference.c.continues_id)
    .where(conference.c.id == bindparam("continues", type_=Integer))
    .cte("earlier", recursive=True)
)
_earlier = _earlier.union_all(
    select(conference.c.id, conference.c.continues_id).where(conference.c.id == _earlier.c.continues_id)
)
_CAME_BEFORE = select(participant.c.party, participant.c.guardian_id, participant.c.staff_id, participant.c.name).where(
    participant.c.conference_id.in_(select(_earlier.c.id)),
    participant.c.attended.is_(True),
    participant.c.deleted_at.is_(None),
)
_BEGUN_ON = select(conference.c.held_on).where(conference.c.id == bindparam("before", type_=Integer))
# By the student first: of theirs there are few, and they have an index.
_GOES_ON = select(conference.c.held_on).where(
    conference.c.student_id == _STUDENT, conference.c.continues_id == _THIS, conference.c.deleted_at.is_(None)
)
_ANSWERS = (
    select(answer.c.field, answer.c.text, answer.c.language, answer.c.version)
    .where(answer.c.conference_id == _THIS, answer.c.deleted_at.is_(None))
    .order_by(answer.c.field)
)
_LAST_CONFERENCE = (
    select(conference.c.id)
    .where(
        conference.c.student_id == _STUDENT,
        conference.c.id != _THIS,
        conference.c.held_on <= _HELD_ON,
        conference.c.deleted_at.is_(None),
        conference.c.concluded_at.is_not(None),
    )
    .order_by(conference.c.held_on.desc(), conference.c.id.desc())
    .limit(1)
)
_GOALS = (
    select(
        goal.c.id,
        goal.c.conference_id,
        goal.c.text,
        goal.c.whose,
        goal.c.language,
        goal.c.status,
        goal.c.version,
    )
    .where(_THIS_AND_LAST, goal.c.deleted_at.is_(None))
    .order_by(goal.c.position, goal.c.id)
)
_STEPS = (
    select(step.c.id, step.c.goal_id, step.c.text, step.c.who, step.c.due_on, step.c.version)
    .join(goal, goal.c.id == step.c.goal_id)
    .where(_THIS_AND_LAST, goal.c.deleted_at.is_(None), step.c.deleted_at.is_(None))
    .order_by(step.c.position, step.c.id)
)
_COMMITMENTS = (
    select(
        commitment.c.id,
        commitment.c.party,
        commitment.c.text,
        commitment.c.who,
        commitment.c.language,
        commitment.c.version,
    )
    .where(commitment.c.conference_id == _THIS, commitment.c.deleted_at.is_(None))
    .order_by(commitment.c.position, commitment.c.id)
)
_MEASURES = (
    select(
        measure_point.c.label,
        measure_point.c.unit,
        measure_point.c.source,
        measure_point.c.term,
        measure_point.c.value,
        measure_point.c.benchmark,
        measure_point.c.measured_on,
    )
    .where(
        measure_point.c.student_id == _STUDENT,
        measure_point.c.measured_on <= _HELD_ON,
        measure_point.c.value.is_not(None),
        measure_point.c.deleted_at.is_(None),
    )
    .order_by(
        measure_point.c.label,
        measure_point.c.unit,
        measure_point.c.source,
        measure_point.c.measured_on,
        measure_point.c.id,
    )
)
_CONSULTATION = select(consultation).where(consultation.c.conference_id == _THIS)


def sheet_of(
    connection: Connection, desk: Desk, conference_id: int, purpose: Purpose = Purpose.READ
) -> tuple[ConferenceSheet, Found]:
    """Read one conference; the row holds what only services need. Raises OfficeError ``conference_gone``."""
    row = reached(connection, desk, conference_id, purpose)
    drafts = drafts_of(connection, conference_id) | desk.store.slips.of(conference_id)
    last_id = _last_conference(connection, row)
    goals = _goals(connection, {"this": conference_id, "last": last_id}, drafts)
    pack = pack_of(connection, row)
    courses, diplomas = plan_of(connection, row, pack, drafts)
    sheet = ConferenceSheet(
        conference_id=conference_id,
        student_id=row.student_id,
        student_name=full_name(row.given_name, row.family_name, row.preferred_name),
        preferred_name=row.preferred_name or row.given_name,
        grade=row.grade or row.student_grade,
        school=row.school,
        on=row.held_on,
        state=ConferenceState(row.state),
        plan_kind=PlanKind(row.plan_kind),
        staff_name=full_name(row.staff_given_name, row.staff_family_name),
        participants=_participants(connection, row),
        answers=_answers(connection, conference_id, drafts),
        measures=_measures(connection, row),
        last_goals=goals.get(last_id, ()) if last_id is not None else (),
        goals=goals.get(conference_id, ()),
        commitments=_commitments(connection, conference_id, drafts),
        consultation=consultation_of(connection, desk, conference_id, pack.consultation),
        courses=courses,
        diplomas=diplomas,
        programs=meeting_of(connection, row, pack).programs,
        continues_on=_day_of(connection, _BEGUN_ON, row) if row.continues_id is not None else None,
        goes_on=_day_of(connection, _GOES_ON, row) if row.state == ConferenceState.CONTINUED.value else None,
        **_kept(row),
    )
    return sheet, row


def _kept(row: Found) -> dict[str, Any]:
    """Return what the row itself says, word for word."""
    return {"held_by": row.held_by_name, **{name: getattr(row, name) for name in _AS_KEPT}}


def drafts_of(connection: Connection, conference_id: int) -> Drafts:
    """Return what was typed and not yet left."""
    rows = connection.execute(_DRAFTS, {"this": conference_id})
    return {row.field: (row.text, row.language) for row in rows}


def _participants(connection: Connection, row: Found) -> tuple[Participant, ...]:
    rows = connection.execute(_PARTICIPANTS, {"this": row.id, "student_id": row.student_id})
    before = _came_before(connection, row)
    people: list[Participant] = []
    for found in rows:
        rights = _rights(found, row)
        if Right.ATTEND in rights:
            people.append(_participant(found, signs=Right.SIGN in rights, came_before=_same(found) in before))
    return tuple(people)


def _day_of(connection: Connection, statement: Select[date], row: Found) -> date | None:
    values = {"this": row.id, "student_id": row.student_id, "before": row.continues_id}
    return connection.execute(statement, values).scalar_one_or_none()


def _participant(found: Found, *, signs: bool, came_before: bool) -> Participant:
    return Participant(
        participant_id=found.id,
        party=Party(found.party),
        name=found.name,
        role=found.role,
        may_sign=signs,
        attended=found.attended,
        came_by=found.came_by,
        stands_in_for=full_name(found.absent_given_name or "", found.absent_family_name or ""),
        signs_by=found.signs_by,
        signs_how=found.signs_how,
        came_before=came_before,
        staff_id=found.staff_id,
    )


def _came_before(connection: Connection, row: Found) -> set[tuple[object, ...]]:
    """Return who was there on an earlier day of a conference that went on: they took part in it."""
    if row.continues_id is None:
        return set()
    return {_same(found) for found in connection.execute(_CAME_BEFORE, {"continues": row.continues_id})}


def _same(found: Found) -> tuple[object, ...]:
    """Return what tells that two participants are one person, whichever day of a conference they are of."""
    known = found.guardian_id is not None or found.staff_id is not None or found.party == Party.STUDENT.value
    return (found.party, found.guardian_id, found.staff_id, "" if known else found.name)


def _rights(found: Found, row: Found) -> frozenset[Right]:
    """Return what somebody may do at a conference: of the family, what stands on its day, until it has been held.

    What was written of a conference that was held stays as it was then: rights that end later change no record of it.
    """
    if found.guardian_id is None or row.concluded_at is not None:
        return frozenset({Right.ATTEND, Right.SIGN} if found.may_sign else {Right.ATTEND})
    if found.relation_id is None or found.parted_at is not None:
        return frozenset()
    return rights_on(terms_of(found), row.birth_date, row.held_on)


def _answers(connection: Connection, conference_id: int, drafts: Drafts) -> tuple[Answer, ...]:
    rows = connection.execute(_ANSWERS, {"this": conference_id})
    found = {row.field: Answer(row.field, row.text, row.language, row.version) for row in rows}
    for path, (text, language) in drafts.items():
        kind, _, field = path.partition(":")
        if kind in {"answer", "words"}:
            field = field if kind == "answer" else path
            found[field] = Answer(field, text, language, found[field].version if field in found else 0)
    return tuple(found.values())


def _last_conference(connection: Connection, row: Found) -> int | None:
    values = {"this": row.id, "student_id": row.student_id, "held_on": row.held_on}
    return connection.execute(_LAST_CONFERENCE, values).scalar_one_or_none()


def _goals(connection: Connection, this_and_last: dict[str, int | None], drafts: Drafts) -> dict[int, tuple[Goal, ...]]:
    goals = connection.execute(_GOALS, this_and_last)
    steps = connection.execute(_STEPS, this_and_last)
    of_goal: dict[int, list[Step]] = {}
    for row in steps:
        text, _ = drafts.get(f"step:{row.id}", (row.text, ""))
        who, _ = drafts.get(f"step_who:{row.id}", (row.who, ""))
        of_goal.setdefault(row.goal_id, []).append(Step(row.id, text, who, row.due_on, row.version))
    found: dict[int, list[Goal]] = {}
    for row in goals:
        text, language = drafts.get(f"goal:{row.id}", (row.text, row.language))
        found.setdefault(row.conference_id, []).append(
            Goal(row.id, text, row.whose, language, row.status, tuple(of_goal.get(row.id, ())), row.version)
        )
    return {conference_id: tuple(goals) for conference_id, goals in found.items()}


def _commitments(connection: Connection, conference_id: int, drafts: Drafts) -> tuple[Commitment, ...]:
    rows = connection.execute(_COMMITMENTS, {"this": conference_id})
    found: list[Commitment] = []
    for row in rows:
        text, language = drafts.get(f"commitment:{row.id}", (row.text, row.language))
        who, _ = drafts.get(f"commitment_who:{row.id}", (row.who, ""))
        found.append(Commitment(row.id, Party(row.party), text, who, language, row.version))
    return tuple(found)


def _measures(connection: Connection, row: Found) -> tuple[Measure, ...]:
    rows = connection.execute(_MEASURES, {"student_id": row.student_id, "held_on": row.held_on})
    points: dict[tuple[str, str, str], list[Point]] = {}
    benchmarks: dict[tuple[str, str, str], float | None] = {}
    for found in rows:
        series = (found.label, found.unit, found.source)
        points.setdefault(series, []).append(Point(found.term, found.value, found.measured_on))
        benchmarks[series] = found.benchmark
    return tuple(Measure(*series, points=tuple(points[series]), benchmark=benchmarks[series]) for series in points)


def consultation_of(connection: Connection, desk: Desk, conference_id: int, rule: ConsultationRule) -> Consultation:
    """Return the timer as it truly stands: one that ran at another sitting, or behind a closed lid, was interrupted."""
    found = stored_consultation(connection, conference_id, rule)
    if found.unseen(desk.clock.now()):
        desk.timers.discard(conference_id)
    return found if conference_id in desk.timers else found.interrupted()


def stored_consultation(connection: Connection, conference_id: int, rule: ConsultationRule) -> Consultation:
    """Return the timer as it was written down last."""
    row = connection.execute(_CONSULTATION, {"this": conference_id}).one_or_none()
    if row is None:
        return Consultation(minimum=rule.minimum, limit=rule.limit)
    return Consultation(
        phase=Phase(row.phase),
        counted=row.counted,
        running_since=row.running_since,
        seen_at=row.seen_at,
        minimum=row.minimum,
        limit=row.limit_seconds,
        reason=row.reason,
        noted=bool(row.noted),
    )
