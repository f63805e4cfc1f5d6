"""The print station and the closing list, used by mouse and keys over a real office and a printer of real files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QListView, QSpinBox, QWidget
from ui_day_office import TODAY, filled, morning

from ilp_desktop import language
from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.deliveries import DeliveryKind
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.printing import PaperOut, PrintState
from ilp_desktop.office import open_office
from ilp_desktop.ui.conference.papers import PagePrinter, pages_of
from ilp_desktop.ui.day.side import DaySide
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.printing.closing import ClosingPart
from ilp_desktop.ui.printing.queue import QueuePart
from ilp_desktop.vault.cost import CHEAP

pytestmark = pytest.mark.usefixtures("look")
PASSPHRASE = "seven gray herons wade the ditch"
PATIENCE = 12_000


class FilePrinter:
    """A printer whose tray is a folder: each copy is a PDF file, and it is gone when its folder is."""

    def __init__(self, tray: Path) -> None:
        self.tray = tray
        tray.mkdir(exist_ok=True)

    def choose(self, _parent, then):
        then(self)

    def print_pages(self, pdf):
        self._printer().print_pages(pdf)

    def print_paper(self, paper, went_out):
        if not self.tray.is_dir():
            raise OfficeError("print_failed")
        self._printer().print_paper(paper, went_out)

    def _printer(self):
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.tray / f"{len(list(self.tray.iterdir()))}.pdf"))
        return PagePrinter(printer)


def finish(office, conference, tongue):
    """Hold a conference to its finalized plan."""
    office.conferences.begin(conference)
    office.conferences.leave_field(conference, "answer:celebrate.proud", "I read every evening.", "en")
    office.consultations.not_held(conference, "parent_declined")
    for person in office.conferences.open(conference).participants:
        sheet = office.signing.prepare(conference)
        office.signing.sign(conference, person.participant_id, sheet.sha256, "agree", method="paper")
    return office.plans.finalize(conference, tongue).made_id


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The day with two plans finalized, one by each teacher; each test works on a copy."""
    import shutil

    made, ids = filled()
    place = tmp_path_factory.mktemp("printing") / "Alder.ilp"
    shutil.copytree(Path(made.name) / "Alder.ilp", place)
    with open_office(place, PASSPHRASE, clock=morning(), lowest=CHEAP) as office:
        for given, tongue in (("Camila", "es"), ("Fiona", "en")):
            finish(office, ids[given], tongue)
        office.conferences.mark_missed(ids["Dao"])
    return place, ids


@pytest.fixture
def office(folder, tmp_path):
    import shutil

    place = shutil.copytree(folder[0], tmp_path / "Alder.ilp")
    with open_office(place, PASSPHRASE, clock=morning(), lowest=CHEAP) as office:
        yield office


@pytest.fixture
def tray(tmp_path, monkeypatch):
    printer = FilePrinter(tmp_path / "tray")
    monkeypatch.setattr(QueuePart, "printers", printer)
    monkeypatch.setattr(ClosingPart, "printers", printer)
    return printer


def show(qtbot, part):
    qtbot.addWidget(part)
    part.resize(1294, 700)
    with qtbot.waitSignal(part.shown, timeout=PATIENCE):
        part.show()
    return part


@pytest.fixture
def queue(qtbot, office, background, tray):
    part = show(qtbot, QueuePart(office, background))
    yield part
    part.flush()
    qtbot.waitUntil(lambda: not background.is_busy, timeout=PATIENCE)


@pytest.fixture
def closing(qtbot, office, background, tray):
    part = show(qtbot, ClosingPart(office, background, AnsweredDialogs()))
    yield part
    qtbot.waitUntil(lambda: not background.is_busy, timeout=PATIENCE)


def find(part, name) -> QWidget:
    return part.findChild(QWidget, name)


