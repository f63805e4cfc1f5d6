"""The front desk: numbers, lateness, the board, walk-ins, permissions, a day that runs late or ends early."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update
from test_services_conferences import facts, refused

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.evidence import OUTCOME, Entry
from ilp_desktop.services.early_ends import EarlyEnds
from ilp_desktop.services.evidence import Evidence
from ilp_desktop.services.front_desk import FrontDesk
from ilp_desktop.services.guardians import Guardians
from ilp_desktop.services.offices import OfficeSettings
from ilp_desktop.services.participants import Participants
from ilp_desktop.services.permissions import Permissions
from ilp_desktop.services.schedules import Schedules
from ilp_desktop.services.walk_ins import WalkIns
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import (
    conference,
    conference_group,
    participant,
    schedule,
    schedule_hours,
    schedule_meeting,
    staff_member,
)

DAY = date(2026, 11, 24)
"""The clock of these tests stands at four past eight in the morning of that day."""


@pytest.fixture
def desk(school):
    """The desk's own viewer: nobody's teacher."""
    ruth = school.add(staff_member, given_name="Ruth", family_name="Spare", role="front_desk")
    return school.desk(Role.FRONT_DESK, ruth, "Ruth Spare")


@pytest.fixture
def day(school, conferences):
    """Three conferences of one teacher, from half past eight on; their ids by the child's name."""
    ids = {"Camila": conferences.arrange(school.camila_id, DAY, "08:30").made_id}
    for at, given in (("08:50", "Dao"), ("09:10", "Elias")):
        child = school.child(given, "Nguyen")
        school.adult(child, "Linh", "Nguyen", phone="555-0111", language="vi")
        ids[given] = conferences.arrange(child, DAY, at, staff_id=school.teacher_id).made_id
    return ids


def row_of(desk, conference_id):
    return next(row for row in FrontDesk(desk).day().rows if row.conference_id == conference_id)


def minutes(school, count):
    school.clock.advance(60 * count)


# Arrivals


def test_each_family_gets_the_next_number_of_the_day_and_keeps_it(school, conferences, desk, day):
    from ilp_desktop.services.conferences import Conferences

    at_desk = Conferences(desk)
    at_desk.check_in(day["Dao"])
    at_desk.check_in(day["Camila"])
    assert [row_of(desk, day[name]).ticket for name in ("Dao", "Camila", "Elias")] == [1, 2, 0]
    at_desk.undo(day["Dao"])
    at_desk.check_in(day["Elias"])
    at_desk.check_in(day["Dao"])
    assert [row_of(desk, day[name]).ticket for name in ("Dao", "Elias")] == [1, 3]
    tomorrow = conferences.arrange(school.camila_id, DAY + timedelta(days=1), "08:30").made_id
    at_desk.check_in(tomorrow)
    (other,) = FrontDesk(desk).day(DAY + timedelta(days=1)).rows
    assert other.ticket == 1, "counted anew each day"


def test_a_late_family_says_when_it_expects_to_be_there(school, conferences, desk, day):
    conferences.mark_late(day["Camila"], 15)
    assert row_of(desk, day["Camila"]).expected_at == "08:45", "from its hour on, while that is to come"
    minutes(school, 40)
    conferences.mark_late(day["Camila"], 10)
    assert row_of(desk, day["Camila"]).expected_at == "08:54", "from now on, once it is past"
    conferences.check_in(day["Camila"])
    assert row_of(desk, day["Camila"]).expected_at == ""
    conferences.mark_late(day["Camila"])
    assert row_of(desk, day["Camila"]).arrived_at is None
    refused("late_minutes", conferences.mark_late, day["Camila"], 500)


# The board


def test_the_board_shows_numbers_and_never_a_name_a_grade_or_who_is_late(school, conferences, desk, day):
    front_desk = FrontDesk(desk)
    conferences.check_in(day["Camila"])
    conferences.check_in(day["Dao"])
    conferences.mark_late(day["Elias"], 20)
    front_desk.call(day["Camila"])
    board = front_desk.board()
    assert [(line.label, line.starts_at) for line in board.called] == [("1", "08:30")]
    assert [(line.label, line.starts_at) for line in board.following] == [("2", "08:50")]
    said = repr(board)
    assert "Iris Park" in said, "the look at it would find a name"
    assert not [word for word in ("Camila", "Cami", "Hern", "Dao", "Elias", "late", "05") if word in said]


