"""The preview on a real office with real files: what is decided by clicks and keys is what comes in."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select, update
from ui_roster_office import SIZE, TODAY, new_office, school_clock

from ilp_desktop.demo.people import generate
from ilp_desktop.domain.imports import Effect
from ilp_desktop.domain.roster import PersonKind, Roster, RosterPerson
from ilp_desktop.roster.export import write_roster
from ilp_desktop.store.tables import metadata, student
from ilp_desktop.ui.dialogs import AnsweredDialogs
from ilp_desktop.ui.rosters.flow import Phase
from ilp_desktop.ui.rosters.screen import RosterPage
from ilp_desktop.ui.rosters.staged_model import StagedRole

pytestmark = pytest.mark.usefixtures("look")

_NOT_OF_FAMILIES = frozenset({"audit", "import_run", "import_change", "staged_row", "audit_state", "roster_source"})


@pytest.fixture
def clock():
    return school_clock()


@pytest.fixture
def office(tmp_path, clock):
    with new_office(tmp_path, clock) as made:
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


def roster_file(folder: Path, name: str, change: Callable[[Roster], Roster] = lambda roster: roster) -> Path:
    """Write the demo school's roster, changed."""
    path = folder / name
    write_roster(change(generate(1, SIZE, TODAY).roster()), path)
    return path


def pupils(roster: Roster) -> list[RosterPerson]:
    return [person for person in roster.people if person.is_a(PersonKind.STUDENT)]


def with_person(roster: Roster, person: RosterPerson) -> Roster:
    """Say something else of one person."""
    return replace(
        roster, people=tuple(person if one.sourced_id == person.sourced_id else one for one in roster.people)
    )


def without(roster: Roster, *gone: str) -> Roster:
    """Name some students no more, and nothing of theirs."""

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in ids if one not in gone)

    people = tuple(
        replace(person, agent_sourced_ids=kept(person.agent_sourced_ids))
        for person in roster.people
        if person.sourced_id not in gone
    )
    return replace(
        roster,
        people=people,
        enrollments=tuple(one for one in roster.enrollments if one.user_sourced_id not in gone),
        relations=tuple(one for one in roster.relations if one.student_sourced_id not in gone),
    )


def until(qtbot, page, phase):
    qtbot.waitUntil(lambda: page.state.phase is phase, timeout=20_000)


def settle(qtbot, page):
    rows = page.preview.rows
    qtbot.waitUntil(lambda: rows.model.total is not None and rows.model._under_way is None)


def look_at(qtbot, page, path):
    page.read(path)
    until(qtbot, page, Phase.PREVIEW)
    settle(qtbot, page)


def bring_in(qtbot, page):
    page._office._desk.clock.advance(60)
    QTest.mouseClick(page.preview.apply, Qt.MouseButton.LeftButton)
    until(qtbot, page, Phase.DONE)
    qtbot.waitUntil(lambda: page.done.title.text() == "The roster is in")


def click(qtbot, page, name):
    QTest.mouseClick(page.preview.findChild(QWidget, name), Qt.MouseButton.LeftButton)
    settle(qtbot, page)


def listed(page):
    model = page.preview.rows.model
    return [model.index(at).data(StagedRole.ROW) for at in range(model.rowCount())]


def choose(page, name: str):
    rows = listed(page)
    at = next(at for at, row in enumerate(rows) if row.name.startswith(name))
    page.preview.rows.list.setCurrentIndex(page.preview.rows.model.index(at))
    return rows[at]


def stored(office, number: str):
    with office._desk.store.read() as connection:
        return connection.execute(select(student).where(student.c.student_number == number)).one()


def dump(office) -> dict[str, list[tuple]]:
    """Return every row of what the office keeps of people, as it stands."""
    with office._desk.store.read() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in metadata.sorted_tables
            if table.name not in _NOT_OF_FAMILIES
        }


def correct(office, number: str, **values) -> None:
    """Correct a student by hand, as the office would."""
    with office._desk.store.write() as connection:
        connection.execute(
            update(student)
            .where(student.c.student_number == number)
            .values(**values, provenance=dict.fromkeys(values, "office"))
        )


