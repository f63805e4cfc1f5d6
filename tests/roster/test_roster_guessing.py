"""A table is looked at before anything is decided: what it is about, what its columns are, and how sure that is."""

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilp_desktop.domain.mappings import ColumnUse, Content, DateOrder, TableMapping
from ilp_desktop.roster.fields import NEEDED, Reads, field_of, fields_of
from ilp_desktop.roster.guessing import look
from ilp_desktop.roster.headings import plain_heading
from ilp_desktop.roster.senders import file_words, sender_of


def table(tmp_path: Path, *rows: list, name: str = "table.csv") -> Path:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    path = tmp_path / name
    path.write_text(out.getvalue(), "utf-8", newline="")
    return path


def guessed(path: Path) -> dict[str, str]:
    return {use.column: use.field for use in look(path).suggested.columns if use.column}


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("Student_Number", "student number"), ("student.studentNumber", "student number"), ("STUDENT-NBR", "student number"),
        ("Stu #", "student number"), ("LastFirst", "last name first name"), ("DOB", "birth date"), ("TestRITScore", "test rit score"),
        ("Parent/Guardian 1 E-Mail", "parent guardian 1 email"), ("Mother's Cell", "mother cell"), ("Teléfono", "telefono"),
        ("No Contact", "no contact"), ("", ""), ("***", ""),
    ],
)  # fmt: skip
def test_headings_say_the_same_whoever_writes_them(said, plain):
    assert plain_heading(said) == plain


# Headings as public pages of these programs and of others that take their files list them; the cells are invented.
LISTED = [
    (Content.STUDENTS, ["student.personID", "student.stateID", "student.lastName", "student.firstName", "student.middleName",
                        "student.birthdate", "student.grade"], ["7", "99", "Lee", "Ann", "J", "03/04/2015", "05"],
     {"person_id", "state_id", "last_name", "first_name", "middle_name", "birth_date", "grade"}),
    (Content.STUDENTS, ["StudentID", "FirstName", "LastName", "Gender", "CurrentGrade", "CurrentSchoolCode", "DateOfBirth", "StateProvNumber"],
     ["10005252", "Ann", "Lee", "F", "8", "JOHNS", "2013-01-12", "991"], {"student_number", "first_name", "last_name", "grade", "birth_date"}),
    (Content.STUDENTS, ["STUDENT_ID", "LAST_NAME", "FIRST_NAME", "BIRTHDATE", "SSID"], ["4001", "Lee", "Ann", "20150304", "991"],
     {"student_number", "last_name", "first_name", "birth_date", "state_id"}),
    (Content.STUDENTS, ["Student ID", "School Name", "Student First Name", "Student Last Name", "Grade", "Guardian First Name",
                        "Guardian Last Name", "Guardian Email", "Guardian Mobile", "Relationship", "Guardian 2 First Name",
                        "Guardian 2 Last Name", "Guardian 2 Mobile", "Guardian 2 Relationship"],
     ["1", "Invented", "Ann", "Lee", "5", "Kim", "Lee", "kim@example.org", "435-555-0101", "Mother", "Sol", "Lee", "435-555-0102", "Father"],
     {"student_number", "school", "first_name", "last_name", "grade", "guardian1_first_name", "guardian1_last_name", "guardian1_email",
      "guardian1_cell", "guardian2_first_name", "guardian2_last_name", "guardian2_cell", "guardian2_relationship"}),
    (Content.STUDENTS, ["Student Number", "Legal Last Name", "Legal First Name", "Home Address", "Home Phone", "DOB", "Grade Level"],
     ["1", "Lee", "Ann", "5 Oak Ave", "435-555-0101", "3/14/2015", "5"],
     {"student_number", "last_name", "first_name", "address", "phone", "birth_date", "grade"}),
    (Content.GRADES, ["STUDENT_NUMBER", "COURSE_NAME", "GRADE_LEVEL", "TERMID", "STORECODE", "SECTIONID", "COURSE_NUMBER", "EARNEDCRHRS",
                      "GRADE", "POTENTIALCRHRS"], ["1", "Math 8", "8", "3600", "S1", "99", "MA08", "0.5", "B+", "0.5"],
     {"student_number", "course", "course_code", "credits_earned", "score", "credits_attempted"}),
    (Content.ASSESSMENTS, ["TermName", "StudentID", "SchoolName", "MeasurementScale", "Discipline", "GrowthMeasureYN", "TestType", "TestName",
                           "TestID", "TestStartDate", "TestDurationMinutes", "TestRITScore", "TestStandardError", "TestPercentile"],
     ["Fall 2026", "1", "Invented", "Reading", "Reading", "TRUE", "Survey", "Growth: Reading", "77", "9/14/2026", "44", "205", "3.1", "50"],
     {"term", "student_number", "subject", "test", "measured_on", "score", "percentile"}),
    (Content.STUDENTS, ["STU.ID", "STU.LN", "STU.MN", "STU.FN", "STU.GR", "STU.BD", "STU.AD", "STU.CY", "STU.ST", "STU.ZC", "STU.TL"],
     ["1", "Lee", "J", "Ann", "5", "3/14/2015", "5 Oak Ave", "Delta", "UT", "84624", "4355550101"],
     {"student_number", "last_name", "middle_name", "first_name", "grade", "birth_date", "street", "city", "state", "zip", "phone"}),
]  # fmt: skip


