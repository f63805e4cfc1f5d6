"""A file that was disposed of is gone to its last byte, and stays gone when an older backup takes the office's place."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from office_access import TODAY, School
from office_backups import backed_up, restored
from office_folder import copy, opened
from sqlalchemy import func, select, text, update

from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.conferences import Party
from ilp_desktop.domain.confidential import NoteWords
from ilp_desktop.domain.disclosures import Entry, Outcome
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.store import search
from ilp_desktop.store.tables import (
    audit,
    confidential,
    confidential_content,
    disposal,
    draft,
    external_id,
    guardian,
    import_change,
    import_run,
    match_question,
    merger,
    metadata,
    recent_use,
    student,
    student_guardian,
)

LINE = "L5432: individual plans, 3 years after leaving"
_RESERVED = 80


@pytest.fixture(scope="module")
def made(_template, tmp_path_factory) -> tuple[Path, School]:
    """One office with two full files, of which each test has a copy."""
    place = tmp_path_factory.mktemp("disposed")
    folder = copy(_template.folder, place / _template.folder.name)
    with opened(folder) as office:
        school = School(office, place / "out")
        for case in school.cases.values():
            fill(school, case)
    return folder, school


@pytest.fixture
def folder(made, tmp_path) -> Path:
    return copy(made[0], tmp_path / made[0].name)


def withdraw(office, student_id: int) -> None:
    with office._desk.store.write() as connection:
        connection.execute(
            update(student).where(student.c.id == student_id).values(withdrawn_at=datetime(2026, 6, 1, tzinfo=UTC))
        )


def free(office, case) -> None:
    """Let nothing stand in the way."""
    withdraw(office, case.student)
    office.disclosures.say_anew(case.request, Entry(case.asker, "a study", "plans", TODAY, Outcome.WITHDRAWN))


def fill(school: School, case) -> None:
    """Put this student's canary wherever people type."""
    office, mark = school.office, f"Canary{case.name}"
    office.conferences.save_draft(case.begun, f"goal:{case.goal}", f"{mark} typed", "en")
    line = office.conferences.add_commitment(case.begun, Party.SCHOOL).made_id
    office.conferences.leave_field(case.begun, f"commitment:{line}", f"{mark} commitment", "en")
    school.add(draft, conference_id=case.begun, field="x", text=f"{mark} draft", saved_at=school.desk.clock.now())
    with school.desk.store.write() as connection:
        connection.execute(
            update(student)
            .where(student.c.id == case.student)
            .values(given_name=mark, sort_key=f"child\x1f{mark.lower()}")
        )
        search.refresh(connection, [case.student])
    office.finding.used(f"student:{case.student}")


@pytest.fixture
def school(folder, made):
    with opened(folder) as office:
        yield School.again(office, made[1])


def logical(office) -> bytes:
    """Every value of every table, the index's own among them."""
    found: list[bytes] = []
    with office._desk.store.read() as connection:
        for name in connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'")).scalars().all():
            with contextlib.suppress(Exception):
                for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"'):
                    found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\0".join(found)