def test_the_board_shows_initials_where_the_office_says_so(school, conferences, desk, day):
    OfficeSettings(school.desk()).change(board_shows="initials")
    conferences.check_in(day["Dao"])
    assert [line.label for line in FrontDesk(desk).board().following] == ["DN"]


def test_a_call_leaves_the_board_when_the_conference_is_under_way_for_a_while(school, conferences, desk, day):
    front_desk = FrontDesk(desk)
    refused("call_not_here", front_desk.call, day["Camila"])
    conferences.check_in(day["Camila"])
    front_desk.call(day["Camila"])
    front_desk.call(day["Camila"], called=False)
    assert front_desk.board().called == ()
    conferences.begin(day["Camila"])
    assert len(front_desk.board().called) == 1, "they may still be on their way to the room"
    minutes(school, 6)
    assert front_desk.board().called == ()


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.AUDITOR])
def test_who_checks_nobody_in_reads_no_desk(school, role, day):
    other = FrontDesk(school.desk(role))
    refused("not_allowed", other.day)
    refused("not_allowed", other.board)
    refused("not_allowed", other.shift, school.teacher_id, 10)


# Running late


def test_what_remains_of_a_day_moves_in_one_step_and_back(school, conferences, desk, day):
    front_desk = FrontDesk(desk)
    conferences.begin(day["Camila"])
    minutes(school, 60)
    (one,) = front_desk.day().staff
    assert (one.behind, one.remaining, one.in_conference) == (14, 2, True)
    changes = front_desk.shift(school.teacher_id, 15)
    assert changes.ids == {day["Dao"], day["Elias"]}
    moved = row_of(desk, day["Dao"])
    assert (moved.starts_at, moved.first_at) == ("09:05", "08:50")
    (one,) = front_desk.day().staff
    assert (one.behind, one.shifted) == (0, 15)
    assert row_of(desk, day["Camila"]).starts_at == "08:30", "what has begun stays"
    front_desk.shift(school.teacher_id, 10)
    assert row_of(desk, day["Dao"]).first_at == "08:50", "the hour that was planned is kept"
    front_desk.shift(school.teacher_id, -25)
    assert (row_of(desk, day["Dao"]).starts_at, row_of(desk, day["Dao"]).first_at) == ("08:50", "")
    assert [params["minutes"] for params in facts(school, "conference_shifted")] == [15, 15, 10, 10, -25, -25]


def test_a_day_is_not_moved_out_of_itself_and_then_nothing_moves(school, conferences, desk, day):
    front_desk = FrontDesk(desk)
    late = conferences.arrange(school.child("Zoe", "Late"), DAY, "23:30", staff_id=school.teacher_id).made_id
    refused("shift_too_far", front_desk.shift, school.teacher_id, 60)
    assert row_of(desk, day["Dao"]).starts_at == "08:50"
    assert row_of(desk, late).starts_at == "23:30"
    refused("shift_minutes", front_desk.shift, school.teacher_id, 0)
    refused("shift_nobody", front_desk.shift, school.other_teacher_id, 10)


# Walk-ins


def test_a_family_without_a_time_gets_the_next_free_one(school, conferences, desk, day):
    walk_ins = WalkIns(desk)
    child = school.child("Fiona", "McAllister")
    Participants(school.desk()).assign([child], school.teacher_id, "teacher")
    conferences.mark_missed(day["Dao"])
    offered = walk_ins.openings(child)
    assert [(one.name, one.free_at) for one in offered.staff] == [("Iris Park", "08:50")]
    made = walk_ins.add(child, school.teacher_id, "08:50").made_id
    row = row_of(desk, made)
    assert (row.walk_in, row.stands_by, row.state, row.ticket) == (True, False, ConferenceState.CHECKED_IN, 1)
    refused("walk_in_has_time", walk_ins.add, child, school.teacher_id)
    assert walk_ins.openings(child).today_at == "08:50"


