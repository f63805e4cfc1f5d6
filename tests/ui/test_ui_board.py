"""The board on the screen: from a number to the students behind it, to what is done next, by mouse and by keys."""

import csv
import shutil

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from ui_board_office import MINE, make, make_bare
from ui_roster_office import PASSPHRASE, school_clock

from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.board import By, Show, Whose
from ilp_desktop.domain.policy.findings import State
from ilp_desktop.language import use
from ilp_desktop.office import open_office
from ilp_desktop.store import uids
from ilp_desktop.ui.board.screen import BoardScreen
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.widgets import Button, EmptyState, Text
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.usefixtures("look")
WAIT = 12_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def _ruled(tmp_path_factory):
    return make(tmp_path_factory.mktemp("board"))


@pytest.fixture(scope="module")
def _bare(tmp_path_factory):
    return make_bare(tmp_path_factory.mktemp("bare"))


def opened(made, folder):
    return open_office(shutil.copytree(made, folder / made.name), PASSPHRASE, clock=school_clock(), lowest=CHEAP)


@pytest.fixture
def office(_ruled, tmp_path):
    with opened(_ruled, tmp_path) as office:
        yield office


@pytest.fixture
def show(qtbot, background):
    """Show the board of an office, for its lead or for somebody else."""

    def show(office) -> BoardScreen:
        dialogs = AnsweredDialogs()
        screen = BoardScreen(office, background, dialogs, school_clock())
        screen.dialogs = dialogs
        qtbot.addWidget(screen)
        screen.resize(1290, 768)
        with qtbot.waitSignal(screen.answered, timeout=WAIT):
            screen.show()
        return screen

    yield show
    background.close()


@pytest.fixture
def screen(show, office):
    return show(office)


def teacher(office):
    return office.as_seen_by(Viewer(uids.uid_at(school_clock().now()), Role.TEACHER, "Tess Teacher", 4242))


def listed(screen):
    return screen.students.list.rows.rows()


def settled(qtbot, screen, act):
    with qtbot.waitSignal(screen.answered, timeout=WAIT):
        act()


def click(qtbot, screen, name, kind=Button):
    settled(qtbot, screen, lambda: QTest.mouseClick(screen.findChild(kind, name), LEFT))


def tile(screen, name):
    return next(one for one in screen.students.tiles._tiles.values() if one.objectName() == f"{name}_tile")


def click_cell(view, index):
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center())


def overdue_cell(table):
    """The first number of what is overdue."""
    model = table.rows
    return next(
        model.index(row, column)
        for row in range(model.rowCount())
        for column in range(1, model.columnCount())
        if model.headerData(column, Qt.Orientation.Horizontal) == "Overdue"
        and model.figure(model.index(row, column)).number
    )


# What it opens with


def test_it_opens_on_my_students_the_most_urgent_first_with_the_numbers_above(screen, office):
    rows = listed(screen)
    assert len(rows) == MINE
    assert [row.due_on for row in rows] == sorted(row.due_on for row in rows)
    summary = office.board.summary()
    for name in ("overdue", "soon", "no_plan", "all_set"):
        assert tile(screen, name).number == summary.of(Show(name))
    assert tile(screen, "overdue").accessibleName() == f"Overdue, {summary.overdue} students"


def test_a_row_says_everything_aloud(screen):
    said = screen.students.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    row = listed(screen)[0]
    assert said.startswith(f"{row.name}, ")
    assert "overdue" in said
    assert "2026" in said
    assert screen.students.list.accessibleDescription()


def test_a_tile_filters_and_the_same_tile_takes_the_filter_away(qtbot, screen, office):
    overdue = office.board.summary().overdue
    assert 0 < overdue < MINE
    settled(qtbot, screen, lambda: QTest.mouseClick(tile(screen, "overdue"), LEFT))
    assert len(listed(screen)) == overdue
    assert {row.state for row in listed(screen)} == {State.OVERDUE}
    assert tile(screen, "overdue").isChecked()
    settled(qtbot, screen, lambda: QTest.keyClick(tile(screen, "overdue"), Qt.Key.Key_Space))
    assert len(listed(screen)) == MINE
    assert not tile(screen, "overdue").isChecked()


