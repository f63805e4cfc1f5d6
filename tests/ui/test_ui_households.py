"""Adults and staff of one student: two homes, dated rights, bars, what passes at 18; and who may change what."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit
from ui_household_office import PAPER, REASON, SECRETS, TODAY, families, hands_on, terms

from ilp_desktop.domain.access import Role
from ilp_desktop.domain.guardianship import GivenBy, Right
from ilp_desktop.ui.households.screen import AdultsPart
from ilp_desktop.ui.widgets import ScrollingCanvas

pytestmark = pytest.mark.usefixtures("look")
DAY = timedelta(days=1)


@pytest.fixture
def school(tmp_path):
    with families(tmp_path) as made:
        yield made


@pytest.fixture
def show(qtbot, school, background):
    """Return what shows the part of a student, for a role."""
    opened = []

    def show_it(name="Camila", role=None, staff="Omar"):
        office = school.office if role is None else school.seen_by(role, staff)
        page = ScrollingCanvas()
        part = AdultsPart(office, background, school.clock, office.zone)
        from PySide6.QtWidgets import QVBoxLayout

        QVBoxLayout(page.canvas).addWidget(part)
        held = hands_on(qtbot, page, background)
        hands = held.__enter__()
        opened.append(held)
        part.show_student(school.ids[name])
        qtbot.waitUntil(lambda: hands.sees("adults_body"), timeout=12_000)
        hands.part = part
        return hands

    yield show_it
    for held in opened:
        held.__exit__(None, None, None)
    background.close()


def open_deed(hands, school, who, action, student="Camila"):
    line = school.relation(who, student)
    hands.click(f"adult_{line.relation_id}_button")
    hands.menu(f"{action}_action")
    return line


def set_day(hands, name, on):
    edit = hands.find(name)
    assert isinstance(edit, QDateEdit)
    edit.setDate(QDate(on.year, on.month, on.day))


def test_two_homes_are_visibly_two_and_each_adult_says_what_they_may_do(show):
    said = show().said()
    for words in (
        "Household A",
        "7 First Street",
        "Household B",
        "12 Canary Lane",
        "Rosa Hernández",
        "Diego Ríos",
        "Sees the file",
    ):
        assert words in said
    assert "See office before contact" in said
    assert REASON in said, "the lead may know why"


def test_a_teacher_reads_who_is_there_but_not_why_nor_may_they_change_a_right(show, school):
    hands = show(role=Role.TEACHER)
    said = hands.said()
    assert "Zacharias Barredson" in said
    assert "See office before contact" in said
    assert REASON not in said
    assert PAPER not in said
    assert not hands.sees("add_open_button")
    assert not hands.sees("assign_open_button")
    hands.click(f"adult_{school.relation('Rosa').relation_id}_button")
    assert hands.offered() == ["correct_action"]
    assert not hands.sees(f"adult_{school.relation('Zacharias').relation_id}_button")


def test_an_auditor_reads_and_changes_nothing_and_sees_no_address(show, school):
    hands = show(role=Role.AUDITOR)
    said = hands.said()
    assert [secret for secret in (*SECRETS[:4], "Household A", "No home on file") if secret in said] == []
    lines = school.seen_by(Role.AUDITOR).guardians.of_student(school.ids["Camila"])
    assert {(line.household, line.household_id, line.address, line.phone) for line in lines} == {("", None, "", "")}
    assert not hands.sees(f"adult_{school.relation('Rosa').relation_id}_button")
    assert not hands.sees("assign_open_button")


def test_somebody_is_barred_by_mouse_with_a_reason_and_a_person_lifts_it(show, school):
    hands = show()
    open_deed(hands, school, "Diego", "bar")
    hands.click("bar_button")
    assert "needs a few words of why" in hands.said(), "the form says what is missing and stays"
    hands.write("bar_reason_field", "Court order of October")
    hands.click("bar_button")
    assert school.relation("Diego").bar.reason == "Court order of October"
    hands.qtbot.waitUntil(lambda: "Court order of October" in hands.said(), timeout=12_000)
    open_deed(hands, school, "Diego", "lift")
    hands.write("lift_reason_field", "It ended")
    hands.click("lift_button")
    hands.qtbot.waitUntil(lambda: not school.relation("Diego").barred, timeout=12_000)
    assert school.relation("Diego").lifted[0].lifted_why == "It ended"


def test_what_a_relation_is_and_may_is_changed_by_keys_alone(show, school):
    hands = show()
    line = school.relation("Diego")
    hands.tab_to(f"adult_{line.relation_id}_button")
    hands.key(Qt.Key.Key_Space)
    hands.menu_by_keys("change_action")
    hands.tab_to("change_may_check_sign")
    hands.key(Qt.Key.Key_Space)
    hands.tab_to("change_last_day_box")
    hands.key(Qt.Key.Key_Space)
    hands.tab_to("change_last_day")
    hands.key(Qt.Key.Key_Up)
    hands.tab_to("change_button")
    hands.key(Qt.Key.Key_Space)
    hands.qtbot.waitUntil(lambda: school.relation("Diego").version > line.version, timeout=12_000)
    now = school.relation("Diego").terms
    assert now.may == frozenset(Right) - {Right.SIGN}
    assert now.ends_on is not None
    assert now.ends_on > TODAY


def test_escape_leaves_a_form_and_gives_the_keyboard_back(show, school):
    hands = show()
    line = open_deed(hands, school, "Rosa", "end")
    assert hands.sees("end_form")
    QTest.keyClick(hands.find("end_on_day"), Qt.Key.Key_Escape)
    hands.settle()
    assert not hands.sees("end_form")
    assert school.relation("Rosa").terms.ends_on is None
    assert hands.find(f"adult_{line.relation_id}_button").hasFocus()


def test_an_ended_relation_goes_among_the_earlier_ones_which_unfold(show, school):
    hands = show()
    open_deed(hands, school, "Diego", "end")
    hands.click("end_button")
    hands.qtbot.waitUntil(lambda: hands.sees("adults_past_button"), timeout=12_000)
    assert "Diego Ríos" not in hands.said()
    hands.click("adults_past_button")
    assert "Diego Ríos" in hands.said()
    assert "Until Oct 14, 2026." in hands.said()


def test_a_contact_that_the_roster_got_wrong_is_corrected_and_only_that_is_the_offices_word(show, school):
    hands = show(role=Role.TEACHER)
    line = open_deed(hands, school, "Rosa", "correct")
    hands.write("correct_phone_field", "555-0142")
    hands.click("correct_button")
    hands.qtbot.waitUntil(lambda: school.relation("Rosa").phone == "555-0142", timeout=12_000)
    from sqlalchemy import select

    from ilp_desktop.store.tables import guardian

    with school.office._desk.store.read() as connection:
        said = connection.execute(select(guardian.c.provenance).where(guardian.c.id == line.guardian_id)).scalar_one()
    assert said == {"phone": "office"}


def test_an_agency_contact_may_do_what_is_granted_from_the_first_day_to_the_last(show, school):
    hands = show()
    hands.click("outside_open_button")
    hands.write("outside_given_field", "Marta")
    hands.write("outside_family_field", "Quiroz")
    hands.pick("outside_relation_choice", "Caseworker")
    hands.click("outside_may_check_see")
    hands.click("outside_last_day_box")
    set_day(hands, "outside_last_day", TODAY + 30 * DAY)
    hands.click("outside_button")
    hands.qtbot.waitUntil(lambda: "Marta Quiroz" in hands.said(), timeout=12_000)
    marta = school.relation("Marta")
    assert marta.rights == {Right.SEE, Right.ATTEND}
    later = school.office.guardians.of_student(school.ids["Camila"], TODAY + 30 * DAY)
    assert next(line for line in later if line.name == "Marta Quiroz").rights == frozenset()
    grant = marta.grants[0].grant_id
    hands.click(f"grant_{grant}_end")
    hands.click("end_grant_button")
    hands.qtbot.waitUntil(lambda: len(school.relation("Marta").rights) == 1, timeout=12_000)


def test_what_passes_at_18_is_said_ahead_and_a_grant_keeps_it(show, school):
    hands = show("Ana")
    assert "On Mar 3, 2027 rights pass to Ana" in hands.said()
    assert "June Lee (nothing)" in hands.said()
    open_deed(hands, school, "June", "grant", "Ana")
    hands.click("grant_button")
    hands.qtbot.waitUntil(lambda: "June Lee (attends)" in hands.said(), timeout=12_000)
    grant = school.relation("June", "Ana").grants[0]
    assert (grant.given_by, grant.begins_on) == (GivenBy.STUDENT, date(2027, 3, 3))


def test_staff_are_assigned_and_ended_with_their_days_and_who_said_so(show, school):
    hands = show()
    assert "Teacher · since Sep 1, 2026 · by the roster" in hands.said()
    hands.click("assign_open_button")
    hands.pick("assign_who_choice", "Ruth Spare")
    hands.click("assign_button")
    hands.qtbot.waitUntil(lambda: "Ruth Spare" in hands.said(), timeout=12_000)
    assert "since Oct 15, 2026 · assigned by Iris Park" in hands.said()
    lines = school.office.participants.of_student(school.ids["Camila"])
    ruth = next(line for line in lines if line.name == "Ruth Spare")
    hands.click(f"assignment_{ruth.assignment_id}_end")
    set_day(hands, "end_assignment_last_day", TODAY + 5 * DAY)
    hands.click("end_assignment_button")
    hands.qtbot.waitUntil(lambda: "until Oct 20, 2026" in hands.said(), timeout=12_000)


def test_who_is_not_in_the_list_is_not_assigned(show, school):
    hands = show()
    hands.click("assign_open_button")
    QTest.keyClicks(hands.find("assign_who_choice").lineEdit(), "nobody at all")
    hands.click("assign_button")
    assert "Nothing is chosen yet" in hands.said()
    assert len(school.office.participants.of_student(school.ids["Camila"])) == 1


def test_letters_typed_find_somebody_and_take_the_place_of_what_stood_there(show, school):
    hands = show()
    hands.click("assign_open_button")
    line = hands.find("assign_who_choice").lineEdit()
    for letters in ("dana cole, career staff", "ruth spare, teacher"):
        hands.tab_to("assign_duty_choice")
        hands.tab_to("assign_who_choice")
        hands.settle()
        QTest.keyClicks(line, letters)
    hands.click("assign_button")
    hands.qtbot.waitUntil(lambda: "Ruth Spare" in hands.said(), timeout=12_000)
    assert [one.name for one in school.office.participants.of_student(school.ids["Camila"])] == [
        "Omar Lund",
        "Ruth Spare",
    ]


def test_a_goal_about_an_occupation_adds_career_staff_in_one_click_and_takes_it_back(show, school):
    conferences = school.office.conferences
    held = conferences.arrange(school.ids["Camila"], TODAY, "08:40").made_id
    goal = conferences.add_goal(held).made_id
    conferences.leave_field(held, f"goal:{goal}", "Find three careers that use science", "en")
    hands = show()
    assert "A goal speaks of an occupation" in hands.said()
    hands.click(f"career_{school.ids['Dana']}_button")
    hands.qtbot.waitUntil(lambda: "Career staff · since Oct 15, 2026" in hands.said(), timeout=12_000)
    assert not hands.sees("career_notice")
    hands.click("toast_action")
    hands.qtbot.waitUntil(lambda: hands.sees("career_notice"), timeout=12_000)


def test_what_changes_elsewhere_waits_until_a_form_is_left(show, school):
    hands = show()
    open_deed(hands, school, "Rosa", "grant")
    hands.part._background.do(
        lambda: school.office.guardians.add(school.ids["Camila"], school.relation("June", "Ana").guardian_id, terms())
    )
    hands.settle()
    assert hands.sees("grant_form"), "nothing is taken from under a person's hands"
    assert "June Lee" not in hands.said()
    hands.click("grant_cancel")
    hands.qtbot.waitUntil(lambda: "June Lee" in hands.said(), timeout=12_000)


def test_after_it_is_left_the_part_holds_no_word_of_the_student(show):
    from ui_household_office import everything_in

    hands = show()
    hands.part.leave_student()
    hands.settle()
    assert "Hern" not in everything_in(hands.part)


@pytest.fixture
def spanish():
    from ilp_desktop.app.speech import speak

    speak("es")
    yield
    speak("en")


@pytest.mark.usefixtures("spanish")
def test_beside_the_list_of_students_all_of_it_has_room_in_spanish_too(show, school):
    school.office.guardians.grant(school.relation("Rosa").relation_id, {Right.SEE}, GivenBy.OFFICE, TODAY)
    hands = show()
    hands.widget.resize(922, 768)  # what a window of 1366 leaves to the file
    hands.settle()
    assert "Ve el expediente" in hands.said()
    for opens in ("assign_open_button", "outside_open_button"):
        hands.click(opens)
        assert hands.widget.canvas.minimumSizeHint().width() <= hands.widget.viewport().width()
