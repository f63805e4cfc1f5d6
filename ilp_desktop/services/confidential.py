"""The confidential part of a student's file: written, attached, found (R79, R82). services/consents.py lets it out.

Who reads it holds the key *and* takes part in that student's plan: the gate first, the keys behind it. Nothing that was
opened is kept here from one question to the next, a search index neither: each search opens what it looks through.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from ilp_desktop.domain.access import Purpose, Relation, Sharing, decide
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.confidential import (
    LARGEST_DOCUMENT,
    TITLE_LIMIT,
    ConfidentialFile,
    ConsentAges,
    FoundItem,
    NoteWords,
    Record,
    Unfinished,
    needed_for,
)
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.names import folded
from ilp_desktop.services import confidential_drafts as drafts
from ilp_desktop.services.conference_rows import written
from ilp_desktop.services.confidential_people import item_of, people_of
from ilp_desktop.services.confidential_records import Kept, Records, Whose, document_of
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.slips import A_MOMENT
from ilp_desktop.store import audits
from ilp_desktop.store.tables.columns import instant_text
from ilp_desktop.vault.confidential import Confidence
from ilp_desktop.vault.open_keys import OpenKeys

_EXCERPT = 80
"""Letters of a text that a search shows."""


class Confidential:
    """Notes and documents that only the holders of the confidential keys can read, of the students they take part in.

    Every verb raises OfficeError ``student_gone`` where the gate says no, ``not_allowed`` for who lacks the key, and
    ``confidential_damaged`` for a record that does not open.
    """

    def __init__(self, desk: Desk, opened: OpenKeys, ages: ConsentAges | None = None) -> None:
        self._desk = desk
        self._confidence = Confidence(opened)
        self._records = Records(desk, self._confidence)
        self._ages = ages or ConsentAges()
        self._opened: set[tuple[str, int | None, date]] = set()

    @property
    def is_held(self) -> bool:
        """Whether there is such a part for this person at all: by their role and by their keys."""
        viewer = self._desk.viewer
        return self._confidence.is_held and decide(viewer, Relation.PARTICIPANT, Sharing.CONFIDENTIAL, Purpose.READ)

    # Reading

    def of_student(self, student_id: int) -> ConfidentialFile:
        """Return the confidential part of a file. The first time on a day it is written down who opened it."""
        desk = self._desk
        with desk.store.read() as connection:
            whose = self._records.reached(connection, student_id, Purpose.READ)
            everything = list(self._records.of(connection, [whose]))
            people = people_of(connection, desk, whose)
        self._opening("confidential_opened", student_id)
        kept = [one for _whose, one in everything if one is not None]
        items = tuple(
            item_of(one, whose, people, self._ages, desk.today) for one in reversed(kept) if one.record.kind != "draft"
        )
        return ConfidentialFile(
            student_id=student_id,
            name=whose.name,
            items=items,
            unfinished=self._unfinished(whose, kept),
            recipients=people.recipients,
            parents=people.parents,
            needed=needed_for(Record("note"), self._ages, whose.birth_date, desk.today),
            damaged=sum(one is None for _whose, one in everything),
        )

    def search(self, letters: str) -> tuple[FoundItem, ...]:
        """Find notes and documents by their words, of every student of whom this person may read them.

        Every word must occur. What was opened for it is let go at once. The first time on a day it is written down.
        """
        words = folded(letters).split()
        if not words:
            return ()
        with self._desk.store.read() as connection:
            students = self._records.everybody(connection)
            everything = list(self._records.of(connection, students))
        self._opening("confidential_searched")
        return tuple(
            FoundItem(whose.student_id, whose.name, one.row.id, _title(one.record), _excerpt(one.record.text))
            for whose, one in everything
            if one is not None and one.record.kind != "draft" and _says(one.record, words)
        )

    def document(self, student_id: int, item_id: int) -> tuple[str, bytes]:
        """Return a document's name and bytes, and write down that it was taken out."""
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EXPORT)
            kept = self._records.one(connection, whose, item_id)
            found = self._records.document(connection, kept.record)
            self._log(connection, "confidential_document_saved", record=kept.row.uid.hex)
        return found

    # Writing

    def save_draft(self, student_id: int, words: NoteWords, item_id: int | None = None) -> Changes:
        """Keep what is being typed, closed as the note will be, also while a roster comes in.

        Raises OfficeError ``text_too_long`` or ``item_gone``.
        """
        checked = _checked(words)
        with self._desk.store.write_within(A_MOMENT) as connection:
            if connection is not None:
                drafts.write(connection, self._records, *self._draft(connection, student_id, checked, item_id))
        if connection is None:
            with self._desk.store.read() as reading:
                drafts.keep_on_slip(
                    self._desk, reading, self._records, *self._draft(reading, student_id, checked, item_id)
                )
        return Changes(frozenset())

    def drop_draft(self, student_id: int, item_id: int | None = None) -> Changes:
        """Let go of what was typed and not kept."""
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            item = "" if item_id is None else self._records.one(connection, whose, item_id).row.uid.hex
            self._drop_drafts(connection, whose, item)
        return _changed()

    def keep_note(
        self, student_id: int, words: NoteWords, item_id: int | None = None, version: int | None = None
    ) -> Changes:
        """Keep a new note, or new words of one that is there; what was typed meanwhile as a draft is settled with it.

        Raises OfficeError ``note_empty``, ``text_too_long``, ``item_gone``, or ``changed_elsewhere`` where the note is
        not what it was at ``version``.
        """
        checked = _checked(words)
        if not (checked.title.strip() or checked.text.strip()):
            raise OfficeError("note_empty")
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            if item_id is None:
                made, uid = self._records.add(connection, whose.uids[0], self._signed(Record("note"), checked))
                self._log(connection, "confidential_written", record=uid.hex)
                self._drop_drafts(connection, whose, "")
                return _changed(made)
            kept = self._current(connection, whose, item_id, version)
            self._records.change(connection, kept, self._signed(kept.record, checked))
            self._log(connection, "confidential_changed", record=kept.row.uid.hex)
            self._drop_drafts(connection, whose, kept.row.uid.hex)
        return _changed(item_id)

    def attach(self, student_id: int, path: Path, title: str = "") -> Changes:
        """Keep a copy of a file, closed like a note; call it on a worker. The file stays where it is.

        Raises OfficeError ``document_unreadable``, ``document_empty`` or ``document_too_large``.
        """
        content = _read_document(path)
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            uid, generation = self._records.add_content(connection, content)
            record = Record("document", document=document_of(uid, generation, written(path.name), content))
            signed = self._signed(record, _checked(NoteWords(title)))
            made, made_uid = self._records.add(connection, whose.uids[0], signed)
            self._log(connection, "confidential_written", record=made_uid.hex)
        return _changed(made)

    def remove(self, student_id: int, item_id: int) -> Changes:
        """Take a note or document out of the file. Raises OfficeError ``item_gone``."""
        return self._mark(student_id, item_id, removed=True)

    def restore(self, student_id: int, item_id: int) -> Changes:
        """Bring back what was removed. Raises OfficeError ``item_gone``."""
        return self._mark(student_id, item_id, removed=False)

    # How

    def _unfinished(self, whose: Whose, kept: Sequence[Kept]) -> tuple[Unfinished, ...]:
        """Return this person's drafts, the latest of each: a slip knows better than the table."""
        mine = self._desk.viewer.person_uid.hex
        ids = {one.row.uid.hex: one.row.id for one in kept}
        found: dict[str, Record] = {}
        there = [one.record for one in kept if one.record.kind == "draft"]
        for record in (*there, *drafts.waiting(self._desk, self._records, [whose])):
            before = found.get(record.item)
            if record.written_by_uid == mine and (before is None or before.changed_at <= record.changed_at):
                found[record.item] = record
        return tuple(
            Unfinished(ids.get(item), NoteWords(record.title, record.text, record.about))
            for item, record in found.items()
            if not item or item in ids
        )

    def _draft(
        self, connection: Connection, student_id: int, words: NoteWords, item_id: int | None
    ) -> tuple[Whose, Record]:
        whose = self._records.reached(connection, student_id, Purpose.EDIT)
        item = "" if item_id is None else self._records.one(connection, whose, item_id).row.uid.hex
        return whose, self._signed(Record("draft", item=item), words)

    def _drop_drafts(self, connection: Connection, whose: Whose, item: str) -> None:
        mine = self._desk.viewer.person_uid.hex
        found = [one for _whose, one in self._records.of(connection, [whose]) if one is not None]
        own = [one for one in found if one.record.kind == "draft" and one.record.written_by_uid == mine]
        drafts.drop(connection, self._records, [one for one in own if one.record.item == item])

    def _current(self, connection: Connection, whose: Whose, item_id: int, version: int | None) -> Kept:
        kept = self._records.one(connection, whose, item_id)
        if version is not None and version != kept.row.version:
            raise OfficeError("changed_elsewhere")
        return kept

    def _signed(self, record: Record, words: NoteWords) -> Record:
        viewer, now = self._desk.viewer, instant_text(self._desk.clock.now())
        said = replace(record, title=words.title, text=words.text, about=words.about)
        if not said.written_at:
            said = replace(said, written_by=viewer.name, written_by_uid=viewer.person_uid.hex, written_at=now)
        return replace(said, changed_by=viewer.name, changed_at=now)

    def _mark(self, student_id: int, item_id: int, *, removed: bool) -> Changes:
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            kept = self._records.one(connection, whose, item_id, removed=not removed)
            self._records.mark(connection, item_id, removed=removed)
            act = "confidential_removed" if removed else "confidential_restored"
            self._log(connection, act, record=kept.row.uid.hex)
        return _changed(item_id)

    def _opening(self, act: str, student_id: int | None = None) -> None:
        """Write down that something was opened, once a day: a screen asks again and again."""
        what = (act, student_id, self._desk.today)
        if what not in self._opened:
            with self._desk.store.write() as connection:
                self._log(connection, act, student_id)
            self._opened.add(what)

    def _log(self, connection: Connection, act: str, student_id: int | None = None, **params: str) -> None:
        audits.append(connection, self._desk.viewer, act, student_id, at=self._desk.clock.now(), **params)