def test_the_students_without_a_plan_are_one_click_away(qtbot, screen, office):
    click(qtbot, screen, "everyone_segment")
    settled(qtbot, screen, lambda: QTest.mouseClick(tile(screen, "no_plan"), LEFT))
    assert all(row.no_plan for row in listed(screen))
    assert tile(screen, "no_plan").number == office.board.summary(Whose.EVERYONE).no_plan


def test_everyone_goes_on_as_one_scrolls_and_nobody_stands_twice(qtbot, screen, office):
    click(qtbot, screen, "everyone_segment")
    total = office.board.summary(Whose.EVERYONE).needed
    assert len(listed(screen)) == 60 < total
    screen.students.list.setFocus()
    QTest.keyClick(screen.students.list, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(listed(screen)) == total, timeout=WAIT)
    assert len({row.student_id for row in listed(screen)}) == total


# From a number to what is done


def test_from_a_number_to_its_students_in_one_click_and_to_the_deed_in_two(qtbot, screen):
    click(qtbot, screen, "clause_segment")
    table = screen._numbers.table
    cell = overdue_cell(table)
    figure = table.rows.figure(cell)
    table.scrollTo(cell)
    settled(qtbot, screen, lambda: click_cell(table, cell))
    assert len(listed(screen)) == figure.number
    assert {row.clause_id for row in listed(screen)} == {figure.behind.clause_id}
    assert screen.findChild(Text, "board_behind_title").text() == figure.words
    listing = screen.students.list
    heard = []
    for signal in (screen.schedule_asked, screen.group_asked, screen.letter_asked, screen.requirements_asked):
        signal.connect(lambda *what: heard.append(what))
    place = listing.step_place(listing.rows.index(0)).center().toPoint()
    QTest.mouseClick(listing.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert [what[0] for what in heard] == [listed(screen)[0].student_id]
    click(qtbot, screen, "board_back_button")
    assert screen._pages.currentWidget() is screen._numbers


def test_the_same_with_the_keyboard_alone(qtbot, screen):
    tabs = screen.findChild(Button, "mine_segment")
    tabs.setFocus()
    settled(
        qtbot,
        screen,
        lambda: (QTest.keyClick(tabs, Qt.Key.Key_Right), QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Space)),
    )
    settled(
        qtbot,
        screen,
        lambda: (
            QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Right),
            QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Space),
        ),
    )
    table = screen._numbers.table
    qtbot.waitUntil(table.isVisible, timeout=WAIT)
    screen.focus_first()
    assert screen.focusWidget() is table
    table.setCurrentIndex(overdue_cell(table))
    settled(qtbot, screen, lambda: QTest.keyClick(table, Qt.Key.Key_Return))
    listing = screen.students.list
    assert screen.focusWidget() is listing
    assert listing.current() is not None
    with qtbot.waitSignal(screen.student_asked, timeout=WAIT) as asked:
        QTest.keyClick(listing, Qt.Key.Key_Return)
    assert asked.args == [listing.current().student_id]
    heard = []
    for signal in (screen.schedule_asked, screen.group_asked, screen.letter_asked, screen.requirements_asked):
        signal.connect(lambda *what: heard.append(what[0]))
    QTest.keyClick(listing, Qt.Key.Key_Space)
    assert heard == [listing.current().student_id]
    settled(qtbot, screen, lambda: QTest.keyClick(listing, Qt.Key.Key_Escape))
    assert screen.focusWidget() is table


@pytest.mark.parametrize("by", list(By))
def test_grades_keepers_and_schools_lead_to_their_students(qtbot, screen, by):
    click(qtbot, screen, "clause_segment")
    click(qtbot, screen, f"{by.value}_segment")
    table = screen._numbers.table
    cell = table.rows.index(0, 2)
    number = table.rows.figure(cell).number
    assert number
    settled(qtbot, screen, lambda: click_cell(table, cell))
    last = None
    while last != len(listed(screen)) and len(listed(screen)) < number:
        last = len(listed(screen))
        screen.students.list.scrollToBottom()
        qtbot.waitUntil(lambda last=last: len(listed(screen)) > last, timeout=WAIT)
    assert len(listed(screen)) == number


