"""Reaching a family in the window: tries in one step, what is needed and given, a conference that was asked for, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from ui_household_office import SECRETS, TODAY, everything_in, families, hands_on

from ilp_desktop import language
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.reaching import Need, need_request
from ilp_desktop.places import FORMS
from ilp_desktop.ui.reaching.card import ReachCard
from ilp_desktop.ui.students.screen import StudentsPage

pytestmark = [pytest.mark.window, pytest.mark.usefixtures("look")]


@pytest.fixture
def family(tmp_path):
    with families(tmp_path) as made:
        made.office.packs.adopt(FORMS / "davis")
        made.office.findings.catch_up()
        yield made


@pytest.fixture
def shown(qtbot, family, background):
    """Camila's file, as her teacher opens it."""

    def shown(office=None, student="Camila"):
        seen = office or family.seen_by(Role.TEACHER)
        page = StudentsPage(seen, background, family.clock, seen.zone)
        page.file.set_front(ReachCard(seen, background))
        context = hands_on(qtbot, page, background)
        hands = context.__enter__()
        opened.append(context)
        page.open_student(family.ids[student])
        hands.settle()
        return hands

    opened = []
    yield shown
    for one in opened:
        one.__exit__(None, None, None)


def sheet(family):
    return family.office.reaching.of_student(family.ids["Camila"])


def adult(family, name):
    return next(one for one in sheet(family).adults if name in one.name)


def card(hands):
    return hands.find("reach_card")


def test_a_try_is_noted_in_one_step_from_the_front_of_the_file(family, shown):
    """R35: each adult by themselves, and what it adds up to."""
    hands = shown()
    hands.click("attempt_open")
    who = hands.find(f"attempt_who_check_{adult(family, 'Diego').guardian_id}")
    assert isinstance(who, QCheckBox)
    who.click()
    hands.click("attempt_button")
    diego = adult(family, "Diego")
    assert [(one.on, one.mode, one.outcome, one.by) for one in diego.tries] == [
        (TODAY, "phone", "no_answer", "Omar Lund"),
    ]
    words = everything_in(card(hands))
    assert "1 try, last on Oct 15, 2026: by phone, no answer · by Omar Lund" in words
    assert "Nobody has tried yet this year" in words
    assert "0 of 2 adults came or were tried often enough (3 tries each)" in words
    assert "Barredson" not in words, "nobody is asked to try who is barred"


def test_without_anybody_ticked_nothing_is_written_and_it_is_said(family, shown):
    hands = shown()
    hands.click("attempt_open")
    hands.click("attempt_button")
    assert "Nothing is ticked yet" in hands.said()
    assert sheet(family).tries == 0
    hands.key(Qt.Key.Key_Escape)
    assert not hands.sees("attempt_form")


def test_by_keys_alone_somebody_is_tried_and_the_keyboard_comes_back(family, shown):
    hands = shown()
    hands.find("attempt_open").setFocus()
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Space)  # the first of them
    hands.tab_to("attempt_note_field")
    QTest.keyClicks(QApplication.focusWidget(), "Rings out.")
    hands.key(Qt.Key.Key_Return)
    assert sheet(family).tries == 1
    assert QApplication.focusWidget().objectName() == "attempt_open"


def test_what_a_family_needs_stands_there_until_it_is_given(family, shown):
    """R36."""
    hands = shown()
    hands.click("needs_open")
    hands.click("needs_needs_check_no_stairs")
    hands.pick("needs_language_choice", "Somali")
    hands.write("needs_note_field", "Knee.")
    hands.click("needs_button")
    (line,) = sheet(family).needs
    assert (line.needs, line.language, line.given_on) == ((Need.INTERPRETER, Need.NO_STAIRS), "so", None)
    assert "An interpreter for Somali, a room without stairs. Knee" in everything_in(card(hands))
    hands.click(f"need_given_{line.evidence_id}")
    hands.write("given_note_field", "Room 4, Mr. Warsame.")
    hands.click("given_button")
    assert sheet(family).needs[0].given_on == TODAY
    assert "Given Oct 15, 2026" in everything_in(card(hands))


def test_a_conference_that_a_parent_asked_for_is_one_deed_and_ends_with_what_came_of_it(family, shown):
    """R33."""
    hands = shown()
    hands.click("asked_open")
    hands.write("asked_note_field", "About mathematics.")
    hands.click("asked_button")
    (line,) = sheet(family).asked
    hands.click(f"asked_settle_{line.evidence_id}")
    hands.write("settled_came_of_field", "Tuesday at 4.")
    hands.click("settled_button")
    (line,) = sheet(family).asked
    assert (line.settled_on, line.came_of) == (TODAY, "Tuesday at 4.")
    assert "What came of it: Tuesday at 4." in everything_in(card(hands))


def test_who_only_reads_sees_it_and_is_offered_nothing_and_who_may_not_sees_no_card(family, shown):
    kept = family.office.evidence
    kept.record(family.ids["Camila"], need_request(sheet(family), {Need.VIDEO}, TODAY))
    reader = shown(family.seen_by(Role.PRINCIPAL, "Ruth"))
    assert "A video meeting instead" in everything_in(card(reader))
    assert not any(reader.sees(name) for name in ("attempt_open", "needs_open", "asked_open", "need_given_1"))
    desk = shown(family.seen_by(Role.FRONT_DESK, "Ruth"))
    assert not desk.sees("reach_card")


def test_the_card_follows_what_is_recorded_elsewhere_and_goes_with_the_file(family, shown, qtbot):
    hands = shown()
    kept = family.office.evidence
    hands.background.do(
        lambda: kept.record(family.ids["Camila"], need_request(sheet(family), {Need.CHILD_CARE}, TODAY))
    )
    qtbot.waitUntil(lambda: "Child care" in everything_in(card(hands)), timeout=12_000)
    hands.widget.open_student(family.ids["Ana"])
    hands.settle()
    assert "Child care" not in everything_in(hands.widget.file.front)


def test_in_spanish_the_card_says_it_in_spanish(family, shown):
    language.use("es")
    try:
        hands = shown()
        words = everything_in(card(hands))
        assert "Comunicación con la familia" in words
        assert "Nadie lo ha intentado todavía este año" in words
    finally:
        language.use("en")


def test_nothing_of_the_other_home_stands_in_the_card(family, shown):
    hands = shown()
    words = everything_in(card(hands))
    assert not [one for one in SECRETS if one in words]