def test_without_a_free_time_a_family_waits_and_is_given_one_when_there_is(school, conferences, desk, day):
    walk_ins = WalkIns(desk)
    child = school.child("Fiona", "McAllister")
    Participants(school.desk()).assign([child], school.teacher_id, "teacher")
    assert walk_ins.openings(child).staff[0].free_at == ""
    made = walk_ins.add(child, school.teacher_id).made_id
    assert (row_of(desk, made).stands_by, row_of(desk, made).starts_at) == (True, "09:30")
    assert walk_ins.free_at(made) == ""
    refused("time_taken", walk_ins.seat, made, "08:50")
    conferences.mark_missed(day["Elias"])
    assert walk_ins.free_at(made) == "09:10"
    walk_ins.seat(made, "09:10")
    assert (row_of(desk, made).stands_by, row_of(desk, made).starts_at) == (False, "09:10")


def test_who_waits_can_be_taken_in_at_any_moment(school, conferences, desk, day):
    child = school.child("Fiona", "McAllister")
    Participants(school.desk()).assign([child], school.teacher_id, "teacher")
    made = WalkIns(desk).add(child, school.teacher_id).made_id
    conferences.begin(made)
    assert (row_of(desk, made).stands_by, row_of(desk, made).starts_at) == (False, "08:04")


def test_the_desk_opens_no_file_to_somebody_who_does_not_look_after_the_student(school, desk, day):
    walk_ins = WalkIns(desk)
    refused("staff_gone", walk_ins.add, school.child("Fiona", "McAllister"), school.teacher_id)
    child = school.child("Gabriel", "Sorensen")
    Participants(school.desk()).assign([child], school.other_teacher_id, "teacher")
    refused("staff_gone", walk_ins.add, child, school.teacher_id)
    refused("student_gone", WalkIns(school.desk(Role.AUDITOR)).openings, child)


# Permissions


def test_somebody_else_comes_with_a_guardians_recorded_permission(school, conferences, desk, day):
    guardians, permissions = Guardians(desk), Permissions(school.desk())
    offered = permissions.permitters(day["Camila"])
    assert [name for _id, name in offered.adults] == ["Rosa Hernández", "Diego Ríos"]
    rosa = offered.adults[0][0]
    made = permissions.permit(day["Camila"], "  Aunt   Lucía Vega ", rosa, "phone").made_id
    expected = guardians.at_check_in(day["Camila"]).expected
    assert [(one.name, one.relationship) for one in expected][-1] == ("Aunt Lucía Vega", "guest")
    conferences.check_in(day["Camila"], [made])
    with school.store.read() as connection:
        row = connection.execute(select(participant).where(participant.c.id == made)).one()
    assert (row.permitted_by, row.permitted_how, row.may_sign, row.attended) == (rosa, "phone", False, True)
    permissions.withdraw(made)
    assert "Aunt Lucía Vega" not in [one.name for one in guardians.at_check_in(day["Camila"]).expected]


def test_nobody_lets_in_who_is_to_see_the_office_first_and_the_desk_reads_nothing(school, desk, day):
    permissions = Permissions(school.desk())
    rosa = permissions.permitters(day["Camila"]).adults[0][0]
    for name in ("Zacharias Barredson", "barredson, ZACHARIAS", "Zacharias B. Barredson"):
        refused("permission_see_office", permissions.permit, day["Camila"], name, rosa, "writing")
    refused("permission_not_theirs", permissions.permit, day["Camila"], "Lucía", school.barred_id, "writing")
    refused("permission_nobody", permissions.permit, day["Camila"], "  ", rosa, "writing")
    refused("conference_gone", Permissions(desk).permit, day["Camila"], "Lucía", rosa, "writing")
    refused("conference_gone", Permissions(school.desk(Role.TEACHER)).permitters, day["Camila"])


def test_a_permission_ends_with_the_right_of_who_gave_it(school, desk, day):
    permissions, guardians = Permissions(school.desk()), Guardians(school.desk())
    diego = {name: key for key, name in permissions.permitters(day["Camila"]).adults}["Diego Ríos"]
    permissions.permit(day["Camila"], "Otto Friend", diego, "writing")
    line = next(one for one in guardians.of_student(school.camila_id) if one.name == "Diego Ríos")
    guardians.bar(line.relation_id, "order")
    assert [one.name for one in Guardians(desk).at_check_in(day["Camila"]).expected] == ["Rosa Hernández"]


