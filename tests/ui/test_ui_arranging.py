"""Conference days arranged in the real window: by mouse, by keys alone, searched, and published."""

import statistics
import time
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui_arranging_office import CHILDREN, FIRST, SECOND, arranging

from ilp_desktop.app.speech import speak
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.schedule_sheets import Place
from ilp_desktop.ui import theme
from ilp_desktop.ui.day.screen import DayScreen
from ilp_desktop.ui.widgets import Text

pytestmark = pytest.mark.usefixtures("look")
K = Qt.Key
AMARA = (K.Key_Home, K.Key_Down)
"""The way to her on the keyboard: siblings are placed first, so Dao has the first time."""


@pytest.fixture
def arr(tmp_path, qtbot):
    with arranging(tmp_path, qtbot) as made:
        made.open()
        yield made


def filled(arr) -> None:
    arr.hands.click("fill_button")


def undo(arr) -> None:
    arr.hands.click("undo_button")


# By mouse


def test_filled_in_order_everybody_has_a_time_but_those_whose_interpreter_is_missing_and_that_is_said(arr):
    filled(arr)
    assert arr.kept("Amara") == (FIRST, "16:15")
    assert arr.kept("Camila") == (None, "")
    assert "1 family needs an interpreter for Spanish; there is none." in arr.hands.said()
    assert "8 of 9 placed" in arr.hands.said()
    undo(arr)
    assert arr.kept("Amara") == (None, "")


def test_a_meeting_is_dragged_to_another_time_and_stays_there(arr):
    filled(arr)
    arr.drag("Amara", FIRST, "16:45")
    assert arr.kept("Amara") == (FIRST, "16:45")
    assert arr.grid.board.is_fixed(arr.key_of("Amara"))
    assert arr.grid.board.clashes_of(arr.key_of("Amara")) == ()
    undo(arr)
    assert arr.kept("Amara") == (FIRST, "16:15")
    assert not arr.grid.board.is_fixed(arr.key_of("Amara"))


def test_while_one_drags_the_reason_why_a_place_clashes_stands_at_the_pointer_and_a_drop_there_is_marked(arr):
    filled(arr)
    there = arr.kept("Dao")[1]
    arr.drag("Amara", FIRST, there, drop=False)
    bubble = arr.page.findChild(Text, "clash_bubble_words")
    assert bubble.isVisible()
    assert bubble.text() == "Ada Abbott is with Dao Diaz then."
    assert arr.kept("Amara")[1] != there, "nothing is written while one drags"
    arr.drop("Amara", FIRST, there)
    assert not bubble.isVisible()
    assert arr.kept("Amara") == (FIRST, there)
    assert "Clash: Ada Abbott is with Dao Diaz then." in arr.line()
    assert "Clashes  2" in arr.hands.said()
    arr.grid.setFocus()
    arr.keys(K.Key_Up)
    assert arr.line().startswith("Ada Abbott: Dao Diaz"), "what lies beside it is a key away"


def test_escape_while_one_drags_puts_it_back(arr):
    filled(arr)
    arr.drag("Amara", FIRST, "16:45", drop=False)
    QTest.keyClick(arr.grid, K.Key_Escape)
    arr.drop("Amara", FIRST, "16:45")
    assert arr.kept("Amara") == (FIRST, "16:15")


def test_from_the_list_a_family_is_dragged_onto_the_grid_and_back(arr):
    filled(arr)
    waiting, view = arr.hands.find("waiting_list"), arr.grid.viewport()
    first = waiting.visualRect(waiting.model().index(0, 0)).center()
    to = arr.spot("Camila", FIRST, "16:45")
    QTest.mousePress(waiting.viewport(), Qt.MouseButton.LeftButton, pos=first)
    over = waiting.viewport().mapFromGlobal(view.mapToGlobal(to))
    QTest.mouseMove(waiting.viewport(), first + (over - first) / 2)
    QTest.mouseMove(waiting.viewport(), over)
    assert arr.line().endswith("Every Spanish interpreter is busy then.")
    QTest.mouseRelease(waiting.viewport(), Qt.MouseButton.LeftButton, pos=over)
    arr.hands.settle()
    assert arr.kept("Camila") == (FIRST, "16:45")
    side = arr.page.grid.side
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=arr.point("Camila"))
    out = view.mapFromGlobal(side.mapToGlobal(side.rect().center()))
    QTest.mouseMove(view, arr.point("Camila") + (out - arr.point("Camila")) / 2)
    QTest.mouseMove(view, out)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=out)
    arr.hands.settle()
    assert arr.kept("Camila") == (None, "")


