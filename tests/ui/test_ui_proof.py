"""The yearly proof on the screen: what is open first, what people said chosen one by one, papers, data, a district."""

import json
import shutil

import pytest
from proof_school import proving_office
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from ui_roster_office import PASSPHRASE, new_office, school_clock

from ilp_desktop import language
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.office import open_office
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.proof.part import ProofPart
from ilp_desktop.ui.proof.window import ReportWindow
from ilp_desktop.ui.widgets import Banner, Button, ChartView, Chip, Text
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.usefixtures("look")
WAIT = 12_000


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    place = tmp_path_factory.mktemp("proof")
    with new_office(place, clock := school_clock()) as office:
        here = proving_office(office, clock)
    return office.folder, here.said, here.named


@pytest.fixture
def office(_made, tmp_path):
    folder = shutil.copytree(_made[0], tmp_path / _made[0].name)
    with open_office(folder, PASSPHRASE, clock=school_clock(), lowest=CHEAP) as office:
        yield office


def part_of(qtbot, office, background, *answers):
    part = ProofPart(office, background, AnsweredDialogs(*answers))
    qtbot.addWidget(part)
    part.resize(1180, 700)
    with qtbot.waitSignal(part.shown, timeout=WAIT):
        part.show()
    part.activateWindow()
    return part


@pytest.fixture
def part(qtbot, office, background):
    yield part_of(qtbot, office, background)
    background.close()


def button(part, name) -> Button:
    return part.findChild(Button, name)


def click(part, name):
    QTest.mouseClick(button(part, name), Qt.MouseButton.LeftButton)


def make(qtbot, part):
    click(part, "proof_begin_button")
    click(part, "proof_deed_button")
    qtbot.waitUntil(lambda: len(part.cards) == 1, timeout=WAIT)


def window_of(qtbot, part) -> ReportWindow:
    qtbot.waitUntil(lambda: part.findChild(ReportWindow) is not None, timeout=WAIT)
    window = part.findChild(ReportWindow)
    qtbot.waitUntil(window.save.isEnabled, timeout=WAIT)
    return window


def test_what_is_open_is_told_before_anything_is_made_and_leads_to_the_board(qtbot, part):
    said = part.findChild(Text, "proof_ahead_text").text()
    assert "requirements of 68 students are open today" in said
    assert button(part, "proof_begin_button").text() == "Make the report of 2026\u201327…"
    assert part.empty.isVisibleTo(part)
    with qtbot.waitSignal(part.board_asked):
        click(part, "proof_board_button")


