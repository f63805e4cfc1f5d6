"""What a conference's plan says right now, and which stored revision, if any, says exactly that."""

import json
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID, uuid5

from sqlalchemy import Connection, Integer, bindparam, select

from ilp_desktop.documents.revisions import Revision, revision_of
from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.conferences import ConferenceSheet, Goal, Participant, Party
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.jsonables import from_jsonable
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.packs import PolicyPack, worded
from ilp_desktop.domain.plans import (
    ConferenceFacts,
    GoalStep,
    MeasurePoint,
    Mode,
    PackMark,
    PaperNote,
    PlanAnswer,
    PlanCommitment,
    PlanConsultation,
    PlanContent,
    PlanCourses,
    PlanDiploma,
    PlanGoal,
    PlanKind,
    PlanMeasure,
    PlanParticipant,
    PlanSchool,
    PlanStudent,
    PlanSupport,
    RevisionMark,
    Whose,
)
from ilp_desktop.services.conference_rows import Found
from ilp_desktop.services.conference_sheets import sheet_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.packs import pack_of
from ilp_desktop.services.plan_sections import OWN_PLACE, more_sections, plan_courses, plan_diplomas
from ilp_desktop.store.tables import plan_revision

_LAST = (
    select(
        plan_revision.c.id,
        plan_revision.c.number,
        plan_revision.c.uid,
        plan_revision.c.sha256,
        plan_revision.c.content,
    )
    .where(plan_revision.c.conference_id == bindparam("conference_id", type_=Integer))
    .order_by(plan_revision.c.number.desc())
    .limit(1)
)
"""Built once: building it takes longer than running it."""
_SECONDS = 60
_NOT_YET = RevisionMark(0, "", "")
"""Content is built before it is known which revision it is."""

PRINTED_POINTS = 4
"""Results of a measure on paper: this term and the year before (R7, timely). The student's file keeps them all."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan as it would be signed now. ``stored_id`` is the row of the revision that says exactly this, if any."""

    sheet: ConferenceSheet
    row: Found
    pack: PolicyPack
    revision: Revision
    stored_id: int | None

    @property
    def number(self) -> int:
        """Which revision of the conference's plan this is."""
        return self.revision.content.revision.number

    @property
    def talk_settled(self) -> bool:
        """Whether the private talk was held or there is a reason; where it is no step, whether none goes on (R44)."""
        talk = self.sheet.consultation
        return talk.settled or (not self.pack.has("consultation") and talk.phase is Phase.IDLE)


def prepared(connection: Connection, desk: Desk, conference_id: int, purpose: Purpose = Purpose.READ) -> Prepared:
    """Build the plan from what the conference holds, drafts included. Raises OfficeError ``conference_gone``.

    Content that did not change since the last stored revision is that revision; else it is the next one, whose uid
    follows from the conference's and the number, so that preparing twice is the same.
    """
    sheet, row = sheet_of(connection, desk, conference_id, purpose)
    pack = pack_of(connection, row)
    content = _content(desk, sheet, row, pack)
    last = connection.execute(_LAST, {"conference_id": conference_id}).one_or_none()
    if last is None:
        mark = RevisionMark(1, str(revision_uid(row.uid, 1)), desk.today.isoformat())
        return Prepared(sheet, row, pack, revision_of(replace(content, revision=mark)), None)
    if row.concluded_at is not None:
        content = _as_it_was(content, last.content)
    same = revision_of(replace(content, revision=_mark_of(last.content)))
    if bytes.fromhex(same.seal_code) == last.sha256:
        return Prepared(sheet, row, pack, same, last.id)
    number = last.number + 1
    mark = RevisionMark(number, str(revision_uid(row.uid, number)), desk.today.isoformat(), str(last.uid))
    return Prepared(sheet, row, pack, revision_of(replace(content, revision=mark)), None)


def revision_uid(conference_uid: UUID, number: int) -> UUID:
    """Return the uid of a conference's revision by its number: the same wherever it is made."""
    return uuid5(conference_uid, f"plan-revision-{number}")


def _mark_of(text: str) -> RevisionMark:
    """Read back which revision a stored content is."""
    return from_jsonable(RevisionMark, json.loads(text)["revision"])


def _as_it_was(content: PlanContent, last: str) -> PlanContent:
    """Keep the courses that a held conference's plan says: the student's course plan goes on, and stands in the next one."""
    said = json.loads(last)
    return replace(
        content,
        courses=from_jsonable(PlanCourses, said["courses"]) if "courses" in said else None,
        diplomas=tuple(from_jsonable(PlanDiploma, each) for each in said["diplomas"]) if "diplomas" in said else None,
    )


