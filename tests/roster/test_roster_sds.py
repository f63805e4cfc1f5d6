"""A School Data Sync roster comes in as a OneRoster does."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from roster_files import said, zipped

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import PersonKind
from ilp_desktop.roster.sds import open_sds, read_sds
from ilp_desktop.wording import sentence
from ilp_desktop.wording.roster import remark_sentence

_GOLDEN = Path(__file__).parents[1] / "golden"
FIRST, SECOND = _GOLDEN / "sds-v1", _GOLDEN / "sds-v2.1"

_FAMILIES = {
    "User.csv": """Email,First Name,Last Name,Phone,SIS ID
Rosa@example.org,Rosa,Klein,(435) 555-0100,
lee@example.org,Lee,McMillan,,G7
""",
    "Guardianrelationship.csv": """SIS ID,Email,Role
13001,rosa@example.org,Parent
13002,ROSA@example.org,Relative
13002,lee@example.org,Guardian
13002,lee@example.org,Guardian
13999,lee@example.org,Parent
13001,nobody@example.org,Parent
""",
}


def _files(folder, **others):
    files = {path.name: path.read_text(encoding="utf-8-sig") for path in folder.glob("*.csv")}
    for name, text in others.items():
        files[f"{name}.csv"] = text
    return {name: text for name, text in files.items() if text is not None}


def _read(tmp_path, files):
    return read_sds(zipped(tmp_path / "sds.zip", files))


def test_the_sample_of_version_1_comes_in_whole():
    reading = read_sds(FIRST)
    roster = reading.roster
    kinds = Counter(person.kind for person in roster.people)
    assert (kinds[PersonKind.STUDENT], kinds[PersonKind.STAFF], len(roster.people)) == (86, 12, 98)
    assert len(roster.classes) == 28
    assert Counter(each.role for each in roster.enrollments) == {"student": 602, "teacher": 28}
    assert (len(roster.orgs), len(roster.courses), len(roster.sessions)) == (2, 28, 1)
    assert (roster.shape, roster.version, roster.source, reading.remarks) == ("sds", "1", "sds", ())
    assert "P@ssw" not in repr(roster)


def test_students_and_sections_of_version_1_say_what_their_files_say():
    roster = read_sds(FIRST).roster
    ora = roster.people[0]
    assert (ora.sourced_id, ora.given_name, ora.middle_name, ora.family_name, ora.identifier) == (
        "13001", "Ora", "Christopher", "Klein", "13001",
    )  # fmt: skip
    assert (ora.grades, ora.birth_date, ora.org_sourced_ids, ora.enabled) == (
        ("09",),
        date(2000, 4, 2),
        ("10001",),
        True,
    )
    section = roster.classes[0]
    assert (section.title, section.course_sourced_id, section.school_sourced_id, section.term_sourced_ids) == (
        "Math - Algebra 1", "11001", "10001", ("12000",),
    )  # fmt: skip
    assert (section.subjects, section.periods, section.row) == (("Math",), ("1",), 2)
    (year,) = roster.sessions
    assert (year.title, year.begins_on, year.ends_on, year.school_year) == (
        "SY1516",
        date(2017, 7, 1),
        date(2018, 6, 30),
        2018,
    )


def test_the_sample_of_version_2_1_comes_in_whole():
    reading = read_sds(SECOND)
    roster = reading.roster
    assert (len(roster.people), len(roster.classes), len(roster.relations), len(roster.enrollments)) == (8, 2, 3, 6)
    assert (len(roster.orgs), len(roster.courses), len(roster.sessions)) == (4, 3, 2)
    assert (roster.shape, roster.version, reading.remarks) == ("sds", "2.1", ())
    assert [(each.student_sourced_id, each.guardian_sourced_id, each.relationship) for each in roster.relations] == [
        ("114001", "114002", "guardian"), ("114003", "114002", "relative"), ("114004", "114005", "guardian"),
    ]  # fmt: skip
    by_id = {person.sourced_id: person for person in roster.people}
    assert by_id["114002"].kind is PersonKind.GUARDIAN
    assert (by_id["114001"].birth_date, by_id["114001"].grades) == (date(2001, 7, 2), ("10",))
    assert [role.org_sourced_id for role in by_id["114007"].roles] == ["110004", "110003"]
    # A fall term's school year ends in the next calendar year.
    assert [session.school_year for session in roster.sessions] == [2022, 2022]


def test_flags_race_and_passwords_of_version_2_1_are_never_read():
    said_by_all = repr(read_sds(SECOND))
    assert not any(word in said_by_all for word in ("freeLunch", "iep", "asian", "male", "P@ssword"))


def test_families_of_version_1_are_known_by_their_email_and_joined_to_students(tmp_path):
    reading = _read(tmp_path, _files(FIRST) | _FAMILIES)
    guardians = [person for person in reading.roster.people if person.kind is PersonKind.GUARDIAN]
    assert [(each.sourced_id, each.email, each.phone) for each in guardians] == [
        ("guardian:rosa@example.org", "Rosa@example.org", "(435) 555-0100"), ("G7", "lee@example.org", ""),
    ]  # fmt: skip
    assert [
        (each.student_sourced_id, each.guardian_sourced_id, each.relationship) for each in reading.roster.relations
    ] == [
        ("13001", "guardian:rosa@example.org", "parent"),
        ("13002", "guardian:rosa@example.org", "relative"),
        ("13002", "G7", "guardian"),
    ]
    assert said(reading.remarks) == [
        ("Guardianrelationship.csv", 5, "row_twice", ""),
        ("Guardianrelationship.csv", 6, "reference_dangling_refused", "SIS ID"),
        ("Guardianrelationship.csv", 7, "reference_dangling_refused", "Email"),
    ]
    assert all(remark_sentence(remark, "en") for remark in reading.remarks)


def test_only_files_that_are_there_speak_for_who_is_gone(tmp_path):
    assert read_sds(FIRST).roster.whole == {
        "student", "staff_member", "org", "school_class", "course", "academic_session", "enrollment",
    }  # fmt: skip
    without = _read(tmp_path, _files(FIRST, TeacherRoster=None, Teacher=None)).roster.whole
    assert without == {"student", "org", "school_class", "course", "academic_session"}
    assert "relation" in (read_sds(SECOND).roster.whole or ())


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("Student.csv", "13001,10001,Ora,Klein", "13001,10001,,Klein", ("Student.csv", 2, "cell_empty", "First Name")),
        ("Student.csv", "13002,10001", "13001,10001", ("Student.csv", 3, "id_twice", "")),
        ("Student.csv", "13001,10001", "13001,999", ("Student.csv", 2, "reference_dangling", "School SIS ID")),
        ("Student.csv", "4/2/2000", "someday", ("Student.csv", 2, "date_unreadable", "Birthdate")),
        ("StudentEnrollment.csv", "11001,13002", "11001,13001", ("StudentEnrollment.csv", 3, "row_twice", "")),
        ("StudentEnrollment.csv", "11001,13001", "gone,13001", ("StudentEnrollment.csv", 2, "reference_dangling_refused", "Section SIS ID")),
        ("TeacherRoster.csv", "11001,14001", "11001,13001", ("TeacherRoster.csv", 2, "reference_dangling_refused", "SIS ID")),
        ("Section.csv", "7/1/2017", "someday", ("Section.csv", 2, "date_unreadable", "Term StartDate")),
    ],
)  # fmt: skip
def test_each_fault_of_version_1_names_file_row_and_column(tmp_path, file, old, new, expected):
    files = _files(FIRST)
    assert old in files[file]
    files[file] = files[file].replace(old, new) if file == "Section.csv" else files[file].replace(old, new, 1)
    assert expected in said(_read(tmp_path, files).remarks)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("roles.csv", "110003,student", "110003,wizard", ("roles.csv", 2, "role_unknown", "")),
        ("roles.csv", "114001,110003", "nobody,110003", ("roles.csv", 2, "reference_dangling_refused", "userSourcedId")),
        ("relationships.csv", "114001,114002", "114001,nobody", ("relationships.csv", 2, "reference_dangling_refused", "relationshipUserSourcedId")),
        ("classes.csv", "FS2021HED", "gone", ("classes.csv", 2, "reference_dangling", "sessionSourcedIds")),
        ("demographics.csv", "114001", "nobody", ("demographics.csv", 2, "reference_dangling", "userSourcedId")),
        ("enrollments.csv", "112001,114006", "112001,nobody", ("enrollments.csv", 3, "reference_dangling_refused", "userSourcedId")),
    ],
)  # fmt: skip
def test_each_fault_of_version_2_1_names_file_row_and_column(tmp_path, file, old, new, expected):
    files = _files(SECOND)
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1)
    assert expected in said(_read(tmp_path, files).remarks)


def test_a_user_without_role_and_family_is_refused(tmp_path):
    files = _files(SECOND)
    files["users.csv"] += "114009,x,No,Body,,,,,\n"
    assert said(_read(tmp_path, files).remarks) == [("users.csv", 10, "role_absent", "")]


def test_a_teacher_who_is_also_a_parent_is_both(tmp_path):
    files = _files(SECOND)
    files["relationships.csv"] += "114003,114007,parent\n"
    people = {person.sourced_id: person for person in _read(tmp_path, files).roster.people}
    assert people["114007"].kind is PersonKind.STAFF
    assert people["114007"].is_a(PersonKind.GUARDIAN)


def test_the_older_version_2_has_roles_in_the_users(tmp_path):
    files = {
        "orgs.csv": "sourcedId,name,type,parentSourcedId\ns1,Invented School,school,\n",
        "users.csv": "sourcedId,orgSourcedIds,givenName,familyName,username,password,role,grade\n"
        "u1,s1,Zoë,Núñez,zoe@example.org,CANARY,Student,6\nt1,s1,Erik,Lund,lund,CANARY,Teacher,\nx1,s1,No,Role,x,,Alien,\n",
        "classes.csv": "sourcedId,orgSourcedId,title\nk1,s1,Math\n",
        "enrollments.csv": "classSourcedId,userSourcedId,role\nk1,u1,Student\nk1,t1,Teacher\n",
    }
    reading = _read(tmp_path, files)
    zoe, lund = reading.roster.people
    assert (zoe.kind, zoe.grades, zoe.org_sourced_ids, zoe.email) == (
        PersonKind.STUDENT,
        ("06",),
        ("s1",),
        "zoe@example.org",
    )
    assert (lund.kind, lund.email) == (PersonKind.STAFF, "")
    assert [each.role for each in reading.roster.enrollments] == ["student", "teacher"]
    assert said(reading.remarks) == [("users.csv", 4, "role_unknown", "")]


def test_a_streamed_roster_is_the_same():
    for folder in (FIRST, SECOND):
        whole = read_sds(folder).roster
        with open_sds(folder) as opened:
            streamed = opened.streamed().roster
            for _again in range(2):
                for part in ("relations", "enrollments", "people", "classes", "courses", "sessions", "orgs"):
                    assert tuple(getattr(streamed, part)) == getattr(whole, part), part


def test_a_missing_column_stops_the_import_and_is_named(tmp_path):
    files = _files(FIRST)
    files["Student.csv"] = files["Student.csv"].replace("First Name", "Firstname1", 1)
    with pytest.raises(OfficeError) as caught:
        _read(tmp_path, files)
    assert caught.value.params == {"file": "Student.csv", "column": "First Name", "nearest": "Firstname1"}
    assert "Nothing was imported" in sentence(caught.value, "en")


def test_microsofts_notice_lies_beside_its_samples():
    for folder in (FIRST, SECOND):
        notice = (folder / "LICENSE.txt").read_text(encoding="utf-8")
        assert "Copyright (c) 2017 - Microsoft Corporation" in notice
        assert "shall be included in all copies" in notice


def test_a_sample_in_a_folder_of_a_zip_is_read_as_one_by_itself(tmp_path):
    place = tmp_path / "Export" / "2026"
    shutil.copytree(FIRST, place)
    assert read_sds(tmp_path / "Export").roster == read_sds(FIRST).roster
    assert _read(tmp_path, {f"a/{name}": text for name, text in _files(SECOND).items()}).roster.people
