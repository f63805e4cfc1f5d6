"""The confidential part of a file on a real office: writing by mouse and keys, finding, attaching, consent, leaving."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from sqlalchemy import insert, select, update
from ui_roster_office import fill, new_office, school_clock, with_guardians
from widget_words import words_in

from ilp_desktop.domain.confidential import NoteWords
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import uids
from ilp_desktop.store.tables import assignment, confidential
from ilp_desktop.ui.confidential.items import ItemCard
from ilp_desktop.ui.confidential.part import ConfidentialPart
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.students.screen import StudentsPage
from ilp_desktop.ui.widgets import Button, Chip, Text
from ilp_desktop.ui.widgets.notices import Toast

pytestmark = pytest.mark.usefixtures("look")
WAIT = 12_000
NOTE = NoteWords("A talk", "She is afraid of the bus. Keep a seat free at the front.")


class Desk:
    """The students' page with the confidential part of one student, and hands for it."""

    def __init__(self, qtbot, office, page, student_id, other_id, dialogs, parts):
        self.qtbot, self.office, self.page, self.dialogs = qtbot, office, page, dialogs
        self.student_id, self.other_id, self._parts = student_id, other_id, parts

    @property
    def part(self) -> ConfidentialPart:
        return self._parts[0]

    @property
    def kept(self):
        return self.office.confidential

    def open_file(self, student_id):
        with self.qtbot.waitSignal(self.page.file_shown, timeout=WAIT):
            self.page.open_student(student_id)

    def go(self):
        QTest.mouseClick(self.page.findChild(Button, "confidential_segment"), Qt.MouseButton.LeftButton)
        self.qtbot.waitSignal(self.part.built, timeout=WAIT).wait()

    def click(self, name):
        self.qtbot.waitUntil(lambda: self.shown(name) is not None and self.shown(name).isEnabled(), timeout=WAIT)
        QTest.mouseClick(self.shown(name), Qt.MouseButton.LeftButton)

    def shown(self, name):
        return next((one for one in self.page.findChildren(QWidget, name) if one.isVisible()), None)

    def until(self, ready):
        self.qtbot.waitUntil(ready, timeout=WAIT)

    def said(self) -> str:
        labels = [one.text() for one in self.part.findChildren(Text) if one.isVisible()]
        return " | ".join([*labels, *(one.accessibleName() for one in self.part.findChildren(Chip) if one.isVisible())])

    def cards(self):
        return [one.item.record.title for one in self.part.findChildren(ItemCard) if one.isVisible()]


@pytest.fixture
def desk(qtbot, tmp_path, background):
    clock = school_clock()
    with new_office(tmp_path, clock) as office:
        fill(office, tmp_path)
        student_id = with_guardians(office)
        other_id = next(row.student_id for row in office.students.search("", 60) if row.student_id != student_id)
        for one in (student_id, other_id):
            with office._desk.store.write() as connection:
                row = {"uid": uids.new_uid(clock), "student_id": one, "staff_id": office.viewer.staff_id}
                connection.execute(insert(assignment).values(**row))
        page, parts, dialogs = StudentsPage(office, background, clock, office.zone), [], AnsweredDialogs()

        def make():
            part = ConfidentialPart(office, background, dialogs, clock, office.zone)
            part.student_wanted.connect(page.open_student)
            parts.append(part)
            return part

        page.add_part("confidential", "Confidential", make)
        qtbot.addWidget(page)
        page.resize(1294, 768)
        with qtbot.waitSignal(page.answered, timeout=WAIT):
            page.show()
        made = Desk(qtbot, office, page, student_id, other_id, dialogs, parts)
        made.open_file(student_id)
        yield made
        background.close()


def test_a_note_is_written_and_kept_with_the_keyboard_alone(desk):
    desk.go()
    assert "No confidential note yet" in desk.said()
    desk.part.write.setFocus()
    QTest.keyClick(desk.part.write, Qt.Key.Key_Space)
    for words in (NOTE.title, NOTE.text, "Dana Reyes"):
        QTest.keyClicks(QApplication.focusWidget(), words)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    desk.until(lambda: desk.part.editor.saved.words.text() == "Saved 8:00 AM")
    assert [one.words for one in desk.kept.of_student(desk.student_id).unfinished] == [
        NoteWords(NOTE.title, NOTE.text, "Dana Reyes")
    ]
    desk.part.editor.keep.setFocus()
    QTest.keyClick(desk.part.editor.keep, Qt.Key.Key_Space)
    desk.until(lambda: desk.cards() == [NOTE.title])
    assert not desk.part.editor.isVisible()
    assert "Also concerns: Dana Reyes" in desk.said()
    assert "Iris Park, Oct 15, 2026, 8:00 AM" in desk.said()
    assert desk.kept.of_student(desk.student_id).unfinished == ()


