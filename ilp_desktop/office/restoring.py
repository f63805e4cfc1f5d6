"""From a backup to an office: looked into, put together beside its place, verified, and only then put there.

What stood in the place is set aside under a name with the date. What lay on slips beside it (docs/decisions/0012)
belongs to it and stays there. docs/decisions/0014 says why it is so.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from ilp_desktop.clock import Clock
from ilp_desktop.domain.access import Role
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.office import moving
from ilp_desktop.office.disposing import stones_of
from ilp_desktop.office.founding import NO_ROOM, place_of
from ilp_desktop.office.opening import look_at
from ilp_desktop.services import offices
from ilp_desktop.services.disposals import dispose_again
from ilp_desktop.store import audits, backups, folders
from ilp_desktop.store.disks import sync
from ilp_desktop.store.disposals import Tombstone
from ilp_desktop.store.manifests import MANIFEST, Manifest, read_manifest
from ilp_desktop.store.stores import Store
from ilp_desktop.store.tables.columns import instant_text
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files, keys, passphrases
from ilp_desktop.vault.confidential import Confidence
from ilp_desktop.vault.header import Header, check_epoch, check_office
from ilp_desktop.vault.open_keys import OpenKeys

_MOMENT = "%Y-%m-%dT%H%M%S.%fZ"
_AS_IF_DAMAGED = frozenset(
    {
        "header_missing",
        "header_unreadable",
        "backup_unsound",
        "store_missing",
        "store_unreachable",
        "office_not_restored",
    }
)
_PIECE = 1024 * 1024
_KEY_FILES = (files.HEADER, files.PREVIOUS)
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """What opens a backup: a passphrase of its day, or what is typed from the recovery sheet. One of the two."""

    passphrase: str = ""
    recovery: str = ""

    def open(self, header: Header) -> OpenKeys:
        """Open a header; as ``vault.keys`` does and raises."""
        if self.recovery:
            return keys.unlock_with_recovery(header, self.recovery)
        return keys.unlock(header, self.passphrase)


@dataclass(frozen=True, slots=True)
class InsideBackup:
    """What is inside a backup that was opened and read to its last byte."""

    made_at: datetime
    school: str
    students: int
    may_replace: bool
    """Whether what opened it may put it in the place of an office that stands."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that is done. ``set_aside`` is the folder that stood there, ``remarks`` what people should be told."""

    folder: Path
    made_at: datetime
    set_aside: Path | None
    remarks: tuple[str, ...] = ()


def look_inside(
    backup: Path, proof: Proof, *, lowest: costs.Cost = costs.FLOOR, watch: Watch = UNWATCHED
) -> InsideBackup:
    """Open a backup where it lies and read it to its last byte; takes a second and more: call it on a worker.

    Nothing is written, neither there nor here. Raises OfficeError ``passphrase_wrong`` or what is wrong with the code
    of the sheet, ``backup_unsound``, ``backup_gone``, ``backup_newer``, ``office_mixed``, ``stopped``, or what is wrong with
    its key file.
    """
    with _told_if_gone(backup):
        header = files.find_header(backup, lowest).header
        opened = proof.open(header)
        try:
            manifest, inside = _verified(backup, header, opened, watch)
            return InsideBackup(manifest.made_at, header.school, inside.students, opened.may_administer)
        finally:
            opened.forget()


def restore(
    backup: Path,
    to: Path,
    proof: Proof,
    *,
    clock: Clock,
    new_passphrase: str = "",
    cost: costs.Cost | None = None,
    lowest: costs.Cost = costs.FLOOR,
    watch: Watch = UNWATCHED,
) -> Restored:
    """Make an office of a backup and put it at ``to``, setting aside the same office where it stands there.

    With the recovery sheet the lead gets ``new_passphrase``. Killed at any moment, the old or the new office is there,
    whole. Raises OfficeError as ``look_inside`` and ``_standing``, ``restore_no_room``, ``office_not_restored``, or
    with the new passphrase's problem; then what stood there still does, and nothing is left beside it.
    """
    to = place_of(to)
    with _told_if_gone(backup), contextlib.ExitStack() as ending:
        header = files.find_header(backup, lowest).header
        if proof.recovery:
            passphrases.require_good(new_passphrase, header.school)
        opened = proof.open(header)
        ending.callback(opened.forget)
        there = _standing(to, header, opened, lowest)
        holds = [folders.hold(to)] if there.stands else []
        ending.callback(_let_go, holds)
        making = _place_to_make(to, holds)
        ending.callback(shutil.rmtree, making, ignore_errors=True)
        with _as_office_error(to):
            manifest = _copied(backup, making, header, opened, watch)
            watch.at("keys")
            if proof.recovery:
                _give_new_passphrase(making, header, proof, new_passphrase, cost, clock)
            stones = stones_of(to, proof.open, opened, lowest) if there.stands else ()
            _bring_to_today(making, opened, manifest, clock, lowest, stones or ())
        watch.at("placing")
        set_aside = _placed(making, to, holds, clock)
    return Restored(to, manifest.made_at, set_aside, _remarks(there, header, stones))


