"""Each role sees, of each part of a file, the students it may see, and no other."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import StatementError

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Purpose, Relation, Role, Sharing, Viewer, decide
from ilp_desktop.store.counting import counted
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables import (
    assignment,
    conference,
    departure,
    participant,
    staff_member,
    student,
    substitution,
)
from ilp_desktop.store.uids import new_uid
from ilp_desktop.store.visible import PARTICIPATION_DAYS, may_see, seen_by

TODAY = date(2026, 11, 24)
ME, OTHER = 1, 2
EVERYONE = {1, 2, 3, 4, 5, 6, 7, 8}
MINE = {1, 3, 4}
"""1 assigned, 3 I held the conference, 4 I joined it; 2 assignment over, 5 removed, 6 too long ago, 7 another's, 8 nobody's."""


@pytest.fixture
def school(store: Store, clock: SetClock) -> Store:
    """Return a store with eight students, each in another relation to the staff member 1."""
    day = timedelta(days=1)
    with store.write() as connection:

        def add(table, **values):
            return connection.execute(insert(table).values(uid=new_uid(clock), **values)).inserted_primary_key[0]

        for staff_id in (ME, OTHER):
            add(staff_member, id=staff_id)
        for student_id in EVERYONE:
            add(student, id=student_id)
        add(assignment, student_id=1, staff_id=ME, begins_on=TODAY, ends_on=TODAY)
        add(assignment, student_id=2, staff_id=ME, ends_on=TODAY - day)
        add(assignment, student_id=5, staff_id=ME, deleted_at=clock.now())
        add(assignment, student_id=7, staff_id=OTHER)
        add(conference, student_id=3, staff_id=ME, held_on=TODAY + day)
        joined = add(conference, student_id=4, staff_id=OTHER, held_on=TODAY - PARTICIPATION_DAYS * day)
        add(participant, conference_id=joined, party="school", staff_id=ME)
        add(conference, student_id=6, staff_id=ME, held_on=TODAY - (PARTICIPATION_DAYS + 1) * day)
        left = add(conference, student_id=7, staff_id=OTHER, held_on=TODAY)
        add(participant, conference_id=left, party="school", staff_id=ME, deleted_at=clock.now())
        add(conference, student_id=8, staff_id=ME, held_on=TODAY, deleted_at=clock.now())
    return store


def seen(store: Store, role: Role, sharing: Sharing, purpose: Purpose, staff_id: int | None = ME) -> set[int]:
    viewer = Viewer(UUID(int=1), role, "Me", staff_id)
    with store.read() as connection:
        statement = select(student.c.id).where(may_see(viewer, sharing, purpose))
        return set(connection.execute(statement, seen_by(viewer, TODAY)).scalars())


@pytest.mark.parametrize("role", Role)
def test_each_role_gets_what_is_decided_for_it(school: Store, role: Role):
    viewer = Viewer(UUID(int=1), role, "Me", ME)
    for sharing in Sharing:
        for purpose in Purpose:
            expected = {
                student_id
                for student_id in EVERYONE
                if decide(
                    viewer,
                    Relation.PARTICIPANT if student_id in MINE else Relation.SAME_OFFICE,
                    sharing,
                    purpose,
                )
            }
            assert seen(school, role, sharing, purpose) == expected, (sharing, purpose)


def test_the_plans_of_a_teacher_are_their_own_students(school: Store):
    assert seen(school, Role.TEACHER, Sharing.PLAN, Purpose.READ) == MINE
    assert seen(school, Role.TEACHER, Sharing.DIRECTORY, Purpose.FIND) == EVERYONE
    assert seen(school, Role.FRONT_DESK, Sharing.PLAN, Purpose.READ) == set()
    assert seen(school, Role.LEAD, Sharing.PLAN, Purpose.READ) == EVERYONE
    assert seen(school, Role.LEAD, Sharing.CONFIDENTIAL, Purpose.READ) == MINE


def test_somebody_who_is_not_staff_takes_part_in_nothing(school: Store):
    assert seen(school, Role.TEACHER, Sharing.PLAN, Purpose.READ, None) == set()


def test_a_question_kept_for_one_person_shows_the_next_one_their_own_students(school: Store):
    me, other = (Viewer(UUID(int=n), Role.TEACHER, "T", n) for n in (ME, OTHER))
    assert may_see(me, Sharing.PLAN, Purpose.READ) is may_see(other, Sharing.PLAN, Purpose.READ)
    kept = select(student.c.id).where(may_see(me, Sharing.PLAN, Purpose.READ))
    a_year_on = TODAY + (PARTICIPATION_DAYS + 2) * timedelta(days=1)
    with school.read() as connection:
        assert set(connection.execute(kept, seen_by(me, TODAY)).scalars()) == MINE
        assert set(connection.execute(kept, seen_by(other, TODAY)).scalars()) == {4, 7}
        assert set(connection.execute(kept, seen_by(me, a_year_on)).scalars()) == set()


def test_a_question_that_does_not_say_who_asks_fails(school: Store):
    viewer = Viewer(UUID(int=1), Role.TEACHER, "Me", ME)
    with school.read() as connection, pytest.raises(StatementError, match="viewer_id"):
        connection.execute(select(student.c.id).where(may_see(viewer, Sharing.PLAN, Purpose.READ)))


def test_who_is_taken_off_sees_no_more_from_that_moment(school: Store, clock: SetClock):
    with school.write() as connection:
        connection.execute(update(assignment).where(assignment.c.student_id == 1).values(deleted_at=clock.now()))
    assert seen(school, Role.TEACHER, Sharing.PLAN, Purpose.READ) == MINE - {1}


def test_the_gate_costs_the_same_for_one_student_however_many_there_are(school: Store, clock: SetClock):
    viewer = Viewer(UUID(int=1), Role.TEACHER, "Me", ME)
    one = select(student.c.id).where(student.c.id == 1, may_see(viewer, Sharing.PLAN, Purpose.READ))

    def steps() -> int:
        with counted(school) as count, school.read() as connection:
            assert connection.execute(one, seen_by(viewer, TODAY)).all() == [(1,)]
        return count.vm_steps

    steps()
    before = steps()
    with school.write() as connection:
        rows = [{"uid": new_uid(clock)} for _ in range(3000)]
        connection.execute(insert(student), rows)
        connection.execute(
            insert(assignment), [{"uid": new_uid(clock), "student_id": n, "staff_id": OTHER} for n in range(9, 3000)]
        )
    assert steps() == before


def standing_in(store: Store, clock: SetClock, **values) -> None:
    with store.write() as connection:
        at = {"arranged_at": clock.now(), "arranged_by": UUID(int=9), "uid": new_uid(clock)}
        connection.execute(insert(substitution).values(absent_id=OTHER, substitute_id=ME, **at, **values))


def seen_on(store: Store, on: date, role: Role = Role.TEACHER, staff_id: int = ME) -> set[int]:
    viewer = Viewer(UUID(int=1), role, "Me", staff_id)
    with store.read() as connection:
        statement = select(student.c.id).where(may_see(viewer, Sharing.PLAN, Purpose.READ))
        return set(connection.execute(statement, seen_by(viewer, on)).scalars())


def test_a_substitute_sees_the_absent_persons_students_on_those_days_and_no_other(school: Store, clock: SetClock):
    day = timedelta(days=1)
    before = {shift: seen_on(school, TODAY + shift * day) for shift in range(-1, 4)}
    standing_in(school, clock, begins_on=TODAY, ends_on=TODAY + 2 * day)
    extra = {shift: seen_on(school, TODAY + shift * day) - before[shift] for shift in range(-1, 4)}
    assert extra == {-1: set(), 0: {7}, 1: {7}, 2: {7}, 3: set()}


def test_a_substitute_sees_as_their_own_role_allows_and_what_the_absent_person_sees(school: Store, clock: SetClock):
    standing_in(school, clock, begins_on=TODAY, ends_on=TODAY)
    assert seen_on(school, TODAY, Role.FRONT_DESK) == set()
    assert seen_on(school, TODAY, Role.TEACHER, OTHER) == {4, 7}, "nobody stands in the other way around"
    with school.write() as connection:
        connection.execute(
            update(assignment).where(assignment.c.student_id == 7).values(ends_on=TODAY - timedelta(days=1))
        )
    assert 7 in seen_on(school, TODAY), (
        "the absent person holds a conference that day, and the substitute in their place"
    )
    with school.write() as connection:
        connection.execute(
            update(conference).where(conference.c.student_id == 7).values(held_on=TODAY + timedelta(days=1))
        )
    assert 7 not in seen_on(school, TODAY), "what the absent person sees no more, nobody sees for them"


def test_who_no_longer_stands_in_sees_no_more_from_that_moment(school: Store, clock: SetClock):
    standing_in(school, clock, begins_on=TODAY, ends_on=TODAY)
    assert 7 in seen_on(school, TODAY)
    with school.write() as connection:
        connection.execute(update(substitution).values(deleted_at=clock.now()))
    assert seen_on(school, TODAY) == MINE


def test_who_has_left_sees_nothing_of_their_own_from_the_next_day(school: Store, clock: SetClock):
    with school.write() as connection:
        values = {"recorded_at": clock.now(), "recorded_by": UUID(int=9), "uid": new_uid(clock)}
        connection.execute(insert(departure).values(staff_id=ME, last_day=TODAY, **values))
        connection.execute(update(assignment).where(assignment.c.student_id == 1).values(ends_on=None))
    assert seen_on(school, TODAY) == MINE
    assert seen_on(school, TODAY + timedelta(days=1)) == set()


def test_the_gate_is_one_statement_however_many_stand_in(school: Store, clock: SetClock):
    viewer = Viewer(UUID(int=1), Role.TEACHER, "Me", ME)
    everyone = select(student.c.id).where(may_see(viewer, Sharing.PLAN, Purpose.READ))

    def work() -> tuple[int, int]:
        with counted(school) as count, school.read() as connection:
            connection.execute(everyone, seen_by(viewer, TODAY)).all()
        return count.statements, count.vm_steps

    standing_in(school, clock, begins_on=TODAY, ends_on=TODAY)
    work()
    statements, steps = work()
    for _ in range(300):
        with school.write() as connection:
            someone = connection.execute(insert(staff_member).values(uid=new_uid(clock))).inserted_primary_key[0]
            at = {"arranged_at": clock.now(), "arranged_by": UUID(int=9), "uid": new_uid(clock)}
            connection.execute(
                insert(substitution).values(
                    absent_id=someone, substitute_id=OTHER, begins_on=TODAY, ends_on=TODAY, **at
                )
            )
    assert statements == 1
    again, more = work()
    assert again == 1
    assert more < steps + 30, "an index tells whose substitute somebody is"