def test_what_is_typed_is_safe_within_a_second_and_offered_again(desk):
    desk.go()
    desk.click("confidential_write")
    editor = desk.part.editor
    QTest.keyClicks(editor.text.editor, "Half a thought")
    desk.until(lambda: bool(desk.kept.of_student(desk.student_id).unfinished))
    assert editor._timer.interval() < 1000
    QTest.keyClicks(editor.text.editor, " and more")
    QTest.mouseClick(desk.page.findChild(Button, "years_segment"), Qt.MouseButton.LeftButton)
    assert "Half a thought" not in words_in(desk.part.findChildren(QWidget)), "it is let go of as soon as it is left"
    desk.go()
    desk.until(desk.part.unfinished.isVisible)
    QTest.mouseClick(desk.part.unfinished.action, Qt.MouseButton.LeftButton)
    assert editor.text.text() == "Half a thought and more"
    desk.dialogs.answer(True)
    desk.click("note_discard")
    desk.until(lambda: not editor.isVisible())
    assert desk.kept.of_student(desk.student_id).unfinished == ()


def test_words_that_could_not_be_saved_are_offered_again_and_saved_as_soon_as_it_goes(desk, monkeypatch):
    def full(*_words):
        raise OfficeError("store_disk_full")

    desk.go()
    desk.click("confidential_write")
    with monkeypatch.context() as patch:
        patch.setattr(desk.kept, "save_draft", full)
        QTest.keyClicks(desk.part.editor.text.editor, "On a full disk")
        desk.until(lambda: "disk" in desk.part.editor.saved.words.text())
        QTest.mouseClick(desk.page.findChild(Button, "years_segment"), Qt.MouseButton.LeftButton)
        desk.go()
        desk.until(desk.part.unfinished.isVisible)
        QTest.mouseClick(desk.part.unfinished.action, Qt.MouseButton.LeftButton)
        assert desk.part.editor.text.text() == "On a full disk"
    desk.until(
        lambda: [one.words.text for one in desk.kept.of_student(desk.student_id).unfinished] == ["On a full disk"]
    )


def test_a_note_changed_elsewhere_is_told_and_what_was_typed_stays(desk):
    made = desk.kept.keep_note(desk.student_id, NOTE).made_id
    desk.go()
    desk.click(f"item_{made}_change")
    QTest.keyClicks(desk.part.editor.text.editor, "Mine. ")
    desk.kept.keep_note(desk.student_id, NoteWords("A talk", "Theirs."), made)
    desk.click("note_keep")
    desk.until(desk.part.banner.isVisible)
    assert "changed somewhere else" in desk.part.banner.words.text()
    assert desk.part.editor.text.text().startswith("Mine. ")
    desk.until(lambda: [one.words.text[:6] for one in desk.kept.of_student(desk.student_id).unfinished] == ["Mine. "])
    assert desk.part.editor.keep.isEnabled()


def test_leaving_while_notes_are_still_coming_leaves_no_word_in_any_widget(desk, monkeypatch):
    desk.go()
    for number in range(4):
        desk.kept.keep_note(desk.student_id, NoteWords(f"Note {number}", NOTE.text))
    begun = []
    # A few pieces of work, and then somebody is quicker than the rest.
    monkeypatch.setattr(desk.part._coming, "start", lambda pieces: begun.extend(itertools.islice(pieces, 30)))
    desk.part.show_student(desk.student_id)
    desk.until(lambda: bool(begun))
    assert desk.part.findChildren(ItemCard)
    assert not desk.cards(), "none is shown yet"
    QTest.mouseClick(desk.page.findChild(Button, "years_segment"), Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.part.findChildren(ItemCard))
    assert "bus" not in words_in(desk.part.findChildren(QWidget))


def test_a_removed_note_comes_back_with_undo(desk):
    made = desk.kept.keep_note(desk.student_id, NOTE).made_id
    desk.go()
    desk.click(f"item_{made}_remove")
    desk.until(lambda: desk.part.findChild(QWidget, "confidential_empty") is not None and not desk.cards())
    (undo,) = desk.page.findChildren(Toast)
    QTest.mouseClick(undo.action, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.cards() == [NOTE.title])


