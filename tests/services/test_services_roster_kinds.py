"""What a roster brings beside people, who is found again, and what a person decides before it counts."""

import csv
import io
import zipfile
from datetime import date

import pytest
from sqlalchemy import select, update

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import Effect
from ilp_desktop.domain.mappings import ColumnUse, Content, TableMapping
from ilp_desktop.domain.roster import (
    PersonKind,
    Roster,
    RosterAssignment,
    RosterDeletion,
    RosterMode,
    RosterPerson,
    RosterReading,
    RosterRelation,
    RosterResult,
    RosterRole,
)
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.services.students import Students
from ilp_desktop.store.tables import (
    assignment,
    guardian,
    household,
    import_run,
    match_question,
    measure_point,
    staff_member,
    student,
    student_guardian,
)

SOURCE = "Aspire"


def pupil(sourced_id, given, family, **more):
    return RosterPerson(sourced_id, (RosterRole(PersonKind.STUDENT, "student"),), given, family, **more)


def parent(sourced_id, given, family, **more):
    return RosterPerson(sourced_id, (RosterRole(PersonKind.GUARDIAN, "mother"),), given, family, **more)


def teacher(sourced_id, given, family, **more):
    return RosterPerson(sourced_id, (RosterRole(PersonKind.STAFF, "teacher"),), given, family, **more)


def table(*people, mode=RosterMode.BULK, whole=frozenset(), shape="table", source=SOURCE, **parts):
    made = Roster("", source, mode, (), (), (), (), people, (), shape=shape, whole=whole, **parts)
    return RosterReading(made, (), ())


@pytest.fixture
def rosters(school):
    return Rosters(school.desk())


def bring(rosters, reading, decide=None):
    preview = rosters.stage(reading, "students.csv")
    if decide:
        decide(preview.run_id)
    rosters.apply(preview.run_id)
    return preview


def one(school, table_, **where):
    with school.store.read() as connection:
        return connection.execute(select(table_).filter_by(**where)).one()


def count(school, table_):
    with school.store.read() as connection:
        return len(connection.execute(select(table_)).all())


def changes(rosters, run_id, **filters):
    found = rosters.rows(run_id, effect=Effect.CHANGED, **filters).rows
    return {change.field: change for row in found for change in row.fields}


def test_what_a_guardian_may_do_comes_in_and_is_never_given_back_by_a_lapse(school, rosters):
    ana, rosa = pupil("1", "Ana", "Yazzie"), parent("g1", "Rosalba", "Yazzie")
    relation = RosterRelation("1-g1", "1", "g1", "aunt", may_see=True, may_be_mailed=False, barred=True, row=2)
    bring(rosters, table(ana, rosa, relations=(relation,)))
    link = one(school, student_guardian, guardian_id=one(school, guardian, given_name="Rosalba").id)
    assert (link.relationship, link.may_see, link.may_be_mailed, link.barred) == ("aunt", True, False, True)
    lapsed = RosterRelation("1-g1", "1", "g1", "aunt", may_see=True, may_be_mailed=True, barred=False, row=2)
    preview = rosters.stage(table(ana, rosa, relations=(lapsed,)), "students.csv")
    found = changes(rosters, preview.run_id, kind="relation")
    assert {name: (c.before, c.after, c.keep) for name, c in found.items()} == {
        "barred": ("Yes", "No", True),
        "may_be_mailed": ("No", "Yes", True),
    }
    (row,) = rosters.rows(preview.run_id, kind="relation").rows
    assert row.name == "Rosalba Yazzie · Ana Yazzie"
    rosters.keep([row.staged_id], "may_be_mailed", False)
    assert not changes(rosters, preview.run_id, kind="relation")["may_be_mailed"].keep
    rosters.apply(preview.run_id)
    link = one(school, student_guardian, id=link.id)
    assert (link.may_be_mailed, link.barred) == (True, True)


