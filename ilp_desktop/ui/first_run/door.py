"""What the first screens need of an office. ``app`` hands it in, so that these screens import no store and no keys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from ilp_desktop.domain.watching import Watch

if TYPE_CHECKING:  # the unlock screen waits for no database
    from ilp_desktop.office import InsideBackup, Restored, SeenBackup
    from ilp_desktop.store.drives import Drive


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What a person says of the office they want."""

    office_name: str
    person_name: str
    folder: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class BackupKey:
    """What a person has to open a backup: a passphrase of its day, or the code of the sheet. One of the two."""

    passphrase: str = ""
    recovery: str = ""


class FoundedOffice(Protocol):
    """An office that is made, and comes into its place when its recovery sheet was typed back."""

    @property
    def office_name(self) -> str: ...

    @property
    def recovery_groups(self) -> tuple[str, ...]:
        """The groups of characters on the recovery sheet."""
        ...

    def sheet(self, language: str = "en") -> bytes:
        """Draw the recovery sheet as a PDF."""
        ...

    def write_sheet(self, path: Path, language: str = "en") -> None:
        """Write the recovery sheet. Raises OfficeError."""
        ...

    def confirm(self, typed: str) -> object:
        """Return the opened office. Raises OfficeError where the code is not the sheet's."""
        ...

    def drop(self) -> None:
        """Give it up; nothing is left behind."""
        ...


class OfficeDoor(Protocol):
    """The ways into an office. But for ``place_for`` and those that judge they take their time: call them on a worker."""

    def place_for(self, office_name: str) -> Path:
        """Return the folder that an office of this name would stand in, in the usual place."""
        ...

    def judge(self, passphrase: str, office_name: str) -> tuple[str, str]:
        """Return how good a new passphrase is (``too_weak``, ``enough`` or ``strong``), and that, or what is missing, in words."""
        ...

    def judge_code(self, typed: str) -> tuple[str, ...]:
        """Return of each group of the recovery sheet whether it is ``empty``, ``begun``, ``good`` or ``wrong``."""
        ...

    def found(self, wish: NewOffice) -> FoundedOffice:
        """Make the keys and the database of a new office. Raises OfficeError."""
        ...

    def name_of(self, folder: Path) -> str:
        """Return the name of the office in a folder without opening it. Raises OfficeError."""
        ...

    def open(self, folder: Path, passphrase: str) -> object:
        """Return the opened office. Raises OfficeError."""
        ...

    def opens_by_login(self, folder: Path) -> bool:
        """Tell whether somebody opens this office with a computer's login. Raises OfficeError."""
        ...

    def open_by_login(self, folder: Path) -> object:
        """Return the office, opened with what this login's keyring keeps. Raises OfficeError."""
        ...

    def people_here(self, office: UUID) -> int:
        """Return how many people have opened an office with this computer's login."""
        ...

    def open_with_recovery(self, folder: Path, recovery_code: str, new_passphrase: str) -> object:
        """Open the office by its recovery sheet and give the lead a new passphrase. Raises OfficeError."""
        ...

    def open_demo(self, tell: Callable[[int, int], None]) -> object:
        """Make the demo school where there is none, telling how far it is, and return it opened. Raises OfficeError."""
        ...

    def drives(self) -> "tuple[Drive, ...]":
        """Return the sticks that are plugged in."""
        ...

    def backups_here(self) -> tuple[Path, ...]:
        """Return the folders on this computer in which backups stand."""
        ...

    def backups_in(self, folder: Path) -> "tuple[SeenBackup, ...]":
        """Return the backups in a folder or on a stick, latest first. Raises OfficeError."""
        ...

    def look_inside(self, backup: Path, key: BackupKey, watch: Watch) -> "InsideBackup":
        """Open a backup where it lies and read it to its last byte. Raises OfficeError."""
        ...

    def stands(self, folder: Path) -> bool:
        """Tell whether anything stands in a place."""
        ...

    def restore(self, backup: Path, to: Path, key: BackupKey, new_passphrase: str, watch: Watch) -> "Restored":
        """Make an office of a backup; what stood in its place is set aside. Raises OfficeError."""
        ...