def test_ours_stays_where_the_office_corrected_and_where_a_person_says_so(qtbot, page, office, tmp_path):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    bring_in(qtbot, page)
    first, second, third = pupils(generate(1, SIZE, TODAY).roster())[:3]
    correct(office, first.identifier, given_name="Ourname")

    def change(roster):
        for person in (first, second, third):
            roster = with_person(roster, replace(person, given_name="Theirs", birth_date=date(2015, 5, 5)))
        return roster

    page._again()
    look_at(qtbot, page, roster_file(tmp_path, "october.zip", change))
    click(qtbot, page, "student_changed_count")
    assert {row.effect for row in listed(page)} == {Effect.CHANGED}
    assert len(listed(page)) == 3
    by_first = {row.row: row for row in listed(page)}
    assert all(row.file == "users.csv" for row in by_first.values())
    assert min(by_first) > 1
    row = next(row for row in listed(page) if any(one.corrected for one in row.fields))
    name = next(one for one in row.fields if one.field == "given_name")
    assert (name.before, name.after, name.corrected, name.keep) == ("Ourname", "Theirs", True, True)
    at = next(at for at, one in enumerate(listed(page)) if second.family_name in one.name and one is not row)
    page.preview.rows.list.setCurrentIndex(page.preview.rows.model.index(at))
    box = page.preview.findChild(QWidget, "birth_date_keep_box")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    bring_in(qtbot, page)
    assert stored(office, first.identifier).given_name == "Ourname"
    assert stored(office, first.identifier).birth_date == date(2015, 5, 5)
    assert stored(office, second.identifier).given_name == "Theirs"
    assert stored(office, second.identifier).birth_date == second.birth_date, "a person kept it"
    assert stored(office, third.identifier).birth_date == date(2015, 5, 5)


def test_a_student_gone_from_the_file_is_withdrawn_by_a_person_and_a_later_file_brings_them_back(
    qtbot, page, office, tmp_path
):
    whole = roster_file(tmp_path, "august.zip")
    look_at(qtbot, page, whole)
    bring_in(qtbot, page)
    first, second = pupils(generate(1, SIZE, TODAY).roster())[:2]
    page._again()
    left = roster_file(tmp_path, "left.zip", lambda roster: without(roster, first.sourced_id, second.sourced_id))
    look_at(qtbot, page, left)
    assert "2 students are no longer in the file" in page.preview.findChild(QWidget, "preview_waiting").text()
    click(qtbot, page, "student_gone_count")
    assert {row.effect for row in listed(page)} == {Effect.GONE}
    choose(page, stored(office, first.identifier).given_name)
    page.preview.rows.list.setFocus()
    QTest.keyClick(page.preview.rows.list, Qt.Key.Key_Space)
    bring_in(qtbot, page)
    assert stored(office, first.identifier).withdrawn_at is not None
    assert stored(office, second.identifier).withdrawn_at is None, "nobody said so"
    assert office.students.count() == SIZE - 1
    assert office.students.count(withdrawn=True) == 1
    assert office.students.open_file(stored(office, first.identifier).id).guardians, "nothing of theirs is deleted"
    page._again()
    look_at(qtbot, page, whole)
    bring_in(qtbot, page)
    assert stored(office, first.identifier).withdrawn_at is None
    assert office.students.count() == SIZE


def test_a_row_left_out_does_not_come_in(qtbot, page, office, tmp_path):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    left_out = listed(page)[0].name
    click(qtbot, page, "staged_deed")
    bring_in(qtbot, page)
    assert office.students.count() == SIZE - 1
    assert left_out not in {row.legal_name for row in office.students.search(left_out)}


def test_taking_an_import_back_leaves_the_office_as_it_was(qtbot, page, office, dialogs, tmp_path):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    bring_in(qtbot, page)
    before = dump(office)
    first, second = pupils(generate(1, SIZE, TODAY).roster())[:2]

    def change(roster):
        return without(with_person(roster, replace(first, given_name="Theirs")), second.sourced_id)

    page._again()
    look_at(qtbot, page, roster_file(tmp_path, "october.zip", change))
    click(qtbot, page, "student_gone_count")
    click(qtbot, page, "all_ours_button")
    bring_in(qtbot, page)
    assert stored(office, second.identifier).withdrawn_at is not None
    assert dump(office) != before
    dialogs.answer(True)
    qtbot.waitUntil(page.done.take_back.isVisible)
    page.done.take_back.click()
    qtbot.waitUntil(lambda: page.done.title.text() == "The import was taken back")
    assert page.done.banner.isVisible()
    after = dump(office)
    assert {name for name in before if after[name] != before[name]} == set()
    page.earlier.click()
    until(qtbot, page, Phase.IMPORTS)
    qtbot.waitUntil(lambda: page.imports.list.model().rowCount() == 2)
    said = [page.imports.list.model().index(at).data() for at in range(2)]
    assert "Taken back" in said[0]
    assert said[1].startswith("august.zip")
    QTest.keyClick(page.imports.list, Qt.Key.Key_Down)
    QTest.keyClick(page.imports.list, Qt.Key.Key_Return)
    until(qtbot, page, Phase.REPORT)
    qtbot.waitUntil(lambda: page.done.origin.text().startswith("august.zip"))