def pages(folder: Path, key: bytes) -> bytes:
    """The database's pages as they lie on the disk, decrypted; also what no table holds any more."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    raw = (folder / "office.db").read_bytes()
    found = []
    for start in range(0, len(raw), 4096):
        page = raw[start : start + 4096]
        body = page[16 if start == 0 else 0 : -_RESERVED]
        opening = Cipher(algorithms.AES(key), modes.CBC(page[-_RESERVED : -_RESERVED + 16])).decryptor()
        found.append(opening.update(body) + opening.finalize())
    return b"".join(found)


def marks(case) -> tuple[bytes, ...]:
    """What nobody may find of a student: names, phone, reason, address, who asked, what was typed."""
    names = [f"Canary{case.name}", case.phone, case.reason, case.asker, f"{case.name} Lane", f"Parent{case.name}"]
    return tuple(name.encode() for name in [*names, f"canary{case.name.lower()}"])


def held(content: bytes, case) -> set[bytes]:
    return {mark for mark in marks(case) if mark in content}


def test_of_a_student_disposed_of_nothing_is_left_on_any_page(school, folder):
    office, case, other = school.office, school.cases["Own"], school.cases["Others"]
    assert held(logical(office), case) == set(marks(case)), "the control: all of it is there before"
    free(office, case)
    office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    assert held(logical(office), case) == set()
    assert held(logical(office), other) == set(marks(other)), "another student keeps everything"
    key = office._keys.database
    assert held(pages(folder, key), other) >= {b"CanaryOthers", other.phone.encode()}, "the control: pages are read"
    assert held(pages(folder, key), case) == set(), "not in what was freed either"
    assert office.students.search("canaryown") == ()
    assert office.records.standing().broken_at is None
    with pytest.raises(OfficeError, match="student_gone"):
        office.students.open_file(case.student)
    with office._desk.store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        stone = connection.execute(select(disposal)).one()
        assert (stone.schedule, stone.disposed_on) == (LINE, TODAY)
        last = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1)).one()
        assert (last.act, last.student_id) == ("student_disposed", case.student)


def test_what_rosters_and_people_noted_of_it_goes_too(school):
    office, case, mark = school.office, school.cases["Own"], "Notedcanary"
    run = school.add(import_run, source="sis", staged_at=school.desk.clock.now())
    for kind, row in (("student", case.student), ("guardian", case.parent), ("relation", case.parent_relation)):
        school.add(external_id, kind=kind, row_id=row, source="sis", sourced_id=f"{mark}{kind}")
    school.add(
        import_change,
        run_id=run,
        kind="student",
        effect="changed",
        row_id=case.student,
        through_id=case.student,
        before={"given_name": mark},
    )
    free(office, case)
    assert mark.encode() in logical(office)
    office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    assert mark.encode() not in logical(office)
    with school.desk.store.read() as connection:
        assert f"student:{case.student}" not in set(connection.execute(select(recent_use.c.what)).scalars())
        kept = {row.kept_id for row in connection.execute(select(merger))}
        asked = {row.left_id for row in connection.execute(select(match_question))}
    other = school.cases["Others"]
    assert (kept, asked) == ({other.twin}, {other.parent}), "those of another student stay"


def kept_closed(office) -> tuple[int, int]:
    """How many confidential records there are, and documents in them."""
    with office._desk.store.read() as connection:
        counts = (select(func.count()).select_from(one) for one in (confidential, confidential_content))
        records, contents = (connection.execute(count).scalar_one() for count in counts)
    return records, contents


def test_what_is_confidential_goes_too_and_another_students_stays(school):
    office, case, other = school.office, school.cases["Own"], school.cases["Others"]
    for each in (case, other):
        office.participants.assign([each.student], school.staff["Me"], "counselor")
    mine = office.as_seen_by(Viewer(UUID(int=7), Role.LEAD, "Me", school.staff["Me"])).confidential
    mine.save_draft(case.student, NoteWords("half a thought"))
    mine.remove(case.student, case.note)
    assert kept_closed(office) == (5, 2), "two notes and two documents, and what is being typed"
    free(office, case)
    office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    assert kept_closed(office) == (2, 1)
    assert {item.record.kind for item in mine.of_student(other.student).items} == {"note", "document"}


def test_an_adult_of_two_students_stays_with_the_other(school):
    case, other = school.cases["Own"], school.cases["Others"]
    school.add(student_guardian, student_id=other.student, guardian_id=case.parent, relationship="aunt")
    free(school.office, case)
    school.office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    with school.desk.store.read() as connection:
        names = set(connection.execute(select(guardian.c.given_name)).scalars())
    assert "ParentOwn" in names
    assert "BarredOwn" not in names


def test_a_record_that_was_put_into_it_goes_with_it(school):
    office, case, other = school.office, school.cases["Own"], school.cases["Others"]
    office.matching.merge("student", case.student, other.student)
    for one in (case, other):
        with contextlib.suppress(OfficeError):
            office.disclosures.say_anew(one.request, Entry("x", "y", "z", TODAY, Outcome.WITHDRAWN))
    withdraw(office, case.student)
    office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    assert held(logical(office), other) | held(logical(office), case) == set()


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("disposal_enrolled", lambda office, case: None),
        ("disposal_asked_for", lambda office, case: withdraw(office, case.student)),
        ("disposal_name", free),
        ("disposal_schedule", free),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_goes(school, code, change):
    office, case = school.office, school.cases["Own"]
    change(office, case)
    typed = "Canary Own" if code == "disposal_name" else "CanaryOwn Child"
    with pytest.raises(OfficeError, match=code):
        office.disposals.dispose(case.student, "  " if code == "disposal_schedule" else LINE, typed)
    assert held(logical(office), case) == set(marks(case))


def test_the_name_that_people_say_is_as_good_as_the_legal_one(school):
    office, case = school.office, school.cases["Own"]
    free(office, case)
    with school.desk.store.write() as connection:
        connection.execute(update(student).where(student.c.id == case.student).values(preferred_name="Cami"))
    office.disposals.dispose(case.student, LINE, " Cami  Child ")
    assert held(logical(office), case) == set()


def test_nobody_but_the_lead_disposes(school):
    case = school.cases["Own"]
    free(school.office, case)
    for role in set(Role) - {Role.LEAD}:
        seen = school.seen_by(role)
        with pytest.raises(OfficeError, match="student_gone"):
            seen.disposals.dispose(case.student, LINE, "CanaryOwn Child")


def test_every_table_that_hangs_on_a_student_is_emptied_of_it(school):
    """Followed along the foreign keys: a table that is added later is followed, or fails here."""
    office, case = school.office, school.cases["Own"]
    free(office, case)
    office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    with school.desk.store.read() as connection:
        for table in metadata.sorted_tables:
            for key in table.foreign_keys:
                if key.column.table is student and table is not audit:
                    left = select(table.c[key.parent.name]).where(table.c[key.parent.name] == case.student)
                    assert connection.execute(left).all() == [], table.name


def test_an_older_backup_that_is_restored_has_no_such_student(folder, made, tmp_path):
    case, other = made[1].cases["Own"], made[1].cases["Others"]
    with opened(folder) as office:
        free(office, case)
    backup = backed_up(folder, tmp_path / "stick")
    with opened(folder) as office:
        assert held(logical(office), case) == set(marks(case))
        office.disposals.dispose(case.student, LINE, "CanaryOwn Child")
    done = restored(backup, folder)
    assert done.set_aside is not None
    assert done.remarks == ()
    with opened(folder) as office:
        assert held(logical(office), case) == set()
        assert held(logical(office), other) == set(marks(other))
        assert kept_closed(office) == (2, 1), "what was confidential was found by the backup's keys"
        assert held(pages(folder, office._keys.database), case) == set()
        assert office.records.standing().broken_at is None
        acts = [line.act for line in office.records.lines(_everything()).lines]
        assert acts[:2] == ["student_disposed", "office_restored"]
    elsewhere = restored(backup, tmp_path / "elsewhere" / "B.ilp").folder
    with opened(elsewhere) as office:
        assert held(logical(office), case) == set(marks(case)), "the control: the backup holds the student"


def test_where_the_office_that_stood_there_cannot_be_read_the_restore_says_so(folder, tmp_path):
    backup = backed_up(folder, tmp_path / "stick")
    (folder / "office.db").write_bytes(b"damaged" * 4096)
    assert restored(backup, folder).remarks == ("restored_disposals_unknown",)


def _everything():
    from ilp_desktop.domain.records import RecordFilter

    return RecordFilter()
