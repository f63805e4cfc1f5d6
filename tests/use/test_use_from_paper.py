"""A stack of paper is typed in by keyboard alone, page by page, and goes on after the program was killed."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from use_hands import CTRL, Keys, MouseTrap, all_shown, key, read_all, rows, shown, type_text, until, words
from use_paper import GOAL, IMPROVE, PROUD, STEP, Typist, unlock

from ilp_desktop.domain.conferences import ConferenceState
from ilp_desktop.ui.paper.sheets_window import SheetsWindow

pytestmark = pytest.mark.window


@pytest.fixture
def typist(place, demo) -> Typist:
    program = place.start(demo)
    unlock(program)
    return Typist(program)


def _stack(typist: Typist):
    page = typist.program.window.shell.page("from_paper")
    return page._stack.rows


def test_three_students_are_typed_in_and_put_away_by_keyboard_alone(typist, qapp: QApplication):
    trap = MouseTrap()
    qapp.installEventFilter(trap)
    office = typist.program.office
    typist.open_page()
    typist.open_first()
    ids = [row.conference_id for row in _stack(typist)]
    for _ in range(3):
        typist.student()
        typist.put_away()
    qapp.removeEventFilter(trap)
    assert trap.caught == []
    until(lambda: all("Put away" in row for row in rows("paper_list")[:3]), "the plans are made meanwhile")
    for conference_id in ids[:3]:
        sheet = office.conferences.open(conference_id)
        assert sheet.state is ConferenceState.SIGNED
        assert sheet.answer("celebrate.proud").text == PROUD
        assert sheet.answer("data.improve").text == IMPROVE
        assert [goal.text for goal in sheet.goals] == [GOAL]
        assert [step.text for step in sheet.goals[0].steps][:1] == [STEP]
        assert sheet.consultation.noted
        (paper,) = office.plans.renderings(conference_id)
        assert office.plans.verify(office.plans.rendering(paper.rendering_id)).kind == "genuine"
    assert "To type in" in rows("paper_list")[3]
    # What the handbook says of a typical student: docs/architecture.md "What was written on paper".
    assert typist.moves / 3 <= 30, typist.moves
    assert 150 <= typist.letters / 3 <= 180, typist.letters


def test_a_kill_in_the_middle_loses_nothing_and_the_page_goes_on_where_it_was(place, demo):
    script = Path(__file__).with_name("use_paper.py")
    running = subprocess.Popen(
        [sys.executable, str(script), str(demo)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=script.parents[2],
    )
    try:
        assert running.stdout is not None
        name = running.stdout.readline().strip()
        assert name
        time.sleep(1.0)  # what is typed is on the disk within a second
        running.send_signal(signal.SIGKILL)
    finally:
        running.kill()
        running.wait(10)
        running.stdout.close()
    place.clock._at += timedelta(minutes=10)
    program = place.start(demo)
    unlock(program)
    typist = Typist(program)
    typist.open_page()
    assert "Begun" in rows("paper_list")[0]
    typist.open_first()
    assert words("paper_name") == name
    assert set(typist.answered("paper_here_")) == {"y"}
    assert shown("answer_celebrate_proud").toPlainText() == PROUD
    assert shown("paper_goal_1").text() == GOAL
    assert typist.at == "paper_step_1_1", "the keyboard stands on the first line that is not filled in"
    typist.write(STEP)
    conference_id = _stack(typist)[0].conference_id
    until(lambda: [step.text for step in program.office.conferences.open(conference_id).goals[0].steps] == [STEP])


def test_a_sheet_is_found_by_its_code_and_a_wrong_code_says_so(typist):
    typist.open_page()
    rows_there = _stack(typist)
    hand = Keys(typist.program.window)
    hand.write("paper_find", "222-2")
    key(Qt.Key.Key_Return)
    until(lambda: "No sheet of this day" in words("paper_told"))
    field = hand.reach("paper_find")
    field.selectAll()
    type_text(rows_there[2].code.lower())
    key(Qt.Key.Key_Return)
    typist.wait_for_form()
    assert words("paper_name") == rows_there[2].student_name


def test_without_the_minutes_a_sheet_is_not_put_away_and_the_keyboard_stands_there(typist):
    typist.open_page()
    typist.open_first()
    key(Qt.Key.Key_Return, CTRL)
    until(lambda: all_shown("paper_banner"))
    assert "private consultation" in read_all(shown("paper_banner"))
    assert typist.at == "paper_talk"
    type_text("b")
    key(Qt.Key.Key_Return)
    assert words("paper_talk_told") == "No parent or guardian could be here"
    before = words("paper_name")
    key(Qt.Key.Key_Return, CTRL)
    typist.wait_for_form(before)
    until(lambda: "To sign" in rows("paper_list")[0])


def test_who_sees_it_differently_writes_why_before_the_mark_is_taken(typist):
    typist.open_page()
    typist.open_first()
    person = next(each for each in _signs(typist))
    hand = Keys(typist.program.window)
    hand.reach(person)
    key(Qt.Key.Key_3)
    assert typist.at == person.replace("sign", "words")
    type_text("Less homework")
    key(Qt.Key.Key_Return)
    conference_id, number = _stack(typist)[0].conference_id, int(person.rsplit("_", 1)[1])

    def marked() -> str:
        lines = typist.program.office.signing.prepare(conference_id).signers
        mark = next(each.mark for each in lines if each.participant.participant_id == number)
        return mark.words if mark else ""

    until(lambda: marked() == "Less homework")


def _signs(typist: Typist) -> list[str]:
    return [each.objectName() for each in all_shown(r"paper_sign_\d+")]


def test_preparation_is_reached_from_the_day_and_mended_in_place(typist, monkeypatch):
    hand = Keys(typist.program.window)
    hand.press("day_papers")
    hand.menu("preparation_action")
    until(lambda: all_shown("ready_list") and rows("ready_list"))
    first = next(row for row in rows("ready_list") if row.endswith("No strengths written"))
    name = first.split(", ")[1]
    hand.choose("ready_list", name)
    until(lambda: all_shown("paper_form") and words("ready_name") == name)
    hand.press("mend_no_strengths")
    assert QApplication.focusWidget().objectName() == "answer_celebrate_strengths"
    type_text("Asks why until it is clear")
    key(Qt.Key.Key_Return)
    until(lambda: any(name in row and "Ready" in row for row in rows("ready_list")))


def test_a_stack_is_looked_at_and_saved_whole(typist, tmp_path):
    hand = Keys(typist.program.window)
    hand.press("day_papers")
    hand.menu("preparation_action")
    until(lambda: all_shown("ready_list") and rows("ready_list"))
    count = len(rows("ready_list"))
    hand.press("stack_button")
    until(lambda: all_shown("sheets_window_save") and shown("sheets_window_save").isEnabled())
    path = tmp_path / "stack.pdf"
    typist.program.dialogs.answer(path)
    shown("sheets_window_save").click()
    until(path.exists)
    text = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
    assert f"of {count}, page 1 of" in text or f"de {count}, página 1 de" in text
    until(lambda: "Saved" in read_all(shown("sheets_window_banner")))
    typist.program.window.findChild(SheetsWindow).accept()