@pytest.mark.parametrize(("content", "headings", "cells", "fields"), LISTED)
def test_headings_as_their_makers_list_them_are_known(tmp_path, content, headings, cells, fields):
    found = look(table(tmp_path, headings, cells)).suggested
    assert found.content is content
    assert {use.field for use in found.columns if use.column} >= fields


@pytest.mark.parametrize(
    ("headings", "cells", "content"),
    [
        (("Student Number", "Name", "Email"), ("1", "Ruiz, Ana", "a@example.org"), Content.STUDENTS),
        (("Staff ID", "Name", "Email"), ("T1", "Lund, Erik", "e@example.org"), Content.STAFF),
        (("Student ID", "Counselor Name", "Email"), ("1", "Lund, Erik", "e@example.org"), Content.CASELOAD),
    ],
)
def test_a_bare_name_tells_nothing_of_what_the_rows_are_about(tmp_path, headings, cells, content):
    assert look(table(tmp_path, list(headings), list(cells))).suggested.content is content


def test_each_guess_says_how_sure_it_is_and_why(tmp_path):
    path = table(
        tmp_path,
        ["Student Number", "Surname", "Frist Name", "x1", "Phone Home", "Shoe Size"],
        ["1", "Lee", "Ann", "ann@example.org", "(435) 555-0101", "36"],
    )
    guesses = {guess.column: guess for guess in look(path).guesses}
    assert (guesses["Student Number"].by, guesses["Student Number"].certainty) == ("name", 100)
    assert guesses["Surname"].certainty >= 95
    assert (guesses["Frist Name"].field, guesses["Frist Name"].by) == ("first_name", "similar")
    assert 60 <= guesses["Frist Name"].certainty < 90
    assert (guesses["x1"].field, guesses["x1"].by) == ("email", "cells")
    assert guesses["Phone Home"].field == "phone"
    assert "Shoe Size" not in guesses


def test_a_heading_is_not_believed_over_what_stands_under_it(tmp_path):
    path = table(
        tmp_path,
        ["Student ID", "Last Name", "First Name", "Birth Date", "Home Phone", "Homeroom"],
        *[[str(n), "Lee", f"Ann{n}", "yellow", "blue", "Room 5"] for n in range(4)],
    )
    assert guessed(path) == {"Student ID": "student_number", "Last Name": "last_name", "First Name": "first_name"}


