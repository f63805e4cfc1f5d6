"""From who still needs a conference to families who answer: own times, homes, answers, invitations, make-up days."""

from datetime import date

import pytest
from icalendar import Calendar
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import update
from ui_arranging_office import FIRST, SECOND, arranging
from ui_day_office import add
from ui_household_office import everything_in, hands_on

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.reaching import Need, need_request
from ilp_desktop.domain.replies import FamilySpan, Reply
from ilp_desktop.places import FORMS
from ilp_desktop.store.tables import evidence, guardian, household, student_guardian
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.letters.invitations import InvitationsSheet
from ilp_desktop.ui.paper.preparation import PreparationPage
from ilp_desktop.ui.reaching.own_times import spans_said, text_of

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("look")]


@pytest.fixture
def arr(tmp_path, qtbot):
    with arranging(tmp_path, qtbot, size=QSize(1294, 728)) as made:
        yield made


@pytest.fixture
def published(arr):
    arr.office.packs.adopt(FORMS / "davis")
    number = arr.ids["schedule"]
    arr.office.schedules.set_interpreters(number, {"es": 1})
    arr.office.schedules.fill(number)
    arr.office.schedules.publish(number)
    arr.open()
    return arr


def line(arr, given):
    (found,) = (one for one in arr.office.schedules.sheet(arr.ids["schedule"]).meetings if one.name.startswith(given))
    return found


def second_home(arr, given):
    """Give a child two homes, with an adult in each."""
    child = arr.ids[given]
    one, other = (add(arr.office, arr.clock, household, label=label) for label in ("First Street", "Oak Lane"))
    with arr.office._desk.store.write() as connection:
        connection.execute(
            update(student_guardian).where(student_guardian.c.student_id == child).values(household_id=one)
        )
    noor = add(arr.office, arr.clock, guardian, given_name="Noor", family_name="Other")
    add(arr.office, arr.clock, student_guardian, student_id=child, guardian_id=noor, household_id=other)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("4-5", [("16:00", "17:00")]),
        ("4:15 to 5, 6:30 – 7", [("16:15", "17:00"), ("18:30", "19:00")]),
        ("9 a.m. to 4 p.m.", [("09:00", "16:00")]),
        ("de 4 a 5".removeprefix("de "), [("16:00", "17:00")]),
        ("10:00-11:30; 13:00-14:00", [("10:00", "11:30"), ("13:00", "14:00")]),
        ("", []),
    ],
)
def test_times_are_understood_as_people_write_them(typed, spans):
    assert [(one.begins_at, one.ends_at) for one in spans_said({FIRST: typed})] == spans


@pytest.mark.parametrize("typed", ["soon", "5-4", "4", "4-5-6", "4-5, later"])
def test_what_is_no_stretch_of_time_is_refused(typed):
    with pytest.raises(OfficeError, match="schedule_hours_wrong"):
        spans_said({FIRST: typed})


def test_a_familys_times_are_shown_as_they_are_typed():
    spans = (FamilySpan(FIRST, "16:00", "17:00"), FamilySpan(FIRST, "18:30", "19:00"))
    assert spans_said({FIRST: text_of(spans, FIRST)}) == spans
    assert text_of(spans, SECOND) == ""


def test_a_familys_own_times_are_typed_by_keys_and_the_filling_keeps_to_them(arr):
    arr.open()
    arr.page.grid.side.waiting.setFocus()
    while arr.page.grid.side.family.key != arr.key_of("Gabriel"):
        arr.hands.key(Qt.Key.Key_Down)
    arr.hands.tab_to("family_times_button")
    arr.hands.key(Qt.Key.Key_Space)
    arr.hands.write(f"times_{SECOND.isoformat()}_field", "4:30-5")
    arr.hands.key(Qt.Key.Key_Return)
    assert line(arr, "Gabriel").within == (FamilySpan(SECOND, "16:30", "17:00"),)
    assert "Only Thursday, December 3, 4:30 to 5:00" in arr.hands.said()
    arr.hands.click("fill_button")
    assert arr.kept("Gabriel") == (SECOND, "16:30")


def test_times_that_are_none_are_said_in_the_form_and_what_stood_there_stays(arr):
    arr.open()
    arr.page.grid.side.family.show_line(arr.grid.board, arr.key_of("Amara"))
    arr.hands.click("family_times_button")
    arr.hands.write(f"times_{FIRST.isoformat()}_field", "soon")
    arr.hands.click("times_button")
    assert "soon" in " ".join(one.text() for one in arr.hands.find("times_banner").findChildren(QLabel))
    assert line(arr, "Amara").within == ()


def test_two_homes_are_split_and_joined_again_on_the_screen(arr):
    second_home(arr, "Amara")
    arr.open()
    arr.page.grid.side.family.show_line(arr.grid.board, arr.key_of("Amara"))
    arr.hands.click("family_homes_button")
    homes = [one.home for one in arr.office.schedules.sheet(arr.ids["schedule"]).meetings if one.home]
    assert sorted(homes) == ["First Street", "Oak Lane"]
    assert "no paper of one names the other" in arr.hands.said()
    assert arr.hands.find("family_name").text() == "Amara Family0 · First Street"
    arr.hands.click("family_homes_button")
    assert line(arr, "Amara").home == ""


