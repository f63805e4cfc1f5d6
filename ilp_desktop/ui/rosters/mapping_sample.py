"""The first rows of a table as they would come in: what a person sees at once that it is right, or that it is not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ilp_desktop.domain.mappings import Content
from ilp_desktop.domain.names import full_name
from ilp_desktop.domain.roster import (
    PersonKind,
    RosterAssignment,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterPerson,
    RosterRecord,
    RosterRelation,
    RosterResult,
)
from ilp_desktop.language import N_, _
from ilp_desktop.ui.conference.people import role_words
from ilp_desktop.ui.day.words import date_words, grade_words, language_words, locale

MOST = 3
"""How many rows are shown."""

_STUDENT = N_("Student")
_RESULT = (_STUDENT, N_("What"), N_("Result"), N_("When"))
HEADINGS: Mapping[Content, tuple[str, ...]] = MappingProxyType(
    {
        Content.STUDENTS: (_STUDENT, N_("Number"), N_("Grade"), N_("Birth date"), N_("Guardians")),
        Content.GUARDIANS: (N_("Guardian"), _STUDENT, N_("Relationship"), N_("Phone"), N_("E-mail")),
        Content.STAFF: (N_("Staff member"), N_("Number"), N_("Role"), N_("E-mail")),
        Content.REGISTRATIONS: (_STUDENT, N_("Class"), N_("Begins"), N_("Ends")),
        Content.GRADES: _RESULT,
        Content.ASSESSMENTS: _RESULT,
        Content.ATTENDANCE: _RESULT,
        Content.CREDITS: _RESULT,
        Content.CASELOAD: (_STUDENT, N_("Staff member"), N_("As")),
        Content.COURSES: (N_("Course"), N_("Code"), N_("Grades")),
    }
)
DUTIES: Mapping[str, str] = MappingProxyType({"counselor": N_("Counselor"), "teacher": N_("Teacher")})


@dataclass(frozen=True, slots=True)
class Sample:
    """A small table in words. Its cells are student data."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sample_of(content: Content, records: Iterable[RosterRecord]) -> Sample:
    """Return the first rows that these records make, in words."""
    kept = list(records)
    rows = _ROWS[content](kept)
    return Sample(tuple(_(words) for words in HEADINGS[content]), tuple(rows[:MOST]))


def with_names(content: Content, sample: Sample, name_of: Callable[[str], str]) -> Sample:
    """Put a student's name to the number that a row names; ``name_of`` says '' for a number that it does not know."""
    headings = HEADINGS[content]
    if content is Content.STUDENTS or _STUDENT not in headings:
        return sample
    at = headings.index(_STUDENT)

    def named(row: tuple[str, ...]) -> tuple[str, ...]:
        name = name_of(row[at]) if row[at] else ""
        said = _("{name} ({about})").format(name=name, about=row[at]) if name else row[at]
        return (*row[:at], said, *row[at + 1 :])

    return Sample(sample.headings, tuple(named(row) for row in sample.rows))


def _people(records: list[RosterRecord], kind: PersonKind) -> list[RosterPerson]:
    return [one for one in records if isinstance(one, RosterPerson) and one.is_a(kind)]


def _named(person: RosterPerson) -> str:
    return full_name(person.given_name, person.family_name, person.preferred_given_name)


def _grades(grades: tuple[str, ...]) -> str:
    return ", ".join(grade_words(grade) for grade in grades)


def _students(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    guardians = {one.sourced_id: one for one in _people(records, PersonKind.GUARDIAN)}
    relations = [one for one in records if isinstance(one, RosterRelation)]

    def adults(student: RosterPerson) -> str:
        of = {one.guardian_sourced_id: one.relationship for one in relations
              if one.student_sourced_id == student.sourced_id}  # fmt: skip
        known = [key for key in dict.fromkeys((*of, *student.agent_sourced_ids)) if key in guardians]
        return ", ".join(_adult(guardians[key], of.get(key, "")) for key in known)

    return [
        (
            _named(one),
            one.identifier,
            _grades(one.grades),
            date_words(one.birth_date) if one.birth_date else "",
            adults(one),
        )
        for one in _people(records, PersonKind.STUDENT)
    ]


def _adult(person: RosterPerson, relationship: str) -> str:
    about = [role_words(relationship).lower() if relationship else ""]
    if person.language and not person.language.startswith("en"):
        about.append(language_words(person.language))
    said = ", ".join(part for part in about if part)
    return _("{name} ({about})").format(name=_named(person), about=said) if said else _named(person)


def _guardians(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    relations = {one.guardian_sourced_id: one for one in records if isinstance(one, RosterRelation)}
    rows: list[tuple[str, ...]] = []
    for one in _people(records, PersonKind.GUARDIAN):
        relation = relations.get(one.sourced_id)
        student = relation.student_sourced_id if relation else ""
        who = role_words(relation.relationship) if relation and relation.relationship else ""
        rows.append((_named(one), student, who, one.phone or one.sms, one.email))
    return rows


def _staff(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    return [
        (_named(one), one.identifier, ", ".join(dict.fromkeys(role.role for role in one.roles)), one.email)
        for one in _people(records, PersonKind.STAFF)
    ]


def _registrations(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    titles = {one.sourced_id: one.title for one in records if isinstance(one, RosterClass)}
    return [
        (
            one.user_sourced_id,
            titles.get(one.class_sourced_id) or one.class_sourced_id,
            date_words(one.begins_on) if one.begins_on else "",
            date_words(one.ends_on) if one.ends_on else "",
        )
        for one in records
        if isinstance(one, RosterEnrollment) and one.role == "student"
    ]


def _results(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    return [
        (
            one.student_sourced_id,
            one.label,
            " ".join(part for part in (one.said or _number(one.value), one.unit) if part),
            date_words(one.measured_on) if one.measured_on else one.term,
        )
        for one in records
        if isinstance(one, RosterResult)
    ]


def _number(value: float | None) -> str:
    return "" if value is None else locale().toString(float(value), "g", 10)


def _caseload(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    staff = {one.sourced_id: _named(one) for one in _people(records, PersonKind.STAFF)}
    return [
        (
            one.student_sourced_id,
            staff.get(one.staff_sourced_id) or one.staff_sourced_id,
            _(DUTIES.get(one.duty, one.duty)),
        )
        for one in records
        if isinstance(one, RosterAssignment)
    ]


def _courses(records: list[RosterRecord]) -> list[tuple[str, ...]]:
    return [(one.title, one.code, _grades(one.grades)) for one in records if isinstance(one, RosterCourse)]


_ROWS = {
    Content.STUDENTS: _students,
    Content.GUARDIANS: _guardians,
    Content.STAFF: _staff,
    Content.REGISTRATIONS: _registrations,
    Content.GRADES: _results,
    Content.ASSESSMENTS: _results,
    Content.ATTENDANCE: _results,
    Content.CREDITS: _results,
    Content.CASELOAD: _caseload,
    Content.COURSES: _courses,
}
