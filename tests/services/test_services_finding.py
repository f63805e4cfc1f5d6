"""What Ctrl+K finds: only whom one may find, those one opens most first, at the same cost in any school."""

import pytest
from sqlalchemy import update

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.finding import name_of
from ilp_desktop.services.finding import KEPT, Finding
from ilp_desktop.services.students import Students
from ilp_desktop.store import search
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import recent_use, student


@pytest.fixture
def children(school):
    made = [school.child(given, "Aaby") for given in ("Ada", "Bo", "Cy", "Dee")]
    with school.store.write() as connection:
        search.refresh(connection, made)
    return made


def found(school, typed, **desk):
    return [row.student_id for row in Finding(school.desk(**desk)).find(typed).students]


def test_who_is_opened_most_stands_first_and_again_less_after_weeks(school, children):
    finding = Finding(school.desk())
    assert found(school, "aaby") == children
    for student_id in (children[2], children[3], children[3]):
        finding.opened(student_id)
    assert found(school, "aaby") == [children[3], children[2], children[0], children[1]]
    school.clock.advance(60 * 86_400)
    finding.opened(children[2])
    assert found(school, "aaby")[:2] == [children[2], children[3]]
    assert found(school, "") == [children[2], children[3]], "with nothing typed, those whom one opened"


def test_what_one_person_uses_is_theirs_alone(school, children):
    Finding(school.desk()).opened(children[1])
    assert Finding(school.desk()).find("").weights == {name_of(children[1]): pytest.approx(1.0)}
    assert Finding(school.desk(staff_id=school.other_teacher_id)).find("").weights == {}


def test_nobody_is_found_whom_one_may_not_find(school, children):
    Finding(school.desk()).opened(children[0])
    auditor = school.desk(role=Role.TEACHER, staff_id=school.teacher_id)
    everyone = found(school, "aaby")
    seen = [row.student_id for row in Finding(auditor).find("aaby").students]
    assert set(seen) == {row.student_id for row in Students(auditor).search("aaby")}
    assert set(seen) <= set(everyone)
    with school.store.write() as connection:
        connection.execute(update(student).where(student.c.id == children[0]).values(deleted_at=school.clock.now()))
    assert found(school, "") == [], "a record that was put away is not among those whom one opened"


def test_two_statements_a_keystroke(school, children):
    finding = Finding(school.desk())
    finding.opened(children[0])
    for typed in ("aab", ""):
        with counted(school.store) as work:
            finding.find(typed)
        assert work.statements == 2


def test_old_uses_are_let_go(school, children):
    finding = Finding(school.desk())
    for number in range(KEPT + 5):
        school.clock.advance(1)
        finding.used(f"place {number}")
    with school.store.read() as connection:
        kept = connection.execute(recent_use.select()).all()
    assert len(kept) == KEPT
    assert {row.what for row in kept} == {f"place {number}" for number in range(5, KEPT + 5)}