def test_a_relation_that_is_no_longer_named_ends_today(school, rosters):
    people = (pupil("1", "Ana", "Yazzie"), parent("g1", "Rosalba", "Yazzie"))
    relation = RosterRelation("1-g1", "1", "g1", "mother")
    bring(rosters, table(*people, relations=(relation,), whole=frozenset({"relation"})))
    preview = bring(rosters, table(*people, whole=frozenset({"relation"})))
    assert preview.of("relation").gone == 1
    rosa = one(school, guardian, given_name="Rosalba")
    assert one(school, student_guardian, guardian_id=rosa.id).ends_on == date(2026, 11, 24)


def test_results_come_in_with_their_words_and_an_unknown_student_is_refused_by_file_and_row(school, rosters):
    ana = pupil("1", "Ana", "Yazzie", identifier="4711")
    results = (
        RosterResult("r1", "4711", "grade", "Reading", None, "Proficient", row=2),
        RosterResult("r2", "1", "assessment", "RISE Math", 312.5, measured_on=date(2026, 4, 2), benchmark=300.0, row=3),
        RosterResult("r3", "nobody", "grade", "Reading", 90.0, row=4),
    )
    preview = bring(rosters, table(ana, results=results))
    assert (preview.of("measure_point").new, preview.of("measure_point").refused) == (2, 1)
    (remark,) = preview.remarks
    assert (remark.file, remark.row, remark.code) == ("students.csv", 4, "student_unknown")
    words = one(school, measure_point, label="Reading", said="Proficient")
    assert (words.value, words.measured_on, words.category, words.source) == (None, date(2026, 11, 24), "grade", SOURCE)
    assert one(school, measure_point, label="RISE Math").benchmark == 300.0
    lines = list(csv.reader(io.StringIO(rosters.refusals_csv(preview.run_id).decode("utf-8-sig"))))
    assert lines[1][:2] == ["students.csv", "4"]
    again = rosters.stage(table(ana, results=results), "students.csv")
    assert again.changes_nothing


def test_families_at_one_address_share_a_household_and_one_who_lives_apart_does_not(school, rosters):
    people = (
        pupil("1", "Ana", "Yazzie", address="12 Elm St\nMoab, UT", agent_sourced_ids=("g1",), language="nv"),
        pupil("2", "Leo", "Yazzie", address="12 ELM ST.\nMoab UT", agent_sourced_ids=("g1", "g2")),
        parent("g1", "Rosalba", "Yazzie", address="12 Elm St, Moab, UT", language="nv", needs_interpreter=True),
        parent("g2", "Dan", "Yazzie"),
    )
    relation = RosterRelation("2-g2", "2", "g2", "father", lives_with=False)
    before = count(school, household)
    bring(rosters, table(*people, relations=(relation,)))
    assert count(school, household) == before + 1
    rosa, dan = one(school, guardian, given_name="Rosalba"), one(school, guardian, given_name="Dan")
    assert (rosa.language, rosa.needs_interpreter, dan.language) == ("nv", True, "en")
    assert one(school, student, given_name="Ana").home_language == "nv"
    with school.store.read() as connection:
        links = connection.execute(select(student_guardian).filter_by(guardian_id=rosa.id)).all()
    assert len({link.household_id for link in links}) == 1
    assert links[0].household_id is not None
    assert one(school, student_guardian, guardian_id=dan.id).household_id is None


def test_a_caseload_is_assigned(school, rosters):
    people = (pupil("1", "Ana", "Yazzie"), teacher("t1", "Lena", "Park"))
    bring(rosters, table(*people, assignments=(RosterAssignment("a1", "1", "t1"),)))
    lena = one(school, staff_member, given_name="Lena")
    assert (one(school, assignment, staff_id=lena.id).duty, count(school, student)) == (
        "counselor",
        count(school, student),
    )


