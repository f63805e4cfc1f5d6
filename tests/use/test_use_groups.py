"""A group conference in the real window: from the day to each student's own plan and back, by keyboard, alone on the screen."""

import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from test_use_family import back_in_front, family_window
from test_use_leaving import emptied
from use_hands import CTRL, SHIFT, Keys, Mouse, all_shown, key, read_all, rows, shown, until, words

from ilp_desktop.demo import offices
from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.domain.groups import GroupState

pytestmark = pytest.mark.window


@pytest.fixture
def program(place, demo):
    made = place.start(demo)
    Keys(made.window).write("passphrase_field", offices.PASSPHRASE)
    Mouse(made.window).press("open_button")
    until(lambda: rows("day_list"))
    return made


@pytest.fixture
def group(program):
    """The demo's class of grade 10, opened from its one line in the day's list."""
    (line,) = program.office.groups.all()
    Keys(program.window).choose("day_list", line.name)
    until(lambda: words("group_name") == line.name)
    return line.group_id


def members(program, group):
    return program.office.groups.sheet(group).members


def tick_first(count):
    """Tick the lines of so many families, from the top."""
    listed = shown("attendance_list")
    listed.setFocus()
    key(Qt.Key.Key_Home)
    ticked, at = 0, 0
    students = [row.is_student for row in listed.model()._rows]
    while ticked < count or not students[at]:
        key(Qt.Key.Key_Space)
        ticked += students[at]
        at += 1
        key(Qt.Key.Key_Down)


def test_each_own_plan_is_opened_after_the_other_and_nobody_else_is_named_there(program, group):
    """R24, R25, R26, R30: the runner of a group."""
    tick_first(3)
    until(lambda: sum(member.is_here for member in members(program, group)) == 3)
    Keys(program.window).press("group_begin")
    until(lambda: program.office.groups.sheet(group).line.state is GroupState.IN_CONFERENCE)
    here = [member for member in members(program, group) if member.is_here]
    others = [member.name for member in members(program, group)]
    Keys(program.window).press("next_plan")
    for at, member in enumerate(here, start=1):
        until(lambda member=member: words("student_name") == member.name)
        until(lambda at=at: f"{at} of 3 who are here" in words("group_bar_words"))
        until(lambda: not all_shown("day_list"))
        said = read_all(program.window)
        assert not [name for name in others if name != member.name and name in said]
        key(Qt.Key.Key_N, CTRL | SHIFT)
    until(lambda: all_shown("attendance_list"), "after the last one the group is there again")
    assert not all_shown("group_bar")


def test_from_a_plan_back_to_the_group_and_from_the_group_back_to_the_whole_day(program, group):
    tick_first(1)
    until(lambda: any(member.is_here for member in members(program, group)))
    Mouse(program.window).press("group_begin")
    Mouse(program.window).press("next_plan")
    shown("group_bar")
    key(Qt.Key.Key_G, CTRL | SHIFT)
    shown("attendance_list")
    Mouse(program.window).press("groups_back")
    Mouse(program.window).press("groups_to_day")
    until(lambda: rows("day_list"), "the day's list is there again")
    assert not all_shown("group_bar")


def test_ended_for_all_the_findings_of_who_came_are_met_and_the_marks_are_owed(program, group, place):
    tick_first(2)
    until(lambda: sum(member.is_here for member in members(program, group)) == 2)
    Mouse(program.window).press("group_begin")
    until(lambda: all_shown("group_end"))
    place.dialogs.answer(True)
    Mouse(program.window).press("group_end")
    until(lambda: program.office.groups.sheet(group).line.state is GroupState.HELD)
    came, missed = members(program, group)[0], members(program, group)[-1]
    assert (came.state, missed.state) == (ConferenceState.TO_SIGN, ConferenceState.MISSED)
    until(lambda: program.office.findings.stale() == 0)
    found = {
        member.student_id: {
            clause.clause_id: one.outcome.value for clause, one in program.office.findings.of_student(member.student_id)
        }
        for member in (came, missed)
    }
    assert found[came.student_id]["dav-group-10"] == "met"
    assert found[missed.student_id]["dav-group-10"] == "open"
    Mouse(program.window).press("groups_back")
    Mouse(program.window).press("groups_to_day")
    Mouse(program.window).press("to_sign_segment")
    until(lambda: any(came.name in row for row in rows("day_list")), "marks are owed by each family for itself")


def test_the_familys_screen_shows_what_is_for_all_of_them_and_nothing_of_anybody(program, group):
    names = [member.name.split()[0] for member in members(program, group)]
    shared = program.office.groups.shared(group).text
    tick_first(2)
    until(lambda: sum(member.is_here for member in members(program, group)) == 2)
    Mouse(program.window).press("group_more")
    Mouse(program.window).menu("family_view_action")
    window = family_window()
    back_in_front(program)
    until(lambda: shared.splitlines()[0] in window.words())
    program.background.do(lambda: program.office.groups.write_shared(group, "Now the credits."))
    until(lambda: "Now the credits." in window.words(), "what is typed comes along")
    Mouse(program.window).press("group_begin")
    Mouse(program.window).press("next_plan")
    until(lambda: all_shown("group_bar") and all_shown("celebrate_proud_text"))
    QTest.qWait(150)
    assert "Now the credits." in window.words()
    assert not [name for name in names if name in window.words()]
    key(Qt.Key.Key_G, CTRL | SHIFT)
    shown("attendance_list")
    Mouse(program.window).press("groups_back")
    until(lambda: "Now the credits." not in window.words(), "with the group it goes")


def test_the_attendance_is_shown_before_it_is_printed(program, group):
    Mouse(program.window).press("group_more")
    Mouse(program.window).menu("paper_action")
    until(lambda: all_shown("sheets_window"))
    until(lambda: shown("sheets_window_save").isEnabled())
    QTest.keyClick(shown("sheets_window"), Qt.Key.Key_Escape)
    until(lambda: not all_shown("sheets_window"))


def test_after_a_lock_nothing_of_the_group_stays(program, group):
    tick_first(1)
    until(lambda: any(member.is_here for member in members(program, group)))
    Mouse(program.window).press("group_begin")
    Mouse(program.window).press("shared_segment")
    Mouse(program.window).press("present_button")
    shown("presented_text")
    key(Qt.Key.Key_Escape)
    Mouse(program.window).press("here_segment")
    Mouse(program.window).press("next_plan")
    until(lambda: all_shown("group_bar"))
    name = words("student_name")
    store = weakref.ref(program.office._desk.store)
    program.lock()
    shown("unlock_card")
    program.background.drain(emptied)
    until(lambda: not program.background.is_busy)
    emptied()
    assert store() is None, "the database, its engine and its connections"
    assert name not in read_all(program.window)
