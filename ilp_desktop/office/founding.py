"""Making an office: nothing of it stands in its place before the recovery sheet was typed back."""

import contextlib
import shutil
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ilp_desktop.clock import Clock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import in_use
from ilp_desktop.office.offices import Office, write_privately
from ilp_desktop.office.opening import open_with_keys
from ilp_desktop.services import offices
from ilp_desktop.services.packs import STARTER, adopt_starter
from ilp_desktop.settings import Settings
from ilp_desktop.store import folders
from ilp_desktop.store.stores import Store
from ilp_desktop.vault import cost as costs
from ilp_desktop.vault import files, keys
from ilp_desktop.vault.header import Header
from ilp_desktop.vault.open_keys import OpenKeys
from ilp_desktop.vault.recovery import RecoverySecret

SUFFIX = ".ilp"
_MAKING = ".making"
NO_ROOM = frozenset(
    {"header_not_written", "store_disk_full", "store_io", "store_read_only", "store_unreachable"}
)  # fmt: skip


class Lead(NamedTuple):
    """Who founds an office."""

    person_uid: UUID
    name: str


def place_of(folder: Path) -> Path:
    """Return where an office asked for in ``folder`` stands: its name ends in ``.ilp``."""
    folder = folder.absolute()
    return folder if folder.suffix == SUFFIX else folder.with_name(folder.name + SUFFIX)


def found(  # noqa: PLR0913 - what a new office is made of, each by its name
    folder: Path,
    *,
    office_name: str,
    person_name: str,
    passphrase: str,
    clock: Clock,
    zone: str = "America/Denver",
    cost: costs.Cost | None = None,
    is_demo: bool = False,
    policy: Path = STARTER,
) -> "Founding":
    """Make the keys and the database of a new office beside its place; ``confirm`` puts it there.

    A second for each key derivation: call it on a worker. It speaks the language in which it is made and follows the policy set of
    a folder. OfficeError for a place that will not do, a weak passphrase, a missing name, an unknown zone; nothing is left then.
    """
    folder = place_of(folder)
    _refuse_taken(folder)
    if not person_name.strip():
        raise OfficeError("person_missing")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise OfficeError("zone_unknown", zone=zone) from None
    folders.refuse_network_or_cloud(folder.parent)
    office_uid, person_uid = uuid4(), uuid4()
    chosen = cost or costs.calibrate(clock)
    header, opened, secret = keys.create(office_uid, person_uid, passphrase, chosen, office_name, clock.now())
    identity = offices.Identity(office_uid, header.school, zone, is_demo, header.epoch, Settings(language=in_use()))
    making = folder.with_name(folder.name + _MAKING)
    try:
        _make(making, header, opened, identity, Lead(person_uid, " ".join(person_name.split())), policy, clock)
    except BaseException as error:
        opened.forget()
        _drop(making)
        if isinstance(error, OSError) or (isinstance(error, OfficeError) and error.code in NO_ROOM):
            raise OfficeError("office_not_made") from error
        raise
    return Founding(folder, making, header, opened, secret, clock)


class Founding:
    """An office that is made but not yet in its place. Leaving the ``with`` unconfirmed leaves nothing behind."""

    def __init__(
        self,
        folder: Path,
        making: Path,
        header: Header,
        opened: OpenKeys,
        secret: RecoverySecret,
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._making = making
        self._header = header
        self._keys = opened
        self._secret = secret
        self._clock = clock
        self._confirmed = False

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def office_name(self) -> str:
        return self._header.school

    @property
    def recovery_groups(self) -> tuple[str, ...]:
        """The eight groups of the recovery sheet."""
        return self._secret.groups()

    @property
    def recovery_code(self) -> str:
        """The recovery code as it is printed."""
        return self._secret.printed()

    def sheet(self, language: str = "en") -> bytes:
        """Draw the recovery sheet as a PDF."""
        from ilp_desktop.documents.recovery_sheets import draw_recovery_sheet  # noqa: PLC0415 - drawing waits

        printed_on = self._clock.now().date()
        return draw_recovery_sheet(self._header.school, self._secret.groups(), printed_on, language)

    def write_sheet(self, path: Path, language: str = "en") -> None:
        """Write the recovery sheet, for its owner to print and then delete. Raises OfficeError ``folder_not_written``."""
        write_privately(path, self.sheet(language))

    def confirm(self, typed: str) -> Office:
        """Prove the recovery sheet by what was typed from it, put the office in its place and open it.

        Takes as long as a key derivation. Raises OfficeError where the code is not the sheet's, and it can be typed
        again; ``office_exists`` or ``office_not_made`` where the place was taken or lost meanwhile.
        """
        keys.unlock_with_recovery(self._header, typed).forget()
        _refuse_taken(self._folder)
        try:
            self._demand_own()
            self._making.rename(self._folder)
            self._confirmed = True
            files.sync_folder(self._folder.parent)
        except OSError as error:
            raise OfficeError("office_not_made") from error
        return open_with_keys(self._folder, self._header, self._keys, self._clock)

    def _demand_own(self) -> None:
        """See that no other program began an office in the same place, over this one."""
        try:
            own = files.find_header(self._making, costs.CHEAP).header == self._header
        except OfficeError:
            own = False
        if not own:
            raise OfficeError("office_not_made")

    def drop(self) -> None:
        """Give it up: nothing is left behind."""
        if not self._confirmed:
            self._keys.forget()
            _drop(self._making)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()


def _make(
    making: Path,
    header: Header,
    opened: OpenKeys,
    identity: offices.Identity,
    lead: Lead,
    policy: Path,
    clock: Clock,
) -> None:
    _drop(making)
    making.mkdir(parents=True, mode=0o700)
    store = Store.create(making / files.DATABASE, opened.database, clock, audit_key=opened.audit_key)
    try:
        offices.set_up(store, identity, lead.person_uid, lead.name, clock)
        adopt_starter(store, clock, policy)
    finally:
        store.close()
    files.write_header(making, header)
    files.settle_header(making, header)


def _refuse_taken(folder: Path) -> None:
    try:
        if not folder.exists():
            return
    except OSError as error:
        raise OfficeError("office_not_made") from error
    raise OfficeError("office_exists", name=folder.name)


def _drop(making: Path) -> None:
    with contextlib.suppress(OSError):
        shutil.rmtree(making)
