"""Writing to a family in the window: chosen, looked at, printed or saved, and written down once it went out."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui_day_office import add
from ui_household_office import PAPER, REASON, TODAY, everything_in, families, hands_on

from ilp_desktop import language
from ilp_desktop.domain.access import Role
from ilp_desktop.places import FORMS
from ilp_desktop.store.tables import evidence
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.households.screen import AdultsPart
from ilp_desktop.ui.letters.note import NoteWindow
from ilp_desktop.ui.letters.sheet import LetterSheet, LetterWindow
from ilp_desktop.ui.widgets import Button

pytestmark = pytest.mark.window


@pytest.fixture
def family(tmp_path):
    with families(tmp_path) as made:
        made.office.packs.adopt(FORMS / "kentucky")
        yield made


@pytest.fixture
def dialogs():
    return AnsweredDialogs()


@pytest.fixture
def open_sheet(qtbot, look, family, background, dialogs):
    def open_sheet(student="Camila", clause_id="", office=None) -> LetterSheet:
        sheet = LetterSheet(office or family.office, background, dialogs, family.ids[student], clause_id)
        qtbot.addWidget(sheet)
        sheet.resize(1180, 700)
        with qtbot.waitSignal(sheet.answered, timeout=12_000):
            sheet.show()
        return sheet

    return open_sheet


def looked_at(qtbot, sheet) -> None:
    with qtbot.waitSignal(sheet.answered, timeout=12_000):
        sheet.look.click()
    assert sheet.banner.isHidden(), sheet.banner.findChildren(object)
    assert sheet.preview.isVisible()


def rows(family):
    with family.office._desk.store.read() as connection:
        return connection.execute(evidence.select()).all()


def test_an_invitation_is_looked_at_saved_and_written_down(qtbot, family, open_sheet, dialogs, background, tmp_path):
    """R34."""
    sheet = open_sheet()
    assert sheet.form.homes.chosen()
    assert not sheet.print.isEnabled()
    assert not sheet.sent.isEnabled(), "what nobody looked at does not go out"
    qtbot.keyClicks(sheet.form.call_phone.editor, "555-0100")
    sheet.form.times[0].box.click()
    sheet.form.call_name.editor.clear()
    qtbot.keyClicks(sheet.form.call_name.editor, "Omar Lund")
    looked_at(qtbot, sheet)
    dialogs.answer(tmp_path / "letter.pdf")
    sheet.save.click()
    qtbot.waitUntil((tmp_path / "letter-2.pdf").exists, timeout=12_000)
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    with qtbot.waitSignal(sheet.closed, timeout=12_000):
        sheet.sent.click()
    (row,) = rows(family)
    assert (row.kind, row.mode, row.happened_on, len(row.adults)) == ("invitation", "mail", TODAY, 2)


def test_what_was_changed_since_it_was_looked_at_is_looked_at_again_before_it_leaves(qtbot, open_sheet):
    sheet = open_sheet()
    qtbot.keyClicks(sheet.form.call_name.editor, "Omar Lund")
    looked_at(qtbot, sheet)
    assert sheet.sent.isEnabled()
    qtbot.keyClicks(sheet.form.call_phone.editor, "1")
    assert not sheet.sent.isEnabled()
    assert not sheet.preview.isVisible()


def test_a_home_whose_box_is_taken_off_is_neither_saved_nor_written_down(qtbot, family, open_sheet):
    sheet = open_sheet()
    qtbot.keyClicks(sheet.form.call_name.editor, "Omar Lund")
    looked_at(qtbot, sheet)
    box = next(iter(sheet.form.homes._boxes.values()))
    box.click()
    with qtbot.waitSignal(sheet.closed, timeout=12_000):
        sheet.sent.click()
    assert len(rows(family)[0].adults) == 1


def test_the_letter_that_a_requirement_asks_for_is_chosen_with_its_questions(qtbot, family, open_sheet):
    """R94."""
    sheet = open_sheet("Ana", "ky-ess-eligible")
    assert len(sheet.form.prompts) == 2
    assert not sheet.form.times[0].isVisible()
    sheet.form.call_name.set_text("Omar Lund")
    with qtbot.waitSignal(sheet.answered, timeout=12_000):
        sheet.look.click()
    assert sheet.banner.isVisible(), "what lacks words says so"
    for field in sheet.form.prompts:
        qtbot.keyClicks(field.editor, "Words for the family.")
    looked_at(qtbot, sheet)


def test_a_student_whom_nobody_may_be_mailed_for_says_what_to_do(open_sheet):
    sheet = open_sheet("Dao")
    assert sheet.form is None
    assert not sheet.look.isEnabled()


def test_somebody_who_only_reads_may_print_and_not_say_that_it_went_out(qtbot, family, open_sheet):
    sheet = open_sheet(office=family.seen_by(Role.PRINCIPAL))
    sheet.form.call_name.set_text("Omar Lund")
    looked_at(qtbot, sheet)
    assert sheet.print.isEnabled()
    assert not sheet.sent.isEnabled()


def test_a_printer_gets_each_chosen_letter_and_none_says_so(qtbot, open_sheet, tmp_path):
    printed: list[bytes] = []

    class OnePrinter:
        def choose(self, _parent, then):
            then(self)

        def print_pages(self, pdf):
            printed.append(pdf)

    sheet = open_sheet()
    sheet.printers = OnePrinter
    sheet.form.call_name.set_text("Omar Lund")
    looked_at(qtbot, sheet)
    with qtbot.waitSignal(sheet.answered, timeout=12_000):
        sheet.print.click()
    assert len(printed) == 2


def test_the_window_speaks_spanish_and_shows_no_word_of_the_barred(qtbot, family, background, dialogs, look):
    language.use("es")
    try:
        window = LetterWindow(family.office, background, dialogs, family.ids["Camila"])
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.sheet.answered, timeout=12_000):
            window.show()
        assert window.sheet.title.text() == "Escribir a la familia de Camila"
        shown = everything_in(window)
        assert "Diego Ríos" in shown, "the control: the homes are there"
        assert not [secret for secret in ("Zacharias", "Barredson", REASON, PAPER) if secret in shown]
    finally:
        language.use("en")


def test_it_is_all_done_with_the_keyboard_alone(qtbot, family, background, dialogs, look):
    sheet = LetterSheet(family.office, background, dialogs, family.ids["Camila"])
    with hands_on(qtbot, sheet, background) as hands:
        hands.tab_to("letter_call_name")
        QTest.keyClicks(sheet.form.call_name.editor, "Omar Lund")
        hands.tab_to("letter_look")
        with qtbot.waitSignal(sheet.answered, timeout=12_000):
            hands.key(Qt.Key.Key_Space)
        hands.tab_to("letter_sent")
        with qtbot.waitSignal(sheet.closed, timeout=12_000):
            hands.key(Qt.Key.Key_Space)
    assert len(rows(family)) == 1


def test_the_page_of_adults_leads_to_a_letter(qtbot, family, background, look):
    part = AdultsPart(family.office, background, family.clock, family.office.zone)
    with hands_on(qtbot, part, background) as hands:
        part.show_student(family.ids["Camila"])
        with qtbot.waitSignal(part.letter_wanted, timeout=12_000) as wanted:
            hands.click("letter_open_button")
        assert wanted.args == [family.ids["Camila"]]


def test_a_note_is_looked_at_and_printed_to_be_copied_elsewhere(qtbot, family, background, look, monkeypatch):
    """R98, R112."""
    printed: list[bytes] = []

    class OnePrinter:
        def choose(self, _parent, then):
            then(self)

        def print_pages(self, pdf):
            printed.append(pdf)

    office = family.office
    values = {"kind": "document", "form": "ilpa", "happened_on": TODAY, "texts": {"0": "Reads at grade level."}}
    signed = {"recorded_by": UUID(int=7), "recorded_at": family.clock.now()}
    made = add(office, family.clock, evidence, student_id=family.ids["Camila"], **values, **signed)
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(NoteWindow, "printers", OnePrinter)
    window = NoteWindow(office, background, made, parent)
    window.show()
    qtbot.waitUntil(lambda: window._preview.inside.count() > 1, timeout=12_000)
    window.findChild(Button, "note_window_print").click()
    qtbot.waitUntil(lambda: bool(printed), timeout=12_000)
    assert printed[0].startswith(b"%PDF")
