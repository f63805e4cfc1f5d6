"""Who came and how, what was left for later, another day and the next child: through the real window."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select, update
from ui_day_office import add, school_day

from ilp_desktop.app.afterward import Afterward
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.names import sort_key
from ilp_desktop.domain.policy.facts import Stage
from ilp_desktop.places import FORMS
from ilp_desktop.services.policy_facts import facts_of
from ilp_desktop.store.tables import guardian, staff_member, student, student_guardian
from ilp_desktop.ui.later.part import ToSignPart

TODAY, NEXT_WEEK = date(2026, 10, 15), date(2026, 10, 22)


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        place = SimpleNamespace(background=day.background, window=day.screen)
        day.after = Afterward(place, day.office, day.screen)
        yield day


def person(day, name, given="Camila"):
    return next(one for one in day.sheet(given).participants if name in one.name)


def here(day, *names):
    for name in names:
        day.click(f"here_{person(day, name).participant_id}")


def choose(menu, name):
    next(each for each in menu.actions() if each.objectName() == name).trigger()
    menu.close()


def window(name):
    return next(one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible())


def refresh(day):
    day.screen.conference._sitting.refresh()
    day.settle()


def events_of(day, given):
    (child,) = [row.student_id for row in day.office.conferences.day(TODAY).rows if given in row.student_name]
    with day.office._desk.store.read() as connection:
        (facts,) = facts_of(connection, day.office.zone, [child])
    return [event for event in facts.events if event.kind == "conference" and event.on >= TODAY]


# R37
def test_a_mother_on_the_phone_is_ticked_and_said_so(day):
    day.open("Camila")
    here(day, "Rosa")
    line = day.wait_for(f"came_by_{person(day, 'Rosa').participant_id}").parentWidget()
    choose(line.menu_of_ways(), "came_phone_action")
    day.settle()
    assert person(day, "Rosa").came_by == "phone"
    assert day.find(QWidget, f"came_by_{person(day, 'Rosa').participant_id}").text() == "By phone"


def test_a_conference_by_video_says_how_people_sign_and_get_their_copy(day):
    day.open("Camila")
    assert not day.sees("mode_words")
    day.click("video_segment")
    assert day.sheet("Camila").mode == "video"
    assert "signs later" in day.find(QWidget, "mode_words").text()
    assert "by video" in day.find(QWidget, "conference_meta").text()


def test_without_a_parent_it_is_said_what_the_conference_counts_for(day):
    day.office.packs.adopt(FORMS / "policy-4020")
    day.open("Camila")
    here(day, "Camila")
    words = day.wait_for("counts_note").text()
    assert words.startswith("No parent or guardian is here. It counts for ")
    assert "(" in words, "each rule with its citation"
    here(day, "Rosa")
    day.qtbot.waitUntil(lambda: not day.sees("counts_note"), timeout=12_000)


# R36
def test_who_interprets_is_asked_in_place_and_a_child_is_advised_against_and_not_refused(day):
    day.open("Camila")
    assert "needs a Spanish interpreter" in day.wait_for("interpreter_notice").words.text()
    day.click("interpreter_open_button")
    day.qtbot.keyClicks(day.wait_for("interpreter_name_field").editor, "Luis")
    assert not day.sees("child_interprets_notice")
    day.find(QWidget, "interpreter_kind_choice").setCurrentIndex(3)
    assert day.sees("child_interprets_notice")
    day.click("interpreter_button")
    sheet = day.sheet("Camila")
    assert (sheet.interpreter, sheet.interpreter_name, sheet.interpreter_kind) == ("es", "Luis", "child")
    assert day.find(QWidget, "interpreter_notice").words.text() == "Luis interprets (Spanish, a child, in person)."
    assert "Luis interprets" in day.find(QWidget, "conference_meta").text()


# R16
def test_a_substitute_joins_with_two_clicks_and_takes_the_teachers_place(day):
    staff = {one.name: one.staff_id for one in day.office.participants.staff()}
    day.office.participants.stand_in(staff["Iris Park"], staff["Omar Lund"], TODAY)
    day.open("Camila")
    day.click("join_open_button")
    assert "stands in for Iris Park" in day.wait_for("join_who_choice").currentText()
    day.click("join_button")
    omar = person(day, "Omar")
    assert (omar.stands_in_for, person(day, "Iris").attended) == ("Iris Park", False)
    words = day.find(QWidget, f"person_{omar.participant_id}_words").text()
    assert words == "Teacher · stands in for Iris Park"


def begun(day, given="Camila"):
    """A conference in which somebody came and the talk is settled, with a goal that has no steps."""
    day.begin(given)
    conference, verbs = day.ids[given], day.office.conferences
    goal = verbs.add_goal(conference).made_id
    verbs.leave_field(conference, f"goal:{goal}", "I will read every evening.", "en")
    day.office.consultations.not_held(conference, "parent_declined")
    for one in day.sheet(given).participants:
        verbs.set_attended(one.participant_id, True)
    refresh(day)


def test_who_will_sign_later_is_asked_in_place_stands_on_the_list_and_signs_there(day, qtbot):
    begun(day)
    day.go_to(5)
    rosa = person(day, "Rosa").participant_id
    day.click(f"turn_{rosa}")
    choose(day.find(QWidget, "sign_panel").menu_of_ways(), "later_action")
    day.wait_for("sign_later_button")
    day.click("sign_later_button")
    one = person(day, "Rosa")
    assert (one.signs_by, one.signs_how) == (NEXT_WEEK, "here")
    day.go_to(6)
    assert "a goal has no steps" in day.wait_for("missing_words").text()
    day.click("next_button")
    day.qtbot.waitUntil(lambda: day.sheet("Camila").state is ConferenceState.TO_SIGN, timeout=12_000)
    (event,) = events_of(day, "Camila")
    assert event.stage is Stage.HELD
    assert "signed_parent" not in event.marks, "to say a day is no signature"
    part = ToSignPart(day.office, day.background, day.clock, day.office.zone)
    qtbot.addWidget(part)
    part.show()
    part.turn_asked.connect(day.after.sign_now)
    day.qtbot.waitUntil(lambda: part.list.model().rowCount() > 0, timeout=12_000)
    qtbot.keyClick(part.list, Qt.Key.Key_Home)
    qtbot.keyClick(part.list, Qt.Key.Key_Return)
    day.wait_for("sign_panel")
    assert day.find(QWidget, "sign_turn").text() == "Es el turno de Rosa Hernández"
    part.close()


def test_it_goes_on_another_day_and_can_be_taken_back_for_a_moment(day):
    begun(day)
    day.go_to(2)
    menu = day.screen.conference._header.menu_of_more()
    choose(menu, "another_day_action")
    asked = window("another_day_window")
    day.qtbot.mouseClick(asked.form.deed, Qt.MouseButton.LeftButton)
    day.qtbot.waitUntil(lambda: day.sheet("Camila").state is ConferenceState.CONTINUED, timeout=12_000)
    day.settle()
    assert not day.sees("conference_screen"), "back at the day"
    (row,) = day.office.conferences.day(NEXT_WEEK).rows
    later = day.office.conferences.open(row.conference_id)
    assert [goal.text for goal in later.goals] == ["I will read every evening."]
    day.open("Camila")
    assert "Oct 22, 2026" in day.wait_for("goes_on_notice").words.text()
    assert not day.sees("begin_button")
    take_back = day.find(QWidget, "toast_action")
    day.qtbot.mouseClick(take_back, Qt.MouseButton.LeftButton)
    day.qtbot.waitUntil(lambda: day.sheet("Camila").state is ConferenceState.IN_CONFERENCE, timeout=12_000)


@pytest.fixture
def mateo(day):
    """Camila's brother, later on the same day."""
    with day.office._desk.store.read() as connection:
        rosa = connection.execute(select(guardian.c.id).where(guardian.c.given_name == "Rosa")).scalar_one()
    names = {"given_name": "Mateo", "family_name": "Hernández", "sort_key": sort_key("Hernández", "Mateo")}
    child = add(day.office, day.clock, student, **names, grade="02")
    add(day.office, day.clock, student_guardian, student_id=child, guardian_id=rosa, relationship="mother")
    day.ids = {**day.ids, "Mateo": day.office.conferences.arrange(child, TODAY, "10:20").made_id}
    day.screen.refresh()
    day.settle()


