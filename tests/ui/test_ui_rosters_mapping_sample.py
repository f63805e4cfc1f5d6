"""The first rows as they would come in, in words."""

from datetime import date

import pytest

from ilp_desktop import language
from ilp_desktop.domain.mappings import Content
from ilp_desktop.domain.roster import (
    PersonKind,
    RosterAssignment,
    RosterClass,
    RosterCourse,
    RosterEnrollment,
    RosterPerson,
    RosterRelation,
    RosterResult,
    RosterRole,
)
from ilp_desktop.ui.rosters.mapping_sample import HEADINGS, sample_of, with_names


def person(sourced_id, given, family, kind=PersonKind.STUDENT, **more):
    return RosterPerson(sourced_id, (RosterRole(kind, more.pop("role", kind.value)),), given, family, **more)


def test_a_student_is_shown_with_grade_birth_date_and_guardians():
    records = (
        person("g1", "Rosa", "Hernández", PersonKind.GUARDIAN, language="es"),
        person("s1", "Camila", "Hernández", identifier="104233", grades=("05",), birth_date=date(2015, 3, 14)),
        person("s2", "Amara", "Okafor", preferred_given_name="Ama", agent_sourced_ids=("g1",), grades=("KG",)),
        RosterRelation("r1", "s1", "g1", "mother"),
    )
    sample = sample_of(Content.STUDENTS, records)
    assert sample.rows == (
        ("Camila Hernández", "104233", "Grade 5", "Mar 14, 2015", "Rosa Hernández (mother, Spanish)"),
        ("Ama Okafor", "", "Kindergarten", "", "Rosa Hernández (Spanish)"),
    )


def test_only_the_first_three_are_shown():
    records = tuple(person(f"s{number}", f"Name{number}", "X") for number in range(9))
    assert [row[0] for row in sample_of(Content.STUDENTS, records).rows] == ["Name0 X", "Name1 X", "Name2 X"]


@pytest.mark.parametrize(
    ("content", "records", "row"),
    [
        (
            Content.GUARDIANS,
            (
                person("g", "Rosa", "Hernández", PersonKind.GUARDIAN, phone="801-555-0142", email="rosa@example.org"),
                RosterRelation("r", "104233", "g", "mother"),
            ),
            ("Rosa Hernández", "104233", "Mother", "801-555-0142", "rosa@example.org"),
        ),
        (
            Content.STAFF,
            (person("t", "Erik", "Lund", PersonKind.STAFF, identifier="77", role="counselor", email="e@example.org"),),
            ("Erik Lund", "77", "counselor", "e@example.org"),
        ),
        (
            Content.REGISTRATIONS,
            (RosterClass("k1", "Reading 5", "scheduled"), RosterEnrollment("e", "k1", "104233", "student")),
            ("104233", "Reading 5", "", ""),
        ),
        (
            Content.ASSESSMENTS,
            (RosterResult("m", "104233", "assessment", "Reading", 412.5, measured_on=date(2026, 9, 9)),),
            ("104233", "Reading", "412.5", "Sep 9, 2026"),
        ),
        (
            Content.GRADES,
            (RosterResult("m", "104233", "grade", "Algebra", None, said="B+", term="Q1"),),
            ("104233", "Algebra", "B+", "Q1"),
        ),
        (
            Content.ATTENDANCE,
            (RosterResult("m", "104233", "attendance", "Days absent", 3, unit="days", term="2026-27"),),
            ("104233", "Days absent", "3 days", "2026-27"),
        ),
        (
            Content.CREDITS,
            (RosterResult("m", "104233", "credits", "Earned", 1250.25),),
            ("104233", "Earned", "1,250.25", ""),
        ),
        (
            Content.CASELOAD,
            (person("t", "Erik", "Lund", PersonKind.STAFF), RosterAssignment("a", "104233", "t", "counselor")),
            ("104233", "Erik Lund", "Counselor"),
        ),
        (
            Content.COURSES,
            (RosterCourse("c", "Algebra I", "MATH-1", ("09", "10")),),
            ("Algebra I", "MATH-1", "Grade 9, Grade 10"),
        ),
    ],
)
def test_each_content_has_its_own_small_table(content, records, row):
    sample = sample_of(content, records)
    assert sample.rows == (row,)
    assert len(sample.headings) == len(row) == len(HEADINGS[content])


def test_a_number_that_the_office_knows_gets_its_name():
    records = (RosterCourse("c", "Algebra I", "MATH-1"), *(RosterResult(f"m{n}", n, "grade", "Art", 4.0) for n in "12"))
    named = with_names(
        Content.GRADES, sample_of(Content.GRADES, records), lambda number: "Camila Hernández" if number == "1" else ""
    )
    assert [row[0] for row in with_names(Content.GRADES, named, lambda _number: "").rows] == [
        "Camila Hernández (1)",
        "2",
    ]
    courses = sample_of(Content.COURSES, records)
    assert with_names(Content.COURSES, courses, lambda _number: "X") == courses


def test_the_headings_are_in_the_language_in_use():
    language.use("es")
    assert sample_of(Content.STUDENTS, ()).headings[3] == "Fecha de nacimiento"
