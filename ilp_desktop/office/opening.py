"""Opening an office: the folder, the hold on it, the keys, the database, in that order."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import moving
from ilp_desktop.store import folders
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.header import Header, check_epoch, check_office
from ilp_desktop.vault.open_keys import OpenKeys

if TYPE_CHECKING:
    from ilp_desktop.office.offices import Office
    from ilp_desktop.services.desks import Desk
    from ilp_desktop.services.offices import Identity
    from ilp_desktop.store.stores import Store

# The database and the services are imported where they are first needed. A passphrase that is pasted before they are
# there is judged meanwhile: Argon2 leaves the interpreter to the imports.


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is known of an office before anybody's passphrase: enough for the unlock screen."""

    folder: Path
    school: str


def look_at(folder: Path, *, lowest: costs.Cost = costs.FLOOR) -> Threshold:
    """Look at an office's folder without opening it. Nothing is changed, but that a restore cut off in its move ends.

    Raises OfficeError ``office_not_found``, ``office_folder_bad``, ``store_missing``, ``store_unreachable`` or what is
    wrong with the key file.
    """
    try:
        if not folder.exists():
            moving.finish(folder)
        if not folder.exists():
            raise OfficeError("office_not_found", name=folder.name)
        has_database = (folder / files.DATABASE).is_file()
        has_header = any((folder / name).is_file() for name in (files.HEADER, files.PREVIOUS))
    except OSError:
        raise OfficeError("store_unreachable", file=folder.name) from None
    if not has_database:
        if has_header:
            raise OfficeError("store_missing", file=files.DATABASE)
        raise OfficeError("office_folder_bad", name=folder.name)
    return Threshold(folder, files.find_header(folder, lowest).header.school)


def open_office(folder: Path, passphrase: str, *, clock: Clock, lowest: costs.Cost = costs.FLOOR) -> "Office":
    """Open an office with a passphrase; takes about a second: call it on a worker.

    Raises OfficeError: ``passphrase_wrong``, ``office_in_use``, what ``look_at`` finds, ``folder_network``,
    ``folder_cloud``, ``header_old`` for a key file older than the database, ``office_mixed`` for one that is not the
    database's, or what is wrong with the database (store). Nothing is changed by a refusal.
    """
    return _open(folder, lambda header: keys.unlock(header, passphrase), clock, lowest)


def opens_by_login(folder: Path, *, lowest: costs.Cost = costs.FLOOR) -> bool:
    """Tell whether anybody opens this office with a computer's login; whether with this one, its keyring knows."""
    header = files.find_header(folder, lowest).header
    return any(keys.is_in_keyring(header, holder.uid) for holder in header.holders)


def open_by_login(folder: Path, *, clock: Clock, lowest: costs.Cost = costs.FLOOR) -> "Office":
    """Open an office with what this login's keyring keeps; call it on a worker.

    Raises as ``open_office``, and OfficeError ``keyring_missing`` or ``keyring_empty``.
    """
    from ilp_desktop.vault.keyring_store import OsKeyring  # noqa: PLC0415

    return _open(folder, lambda header: keys.unlock_with_keyring(header, OsKeyring()), clock, lowest)


def _open(folder: Path, unlock: Callable[[Header], OpenKeys], clock: Clock, lowest: costs.Cost) -> "Office":
    look_at(folder, lowest=lowest)
    folders.refuse_network_or_cloud(folder)
    held = folders.hold(folder)
    try:
        found = files.find_header(folder, lowest)
        return _enter(folder, found, unlock(found.header), held, clock)
    except BaseException:
        held.release()
        raise


def reset_passphrase(
    folder: Path,
    recovery: str,
    new: str,
    *,
    clock: Clock,
    cost: costs.Cost | None = None,
    lowest: costs.Cost = costs.FLOOR,
) -> "Office":
    """Open an office with the recovery sheet and give the lead a new passphrase.

    The key file is changed only once it is known to be the database's own and not an older one put back. Raises as
    ``open_office``, OfficeError where the code is not the sheet's, or with the new passphrase's problem.
    """
    look_at(folder, lowest=lowest)
    folders.refuse_network_or_cloud(folder)
    held = folders.hold(folder)
    try:
        found = files.find_header(folder, lowest)
        proof = keys.unlock_with_recovery(found.header, recovery)
        store = _open_store(folder, found.header, proof, clock)
        try:
            check_epoch(found.header.epoch, _identity(store, found.header).header_epoch)
        finally:
            store.close()
        proof.forget()
        header, opened = keys.replace_passphrase_with_recovery(
            found.header, recovery, new, cost or costs.calibrate(clock), clock.now()
        )
        files.write_header(folder, header)
        return _enter(folder, files.FoundHeader(header, found.from_previous), opened, held, clock, was_reset=True)
    except BaseException:
        held.release()
        raise