def test_grade_is_the_level_over_levels_and_the_mark_over_marks(tmp_path):
    students = table(tmp_path, ["Student ID", "Name", "Grade"], *[[n, f"Lee, Ann{n}", n] for n in range(1, 9)])
    assert guessed(students)["Grade"] == "grade"
    marks = table(
        tmp_path,
        ["Student ID", "Name", "Course", "Grade"],
        *[[n // 3, "Lee, Ann", f"Art {n}", "B+"] for n in range(1, 9)],
    )
    assert look(marks).suggested.content is Content.GRADES
    assert guessed(marks)["Grade"] == "score"


def test_a_field_has_one_column_and_the_surest(tmp_path):
    path = table(
        tmp_path, ["Phone", "Home Phone", "Student Number", "Name"], ["435-555-0101", "435-555-0102", "1", "Lee, Ann"]
    )
    fields = [guess.field for guess in look(path).guesses]
    assert len(fields) == len(set(fields))


def test_repeated_headings_beside_guardians_are_theirs(tmp_path):
    path = table(
        tmp_path,
        ["Student Number", "Name", "Parent", "Phone", "Email", "Parent", "Phone", "Email"],
        ["1", "Lee, Ann", "Kim Lee", "435-555-0101", "k@example.org", "Sol Lee", "435-555-0102", "s@example.org"],
    )
    found = guessed(path)
    assert [found[each] for each in ("Parent", "Phone", "Email", "Parent (2)", "Phone (2)", "Email (2)")] == [
        "guardian1_name", "guardian1_phone", "guardian1_email", "guardian2_name", "guardian2_phone", "guardian2_email",
    ]  # fmt: skip


def test_who_stands_under_mother_is_the_mother(tmp_path):
    uses = look(table(tmp_path, ["Student Number", "Name", "Mother"], ["1", "Lee, Ann", "Lee, Kim"])).suggested.columns
    assert ColumnUse("guardian1_relationship", constant="Mother") in uses


def test_the_order_of_dates_is_seen_where_one_has_a_part_over_twelve(tmp_path):
    head = ["Student Number", "Name", "Birth Date"]
    for days, order in (
        (["3/4/2015", "25/4/2015"], DateOrder.DAY_FIRST),
        (["3/4/2015", "4/25/2015"], DateOrder.MONTH_FIRST),
        (["3/4/2015"], DateOrder.MONTH_FIRST),
    ):
        assert (
            look(table(tmp_path, head, *[[n, f"Lee, Ann{n}", day] for n, day in enumerate(days)])).suggested.date_order
            is order
        )


def test_words_for_languages_and_for_yes_are_shown_and_no_others(tmp_path):
    path = table(
        tmp_path,
        ["Student Number", "Name", "Home Language", "Interpreter Needed", "Enroll_Status"],
        *[["1", "Lee, Ann", "SPA", "si", "0"], ["2", "Ray, Bo", "Spanish", "N", "2"], ["3", "Sol, Cy", "Klingon", "", "0"], ["4", "Zed, Di", "es", "", "0"]],
    )  # fmt: skip
    values = look(path).suggested.values
    assert values["language"] == {"SPA": "es", "Spanish": "es"}
    assert values["interpreter"] == {"si": "yes"}
    assert (values["active"]["0"], values["active"]["2"]) == ("yes", "no")


def test_what_was_chosen_for_such_a_table_before_is_taken_and_said_to_be(tmp_path):
    path = table(tmp_path, ["Roster of October"], ["A", "B", "C"], ["1", "Lee", "Ann"])
    before = TableMapping(
        "Our SIS",
        Content.STUDENTS,
        (ColumnUse("student_number", "A"), ColumnUse("last_name", "B"), ColumnUse("first_name", "C")),
    )
    asked: list[frozenset[str]] = []

    def remembered(headings: frozenset[str]) -> TableMapping | None:
        asked.append(headings)
        return before if headings == {"A", "B", "C"} else None

    found = look(path, remembered=remembered, heading_row=2)
    assert found.remembered
    assert (found.suggested.source, found.suggested.columns, found.suggested.heading_row) == (
        "Our SIS",
        before.columns,
        2,
    )
    assert {guess.by for guess in found.guesses} == {"remembered"}
    assert asked == [frozenset("ABC")]
    assert not look(path).remembered


def test_a_person_may_say_what_the_rows_are_about_and_where_the_headings_are(tmp_path):
    path = table(tmp_path, ["Student Number", "Name", "Counselor"], ["1", "Lee, Ann", "Ray, Bo"])
    assert look(path, content=Content.CASELOAD).suggested.content is Content.CASELOAD
    assert look(path, heading_row=2).columns[0].heading == "1"


def test_a_look_shows_each_column_with_samples_and_how_many_rows_are_filled(tmp_path):
    path = table(
        tmp_path,
        ["Student Number", "Name", ""],
        *[[n, "Lee, Ann" if n % 2 else "", ""] for n in range(1, 11)],
        ["Total", "10", ""],
    )
    found = look(path)
    assert found.rows == 11
    assert [(column.heading, column.filled, len(column.samples)) for column in found.columns] == [
        ("Student Number", 10, 5),
        ("Name", 5, 1),
    ]


@pytest.mark.parametrize(
    ("headings", "sender"),
    [
        (["student.studentNumber", "student.lastName"], "Infinite Campus"), (["Student_Number", "LastFirst"], "PowerSchool"),
        (["NALPHAKEY", "Grd"], "Skyward"), (["SSID", "Legal Last Name"], "Aspire"), (["Sis Number", "Name"], "Synergy"),
        (["STU.ID"], "Aeries"), (["Student Number", "Last Name"], ""), ([], ""),
    ],
)  # fmt: skip
def test_a_system_is_known_by_how_it_heads_its_columns(headings, sender):
    assert sender_of(headings) == sender


def test_a_file_of_nobody_in_particular_is_called_by_its_own_words():
    assert file_words(Path("fall_class-list 2026-10-02 (1).csv")) == "Fall class"
    assert file_words(Path("2026.csv")) == "Table"


def test_every_field_has_words_and_what_is_needed_is_in_the_catalog():
    for content in Content:
        keys = [field.key for field in fields_of(content)]
        assert len(keys) == len(set(keys))
        assert all(field.group and field.label for field in fields_of(content))
        for group in NEEDED[content]:
            assert {key for alternative in group for key in alternative} <= set(keys)
    assert field_of(Content.ASSESSMENTS, "score").many
    assert field_of(Content.STUDENTS, "birth_date").reads is Reads.DATE


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_table_at_all_is_looked_at(tmp_path_factory, rows):
    from ilp_desktop.domain.errors import OfficeError

    path = table(tmp_path_factory.mktemp("any"), *rows)
    try:
        found = look(path)
    except OfficeError as error:
        assert error.code.startswith(("table_", "roster_"))
    else:
        assert {use.column for use in found.suggested.columns if use.column} <= {
            column.heading for column in found.columns
        }


def test_a_look_at_five_hundred_columns_does_not_take_long(tmp_path):
    path = table(tmp_path, [f"Invented heading {n}" for n in range(500)], *[["x"] * 500 for _row in range(50)])
    look(path)
    began = time.process_time()
    look(path)
    assert time.process_time() - began < 8
