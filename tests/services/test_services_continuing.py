"""A conference that takes two days is one conference; the next child of a family comes with whoever may come to both."""

from datetime import date

import pytest

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.circumstances import Lack
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.consultations import Phase
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.places import FORMS
from ilp_desktop.services.circumstances import Circumstances
from ilp_desktop.services.closing import Closing
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.continuing import Continuing
from ilp_desktop.services.later import Later
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.plans import Plans
from ilp_desktop.services.policy_facts import facts_of
from ilp_desktop.store.tables import guardian, staff_member, student_guardian

DAY, LATER = date(2026, 11, 24), date(2026, 12, 3)
A_WEEK = 9 * 24 * 3600


@pytest.fixture
def continuing(under_way) -> Continuing:
    return Continuing(under_way.desk)


@pytest.fixture
def gone_on(under_way, continuing):
    """Camila's conference, left at the goals with two minutes of the talk, and going on nine days later."""
    held = under_way
    held.conferences.show_section(held.id, "goals")
    held.conferences.set_attended(held.person("Rosa"), True)
    held.conferences.set_attended(held.person("Cami"), True)
    held.consultations.start(held.id)
    for _ in range(6):
        held.school.clock.advance(20)
        held.consultations.seen(held.id)
    held.first = held.id
    held.before = held.sheet
    held.id = continuing.go_on(held.id, LATER, "16:20").made_id
    return held


def begin(held):
    held.school.clock.advance(A_WEEK)
    held.conferences.begin(held.id)
    return held


def met(school):
    with school.store.read() as connection:
        (facts,) = facts_of(connection, school.desk().zone, [school.camila_id])
    return [event for event in facts.events if event.kind == "conference"]


def test_what_was_written_goes_along_as_the_same_rows_and_it_opens_where_it_was_left(gone_on):
    sheet, before = begin(gone_on).sheet, gone_on.before
    assert (sheet.on, sheet.starts_at, sheet.section) == (LATER, "16:20", "goals")
    assert (sheet.goals, sheet.commitments, sheet.answers) == (before.goals, before.commitments, before.answers)
    assert sheet.continues_on == DAY
    first = gone_on.conferences.open(gone_on.first)
    assert (first.state, first.goes_on, first.goals, first.answers) == (ConferenceState.CONTINUED, LATER, (), ())


def test_the_time_of_the_private_talk_goes_on_where_it_stopped(gone_on):
    assert gone_on.sheet.consultation.phase is Phase.PAUSED
    assert gone_on.sheet.consultation.counted == 120
    begin(gone_on)
    gone_on.talk(60)
    assert gone_on.sheet.consultation.counted == 180
    content = gone_on.signing.prepare(gone_on.id).content
    assert content.consultation.minutes == 3


def test_both_days_say_it_as_it_is(gone_on, school):
    (row,) = gone_on.conferences.day(DAY).rows
    assert (row.state, row.goes_on, row.lacks) == (ConferenceState.CONTINUED, LATER, ())
    (row,) = gone_on.conferences.day(LATER).rows
    assert row.state is ConferenceState.SCHEDULED
    assert Closing(school.desk()).of_day(DAY).lines == (), "of the first day nothing is left"


# R37
def test_findings_count_it_once_on_the_day_on_which_it_ended_with_whoever_came_on_either(gone_on, school):
    (event,) = met(school)
    assert (event.stage, event.on) == (Stage.OFFERED, LATER)
    begin(gone_on)
    gone_on.conferences.set_attended(gone_on.person("Iris"), True)
    gone_on.conferences.set_attended(gone_on.person("Rosa"), False)
    gone_on.talk(60)
    gone_on.conferences.conclude(gone_on.id)
    (event,) = met(school)
    assert (event.stage, event.on, event.talk) == (Stage.HELD, LATER, 180)
    assert event.roles >= {"student", "parent", "teacher", "school"}
    took_part = {each.name: each.attended for each in gone_on.signing.prepare(gone_on.id).content.participants}
    assert took_part["Rosa Hernández"], "she was there on the first day"


def test_it_stays_under_the_policy_set_it_was_begun_under(gone_on, school):
    Packs(school.desk()).adopt(FORMS / "davis")
    before = gone_on.conferences.open(gone_on.first)
    pinned = Packs(school.desk()).of_conference(gone_on.id)
    begin(gone_on)
    assert Packs(school.desk()).of_conference(gone_on.id) == pinned
    assert pinned.pack_id == "starter"
    assert before.state is ConferenceState.CONTINUED


def test_marks_made_before_are_asked_for_again_and_it_is_finalized_once(under_way, school, school_keys):
    held = under_way
    held.conferences.set_attended(held.person("Diego"), False)
    held.sign("Rosa")
    held.id = Continuing(held.desk).go_on(held.id, LATER, "16:20").made_id
    begin(held)
    held.conferences.set_attended(held.person("Diego"), False)
    assert not any(line.mark for line in held.signing.prepare(held.id).signers)
    held.talk()
    for name in ("Cami", "Rosa", "Iris"):
        held.sign(name)
    assert Plans(held.desk, *school_keys).finalize(held.id, "en").made_id
    assert held.sheet.state is ConferenceState.SIGNED