def test_what_falls_due_leads_to_the_students_of_a_day(qtbot, screen, office):
    click(qtbot, screen, "due_segment")
    view = screen._due
    while view.list.rows.rowCount() < 2:
        click(qtbot, screen, "board_later_button")
    row = view.list.rows.row(view.list.rows.index(1))
    settled(qtbot, screen, lambda: click_cell(view.list, view.list.rows.index(1)))
    assert {one.due_on for one in listed(screen)} == {row.day}
    assert screen.findChild(Text, "board_behind_title").text().startswith(row.title)
    click(qtbot, screen, "board_back_button")
    assert screen._pages.currentWidget() is view


def test_the_school_and_the_district_have_a_group_of_their_own(qtbot, screen, office):
    click(qtbot, screen, "clause_segment")
    asked = office.board.of_school()
    assert len(asked) > 1
    qtbot.waitUntil(lambda: len(screen.findChildren(QLabel, "school_line_title")) == len(asked), timeout=WAIT)


def test_the_one_chosen_is_explained_in_sentences_with_their_citations(qtbot, screen, office):
    listing = screen.students.list
    QTest.mouseClick(listing.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(80, 30))
    side = screen.students.side
    qtbot.waitUntil(lambda: bool(side.words()), timeout=WAIT)
    row = listing.current()
    assert side.name.text() == row.name
    first = side.words().splitlines()[0]
    assert first.startswith(f"{row.title}: overdue.")
    assert first.endswith(")")
    with qtbot.waitSignal(screen.student_asked, timeout=WAIT) as asked:
        QTest.mouseClick(side.open, LEFT)
    assert asked.args == [row.student_id]
    qtbot.waitUntil(lambda: bool(side.findChildren(QLabel, "need_text")), timeout=WAIT)
    button = next(one for one in side.findChildren(Button) if one.objectName().startswith("need_"))
    heard = []
    for signal in (screen.schedule_asked, screen.group_asked, screen.letter_asked, screen.requirements_asked):
        signal.connect(lambda *what: heard.append(what[0]))
    QTest.mouseClick(button, LEFT)
    assert heard == [row.student_id]


# Keeping up


def test_what_is_met_leaves_the_list_while_one_looks_and_the_choice_stays(qtbot, screen, office, background):
    listing = screen.students.list
    listing.setCurrentIndex(listing.rows.index(5))
    chosen = listing.current().student_id
    gone = listed(screen)[0].student_id

    def withdraw():
        with office._desk.store.write() as connection:
            connection.exec_driver_sql(
                "UPDATE student SET withdrawn_at = '2026-10-15T14:00:00.000000Z' WHERE id = ?", (gone,)
            )
        return office.findings.catch_up()

    background.do(withdraw)
    qtbot.waitUntil(lambda: gone not in {row.student_id for row in listed(screen)}, timeout=WAIT)
    assert listing.current().student_id == chosen


def test_an_answer_to_what_was_asked_before_is_let_go(qtbot, screen, background):
    screen.go("everyone")
    screen.go("due")
    settled(qtbot, screen, lambda: screen.go("mine"))
    assert len(listed(screen)) == MINE
    assert screen.tabs.current() == "mine"


def test_while_a_school_is_judged_it_says_how_far_it_is_and_can_be_stopped(qtbot, screen):
    screen.show_progress(500, 2000)
    assert screen.working.isVisible()
    assert screen.working.words.text() == "Working out what is needed: 500 of 2,000 students"
    with qtbot.waitSignal(screen.cancel_asked, timeout=WAIT):
        QTest.mouseClick(screen.working.cancel, LEFT)
    screen.show_settled(1500)
    assert not screen.working.isVisible()
    assert "1,500" in screen.banner.words.text()
    with qtbot.waitSignal(screen.go_on_asked, timeout=WAIT):
        QTest.mouseClick(screen.banner.action, LEFT)
    assert not screen.banner.isVisible()


# Empty