# By keys alone


def test_by_keys_alone_a_meeting_is_picked_up_carried_over_a_clash_put_down_and_taken_back(arr):
    filled(arr)
    arr.hands.tab_to("arranging_grid")
    arr.keys(*AMARA)
    assert "Ada Abbott: Amara" in arr.line()
    arr.keys(K.Key_Return, K.Key_Down)
    assert arr.line().endswith("4:30. Ada Abbott is with Gabriel Family6 then.")
    arr.keys(K.Key_N)
    assert arr.line().endswith("4:45. Free.")
    arr.keys(K.Key_Return)
    assert arr.kept("Amara") == (FIRST, "16:45")
    QTest.keyClick(arr.grid, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    arr.hands.settle()
    assert arr.kept("Amara") == (FIRST, "16:15")


def test_escape_puts_back_what_keys_carry_and_the_next_day_is_a_key_away(arr):
    filled(arr)
    arr.hands.tab_to("arranging_grid")
    arr.keys(*AMARA, K.Key_Return, K.Key_PageDown)
    assert "Thursday, December 3, 4:15. Free." in arr.line()
    arr.keys(K.Key_Escape)
    assert arr.kept("Amara") == (FIRST, "16:15")
    arr.keys(*AMARA, K.Key_Return, K.Key_PageDown, K.Key_Return)
    assert arr.kept("Amara") == (SECOND, "16:15")


def test_delete_takes_off_and_f_keeps_or_lets_go(arr):
    filled(arr)
    arr.hands.tab_to("arranging_grid")
    arr.keys(*AMARA, K.Key_F)
    assert arr.grid.board.is_fixed(arr.key_of("Amara"))
    arr.keys(K.Key_F)
    assert not arr.grid.board.is_fixed(arr.key_of("Amara"))
    arr.keys(K.Key_Delete)
    assert arr.kept("Amara") == (None, "")
    assert "No time yet  2" in arr.hands.said()


def test_from_the_waiting_list_keys_pick_up_whom_they_stand_on(arr):
    filled(arr)
    arr.hands.tab_to("waiting_list")
    arr.keys(K.Key_Return)
    assert arr.grid.carry is not None
    assert arr.line().startswith("Camila Family2")
    arr.keys(K.Key_Return)
    assert arr.kept("Camila")[0] == FIRST


def test_clashes_are_listed_and_walked_through_by_keys(arr):
    filled(arr)
    arr.drag("Amara", FIRST, "16:00")
    arr.hands.click("clashes_segment")
    arr.hands.tab_to("clash_list")
    arr.keys(K.Key_Return)
    assert arr.grid.hasFocus()
    assert arr.grid.cursor_key in {arr.key_of("Amara"), arr.key_of("Dao")}
    arr.keys(K.Key_Delete)
    assert "Clashes  0" in arr.hands.said()


def test_siblings_a_mark_stands_for_are_spoken(arr):
    filled(arr)
    arr.grid.show_meeting(arr.key_of("Dao"))
    assert "has brothers or sisters here" in arr.line()
    assert "has brothers or sisters here" in arr.grid.accessibleName()


# Hours and a schedule of one's own


def test_a_schedule_is_made_by_hand_from_nothing_to_the_grid(tmp_path, qtbot):
    with arranging(tmp_path, qtbot) as arr:
        arr.office.schedules.remove(arr.ids["schedule"])
        arr.page._read()
        arr.hands.settle()
        assert "No days are arranged yet" in arr.hands.said()
        arr.hands.click("empty_action")
        arr.hands.write("schedule_name_field", "Make-up days")
        arr.hands.pick("schedule_whose_choice", "Ben Brook (3)")
        arr.hands.click("schedule_button")
        assert arr.page.segments.current() == "hours", "nobody can be met yet"
        arr.hands.click("day_add_button")
        for key, words in (("begins", "4:00"), ("ends", "6 PM"), ("out", "5"), ("back", "4:45")):
            arr.hands.write(f"evening_{key}_field", words)
        arr.hands.click("evening_button")
        assert "is no time to meet in" in arr.hands.said(), "the break ends before it begins"
        arr.hands.write("evening_back_field", "5:15")
        arr.hands.click("evening_button")
        assert "4:00 PM to 5:00 PM, 5:15 PM to 6:00 PM" in arr.hands.said()
        arr.hands.click("to_grid_button")
        filled(arr)
        (line,) = arr.office.schedules.all()
        assert (line.name, line.meetings, line.placed) == ("Make-up days", 3, 3)


def test_students_handed_in_are_who_the_new_schedule_is_for(arr):
    arr.page.arrange_for([arr.ids["Amara"], arr.ids["Hana"]])
    arr.hands.settle()
    arr.hands.click("schedule_button")
    (line, _fall) = arr.office.schedules.all()
    assert line.meetings == 2


def test_somebody_who_is_not_there_meets_nobody_on_that_day_until_it_is_as_usual(arr):
    arr.hands.click("hours_segment")
    arr.hands.click("person_add_button")
    arr.hands.pick("person_who_choice", "Ada Abbott")
    arr.hands.pick("person_day_choice", "December 1")
    arr.hands.write("person_room_field", "Library")
    arr.hands.click("person_button")
    assert "Tuesday, December 1 · not there" in arr.hands.said()
    arr.hands.click("grid_segment")
    filled(arr)
    assert arr.kept("Amara") == (SECOND, "16:15")
    assert arr.grid.board.columns[0].room == "Library"
    arr.hands.click("hours_segment")
    arr.hands.click("person_usual_button_0")
    assert "Everybody is there on every day" in arr.hands.said()


def test_an_interpreter_more_is_a_place_more(arr):
    arr.hands.click("hours_segment")
    box = arr.hands.find("interpreter_box_es")
    box.setFocus()
    QTest.keyClick(box, K.Key_Up)
    QTest.keyClick(box, K.Key_Tab)
    arr.hands.settle()
    arr.hands.click("grid_segment")
    filled(arr)
    assert arr.kept("Camila")[0] == FIRST


# Searched and published


def test_a_search_says_what_came_of_it_and_is_taken_back_as_one(arr):
    arr.hands.click("search_button")
    assert "8 of 9 conferences have a place. No day could hold more." in arr.hands.said()
    assert "No family waits between its children's conferences." in arr.hands.said()
    undo(arr)
    assert {arr.kept(given)[0] for given in CHILDREN} == {None}


def test_a_search_that_is_cancelled_leaves_everything_as_it_was(arr, monkeypatch):
    from ilp_desktop.scheduling import solving

    def never(day, placed, *, seconds, watch):
        while True:
            watch.at("placed", 1, 9)

    monkeypatch.setattr(solving, "solve", never)
    QTest.mouseClick(arr.hands.find("search_button"), Qt.MouseButton.LeftButton)
    words = "Looking for a better day… 1 of 9 have a place."
    arr.hands.qtbot.waitUntil(lambda: arr.page.grid.working.words.text() == words, timeout=12_000)
    assert not arr.grid.isEnabled()
    arr.hands.click("working_cancel")
    assert arr.grid.isEnabled()
    assert arr.grid.hasFocus()
    assert {arr.kept(given)[0] for given in CHILDREN} == {None}
    assert not arr.hands.find("undo_button").isEnabled()


def test_what_is_published_stands_on_the_conference_day(arr, qtbot):
    filled(arr)
    arr.hands.click("publish_button")
    (asked,) = arr.answers.asked
    assert "8 conferences are put on the days. 1 family still has no time and hears nothing yet." in asked
    assert "Published" in arr.hands.said()
    rows = {row.student_name.split()[0]: row.starts_at for row in arr.office.conferences.day(FIRST).rows}
    assert rows["Amara"] == "16:15"
    screen = DayScreen(arr.office, arr.page._background, arr.clock, arr.office.zone)
    qtbot.addWidget(screen)
    screen.show()
    arr.hands.settle()
    asked = []
    screen.arranging_asked.connect(lambda: asked.append(True))
    QTest.mouseClick(screen.findChild(QPushButton, "arrange_days_button"), Qt.MouseButton.LeftButton)
    assert asked


def test_sign_ups_from_another_tool_are_placed_and_rows_that_fit_nobody_are_named(arr, tmp_path):
    arr.answers.file = tmp_path / "slots.csv"
    arr.answers.file.write_text(
        "Date,Time,Teacher,Student Name\n12/1/2026,4:30 PM,Abbott,Amara Family0\n12/1/2026,4:45 PM,,Who Knows\n"
    )
    arr.hands.click("hours_segment")
    arr.hands.click("slots_button")
    assert arr.kept("Amara") == (FIRST, "16:30")
    assert "1 conference is placed. Row 3: nobody of this schedule has that number or name." in arr.hands.said()
    undo(arr)
    assert arr.kept("Amara") == (None, "")


# Who may, and how it looks


def test_a_teacher_reads_a_leads_schedule_and_changes_one_of_their_own(tmp_path, qtbot):
    with arranging(tmp_path, qtbot, role=Role.TEACHER) as arr:
        arr.open()
        assert not arr.hands.sees("fill_button")
        assert not arr.hands.sees("publish_button")
        assert "Made by a colleague" in arr.hands.said()
        arr.grid.setFocus()
        arr.keys(K.Key_Home, K.Key_Return)
        assert arr.grid.carry is None
        arr.page._go("which")
        arr.hands.click("schedule_new_button")
        arr.hands.click("schedule_button")
        own = arr.office.schedules.all()[0]
        assert own.meetings == 3, "a teacher's own students"
        assert arr.office.schedules.sheet(own.schedule_id).may_change


def test_who_arranges_no_days_is_not_led_there(arr, qtbot):
    desk = arr.office.as_seen_by(replace(arr.office.viewer, role=Role.FRONT_DESK))
    screen = DayScreen(desk, arr.page._background, arr.clock, arr.office.zone)
    qtbot.addWidget(screen)
    screen.show()
    arr.hands.settle()
    assert not screen.findChild(QPushButton, "arrange_days_button").isVisible()


def test_in_spanish_at_the_largest_text_nothing_is_wider_than_a_school_laptop(tmp_path, qtbot, qapp):
    speak("es")
    theme.apply(qapp, "dark", 150, reduce_motion=True)
    try:
        with arranging(tmp_path, qtbot, size=QSize(1294, 720)) as arr:
            arr.open()
            filled(arr)
            assert "1 familia necesita intérprete de español; no hay ninguno." in arr.hands.said()
            for step in ("which", "hours", "grid"):
                arr.hands.click(f"{step}_segment")
                assert arr.page.width() <= 1294, step
            arr.grid.show_meeting(arr.key_of("Amara"))
            assert arr.line().startswith("Ada Abbott: Amara Family0, Grado 5")
    finally:
        speak("en")


def test_a_drag_over_a_whole_school_costs_the_window_less_than_a_frame_a_step(arr):
    """Medians, for a busy machine; the page of forty is the scoreboard's."""
    filled(arr)
    arr.drag("Amara", FIRST, "16:00", drop=False)
    taken = []
    for at in ("16:00", "16:15", "16:30", "16:45") * 6:
        to = arr.spot("Amara", FIRST, at)
        started = time.perf_counter()
        QTest.mouseMove(arr.grid.viewport(), to)
        arr.grid.viewport().repaint()
        taken.append(time.perf_counter() - started)
    arr.drop("Amara", FIRST, "16:45")
    assert statistics.median(taken) < 0.016, [round(one * 1000, 1) for one in taken]


def test_what_changes_elsewhere_does_not_take_a_meeting_from_under_a_hand(arr):
    filled(arr)
    arr.hands.tab_to("arranging_grid")
    arr.keys(K.Key_Home, K.Key_Return)
    lay, schedule, other = arr.office.schedules.lay, arr.ids["schedule"], arr.key_of("Hana")
    arr.hands.background.do(lambda: lay(schedule, {other: Place(SECOND, "16:30")}))
    arr.hands.settle()
    assert arr.grid.carry is not None
    arr.keys(K.Key_Escape)
    assert arr.grid.board.at(other) == arr.grid.board.minute(SECOND, "16:30")
    assert arr.kept("Hana") == (SECOND, "16:30")
    assert isinstance(arr.kept("Hana")[0], date)