def test_a_guest_is_no_parent_to_the_policy(school, conferences, hold):
    from ilp_desktop.services.policy_facts import facts_of

    held = hold()
    permissions = Permissions(school.desk())
    rosa = permissions.permitters(held.id).adults[0][0]
    guest = permissions.permit(held.id, "Lucía Vega", rosa, "phone").made_id
    conferences.set_attended(guest, attended=True)
    held.talk()
    conferences.conclude(held.id)

    def roles():
        with school.store.read() as connection:
            (found,) = facts_of(connection, held.desk.zone, [school.camila_id])
        return next(event.roles for event in found.events if event.kind == "conference")

    assert "parent" not in roles()
    conferences.set_attended(held.person("Rosa"), attended=True)
    assert "parent" in roles()


# A day that ends early


def later_hours(school, on, begins="16:00", ends="17:00"):
    """Give the teacher hours on another day, in a schedule that was published."""
    at, by = school.clock.now(), UUID(int=5)
    made = school.add(schedule, name="Fall", minutes=20, made_by=by, made_at=at)
    hours = {"held_on": on, "begins_at": begins, "ends_at": ends}
    school.add(schedule_hours, schedule_id=made, staff_id=school.teacher_id, **hours)
    held = school.add(
        conference, student_id=school.camila_id, staff_id=school.teacher_id, held_on=on, starts_at=begins, minutes=20
    )
    whom = {"student_id": school.camila_id, "staff_id": school.teacher_id}
    school.add(schedule_meeting, schedule_id=made, conference_id=held, placed_on=on, starts_at=begins, **whom)


def test_one_step_moves_what_fits_and_nothing_is_lost(school, conferences, desk, day):
    early = EarlyEnds(school.desk())
    later_hours(school, DAY + timedelta(days=2), ends="16:40")
    conferences.mark_missed(day["Dao"])
    for given, at in (("Fay", "12:20"), ("Gus", "12:40"), ("Hal", "13:00")):
        day[given] = conferences.arrange(school.child(given, "Cole"), DAY, at, staff_id=school.teacher_id).made_id
    planned = early.plan(DAY, "09:20")
    assert [(line.student_name, line.was_at, line.now_on, line.now_at) for line in planned.lines] == [
        ("Elias Nguyen", "09:10", DAY, "08:50"),
        ("Fay Cole", "12:20", DAY + timedelta(days=2), "16:20"),
        ("Gus Cole", "12:40", None, ""),
        ("Hal Cole", "13:00", None, ""),
    ]
    made = early.end(DAY, "09:20", "To place again").made_id
    rows = {row.conference_id: row.starts_at for row in FrontDesk(desk).day(DAY).rows}
    assert rows == {day["Camila"]: "08:30", day["Dao"]: "08:50", day["Elias"]: "08:50"}
    (sheet, _fall) = Schedules(school.desk()).all()
    assert (sheet.name, sheet.meetings, sheet.placed) == ("To place again", 2, 0)
    assert early.of_day(DAY).may_undo
    early.undo(made)
    assert early.of_day(DAY) is None
    rows = {row.conference_id: row.starts_at for row in FrontDesk(desk).day(DAY).rows}
    assert (rows[day["Fay"]], rows[day["Gus"]], rows[day["Elias"]]) == ("12:20", "12:40", "09:10")
    assert [one.name for one in Schedules(school.desk()).all()] == ["Fall"]
    refused("early_end_gone", early.undo, made)
    refused("early_end_nobody", early.end, DAY, "20:00", "Nobody")


def test_a_family_gets_half_an_hour_to_come_and_is_never_in_two_places(school, conferences, desk, day):
    early = EarlyEnds(school.desk())
    minutes(school, 30)  # 8:34: an earlier time today is from 9:05 on
    conferences.mark_missed(day["Elias"])
    sibling = conferences.arrange(school.camila_id, DAY, "12:00", staff_id=school.teacher_id).made_id
    (line,) = early.plan(DAY, "10:00").lines
    assert (line.conference_id, line.now_at) == (sibling, "09:10")
    conferences.arrange(school.camila_id, DAY, "09:15", staff_id=school.other_teacher_id)
    (line,) = early.plan(DAY, "10:00").lines
    assert line.now_on is None, "Rosa and Diego are at the other teacher's then"


