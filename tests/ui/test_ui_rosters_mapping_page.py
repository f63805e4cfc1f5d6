"""A plain table on its way into a real office: looked at, its columns said, previewed, brought in, remembered."""

import json
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from ui_roster_office import new_office, school_clock

from ilp_desktop.domain.mappings import Content, DateOrder
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.rosters.flow import Phase
from ilp_desktop.ui.rosters.screen import RosterPage

pytestmark = pytest.mark.usefixtures("look")

STUDENTS = """Student_Number\tLastFirst\tDOB\tGrade_Level\tMom\tBus
104233\tHernández, Camila\t03/14/2015\t5\tRosa Hernández\t12
104234\tTsosie, Benjamin\t11/02/2014\t6\tMarie Tsosie\t4
104251\tOkafor, Amara\t07/30/2015\t5\tAda Okafor\t9
104252\tPark, Minho\t01/22/2016\t4\t\t9
"""


@pytest.fixture
def office(tmp_path):
    with new_office(tmp_path, school_clock()) as made:
        yield made


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def page(qtbot, office, background, dialogs):
    made = RosterPage(office, background, dialogs)
    qtbot.addWidget(made)
    made.resize(1294, 768)
    made.show()
    yield made
    made.mapping.chooser.hide()
    made.flush()
    background.close()


@pytest.fixture
def table(tmp_path) -> Path:
    path = tmp_path / "Quick Export.txt"
    path.write_bytes(STUDENTS.encode("cp1252"))
    return path


def until(qtbot, page, phase):
    qtbot.waitUntil(lambda: page.state.phase is phase, timeout=20_000)


def cell(page, row, column) -> str:
    return page.findChild(QLabel, f"sample_{row}_{column}").text()


def sampled(qtbot, page, row, column, words):
    qtbot.waitUntil(lambda: cell(page, row, column) == words, timeout=10_000)


def draft(page):
    assert page._steps.draft is not None
    return page._steps.draft


def say(page, heading, words):
    """Choose what a column becomes, by its place in the list and a few letters."""
    at = [line.heading for line in draft(page).lines].index(heading)
    page.mapping.choose_in(at)
    QTest.keyClicks(page.mapping.chooser.search, words)
    QTest.keyClick(page.mapping.chooser.search, Qt.Key.Key_Return)


def open_table(qtbot, page, path):
    page.read(path)
    until(qtbot, page, Phase.MAPPING)
    qtbot.waitUntil(lambda: page._steps._rows is not None, timeout=10_000)


def test_a_table_is_looked_at_its_columns_said_and_it_comes_in(qtbot, page, office, table):
    open_table(qtbot, page, table)
    sampled(qtbot, page, 1, 0, "Camila Hernández")
    assert [cell(page, 1, column) for column in range(4)] == ["Camila Hernández", "104233", "Grade 5", "Mar 14, 2015"]
    assert page.mapping.go.hasFocus(), "all is said: the next step is one key away"
    assert office.students.count() == 0
    page.mapping.go.click()
    until(qtbot, page, Phase.PREVIEW)
    assert page.state.preview.of("student").new == 4
    page.preview.apply.click()
    until(qtbot, page, Phase.DONE)
    assert office.students.count() == 4
    assert page._steps.draft is None, "cells of the file are not kept"


def test_results_are_shown_with_the_names_of_students_who_are_here(qtbot, page, office, table, tmp_path):
    page.read(table)
    until(qtbot, page, Phase.MAPPING)
    office.rosters.apply(office.rosters.preview(table, mapping=draft(page).mapping).run_id)
    page.mapping.back.click()
    results = tmp_path / "absences.csv"
    results.write_text("Student Number,Days Absent\n104233,3\n999999,4\n")
    open_table(qtbot, page, results)
    sampled(qtbot, page, 1, 0, "Camila Hernández (104233)")
    assert cell(page, 2, 0) == "999999"


