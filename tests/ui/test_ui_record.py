"""The record on the screen: read by person, student, kind and day; who asked for a file, written down and put on paper."""

import csv
import shutil
import subprocess
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from ui_roster_office import fill, new_office, school_clock

from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.disclosures import Entry, Ground, Outcome
from ilp_desktop.domain.records import RecordFilter
from ilp_desktop.store import uids
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.record.disposing import DisposalCard
from ilp_desktop.ui.record.entry_state import asks
from ilp_desktop.ui.record.rows import DayHeading
from ilp_desktop.ui.record.screen import RecordPart
from ilp_desktop.ui.record.student import StudentRecord
from ilp_desktop.ui.record.words import Span, days_of, heading_words
from ilp_desktop.ui.students.screen import StudentsPage
from ilp_desktop.ui.widgets import Button, EmptyState, Text

pytestmark = pytest.mark.usefixtures("look")
WAIT = 12_000


@pytest.fixture(scope="module")
def _filled(tmp_path_factory):
    place = tmp_path_factory.mktemp("record")
    with new_office(place, school_clock()) as office:
        fill(office, place)
    return office.folder


@pytest.fixture
def clock():
    return school_clock()


@pytest.fixture
def office(_filled, tmp_path, clock):
    from ui_roster_office import PASSPHRASE

    from ilp_desktop.office import open_office
    from ilp_desktop.vault.cost import CHEAP

    folder = shutil.copytree(_filled, tmp_path / _filled.name)
    with open_office(folder, PASSPHRASE, clock=clock, lowest=CHEAP) as office:
        yield office


@pytest.fixture
def pupils(office):
    return office.students.search("", 5)


def rows(part):
    shown = [part.list.rows.row(part.list.rows.index(at)) for at in range(part.list.rows.rowCount())]
    return [row for row in shown if not isinstance(row, DayHeading)]


def spoken(part):
    return [
        part.list.rows.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(part.list.rows.rowCount())
    ]


@pytest.fixture
def part(qtbot, office, background, clock, pupils):
    for pupil in pupils:
        clock.advance(3 * 3600)
        office.students.open_file(pupil.student_id)
    dialogs = AnsweredDialogs()
    part = RecordPart(office, background, dialogs, clock)
    part.dialogs = dialogs
    qtbot.addWidget(part)
    part.resize(1200, 700)
    with qtbot.waitSignal(part.answered, timeout=WAIT):
        part.show()
    yield part
    background.close()


def test_it_says_that_the_record_is_whole_and_what_was_done_day_by_day(qtbot, part, pupils):
    title = part.findChild(Text, "standing_title")
    qtbot.waitUntil(lambda: title.text() == "The record is whole", timeout=WAIT)
    assert "lines checked" in part.findChild(Text, "standing_words").text()
    said = spoken(part)
    assert said[0] == "Today, Thursday, October 15"
    assert said[1] == f"11:00 PM, Iris Park opened the file, {pupils[4].name}"


def test_a_changed_record_says_so_and_what_to_do(qtbot, part, office):
    part.hide()
    with office._desk.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_is_never_changed")
        connection.exec_driver_sql("UPDATE audit SET act = 'printed' WHERE id = 2")
    part.show()
    title, words = part.findChild(Text, "standing_title"), part.findChild(Text, "standing_words")
    qtbot.waitUntil(lambda: "changed outside" in title.text(), timeout=WAIT)
    assert "Line 2 " in words.text()
    assert "backup" in words.text()


def test_letters_find_the_lines_about_a_student_and_a_line_leads_to_the_file(qtbot, part, pupils):
    wanted = pupils[2]
    part.filters.student.setFocus()
    QTest.keyClicks(part.filters.student, wanted.name)
    qtbot.waitUntil(lambda: {row.student for row in rows(part)} == {wanted.name}, timeout=WAIT)
    part.list.setCurrentIndex(part.list.rows.index(1))
    with qtbot.waitSignal(part.student_asked) as asked:
        QTest.keyClick(part.list, Qt.Key.Key_Return)
    assert asked.args == [wanted.student_id]