def test_stopping_in_the_middle_leaves_nothing(qtbot, page, office, tmp_path, monkeypatch):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    bring_in(qtbot, page)
    page._again()
    before = dump(office)
    runs = office.rosters.imports()
    reached, go_on = threading.Event(), threading.Event()
    preview = office.rosters.preview
    heard = []

    def slow(path, *, progress, cancelled, **more):
        def held():
            if heard:
                reached.set()
                go_on.wait(10)
            return cancelled()

        def tell(*so_far):
            heard.append(so_far)
            progress(*so_far)

        return preview(path, progress=tell, cancelled=held, **more)

    monkeypatch.setattr(office.rosters, "preview", slow)
    first = pupils(generate(1, SIZE, TODAY).roster())[0]
    page.read(
        roster_file(tmp_path, "october.zip", lambda roster: with_person(roster, replace(first, given_name="Theirs")))
    )
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    QTest.keyClick(page.working.cancel, Qt.Key.Key_Space)
    go_on.set()
    until(qtbot, page, Phase.CHOOSE)
    assert dump(office) == before
    assert office.rosters.imports() == runs
    with office._desk.store.read() as connection:
        assert connection.execute(select(metadata.tables["staged_row"])).all() == []


def test_what_was_looked_at_and_dropped_leaves_nothing(qtbot, page, office, tmp_path):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    page.preview.drop.click()
    until(qtbot, page, Phase.CHOOSE)
    qtbot.waitUntil(lambda: not _staged(office))
    assert office.students.count() == 0
    assert office.rosters.imports() == ()


def _staged(office) -> bool:
    with office._desk.store.read() as connection:
        return bool(connection.execute(select(metadata.tables["staged_row"].c.id).limit(1)).all())


def test_while_it_comes_in_nothing_offers_to_stop_half_way(qtbot, page, office, tmp_path, monkeypatch):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    go_on = threading.Event()
    apply = office.rosters.apply

    def slow(run_id):
        go_on.wait(10)
        return apply(run_id)

    monkeypatch.setattr(office.rosters, "apply", slow)
    QTest.mouseClick(page.preview.apply, Qt.MouseButton.LeftButton)
    until(qtbot, page, Phase.APPLYING)
    assert not page.working.cancel.isVisible()
    assert page.focusWidget() is page.working, "no key can lead elsewhere by chance"
    assert page.findChild(QWidget, "working_promise").text().startswith("It comes in as a whole or not at all")
    page.read(roster_file(tmp_path, "other.zip"))
    page._again()
    assert page.state.phase is Phase.APPLYING, "nothing else begins meanwhile"
    go_on.set()
    until(qtbot, page, Phase.DONE)
    assert office.students.count() == SIZE


def test_all_of_ours_stay_and_the_next_file_is_no_news(qtbot, page, office, tmp_path):
    look_at(qtbot, page, roster_file(tmp_path, "august.zip"))
    bring_in(qtbot, page)
    people = pupils(generate(1, SIZE, TODAY).roster())[:5]

    def change(roster):
        for person in people:
            roster = with_person(roster, replace(person, given_name="Theirs"))
        return roster

    page._again()
    october = roster_file(tmp_path, "october.zip", change)
    look_at(qtbot, page, october)
    click(qtbot, page, "student_changed_count")
    click(qtbot, page, "all_ours_button")
    bring_in(qtbot, page)
    assert [stored(office, one.identifier).given_name for one in people] == [one.given_name for one in people]
    page._again()
    look_at_nothing(qtbot, page, october)
    assert not page.preview.apply.isEnabled()
    assert page.preview.findChild(QWidget, "rows_nothing").isVisible()
    assert not page.preview.banner.isVisible()


def look_at_nothing(qtbot, page, path):
    page.read(path)
    until(qtbot, page, Phase.PREVIEW)


def test_refused_rows_are_saved_with_file_row_and_reason_and_nothing_of_a_student(
    qtbot, page, office, dialogs, tmp_path
):
    def change(roster):
        enrollments = list(roster.enrollments)
        enrollments[3] = replace(enrollments[3], user_sourced_id="nobody-there")
        return replace(roster, enrollments=tuple(enrollments))

    look_at(qtbot, page, roster_file(tmp_path, "mistake.zip", change))
    page.preview.findChild(QWidget, "refused_segment").click()
    dialogs.answer(tmp_path / "refused.csv")
    page.preview.findChild(QWidget, "save_refused_button").click()
    qtbot.waitUntil((tmp_path / "refused.csv").exists)
    qtbot.waitUntil(lambda: (tmp_path / "refused.csv").stat().st_size > 20)
    said = (tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()
    assert said[0] == "File,Row,Reason"
    assert said[1].startswith("enrollments.csv,5,")
    assert len(said) == 2
    assert "nobody-there" not in said[1]
