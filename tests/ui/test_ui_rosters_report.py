"""The report of an import, and the list of imports, over rosters that stand in memory."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui_staged_rosters import MemoryRosters, new_student, office_with

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import TakenBack
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.rosters.imports import ImportsView
from ilp_desktop.ui.rosters.report import ReportView
from ilp_desktop.ui.rosters.report_words import questions_words, undone_words

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def rosters():
    return MemoryRosters([new_student(at) for at in range(1, 41)])


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def open_report(qtbot, background, dialogs, rosters):
    def open_it(*, questions=3) -> ReportView:
        view = ReportView(office_with(rosters, questions), background, dialogs)
        qtbot.addWidget(view)
        view.resize(1230, 640)
        view.show()
        with qtbot.waitSignal(view.shown):
            view.show_run(7)
        return view

    yield open_it
    background.close()


@pytest.fixture
def imports(qtbot, background, dialogs, rosters):
    view = ImportsView(office_with(rosters), background, dialogs)
    qtbot.addWidget(view)
    view.resize(1230, 640)
    view.show()
    with qtbot.waitSignal(view.shown):
        view.read()
    yield view
    background.close()


def text(view, name: str) -> str:
    return view.findChild(QWidget, name).text()


def test_a_report_says_what_came_in_when_from_where_and_by_whom(open_report):
    report = open_report()
    assert report.title.text() == "The roster is in"
    assert report.origin.text() == "roster.zip · Oct 15, 2026, 8:02 AM · sis · by Iris Park"
    assert report.words.text().startswith("40 students are new")
    assert text(report, "student_new_count") == "40"
    assert report.remarks.model().rowCount() == 2
    assert report.remarks.model().index(0).data().startswith("Refused: users.csv · row 9.")


def test_questions_about_who_is_who_lead_to_their_page(qtbot, open_report):
    report = open_report()
    assert report.questions.text() == "3 questions about who is who"
    with qtbot.waitSignal(report.matching_asked):
        report.answer.click()
    nobody = open_report(questions=0)
    assert nobody.questions.text() == questions_words(0)
    assert not nobody.answer.isVisible()


def test_an_import_is_taken_back_only_after_it_was_asked(qtbot, open_report, dialogs, rosters):
    report = open_report()
    dialogs.answer(False)
    report.take_back.click()
    assert not rosters.taken_back
    dialogs.answer(True)
    with qtbot.waitSignal(report.shown):
        report.take_back.click()
    assert dialogs.asked == ["Take this import back?"] * 2
    assert report.banner.words.text() == undone_words(TakenBack(120, 3))
    assert "3 rows stayed, because people worked on them since." in report.banner.words.text()
    assert report.title.text() == "The import was taken back"
    assert report.words.text() == "This is what it had brought."
    assert report.origin.text().endswith("Taken back Oct 15, 2026, 9:30 AM")
    assert not report.take_back.isVisible()


def test_what_cannot_be_taken_back_is_said(qtbot, open_report, dialogs, rosters, monkeypatch):
    report = open_report()

    def refuse(_run_id):
        raise OfficeError("import_gone")

    monkeypatch.setattr(rosters, "take_back", refuse)
    dialogs.answer(True)
    report.take_back.click()
    qtbot.waitUntil(report.banner.isVisible)
    assert report.take_back.isEnabled()


def test_earlier_imports_are_listed_newest_first_and_spoken(imports):
    model = imports.list.model()
    said = [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    assert said[0].startswith("roster.zip, Oct 15, 2026, 8:02 AM, sis · by Iris Park, 40 new students")
    assert said[1].startswith("august.zip, Aug 20, 2026, 2:40 PM, sis, 40 new students")


def test_return_opens_a_report(qtbot, imports):
    imports.list.setFocus()
    QTest.keyClick(imports.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(imports.report_asked) as asked:
        QTest.keyClick(imports.list, Qt.Key.Key_Return)
    assert asked.args == [3]


def test_only_the_last_import_can_be_taken_back_then_the_one_before(qtbot, imports, dialogs, rosters):
    assert imports.take_back.isEnabled()
    QTest.keyClick(imports.list, Qt.Key.Key_Down)
    assert not imports.take_back.isEnabled()
    assert text(imports, "imports_why") == "Imports are taken back from the last to the first."
    QTest.keyClick(imports.list, Qt.Key.Key_Up)
    dialogs.answer(True)
    with qtbot.waitSignal(imports.shown):
        imports.take_back.click()
    assert rosters.taken_back
    assert imports.banner.isVisible()
    assert not imports.take_back.isEnabled()
    QTest.keyClick(imports.list, Qt.Key.Key_Down)
    assert imports.take_back.isEnabled()


def test_an_office_without_imports_says_what_will_stand_here(qtbot, background, dialogs, rosters, monkeypatch):
    monkeypatch.setattr(rosters, "imports", tuple)
    view = ImportsView(office_with(rosters), background, dialogs)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitSignal(view.shown):
        view.read()
    assert not view.report.isEnabled()
    assert not view.take_back.isEnabled()
    assert view._pages.currentIndex() == 1
    background.close()
