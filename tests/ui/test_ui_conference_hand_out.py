"""From the last signature to the copies at the printer, in the window."""

import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QMenu, QWidget
from ui_day_office import TODAY, school_day

from ilp_desktop.domain.closing import Left
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.printing import PaperOut, PrintState
from ilp_desktop.ui.conference.copies import CopiesPart
from ilp_desktop.ui.conference.paper_window import PaperWindow
from ilp_desktop.ui.conference.signatures import SignaturesPart


class Tray:
    """A printer that keeps what it was given, and is away while ``fails``."""

    def __init__(self):
        self.papers = []
        self.fails = False
        self.asked = 0

    def usual(self):
        return self

    def choose(self, parent, then):
        self.asked += 1
        then(self)

    def print_pages(self, pdf):
        self.print_paper(PaperOut(pdf), lambda _page: None)

    def print_paper(self, paper, went_out):
        if self.fails:
            raise OfficeError("print_failed")
        self.papers.append(paper.pdf)
        went_out(1)


@pytest.fixture
def tray(monkeypatch):
    tray = Tray()
    monkeypatch.setattr(CopiesPart, "printers", tray)
    monkeypatch.setattr(SignaturesPart, "printers", tray)
    return tray


@pytest.fixture
def day(tmp_path, qtbot, look):
    with school_day(tmp_path, qtbot) as day:
        yield day


def at_signing(day, given, language="en"):
    day.begin(given)
    conference, verbs = day.ids[given], day.office.conferences
    verbs.leave_field(conference, "answer:celebrate.proud", "I read to my brother now.", language)
    day.office.consultations.not_held(conference, "parent_declined")
    day.screen.conference._sitting.refresh()
    day.settle()
    day.go_to(5)


def on_paper(day, given, name):
    people = day.sheet(given).participants
    day.click(f"turn_{next(each.participant_id for each in people if name in each.name)}")
    day.click("choice_agree")
    menu = day.find(QWidget, "sign_panel").menu_of_ways()
    next(each for each in menu.actions() if each.objectName() == "paper_action").trigger()
    menu.close()
    day.settle()


def owed(day, given):
    lines = day.office.closing.of_day(TODAY).lines
    return [line.left for line in lines if line.conference_id == day.ids[given]]


def said(pdf, tmp_path):
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf)
    return " ".join(
        subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode().split()
    )


def test_one_key_after_the_last_signature_brings_every_copy_to_the_printer(day, tray):
    at_signing(day, "Benjamin")
    for name in ("Benjamin", "Will"):
        on_paper(day, "Benjamin", name)
        assert not day.sees("hand_out_button"), "somebody is still to sign"
    on_paper(day, "Benjamin", "Iris")
    button = day.wait_for("hand_out_button")
    day.qtbot.waitUntil(button.hasFocus)
    day.qtbot.keyClick(button, Qt.Key.Key_Space)
    day.qtbot.waitUntil(lambda: len(tray.papers) == 2, timeout=12_000)  # the home's, and the folder's
    day.settle()
    (line,) = day.office.plans.renderings(day.ids["Benjamin"])
    assert tray.papers == [day.office.plans.rendering(line.rendering_id)] * 2
    assert day.find(QWidget, "hand_out_told").text() == "2 copies are out."
    assert not day.sees("hand_out_button")
    assert tray.asked == 0, "the usual printer is taken without a question"
    assert owed(day, "Benjamin") == [Left.TO_GIVE]
    day.qtbot.waitUntil(day.find(QWidget, "next_button").hasFocus)


def test_a_printer_that_is_away_leaves_the_plan_final_and_its_copies_owed_until_it_is_back(day, tray):
    tray.fails = True
    at_signing(day, "Benjamin")
    for name in ("Benjamin", "Will", "Iris"):
        on_paper(day, "Benjamin", name)
    day.click("hand_out_button")
    day.qtbot.waitUntil(lambda: day.sees("hand_out_told"), timeout=12_000)
    told = day.find(QWidget, "hand_out_told").text()
    assert "owed" in told and "closing list" in told
    assert day.office.plans.renderings(day.ids["Benjamin"])
    assert owed(day, "Benjamin") == [Left.TO_PRINT]
    tray.fails = False
    day.go_to(6)
    assert day.find(QWidget, "hand_out_button").text() == "Print 2 copies"
    day.click("hand_out_button")
    day.qtbot.waitUntil(lambda: len(tray.papers) == 2, timeout=12_000)
    day.settle()
    assert not day.sees("hand_out_button")
    assert {job.state for job in day.office.printing.queue()} == {PrintState.PRINTED}


