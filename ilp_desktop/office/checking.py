"""Looking an office over: keys, database, record, plans, backups and folder, one line each in words."""

import os
import shutil
import stat
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.watching import UNWATCHED, Watch
from ilp_desktop.office import backup_checks
from ilp_desktop.office.check_lines import CheckLine, look, of_error, ok, wrong
from ilp_desktop.office.opening import open_office
from ilp_desktop.services.checks import check_plans
from ilp_desktop.services.desks import Desk
from ilp_desktop.services.offices import identity_of
from ilp_desktop.store import audits, backups, ballasts, folders
from ilp_desktop.store.stores import Store
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files, keys
from ilp_desktop.vault import header as headers
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.vault.rules import broken_rules

ENOUGH_ROOM = 500 * 1024 * 1024
"""Bytes free on the office's disk: less is worth a look."""
_MEGABYTE = 1024 * 1024
# Nothing was looked at: the answer is about the question, not about the office.
_NOT_LOOKED_AT = frozenset(
    {"passphrase_wrong", "office_in_use", "office_not_found", "office_folder_bad", "store_unreachable"}
)


def check_office(
    folder: Path,
    passphrase: str,
    *,
    clock: Clock,
    also: Path | None = None,
    lowest: costs.Cost = costs.FLOOR,
) -> tuple[CheckLine, ...]:
    """Open an office as usual and look it over; where it does not open, say why and look at what is left.

    Reads every page and every plan, and every backup beside it and in ``also`` (a stick): call it on a worker. Opening
    mends what opening mends; nothing else is changed. Raises OfficeError where nothing could be looked at:
    ``passphrase_wrong``, ``office_in_use``, ``office_not_found``, ``office_folder_bad``, ``store_unreachable``.
    """
    try:
        with open_office(folder, passphrase, clock=clock, lowest=lowest) as opened:
            return opened.check(also)
    except OfficeError as error:
        if error.code in _NOT_LOOKED_AT:
            raise
        first = of_error(_part_of(error.code), error)
        rest = _around(folder, passphrase, clock, also, lowest)
        return (first, *(line for line in rest if line.code != first.code))


def look_over(
    folder: Path,
    desk: Desk,
    opened: OpenKeys,
    remarks: Iterable[str],
    places: tuple[Path, ...],
    watch: Watch = UNWATCHED,
) -> tuple[CheckLine, ...]:
    """Look over an office that is open; ``places`` are the folders in which its backups stand.

    Raises OfficeError ``stopped``.
    """
    store = desk.store

    def of_backups() -> Generator[CheckLine]:
        with store.alone() as raw:
            yield from backup_checks.of_backups(desk.office_uid, places, store.key, desk.clock, raw, watch)

    parts: dict[str, Callable[[], Iterable[CheckLine]]] = {
        "keys": lambda: _of_keys(folder, desk, remarks),
        "database": lambda: _of_database(store, remarks),
        "record": lambda: _of_record(store, opened),
        "plans": lambda: _of_plans(store, opened.seal_certificate_pem),
        "backups": of_backups,
        "folder": lambda: _of_folder(folder),
    }
    lines: list[CheckLine] = []
    for number, (part, what) in enumerate(parts.items()):
        watch.at(part, number, len(parts))
        lines += _looked(part, what)
    return tuple(lines)


def _looked(part: str, what: Callable[[], Iterable[CheckLine]]) -> tuple[CheckLine, ...]:
    """Return a part's lines; what cannot even be read is a line too, and keeps nobody from looking at the rest."""
    lines: list[CheckLine] = []
    try:
        lines.extend(what())
    except OfficeError as error:
        if error.code == "stopped":
            raise
        lines.append(of_error(part, error))
    except OSError:
        lines.append(wrong(part, "part_unreadable"))
    return tuple(lines)


def _part_of(code: str) -> str:
    """Return which part an error at opening is about."""
    return next(
        (part for part, start in (("keys", "header"), ("folder", "folder")) if code.startswith(start)), "database"
    )


def _around(folder: Path, passphrase: str, clock: Clock, also: Path | None, lowest: costs.Cost) -> Generator[CheckLine]:
    """Look at what can be looked at beside an office that does not open."""
    places = backup_checks.places_of(folder, also)
    try:
        header = files.find_header(folder, lowest).header
        opened = keys.unlock(header, passphrase)
    except OfficeError:
        yield look("backups", "backups_not_opened")
    else:
        uid, key = header.office_uid, opened.database
        yield from _looked("backups", lambda: backup_checks.of_backups(uid, places, key, clock, None))
        opened.forget()
    yield from _looked("folder", lambda: _of_folder(folder))


def _of_keys(folder: Path, desk: Desk, remarks: Iterable[str]) -> Generator[CheckLine]:
    # Read again: what stands there now, which may have been put back since the office was opened.
    header = files.find_header(folder, costs.CHEAP).header
    headers.check_office(header, desk.office_uid)
    headers.check_epoch(header.epoch, identity_of(desk.store).header_epoch)
    if "key_file_repaired" in remarks:
        yield look("keys", "key_file_repaired")
    broken = broken_rules(header)
    yield from (wrong("keys", f"keys_{rule}") for rule in broken)
    if not broken:
        people = sum(holder.role != headers.RECOVERY for holder in header.holders)
        yield ok("keys", "keys_ok", people=people)


def _of_database(store: Store, remarks: Iterable[str]) -> Generator[CheckLine]:
    if "slips_set_aside" in remarks:
        yield look("database", "slips_set_aside")
    with store.alone() as raw:
        problem = backups.unsound(raw)
    yield wrong("database", f"database_{problem}") if problem else ok("database", "database_ok")


def _of_record(store: Store, opened: OpenKeys) -> Generator[CheckLine]:
    if not opened.may_administer:
        yield look("record", "record_not_checked")
        return
    with store.read() as connection:
        lines = audits.verify(connection, opened.audit_key)
    yield ok("record", "record_ok", lines=lines)


def _of_plans(store: Store, certificate_pem: bytes) -> Generator[CheckLine]:
    plans = check_plans(store, certificate_pem)
    if plans.altered:
        codes = ", ".join(code[:16] for code in plans.altered[:20])
        yield wrong("plans", "plans_altered", count=plans.count, altered=len(plans.altered), codes=codes)
    elif plans.count:
        yield ok("plans", "plans_ok", count=plans.count)
    else:
        yield ok("plans", "plans_none")


def _of_folder(folder: Path) -> Generator[CheckLine]:
    try:
        folders.refuse_network_or_cloud(folder)
    except OfficeError as error:
        yield of_error("folder", error)
        return
    fine = True
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        fine = False
        yield look("folder", "folder_open_to_others")
    free = shutil.disk_usage(folder).free
    if free < ENOUGH_ROOM:
        fine = False
        yield look("folder", "folder_little_room", free=free // _MEGABYTE)
    reserve = folder / ballasts.FILE
    if not reserve.is_file() or reserve.stat().st_size < ballasts.SIZE:
        fine = False
        yield look("folder", "folder_no_reserve")
    if fine:
        yield ok("folder", "folder_ok", free=free // _MEGABYTE)