def open_with_keys(folder: Path, header: Header, opened: OpenKeys, clock: Clock) -> "Office":
    """Open an office whose keys are already there: the one that was just made."""
    held = folders.hold(folder)
    try:
        return _enter(folder, files.FoundHeader(header, from_previous=False), opened, held, clock)
    except BaseException:
        held.release()
        raise


def _open_store(folder: Path, header: Header, opened: OpenKeys, clock: Clock) -> "Store":
    from ilp_desktop.store.stores import Store  # noqa: PLC0415

    # While keys are being changed there are two, and the database is under one of them.
    key, other = opened.database, opened.next_database
    try:
        try:
            return Store.open(folder / files.DATABASE, key, clock, other)
        except OfficeError as error:
            if error.code != "store_wrong_key" or other is None:
                raise
        return Store.open(folder / files.DATABASE, other, clock, key)
    except OfficeError as error:
        if error.code != "store_wrong_key":
            raise
        if files.is_behind(folder, header):
            # Of before the office was given new keys.
            raise OfficeError("header_old") from error
        # The passphrase opened the key file, so one of the two is another office's; nobody can tell which.
        raise OfficeError("office_mixed", keys=files.HEADER, file=files.DATABASE) from error


def _identity(store: "Store", header: Header, person: UUID | None = None) -> "Identity":
    from ilp_desktop.services import offices  # noqa: PLC0415

    identity = offices.identity_of(store, person)
    check_office(header, identity.uid)
    return identity


def _enter(
    folder: Path,
    found: files.FoundHeader,
    opened: OpenKeys,
    held: folders.Hold,
    clock: Clock,
    *,
    was_reset: bool = False,
) -> "Office":
    from ilp_desktop.office.offices import Office  # noqa: PLC0415
    from ilp_desktop.services import offices, people, slips  # noqa: PLC0415
    from ilp_desktop.services.desks import Desk  # noqa: PLC0415

    store = _open_store(folder, found.header, opened, clock)
    try:
        identity = _identity(store, found.header, opened.person_uid)
        people.check_turns(store, found.header.turns(), but=opened.person_uid if was_reset else None)
        if check_epoch(found.header.epoch, identity.header_epoch):
            offices.mirror_epoch(store, found.header.epoch)
        files.settle_header(folder, found.header)
        desk = Desk(
            store=store,
            viewer=offices.viewer_of(store, opened.person_uid, opened.role or Role.LEAD),
            clock=clock,
            zone=ZoneInfo(identity.zone),
            office_uid=identity.uid,
            office_name=identity.name,
            is_demo=identity.is_demo,
        )
        remarks = ("key_file_repaired",) if found.from_previous else ()
        if not slips.take_up(desk):
            remarks += ("slips_set_aside",)
        people.note_turn(desk, opened.person_uid, opened.turn)
        people.mend(desk, {holder.uid: holder.role for holder in found.header.holders}, found.header.epoch)
        if opened.next_database is not None:
            remarks += _finish_rotation(folder, desk, opened)
        return Office(folder, desk, opened, held, identity.settings, remarks)
    except BaseException:
        store.close()
        raise


def _finish_rotation(folder: Path, desk: "Desk", opened: OpenKeys) -> tuple[str, ...]:
    """Take the steps that a program which ended left to take. Who may not, or cannot, opens the office all the same."""
    from ilp_desktop.office import rotating  # noqa: PLC0415 - seldom needed
    from ilp_desktop.office.key_files import KeyFile  # noqa: PLC0415

    try:
        rotating.finish(KeyFile(folder, desk.store, desk.office_uid), opened, desk.clock)
    except OfficeError:
        return ("rotation_unfinished",)
    return ()