def test_the_next_child_is_one_click_away_with_the_mother_checked_in(day, mateo):
    begun(day)
    day.go_to(6)
    assert day.wait_for("next_child_button").text() == "Next: Mateo (grade 2), same family"
    day.click("next_child_button")
    day.qtbot.waitUntil(
        lambda: day.find(QWidget, "student_name").text() == "Mateo Hernández" and day.sees("begin_button"),
        timeout=12_000,
    )
    assert person(day, "Rosa", "Mateo").attended
    assert person(day, "Mateo", "Mateo").attended is None
    assert day.sheet("Mateo").state is ConferenceState.CHECKED_IN
    assert day.sheet("Camila").state is ConferenceState.TO_SIGN, "the first one is over, with signatures owed"


def test_what_happens_next_is_filled_in_and_changed_in_a_small_window(day):
    with day.office._desk.store.write() as connection:
        connection.execute(update(staff_member).values(phone="555-0100"))
    child = next(row.student_id for row in day.office.conferences.day(TODAY).rows if "Camila" in row.student_name)
    day.office.conferences.arrange(child, date(2027, 2, 18), "15:40")
    begun(day)
    day.go_to(6)
    day.qtbot.waitUntil(lambda: day.find(QWidget, "next_change").text() == "Feb 18, 2027, 3:40", timeout=12_000)
    day.click("next_change")
    asked = window("next_window")
    assert asked.form.part("on").day() == date(2027, 2, 18)
    line = asked.form.part("call").editor
    line.clear()
    day.qtbot.keyClicks(line, "The office, 555-0123")
    day.qtbot.keyClick(line, Qt.Key.Key_Return)
    day.qtbot.waitUntil(lambda: day.sheet("Camila").next_call == "The office, 555-0123", timeout=12_000)
    assert day.sheet("Camila").next_on == date(2027, 2, 18)