def click(part, name):
    button = find(part, name)
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def rows(part, name):
    model = part.findChild(QListView, name).model()
    return [model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def choose(part, name, wanted):
    listed = part.findChild(QListView, name)
    at = next(at for at, row in enumerate(rows(part, name)) if wanted in row)
    place = listed.visualRect(listed.model().index(at, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)


def states(office):
    return [job.state for job in office.printing.queue()]


def test_the_queue_is_printed_with_one_click_and_each_copy_comes_out_once(qtbot, queue, office, tray):
    assert rows(queue, "queue_list") == [
        "Fiona McAllister, Jean McAllister · English · 9:40 Omar Lund, Waiting",
        "Fiona McAllister, Cumulative folder · English · 9:40 Omar Lund, Waiting",
        "Camila Hernández, Rosa Hernández · Spanish · 8:40 Iris Park, Waiting",
        "Camila Hernández, Cumulative folder · Spanish · 8:40 Iris Park, Waiting",
    ]
    assert find(queue, "queue_count").text() == "4 copies wait"
    click(queue, "print_all_button")
    qtbot.waitUntil(lambda: find(queue, "queue_count").text() == "All copies are out", timeout=PATIENCE)
    assert len(list(tray.tray.iterdir())) == 4
    assert not find(queue, "print_all_button").isEnabled()
    stored = office.plans.rendering(office.printing.queue()[0].rendering_id)
    printed = (tray.tray / "0.pdf").read_bytes()
    assert len(pages_of(stored, 100)) == len(pages_of(printed, 100))


def test_one_teachers_copies_for_families_in_one_language_are_printed_alone(qtbot, queue, office, tray):
    teacher = queue.findChild(QComboBox, "teacher_combo")
    teacher.setFocus()
    QTest.keyClick(teacher, Qt.Key.Key_End)
    click(queue, "family_segment")
    assert rows(queue, "queue_list") == ["Camila Hernández, Rosa Hernández · Spanish · 8:40 Iris Park, Waiting"]
    spoken = queue.findChild(QComboBox, "language_combo")
    spoken.setFocus()
    QTest.keyClick(spoken, Qt.Key.Key_End)
    assert find(queue, "print_all_button").text() == "Print 1 copy"
    click(queue, "print_all_button")
    qtbot.waitUntil(lambda: PrintState.PRINTED in states(office), timeout=PATIENCE)
    assert states(office).count(PrintState.WAITING) == 3


def test_a_printer_that_is_gone_is_told_and_the_run_goes_on_when_it_is_back(qtbot, queue, office, tray):
    away = tray.tray.rename(tray.tray.with_name("away"))
    click(queue, "print_all_button")
    qtbot.waitUntil(lambda: find(queue, "queue_banner").isVisible(), timeout=PATIENCE)
    assert "did not take the pages" in find(queue, "queue_banner").accessibleName()
    qtbot.waitUntil(lambda: any("Not printed" in row for row in rows(queue, "queue_list")), timeout=PATIENCE)
    assert find(queue, "queue_count").text() == "4 copies wait"
    away.rename(tray.tray)
    click(queue, "banner_action")
    qtbot.waitUntil(lambda: states(office) == [PrintState.PRINTED] * 4, timeout=PATIENCE)
    assert len(list(tray.tray.iterdir())) == 4


def test_a_run_that_is_cancelled_leaves_the_rest_in_the_queue(qtbot, queue, office, tray):
    went_on = tray.print_paper

    def slow(paper, went_out):
        went_on(paper, went_out)
        if len(list(tray.tray.iterdir())) == 1:
            qtbot_stop()

    def qtbot_stop():
        queue._run.let_go()  # as the button does, on the printer's own thread: between this copy and the next

    tray.print_paper = slow
    click(queue, "print_all_button")
    qtbot.waitUntil(lambda: find(queue, "queue_banner").isVisible(), timeout=PATIENCE)
    assert states(office).count(PrintState.PRINTED) == 1
    assert states(office).count(PrintState.WAITING) == 3
    qtbot.waitUntil(lambda: find(queue, "print_all_button").text() == "Print 3 copies", timeout=PATIENCE)
    assert find(queue, "print_all_button").isEnabled()


def test_what_became_of_a_copy_is_said_beside_it(qtbot, queue, office):
    choose(queue, "queue_list", "Rosa")
    click(queue, "mailed_button")
    qtbot.waitUntil(lambda: not find(queue, "mailed_button").isVisible(), timeout=PATIENCE)
    choose(queue, "queue_list", "Camila Hernández, Cumulative")
    click(queue, "filed_in_folder_button")
    qtbot.waitUntil(lambda: sum("Filed" in row for row in rows(queue, "queue_list")) == 1, timeout=PATIENCE)
    (line,) = office.plans.renderings(office.printing.queue()[-1].conference_id)
    told = [(one.kind, one.to_whom, one.done_by) for one in line.deliveries]
    assert told == [
        (DeliveryKind.MAILED, "Rosa Hernández", "Iris Park"),
        (DeliveryKind.FILED_IN_FOLDER, "", "Iris Park"),
    ]
    click(queue, "again_button")
    qtbot.waitUntil(lambda: len(rows(queue, "queue_list")) == 5, timeout=PATIENCE)


def test_a_copy_that_failed_in_the_middle_offers_the_right_page(qtbot, queue, office):
    job = office.printing.queue()[0].job_id

    class Jams:
        def print_paper(self, paper, went_out):
            went_out(1)
            raise OfficeError("print_failed")

    with pytest.raises(OfficeError):
        office.printing.print_papers([job], Jams())
    with qtbot.waitSignal(queue.shown, timeout=PATIENCE):
        queue.refresh()
    choose(queue, "queue_list", "Not printed")
    assert find(queue, "go_on_button").text() == "Go on with page 2"
    assert "took 1 page" in find(queue, "chosen_told").text()
    click(queue, "whole_button")
    qtbot.waitUntil(lambda: office.printing.queue()[0].pages_out == 0, timeout=PATIENCE)
    choose(queue, "queue_list", "Jean")
    click(queue, "set_aside_button")
    qtbot.waitUntil(lambda: states(office)[0] is PrintState.SET_ASIDE, timeout=PATIENCE)


def test_what_is_signed_is_finalized_and_queued_from_here(qtbot, queue, office, folder):
    conference = folder[1]["Elias"]
    office.conferences.begin(conference)
    office.consultations.not_held(conference, "parent_declined")
    for person in office.conferences.open(conference).participants:
        sheet = office.signing.prepare(conference)
        office.signing.sign(conference, person.participant_id, sheet.sha256, "agree", method="paper")
    click(queue, "finalize_signed_button")
    qtbot.waitUntil(lambda: len(rows(queue, "queue_list")) == 6, timeout=PATIENCE)
    assert "Finalized: 1" in find(queue, "queue_banner").accessibleName()
    click(queue, "queue_day_button")
    qtbot.waitUntil(lambda: not queue._background.is_busy, timeout=PATIENCE)
    assert len(rows(queue, "queue_list")) == 6


def test_by_keyboard_alone_a_copy_is_chosen_and_given(qtbot, queue, office):
    queue.activateWindow()
    queue.focus_first()
    assert queue.focusWidget() is find(queue, "print_all_button")
    listed = queue.findChild(QListView, "queue_list")
    for _ in range(20):
        if queue.focusWidget() is listed:
            break
        QTest.keyClick(queue.focusWidget(), Qt.Key.Key_Tab)
    assert queue.focusWidget() is listed
    QTest.keyClick(listed, Qt.Key.Key_Home)
    button = find(queue, "given_to_family_button")
    for _ in range(20):
        if queue.focusWidget() is button:
            break
        QTest.keyClick(queue.focusWidget(), Qt.Key.Key_Tab)
    assert queue.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: office.printing.queue()[0].given, timeout=PATIENCE)


def test_a_copy_goes_on_with_its_page_and_no_empty_sheet_comes_where_all_are_out(office, tray):
    pdf = office.labels.of_day(TODAY, "avery_5160", 26)
    assert len(pages_of(pdf, 50)) == 2
    taken = []
    for first in (2, 3):
        tray.print_paper(PaperOut(pdf, first), taken.append)
    assert taken == [2]
    (only,) = tray.tray.iterdir()
    assert len(pages_of(only.read_bytes(), 50)) == 1


def test_an_empty_queue_says_how_copies_come_into_it(qtbot, office, background, tray):
    office.printing.set_aside([job.job_id for job in office.printing.queue()])
    office._desk.clock.advance(86_400)
    part = show(qtbot, QueuePart(office, background))
    assert rows(part, "queue_list") == []
    assert find(part, "queue_count").text() == "All copies are out"
    assert not find(part, "print_all_button").isEnabled()


# The closing list


def test_each_line_is_one_click_from_where_it_is_done(qtbot, closing, folder):
    listed = rows(closing, "closing_list")
    assert listed[0] == "Dao Nguyen, 9:00 · Grade 6 · Iris Park · Nothing arranged yet, We missed the family"
    assert [row.rsplit(", ", 1)[1] for row in listed] == [
        "We missed the family",
        *["Copy owed: not printed"] * 2,
        *["Not held"] * 4,
    ]
    with qtbot.waitSignal(closing.file_asked, timeout=PATIENCE):
        choose(closing, "closing_list", "Dao")
    with qtbot.waitSignal(closing.queue_asked, timeout=PATIENCE):
        choose(closing, "closing_list", "Camila")
    with qtbot.waitSignal(closing.conference_asked, timeout=PATIENCE) as asked:
        choose(closing, "closing_list", "Amara")
    assert asked.args == [folder[1]["Amara"]]


def test_who_did_not_come_gets_another_day_and_a_try_to_reach_them_from_the_list(qtbot, closing, office):
    """R35."""
    dao = next(one for one in office.closing.of_day(office.conferences.day().on).lines if "Dao" in one.student_name)
    assert find(closing, "closing_day_button").text() == "Arrange a day for 1 who did not come\u2026"
    with qtbot.waitSignal(closing.day_asked, timeout=PATIENCE) as asked:
        click(closing, "closing_day_button")
    assert asked.args == [(dao.student_id,)]
    view = closing.findChild(QListView, "closing_list")
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(closing.attempt_asked, timeout=PATIENCE) as asked:
        click(closing, "closing_attempt_button")
    assert asked.args == [dao.student_id]
    view.setCurrentIndex(view.model().index(1, 0))
    assert not find(closing, "closing_attempt_button").isVisible(), "they came: a copy is owed"


def test_the_list_follows_what_is_done_elsewhere(qtbot, closing, office):
    for job in office.printing.queue():
        kind = "filed_in_folder" if job.copy_for.value == "folder" else "given_to_family"
        closing._background.do(lambda job=job, kind=kind: office.plans.record_delivery(job.rendering_id, kind))
    qtbot.waitUntil(lambda: len(rows(closing, "closing_list")) == 5, timeout=PATIENCE)
    assert "Camila" not in " ".join(rows(closing, "closing_list"))


def test_the_summary_and_the_labels_are_saved_where_the_person_says(qtbot, closing, tmp_path):
    out = tmp_path / "out"
    closing._dialogs.answer(out / "summary.pdf")
    click(closing, "summary_button")
    qtbot.waitUntil((out / "summary.pdf").exists, timeout=PATIENCE)
    closing._dialogs.answer(out / "labels.pdf")
    form = closing.findChild(QComboBox, "label_format")
    form.setFocus()
    QTest.keyClick(form, Qt.Key.Key_End)
    start = closing.findChild(QSpinBox, "label_start")
    assert start.maximum() == 21
    start.setFocus()
    QTest.keyClick(start, Qt.Key.Key_Up)
    click(closing, "labels_save_button")
    qtbot.waitUntil((out / "labels.pdf").exists, timeout=PATIENCE)
    assert (out / "labels.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_labels_are_printed_at_the_printer_that_is_chosen(qtbot, closing, tray):
    click(closing, "labels_print_button")
    qtbot.waitUntil(lambda: len(list(tray.tray.iterdir())) == 1, timeout=PATIENCE)


def test_another_day_is_shown_and_an_empty_one_says_so(qtbot, closing):
    edit = find(closing, "closing_day")
    edit.setFocus()
    with qtbot.waitSignal(closing.shown, timeout=PATIENCE):
        QTest.keyClick(edit, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: find(closing, "closing_nothing").isVisible(), timeout=PATIENCE)
    assert find(closing, "closing_nothing").title.text() == "No conferences on this day"
    assert not find(closing, "labels_print_button").isEnabled()
    assert closing._on != TODAY


def test_the_front_desk_reads_no_name_of_the_closing_list_and_prints_labels(qtbot, office, background, tray):
    desk = office.as_seen_by(Viewer(office.viewer.person_uid, Role.FRONT_DESK, "Desk"))
    part = show(qtbot, ClosingPart(desk, background, AnsweredDialogs()))
    assert rows(part, "closing_list") == []
    assert "that you may see" in find(part, "closing_nothing").words.text()
    click(part, "labels_print_button")
    qtbot.waitUntil(lambda: len(list(tray.tray.iterdir())) == 1, timeout=PATIENCE)


def test_it_speaks_spanish(qtbot, office, background, tray):
    language.use("es")
    part = show(qtbot, QueuePart(office, background))
    assert find(part, "queue_count").text() == "4 copias en espera"
    assert "Expediente acumulativo · Inglés" in rows(part, "queue_list")[1]
    other = show(qtbot, ClosingPart(office, background, AnsweredDialogs()))
    assert "La familia no pudo venir" in rows(other, "closing_list")[0]


def test_the_days_header_leads_there(qtbot):
    side = DaySide()
    qtbot.addWidget(side)
    side.show()
    with qtbot.waitSignal(side.after_wanted, timeout=PATIENCE):
        click(side, "after_button")
