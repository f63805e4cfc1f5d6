"""Answers to invitations, a family's own times, and two homes: in the schedule, the preparation and the conference."""

from datetime import date

import pytest
from sqlalchemy import select

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.preparation import Gap
from ilp_desktop.domain.replies import FamilySpan, Reply, heard
from ilp_desktop.domain.schedule_sheets import Place, StaffHours
from ilp_desktop.domain.schedules import Bound
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.guardians import Guardians
from ilp_desktop.services.preparation import Preparation
from ilp_desktop.services.replies import Replies
from ilp_desktop.services.schedules import Schedules
from ilp_desktop.store.tables import conference

EVENING, NEXT = date(2026, 12, 1), date(2026, 12, 3)


@pytest.fixture
def schedules(school) -> Schedules:
    return Schedules(school.desk())


@pytest.fixture
def replies(school) -> Replies:
    return Replies(school.desk())


@pytest.fixture
def planned(school, schedules):
    """Camila's schedule with two evenings; return its number and the meeting's."""
    made = schedules.make("Fall", minutes=15, students=[school.camila_id]).made_id
    schedules.set_hours(made, [StaffHours(school.teacher_id, on, "16:00", "17:00", "Room 4") for on in (EVENING, NEXT)])
    schedules.set_interpreters(made, {"es": 1})
    return made, schedules.sheet(made).meetings[0].meeting_id


@pytest.fixture
def published(schedules, planned):
    schedules.fill(planned[0])
    schedules.publish(planned[0])
    return schedules.sheet(planned[0]).meetings[0].conference_id


def refused(code, verb, *args, **more):
    with pytest.raises(OfficeError) as error:
        verb(*args, **more)
    assert error.value.code == code


def who(replies, conference_id, name):
    return next(one for one in replies.of_conference(conference_id).invited if name in one.name)


def row_of(school, conference_id):
    with school.store.read() as connection:
        return connection.execute(select(conference).where(conference.c.id == conference_id)).one()


def test_a_familys_own_times_are_kept_and_filled_within(schedules, planned):
    made, meeting = planned
    spans = [FamilySpan(NEXT, "16:30", "17:00"), FamilySpan(EVENING, "16:50", "17:00")]
    schedules.set_within(meeting, spans)
    assert schedules.sheet(made).meetings[0].within == (spans[1], spans[0]), "in order of days"
    schedules.fill(made)
    (line,) = schedules.sheet(made).meetings
    assert (line.on, line.starts_at) == (NEXT, "16:30"), "ten minutes on the first evening are too short"
    schedules.set_within(meeting, ())
    assert schedules.sheet(made).meetings[0].within == ()


def test_times_in_which_nobody_is_there_are_named_as_what_is_to_blame(schedules, planned):
    made, meeting = planned
    schedules.set_within(meeting, [FamilySpan(EVENING, "09:00", "10:00")])
    schedules.fill(made)
    sheet = schedules.sheet(made)
    assert [(one.bound, one.meetings) for one in sheet.blocked] == [(Bound.FAMILY_HOURS, (meeting,))]
    schedules.place(meeting, EVENING, "16:00")
    assert [one.bound for one in schedules.sheet(made).clashes] == [Bound.FAMILY_HOURS]


@pytest.mark.parametrize("span", [("17:00", "16:00"), ("16:00", "16:00"), ("4 pm", "17:00"), ("16:00", "")])
def test_what_is_no_time_is_refused_and_nothing_changes(schedules, planned, span):
    refused("schedule_hours_wrong", schedules.set_within, planned[1], [FamilySpan(EVENING, *span)])
    assert schedules.sheet(planned[0]).meetings[0].within == ()


def test_two_homes_come_apart_and_together_again_and_neither_meets_the_other(school, schedules, planned):
    made, meeting = planned
    assert schedules.sheet(made).meetings[0].homes == 2
    schedules.split_homes(meeting)
    sheet = schedules.sheet(made)
    assert sorted(one.home for one in sheet.meetings) == ["Household A", "Household B"]
    people = [each.people for each in sheet.day.meetings]
    assert people[0] & people[1] == {f"s{school.camila_id}"}, "of the adults nobody is at both"
    assert f"g{school.barred_id}" not in people[0] | people[1]
    refused("schedule_one_home", schedules.split_homes, meeting)
    schedules.join_homes(meeting)
    (line,) = schedules.sheet(made).meetings
    assert (line.meeting_id, line.home) == (meeting, "")
    refused("schedule_one_home", schedules.join_homes, meeting)


def test_the_homes_of_a_published_conference_stay_as_they_are(schedules, planned, published):
    refused("schedule_homes_published", schedules.split_homes, planned[1])


