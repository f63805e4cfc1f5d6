"""Whoever lacks the confidential key gets no word of it: with their own passphrase and full freedom over the open office."""

import shutil
import subprocess
from pathlib import Path

import pytest
from canaries import spellings
from office_access import CALLS, Case, keep_nothing
from office_folder import PASSPHRASE, opened
from sqlalchemy import Text, insert, select

from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.confidential import NoteWords, Recipient
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import sort_key
from ilp_desktop.office import Office
from ilp_desktop.services.confidential_records import CONTENT, RECORD
from ilp_desktop.store import ballasts, uids
from ilp_desktop.store.engine import connect
from ilp_desktop.store.tables import (
    assignment,
    confidential,
    confidential_content,
    consultation,
    guardian,
    staff_member,
    student,
    student_guardian,
)
from ilp_desktop.vault.confidential import Confidence, Spot
from ilp_desktop.vault.cost import CHEAP

WORDS = {
    "title": "Quetzaltitle", "text": "Murmuration of starlings", "about": "Xiomara Delacroix",
    "draft": "Halfwrittenpangolin", "slip": "Slippedaxolotl", "file": "Narwhalreport", "inside": "Wombatfinding",
    "passage": "of starlings", "removed": "Takenbackokapi",
}  # fmt: skip
HOLDERS = {Role.LEAD: PASSPHRASE, Role.COUNSELOR: "the ferry leaves at a quarter past nine"}
OTHERS = {
    Role.TEACHER: "three kettles sing in the cold hall",
    Role.CAREER_STAFF: "a brass compass under the garden hose",
    Role.FRONT_DESK: "nobody waters the ferns on a Thursday",
    Role.PRINCIPAL: "our oldest map shows no bridge at all",
    Role.AUDITOR: "the quiet tram turns left at noon today",
}


def add(office: Office, table, **values) -> int:
    if "uid" in table.c:
        values.setdefault("uid", uids.new_uid(office._desk.clock))
    with office._desk.store.write() as connection:
        return connection.execute(insert(table).values(**values)).inserted_primary_key[0]


@pytest.fixture(scope="module")
def lived_in(_template, tmp_path_factory) -> Path:
    """An office of seven people, each taking part in one student's plan, whose confidential part holds every word."""
    place = tmp_path_factory.mktemp("confidential")
    folder = shutil.copytree(_template.folder, place / "Cedar Ridge.ilp")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ballasts, "SIZE", 4096)
        _fill(folder, place)
    return folder


def _fill(folder: Path, place: Path) -> None:
    with opened(folder) as there:
        for role, passphrase in {**HOLDERS, **OTHERS}.items():
            if role is not Role.LEAD:
                there.people.add(f"{role.value} Person", role, passphrase, cost=CHEAP)
        made = add(
            there, student, given_name="Ana", family_name="Lima", student_number="7", sort_key=sort_key("Lima", "Ana")
        )
        with there._desk.store.read() as connection:
            staff = connection.execute(select(staff_member.c.id)).scalars().all()
        for one in staff:
            add(there, assignment, student_id=made, staff_id=one)
    with opened(folder, HOLDERS[Role.COUNSELOR]) as there:
        _write(there, made, place)


def _write(there: Office, student_id: int, place: Path) -> None:
    kept, consents = there.confidential, there.consents
    note = NoteWords(WORDS["title"], f"A {WORDS['text']}.", WORDS["about"])
    item = kept.keep_note(student_id, note).made_id
    consents.open_sheet(student_id, item, Recipient("plan"), WORDS["passage"])
    sheet = kept.of_student(student_id).items[0].record.sheets[0].uid
    consents.give(student_id, item, sheet, "other", name=WORDS["about"])
    file = place / f"{WORDS['file']}.txt"
    file.write_text(WORDS["inside"])
    kept.attach(student_id, file)
    kept.remove(student_id, kept.keep_note(student_id, NoteWords(WORDS["removed"])).made_id)
    kept.search(WORDS["text"])
    kept.save_draft(student_id, NoteWords(text=WORDS["draft"]))
    there.back_up()
    with there._desk.store.write():
        kept.save_draft(student_id, NoteWords(text=WORDS["slip"]), item)
        slips = there._desk.store.slips.path
        for path in slips.parent.glob("slips.db*"):
            shutil.copy(path, place / path.name)


def found(*content: bytes) -> set[str]:
    return {
        what
        for what, word in WORDS.items()
        for spelling in spellings(word).values()
        if any(spelling in one for one in content)
    }