def test_person_kind_and_days_are_chosen_with_the_keyboard(qtbot, part, office):
    person = part.filters.person
    qtbot.waitUntil(lambda: person.count() == 2, timeout=WAIT)
    QTest.keyClicks(part.filters.kind, "Printed")
    empty = part.findChild(Button, "record_save_button")
    qtbot.waitUntil(lambda: not empty.isEnabled(), timeout=WAIT)
    assert rows(part) == []
    part.filters.kind.setCurrentIndex(0)
    QTest.keyClicks(person, "Iris")
    qtbot.waitUntil(lambda: len(rows(part)) > 4, timeout=WAIT)
    assert {row.person_uid for row in rows(part)} == {office.viewer.person_uid}
    assert not part.filters.first.isVisible()
    QTest.keyClicks(part.filters.span, "Between")
    qtbot.waitUntil(part.filters.first.isVisible, timeout=WAIT)
    part.filters.first.setDate(QDate(2026, 1, 1))
    part.filters.last.setDate(QDate(2026, 1, 2))
    qtbot.waitUntil(lambda: rows(part) == [], timeout=WAIT)


def test_earlier_lines_come_when_they_are_asked_for(qtbot, part, office, clock, pupils):
    for _ in range(120):
        clock.advance(1)
        office.students.open_file(pupils[0].student_id)
    with qtbot.waitSignal(part.answered, timeout=WAIT):
        part.read()
    assert len(rows(part)) == 100
    more = part.findChild(Button, "record_more_button")
    with qtbot.waitSignal(part.answered, timeout=WAIT):
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    numbers = [row.number for row in rows(part)]
    assert len(numbers) > 120
    assert numbers == sorted(numbers, reverse=True)
    assert not more.isVisible()
    assert part.list.currentIndex().row() > 100, "one reads on where the new lines begin"