def test_a_document_is_attached_and_saved_outside_after_a_warning(desk, tmp_path):
    path, out = tmp_path / "Report.pdf", tmp_path / "out.pdf"
    path.write_bytes(b"%PDF nobody else's")
    desk.go()
    desk.dialogs.answer(path)
    desk.click("confidential_attach")
    desk.until(lambda: "Report.pdf" in desk.said())
    (item,) = desk.kept.of_student(desk.student_id).items
    desk.dialogs.answer(True, out)
    desk.click(f"item_{item.item_id}_copy")
    desk.until(out.exists)
    assert out.read_bytes() == path.read_bytes()
    desk.dialogs.answer(tmp_path / "nothing.pdf")
    desk.click("confidential_attach")
    desk.until(desk.part.banner.isVisible)
    assert "could not be read" in desk.part.banner.words.text()
    assert "Report.pdf" not in " ".join(desk.dialogs.asked)


def test_finding_shows_hits_of_all_ones_students_and_goes_to_the_file(desk):
    desk.kept.keep_note(desk.student_id, NOTE)
    made = desk.kept.keep_note(desk.other_id, NoteWords("Elsewhere", "the bus too")).made_id
    desk.go()
    QTest.keyClicks(desk.part.search, "bus")
    desk.until(lambda: desk.shown(f"found_{made}") is not None)
    assert "2 found" in desk.said()
    with desk.qtbot.waitSignal(desk.page.file_shown, timeout=WAIT):
        desk.click(f"found_{made}")
    desk.until(lambda: "bus" not in words_in(desk.part.findChildren(QWidget)))
    desk.go()
    assert desk.cards() == ["Elsewhere"]


def test_a_sheet_is_asked_for_filled_in_and_lets_its_words_out_and_no_others(desk, tmp_path):
    made = desk.kept.keep_note(desk.student_id, NOTE).made_id
    desk.go()
    name = f"item_{made}"
    desk.click(f"{name}_consents")
    desk.click(f"{name}_ask")
    desk.click("passage_segment")
    QTest.keyClicks(desk.shown(f"{name}_passage"), "Keep a seat free")
    desk.click(f"{name}_begin")
    desk.until(lambda: "3 consents missing" in desk.said())
    desk.click(f"{name}_sheet_0_missing_0")
    desk.until(lambda: "2 consents missing" in desk.said())
    for at, missing in enumerate(("1 consent missing", "May be handed out")):
        desk.click(f"{name}_sheet_0_missing_0")
        means = desk.shown(f"{name}_sheet_0_missing_0_means")
        assert isinstance(means, QComboBox)
        means.setCurrentIndex(at)
        desk.click(f"{name}_sheet_0_missing_0_keep")
        desk.until(lambda missing=missing: missing in desk.said())
    assert "Parent or guardian · Signed paper · Oct 15, 2026" in desk.said()
    out = tmp_path / "agreed.pdf"
    desk.dialogs.answer(True, out)
    desk.click(f"{name}_sheet_0_hand_out")
    desk.until(out.exists)
    assert out.read_bytes().startswith(b"%PDF-")
    desk.dialogs.answer(True)
    desk.click(f"{name}_sheet_0_withdraw_1")
    desk.until(lambda: "1 consent missing" in desk.said())
    assert desk.shown(f"{name}_sheet_0_hand_out") is None


def test_a_record_that_does_not_open_is_told_and_the_others_are_shown(desk):
    desk.kept.keep_note(desk.student_id, NOTE)
    broken = desk.kept.keep_note(desk.student_id, NoteWords("Broken")).made_id
    with desk.office._desk.store.write() as connection:
        sealed = connection.execute(select(confidential.c.sealed).where(confidential.c.id == broken)).scalar_one()
        connection.execute(update(confidential).where(confidential.c.id == broken).values(sealed=sealed[:-1]))
    desk.go()
    assert desk.cards() == [NOTE.title]
    assert "1 record does not open" in desk.part.banner.words.text()


def test_a_lead_who_takes_no_part_in_the_plan_is_told_whose_it_is(desk):
    with desk.office._desk.store.write() as connection:
        connection.execute(assignment.delete().where(assignment.c.student_id == desk.student_id))
    desk.go()
    assert "Not yours to read" in desk.said()
    assert not desk.part.write.isEnabled()
    desk.open_file(desk.other_id)
    desk.go()
    assert desk.part.write.isEnabled()