def test_another_time_is_written_down_beside_the_grid_and_the_family_waits_for_a_place_again(published):
    arr = published
    arr.grid.show_meeting(arr.key_of("Benjamin"))
    arr.hands.click("family_answer_button")
    assert not arr.hands.sees(f"answer_{SECOND.isoformat()}_field"), "times are asked for only where another is wanted"
    arr.hands.pick("answer_answer_choice", "Another time")
    arr.hands.write(f"answer_{SECOND.isoformat()}_field", "4:30-5")
    arr.hands.write("answer_note_field", "Night shift.")
    arr.hands.click("answer_button")
    found = line(arr, "Benjamin")
    assert (found.on, found.within) == (None, (FamilySpan(SECOND, "16:30", "17:00"),))
    assert [(one.reply, one.note) for one in found.answers] == [(Reply.ANOTHER_TIME, "Night shift.")]
    waiting = arr.page.grid.side.waiting.rows
    assert "Benjamin" in waiting.spoken(waiting.row(waiting.index(0)))
    assert not arr.hands.sees("blocked_notice_0"), "a time is free for them: nothing is to blame"
    arr.hands.click("fill_button")
    assert arr.kept("Benjamin") == (SECOND, "16:30")


def test_an_answer_and_what_a_family_needs_stand_where_the_conference_is_prepared(published, qtbot):
    arr = published
    child, found = arr.ids["Amara"], line(arr, "Amara")
    sheet = arr.office.reaching.of_student(child)
    arr.office.evidence.record(child, need_request(sheet, {Need.CHILD_CARE}, sheet.today, note="Two children."))
    page = PreparationPage(arr.office, arr.hands.background, arr.clock, arr.office.zone)
    with hands_on(qtbot, page, arr.hands.background) as hands:
        page._whose = arr.ids["Ada"]
        page.refresh()
        hands.settle()
        page.open_row(found.conference_id)
        hands.settle()
        said = everything_in(hands.find("family_said"))
        assert "Nobody has answered the invitation yet." in said
        assert "Needs: child care. Two children (not given yet)" in said
        hands.click("ready_answer_button")
        hands.pick("answer_answer_choice", "By phone")
        hands.write("answer_note_field", "At work until five.")
        hands.click("answer_button")
        qtbot.waitUntil(lambda: "by phone. At work until five." in everything_in(page), timeout=12_000)
    (answer,) = line(arr, "Amara").answers
    assert answer.reply is Reply.BY_PHONE


def test_families_are_invited_from_the_schedule_as_letters_and_files_for_calendars(
    published, qtbot, background, tmp_path
):
    """R34."""
    arr, dialogs = published, AnsweredDialogs()
    with qtbot.waitSignal(arr.page.invitations_asked) as asked:
        arr.hands.click("invite_button")
    sheet = InvitationsSheet(arr.office, background, dialogs, asked.args[0])
    with hands_on(qtbot, sheet, background, QSize(1160, 690)) as hands:
        assert "9 letters to write." in hands.said()
        hands.write("invitations_call_phone", "555-0100")
        assert not hands.find("invitations_sent").isEnabled(), "what nobody looked at does not go out"
        hands.click("invitations_look")
        qtbot.waitUntil(hands.find("invitations_print").isEnabled, timeout=12_000)
        dialogs.answer(tmp_path / "all.pdf")
        hands.click("invitations_save")
        qtbot.waitUntil((tmp_path / "all.pdf").exists, timeout=12_000)
        folder = tmp_path / "calendars"
        folder.mkdir()
        dialogs.answer(folder)
        hands.click("invitations_calendars")
        qtbot.waitUntil(lambda: "files saved" in hands.said(), timeout=12_000)
        files = sorted(one.name for one in folder.iterdir())
        assert len([one for one in files if one.startswith("family")]) == 8, "Dao and Elias share a home"
        assert len([one for one in files if one.startswith("staff")]) == 3
        assert all(Calendar.from_ical((folder / one).read_bytes()).walk("VEVENT") for one in files)
        with qtbot.waitSignal(sheet.closed, timeout=12_000):
            QTest.mouseClick(hands.find("invitations_sent"), Qt.MouseButton.LeftButton)
    with arr.office._desk.store.read() as connection:
        assert len(connection.execute(evidence.select().where(evidence.c.kind == "invitation")).all()) == 9


def test_a_make_up_day_is_of_exactly_these_students_by_the_day_that_is_said(arr):
    arr.page.arrange_for([arr.ids["Amara"], arr.ids["Dao"]])
    arr.hands.settle()
    arr.hands.write("schedule_name_field", "Make-up")
    arr.hands.click("schedule_by_day_box")
    arr.hands.click("schedule_button")
    newest = arr.office.schedules.all()[0]
    assert (newest.name, newest.meetings, newest.by) == ("Make-up", 2, date(2026, 10, 16))
    assert "by Oct 16, 2026" in arr.page.name.text()