def test_without_any_printer_the_plan_is_finalized_all_the_same(day, tray, monkeypatch):
    def none(parent, then):
        raise OfficeError("printer_missing")

    monkeypatch.setattr(tray, "usual", lambda: None)
    monkeypatch.setattr(tray, "choose", none)
    at_signing(day, "Benjamin")
    for name in ("Benjamin", "Will", "Iris"):
        on_paper(day, "Benjamin", name)
    day.click("hand_out_button")
    day.qtbot.waitUntil(lambda: day.sees("hand_out_told"), timeout=12_000)
    assert "no printer" in day.find(QWidget, "hand_out_told").text()
    assert owed(day, "Benjamin") == [Left.TO_PRINT]


def test_where_the_office_wants_it_the_last_signature_prints_by_itself(day, tray):
    day.office.preferences.change(print_after_signing=True)
    day.office.settings = day.office.preferences.current()
    at_signing(day, "Benjamin")
    for name in ("Benjamin", "Will"):
        on_paper(day, "Benjamin", name)
    assert tray.papers == []
    on_paper(day, "Benjamin", "Iris")
    day.qtbot.waitUntil(lambda: len(tray.papers) == 2, timeout=12_000)
    day.settle()
    assert day.find(QWidget, "hand_out_told").text() == "2 copies are out."


def test_a_family_that_reads_another_language_is_told_on_the_copy_who_read_it_aloud(day, tray, tmp_path):
    at_signing(day, "Camila")
    for name in ("Camila", "Rosa", "Iris"):
        on_paper(day, "Camila", name)
    assert not day.sees("hand_out_button"), "first somebody says how it reached the family"
    day.go_to(6)
    assert "written in English, and the family reads Spanish" in day.wait_for("carry_question").text()
    combo = day.find(QComboBox, "carry_combo")
    combo.setFocus()
    day.qtbot.keyClick(combo, Qt.Key.Key_Down)
    day.settle()
    day.type("carry_name", "Ana Ruiz")
    day.qtbot.keyClick(day.find(QLineEdit, "carry_name"), Qt.Key.Key_Return)
    day.settle()
    day.click("hand_out_button")
    day.qtbot.waitUntil(lambda: len(tray.papers) == 2, timeout=12_000)
    day.settle()
    words = said(tray.papers[0], tmp_path)
    assert "Escrito en inglés; leído en voz alta por la persona intérprete Ana Ruiz." in words
    assert "I read to my brother now." in words
    assert day.find(QWidget, "carry_question").text() == "The copies say that Ana Ruiz read it aloud."
    assert not day.sees("carry_name")


def test_nothing_said_of_the_language_is_said_on_the_copy_and_never_passed_over(day, tray, tmp_path):
    at_signing(day, "Camila")
    for name in ("Camila", "Rosa", "Iris"):
        on_paper(day, "Camila", name)
    day.go_to(6)
    day.click("hand_out_button")
    day.qtbot.waitUntil(lambda: len(tray.papers) == 2, timeout=12_000)
    assert "Escrito en inglés." in said(tray.papers[0], tmp_path)


def test_words_in_the_familys_own_language_need_no_remark(day, tray):
    at_signing(day, "Camila", "es")
    day.go_to(6)
    day.wait_for("hand_out_button")
    assert not day.sees("carry_card")


def test_a_language_that_the_program_has_no_paper_in_is_told_on_the_screen(day, tray):
    at_signing(day, "Dao")
    day.go_to(6)
    assert "no paper in Vietnamese: headings are in English" in day.wait_for("paper_words_note").text()


# R10
def test_a_homes_contact_sheet_is_looked_at_and_printed(day, tray, tmp_path, monkeypatch):
    monkeypatch.setattr(PaperWindow, "printers", lambda _window: tray)
    at_signing(day, "Benjamin")
    day.go_to(6)
    day.click("contact_button")
    day.qtbot.waitUntil(lambda: day.sees("contact_menu"), timeout=12_000)
    menu = day.find(QMenu, "contact_menu")
    assert [action.text() for action in menu.actions()] == ["For the cumulative folder", "For Will Tsosie"]
    menu.actions()[1].trigger()
    menu.close()
    day.settle()
    window = day.screen.window().findChild(QDialog, "contact_window")
    day.qtbot.mouseClick(window.findChild(QWidget, "contact_window_print"), Qt.MouseButton.LeftButton)
    day.settle()
    words = said(tray.papers[-1], tmp_path)
    assert "For Will Tsosie" in words and "Iris Park" in words
    window.close()