def test_without_rules_the_lead_is_led_to_choose_them(qtbot, show, _bare, tmp_path):
    with opened(_bare, tmp_path) as office:
        screen = show(office)
        empty = screen.findChild(EmptyState, "board_empty")
        assert empty.title.text() == "No rules are in force yet"
        with qtbot.waitSignal(screen.policy_asked, timeout=WAIT):
            QTest.mouseClick(empty.action, LEFT)
        screen._background.close()


def test_who_has_no_students_reads_who_says_whose_they_are(qtbot, show, office):
    screen = show(teacher(office))
    empty = screen.findChild(EmptyState, "board_empty")
    assert empty.title.text() == "Nobody is assigned to you"
    assert not empty.action.isVisible()
    assert screen.findChild(Button, "everyone_segment") is None
    assert not screen.save.isEnabled()


def test_nothing_needed_is_said_gladly(qtbot, screen):
    settled(qtbot, screen, lambda: QTest.mouseClick(tile(screen, "all_set"), LEFT))
    assert screen.findChild(EmptyState, "board_empty").title.text() == "Nobody is all set yet"


# As a table


def test_what_is_listed_is_saved_as_a_workbook_or_a_table(qtbot, screen, tmp_path, office):
    settled(qtbot, screen, lambda: QTest.mouseClick(tile(screen, "overdue"), LEFT))
    names = [row.name for row in listed(screen)]
    for suffix in ("xlsx", "csv"):
        path = tmp_path / f"list.{suffix}"
        screen.dialogs.answer(path)
        QTest.mouseClick(screen.save, LEFT)
        qtbot.waitUntil(path.exists, timeout=WAIT)
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert [row[0].value for row in page.iter_rows(min_row=2)] == names
    assert all(row[5].is_date for row in page.iter_rows(min_row=2))
    lines = list(csv.reader((tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [line[0] for line in lines[1:]] == names


# In Spanish


def test_it_speaks_spanish(qtbot, show, office):
    use("es")
    try:
        screen = show(office)
        assert screen.findChild(Button, "mine_segment").text() == "Mis estudiantes"
        said = screen.students.list.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "vencido" in said
        click(qtbot, screen, "clause_segment")
        assert screen._numbers.table.rows.headerData(0, Qt.Orientation.Horizontal) == "Requisito"
    finally:
        use("en")


def test_a_day_is_arranged_for_all_of_a_list_or_for_those_who_are_chosen(qtbot, office, show):
    """From who still needs a conference to a day with exactly these, by one click."""
    board = show(office)
    button, rows = board.gathering.button, board.students.list
    assert button.text() == "Arrange a day for all\u2026"
    with qtbot.waitSignal(board.gathering.day_asked, timeout=WAIT) as asked:
        qtbot.mouseClick(button, LEFT)
    assert len(asked.args[0]) == MINE, "all of the list, also what was not scrolled to"
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(0))
    for _ in range(2):
        QTest.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert button.text() == "Arrange a day for 3 students\u2026"
    with qtbot.waitSignal(board.gathering.day_asked, timeout=WAIT) as asked:
        qtbot.mouseClick(button, LEFT)
    assert asked.args[0] == tuple(rows.rows.row(rows.rows.index(at)).student_id for at in range(3))


def test_who_arranges_no_days_is_not_offered_one_and_who_only_reads_no_attempt(qtbot, office, show):
    reader = office.as_seen_by(Viewer(office.viewer.person_uid, Role.PRINCIPAL, "Iris", office.viewer.staff_id))
    board = show(reader)
    board.students.list.setCurrentIndex(board.students.list.rows.index(0))
    assert not board.gathering.button.isVisible()
    assert not board.students.side.attempt.isVisible()


def test_a_try_is_noted_from_the_row_of_the_board(qtbot, office, show):
    """R35."""
    board = show(office)
    board.students.list.setCurrentIndex(board.students.list.rows.index(2))
    wanted = board.students.list.current().student_id
    with qtbot.waitSignal(board.students.side.attempt_asked, timeout=WAIT) as asked:
        qtbot.mouseClick(board.students.side.attempt, LEFT)
    assert asked.args == [wanted]