def dumped(raw) -> bytes:
    """Every table of an opened database, row by row, as text and as bytes."""
    pieces: list[bytes] = []
    tables = raw.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    for name, sql in tables:
        pieces.append(f"{name} {sql}".encode())
        if sql and sql.startswith("CREATE TABLE"):
            for row in raw.execute(f'SELECT * FROM "{name}"').fetchall():
                pieces += [cell if isinstance(cell, bytes) else str(cell).encode() for cell in row]
    return b"\n".join(pieces)


def everything_got_at(there: Office, folder: Path, place: Path) -> bytes:
    """All that somebody can read with their own keys: the database, its backups, slips, and the files as they lie."""
    key = there._desk.store.key
    databases = [folder / "office.db", *place.rglob("* backups/*/office.db"), place / "slips.db"]
    assert len(databases) == 3
    files = [path for root in (folder, place) for path in root.rglob("*") if path.is_file() and path.suffix != ".txt"]
    pieces = [path.read_bytes() for path in files]
    for path in databases:
        raw = connect(path, key)
        try:
            pieces.append(dumped(raw))
        finally:
            raw.close()
    got = b"\n".join(pieces)
    assert got.count(b"lima") >= 2, "the database and its backup were read"
    return got


def tried_with_every_key(there: Office) -> bytes:
    """What the keys of this person open of all that is closed."""
    with there._desk.store.read() as connection:
        records = connection.execute(select(confidential)).all()
        contents = connection.execute(select(confidential_content)).all()
    assert len(records) >= 4
    assert contents
    confidence = Confidence(there._keys)
    got: list[bytes] = []
    for column, rows in ((RECORD, records), (CONTENT, contents)):
        for row in rows:
            spot = Spot(column, row.generation, row.uid, row.owner if column == RECORD else b"")
            try:
                got.append(confidence.open(spot, row.sealed))
            except OfficeError as error:
                assert error.code == "confidential_key_missing"
    return b"\n".join(got)


def answered(there: Office, place: Path) -> bytes:
    """What every verb of the office answers, asked as oneself and as if one were a lead or a counselor."""
    with there._desk.store.read() as connection:
        (student_id,) = connection.execute(select(student.c.id)).scalars().all()
        items = connection.execute(select(confidential.c.id)).scalars().all()
    me, got = there.viewer.staff_id, list[str]()
    case = Case("Own", place / "out", dict.fromkeys(_NAMED, 1) | {"student": student_id})
    case.file.write_text("x")
    for role in {there.viewer.role, Role.LEAD, Role.COUNSELOR}:
        office = there.as_seen_by(Viewer(there.viewer.person_uid, role, "", me))
        for item in items:
            case.ids |= {"note": item, "document": item}
            for verb in CALLS if item == items[0] else _ABOUT_ITEMS:
                try:
                    got.append(repr(ASKED.get(verb, CALLS[verb])(office, case, _Staff(me))))
                except Exception as error:
                    got.append(repr(error))
    return "\n".join(got).encode()


_ABOUT_ITEMS = [verb for verb in CALLS if verb.startswith(("confidential.", "consents.", "office.save"))]
_NAMED = (
    "parent", "twin", "alike", "gone", "barred", "parent_relation", "barred_relation", "theirs", "grant", "merger",
    "question", "fresh", "begun", "done", "goal", "step", "line", "person", "rendering",
)  # fmt: skip
ASKED = {
    "confidential.of_student": lambda o, c, s: o.confidential.of_student(c.student),
    "confidential.search": lambda o, c, s: [o.confidential.search(word) for word in WORDS.values()],
}
"""Asked for whatever they answer, not for one marker."""


class _Staff:
    def __init__(self, staff_id: int | None) -> None:
        self.staff = dict.fromkeys(("Me", "Other", "Spare", "Substitute"), staff_id)


@pytest.mark.parametrize("role", OTHERS)
def test_no_word_is_got_without_the_key_by_any_verb_any_table_any_file(role, lived_in, tmp_path, monkeypatch):
    folder = shutil.copytree(lived_in, tmp_path / lived_in.name)
    with opened(folder, OTHERS[role]) as there:
        assert there.viewer.role is role
        keep_nothing(monkeypatch)
        assert found(answered(there, tmp_path)) == set()
        assert found(tried_with_every_key(there)) == set()
        assert found(everything_got_at(there, folder, lived_in.parent)) == set()