# R44
def test_a_lid_closed_in_the_middle_of_the_talk_is_told_truthfully_on_plan_and_finding(day):
    day.office.packs.adopt(FORMS / "davis")
    day.begin("Camila")
    conference = day.ids["Camila"]
    for one in day.sheet("Camila").participants:
        day.office.conferences.set_attended(one.participant_id, True)
    refresh(day)
    day.go_to(4)
    day.click("consultation_start")
    for _ in range(10):
        day.clock.advance(10)
        day.screen.conference.pulse.beat()
        day.settle()
    day.clock.advance(3600)  # the lid was closed for an hour
    day.screen.conference.pulse.beat()
    day.wait_for("consultation_talked_on")
    assert day.sheet("Camila").consultation.counted == 100, "nothing after the last sign of life is counted"
    assert not day.sheet("Camila").consultation.settled
    day.click("consultation_finish")
    day.office.conferences.conclude(conference)
    content = day.office.signing.prepare(conference).content
    assert (content.consultation.took_place, content.consultation.minutes) == (True, 1)
    (event,) = events_of(day, "Camila")
    assert event.talk == 100
    day.office.findings.catch_up()
    child = day.sheet("Camila").student_id
    (finding,) = [one for clause, one in day.office.findings.of_student(child) if clause.clause_id == "dav-talk"]
    assert finding.reason == "every_lacks", "a minute and forty seconds are no three minutes"