def test_a_number_given_to_another_child_makes_a_new_student_and_a_question(school, rosters):
    here = school.child("Ana", "Quill", student_number="77", birth_date=date(2012, 5, 6))
    preview = bring(rosters, table(pupil("77", "Leo", "Marsh", identifier="77", birth_date=date(2019, 1, 2))))
    assert preview.of("student").new == 1
    assert one(school, student, id=here).given_name == "Ana"
    leo = one(school, student, given_name="Leo")
    question = one(school, match_question, reason="number_reused")
    assert {question.left_id, question.right_id} == {here, leo.id}
    # And once more, now that the source's id is that number.
    bring(rosters, table(pupil("77", "Mia", "Stone", identifier="77", birth_date=date(2020, 3, 4))))
    assert one(school, student, given_name="Leo").id == leo.id
    assert one(school, student, given_name="Mia").id != leo.id


def test_a_student_with_a_new_name_is_still_the_one_with_that_number(school, rosters):
    here = school.child("Ana", "Quill", student_number="77", birth_date=date(2012, 5, 6))
    preview = bring(rosters, table(pupil("77", "Ana", "Marsh", identifier="77", birth_date=date(2012, 5, 6))))
    assert preview.of("student").changed == 1
    assert one(school, student, id=here).family_name == "Marsh"
    assert [row.student_id for row in Students(school.desk()).search("marsh")] == [here]


def test_who_left_is_withdrawn_only_where_a_person_says_so_and_comes_back_as_themselves(school, rosters):
    ana, leo, whole = pupil("1", "Ana", "Yazzie"), pupil("2", "Leo", "Yazzie"), frozenset({"student"})
    bring(rosters, table(ana, leo, pupil("3", "Mia", "Yazzie"), whole=whole))
    preview = rosters.stage(table(ana, whole=whole), "students.csv")
    gone = rosters.rows(preview.run_id, effect=Effect.GONE).rows
    assert [(row.name, row.row, row.withdraw) for row in gone] == [("Leo Yazzie", 0, False), ("Mia Yazzie", 0, False)]
    rosters.withdraw(preview.run_id, [gone[0].staged_id], True)
    rosters.apply(preview.run_id)
    assert one(school, student, given_name="Leo").withdrawn_at is not None
    assert one(school, student, given_name="Mia").withdrawn_at is None
    third = rosters.stage(table(ana, whole=whole), "students.csv")
    assert [row.name for row in rosters.rows(third.run_id).rows] == ["Mia Yazzie"]
    back = rosters.stage(table(ana, leo, whole=whole), "students.csv")
    assert changes(rosters, back.run_id)["withdrawn_at"].before == "Withdrawn"
    rosters.apply(back.run_id)
    assert one(school, student, given_name="Leo").withdrawn_at is None


def test_what_the_office_corrected_stays_unless_somebody_takes_theirs(school, rosters):
    bring(rosters, table(pupil("1", "Ana", "Yazzie", identifier="9", birth_date=date(2015, 2, 3))))
    correct(school, "Ana", given_name="Anna")
    theirs = table(pupil("1", "Anita", "Yazzi", identifier="9", birth_date=date(2015, 3, 3)))
    preview = rosters.stage(theirs, "students.csv")
    found = changes(rosters, preview.run_id)
    assert {name: (c.before, c.after, c.corrected, c.keep) for name, c in found.items()} == {
        "given_name": ("Anna", "Anita", True, True),
        "family_name": ("Yazzie", "Yazzi", False, False),
        "birth_date": ("February 3, 2015", "March 3, 2015", False, False),
    }
    (row,) = rosters.rows(preview.run_id).rows
    rosters.keep([row.staged_id], "birth_date", True)
    rosters.apply(preview.run_id)
    ana = one(school, student, student_number="9")
    assert (ana.given_name, ana.family_name, ana.birth_date) == ("Anna", "Yazzi", date(2015, 2, 3))
    assert ana.provenance == {"given_name": "office", "birth_date": "office"}
    assert ana.sort_key == "yazzi\x1fanna"
    preview = rosters.stage(
        table(pupil("1", "Anita", "Y", identifier="9", birth_date=date(2015, 3, 3))), "students.csv"
    )
    rosters.keep_all(preview.run_id, False)
    rosters.apply(preview.run_id)
    ana = one(school, student, student_number="9")
    assert (ana.given_name, ana.family_name, ana.birth_date) == ("Anita", "Y", date(2015, 3, 3))
    assert ana.provenance == {}
    preview = rosters.stage(table(pupil("1", "Z", "Z", identifier="9")), "students.csv")
    rosters.keep_all(preview.run_id, True)
    rosters.apply(preview.run_id)
    assert one(school, student, student_number="9").given_name == "Anita"