@pytest.mark.parametrize("role", HOLDERS)
def test_the_same_ways_get_every_word_with_the_key(role, lived_in, tmp_path, monkeypatch):
    folder = shutil.copytree(lived_in, tmp_path / lived_in.name)
    with opened(folder, HOLDERS[role]) as there:
        keep_nothing(monkeypatch)
        assert found(tried_with_every_key(there)) == set(WORDS), "the slip was folded in as the office opened"
        shown = {Role.COUNSELOR: {"draft", "slip"}, Role.LEAD: set()}[role]  # a draft is its author's
        assert found(answered(there, tmp_path)) == set(WORDS) - {"removed", "draft", "slip"} | shown
        assert found(everything_got_at(there, folder, lived_in.parent)) == set(), "not even a holder leaves it anywhere"


def test_a_colleague_whose_role_opens_more_but_whose_keys_do_not_is_refused(lived_in, tmp_path):
    folder = shutil.copytree(lived_in, tmp_path / lived_in.name)
    with opened(folder, OTHERS[Role.FRONT_DESK]) as there:
        as_counselor = there.as_seen_by(Viewer(there.viewer.person_uid, Role.COUNSELOR, "", there.viewer.staff_id))
        with pytest.raises(OfficeError, match="not_allowed"):
            as_counselor.confidential.of_student(1)
        assert not as_counselor.confidential.is_held


def test_a_counselor_who_was_removed_reads_nothing_written_since_also_with_the_keys_they_took(lived_in, tmp_path):
    folder = shutil.copytree(lived_in, tmp_path / lived_in.name)
    with opened(folder, HOLDERS[Role.COUNSELOR]) as there:
        taken, person = Confidence(there._keys.later(0, there._keys.by_scope())), there.viewer.person_uid
    with opened(folder) as there:
        there.people.remove(person)
        kept = there.confidential
        made = kept.keep_note(1, NoteWords("After", "written since")).made_id
        assert next(item.record.title for item in kept.of_student(1).items) == "After"
        assert WORDS["title"] in [item.record.title for item in kept.of_student(1).items], "the old ones stay"
        with there._desk.store.read() as connection:
            rows = {row.id: row for row in connection.execute(select(confidential))}
    opens = set()
    for row in rows.values():
        try:
            taken.open(Spot(RECORD, row.generation, row.uid, row.owner), row.sealed)
            opens.add(row.id)
        except OfficeError as error:
            assert error.code == "confidential_key_missing"
            assert row.generation == 2
    assert made not in opens
    assert opens == rows.keys() - {made}, "what they could read they can: leaving is not forgetting"


def test_what_was_consented_to_is_written_where_it_is_wanted_and_else_nothing(lived_in, tmp_path):
    folder = shutil.copytree(lived_in, tmp_path / lived_in.name)
    with opened(folder, HOLDERS[Role.COUNSELOR]) as there:
        file = there.confidential.of_student(1)
        (note,) = [item for item in file.items if item.record.title == WORDS["title"]]
        (document,) = [item for item in file.items if item.record.document]
        sheet, out = note.record.sheets[0].uid, tmp_path / "out" / "agreed.pdf"
        with pytest.raises(OfficeError, match="consent_missing"):
            there.save_released(1, note.item_id, sheet, out)
        assert not out.exists()
        there.consents.give(1, note.item_id, sheet, "staff")
        there.consents.give(1, note.item_id, sheet, "student")
        with pytest.raises(OfficeError, match="consent_missing"):
            there.save_released(1, note.item_id, sheet, out)
        add(there, student_guardian, student_id=1, guardian_id=add(there, guardian, given_name="Rosa"))
        (rosa,) = there.confidential.of_student(1).parents
        there.consents.give(1, note.item_id, sheet, "parent", person=rosa.uid)
        there.save_released(1, note.item_id, sheet, out)
        read = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True, check=True).stdout
        assert WORDS["passage"] in read
        assert {WORDS["title"], WORDS["text"]} & {word for word in WORDS.values() if word in read} == set()
        assert "iris" not in read.lower()
        assert "counselor Person, for the school, in person, November 24, 2026" in read
        saved = there.save_document(1, document.item_id, tmp_path / "out" / "report.txt")
        assert saved.read_text() == WORDS["inside"]


def test_the_private_talk_still_has_no_place_for_words():
    assert {column.name for column in consultation.c if isinstance(column.type, Text)} == {"phase", "reason"}