def test_a_choice_changes_the_first_rows_at_once(qtbot, page, table):
    open_table(qtbot, page, table)
    sampled(qtbot, page, 1, 2, "Grade 5")
    say(page, "Grade_Level", "leave out")
    sampled(qtbot, page, 1, 2, "\u2013")
    say(page, "Bus", "grade level")
    sampled(qtbot, page, 1, 2, "Grade 12")
    say(page, "Student_Number", "leave out")
    qtbot.waitUntil(lambda: not cell(page, 1, 0))
    assert not page.mapping.go.isEnabled()


def test_what_was_chosen_is_remembered_and_can_be_begun_anew(qtbot, page, office, table):
    open_table(qtbot, page, table)
    say(page, "Bus", "preferred first")
    source = page.mapping.about.source
    source.lineEdit().selectAll()
    QTest.keyClicks(source.lineEdit(), "Hill School")
    page.mapping.go.click()
    until(qtbot, page, Phase.PREVIEW)
    page.preview.apply.click()
    until(qtbot, page, Phase.DONE)
    page.done.again.emit()
    until(qtbot, page, Phase.CHOOSE)
    table.write_bytes((STUDENTS + "104299\tNew, Nia\t02/02/2015\t5\t\t1\n").encode())
    open_table(qtbot, page, table)
    assert draft(page).remembered
    assert draft(page).mapping.source == "Hill School"
    assert draft(page).field_of("Bus") == "preferred_name"
    qtbot.waitUntil(lambda: page.mapping.about.source.count() == 1)
    assert page.mapping.about.afresh.isVisible()
    page.mapping.about.afresh.click()
    qtbot.waitUntil(lambda: not draft(page).remembered)
    assert draft(page).field_of("Bus") != "preferred_name"
    assert not page.mapping.about.afresh.isVisible()


def test_from_what_it_would_change_one_comes_back_to_the_columns(qtbot, page, office, table):
    open_table(qtbot, page, table)
    page.mapping.go.click()
    until(qtbot, page, Phase.PREVIEW)
    assert page.preview.drop.text() == "Back to the columns"
    page.preview.drop.click()
    assert page.state.phase is Phase.MAPPING
    say(page, "Mom", "leave out")
    page.mapping.go.click()
    until(qtbot, page, Phase.PREVIEW)
    assert page.state.preview.of("guardian").new == 0
    page.preview.drop.click()
    page.mapping.back.click()
    assert page.state.phase is Phase.CHOOSE
    assert page._steps.draft is None
    assert office.students.count() == 0


def test_a_mapping_is_saved_as_a_file_and_opened_by_another_school(qtbot, page, dialogs, table, tmp_path):
    open_table(qtbot, page, table)
    say(page, "Bus", "preferred first")
    shared = tmp_path / "shared.json"
    dialogs.answer(shared)
    page.mapping.saving.click()
    qtbot.waitUntil(shared.exists)
    said = json.loads(shared.read_text())
    assert {"field": "preferred_name", "column": "Bus"} in said["columns"]
    assert "Camila" not in shared.read_text()
    page.mapping.back.click()
    open_table(qtbot, page, table)
    assert draft(page).field_of("Bus") == ""
    dialogs.answer(shared)
    page.mapping.opening.click()
    qtbot.waitUntil(lambda: draft(page).field_of("Bus") == "preferred_name")


def test_a_file_that_is_no_mapping_is_said_in_a_sentence(qtbot, page, dialogs, table, tmp_path):
    other = tmp_path / "letter.json"
    other.write_text("Dear all")
    open_table(qtbot, page, table)
    before = draft(page)
    dialogs.answer(other)
    page.mapping.opening.click()
    qtbot.waitUntil(lambda: "The mapping file could not be opened" in dialogs.asked)
    assert draft(page) == before


def test_a_value_that_is_the_same_in_every_row_is_added_and_dropped(qtbot, page, dialogs, table):
    open_table(qtbot, page, table)
    dialogs.answer("Alder Elementary")
    page.mapping.constant.click()
    assert page.mapping.chooser.isVisible()
    QTest.keyClicks(page.mapping.chooser.search, "school")
    QTest.keyClick(page.mapping.chooser.search, Qt.Key.Key_Return)
    assert [(use.field, use.constant) for use in draft(page).constants] == [("school", "Alder Elementary")]
    page.mapping.columns.setFocus()
    QTest.keyClick(page.mapping.columns, Qt.Key.Key_End)
    QTest.keyClick(page.mapping.columns, Qt.Key.Key_Delete)
    assert draft(page).constants == ()


