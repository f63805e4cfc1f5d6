"""A roster comes in: previewed, applied whole or not at all, and the same one again changes nothing."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from ilp_desktop.demo.people import generate
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.roster import RosterReading
from ilp_desktop.roster.export import write_roster
from ilp_desktop.services.rosters import Rosters
from ilp_desktop.services.students import Students
from ilp_desktop.store.tables import enrollment, metadata, staff_member, staged_row, student, student_guardian

TODAY = date(2026, 11, 24)


@pytest.fixture
def roster():
    made = generate(3, 40, TODAY).roster()
    return replace(made, **{part: tuple(getattr(made, part)) for part in PARTS})


PARTS = ("orgs", "sessions", "courses", "classes", "people", "enrollments")


def bring(rosters, roster):
    preview = rosters.stage(RosterReading(roster, (), ()), "roster.zip")
    rosters.apply(preview.run_id)
    return preview


def rows(school, table):
    with school.store.read() as connection:
        return connection.execute(table.select()).all()


def everything(school):
    unlike = {"audit", "audit_state", "import_run", "import_change", "roster_source"}
    return {table.name: rows(school, table) for table in metadata.sorted_tables if table.name not in unlike}


def test_the_same_roster_twice_changes_nothing(school, roster):
    rosters = Rosters(school.desk())
    first = bring(rosters, roster)
    before = everything(school)
    second = bring(rosters, roster)
    assert first.of("student").new == 40
    assert second.changes_nothing
    assert [count.same for count in second.counts] == [count.new for count in first.counts]
    assert everything(school) == before


def test_a_file_and_what_was_written_into_it_bring_in_the_same(school, roster, tmp_path):
    rosters = Rosters(school.desk())
    write_roster(roster, tmp_path / "r.zip")
    preview = rosters.preview(tmp_path / "r.zip")
    assert preview.of("student").new == 40
    assert preview.of("enrollment").new == len(roster.enrollments)
    assert preview.remarks == ()


def test_a_preview_changes_nothing_and_a_dropped_one_leaves_nothing(school, roster):
    before = everything(school)
    rosters = Rosters(school.desk())
    preview = rosters.stage(RosterReading(roster, (), ()), "roster.zip")
    assert rows(school, student) == before["student"]
    rosters.discard(preview.run_id)
    assert everything(school) == before
    with pytest.raises(OfficeError, match="import_gone"):
        rosters.apply(preview.run_id)


def test_a_stopped_preview_leaves_nothing_staged(school, roster):
    rosters = Rosters(school.desk())
    heard = []
    with pytest.raises(OfficeError, match="import_cancelled"):
        rosters.stage(
            RosterReading(roster, (), ()), "roster.zip", progress=heard.append, cancelled=lambda: len(heard) > 2
        )
    assert rows(school, staged_row) == []


def test_a_change_reaches_the_student_and_the_search(school, roster):
    rosters = Rosters(school.desk())
    bring(rosters, roster)
    first = next(p for p in roster.people if p.grades)
    changed = replace(first, family_name="Quetzalcóatl")
    people = tuple(changed if p is first else p for p in roster.people)
    preview = bring(rosters, replace(roster, people=people))
    assert (preview.of("student").changed, preview.of("student").new) == (1, 0)
    assert [row.legal_name for row in Students(school.desk()).search("quetzalcoatl")] == [
        f"{first.given_name} Quetzalcóatl"
    ]


def test_a_field_that_the_office_corrected_is_not_reverted(school, roster):
    rosters = Rosters(school.desk())
    bring(rosters, roster)
    first = next(p for p in roster.people if p.grades)
    with school.store.write() as connection:
        connection.execute(
            student.update()
            .where(student.c.student_number == first.identifier)
            .values(given_name="Corrected", provenance={"given_name": "office"})
        )
    changed = replace(first, given_name="Reverted", middle_name="New")
    bring(rosters, replace(roster, people=tuple(changed if p is first else p for p in roster.people)))
    (row,) = [row for row in rows(school, student) if row.student_number == first.identifier]
    assert (row.given_name, row.middle_name) == ("Corrected", "New")


def test_a_guardian_no_longer_named_ends_and_a_student_who_left_stays(school, roster):
    rosters = Rosters(school.desk())
    bring(rosters, roster)
    child = next(p for p in roster.people if p.agent_sourced_ids)
    without = replace(child, agent_sourced_ids=())
    gone = next(p for p in roster.people if p.grades and p is not child)
    people = tuple(without if p is child else p for p in roster.people if p is not gone)
    enrollments = tuple(e for e in roster.enrollments if e.user_sourced_id != gone.sourced_id)
    preview = bring(rosters, replace(roster, people=people, enrollments=enrollments))
    assert preview.of("student").gone == 1
    assert preview.of("enrollment").gone == len(roster.enrollments) - len(enrollments)
    assert len([row for row in rows(school, student) if row.deleted_at is None and row.withdrawn_at is None]) >= 40
    ended = [row for row in rows(school, student_guardian) if row.ends_on is not None]
    assert len(ended) == len(child.agent_sourced_ids)
    assert len([row for row in rows(school, enrollment) if row.deleted_at is not None]) == preview.of("enrollment").gone
    assert bring(rosters, replace(roster, people=people, enrollments=enrollments)).of("enrollment").gone == 0


def test_a_student_known_by_number_and_staff_known_by_name_are_not_doubled(school, roster):
    child = next(p for p in roster.people if p.grades)
    school.child(child.given_name, child.family_name, student_number=child.identifier)
    teacher = next(p for p in roster.people if p.roles[0].role == "teacher")
    school.add(staff_member, given_name=teacher.given_name, family_name=teacher.family_name, role="teacher")
    bring(Rosters(school.desk()), roster)
    assert len([row for row in rows(school, student) if row.student_number == child.identifier]) == 1
    names = [(row.given_name, row.family_name) for row in rows(school, staff_member)]
    assert names.count((teacher.given_name, teacher.family_name)) == 1


def test_a_teacher_may_not_import(school, roster):
    with pytest.raises(OfficeError, match="not_allowed"):
        Rosters(school.desk(Role.TEACHER)).stage(RosterReading(roster, (), ()), "roster.zip")


def test_an_import_taken_back_leaves_every_table_as_it_was(school, roster):
    rosters = Rosters(school.desk())
    school.child("Ana", "Quill", student_number="q1")
    before = everything(school)
    first = bring(rosters, roster)
    between = everything(school)
    renamed = tuple(replace(p, family_name=f"{p.family_name}x", phone="555-0100") for p in roster.people[5:])
    second = bring(rosters, replace(roster, people=renamed, enrollments=roster.enrollments[7:]))
    assert everything(school) != between
    with pytest.raises(OfficeError, match="import_not_latest"):
        rosters.take_back(first.run_id)
    rosters.take_back(second.run_id)
    assert everything(school) == between
    assert rosters.take_back(first.run_id).kept == 0
    assert everything(school) == before
    somebody = next(p for p in roster.people if p.grades)
    assert Students(school.desk()).search(somebody.identifier) == ()
    with pytest.raises(OfficeError, match="import_gone"):
        rosters.take_back(first.run_id)
    again = bring(rosters, roster)
    assert again.counts == first.counts
    assert len(Students(school.desk()).search(somebody.identifier)) == 1


def test_a_colleague_who_opens_the_office_is_as_before_when_the_import_that_named_them_is_taken_back(school, roster):
    teacher = next(p for p in roster.people if p.roles[0].role == "teacher")
    names = {"given_name": teacher.given_name, "family_name": teacher.family_name}
    school.add(staff_member, **names, role="teacher", person_uid=UUID(int=77))
    before = everything(school)
    rosters = Rosters(school.desk())
    run = bring(rosters, roster).run_id
    (named,) = [row for row in rows(school, staff_member) if row.person_uid == UUID(int=77)]
    assert named.email == teacher.email
    rosters.take_back(run)
    assert everything(school) == before