def test_a_right_that_somebody_keeps_stays_when_the_sender_takes_it_away(school, rosters):
    people = (pupil("1", "Ana", "Yazzie"), parent("g1", "Rosalba", "Yazzie"))
    bring(rosters, table(*people, relations=(RosterRelation("r", "1", "g1", "mother", may_see=True),)))
    preview = rosters.stage(table(*people, relations=(RosterRelation("r", "1", "g1", "aunt", may_see=False),)), "s.csv")
    (row,) = rosters.rows(preview.run_id, kind="relation").rows
    rosters.keep([row.staged_id], "may_see", True)
    rosters.apply(preview.run_id)
    link = one(school, student_guardian, guardian_id=one(school, guardian, given_name="Rosalba").id)
    assert (link.may_see, link.relationship) == (True, "aunt")


def correct(school, given, **values):
    with school.store.write() as connection:
        connection.execute(
            update(student)
            .where(student.c.given_name == given)
            .values(**values, provenance=dict.fromkeys(values, "office"), version=student.c.version + 1)
        )


def test_a_row_left_out_does_not_come_in_and_is_brought_up_again(school, rosters):
    reading = table(
        pupil("1", "Ana", "Yazzie"),
        pupil("2", "Leo", "Yazzie"),
        results=(RosterResult("r1", "1", "grade", "Reading", 90.0),),
    )
    preview = rosters.stage(reading, "students.csv")
    (ana,) = rosters.rows(preview.run_id, text="ana", kind="student").rows
    rosters.leave_out([ana.staged_id], True)
    assert rosters.rows(preview.run_id, text="ana", kind="student").rows[0].left_out
    before = count(school, measure_point)
    rosters.apply(preview.run_id)
    with school.store.read() as connection:
        assert connection.execute(select(student).filter_by(given_name="Ana", family_name="Yazzie")).all() == []
    assert one(school, student, given_name="Leo").deleted_at is None
    assert count(school, measure_point) == before
    again = rosters.stage(reading, "students.csv")
    assert (again.of("student").new, again.of("student").same) == (1, 1)


def test_a_sender_that_leaves_a_cell_empty_says_nothing(school, rosters):
    bring(rosters, table(parent("g1", "Rosalba", "Yazzie", phone="555-0101", language="es")))
    bring(rosters, table(parent("g1", "Rosalba", "Yazzie Begay")))
    rosa = one(school, guardian, given_name="Rosalba")
    assert (rosa.family_name, rosa.phone, rosa.language) == ("Yazzie Begay", "555-0101", "es")