def _changed(made_id: int | None = None) -> Changes:
    return Changes(frozenset({Kind.CONFIDENTIAL}), made_id=made_id)


def _checked(words: NoteWords) -> NoteWords:
    if len(words.title) > TITLE_LIMIT or len(words.about) > TITLE_LIMIT:
        raise OfficeError("text_too_long", limit=TITLE_LIMIT)
    return NoteWords(written(words.title), written(words.text), written(words.about))


def _read_document(path: Path) -> bytes:
    """Read a file that is to be kept, looked at before it is read."""
    try:
        if not path.is_file():
            raise OfficeError("document_unreadable")
        if path.stat().st_size > LARGEST_DOCUMENT:
            raise OfficeError("document_too_large", limit=LARGEST_DOCUMENT // 1_000_000)
        content = path.read_bytes()[: LARGEST_DOCUMENT + 1]
    except OSError as error:
        raise OfficeError("document_unreadable") from error
    if not content:
        raise OfficeError("document_empty")
    if len(content) > LARGEST_DOCUMENT:
        raise OfficeError("document_too_large", limit=LARGEST_DOCUMENT // 1_000_000)
    return content


def _title(record: Record) -> str:
    return record.title or (record.document.name if record.document else "")


def _excerpt(text: str) -> str:
    """Return how a text begins, to the last whole word that there is room for."""
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rsplit(maxsplit=1)[0]}…"


def _says(record: Record, words: Sequence[str]) -> bool:
    said = folded(" ".join((record.title, record.text, record.about, record.document.name if record.document else "")))
    return all(word in said for word in words)
