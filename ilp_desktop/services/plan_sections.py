"""What a plan says beside strengths, data, goals and support: the policy set's further sections, courses and diplomas."""

from typing import Literal, cast

from ilp_desktop.domain.conferences import ConferenceSheet
from ilp_desktop.domain.courses import WHOLE, CourseState, Diploma
from ilp_desktop.domain.packs import NOT_APPROPRIATE, FieldTemplate, PolicyPack, SectionTemplate, worded
from ilp_desktop.domain.plans import (
    PlanAnswer,
    PlanChecks,
    PlanCourse,
    PlanCourses,
    PlanDiploma,
    PlanSection,
    PlanSubject,
    Whose,
)

OWN_PLACE = frozenset({"future", "courses", "graduation", "skills", "needs"})
"""Sections whose answers stand on the plan under their own heading."""


def more_sections(sheet: ConferenceSheet, pack: PolicyPack) -> tuple[PlanSection, ...]:
    """Return what was written in the sections that have a place of their own, none that is empty."""
    made = (_section(sheet, section) for section in pack.sections if section.key in OWN_PLACE)
    return tuple(each for each in made if each.answers or each.checks)


def _section(sheet: ConferenceSheet, section: SectionTemplate) -> PlanSection:
    printed = [field for field in section.fields if field.printed]
    answers = (_answer(sheet, section, field) for field in printed if field.kind == "text")
    checks = (_checks(sheet, section, field) for field in printed if field.kind == "checklist")
    return PlanSection(
        key=section.key,
        heading=worded(section.heading, sheet.language, sheet.preferred_name),
        answers=tuple(each for each in answers if each is not None),
        checks=tuple(each for each in checks if each.reached or each.not_appropriate),
    )


def _answer(sheet: ConferenceSheet, section: SectionTemplate, field: FieldTemplate) -> PlanAnswer | None:
    found = sheet.answer(f"{section.key}.{field.key}")
    if found is None or not found.text.strip():
        return None
    prompt = worded(field.prompt, sheet.language, sheet.preferred_name)
    return PlanAnswer(prompt, found.text.strip(), found.language, cast("Whose", field.writer))


def _checks(sheet: ConferenceSheet, section: SectionTemplate, field: FieldTemplate) -> PlanChecks:
    def said(part: str) -> str:
        found = sheet.answer(f"{section.key}.{field.key}#{part}")
        return found.text.strip() if found is not None else ""

    return PlanChecks(
        prompt=worded(field.prompt, sheet.language, sheet.preferred_name),
        reached=tuple(worded(item.words, sheet.language) for item in field.items if said(item.key)),
        not_appropriate=said(NOT_APPROPRIATE),
    )


def plan_courses(sheet: ConferenceSheet, pack: PolicyPack) -> PlanCourses | None:
    """Return the order of courses by grade, and whose approval all of it has; None where there is none."""
    theirs = [each for each in sheet.courses if each.title.strip()] if pack.has("courses") else []
    if not theirs:
        return None
    names = {subject.key: subject.name for diploma in reversed(sheet.diplomas) for subject in diploma.subjects}
    approved = [each for each in theirs if each.approved_on is not None]
    last = max(approved, key=lambda each: each.approved_on or sheet.on, default=None)
    whole = last is not None and len(approved) == len(theirs)
    return PlanCourses(
        courses=tuple(
            PlanCourse(
                grade=each.grade,
                title=each.title.strip(),
                subject=worded(names[each.subject], sheet.language) if each.subject in names else "",
                credits=each.credits / WHOLE,
                state=_STATES[each.state],
            )
            for each in theirs
        ),
        approved_by=last.approved_by if whole and last is not None else "",
        approved_on=last.approved_on.isoformat() if whole and last is not None and last.approved_on else "",
    )


_STATES: dict[CourseState, Literal["planned", "registered", "passed", "not_passed"]] = {
    CourseState.PLANNED: "planned",
    CourseState.REGISTERED: "registered",
    CourseState.PASSED: "passed",
    CourseState.NOT_PASSED: "not_passed",
}


def plan_diplomas(sheet: ConferenceSheet, pack: PolicyPack) -> tuple[PlanDiploma, ...]:
    """Return what district and state ask for graduation, each subject beside the plan."""
    if not pack.has("graduation"):
        return ()
    return tuple(_diploma(each, sheet.language) for each in sheet.diplomas)


def _diploma(diploma: Diploma, language: str) -> PlanDiploma:
    return PlanDiploma(
        name=worded(diploma.name, language),
        citation=diploma.citation,
        confirmed=diploma.confirmed,
        unit=worded(diploma.unit, language),
        asked=diploma.asked / WHOLE,
        subjects=tuple(
            PlanSubject(worded(each.name, language), each.asked / WHOLE, each.earned / WHOLE, each.planned / WHOLE)
            for each in diploma.subjects
        ),
        competencies=tuple(worded(each, language) for each in diploma.competencies),
    )