def test_a_workbook_asks_which_sheet_and_where_the_headings_are(qtbot, page, tmp_path):
    path = tmp_path / "export.xlsx"
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Students"
    for row in (
        ("Alder Elementary", None),
        (None, None),
        ("Student ID", "First Name", "Last Name"),
        (1, "Ana", "Ruiz"),
    ):
        first.append(row)
    staff = book.create_sheet("Staff")
    for row in (("Staff ID", "Name", "Job Title"), (7, "Lund, Erik", "Counselor")):
        staff.append(row)
    book.save(path)
    open_table(qtbot, page, path)
    assert (draft(page).look.sheet, draft(page).look.heading_row) == ("Students", 3)
    sampled(qtbot, page, 1, 0, "Ana Ruiz")
    sheets = page.mapping.about.sheet
    assert sheets.isVisible()
    sheets.setFocus()
    QTest.keyClick(sheets, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: draft(page).look.sheet == "Staff")
    assert draft(page).mapping.content is Content.STAFF
    sampled(qtbot, page, 1, 0, "Erik Lund")
    page.mapping.about.heading.more.click()
    qtbot.waitUntil(lambda: draft(page).look.heading_row == 2)
    assert "Lund, Erik" in [line.heading for line in draft(page).lines]
    page.mapping.about.heading.less.click()
    qtbot.waitUntil(lambda: draft(page).look.heading_row == 1)


def test_the_rows_can_be_about_something_else(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Student Number,First Name,Last Name,Email\n1,Ana,Ruiz,a@example.org\n")
    open_table(qtbot, page, path)
    about = draft(page).mapping.content
    combo = page.mapping.about.content
    for content, key in ((Content.STUDENTS, Qt.Key.Key_Home), (Content.GUARDIANS, Qt.Key.Key_Down)):
        combo.setFocus()
        QTest.keyClick(combo, key)
        qtbot.waitUntil(lambda content=content: draft(page).mapping.content is content)
    assert about in {Content.STUDENTS, Content.GUARDIANS}
    assert draft(page).field_of("Last Name") == "guardian_last_name"
    assert page.mapping.about.complete.isVisible()
    page.mapping.about.content_chosen.emit(Content.CREDITS)
    qtbot.waitUntil(lambda: draft(page).mapping.content is Content.CREDITS)
    assert not page.mapping.about.complete.isVisible(), "credits are never the whole truth"


def test_the_order_of_dates_is_asked_and_read(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Student Number,First Name,Last Name,DOB\n1,Ana,Ruiz,03/04/2015\n2,Ben,Ito,05/06/2015\n")
    open_table(qtbot, page, path)
    sampled(qtbot, page, 1, 3, "Mar 4, 2015")
    page.mapping.about.dates.findChild(type(page.mapping.go), "day_first_segment").click()
    assert draft(page).mapping.date_order is DateOrder.DAY_FIRST
    sampled(qtbot, page, 1, 3, "Apr 3, 2015")


def test_a_file_that_is_gone_when_it_is_looked_at_again_is_said(qtbot, page, dialogs, table):
    open_table(qtbot, page, table)
    table.unlink()
    page.mapping.about.heading.more.click()
    qtbot.waitUntil(lambda: "The file could not be read so" in dialogs.asked)
    assert draft(page).look.heading_row == 1
    page.mapping.go.click()
    until(qtbot, page, Phase.FAILED)
    page.failed.second.click()
    assert page.state.phase is Phase.MAPPING


def test_a_look_can_be_stopped_and_its_answer_is_let_go(page, table):
    page.read(table)
    page.working.cancel.click()
    assert page.state.phase is Phase.CHOOSE
    assert page.choose.stopped.isVisible()
    QTest.qWait(200)
    assert page.state.phase is Phase.CHOOSE