def _content(desk: Desk, sheet: ConferenceSheet, row: Found, pack: PolicyPack) -> PlanContent:
    strengths, improvements = _answers(sheet, pack)
    return PlanContent(
        student=PlanStudent(
            uid=str(row.student_uid),
            name=full_name(row.given_name, row.family_name),
            preferred_name=row.preferred_name,
            grade=sheet.grade,
            number=row.student_number,
        ),
        school=PlanSchool(sheet.school or desk.office_name, desk.office_name, str(desk.office_uid)),
        kind=_kind(sheet, pack),
        school_year=row.school_year,
        revision=_NOT_YET,
        pack=PackMark(pack.pack_id, pack.version, pack.digest),
        conference=ConferenceFacts(
            date=sheet.on.isoformat(),
            mode=cast("Mode", sheet.mode),
            interpreter=sheet.interpreter_name,
            language=sheet.language,
            paper=_paper(row),
        ),
        participants=tuple(PlanParticipant(each.name, each.role, took_part(each)) for each in sheet.participants),
        strengths=strengths,
        measures=_measures(sheet),
        improvements=improvements,
        goals=tuple(_goal(goal) for goal in sheet.goals if goal.text.strip()),
        support=_support(sheet),
        consultation=_consultation(sheet) if pack.has("consultation") else None,
        sections=more_sections(sheet, pack) or None,
        courses=plan_courses(sheet, pack),
        diplomas=plan_diplomas(sheet, pack) or None,
    )


def _kind(sheet: ConferenceSheet, pack: PolicyPack) -> PlanKind:
    occasion = pack.occasion(sheet.occasion)
    if occasion is not None:
        return PlanKind(occasion.key, worded(occasion.title, sheet.language))
    return PlanKind(sheet.plan_kind.value, worded(pack.plan_labels[sheet.plan_kind.value], sheet.language))


def _paper(row: Found) -> PaperNote | None:
    if row.paper_entry_id is None:
        return None
    return PaperNote(row.held_by_name, row.entered_by_name, row.entered_on.isoformat())


def took_part(person: Participant) -> bool:
    """Tell what the plan says of someone's presence.

    Before anything is said, whoever is asked to sign is taken to be here: the plan waits for their mark anyway.
    """
    return person.may_sign or person.came_before if person.attended is None else person.took_part


def _answers(sheet: ConferenceSheet, pack: PolicyPack) -> tuple[tuple[PlanAnswer, ...], tuple[PlanAnswer, ...]]:
    first: list[PlanAnswer] = []
    second: list[PlanAnswer] = []
    for section in pack.sections:
        for field in section.fields if section.key not in OWN_PLACE else ():
            found = sheet.answer(f"{section.key}.{field.key}")
            if field.kind == "text" and field.printed and found is not None and found.text.strip():
                prompt = worded(field.prompt, sheet.language, sheet.preferred_name)
                said = PlanAnswer(prompt, found.text.strip(), found.language, cast("Whose", field.writer))
                (first if section.key == "celebrate" else second).append(said)
    return tuple(first), tuple(second)


def _measures(sheet: ConferenceSheet) -> tuple[PlanMeasure, ...]:
    return tuple(
        PlanMeasure(
            label=" · ".join(part for part in (measure.label, measure.source) if part),
            unit=measure.unit,
            points=tuple(MeasurePoint(point.label, point.value) for point in measure.points[-PRINTED_POINTS:]),
            benchmark=measure.benchmark,
        )
        for measure in sheet.measures
    )


def _goal(goal: Goal) -> PlanGoal:
    steps = [step for step in goal.steps if step.text.strip()]
    return PlanGoal(
        text=goal.text.strip(),
        whose=cast("Whose", goal.whose),
        language=goal.language,
        steps=tuple(
            GoalStep(number, step.text.strip(), step.who.strip(), step.due_on.isoformat() if step.due_on else "")
            for number, step in enumerate(steps, start=1)
        ),
    )


def _support(sheet: ConferenceSheet) -> PlanSupport:
    lines: dict[Party, list[PlanCommitment]] = {party: [] for party in Party}
    for each in sheet.commitments:
        if each.text.strip():
            lines[each.party].append(PlanCommitment(each.text.strip(), each.who.strip(), each.language))
    return PlanSupport(*(tuple(lines[party]) for party in (Party.STUDENT, Party.FAMILY, Party.SCHOOL)))


def _consultation(sheet: ConferenceSheet) -> PlanConsultation | None:
    talk = sheet.consultation
    if not talk.settled:
        return None
    if talk.reason:
        return PlanConsultation(took_place=False, reason=talk.reason)
    return PlanConsultation(took_place=True, minutes=talk.counted // _SECONDS or None)
