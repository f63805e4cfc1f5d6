"""The conference day and what is written into a conference."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, update

from ilp_desktop.clock import SetClock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.changes import Kind
from ilp_desktop.domain.conferences import ConferenceState, Party
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.packs import Packs
from ilp_desktop.store.counting import counted
from ilp_desktop.store.tables import adopted_pack, answer, audit, conference, draft, event, student_guardian
from ilp_desktop.wording import sentence

DAY = date(2026, 11, 24)


def refused(code, act, *args, **kwargs):
    with pytest.raises(OfficeError) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code
    assert sentence(caught.value)
    assert sentence(caught.value, "es")


def facts(school, kind):
    with school.store.read() as connection:
        return (
            connection.execute(select(event.c.params).where(event.c.kind == kind).order_by(event.c.id)).scalars().all()
        )


def test_an_arranged_conference_has_everyone_who_may_come_and_nobody_who_is_barred(school, conferences):
    changes = conferences.arrange(school.camila_id, DAY, "08:40")
    assert changes.touches(Kind.DAY)
    sheet = conferences.open(changes.made_id)
    assert [(p.party, p.name, p.role) for p in sheet.participants] == [
        (Party.STUDENT, "Cami Hernández", "student"),
        (Party.FAMILY, "Rosa Hernández", "mother"),
        (Party.FAMILY, "Diego Ríos", "father"),
        (Party.SCHOOL, "Iris Park", "teacher"),
    ]
    assert (sheet.language, sheet.interpreter) == ("es", "es")
    assert sheet.student_name == "Cami Hernández"
    assert (sheet.grade, sheet.school, sheet.on, sheet.starts_at) == ("05", "Alder Elementary", DAY, "08:40")
    assert sheet.plan_kind.value == "ilp"
    assert [(p.label, p.value) for p in sheet.measures[0].points] == [("Fall 2025", 61.0), ("Fall 2026", 84.0)]


def test_someone_barred_after_the_conference_was_arranged_is_gone_from_it(school, hold):
    held = hold()
    with school.store.write() as connection:
        connection.execute(
            update(student_guardian).where(student_guardian.c.relationship == "father").values(barred=True)
        )
    assert "Diego" not in repr(held.sheet)
    assert "Diego" not in repr(held.signing.prepare(held.id).content)


# R1
def test_a_seventh_grader_has_a_plan_for_college_and_career(school, conferences):
    made = conferences.arrange(school.child("Dao", "Nguyễn", "07"), DAY, "09:00").made_id
    assert conferences.open(made).plan_kind.value == "pccr"


def test_the_day_is_in_time_order_and_says_which_are_mine(school, conferences):
    conferences.arrange(school.camila_id, DAY, "10:00", mode="phone")
    conferences.arrange(school.child("Σοφία", "Παπαδοπούλου"), DAY, "08:20", staff_id=school.other_teacher_id)
    conferences.arrange(school.camila_id, date(2026, 12, 1), "08:00")
    assert conferences.days() == (DAY, date(2026, 12, 1))
    rows = conferences.day().rows
    assert [(r.starts_at, r.student_name, r.mine, r.mode) for r in rows] == [
        ("08:20", "Σοφία Παπαδοπούλου", False, "in_person"),
        ("10:00", "Cami Hernández", True, "phone"),
    ]
    assert conferences.day(date(2026, 12, 1)).rows[0].starts_at == "08:00"


def test_on_a_day_without_conferences_the_nearest_day_is_shown(school, conferences):
    assert conferences.day().on == DAY
    conferences.arrange(school.camila_id, date(2026, 11, 30), "08:00")
    conferences.arrange(school.camila_id, date(2026, 11, 20), "08:00")
    assert conferences.day().on == date(2026, 11, 20)


def test_the_arrival_is_said_and_taken_back_until_the_conference_has_begun(school, conferences):
    made = conferences.arrange(school.camila_id, DAY, "08:40").made_id
    for act, state in (
        (conferences.check_in, ConferenceState.CHECKED_IN),
        (conferences.mark_late, ConferenceState.RUNNING_LATE),
        (conferences.mark_missed, ConferenceState.MISSED),
        (conferences.undo, ConferenceState.SCHEDULED),
    ):
        assert act(made).touches(Kind.DAY)
        assert conferences.day().rows[0].state is state
    conferences.begin(made)
    refused("conference_begun", conferences.mark_missed, made)
    assert len(facts(school, "missed")) == 1


def test_beginning_pins_the_policy_set_for_good(school, hold, tmp_path):
    held = hold()
    assert held.sheet.state is ConferenceState.IN_CONFERENCE
    assert held.sheet.section == "celebrate"
    import shutil

    from ilp_desktop.places import FORMS

    shutil.copytree(FORMS / "starter", tmp_path / "ours")
    words = tmp_path / "ours" / "words.toml"
    words.write_text(words.read_text("utf-8").replace("Individual Learning Plan", "Our Plan"), "utf-8")
    before = Packs(held.desk).in_force()
    Packs(held.desk).adopt(tmp_path / "ours")
    now = Packs(held.desk).in_force()
    assert now.plan_labels["ilp"]["en"] == "Our Plan"
    assert held.signing.prepare(held.id).content.pack.digest == before.digest
    later = hold()
    assert later.signing.prepare(later.id).content.pack.digest == now.digest
    with school.store.read() as connection:
        assert len(connection.execute(select(adopted_pack.c.id)).all()) == 2
    refused("pack_not_yours", Packs(school.desk(Role.TEACHER)).adopt, tmp_path / "ours")


def test_keystrokes_are_durable_as_a_draft_and_one_change_when_the_field_is_left(school, hold):
    held = hold()
    for text in ("I", "I r", "I read"):
        assert held.conferences.save_draft(held.id, "answer:celebrate.proud", text, "es").kinds == frozenset()
    seen = Conferences(school.desk()).open(held.id).answer("celebrate.proud")
    assert (seen.text, seen.language, seen.version) == ("I read", "es", 0)
    held.write("answer:celebrate.proud", "I read.", "es")
    held.write("answer:celebrate.proud", "I read.", "es")
    seen = held.sheet.answer("celebrate.proud")
    assert (seen.text, seen.version) == ("I read.", 1)
    with school.store.read() as connection:
        assert connection.execute(select(draft.c.id)).all() == []


def test_drafts_left_by_a_crash_are_shown_and_are_part_of_what_is_signed(school, under_way):
    goal = under_way.sheet.goals[0]
    step = goal.steps[0]
    line = under_way.sheet.commitments[0]
    for field in (
        "answer:celebrate.strengths",
        f"goal:{goal.goal_id}",
        f"step:{step.step_id}",
        f"step_who:{step.step_id}",
        f"commitment:{line.commitment_id}",
        f"commitment_who:{line.commitment_id}",
    ):
        under_way.conferences.save_draft(under_way.id, field, f"typed {field}", "en")
    shown = under_way.sheet
    assert shown.answer("celebrate.strengths").text == "typed answer:celebrate.strengths"
    assert shown.goals[0].text == f"typed goal:{goal.goal_id}"
    assert shown.goals[0].steps[0].who == f"typed step_who:{step.step_id}"
    assert shown.commitments[0].text.startswith("typed commitment:")
    before = under_way.signing.prepare(under_way.id)
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    with school.store.read() as connection:
        assert connection.execute(select(draft.c.id)).all() == []
    after = under_way.signing.prepare(under_way.id)
    assert after.content.goals == before.content.goals
    assert after.content.strengths == before.content.strengths
    assert after.content.support == before.content.support


def test_a_draft_of_a_removed_goal_stops_nothing_and_comes_back_with_it(under_way):
    goal = under_way.sheet.goals[0]
    for field in (f"goal:{goal.goal_id}", f"step:{goal.steps[0].step_id}"):
        under_way.conferences.save_draft(under_way.id, field, "half a sentence", "en")
    under_way.conferences.remove_goal(goal.goal_id)
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    under_way.sign("Rosa", method="paper")
    assert under_way.signing.prepare(under_way.id).content.goals == ()
    under_way.conferences.restore_goal(goal.goal_id)
    assert under_way.sheet.goals[0].text == under_way.sheet.goals[0].steps[0].text == "half a sentence"


def test_a_stale_write_is_refused_and_overwrites_nothing(under_way):
    read = under_way.sheet.answer("celebrate.proud")
    goal = under_way.sheet.goals[0]
    under_way.write("answer:celebrate.proud", "Somebody else was faster.")
    under_way.write(f"goal:{goal.goal_id}", "Another goal.")
    leave = under_way.conferences.leave_field
    refused("changed_elsewhere", leave, under_way.id, "answer:celebrate.proud", "Mine", "en", version=read.version)
    refused("changed_elsewhere", leave, under_way.id, f"goal:{goal.goal_id}", "Mine", "en", version=goal.version)
    assert under_way.sheet.answer("celebrate.proud").text == "Somebody else was faster."
    now = under_way.sheet.goals[0]
    leave(under_way.id, f"goal:{goal.goal_id}", "Mine", "en", version=now.version)
    assert under_way.sheet.goals[0].text == "Mine"


@pytest.mark.parametrize(
    "field",
    [
        "answer:celebrate.nothing",
        "answer:goals.goals",
        "goal:999",
        "goal:x",
        "goal:²",
        "step:1e3",
        "secret:1",
        "",
        "words:999",
    ],
)
def test_a_field_that_the_conference_does_not_have_is_refused(under_way, field):
    refused("field_gone", under_way.conferences.save_draft, under_way.id, field, "text", "en")
    refused("field_gone", under_way.conferences.leave_field, under_way.id, field, "text", "en")


def test_one_conference_cannot_be_reached_through_another(school, under_way, hold):
    other = hold(school.child("Ben", "Tsosie"))
    goal = under_way.sheet.goals[0]
    refused("field_gone", other.conferences.leave_field, other.id, f"goal:{goal.goal_id}", "x", "en")
    refused("field_gone", other.conferences.leave_field, other.id, f"step:{goal.steps[0].step_id}", "x", "en")
    refused("field_gone", other.conferences.save_draft, other.id, f"words:{under_way.person('Rosa')}", "x", "en")


def test_text_keeps_every_script_and_no_control_characters(under_way):
    text = "Ω नमस्ते שלום 你好 👩🏽‍🎓 e\u0301\x00\x1b[31m\r\nnext\tline\ud800"
    under_way.write("answer:celebrate.proud", text)
    assert under_way.sheet.answer("celebrate.proud").text == "Ω नमस्ते שלום 你好 👩🏽‍🎓 é[31m\nnext\tline"
    refused("text_too_long", under_way.write, "answer:celebrate.proud", "x" * 10_001)


# R41, R42
def test_goals_and_steps_are_added_ordered_removed_and_restored(hold):
    held = hold()
    made = held.conferences.add_goal(held.id, "together").made_id
    steps = [held.conferences.add_step(made).made_id for _ in range(3)]
    order = lambda: [step.step_id for step in held.sheet.goals[0].steps]  # noqa: E731
    held.conferences.move_step(steps[2], up=True)
    assert order() == [steps[0], steps[2], steps[1]]
    held.conferences.move_step(steps[0], up=True)
    held.conferences.move_step(steps[0], up=False)
    assert order() == [steps[2], steps[0], steps[1]]
    held.conferences.remove_step(steps[0])
    assert order() == [steps[2], steps[1]]
    refused("field_gone", held.conferences.move_step, steps[0], up=True)
    held.conferences.set_goal_whose(made, "student")
    held.conferences.set_goal_status(made, "met")
    assert (held.sheet.goals[0].whose, held.sheet.goals[0].status) == ("student", "met")
    held.conferences.remove_goal(made)
    assert held.sheet.goals == ()
    refused("field_gone", held.conferences.add_step, made)
    held.conferences.restore_goal(made)
    assert order() == [steps[2], steps[1]]
    line = held.conferences.add_commitment(held.id, Party.SCHOOL).made_id
    assert held.sheet.commitments[0].party is Party.SCHOOL
    held.conferences.remove_commitment(line)
    assert held.sheet.commitments == ()
    refused("field_gone", held.conferences.remove_commitment, line)
    with pytest.raises(ValueError):
        held.conferences.set_goal_whose(made, "nobody")


def test_a_slipped_key_does_not_make_a_thousand_goals(hold):
    held = hold()
    for _ in range(50):
        held.conferences.add_goal(held.id)
    refused("too_many_rows", held.conferences.add_goal, held.id)


def test_last_times_goals_are_there_to_look_back_on(under_way, hold, school):
    under_way.talk()
    under_way.conferences.conclude(under_way.id)
    school.clock.advance(86400 * 60)
    later = hold(on=date(2027, 1, 23))
    assert [goal.text for goal in later.sheet.last_goals] == ["I will read twenty minutes every day."]
    assert later.sheet.goals == ()
    later.conferences.set_goal_status(later.sheet.last_goals[0].goal_id, "met")
    assert later.sheet.last_goals[0].status == "met"


def test_a_conference_does_not_end_without_the_private_talk_or_a_reason(school, under_way):
    refused("consultation_missing", under_way.conferences.conclude, under_way.id)
    under_way.consultations.start(under_way.id)
    refused("consultation_missing", under_way.conferences.conclude, under_way.id)
    under_way.consultations.not_held(under_way.id, "parent_declined")
    under_way.conferences.conclude(under_way.id)
    assert under_way.sheet.state is ConferenceState.TO_SIGN
    assert facts(school, "private_consultation_not_held") == [{"reason": "parent_declined"}]


def test_the_end_writes_down_what_took_place_once(school, under_way):
    under_way.conferences.set_attended(under_way.person("Rosa"), True)
    under_way.conferences.set_attended(under_way.person("Diego"), False)
    under_way.talk(220)
    under_way.conferences.conclude(under_way.id)
    under_way.conferences.conclude(under_way.id)
    assert facts(school, "conference_held") == [{"mode": "in_person"}]
    assert facts(school, "private_consultation") == [{"seconds": 220}]
    assert [fact["party"] for fact in facts(school, "attended")] == ["family"]
    assert [fact["whose"] for fact in facts(school, "goal_set")] == ["student"]
    assert "read" not in repr(facts(school, "goal_set")), "facts are codes and numbers, never words"


def test_a_conference_not_begun_cannot_end(school, conferences):
    made = conferences.arrange(school.camila_id, DAY, "08:40").made_id
    refused("conference_not_begun", conferences.conclude, made)


# Who may


# R79
def test_another_teacher_neither_sees_nor_changes_it_and_is_told_no_more_than_of_one_that_is_not_there(
    school, under_way
):
    stranger = Conferences(school.desk(Role.TEACHER, school.other_teacher_id, "Omar Lund"))
    goal = under_way.sheet.goals[0]
    rosa = under_way.person("Rosa")
    for act, *args in (
        (stranger.open, under_way.id),
        (stranger.open, 999),
        (stranger.begin, under_way.id),
        (stranger.save_draft, under_way.id, "answer:celebrate.proud", "x", "en"),
        (stranger.leave_field, under_way.id, "answer:celebrate.proud", "x", "en"),
        (stranger.add_goal, under_way.id),
        (stranger.remove_goal, goal.goal_id),
        (stranger.add_step, goal.goal_id),
        (stranger.remove_step, goal.steps[0].step_id),
        (stranger.move_step, goal.steps[0].step_id, True),
        (stranger.remove_commitment, under_way.sheet.commitments[0].commitment_id),
        (stranger.set_attended, rosa, True),
        (stranger.show_section, under_way.id, "data"),
        (stranger.conclude, under_way.id),
    ):
        refused("conference_gone", act, *args)
    refused("student_gone", stranger.arrange, school.camila_id, DAY, "08:00")


def test_the_front_desk_greets_and_reads_no_plan(school, under_way, conferences):
    made = conferences.arrange(school.camila_id, DAY, "11:00").made_id
    desk = Conferences(school.desk(Role.FRONT_DESK, school.other_teacher_id, "Front Desk"))
    assert len(desk.day().rows) == 2
    desk.check_in(made)
    assert desk.day().rows[1].state is ConferenceState.CHECKED_IN
    refused("conference_gone", desk.open, made)
    refused("conference_gone", desk.begin, made)


def test_principal_and_auditor_read_and_do_not_write(school, under_way):
    for role in (Role.PRINCIPAL, Role.AUDITOR):
        reader = Conferences(school.desk(role, school.other_teacher_id))
        assert reader.open(under_way.id).goals
        refused("conference_gone", reader.leave_field, under_way.id, "answer:celebrate.proud", "x", "en")
        refused("conference_gone", reader.check_in, under_way.id)


def test_each_person_who_opens_a_conference_is_logged_once_a_sitting(school, under_way):
    under_way.conferences.open(under_way.id)
    under_way.conferences.open(under_way.id)
    Conferences(school.desk(Role.PRINCIPAL, school.other_teacher_id)).open(under_way.id)
    with school.store.read() as connection:
        people = connection.execute(
            select(audit.c.person_uid).where(audit.c.act == "conference_opened").order_by(audit.c.id)
        ).scalars()
        assert list(people) == [UUID(int=school.teacher_id), UUID(int=school.other_teacher_id)]


# How much work


def test_opening_takes_the_same_statements_whatever_it_holds(school, under_way, hold):
    empty = hold(school.child("Ben", "Tsosie"))
    for held in (empty, under_way):
        assert held.sheet
    with counted(school.store) as few:
        empty.conferences.open(empty.id)
    for _ in range(8):
        goal = under_way.conferences.add_goal(under_way.id).made_id
        for _ in range(4):
            under_way.conferences.add_step(goal)
    with counted(school.store) as many:
        under_way.conferences.open(under_way.id)
    assert many.statements == few.statements <= 10


def test_a_day_of_sixty_is_read_in_one_statement(school, conferences):
    for number in range(60):
        conferences.arrange(school.child(f"Child{number}", "Of the day"), DAY, "08:00")
    with counted(school.store) as count:
        assert len(conferences.day(DAY).rows) == 60
    assert count.statements == 1


def test_a_keystroke_is_one_short_transaction(school, under_way):
    with counted(school.store) as count:
        under_way.conferences.save_draft(under_way.id, "answer:celebrate.proud", "I read to", "en")
    assert count.statements == 2
    assert sum("INSERT" in sql for sql in count.sql) == 1


def test_written_words_are_where_they_belong_after_the_store_is_opened_again(school, under_way, clock: SetClock):
    from ilp_desktop.store.stores import Store

    path = school.store.path
    school.store.close()
    again = Store.open(path, bytes(range(32)), clock)
    try:
        with again.read() as connection:
            texts = connection.execute(select(answer.c.text)).scalars().all()
            assert "I read to my brother now." in texts
            assert connection.execute(select(conference.c.pack_id)).scalars().all() == ["starter"]
    finally:
        again.close()
