"""Finding students and opening a file, as each person of the office may."""

from datetime import date

import pytest
from sqlalchemy import update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.students import Students
from ilp_desktop.store import search
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import audit, staff_member, student


@pytest.fixture
def children(school):
    made = {
        "camila": school.child("Camila", "Hernández", preferred_name="Cami", student_number="40001"),
        "zoe": school.child("Zoë", "O’Brien-Łukasz", student_number="40002"),
        "an": school.child("An", "Nguyễn", student_number="40003"),
        "hana": school.child("花", "山田", student_number="40004"),
        "meera": school.child("मीरा", "शर्मा", student_number="40005"),
    }
    school.adult(made["camila"], "Rosa", "Villalobos", phone="555-0101")
    with school.store.write() as connection:
        search.refresh(connection, made.values())
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hernandez", "camila"),
        ("HERN cam", "camila"),
        ("cami", "camila"),
        ("villalo", "camila"),
        ("40001", "camila"),
        ("zoe ob", "zoe"),
        ("lukasz", "zoe"),
        ("nguyen an", "an"),
        ("山", "hana"),
        ("मीरा", "meera"),
    ],
)
def test_a_student_is_found_however_the_name_is_typed(school, children, typed, found):
    rows = Students(school.desk()).search(typed)
    assert [row.student_id for row in rows] == [children[found]]


def test_what_is_typed_wrong_finds_nobody_and_does_no_harm(school, children):
    students = Students(school.desk())
    for typed in ("xyzzy", '"', "*", "a OR b", "NEAR(", "'; DROP TABLE student; --", "\x00"):
        students.search(typed)
    assert students.search("xyzzy") == ()
    assert students.count() == len(Students(school.desk()).search("", limit=500))


def test_the_preferred_name_comes_first_and_the_legal_name_stays(school, children):
    row = Students(school.desk()).search("hernandez")[0]
    assert (row.name, row.legal_name) == ("Cami Hernández", "Camila Hernández")


def test_a_search_is_one_statement(school, children):
    students = Students(school.desk())
    with counted(school.store) as count:
        students.search("her")
    assert count.statements == 1


def test_opening_a_file_is_logged_once_each_time_with_who_and_whose(school, children):
    students = Students(school.desk())
    students.open_file(children["camila"])
    students.open_file(children["camila"])
    with school.store.read() as connection:
        lines = connection.execute(audit.select().where(audit.c.act == "file_opened")).all()
    assert [line.student_id for line in lines] == [children["camila"]] * 2
    assert {line.person_uid for line in lines} == {school.desk().viewer.person_uid}


@pytest.mark.parametrize(
    ("role", "opens", "sees_phone"),
    [
        (Role.LEAD, True, True),
        (Role.PRINCIPAL, True, True),
        (Role.AUDITOR, True, False),
        (Role.COUNSELOR, False, False),
        (Role.TEACHER, False, False),
        (Role.FRONT_DESK, False, False),
    ],
)
def test_a_file_opens_for_whom_the_gate_lets_in(school, children, role, opens, sees_phone):
    stranger = school.add(staff_member, given_name="Sam", family_name="Other", role=role.value)
    students = Students(school.desk(role, stranger))
    assert [row.student_id for row in students.search("hernandez")] == [children["camila"]]
    if not opens:
        with pytest.raises(OfficeError) as refused:
            students.open_file(children["camila"])
        assert refused.value.code == "student_gone"
        return
    phones = [adult.phone for adult in students.open_file(children["camila"]).guardians]
    assert phones == (["555-0101"] if sees_phone else [""])


def test_an_assigned_teacher_opens_the_file_and_a_front_desk_never_does(school, children):
    stranger = school.add(staff_member, given_name="Sam", family_name="Other", role="teacher")
    changes = Participants(school.desk()).assign([children["camila"]], stranger, "teacher")
    assert changes.kinds
    assert Students(school.desk(Role.TEACHER, stranger)).open_file(children["camila"]).student_id == children["camila"]
    with pytest.raises(OfficeError, match="student_gone"):
        Students(school.desk(Role.FRONT_DESK, stranger)).open_file(children["camila"])
    with pytest.raises(OfficeError, match="not_allowed"):
        Participants(school.desk(Role.FRONT_DESK, stranger)).assign([children["zoe"]], stranger, "teacher")


def test_a_guardian_whose_relation_ended_is_no_longer_in_the_file(school, children):
    school.adult(children["zoe"], "Gone", "Person", link={"ends_on": date(2026, 1, 1)})
    school.adult(children["zoe"], "Barred", "Person", link={"barred": True})
    adults = Students(school.desk()).open_file(children["zoe"]).guardians
    assert [(adult.name, adult.barred, adult.may_sign) for adult in adults] == [("Barred Person", True, False)]


def test_a_number_that_two_students_share_opens_nobody(school, children):
    school.child("Twin", "One", student_number="7")
    school.child("Twin", "Two", student_number="7")
    with pytest.raises(OfficeError, match="student_unknown"):
        Students(school.desk()).by_number("7")


def test_those_who_left_are_listed_apart_and_found_at_the_end(school, children):
    students = Students(school.desk())
    everybody = students.search("", limit=500)
    gone = children["camila"]
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == gone).values(withdrawn_at=school.clock.now()))
    assert [row.student_id for row in students.search("", limit=500)] == [
        row.student_id for row in everybody if row.student_id != gone
    ]
    assert students.count() == len(everybody) - 1
    assert students.search("hernandez")[-1].student_id == gone
    assert [row.student_id for row in students.search("", withdrawn=True)] == [gone]
    assert [row.student_id for row in students.search("hernandez", withdrawn=True)] == [gone]
    assert students.search("xyzzy", withdrawn=True) == ()
    assert students.count(withdrawn=True) == 1