def test_an_answer_is_kept_for_each_adult_and_shown_where_the_day_is_prepared(
    school, schedules, replies, planned, published
):
    """R34."""
    rosa = who(replies, published, "Rosa").guardian_id
    assert [one.name for one in replies.of_conference(published).invited] == [
        "Rosa Hernández", "Diego Ríos", "Cami Hernández",
    ]  # fmt: skip
    replies.note(published, Reply.NOT_COMING, rosa)
    replies.note(published, Reply.COMING, rosa, "Brings the baby.")
    replies.note(published, Reply.COMING, None)
    said = who(replies, published, "Rosa").said
    assert (said.reply, said.note) == (Reply.COMING, "Brings the baby.")
    (line,) = schedules.sheet(planned[0]).meetings
    assert {(one.name, one.reply) for one in line.answers} == {
        ("Rosa Hernández", Reply.COMING), ("Cami Hernández", Reply.COMING),
    }  # fmt: skip
    (row,) = Preparation(school.desk()).of_day(row_of(school, published).held_on)
    assert heard(row.answers) is Reply.COMING
    replies.take_back(published, rosa)
    assert who(replies, published, "Rosa").said is None


def test_by_phone_makes_it_a_call_unless_somebody_comes(school, replies, published):
    rosa, diego = (who(replies, published, name).guardian_id for name in ("Rosa", "Diego"))
    replies.note(published, Reply.BY_PHONE, rosa)
    assert row_of(school, published).mode == "phone"
    replies.note(published, Reply.COMING, diego)
    assert row_of(school, published).mode == "in_person"


def test_another_time_puts_it_back_among_those_to_place_and_publishing_asks_anew(
    school, schedules, replies, planned, published
):
    made, _meeting = planned
    rosa = who(replies, published, "Rosa").guardian_id
    replies.note(published, Reply.ANOTHER_TIME, rosa, times=[FamilySpan(NEXT, "16:30", "17:00")])
    (line,) = schedules.sheet(made).meetings
    assert (line.on, line.within) == (None, (FamilySpan(NEXT, "16:30", "17:00"),))
    before = row_of(school, published)
    assert (before.held_on, before.starts_at) == (EVENING, "16:00"), "until it is published anew it stays"
    (row,) = Preparation(school.desk()).of_day(EVENING)
    assert Gap.ANOTHER_TIME in row.gaps
    schedules.fill(made)
    schedules.publish(made)
    after = row_of(school, published)
    assert (after.held_on, after.starts_at) == (NEXT, "16:30")
    assert who(replies, published, "Rosa").said is None, "nobody has answered to the new time"
    (row,) = Preparation(school.desk()).of_day(NEXT)
    assert Gap.ANOTHER_TIME not in row.gaps


def test_who_is_barred_since_is_asked_nothing_and_their_answer_is_shown_to_nobody(
    school, schedules, replies, planned, published
):
    diego = who(replies, published, "Diego").guardian_id
    replies.note(published, Reply.NOT_COMING, diego, "Ask me.")
    guardians = Guardians(school.desk())
    relation = next(one for one in guardians.of_student(school.camila_id) if "Diego" in one.name)
    guardians.bar(relation.relation_id, "A court order.")
    assert "Diego Ríos" not in {one.name for one in replies.of_conference(published).invited}
    assert schedules.sheet(planned[0]).meetings[0].answers == ()
    refused("reply_not_invited", replies.note, published, Reply.COMING, diego)


def test_nothing_is_answered_once_the_conference_has_begun(school, replies, published):
    Conferences(school.desk()).begin(published)
    refused("reply_too_late", replies.note, published, Reply.COMING)


def test_answers_and_needs_are_shown_only_of_ones_own_students(school, replies, schedules, planned, published):
    replies.note(published, Reply.COMING, note="Private words.")
    other = Schedules(school.desk(Role.TEACHER, school.other_teacher_id))
    (line,) = other.sheet(planned[0]).meetings
    assert line.answers == ()
    refused("conference_gone", Replies(school.desk(Role.TEACHER, school.other_teacher_id)).of_conference, published)


def test_a_make_up_day_says_by_when_it_is_wanted(school, schedules):
    made = schedules.make("Make-up", minutes=15, students=[school.camila_id], by=NEXT).made_id
    assert schedules.sheet(made).line.by == NEXT
    schedules.set_hours(made, [StaffHours(school.teacher_id, EVENING, "16:00", "17:00")])
    schedules.lay(made, {schedules.sheet(made).meetings[0].meeting_id: Place(EVENING, "16:00")})
    assert schedules.all()[0].by == NEXT