def _placed(making: Path, to: Path, holds: list[folders.Hold], clock: Clock) -> Path | None:
    """Let what was made change places with what stands there, and return where that is now."""
    if os.name == "nt":
        _let_go(holds)  # Windows moves no folder in which a file is open.
    return moving.put_in_place(making, to, clock.now().astimezone(UTC).strftime(_MOMENT))


def _remarks(there: "_Standing", header: Header, stones: tuple[Tombstone, ...] | None) -> tuple[str, ...]:
    older = ("restored_older_keys",) if there.epoch > header.epoch else ()
    return older if stones is not None else (*older, "restored_disposals_unknown")


def _let_go(holds: list[folders.Hold]) -> None:
    for hold in holds:
        hold.release()


@contextlib.contextmanager
def _as_office_error(to: Path) -> Generator[None]:
    """Say of a full disk and of a stick that was pulled out what they mean here: nothing happened."""
    try:
        yield
    except OSError as error:
        raise OfficeError("office_not_restored", name=to.name) from error
    except OfficeError as error:
        if error.code in NO_ROOM:
            raise OfficeError("office_not_restored", name=to.name) from error
        raise


@contextlib.contextmanager
def _told_if_gone(backup: Path) -> Generator[None]:
    """Say of a backup whose stick was taken out that it is gone, not that it is damaged."""
    try:
        yield
    except OfficeError as error:
        if error.code in _AS_IF_DAMAGED and not backup.is_dir():
            raise OfficeError("backup_gone", file=backup.name) from error
        raise


def _verified(folder: Path, header: Header, opened: OpenKeys, watch: Watch) -> tuple[Manifest, backups.Contents]:
    """Read a backup to its last byte, and see that its keys and its database are of one office and one time."""
    manifest, inside = _with_its_key(opened, lambda key: _looked_into(folder, key, watch))
    check_office(header, inside.office_uid)
    check_epoch(header.epoch, inside.header_epoch)
    return manifest, inside


def _looked_into(folder: Path, key: bytes, watch: Watch) -> tuple[Manifest, backups.Contents]:
    return backups.verify_backup(folder, key, watch), backups.contents(folder / files.DATABASE, key)


def _with_its_key(opened: OpenKeys, look: Callable[[bytes], _Found]) -> _Found:
    """Look with the key that a database has: of a copy made while keys were being changed, it may be either.

    Raises OfficeError ``office_mixed`` where it is neither.
    """
    for key in (opened.database, opened.next_database):
        if key is not None:
            try:
                return look(key)
            except OfficeError as error:
                if error.code != "store_wrong_key":
                    raise
    raise OfficeError("office_mixed", keys=files.HEADER, file=files.DATABASE)


@dataclass(frozen=True, slots=True)
class _Standing:
    stands: bool
    epoch: int = 0