def test_it_is_saved_as_a_table_which_is_in_the_record_too(qtbot, part, tmp_path):
    part.dialogs.answer(tmp_path / "record.csv")
    before = len(rows(part))
    with qtbot.waitSignal(part.answered, timeout=WAIT):
        QTest.mouseClick(part.save, Qt.MouseButton.LeftButton)
    table = list(csv.reader((tmp_path / "record.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(table) > before
    assert rows(part)[0].act == "record_exported"


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.TEACHER, Role.FRONT_DESK])
def test_to_whom_the_record_is_not_it_says_who_reads_it(qtbot, office, background, clock, role):
    seen = office.as_seen_by(Viewer(uids.new_uid(clock), role, "Somebody"))
    part = RecordPart(seen, background, AnsweredDialogs(), clock)
    qtbot.addWidget(part)
    part.show()
    qtbot.waitUntil(part.findChild(EmptyState, "record_not_yours").isVisible, timeout=WAIT)
    assert not part.save.isVisible()
    assert not part.filters.isVisible()
    assert part.list.rows.rowCount() == 0
    background.close()


# In a student's file


@pytest.fixture
def file(qtbot, office, background, clock, pupils):
    dialogs = AnsweredDialogs()
    part = StudentRecord(office, background, dialogs, clock)
    part.dialogs = dialogs
    qtbot.addWidget(part)
    part.resize(860, 900)
    with qtbot.waitSignal(part.answered, timeout=WAIT):
        part.show()
        part.show_student(pupils[0].student_id)
    qtbot.waitUntil(part.card.isVisible, timeout=WAIT)
    yield part
    background.close()


def fill_in(form):
    for field, words in (
        (form.party, "Logan Regional Hospital"),
        (form.interest, "Treatment after a fall"),
        (form.what, "Allergies"),
    ):
        field.editor.setFocus()
        QTest.keyClicks(field.editor, words)


def lines_of(office, pupil):
    return office.disclosures.of_student(pupil.student_id).lines


# R69
def test_a_request_is_written_down_answered_and_corrected_with_the_mouse(qtbot, file, office, pupils):
    assert file.findChild(Text, "disclosures_none") is not None
    QTest.mouseClick(file.card.add, Qt.MouseButton.LeftButton)
    fill_in(file.form)
    QTest.mouseClick(file.form.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: not file.form.isVisible() and file.findChild(Text, "disclosures_none") is None, timeout=WAIT
    )
    (line,) = lines_of(office, pupils[0])
    assert (line.entry.party, line.is_open) == ("Logan Regional Hospital", True)
    qtbot.waitUntil(lambda: file.findChild(Button, f"anew_{line.entry_id}_button") is not None, timeout=WAIT)
    QTest.mouseClick(file.findChild(Button, f"anew_{line.entry_id}_button"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(file.form.findChild(Button, "given_segment"), Qt.MouseButton.LeftButton)
    assert file.form.ground.isVisible()
    file.form.ground.setCurrentIndex(file.form.ground.findData("emergency"))
    assert "99.36" in file.form.citation.text()
    QTest.mouseClick(file.form.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(file.form.banner.isVisible, timeout=WAIT)
    assert "danger" in file.form.banner.words.text(), "nothing was written, and it says what is missing"
    assert len(lines_of(office, pupils[0])[0].earlier) == 0
    QTest.keyClicks(file.form.threat.editor, "Unconscious")
    QTest.mouseClick(file.form.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not file.form.isVisible(), timeout=WAIT)
    (line,) = lines_of(office, pupils[0])
    assert (line.entry.ground, line.entry.threat, len(line.earlier)) == (Ground.EMERGENCY, "Unconscious", 1)
    qtbot.waitUntil(lambda: any(row.act == "request_answered" for row in rows(file)), timeout=WAIT)


def test_a_request_is_written_down_by_keys_alone_and_escape_leaves_it(qtbot, file, office, pupils):
    file.activateWindow()
    file.card.add.setFocus()
    QTest.keyClick(file.card.add, Qt.Key.Key_Space)
    qtbot.waitUntil(file.form.party.editor.hasFocus, timeout=WAIT)
    QTest.keyClick(file.form.party.editor, Qt.Key.Key_Escape)
    assert not file.form.isVisible()
    assert file.card.add.hasFocus()
    QTest.keyClick(file.card.add, Qt.Key.Key_Space)
    for words in ("State university", "", "A study", "Goals"):
        QTest.keyClicks(file.focusWidget(), words)
        QTest.keyClick(file.focusWidget(), Qt.Key.Key_Tab)
    for _ in range(20):
        if file.form.keep.hasFocus():
            break
        QTest.keyClick(file.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(file.form.keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not file.form.isVisible(), timeout=WAIT)
    (line,) = lines_of(office, pupils[0])
    assert (line.entry.party, line.entry.interest, line.entry.what) == ("State university", "A study", "Goals")


def test_the_paper_is_saved_in_the_language_that_is_chosen(qtbot, file, office, pupils, tmp_path):
    office.disclosures.note(
        pupils[0].student_id, Entry("Escuela Norte", "Inscripción", "Todo", office._desk.today, Outcome.REFUSED)
    )
    file.dialogs.answer(tmp_path / "paper.pdf")
    actions = {action.text(): action for action in file.card.menu_of_languages().actions()}
    actions["Spanish"].trigger()
    qtbot.waitUntil((tmp_path / "paper.pdf").exists, timeout=WAIT)
    read = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True)
    assert "Escuela Norte" in read.stdout
    assert "No entregado" in read.stdout
    assert pupils[0].legal_name in read.stdout


def test_a_teacher_reads_who_opened_the_file_and_nothing_of_who_asked(qtbot, office, background, clock, pupils):
    from sqlalchemy import insert

    from ilp_desktop.store.tables import assignment, staff_member

    pupil = pupils[0].student_id
    office.disclosures.note(pupil, Entry("Court", "A case", "All of it", office._desk.today))
    with office._desk.store.write() as connection:
        staff = connection.execute(
            insert(staff_member).values(uid=uids.new_uid(clock), given_name="Ty", family_name="Cho", role="teacher")
        ).inserted_primary_key[0]
        connection.execute(insert(assignment).values(uid=uids.new_uid(clock), student_id=pupil, staff_id=staff))
    seen = office.as_seen_by(Viewer(uids.new_uid(clock), Role.TEACHER, "Ty Cho", staff))
    seen.students.open_file(pupil)
    part = StudentRecord(seen, background, AnsweredDialogs(), clock)
    qtbot.addWidget(part)
    with qtbot.waitSignal(part.answered, timeout=WAIT):
        part.show()
        part.show_student(pupil)
    assert {row.act for row in rows(part)} == {"file_opened"}
    qtbot.wait(50)
    assert not part.card.isVisible()
    background.close()


def test_another_student_leaves_nothing_of_the_one_before(qtbot, file, office, pupils):
    office.disclosures.note(pupils[0].student_id, Entry("Court", "A case", "All", office._desk.today))
    with qtbot.waitSignal(file.answered, timeout=WAIT):
        file.show_student(pupils[0].student_id)
    qtbot.waitUntil(lambda: file.findChild(Text, "disclosures_none") is None, timeout=WAIT)
    QTest.mouseClick(file.card.add, Qt.MouseButton.LeftButton)
    file.leave_student()
    assert rows(file) == []
    assert not file.card.isVisible()
    assert not file.form.isVisible()


# Its end


def left_school(office, pupil):
    from sqlalchemy import update

    from ilp_desktop.store.tables import student

    with office._desk.store.write() as connection:
        connection.execute(
            update(student).where(student.c.id == pupil.student_id).values(withdrawn_at=office._desk.clock.now())
        )


@pytest.fixture
def students(qtbot, office, background, clock, pupils):
    left_school(office, pupils[0])
    page = StudentsPage(office, background, clock, office.zone)
    page.add_part("record", "Record", lambda: StudentRecord(office, background, AnsweredDialogs(), clock))
    qtbot.addWidget(page)
    page.resize(1294, 768)
    with qtbot.waitSignal(page.answered, timeout=WAIT):
        page.show()
    with qtbot.waitSignal(page.file_shown, timeout=WAIT):
        page.open_student(pupils[0].student_id)
    yield page
    background.close()


def test_a_file_is_disposed_of_after_its_name_was_typed_and_leaves_the_screen(qtbot, students, office, pupils):
    QTest.mouseClick(students.findChild(Button, "record_segment"), Qt.MouseButton.LeftButton)
    card = students.findChild(DisposalCard)
    qtbot.waitUntil(card.isVisible, timeout=WAIT)
    QTest.mouseClick(card.begin, Qt.MouseButton.LeftButton)
    assert card.schedule.isVisible()
    assert not card.deed.isEnabled()
    QTest.keyClicks(card.schedule.editor, "L5432")
    QTest.keyClicks(card.name.editor, "Somebody Else")
    QTest.keyClick(card.name.editor, Qt.Key.Key_Return)
    assert office.students.count(withdrawn=True) == 1, "Return alone deletes nothing"
    QTest.mouseClick(card.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(card.banner.isVisible, timeout=WAIT)
    assert "Nothing was deleted" in card.banner.words.text()
    card.name.editor.clear()
    QTest.keyClicks(card.name.editor, pupils[0].legal_name)
    QTest.mouseClick(card.deed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not students.file.isVisible(), timeout=WAIT)
    assert office.students.count(withdrawn=True) == 0
    assert not students.banner.isVisible(), "nothing went wrong"
    assert office.records.lines(RecordFilter()).lines[0].act == "student_disposed"


def test_escape_leaves_the_disposal_with_nothing_typed(qtbot, students):
    QTest.mouseClick(students.findChild(Button, "record_segment"), Qt.MouseButton.LeftButton)
    card = students.findChild(DisposalCard)
    qtbot.waitUntil(card.isVisible, timeout=WAIT)
    card.begin.setFocus()
    QTest.keyClick(card.begin, Qt.Key.Key_Space)
    QTest.keyClicks(card.schedule.editor, "L5432")
    QTest.keyClick(card.schedule.editor, Qt.Key.Key_Escape)
    assert card.begin.isVisible()
    assert not card.deed.isVisible()
    assert card.schedule.text() == ""


@pytest.mark.parametrize(("role", "may"), [(Role.LEAD, True), (Role.PRINCIPAL, False)])
def test_only_the_lead_is_offered_to_dispose_and_of_nobody_who_is_enrolled(
    qtbot, office, background, clock, pupils, role, may
):
    left_school(office, pupils[0])
    seen = office.as_seen_by(Viewer(uids.new_uid(clock), role, "Somebody"))
    part = StudentRecord(seen, background, AnsweredDialogs(), clock)
    qtbot.addWidget(part)
    part.show()
    for pupil, offered in ((pupils[1], False), (pupils[0], may), (pupils[1], False)):
        with qtbot.waitSignal(part.answered, timeout=WAIT):
            part.show_student(pupil.student_id)
        qtbot.waitUntil(lambda offered=offered: part.disposal.isVisible() is offered, timeout=WAIT)
    background.close()


# Words and flow


def test_what_is_asked_follows_from_the_answer():
    assert asks(Outcome.OPEN, Ground.EMERGENCY) == asks(Outcome.OPEN, Ground.NOT_YET)
    assert asks(Outcome.GIVEN, Ground.EMERGENCY).threat
    assert not asks(Outcome.REFUSED, Ground.EMERGENCY).threat
    assert asks(Outcome.GIVEN, Ground.STUDY).passed_on


def test_days_are_counted_with_today():
    from datetime import date

    today = date(2026, 3, 1)
    assert days_of(Span.TODAY, today) == (today, today)
    assert days_of(Span.WEEK, today) == (today - timedelta(days=6), today)
    assert days_of(Span.ANY, today) == (None, None)
    assert heading_words(date(2025, 3, 1), today) == "Saturday, March 1, 2025"