def test_taken_back_everything_is_where_it_was(gone_on, continuing):
    continuing.take_back(gone_on.first)
    sheet = gone_on.conferences.open(gone_on.first)
    assert (sheet.goals, sheet.answers, sheet.state) == (
        gone_on.before.goals,
        gone_on.before.answers,
        ConferenceState.IN_CONFERENCE,
    )
    assert sheet.consultation.counted == 120
    assert gone_on.conferences.day(LATER).rows == ()


def test_once_the_other_day_began_it_is_not_taken_back(gone_on, continuing):
    begin(gone_on)
    with pytest.raises(OfficeError, match="conference_begun"):
        continuing.take_back(gone_on.first)


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2027, 9, 1)])
def test_a_day_that_has_passed_or_of_another_school_year_is_refused(under_way, continuing, on):
    with pytest.raises(OfficeError, match="goes_on_when"):
        continuing.go_on(under_way.id, on, "09:00")


def test_nothing_is_written_into_the_first_day_any_more(gone_on):
    with pytest.raises(OfficeError, match="conference_goes_on"):
        gone_on.conferences.leave_field(gone_on.first, "answer:celebrate.proud", "x", "en")
    with pytest.raises(OfficeError, match="conference_over"):
        Continuing(gone_on.desk).go_on(gone_on.first, LATER, "17:00")


def test_career_staff_who_joined_are_there_on_the_other_day_too(under_way, continuing, school):
    career = school.add(staff_member, given_name="Noor", family_name="Haddad", role="career_staff")
    Circumstances(under_way.desk).bring_in(under_way.id, career)
    made = continuing.go_on(under_way.id, LATER, "16:20").made_id
    people = {each.name: each for each in under_way.conferences.open(made).participants}
    assert people["Noor Haddad"].came_before
    assert not people["Iris Park"].came_before


# The next child


@pytest.fixture
def mateo(school):
    """Camila's brother in grade 2, whose father is another; both homes' adults as the office knows them."""
    child = school.child("Mateo", "Ríos", "02")
    school.add(student_guardian, student_id=child, guardian_id=rosa(school), relationship="mother")
    school.adult(child, "Pablo", "Ríos", "father")
    return child


def rosa(school):
    with school.store.read() as connection:
        return connection.execute(guardian.select().where(guardian.c.given_name == "Rosa")).one().id


def test_the_brother_is_next_and_his_mother_is_checked_in_there_in_one_step(under_way, continuing, mateo):
    his = under_way.conferences.arrange(mateo, DAY, "09:00").made_id
    assert continuing.next_child(under_way.id) is None, "nobody said yet who is here"
    for name in ("Rosa", "Diego"):
        under_way.conferences.set_attended(under_way.person(name), True)
    following = continuing.next_child(under_way.id)
    assert (following.conference_id, following.student_name, following.grade) == (his, "Mateo Ríos", "02")
    assert following.adults == ("Rosa Hernández",), "Camila's father is nothing to Mateo"
    continuing.bring_along(under_way.id, his)
    sheet = under_way.conferences.open(his)
    assert sheet.state is ConferenceState.CHECKED_IN
    assert {each.name for each in sheet.participants if each.attended} == {"Rosa Hernández"}


def test_an_adult_who_may_not_come_to_the_other_child_is_not_carried_and_the_child_not_named(
    under_way, continuing, mateo, school
):
    under_way.conferences.arrange(mateo, DAY, "09:00")
    under_way.conferences.set_attended(under_way.person("Rosa"), True)
    with school.store.write() as connection:
        r = student_guardian.c
        connection.execute(student_guardian.update().where(r.student_id == mateo).values(barred=True))
    assert continuing.next_child(under_way.id) is None


def test_a_brother_whom_somebody_else_holds_or_who_was_there_already_is_not_next(under_way, mateo, school):
    theirs = Conferences(school.desk(staff_id=school.other_teacher_id))
    his = theirs.arrange(mateo, DAY, "09:00").made_id
    under_way.conferences.set_attended(under_way.person("Rosa"), True)
    teacher = Continuing(school.desk(Role.TEACHER))
    assert teacher.next_child(under_way.id) is None
    assert Continuing(school.desk()).next_child(under_way.id).conference_id == his
    theirs.begin(his)
    assert Continuing(school.desk()).next_child(under_way.id) is None


# What comes next, and the end


