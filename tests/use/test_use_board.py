"""The board in the real window: judged in the background, from a number to what is done, and gone with the lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from use_hands import CTRL, Keys, Mouse, all_shown, key, rows, shown, until, words

from ilp_desktop.demo import offices
from ilp_desktop.places import FORMS

pytestmark = pytest.mark.window


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    Keys(made.window).write("passphrase_field", offices.PASSPHRASE)
    Mouse(made.window).press("open_button")
    until(lambda: rows("day_list"))
    made.background.do(lambda: made.office.packs.adopt(FORMS / "policy-4020"))
    key(Qt.Key.Key_2, CTRL)
    shown("board_page")
    return made


def everyone(program):
    """Everybody, once the rules that were chosen a moment ago are what they are judged by."""
    Mouse(program.window).press("everyone_segment")
    until(lambda: all_shown("board_list") and len(rows("board_list")) > 20)
    until(lambda: "p4020-" in repr(shown("board_list").rows.rows()) and program.office.findings.stale() == 0)
    until(lambda: "dav-" not in repr(shown("board_list").rows.rows()))


def test_rules_that_were_chosen_are_judged_behind_and_the_board_fills_by_itself(program):
    everyone(program)
    assert any(row.step is not None for row in shown("board_list").rows.rows())


def test_from_the_board_a_conference_is_arranged_and_the_list_knows(program):
    everyone(program)
    listing = shown("board_list")
    listing.setFocus()
    model = listing.rows

    def to_schedule() -> list[int]:
        """Look further down until somebody is to be given a time."""
        listing.scrollToBottom()
        return [at for at, row in enumerate(model.rows()) if row.step is not None and row.step.value == "schedule"]

    until(to_schedule)
    at = to_schedule()[0]
    listing.setCurrentIndex(model.index(at))
    name = model.rows()[at].name
    QTest.keyClick(listing, Qt.Key.Key_Space)
    until(lambda: words("file_name") == name)
    shown("arrange_button")


def test_from_the_board_a_try_is_noted_in_the_file_and_a_day_is_arranged_for_those_who_are_chosen(program):
    everyone(program)
    listing = shown("board_list")
    listing.setFocus()
    listing.setCurrentIndex(listing.rows.index(0))
    for _ in range(2):
        QTest.keyClick(listing, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    name = listing.rows.rows()[2].name
    shown("board_attempt_button").click()
    until(lambda: words("file_name") == name)
    shown("attempt_form")
    program.window.findChild(QWidget, "attempt_cancel").click()
    key(Qt.Key.Key_2, CTRL)
    shown("board_day_button").click()
    whose = shown("schedule_whose_choice")
    assert whose.currentText() == "3 students who were chosen"


def test_what_is_recorded_elsewhere_shows_on_the_board_by_itself(program):
    everyone(program)
    student = shown("board_list").rows.rows()[0].student_id

    def withdraw():
        with program.office._desk.store.write() as connection:
            connection.exec_driver_sql(
                "UPDATE student SET withdrawn_at = '2026-10-15T14:00:00.000000Z' WHERE id = ?", (student,)
            )
        from ilp_desktop.domain.changes import Changes, Kind

        return Changes(frozenset({Kind.STUDENT}))

    program.background.do(withdraw)
    until(lambda: student not in {row.student_id for row in shown("board_list").rows.rows()})
    until(lambda: program.office.findings.stale() == 0)


def test_locking_does_not_wait_for_a_school_to_be_judged(program):
    everyone(program)
    program.background.do(lambda: program.office.packs.adopt(FORMS / "davis"))
    key(Qt.Key.Key_L, CTRL)
    shown("passphrase_field")
    assert program.office is None
