"""The preview by clicks and keys, over rows that stand in memory."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui_staged_rosters import MemoryRosters, changed_student, gone, new_student, office_with, preview_of

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.imports import Effect, StagedRows
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.rosters.preview import PreviewView
from ilp_desktop.ui.rosters.preview_state import View
from ilp_desktop.ui.rosters.staged_model import StagedRole

MANY = 100_000
pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def rosters():
    rows = [new_student(at) for at in range(1, 41)]
    rows += [changed_student(at, corrected=at == 41) for at in range(41, 46)]
    rows += [gone(at) for at in range(46, 49)]
    rows += [gone(at, "enrollment") for at in range(60, 63)]
    return MemoryRosters(rows)


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def open_view(qtbot, background, dialogs):
    def open_it(rosters, preview=None) -> PreviewView:
        view = PreviewView(office_with(rosters), background, dialogs)
        qtbot.addWidget(view)
        view.resize(1230, 640)
        view.show()
        view.show_preview(preview or preview_of(rosters))
        settle(qtbot, view)
        return view

    yield open_it
    background.close()


def settle(qtbot, view) -> None:
    qtbot.waitUntil(lambda: view.rows.model.total is not None and view.rows.model._under_way is None)


def part(view, name: str) -> QWidget:
    found = view.findChild(QWidget, name)
    assert found is not None, name
    return found


def click(qtbot, view, name: str) -> None:
    QTest.mouseClick(part(view, name), Qt.MouseButton.LeftButton)
    if view.looking.effect is not None:
        settle(qtbot, view)


def listed(view) -> list:
    model = view.rows.model
    return [model.index(at).data(StagedRole.ROW) for at in range(model.rowCount())]


def staged(rosters, staged_id):
    return next(row for row in rosters.staged if row.staged_id == staged_id)


def test_a_number_lists_the_rows_that_it_counts(qtbot, open_view, rosters):
    view = open_view(rosters)
    assert [row.name for row in listed(view)][:2] == ["Student 00001", "Student 00002"]
    click(qtbot, view, "student_changed_count")
    assert {row.effect for row in listed(view)} == {Effect.CHANGED}
    assert view.rows.model.rowCount() == int(part(view, "student_changed_count").text()) == 5
    click(qtbot, view, "enrollment_gone_count")
    assert [row.kind for row in listed(view)] == ["enrollment"] * 3
    click(qtbot, view, "all_gone_count")
    assert view.rows.model.rowCount() == 6
    assert not hasattr(part(view, "student_same_count"), "clicked"), "nothing is listed of what stays the same"


def test_arrow_keys_go_from_number_to_number(qtbot, open_view, rosters):
    view = open_view(rosters)
    first = part(view, "student_new_count")
    assert first.isChecked()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    settle(qtbot, view)
    assert view.looking.view is View.CHANGED
    assert part(view, "student_changed_count").isChecked()
    assert "Students, Changed: 5" in part(view, "student_changed_count").accessibleName()


def test_letters_find_rows_and_say_when_there_are_none(qtbot, open_view, rosters):
    view = open_view(rosters)
    QTest.keyClicks(view.rows.search, "00007")
    qtbot.waitUntil(lambda: view.looking.text == "00007")
    settle(qtbot, view)
    assert [row.name for row in listed(view)] == ["Student 00007"]
    QTest.keyClicks(view.rows.search, "x")
    qtbot.waitUntil(lambda: part(view, "rows_nothing").isVisible())
    assert part(view, "rows_nothing").text() == "Nothing is found for these letters."
    view.rows.search.clear()
    qtbot.waitUntil(lambda: view.looking.text == "")
    settle(qtbot, view)
    QTest.keyClick(view.rows.search, Qt.Key.Key_Down)
    assert view.rows.list.hasFocus()


def test_a_corrected_field_is_kept_until_somebody_takes_theirs(qtbot, open_view, rosters, background):
    view = open_view(rosters)
    click(qtbot, view, "changed_segment")
    assert part(view, "given_name_corrected").isVisible()
    box = part(view, "given_name_keep_box")
    assert box.isChecked()
    assert not part(view, "grade_keep_box").isChecked()
    assert "Given name: from Mari to Marisol. Corrected here" in box.accessibleDescription()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not any(one.keep for one in staged(rosters, 41).fields))
    assert box is part(view, "given_name_keep_box"), "the keyboard stays where it is"
    assert box.hasFocus()


def test_space_keeps_a_whole_row_and_return_goes_into_it(qtbot, open_view, rosters):
    view = open_view(rosters)
    click(qtbot, view, "changed_segment")
    view.rows.list.setFocus()
    QTest.keyClick(view.rows.list, Qt.Key.Key_Down)
    QTest.keyClick(view.rows.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: all(one.keep for one in staged(rosters, 42).fields))
    assert not any(one.keep for one in staged(rosters, 43).fields)
    QTest.keyClick(view.rows.list, Qt.Key.Key_Return)
    assert part(view, "grade_keep_box").hasFocus()


def test_ours_stay_for_all_that_the_filter_lets_through(qtbot, open_view, rosters):
    view = open_view(rosters)
    click(qtbot, view, "changed_segment")
    view.rows.search.setText("begay 43")
    qtbot.waitUntil(lambda: view.rows.model.rowCount() == 1)
    click(qtbot, view, "all_ours_button")
    qtbot.waitUntil(lambda: all(one.keep for one in staged(rosters, 43).fields))
    assert not any(one.keep for one in staged(rosters, 42).fields), "the letters leave it out"
    view.rows.search.clear()
    qtbot.waitUntil(lambda: view.rows.model.rowCount() == 5)
    click(qtbot, view, "all_theirs_button")
    qtbot.waitUntil(lambda: not any(one.keep for row in rosters.staged for one in row.fields))
    qtbot.waitUntil(lambda: not view.rows.detail._fields["given_name"].box.isChecked())


def test_students_gone_wait_for_a_person_and_are_withdrawn_by_one(qtbot, open_view, rosters):
    view = open_view(rosters)
    waiting = part(view, "preview_waiting")
    assert waiting.text().startswith("3 students are no longer in the file and stay enrolled")
    click(qtbot, view, "student_gone_count")
    assert "nothing is deleted" in view.rows.detail.words.text()
    view.rows.list.setFocus()
    QTest.keyClick(view.rows.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: staged(rosters, 46).withdraw)
    assert "1 student will be marked as withdrawn." in waiting.text()
    assert listed(view)[0].withdraw
    click(qtbot, view, "all_ours_button")
    qtbot.waitUntil(lambda: all(staged(rosters, at).withdraw for at in (46, 47, 48)))
    assert waiting.text() == "3 students will be marked as withdrawn."
    click(qtbot, view, "all_theirs_button")
    qtbot.waitUntil(lambda: not any(row.withdraw for row in rosters.staged))
    assert "3 students are no longer" in waiting.text()


def test_registrations_that_are_gone_need_no_decision(qtbot, open_view, rosters):
    view = open_view(rosters)
    click(qtbot, view, "enrollment_gone_count")
    assert "ends by itself" in view.rows.detail.words.text()
    assert not view.rows.detail.deed.isVisible()
    assert not part(view, "all_ours_button").isVisible()


def test_a_new_row_is_left_out_and_taken_again(qtbot, open_view, rosters):
    view = open_view(rosters)
    click(qtbot, view, "staged_deed")
    qtbot.waitUntil(lambda: staged(rosters, 1).left_out)
    assert part(view, "preview_left_out").text() == "1 new row is left out."
    click(qtbot, view, "staged_deed")
    qtbot.waitUntil(lambda: not staged(rosters, 1).left_out)
    assert not part(view, "preview_left_out").isVisible()


def test_refused_rows_are_read_and_saved_as_a_file(qtbot, open_view, rosters, dialogs, tmp_path):
    view = open_view(rosters)
    click(qtbot, view, "refused_segment")
    model = view.rows.remarks.model()
    assert model.rowCount() == 1
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Refused: users.csv · row 9.")
    dialogs.answer(tmp_path / "refused.csv")
    click(qtbot, view, "save_refused_button")
    qtbot.waitUntil((tmp_path / "refused.csv").exists)
    assert (tmp_path / "refused.csv").read_bytes().startswith(b"file,row,what")
    dialogs.answer(tmp_path / "refused.csv" / "refused.csv")
    click(qtbot, view, "save_refused_button")
    qtbot.waitUntil(view.banner.isVisible)


def test_remarks_say_how_many_more_there_are(qtbot, open_view, rosters):
    view = open_view(rosters)
    click(qtbot, view, "remarks_segment")
    assert part(view, "listed_text").text() == "1 row 249 more are counted, not listed."
    view.rows.search.setText("nothing of the kind")
    qtbot.waitUntil(lambda: part(view, "rows_nothing").isVisible())


def test_what_cannot_be_kept_is_said_and_shown_as_it_is(qtbot, open_view, rosters, monkeypatch):
    view = open_view(rosters)

    def full(*_args):
        raise OfficeError("import_gone")

    monkeypatch.setattr(rosters, "leave_out", full)
    click(qtbot, view, "staged_deed")
    qtbot.waitUntil(view.banner.isVisible)
    qtbot.waitUntil(lambda: view.rows.detail.row is not None and not view.rows.detail.row.left_out)


def test_a_hundred_thousand_rows_never_stop_the_window(qtbot, open_view, heartbeat):
    class Many(MemoryRosters):
        def rows(self, run_id, *, effect=None, kind="", text="", after=0, limit=200):
            time.sleep(0.02)
            return StagedRows(tuple(new_student(at) for at in range(after + 1, min(after + limit, MANY) + 1)), MANY)

        def places(self, run_id, *, effect=None, kind="", text="", every=100):
            return tuple(range(every, MANY + 1, every))

    rosters = Many([new_student(at) for at in range(1, 3)])
    view = open_view(rosters)
    bar = view.rows.list.verticalScrollBar()
    heartbeat.begin()
    for share in (0.001, 0.002, 0.01, 0.4, 1.0, 0.5):
        bar.setValue(round(bar.maximum() * share))
        qtbot.wait(40)
    longest = heartbeat.longest
    qtbot.waitUntil(lambda: "Reading…" not in view.rows.list.indexAt(view.rows.list.viewport().rect().center()).data())
    assert longest < 0.1, longest