def test_what_happens_next_is_said_from_the_next_date_arranged_and_whoever_is_to_be_called(
    under_way, continuing, school
):
    with school.store.write() as connection:
        connection.execute(staff_member.update().where(staff_member.c.given_name == "Iris").values(phone="555-0100"))
    under_way.conferences.arrange(school.camila_id, date(2027, 2, 18), "15:40")
    continuing.suggest_next(under_way.id)
    sheet = under_way.sheet
    assert (sheet.next_on, sheet.next_at, sheet.next_call) == (date(2027, 2, 18), "15:40", "Iris Park, 555-0100")
    continuing.say_next(under_way.id, None, "15:40", "  The office, 555-0123 ")
    continuing.suggest_next(under_way.id)
    sheet = under_way.sheet
    assert (sheet.next_on, sheet.next_at, sheet.next_call) == (None, "", "The office, 555-0123")


def test_leaving_ends_a_conference_that_somebody_came_to_and_whose_talk_is_settled(under_way, continuing, school):
    continuing.wind_up(under_way.id)
    assert under_way.sheet.state is ConferenceState.IN_CONFERENCE
    under_way.talk()
    continuing.wind_up(under_way.id)
    assert under_way.sheet.state is ConferenceState.IN_CONFERENCE, "nobody came that anybody knows of"
    under_way.conferences.set_attended(under_way.person("Rosa"), True)
    continuing.wind_up(under_way.id)
    assert under_way.sheet.state is ConferenceState.TO_SIGN
    assert met(school)[0].stage is Stage.HELD


# What is left for later


def lacks(held):
    return [(one.what, one.of or dict(one.title).get("en", "")) for one in Later(held.desk).lacking(held.id)]


def test_what_a_conference_lacks_is_told_by_the_sections_of_its_policy_set(hold, school):
    held = hold()
    held.conferences.set_attended(held.person("Diego"), False)
    told = lacks(held)
    assert told[:3] == [
        (Lack.NOTHING_WRITTEN, "Celebrate"),
        (Lack.NOTHING_WRITTEN, "Data"),
        (Lack.GOALS, ""),
    ]
    assert (Lack.COMMITMENTS, "") in told
    assert (Lack.TALK, "") in told
    assert [of for what, of in told if what is Lack.SIGNATURE] == ["Cami Hernández", "Rosa Hernández", "Iris Park"]
    goal = held.conferences.add_goal(held.id).made_id
    held.conferences.save_draft(held.id, f"goal:{goal}", "Read", "en")
    assert (Lack.STEPS, "") in lacks(held), "what is being typed stands there too"
    step = held.conferences.add_step(goal).made_id
    held.write(f"step:{step}", "Choose three books.")
    assert (Lack.STEPS, "") not in lacks(held)


def test_the_closing_list_says_what_is_missing_and_the_days_list_once_the_time_is_over(under_way, school):
    closing = Closing(school.desk())
    (line,) = closing.of_day(DAY).lines
    assert Lack.TALK in {one.what for one in line.lacks}
    (row,) = under_way.conferences.day(DAY).rows
    assert row.lacks == (), "while they are at it nobody is told"
    school.clock.advance(3600)
    (row,) = under_way.conferences.day(DAY).rows
    assert Lack.TALK in {one.what for one in row.lacks}
    desk = Conferences(school.desk(Role.FRONT_DESK, staff_id=school.other_teacher_id))
    assert desk.day(DAY).rows[0].lacks == (), "the front desk reads no plan"


def test_who_will_sign_later_is_listed_by_the_day_they_said_with_how_to_reach_them(under_way, school):
    later, held = Later(under_way.desk), under_way
    assert later.owed() == (), "it is being held"
    held.conferences.set_attended(held.person("Diego"), False)
    held.talk()
    held.conferences.conclude(held.id)
    for name in ("Cami", "Iris"):
        held.sign(name)
    later.sign_later(held.person("Rosa"), LATER, "here")
    (owed,) = later.owed()
    assert (owed.name, owed.by, owed.how, owed.phone) == ("Rosa Hernández", LATER, "here", "555-0101")
    assert not held.signing.prepare(held.id).complete, "to say that one will sign is no signature"
    assert (Lack.SIGNATURE, "Rosa Hernández") in lacks(held)
    later.sign_later(held.person("Rosa"), None)
    assert later.owed()[0].by is None
    held.sign("Rosa")
    assert later.owed() == ()


def test_who_may_not_read_how_a_family_is_reached_sees_names_alone(under_way, school):
    school.clock.advance(24 * 3600)
    auditor = Later(school.desk(Role.AUDITOR, staff_id=school.other_teacher_id))
    assert auditor.owed()
    assert {(one.phone, one.email) for one in auditor.owed()} == {("", "")}


def test_a_day_that_has_passed_is_no_day_to_sign(under_way):
    with pytest.raises(OfficeError, match="signs_in_the_past"):
        Later(under_way.desk).sign_later(under_way.person("Rosa"), date(2026, 11, 23), "here")


def test_without_any_parent_there_every_parent_is_still_asked(under_way):
    held = under_way
    for name in ("Rosa", "Diego"):
        held.conferences.set_attended(held.person(name), False)
    held.talk()
    held.conferences.conclude(held.id)
    for name in ("Cami", "Iris"):
        held.sign(name)
    assert {one.name for one in Later(held.desk).owed()} == {"Rosa Hernández", "Diego Ríos"}