def zipped(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in files.items():
            archive.writestr(f"{name}.csv", "\n".join(rows) + "\n")
    return path


def manifest(**files):
    stated = [f"file.{name},{mode}" for name, mode in files.items()]
    return ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.1", *stated]


USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,identifier"


def test_what_a_delta_deletes_without_saying_who_it_was_is_looked_for_among_all_people(school, rosters):
    bring(rosters, table(pupil("1", "Ana", "Yazzie"), parent("g1", "Rosalba", "Yazzie"), shape="oneroster"))
    deletions = (RosterDeletion("person", "1"), RosterDeletion("person", "g1"), RosterDeletion("person", "x"))
    preview = rosters.stage(table(mode=RosterMode.DELTA, deletions=deletions, shape="oneroster"), "delta.zip")
    assert (preview.of("student").gone, preview.of("guardian").gone) == (1, 1)


def test_dropping_an_import_leaves_another_that_is_waiting(school, rosters):
    first = rosters.stage(table(pupil("1", "Ana", "Yazzie")), "students.csv")
    second = rosters.stage(table(pupil("2", "Leo", "Yazzie")), "students.csv")
    rosters.discard(first.run_id)
    assert rosters.rows(second.run_id).total == 1


def test_a_delta_adds_changes_and_deletes_and_takes_nobody_as_gone(school, rosters, tmp_path):
    orgs = ["sourcedId,status,dateLastModified,name,type", "s1,,,Alder,school"]
    people = [f"{n},,,true,s1,student,u{n},{given},Yazzie,90{n}" for n, given in enumerate(("Ana", "Leo", "Mia"))]
    whole = zipped(
        tmp_path / "whole.zip", manifest=manifest(users="bulk", orgs="bulk"), orgs=orgs, users=[USERS, *people]
    )
    rosters.apply(rosters.preview(whole).run_id)
    stamp = "2026-11-20T00:00:00.000Z"
    changed = [
        f"0,active,{stamp},true,s1,student,u0,Anita,Yazzie,900",
        f"1,tobedeleted,{stamp},true,s1,student,u1,Leo,Yazzie,901",
        f"9,active,{stamp},true,s1,student,u9,Zoe,Yazzie,909",
    ]
    delta = zipped(tmp_path / "delta.zip", manifest=manifest(users="delta"), users=[USERS, *changed])
    preview = rosters.preview(delta)
    found = preview.of("student")
    assert (found.new, found.changed, found.gone) == (1, 1, 1)
    rosters.withdraw(preview.run_id, None, True)
    rosters.apply(preview.run_id)
    assert one(school, student, student_number="900").given_name == "Anita"
    assert one(school, student, student_number="901").withdrawn_at is not None
    assert one(school, student, student_number="902").withdrawn_at is None
    zoe = one(school, student, student_number="909")
    assert zoe.school_id == one(school, student, student_number="902").school_id


def test_the_same_files_again_are_known_before_they_are_read(school, rosters, tmp_path):
    path = zipped(
        tmp_path / "r.zip",
        manifest=manifest(users="bulk"),
        users=[USERS, "1,,,true,,student,u,Ana,Yazzie,901", "2,,,true,,pirate,u,Leo,Yazzie,902"],
    )
    first = rosters.preview(path)
    rosters.apply(first.run_id)
    heard = []
    second = rosters.preview(path, progress=heard.append)
    assert (heard, second.changes_nothing, second.of("student").same) == ([], True, 1)
    assert (second.remarks, second.of("student").refused) == (first.remarks, 1)
    rosters.discard(second.run_id)
    rosters.take_back(first.run_id)
    assert rosters.preview(path).of("student").new == 1


def test_imports_are_listed_with_who_and_what_and_only_the_last_is_taken_back(school, rosters):
    first = bring(rosters, table(pupil("1", "Ana", "Yazzie")))
    school.clock.advance(60)
    second = bring(rosters, table(pupil("2", "Leo", "Yazzie")))
    lines = rosters.imports()
    assert [(line.run_id, line.can_take_back) for line in lines] == [(second.run_id, True), (first.run_id, False)]
    assert next(c.new for c in lines[0].counts if c.kind == "student") == 1
    assert rosters.report(first.run_id).counts == first.counts
    rosters.take_back(second.run_id)
    lines = rosters.imports()
    assert [(line.taken_back_at is None, line.can_take_back) for line in lines] == [(False, False), (True, True)]


def test_who_was_worked_with_since_stays_when_the_import_is_taken_back(school, rosters, hold):
    bring(rosters, table(pupil("1", "Ana", "Yazzie", agent_sourced_ids=("g1",)), parent("g1", "Rosalba", "Yazzie")))
    preview = bring(
        rosters,
        table(
            pupil("2", "Leo", "Yazzie", agent_sourced_ids=("g2",)),
            parent("g2", "Dan", "Yazzie"),
            pupil("3", "Mia", "Yazzie"),
            pupil("4", "Eli", "Yazzie"),
            pupil("1", "Anita", "Yazzie"),
        ),
    )
    leo, eli = one(school, student, given_name="Leo"), one(school, student, given_name="Eli")
    hold(leo.id)
    Students(school.desk()).open_file(eli.id)
    correct(school, "Anita", middle_name="Z")
    taken = rosters.take_back(preview.run_id)
    assert taken.kept == 2
    assert one(school, student, given_name="Leo").deleted_at is None
    dan = one(school, guardian, given_name="Dan")
    assert one(school, student_guardian, student_id=leo.id, guardian_id=dan.id).ends_on is None
    assert one(school, student, given_name="Anita").middle_name == "Z"
    # Only looked at: the log keeps their row, nobody else does.
    assert one(school, student, given_name="Eli").deleted_at is not None
    with school.store.read() as connection:
        assert connection.execute(select(student).filter_by(given_name="Mia")).all() == []
    assert bring(rosters, table(pupil("4", "Eli", "Yazzie"))).of("student").changed == 1
    assert one(school, student, given_name="Eli").deleted_at is None


def test_the_office_is_copied_before_somebody_in_it_changes_and_not_for_nothing(school):
    copies = []
    rosters = Rosters(school.desk(), lambda: copies.append(1))
    bring(rosters, table(pupil("1", "Ana", "Yazzie")))
    assert len(copies) == 1
    bring(rosters, table(pupil("1", "Ana", "Yazzie")))
    assert len(copies) == 1

    def fails():
        raise OfficeError("backup_failed", folder="x")

    preview = Rosters(school.desk(), fails).stage(table(pupil("1", "Anita", "Yazzie")), "students.csv")
    with pytest.raises(OfficeError, match="backup_failed"):
        Rosters(school.desk(), fails).apply(preview.run_id)
    assert one(school, import_run, id=preview.run_id).applied_at is None


def test_without_room_for_a_copy_the_import_goes_on_and_says_so(school, monkeypatch):
    class Full:
        free = 0

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Full)
    rosters = Rosters(school.desk(), lambda: pytest.fail("there is no room"))
    preview = bring(rosters, table(pupil("1", "Ana", "Yazzie")))
    assert [remark.code for remark in rosters.report(preview.run_id).remarks] == ["no_backup"]


MAPPING = TableMapping(
    "Infinite Campus",
    Content.STUDENTS,
    (
        ColumnUse("student_number", "Student Number"),
        ColumnUse("last_name", "Last Name"),
        ColumnUse("first_name", "First Name"),
    ),
)


def test_a_table_comes_in_by_its_mapping_and_the_mapping_is_remembered(school, rosters, tmp_path):
    path = tmp_path / "students.csv"
    path.write_text("Student Number,Last Name,First Name\n1,Yazzie,Ana\n2,Yazzie,Leo\n", encoding="utf-8")
    with pytest.raises(OfficeError, match="roster_mapping_needed"):
        rosters.preview(path)
    preview = rosters.preview(path, mapping=MAPPING)
    (row, _leo) = rosters.rows(preview.run_id, kind="student").rows
    assert (preview.shape, row.file, row.row, row.name) == ("table", "students.csv", 2, "Ana Yazzie")
    assert not rosters.look(path).table.remembered
    rosters.apply(preview.run_id)
    look = rosters.look(path)
    assert (look.table.remembered, look.table.suggested) == (True, MAPPING)
    assert rosters.preview(path, mapping=look.table.suggested).changes_nothing