def test_a_proof_is_made_by_keyboard_alone_with_the_words_that_were_chosen(qtbot, part, office, _made):
    part.focus_first()
    qtbot.waitUntil(lambda: button(part, "proof_begin_button").hasFocus(), timeout=WAIT)
    QTest.keyClick(button(part, "proof_begin_button"), Qt.Key.Key_Space)
    first = part.findChild(QCheckBox, f"said_{_made[1]}")
    qtbot.waitUntil(first.hasFocus, timeout=WAIT)
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert part.findChild(Chip, f"named_{_made[2]}") is not None
    assert part.findChild(Chip, f"named_{_made[1]}") is None
    part.make.plans.setFocus()
    QTest.keyClicks(part.focusWidget(), "More evenings.")
    button(part, "proof_deed_button").setFocus()
    QTest.keyClick(button(part, "proof_deed_button"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(part.cards) == 1, timeout=WAIT)
    (line,) = office.proofs.all()
    frozen = office.proofs.open(line.proof_id)
    assert [voice.text for voice in frozen.voices] == ["We felt welcome."]
    assert frozen.ahead == "More evenings."
    assert "stays as it is" in part.findChild(Banner, "proof_banner").words.text()
    assert not part.empty.isVisibleTo(part)
    chart = part.cards[0].findChild(ChartView, "proof_chart")
    qtbot.waitUntil(chart.isVisible, timeout=WAIT)
    assert "Grade 7: 40 of 52 students" in chart.accessibleName()


def test_a_cancel_in_the_middle_keeps_nothing_and_says_so(qtbot, part, office, monkeypatch):
    import threading

    import ilp_desktop.services.proof_making as making

    reached, go_on = threading.Event(), threading.Event()
    counted = making._counted

    def slowly(*of):
        reached.set()
        assert go_on.wait(10)
        return counted(*of)

    monkeypatch.setattr(making, "_AT_ONCE", 20)
    monkeypatch.setattr(making, "_counted", slowly)
    click(part, "proof_begin_button")
    click(part, "proof_deed_button")
    qtbot.waitUntil(reached.is_set, timeout=WAIT)
    click(part, "proof_stop_button")
    go_on.set()
    banner = part.findChild(Banner, "proof_make_banner")
    qtbot.waitUntil(banner.isVisible, timeout=WAIT)
    assert banner.words.text() == "Stopped. Nothing was kept."
    assert office.proofs.all() == ()
    monkeypatch.undo()
    click(part, "proof_deed_button")
    qtbot.waitUntil(lambda: len(part.cards) == 1, timeout=WAIT)


def test_a_paper_is_looked_at_and_saved_as_the_same_bytes_in_the_language_chosen(qtbot, office, background, tmp_path):
    path = tmp_path / "informe.pdf"
    part = part_of(qtbot, office, background, path)
    make(qtbot, part)
    click(part.cards[0], "in_es_segment")
    click(part.cards[0], "proof_patrons_button")
    window = window_of(qtbot, part)
    assert window.windowTitle() == "Report to families and community"
    QTest.mouseClick(window.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.exists, timeout=WAIT)
    assert path.read_bytes() == window._pdf
    assert office.plans.verify(path.read_bytes()).kind == "report"
    assert b"/Lang (es)" in path.read_bytes()
    window.close_button.click()
    background.close()


def test_a_changed_byte_of_a_saved_report_is_told(office):
    proof_id = office.proofs.make().made_id
    from ilp_desktop.domain.policy.proofs import ProofPaper

    pdf = office.proofs.paper(proof_id, ProofPaper.EVIDENCE)
    assert office.plans.verify(pdf).kind == "report"
    for at in range(200, len(pdf), len(pdf) // 25):
        changed = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
        assert office.plans.verify(changed).kind == "altered", at


def test_data_is_saved_for_spreadsheets_and_for_the_district(qtbot, office, background, tmp_path):
    files = [tmp_path / name for name in ("proof.json", "grades.csv", "clauses.xlsx")]
    part = part_of(qtbot, office, background, *files)
    make(qtbot, part)
    for file, name in zip(files, ("json", "groups_csv", "clauses_xlsx"), strict=True):
        click(part.cards[0], f"proof_{name}_button")
        qtbot.waitUntil(file.exists, timeout=WAIT)
    assert json.loads(files[0].read_bytes())["school_year"] == "2026-27"
    assert files[1].read_text(encoding="utf-8-sig").startswith("School year,")
    assert files[2].read_bytes()[:2] == b"PK"
    background.close()


def test_the_proofs_of_several_offices_are_put_together_and_a_broken_one_is_named(qtbot, office, background, tmp_path):
    folder = tmp_path / "district"
    folder.mkdir()
    office.proofs.make()
    content = office.proofs.data(office.proofs.all()[0].proof_id)
    (folder / "alder.json").write_bytes(content)
    (folder / "birch.json").write_bytes(content[:-30])
    part = part_of(qtbot, office, background, "Iron District", folder, "Iron District", folder)
    click(part, "proof_district_button")
    banner = part.findChild(Banner, "proof_banner")
    qtbot.waitUntil(banner.isVisible, timeout=WAIT)
    assert "File 2 is not a proof" in banner.words.text()
    (folder / "birch.json").write_bytes(json.dumps(json.loads(content) | {"office_uid": "00" * 16}).encode())
    click(part, "proof_district_button")
    qtbot.waitUntil(lambda: "136 students" in part.findChild(Text, "district_text").text(), timeout=WAIT)
    click(part, "district_evidence_button")
    window_of(qtbot, part).close_button.click()
    background.close()


def test_the_lead_deletes_a_proof_and_says_why(qtbot, part, office):
    make(qtbot, part)
    card = part.cards[0]
    click(card, "proof_delete_button")
    card.reason.box.setCurrentIndex(3)
    click(card, "proof_delete_deed")
    qtbot.waitUntil(lambda: not part.cards, timeout=WAIT)
    assert office.proofs.all() == ()
    assert part.empty.isVisibleTo(part)


def test_a_teacher_is_told_whose_it_is_and_an_auditor_only_reads(qtbot, office, background):
    office.proofs.make()
    teacher = office.as_seen_by(Viewer(office.viewer.person_uid, Role.TEACHER, "Omar Lund"))
    part = part_of(qtbot, teacher, background)
    assert part.not_yours.isVisibleTo(part)
    assert not part.make.isVisibleTo(part)
    auditor = office.as_seen_by(Viewer(office.viewer.person_uid, Role.AUDITOR, "Ana Ruiz"))
    part = part_of(qtbot, auditor, background)
    assert len(part.cards) == 1
    assert not button(part, "proof_begin_button").isVisibleTo(part)
    assert not button(part, "proof_delete_button").isVisibleTo(part)
    assert button(part, "proof_patrons_button").isEnabled()
    background.close()


def test_it_speaks_spanish(qtbot, office, background):
    office.proofs.make()
    language.use("es")
    try:
        part = part_of(qtbot, office, background)
        assert "pendientes" in part.findChild(Text, "proof_ahead_text").text()
        said = " ".join(text.text() for text in part.findChildren(Text))
        assert not [word for word in ("proof", "report", "students", "Made") if word in said]
    finally:
        language.use("en")
    background.close()
