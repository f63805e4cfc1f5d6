"""A roster that says only what changed brings what it has, and takes nobody away unless it says so."""

from datetime import date

import pytest
from roster_files import FILES, changed, edited, said, zipped

from ilp_desktop.domain.roster import RemarkLevel, RosterDeletion, RosterMode
from ilp_desktop.roster.oneroster import open_roster, read_roster
from ilp_desktop.wording.roster import remark_sentence

_KINDS = {"org", "academic_session", "course", "school_class", "student", "guardian", "staff_member", "enrollment"}


def _manifest(*delta: str, version: str = "1.1") -> str:
    text = FILES["manifest.csv"].replace("version,1.1", f"version,{version}")
    for name in delta:
        assert f"file.{name},bulk" in text
        text = text.replace(f"file.{name},bulk", f"file.{name},delta")
    return text


def _read(tmp_path, files):
    return read_roster(zipped(tmp_path / "roster.zip", files))


def _rows(file, *rows):
    return "\n".join([FILES[file].splitlines()[0], *rows]) + "\n"


def test_a_whole_roster_says_of_which_kinds_it_is_the_whole_truth(tmp_path):
    assert _read(tmp_path, FILES).roster.whole == _KINDS
    assert _read(tmp_path, changed(courses=None)).roster.whole == _KINDS - {"course"}


def test_a_delta_is_the_whole_truth_of_nothing_and_says_so_once(tmp_path):
    files = FILES | {"manifest.csv": _manifest(*(name[:-4] for name in FILES if name != "manifest.csv"))}
    reading = _read(tmp_path, files)
    assert (reading.roster.mode, reading.roster.whole) == (RosterMode.DELTA, frozenset())
    assert said(reading.remarks) == [("manifest.csv", 0, "changes_only", "")]
    assert reading.remarks[0].level is RemarkLevel.WARNING
    assert "What stands by itself comes in" in remark_sentence(reading.remarks[0], "en")
    assert len(reading.roster.people) == 4


def test_a_manifest_may_mix_both_file_by_file(tmp_path):
    roster = _read(tmp_path, FILES | {"manifest.csv": _manifest("users", "enrollments")}).roster
    assert roster.mode is RosterMode.DELTA
    assert roster.whole == {"org", "academic_session", "course", "school_class"}


def test_rows_to_be_deleted_come_with_kind_id_and_row_after_everything_else(tmp_path):
    files = FILES | {
        "manifest.csv": _manifest("users", "enrollments", "classes", "orgs"),
        "users.csv": _rows(
            "users.csv",
            "u1,tobedeleted,2026-10-01T00:00:00.000Z,true,s1,student,zoe,,,,,,,,,,,",
            "g1,ToBeDeleted,,true,s1,parent,,,,,,,,,,,,",
            "t1,tobedeleted,,true,s1,teacher,,,,,,,,,,,,",
            "x1,tobedeleted,,,,,,,,,,,,,,,,",
            "u2,active,,true,s1,student,ben,,Ben,Tsosie,,4002,,,,,06,",
        ),
        "enrollments.csv": _rows("enrollments.csv", "e1,tobedeleted,,,,,,,,", ",tobedeleted,,,,,,,,"),
        "classes.csv": _rows("classes.csv", "k1,tobedeleted,,,,,,,,,,,,"),
        "orgs.csv": _rows("orgs.csv", "s1,tobedeleted,,,,,"),
    }
    with open_roster(zipped(tmp_path / "roster.zip", files)) as opened:
        records = list(opened.records())
        remarks = opened.remarks.kept()
    gone = [each for each in records if isinstance(each, RosterDeletion)]
    assert records[-len(gone) :] == gone
    assert [(each.kind, each.sourced_id, each.row) for each in gone] == [
        ("enrollment", "e1", 2),
        ("student", "u1", 2),
        ("guardian", "g1", 3),
        ("staff_member", "t1", 4),
        # The row does not say what the person was.
        ("student", "x1", 5),
        ("guardian", "x1", 5),
        ("staff_member", "x1", 5),
        ("school_class", "k1", 2),
        ("org", "s1", 2),
    ]
    assert ("enrollments.csv", 3, "cell_empty", "sourcedId") in said(remarks)


def test_a_streamed_delta_gives_its_deletions_too(tmp_path):
    files = FILES | {
        "manifest.csv": _manifest("enrollments"),
        "enrollments.csv": _rows("enrollments.csv", "e1,tobedeleted,,,,,,,,"),
    }
    with open_roster(zipped(tmp_path / "roster.zip", files)) as opened:
        roster = opened.streamed().roster
        assert tuple(roster.deletions) == (RosterDeletion("enrollment", "e1"),)
        assert tuple(roster.enrollments) == tuple(roster.enrollments) == ()


