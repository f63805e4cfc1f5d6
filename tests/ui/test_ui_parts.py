"""A page of parts, and the parts of a student's file: made when first gone to, left when something else is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from ui_roster_office import fill, new_office, school_clock

from ilp_desktop.ui.parts import PartsPage
from ilp_desktop.ui.students.screen import StudentsPage
from ilp_desktop.ui.students.student_part import StudentPart
from ilp_desktop.ui.widgets import Button, Text

pytestmark = pytest.mark.usefixtures("look")


class Who(StudentPart):
    def __init__(self):
        super().__init__()
        self.shown = Text("", "h2")
        QVBoxLayout(self).addWidget(self.shown)

    def show_student(self, student_id):
        self.shown.setText(f"student {student_id}")

    def leave_student(self):
        self.shown.setText("")


@pytest.fixture
def students(qtbot, tmp_path, background):
    clock = school_clock()
    with new_office(tmp_path, clock) as office:
        fill(office, tmp_path)
        page = StudentsPage(office, background, clock, office.zone)
        qtbot.addWidget(page)
        page.resize(1294, 768)
        with qtbot.waitSignal(page.answered):
            page.show()
        yield page
        background.close()


def test_each_part_is_made_when_it_is_first_gone_to_and_takes_the_keyboard(qtbot):
    made = []

    def make(key):
        made.append(key)
        return QLineEdit(key)

    page = PartsPage("Office", "office_page")
    qtbot.addWidget(page)
    for key in ("people", "backups"):
        page.add_part(key, key.title(), lambda key=key: make(key))
    page.show()
    assert made == []
    page.focus_first()
    assert made == ["people"]
    assert page.focusWidget().text() == "people"
    QTest.mouseClick(page.findChild(Button, "backups_segment"), Qt.MouseButton.LeftButton)
    assert page.go("people").text() == "people"
    assert made == ["people", "backups"]


def test_a_file_without_further_parts_offers_none(students):
    assert students.file.parts.isHidden()


def test_a_part_of_the_file_is_left_when_another_student_comes(qtbot, students):
    first, second = (row.student_id for row in students._office.students.search("", 2))
    students.add_part("who", "Who", Who)
    with qtbot.waitSignal(students.file_shown):
        students.open_student(first)
    body = students.file.findChild(QWidget, "file_body")
    assert students.file.findChild(Who) is None
    QTest.mouseClick(students.file.findChild(Button, "who_segment"), Qt.MouseButton.LeftButton)
    part = students.file.findChild(Who)
    assert part.shown.text() == f"student {first}"
    assert part.isVisible()
    assert not body.isVisible()
    with qtbot.waitSignal(students.file_shown):
        students.open_student(second)
    assert part.shown.text() == ""
    assert not part.isVisible()
    assert students.file.parts.current() == "years"
    students.file.go("who")
    assert part.shown.text() == f"student {second}"
    with qtbot.waitSignal(students.file_shown):
        students._refresh()
    assert part.isVisible(), "a file that is read anew stays where it is"