def test_each_home_is_told_in_its_language_and_then_the_day_stays_as_it_is(school, conferences, day):
    early = EarlyEnds(school.desk())
    made = early.end(DAY, "08:40", "To place").made_id
    (camila, dao, _elias) = early.of_day(DAY).lines
    assert [(home.names, home.language) for home in camila.homes] == [
        (("Rosa Hernández",), "es"),
        (("Diego Ríos",), "en"),
    ]
    assert camila.homes[0].needs_interpreter
    assert dao.homes[0].phones == ("555-0111",)
    assert "Zacharias" not in repr(early.of_day(DAY))
    rosa = frozenset(camila.homes[0].adults)
    said = {"kind": "attempt", "on": DAY, "adults": rosa, "mode": "phone"}
    evidence = Evidence(school.desk())
    evidence.record(school.camila_id, Entry(**said, texts={OUTCOME: "no_answer"}))
    assert early.of_day(DAY).may_undo, "nobody was reached"
    evidence.record(school.camila_id, Entry(**said, texts={OUTCOME: "message"}))
    assert [home.told for home in early.of_day(DAY).lines[0].homes] == [True, False]
    assert early.of_day(DAY).to_tell == 3
    assert not early.of_day(DAY).may_undo
    refused("early_end_told", early.undo, made)


def test_an_early_end_is_not_taken_back_over_what_was_changed_since(school, conferences, day):
    early = EarlyEnds(school.desk())
    later_hours(school, DAY + timedelta(days=2))
    made = early.end(DAY, "08:40", "To place").made_id
    conferences.begin(early.of_day(DAY).lines[0].conference_id)
    refused("early_end_changed", early.undo, made)


def test_a_teacher_moves_their_own_families_and_a_lead_takes_it_back(school, conferences, day):
    theirs = EarlyEnds(school.desk(Role.TEACHER, school.other_teacher_id))
    assert theirs.plan(DAY, "08:40").lines == ()
    refused("early_end_nobody", theirs.end, DAY, "08:40", "Mine")
    lead = EarlyEnds(school.desk())
    made = lead.end(DAY, "08:40", "All").made_id
    refused("not_allowed", theirs.undo, made)
    refused("not_allowed", EarlyEnds(school.desk(Role.FRONT_DESK)).plan, DAY, "08:40")
    lead.undo(made)


def test_a_group_moves_together_and_back(school, conferences, desk, day):
    values = {"name": "Room 5", "staff_id": school.teacher_id, "held_on": DAY, "starts_at": "12:00"}
    group = school.add(conference_group, **values)
    held = [
        conferences.arrange(school.child(given, "Group"), DAY, "12:00", staff_id=school.teacher_id).made_id
        for given in ("Ida", "Jon")
    ]
    with school.store.write() as connection:
        connection.execute(update(conference).where(conference.c.id.in_(held)).values(group_id=group))

    def places():
        with school.store.read() as connection:
            g, c = conference_group.c, conference.c
            rows = connection.execute(select(c.held_on, c.starts_at).where(c.id.in_(held))).all()
            return {tuple(row) for row in (*rows, connection.execute(select(g.held_on, g.starts_at)).one())}

    FrontDesk(desk).shift(school.teacher_id, 10)
    assert places() == {(DAY, "12:10")}
    FrontDesk(desk).shift(school.teacher_id, -10)
    early = EarlyEnds(school.desk())
    made = early.end(DAY, "11:00", "To place").made_id
    assert places() == {(DAY, "09:30")}
    early.undo(made)
    assert places() == {(DAY, "12:00")}


def test_the_day_and_the_board_take_the_same_few_statements_whatever_the_school(school, conferences, desk, day):
    front_desk = FrontDesk(desk)

    def statements():
        found = []
        for question in (front_desk.day, front_desk.board):
            question()
            with counted(school.store) as count:
                question()
            found.append(count.statements)
        return found

    few = statements()
    for number in range(30):
        child = school.child(f"Child{number}", "More")
        made = conferences.arrange(child, DAY, f"1{number % 10}:00", staff_id=school.other_teacher_id).made_id
        conferences.check_in(made)
    assert statements() == few == [3, 3]
