"""Bringing a roster in, on a real office with real zip files."""

import threading
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from ui_roster_office import new_office, roster_zip, school_clock

from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.rosters.flow import Phase
from ilp_desktop.ui.rosters.screen import RosterPage

pytestmark = pytest.mark.usefixtures("look")


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
    made.flush()
    background.close()


def until(qtbot, page, phase):
    qtbot.waitUntil(lambda: page.state.phase is phase, timeout=20_000)


def with_mistakes(good: Path) -> Path:
    """Copy a roster with registrations of nobody and a birthday that is none."""
    bad = good.with_name("mistakes.zip")
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(bad, "w") as after:
        for name in before.namelist():
            lines = before.read(name).decode().split("\r\n")
            if name == "enrollments.csv":
                cells = lines[4].split(",")
                cells[5] = "nobody-there"
                lines[4] = ",".join(cells)
            if name == "demographics.csv":
                lines[2] = ",".join([*lines[2].split(",")[:-1], "13/45/2001"])
            after.writestr(name, "\r\n".join(lines))
    return bad


def figure(page, name: str) -> str:
    return page.preview.findChild(QWidget, name).text()


def test_a_zip_is_chosen_looked_at_and_brought_in(qtbot, page, office, dialogs, tmp_path):
    dialogs.answer(roster_zip(tmp_path))
    page.choose.zip_button.click()
    until(qtbot, page, Phase.PREVIEW)
    assert figure(page, "student_new_count") == "120"
    assert office.students.count() == 0, "a preview changes nothing"
    assert page.focusWidget() is page.preview.apply
    page.preview.apply.click()
    until(qtbot, page, Phase.DONE)
    assert office.students.count() == 120
    qtbot.waitUntil(lambda: page.done.words.text().startswith("120 students are new"))
    assert page.done.words.height() >= page.done.words.heightForWidth(page.done.words.width()), "no line is cut off"
    with qtbot.waitSignal(page.students_asked):
        page.done.first.click()


def test_the_same_roster_again_has_nothing_to_bring_in(qtbot, page, office, dialogs, tmp_path):
    path = roster_zip(tmp_path)
    office.rosters.apply(office.rosters.preview(path).run_id)
    page.read(path)
    until(qtbot, page, Phase.PREVIEW)
    assert figure(page, "student_same_count") == "120"
    assert not page.preview.apply.isEnabled()
    page.preview.drop.click()
    until(qtbot, page, Phase.CHOOSE)


def test_remarks_name_file_row_and_reason_and_can_be_filtered(qtbot, page, tmp_path):
    page.read(with_mistakes(roster_zip(tmp_path)))
    until(qtbot, page, Phase.PREVIEW)
    assert figure(page, "enrollment_refused_count") == "1"
    assert remarks(page, "refused_segment")[0].startswith("Refused: enrollments.csv · row 5.")
    assert all(words.startswith("Warning: ") for words in remarks(page, "remarks_segment"))
    assert any(words.startswith("Warning: demographics.csv · row 3.") for words in remarks(page, "remarks_segment"))


def remarks(page, segment: str) -> list[str]:
    page.preview.findChild(QWidget, segment).click()
    model = page.preview.rows.remarks.model()
    return [model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def test_a_reading_can_be_stopped_and_leaves_nothing(qtbot, page, office, tmp_path, monkeypatch):
    reached, go_on = threading.Event(), threading.Event()
    preview = office.rosters.preview

    def slow(path, *, cancelled, **more):
        def held():
            reached.set()
            go_on.wait(10)
            return cancelled()

        return preview(path, cancelled=held, **more)

    monkeypatch.setattr(office.rosters, "preview", slow)
    page.read(roster_zip(tmp_path))
    qtbot.waitUntil(reached.is_set)
    assert page.state.phase is Phase.READING
    assert page.working.isVisible()
    page.working.cancel.click()
    go_on.set()
    until(qtbot, page, Phase.CHOOSE)
    assert page.choose.stopped.isVisible()
    assert office.students.count() == 0


def test_locking_stops_a_reading(page):
    stop = page._stop
    page.flush()
    assert stop.is_set()


def test_what_is_no_roster_is_said_in_a_sentence(qtbot, page, tmp_path):
    path = tmp_path / "letters.zip"
    path.write_bytes(b"PK no")
    page.read(path)
    until(qtbot, page, Phase.FAILED)
    assert "letters.zip" in page.failed.words.text()
    page.failed.second.click()
    assert page.state.phase is Phase.CHOOSE


def drop(page, path: Path) -> bool:
    paper = QMimeData()
    paper.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys, deed = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(50, 50), deed, paper, buttons, keys)
    enter.ignore()
    page.choose.dragEnterEvent(enter)
    if enter.isAccepted():
        page.choose.dropEvent(QDropEvent(QPointF(50, 50), deed, paper, buttons, keys))
    return enter.isAccepted()


def test_a_folder_is_dropped_and_other_files_are_not_taken(qtbot, page, tmp_path):
    folder = tmp_path / "export"
    with zipfile.ZipFile(roster_zip(tmp_path)) as packed:
        packed.extractall(folder)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-")
    assert not drop(page, tmp_path / "plan.pdf")
    assert drop(page, folder)
    until(qtbot, page, Phase.PREVIEW)
    assert figure(page, "student_new_count") == "120"


def test_a_role_that_may_not_import_is_told_so(qtbot, office, background, tmp_path):
    from dataclasses import replace

    from ilp_desktop.domain.access import Role

    seen = office.as_seen_by(replace(office.viewer, role=Role.TEACHER))
    page = RosterPage(seen, background, AnsweredDialogs())
    qtbot.addWidget(page)
    page.read(roster_zip(tmp_path))
    until(qtbot, page, Phase.FAILED)
    assert "lead counselor" in page.failed.words.text()
    background.close()
