"""What of a confidential part may leave, for whom, and who said yes (R80, R81): nothing without every yes it takes."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from sqlalchemy import Connection

from ilp_desktop.domain.access import Purpose
from ilp_desktop.domain.changes import Changes, Kind
from ilp_desktop.domain.confidential import (
    Consent,
    ConsentAges,
    ConsentSheet,
    Means,
    Party,
    Recipient,
    Record,
    Released,
    needed_for,
    words_of,
)
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.services.conference_rows import written
from ilp_desktop.services.confidential_people import item_of, people_of
from ilp_desktop.services.confidential_records import Kept, Records, Whose
from ilp_desktop.services.desks import Desk
from ilp_desktop.store import audits
from ilp_desktop.vault.confidential import Confidence
from ilp_desktop.vault.open_keys import OpenKeys


class Consents:
    """Consent sheets: each for named words of one note or document and one named recipient.

    A sheet lies inside what it is about, under the same key: that somebody was asked tells of a note. Every verb raises
    OfficeError ``student_gone`` where the gate says no, ``not_allowed`` for who lacks the key, ``item_gone`` for what is
    not there, ``confidential_damaged`` for a record that does not open.
    """

    def __init__(self, desk: Desk, opened: OpenKeys, ages: ConsentAges | None = None) -> None:
        self._desk = desk
        self._records = Records(desk, Confidence(opened))
        self._ages = ages or ConsentAges()

    def open_sheet(self, student_id: int, item_id: int, recipient: Recipient, passage: str = "") -> Changes:
        """Begin to ask who consents that these words reach this recipient; an empty passage is all of it.

        One that is there already for the same words is not begun twice. Raises OfficeError
        ``recipient_gone``, or ``passage_missing`` for words that the note does not say.
        """
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            kept = self._records.one(connection, whose, item_id)
            record, said = kept.record, written(passage).strip()
            if said not in record.text:
                raise OfficeError("passage_missing")
            known = people_of(connection, self._desk, whose).recipient(recipient)
            sheet = ConsentSheet(uuid4().hex, known, said, record.digest)
            if not any(_is_about_the_same(one, sheet, record) for one in record.sheets):
                self._records.change(connection, kept, record.with_sheet(sheet))
                self._log(connection, "confidential_consent_asked", record=kept.row.uid.hex)
        return _changed(item_id)

    def give(
        self,
        student_id: int,
        item_id: int,
        sheet_uid: str,
        party: Party,
        *,
        person: str = "",
        name: str = "",
        means: Means = "in_person",
        given_on: date | None = None,
    ) -> Changes:
        """Write down one yes. The staff's is that of the person who is here; a parent is named by ``person``, their uid.

        Raises OfficeError ``item_gone``, ``sheet_gone``, ``consent_outdated`` where the words were changed since,
        ``consent_not_theirs`` for who is not asked or may not sign, ``consent_in_future``.
        """
        on = given_on or self._desk.today
        if on > self._desk.today:
            raise OfficeError("consent_in_future")
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            kept = self._records.one(connection, whose, item_id)
            sheet = _sheet(kept.record, sheet_uid)
            if words_of(kept.record, sheet) is None:
                raise OfficeError("consent_outdated")
            who, uid = self._consenting(connection, whose, kept.record, party, person, name)
            given = Consent(party, who, uid, means, on.isoformat(), self._desk.viewer.name)
            with_it = replace(sheet, consents=(*sheet.consents, given))
            self._records.change(connection, kept, kept.record.with_sheet(with_it))
            self._log(connection, "confidential_consent_given", record=kept.row.uid.hex)
        return _changed(item_id)

    def withdraw(self, student_id: int, item_id: int, sheet_uid: str, number: int) -> Changes:
        """Write down that a yes, by its number on the sheet, was withdrawn today: from now on nothing leaves by it.

        Raises OfficeError ``item_gone`` or ``sheet_gone``.
        """
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EDIT)
            kept = self._records.one(connection, whose, item_id)
            sheet = _sheet(kept.record, sheet_uid)
            if not 0 <= number < len(sheet.consents):
                raise OfficeError("sheet_gone")
            consents = list(sheet.consents)
            consents[number] = replace(consents[number], withdrawn_on=self._desk.today.isoformat())
            record = kept.record.with_sheet(replace(sheet, consents=tuple(consents)))
            self._records.change(connection, kept, record)
            self._log(connection, "confidential_consent_withdrawn", record=kept.row.uid.hex)
        return _changed(item_id)

    def release(self, student_id: int, item_id: int, sheet_uid: str) -> Released:
        """Return what one sheet lets out today, and write it down as disclosed.

        Raises OfficeError ``sheet_gone``, ``recipient_gone`` as ``release_for`` does, or ``consent_missing`` where a yes
        is missing or the words were changed since.
        """
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EXPORT)
            people = people_of(connection, self._desk, whose)
            kept = self._records.one(connection, whose, item_id)
            known = people.recipient(_sheet(kept.record, sheet_uid).recipient)
            views = item_of(kept, whose, people, self._ages, self._desk.today).sheets
            view = next(view for view in views if view.sheet.uid == sheet_uid)
            if not view.is_complete:
                raise OfficeError("consent_missing")
            return self._released(connection, whose, kept, replace(view.sheet, recipient=known))

    def release_for(self, student_id: int, recipient: Recipient) -> tuple[Released, ...]:
        """Return all that may reach a recipient today, each with every yes it takes, and write each down as disclosed.

        Nothing is returned where a yes is missing. Raises OfficeError ``recipient_gone`` for somebody who does not take
        part any more, or may not see the file.
        """
        released: list[Released] = []
        with self._desk.store.write() as connection:
            whose = self._records.reached(connection, student_id, Purpose.EXPORT)
            people = people_of(connection, self._desk, whose)
            known = people.recipient(recipient)
            for _whose, kept in list(self._records.of(connection, [whose])):
                if kept is None or kept.record.kind == "draft":
                    continue
                views = item_of(kept, whose, people, self._ages, self._desk.today).sheets
                complete = [view.sheet for view in views if view.is_complete and view.sheet.recipient.is_same(known)]
                all_of_it = [sheet for sheet in complete if not sheet.passage][:1]
                released += [
                    self._released(connection, whose, kept, replace(sheet, recipient=known))
                    for sheet in all_of_it or complete
                ]
        return tuple(released)

    def _consenting(
        self, connection: Connection, whose: Whose, record: Record, party: Party, person: str, name: str
    ) -> tuple[str, str]:
        """Return who gives a consent, by name and uid. Raises OfficeError ``consent_not_theirs``."""
        viewer, today = self._desk.viewer, self._desk.today
        needed = needed_for(record, self._ages, whose.birth_date, today)
        asked = {(one.party, one.name) for one in needed}
        if (party, name if party == "other" else "") not in asked:
            raise OfficeError("consent_not_theirs")
        if party == "staff":
            return viewer.name, viewer.person_uid.hex
        if party == "parent":
            parent = next((one for one in people_of(connection, self._desk, whose).parents if one.uid == person), None)
            if parent is None:
                raise OfficeError("consent_not_theirs")
            return parent.name, parent.uid
        return (whose.name if party == "student" else name), ""

    def _released(self, connection: Connection, whose: Whose, kept: Kept, sheet: ConsentSheet) -> Released:
        record = kept.record
        whole = not sheet.passage
        name, content = ("", b"")
        if whole and record.document is not None:
            name, content = self._records.document(connection, record)
        who = {"recipient": sheet.recipient.kind, "whom": sheet.recipient.uid}
        self._log(connection, "confidential_released", whose.student_id, record=kept.row.uid.hex, **who)
        return Released(
            item_id=kept.row.id,
            student=whose.name,
            recipient=sheet.recipient,
            consents=sheet.standing,
            title=record.title if whole else "",
            text=sheet.passage or record.text,
            document_name=name,
            content=content,
        )

    def _log(self, connection: Connection, act: str, student_id: int | None = None, **params: str) -> None:
        audits.append(connection, self._desk.viewer, act, student_id, at=self._desk.clock.now(), **params)


def _changed(item_id: int) -> Changes:
    return Changes(frozenset({Kind.CONFIDENTIAL}), made_id=item_id)


def _sheet(record: Record, uid: str) -> ConsentSheet:
    found = record.sheet(uid)
    if found is None:
        raise OfficeError("sheet_gone")
    return found


def _is_about_the_same(one: ConsentSheet, other: ConsentSheet, record: Record) -> bool:
    same = one.recipient.is_same(other.recipient) and one.passage == other.passage
    return same and words_of(record, one) is not None
