"""The office as everybody above it knows it."""

import contextlib
import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from ilp_desktop.domain.access import Role, Viewer
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.office.after_verbs import AfterVerbs
from ilp_desktop.office.day_verbs import DayVerbs
from ilp_desktop.office.key_files import KeyFile
from ilp_desktop.office.policy_verbs import PolicyVerbs
from ilp_desktop.services.conferences import Conferences
from ilp_desktop.services.consultations import Consultations
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.offices import OfficeSettings
from ilp_desktop.services.packs import Packs
from ilp_desktop.services.students import Students
from ilp_desktop.settings import Settings
from ilp_desktop.store import audits, folders
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.open_keys import OpenKeys

if TYPE_CHECKING:
    from ilp_desktop.office.check_lines import CheckLine
    from ilp_desktop.office.copying import CopyMade
    from ilp_desktop.office.exporting import Exported
    from ilp_desktop.office.keyrings import Keyring
    from ilp_desktop.office.people import People
    from ilp_desktop.office.safekeeping import Safekeeping
    from ilp_desktop.services.caseloads import Caseloads
    from ilp_desktop.services.confidential import Confidential
    from ilp_desktop.services.consents import Consents
    from ilp_desktop.services.disclosures import Disclosures
    from ilp_desktop.services.disposals import Disposals
    from ilp_desktop.services.finding import Finding
    from ilp_desktop.services.guardians import Guardians
    from ilp_desktop.services.histories import Histories
    from ilp_desktop.services.mappings import Mappings
    from ilp_desktop.services.matching import Matching
    from ilp_desktop.services.participants import Participants
    from ilp_desktop.services.plans import Plans
    from ilp_desktop.services.records import Records
    from ilp_desktop.services.rosters import Rosters

# What draws, seals and reads rosters is imported when it is first asked for: opening an office waits for none of it.