def test_references_that_only_the_office_can_know_are_kept(tmp_path):
    """The delta of one day: one enrollment and one student, in classes and schools of an earlier roster."""
    files = {
        "manifest.csv": "propertyName,value\noneroster.version,1.1\nfile.users,delta\nfile.enrollments,delta\n",
        "users.csv": _rows("users.csv", 'u9,active,,true,"s1,s2",student,,,New,Student,,4009,,,,g1,05,'),
        "enrollments.csv": _rows("enrollments.csv", "e9,active,,k1,s1,u9,student,,,", "e8,active,,k7,s1,u1,student,,,"),
    }
    reading = _read(tmp_path, files)
    (student,) = reading.roster.people
    assert (student.org_sourced_ids, student.agent_sourced_ids, student.row) == (("s1", "s2"), ("g1",), 2)
    assert [(each.class_sourced_id, each.user_sourced_id) for each in reading.roster.enrollments] == [
        ("k1", "u9"), ("k7", "u1"),
    ]  # fmt: skip
    assert {remark.code for remark in reading.remarks} == {"changes_only"}


def test_a_reference_into_a_whole_file_is_still_checked_beside_a_delta(tmp_path):
    files = edited("enrollments.csv", "k1,s1,u1", "gone,s1,u1") | {"manifest.csv": _manifest("users")}
    reading = _read(tmp_path, files)
    assert ("enrollments.csv", 2, "reference_dangling_refused", "classSourcedId") in said(reading.remarks)


def test_what_only_adds_to_an_absent_person_is_refused_with_its_row(tmp_path):
    files = FILES | {
        "manifest.csv": _manifest("users", "demographics"),
        "users.csv": _rows("users.csv", FILES["users.csv"].splitlines()[1]),
    }
    reading = _read(tmp_path, files)
    assert reading.roster.people[0].birth_date == date(2016, 4, 13)
    assert ("demographics.csv", 3, "row_alone", "") in said(reading.remarks)


def test_an_id_both_deleted_and_there_counts_once_and_is_said(tmp_path):
    files = edited("enrollments.csv", "\ne2,", "\ne1,tobedeleted,,,,,,,,\ne2,") | {
        "manifest.csv": _manifest("enrollments")
    }
    reading = _read(tmp_path, files)
    assert (len(reading.roster.enrollments), reading.roster.deletions) == (2, ())
    assert ("enrollments.csv", 3, "id_twice", "") in said(reading.remarks)


@pytest.mark.parametrize("status", ["active", "Active", "ACTIVE"])
def test_a_careless_status_in_a_whole_file_changes_nothing(tmp_path, status):
    users = FILES["users.csv"].replace(",,,true", f",{status},2026-01-01T00:00:00.000Z,true")
    reading = _read(tmp_path, changed(users=users))
    assert (reading.roster.people, reading.remarks) == (_read(tmp_path, FILES).roster.people, ())


def test_a_deleted_row_in_a_whole_file_is_left_out_and_its_student_is_gone_by_absence(tmp_path):
    reading = _read(tmp_path, edited("users.csv", "\nu2,,", "\nu2,tobedeleted,"))
    assert [person.sourced_id for person in reading.roster.people] == ["u1", "t1", "g1"]
    assert reading.roster.deletions == ()
    assert "student" in (reading.roster.whole or ())


def test_every_record_says_where_it_stands(tmp_path):
    with open_roster(zipped(tmp_path / "roster.zip", FILES)) as opened:
        assert [record.row for record in opened.records()] == [2, 3, 2, 3, 2, 2, 2, 3, 4, 5, 2, 3]


def test_contents_are_those_of_the_files_however_they_are_packed(tmp_path):
    whole = _read(tmp_path, FILES).roster.contents
    assert len(whole) == 16
    folder = tmp_path / "loose"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name.upper()).write_text(text, encoding="utf-8", newline="")
    assert read_roster(folder).roster.contents == whole
    assert _read(tmp_path, FILES | {"notes.txt": "x", "resources.csv": "x"}).roster.contents == whole
    assert _read(tmp_path, edited("users.csv", "Tsosie", "Tsosia")).roster.contents != whole
    assert _read(tmp_path, changed(demographics=None)).roster.contents != whole