def _standing(to: Path, header: Header, opened: OpenKeys, lowest: costs.Cost) -> _Standing:
    """See what stands where the office is to stand: nothing, or this very office, which may be damaged.

    Only the lead's passphrase or the sheet replaces an office that stands. Raises OfficeError ``office_exists``, ``restore_other_office``, ``restore_admin_needed``, ``folder_network``,
    ``folder_cloud``.
    """
    moving.finish(to)
    folders.refuse_network_or_cloud(to.parent)
    try:
        stands = to.exists()
    except OSError as error:
        raise OfficeError("office_not_restored", name=to.name) from error
    if not stands:
        return _Standing(stands=False)
    epoch = 0
    try:
        look_at(to, lowest=lowest)
        there = files.find_header(to, lowest).header
    except OfficeError as error:
        if error.code == "office_folder_bad" or not _may_be(to, header, lowest):
            raise OfficeError("office_exists", name=to.name) from error
        # A damaged office is what backups are for. It is set aside whole, whatever it was.
        with contextlib.suppress(OfficeError):
            epoch = _of_same_office(files.find_header(to, lowest).header, header, to)
    else:
        epoch = _of_same_office(there, header, to)
    if not opened.may_administer:
        raise OfficeError("restore_admin_needed", name=to.name)
    return _Standing(stands=True, epoch=epoch)


def _may_be(to: Path, header: Header, lowest: costs.Cost) -> bool:
    """Tell whether a damaged office may be this one: none of its key files that can be read says so, or one says it is."""
    known = files.offices_of(to, lowest)
    return not known or header.office_uid in known


def _of_same_office(there: Header, header: Header, to: Path) -> int:
    if there.office_uid != header.office_uid:
        raise OfficeError("restore_other_office", name=to.name)
    return there.epoch


def _place_to_make(to: Path, holds: list[folders.Hold]) -> Path:
    """Hold a folder beside the place, empty; a restore that was killed may have left it, another may be at it."""
    making = moving.making_place(to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        making.mkdir(mode=0o700, exist_ok=True)
        holds.append(folders.hold(making))
        for path in (*making.iterdir(), *moving.left_over(to)):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != folders.LOCK:
                path.unlink()
    except OSError as error:
        raise OfficeError("office_not_restored", name=to.name) from error
    return making


def _copied(backup: Path, making: Path, header: Header, opened: OpenKeys, watch: Watch) -> Manifest:
    """Copy a backup and verify the copy: a stick may give other bytes the second time."""
    names = [MANIFEST, *(name for name in read_manifest(backup).files if name in {files.DATABASE, *_KEY_FILES})]
    needed = sum((backup / name).stat().st_size for name in names)
    try:
        backups.demand_room(making, needed + needed // 4)
    except OfficeError as error:
        if error.code != "backup_no_room":
            raise
        raise OfficeError("restore_no_room", **error.params) from error
    for name in names:
        _copy(backup / name, making / name, watch)
        (making / name).chmod(0o600)
        sync(making / name)
    manifest, _ = _verified(making, header, opened, watch)
    (making / MANIFEST).unlink()
    return manifest


def _copy(file: Path, to: Path, watch: Watch) -> None:
    """Copy a file piece by piece, so that it can be watched and stopped."""
    total = file.stat().st_size
    with file.open("rb") as read, to.open("wb") as written:
        while piece := read.read(_PIECE):
            written.write(piece)
            watch.at("copying", written.tell(), total)


def _give_new_passphrase(
    making: Path, header: Header, proof: Proof, new: str, cost: costs.Cost | None, clock: Clock
) -> None:
    changed, opened = keys.replace_passphrase_with_recovery(
        header, proof.recovery, new, cost or costs.calibrate(clock), clock.now()
    )
    opened.forget()
    files.write_header(making, changed)


def _bring_to_today(
    making: Path,
    opened: OpenKeys,
    manifest: Manifest,
    clock: Clock,
    lowest: costs.Cost,
    stones: tuple[Tombstone, ...],
) -> None:
    """Do in the restored office what has to hold of it from today on, before it stands in its place.

    Who was disposed of since the backup was made is disposed of again: ``stones`` says who that is.
    """
    header = files.find_header(making, lowest).header
    store = _with_its_key(opened, lambda key: Store.open(making / files.DATABASE, key, clock))
    try:
        if check_epoch(header.epoch, offices.identity_of(store).header_epoch):
            offices.mirror_epoch(store, header.epoch)
        viewer = offices.viewer_of(store, opened.person_uid, opened.role or Role.LEAD)
        made_at = instant_text(manifest.made_at)
        with store.write() as connection:
            audits.append(connection, viewer, audits.RESTORED, at=clock.now(), made_at=made_at)
            dispose_again(connection, viewer, clock, Confidence(opened), stones)
    finally:
        store.close()
    files.settle_header(making, header)
    for path in (making / files.DATABASE, making):
        sync(path)