class Office(PolicyVerbs, DayVerbs, AfterVerbs):
    """One open office, for one viewer. Close it in the order that ``close`` knows, or use it in a ``with``."""

    def __init__(
        self,
        folder: Path,
        desk: Desk,
        opened: OpenKeys,
        held: folders.Hold,
        settings: Settings,
        remarks: tuple[str, ...] = (),
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.remarks = remarks
        """What was met while opening, as codes of ``wording``, that the person should be told."""
        self._desk = desk
        self._keys = opened
        self._held = held
        self._key_file = KeyFile(folder, desk.store, desk.office_uid)
        self.students = Students(desk)
        self.conferences = Conferences(desk)
        self.consultations = Consultations(desk)
        self.packs = Packs(desk)
        self.preferences = OfficeSettings(desk)

    @cached_property
    def plans(self) -> "Plans":
        from ilp_desktop.services.plans import Plans  # noqa: PLC0415

        return Plans(self._desk, self._keys.seal_key_pem, self._keys.seal_certificate_pem)

    @cached_property
    def rosters(self) -> "Rosters":
        from ilp_desktop.services.rosters import Rosters  # noqa: PLC0415

        return Rosters(self._desk, self.back_up)

    @cached_property
    def finding(self) -> "Finding":
        from ilp_desktop.services.finding import Finding  # noqa: PLC0415

        return Finding(self._desk)

    @cached_property
    def matching(self) -> "Matching":
        from ilp_desktop.services.matching import Matching  # noqa: PLC0415

        return Matching(self._desk)

    @cached_property
    def mappings(self) -> "Mappings":
        from ilp_desktop.services.mappings import Mappings  # noqa: PLC0415

        return Mappings(self._desk)

    @cached_property
    def histories(self) -> "Histories":
        from ilp_desktop.services.histories import Histories  # noqa: PLC0415

        return Histories(self._desk)

    @cached_property
    def people(self) -> "People":
        """Who opens the office: for a lead."""
        from ilp_desktop.office.people import People  # noqa: PLC0415

        return People(self._desk, self._keys, self._key_file, self.back_up, self.keyring.drop)

    @cached_property
    def keyring(self) -> "Keyring":
        """Opening with this computer's login: for each person themselves."""
        from ilp_desktop.office.keyrings import Keyring  # noqa: PLC0415
        from ilp_desktop.vault.keyring_store import OsKeyring  # noqa: PLC0415

        return Keyring(self._desk, self._key_file, OsKeyring())

    @cached_property
    def safekeeping(self) -> "Safekeeping":
        """What is known of the office's backups, and whether its recovery sheet is still right."""
        from ilp_desktop.office.safekeeping import Safekeeping  # noqa: PLC0415

        return Safekeeping(self.backups, self._desk, self._keys, self._key_file)

    @cached_property
    def participants(self) -> "Participants":
        from ilp_desktop.services.participants import Participants  # noqa: PLC0415

        return Participants(self._desk)

    @cached_property
    def caseloads(self) -> "Caseloads":
        from ilp_desktop.services.caseloads import Caseloads  # noqa: PLC0415

        return Caseloads(self._desk)

    @cached_property
    def confidential(self) -> "Confidential":
        """What only the holders of the confidential keys read."""
        from ilp_desktop.services.confidential import Confidential  # noqa: PLC0415

        return Confidential(self._desk, self._keys)

    @cached_property
    def consents(self) -> "Consents":
        from ilp_desktop.services.consents import Consents  # noqa: PLC0415

        return Consents(self._desk, self._keys)

    @cached_property
    def guardians(self) -> "Guardians":
        from ilp_desktop.services.guardians import Guardians  # noqa: PLC0415

        return Guardians(self._desk)

    @cached_property
    def disclosures(self) -> "Disclosures":
        from ilp_desktop.services.disclosures import Disclosures  # noqa: PLC0415

        return Disclosures(self._desk)

    @cached_property
    def disposals(self) -> "Disposals":
        from ilp_desktop.services.disposals import Disposals  # noqa: PLC0415
        from ilp_desktop.vault.confidential import Confidence  # noqa: PLC0415

        return Disposals(self._desk, Confidence(self._keys))

    @cached_property
    def records(self) -> "Records":
        """The record of who opened, printed and gave away what."""
        from ilp_desktop.services.records import Records  # noqa: PLC0415

        keys = self._keys
        return Records(self._desk, (lambda: keys.audit_key) if keys.may_administer else None)

    @property
    def name(self) -> str:
        """The school's or office's name."""
        return self._desk.office_name

    @property
    def uid(self) -> UUID:
        return self._desk.office_uid

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the office's school days."""
        return self._desk.zone

    @property
    def is_demo(self) -> bool:
        """Whether everybody in it is invented."""
        return self._desk.is_demo

    @property
    def viewer(self) -> Viewer:
        return self._desk.viewer

    @property
    def is_led(self) -> bool:
        """Whether whoever opened it leads the office."""
        return self.viewer.role is Role.LEAD

    @property
    def certificate_pem(self) -> bytes:
        """The school's certificate: what others need to know its plans by."""
        return self._keys.seal_certificate_pem

    def as_seen_by(self, viewer: Viewer) -> "Office":
        """Return the same open office for another viewer (tests and the desk window)."""
        return Office(self.folder, replace(self._desk, viewer=viewer), self._keys, self._held, self.settings)

    def export_plans(self, student_number: str, folder: Path) -> "Exported":
        """Write each finalized plan of a student as the identical bytes that were finalized, and who asked for the file.

        The latter for who may read it (34 CFR 99.32(c)), in the language of the family where there is one.

        File names hold the student number, never a name. A file is there whole or not at all. Raises OfficeError ``student_unknown``, ``plans_missing`` or
        ``folder_not_written``.
        """
        from ilp_desktop.office.exporting import export_plans  # noqa: PLC0415 - seldom done

        return export_plans(self, self._note, student_number, folder)

    def save_document(self, student_id: int, item_id: int, path: Path) -> Path:
        """Write a confidential document to a place of the person's choice, where whoever reads that place reads it.

        Raises as ``confidential.document`` does, or OfficeError ``folder_not_written``.
        """
        _name, content = self.confidential.document(student_id, item_id)
        return write_privately(path, content)

    def save_released(self, student_id: int, item_id: int, sheet_uid: str, path: Path, language: str = "en") -> Path:
        """Write what one consent sheet lets out: a document, or a paper with the words (PDF).

        The paper is in an adult's own language, otherwise in ``language``. Raises as ``consents.release`` does, or
        OfficeError ``folder_not_written``.
        """
        from ilp_desktop.documents.handouts import Agreed, Handout, draw_handout  # noqa: PLC0415 - drawing waits

        released = self.consents.release(student_id, item_id, sheet_uid)
        if released.content:
            return write_privately(path, released.content)
        handout = Handout(
            school=self.name,
            student=released.student,
            recipient=released.recipient.name,
            title=released.title,
            text=released.text,
            agreed=tuple(Agreed(one.name, one.party, one.means, one.given_on) for one in released.consents),
        )
        return write_privately(path, draw_handout(handout, self._desk.today, released.recipient.language or language))

    def change_passphrase(self, old: str, new: str, *, cost: costs.Cost | None = None) -> None:
        """Give this person a new passphrase, whatever their role; takes a few seconds: call it on a worker.

        Raises OfficeError ``passphrase_wrong`` also where the old one is somebody else's, ``passphrase_taken``,
        ``header_old``, or with the new passphrase's problem.
        """
        from ilp_desktop.services.people import note_turn  # noqa: PLC0415 - seldom done

        clock = self._desk.clock
        chosen = cost or costs.calibrate(clock)
        with self._desk.store.keys_stay:
            header, opened = keys.change_passphrase(self._key_file.read(), old, new, chosen, clock.now())
            opened.forget()
            if opened.person_uid != self.viewer.person_uid:
                raise OfficeError("passphrase_wrong")
            self._key_file.put(header)
            # The key file is what counts, and it is changed: where this cannot be written, the next opening does it.
            with contextlib.suppress(OfficeError):
                note_turn(self._desk, opened.person_uid, opened.turn)

    def renew_recovery(self, passphrase: str, language: str = "en") -> bytes:
        """Make a new recovery sheet where the last was lost or seen, and return it as PDF; the last opens nothing now.

        Raises OfficeError ``passphrase_wrong`` or ``header_old``.
        """
        from ilp_desktop.documents.recovery_sheets import draw_recovery_sheet  # noqa: PLC0415

        clock = self._desk.clock
        with self._desk.store.keys_stay:
            header, secret = keys.renew_recovery(self._key_file.read(), passphrase, costs.FLOOR, clock.now())
            sheet = draw_recovery_sheet(self.name, secret.groups(), self._desk.today, language)
            self._note("recovery_renewed")
            self._key_file.put(header)
        return sheet

    def _note(self, act: str, student_id: int | None = None, **params: int) -> None:
        with self._desk.store.write() as connection:
            audits.append(connection, self.viewer, act, student_id, at=self._desk.clock.now(), **params)

    @property
    def backups(self) -> Path:
        """The folder beside the office in which its backups stand, each an office by itself."""
        return self.folder.with_name(f"{self.folder.stem} backups")

    def back_up(self) -> Path | None:
        """Copy the whole office, check the copy to its last row, and thin out old copies; call it on a worker.

        Returns None where nothing was written since the last copy. Raises OfficeError ``backup_failed`` and what the
        store finds; the office itself is not touched.
        """
        from ilp_desktop.store import backups  # noqa: PLC0415 - an hour away at the earliest

        with self._desk.store.keys_stay:
            last = max(backups.finished_backups(self.backups).values(), default=None)
            if last is not None and self._written_at() <= (last / files.DATABASE).stat().st_mtime:
                return None
            beside = (self.folder / files.HEADER, self.folder / files.PREVIOUS)
            made = backups.back_up(self._desk.store, self.backups, self._desk.clock, beside)
            backups.thin_out(self.backups, self._desk.clock)
        return made

    def back_up_to(self, folder: Path, *, name: str = "", watch: Watch = UNWATCHED) -> "CopyMade":
        """Copy the whole office onto a stick or into a folder, and read the copy back; call it on a worker.

        ``name`` is what people call the place. Raises OfficeError ``backup_no_room``, ``backup_failed``,
        ``backup_inside``, ``stopped``, or what is wrong with the office; then nothing that looks like a backup was added.
        """
        from ilp_desktop.office.copying import copy_to  # noqa: PLC0415

        return copy_to(self.folder, self._desk, folder, watch, name)

    def check(self, also: Path | None = None, *, watch: Watch = UNWATCHED) -> "tuple[CheckLine, ...]":
        """Look the whole office over, and its backups beside it and in ``also`` (a stick); call it on a worker.

        Raises OfficeError ``stopped``.
        """
        from ilp_desktop.office.backup_checks import places_of  # noqa: PLC0415
        from ilp_desktop.office.checking import look_over  # noqa: PLC0415

        return look_over(self.folder, self._desk, self._keys, self.remarks, places_of(self.folder, also), watch)

    def _written_at(self) -> float:
        database = self.folder / files.DATABASE
        log = database.with_name(f"{database.name}-wal")
        return max(file.stat().st_mtime for file in (database, log) if file.exists())

    def close(self) -> None:
        """Stop what runs, close the database, forget the keys, let the next program in."""
        try:
            self._desk.store.interrupt()
            self._desk.store.close()
        finally:
            self._keys.forget()
            self._held.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def write_privately(path: Path, content: bytes) -> Path:
    """Write a file for this login alone, whole or not at all. Raises OfficeError ``folder_not_written``."""
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OfficeError("folder_not_written", folder=path.absolute().parent.name) from error
    return path
