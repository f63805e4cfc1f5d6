"""One office in a folder, made cheaply: what the tests of this folder open, damage, fill and kill. Also run as programs."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from ilp_desktop import office
from ilp_desktop.clock import SetClock
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.office import Office
from ilp_desktop.vault.cost import CHEAP
from ilp_desktop.wording import sentence

NOW = datetime(2026, 11, 24, 15, 4, 5, 123456, tzinfo=UTC)
SCHOOL = "Cedar Ridge Middle School"
PERSON = "Iris Park"
PASSPHRASE = "seven gray herons wade the ditch"
NEW_PASSPHRASE = "my aunt repairs accordions on Tuesdays"


def founding(folder: Path, **other) -> office.Founding:
    wish = {"office_name": SCHOOL, "person_name": PERSON, "passphrase": PASSPHRASE, "cost": CHEAP} | other
    return office.found(folder, clock=wish.pop("clock", SetClock(NOW)), **wish)


def make(folder: Path, **other) -> str:
    """Make an office and return its recovery code."""
    with founding(folder, **other) as founded:
        founded.confirm(founded.recovery_code).close()
        return founded.recovery_code


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Office:
    return office.open_office(folder, passphrase, clock=SetClock(NOW), lowest=CHEAP)


def reset(folder: Path, recovery: str, new: str = NEW_PASSPHRASE) -> Office:
    return office.reset_passphrase(folder, recovery, new, clock=SetClock(NOW), cost=CHEAP, lowest=CHEAP)


def refusal(folder: Path, passphrase: str = PASSPHRASE) -> str:
    """Return the code with which an office does not open, having worded it; fail where it does open."""
    try:
        opened(folder, passphrase).close()
    except OfficeError as error:
        words = sentence(error)
        assert "{" not in words
        return error.code
    raise AssertionError("it opened")


def content(folder: Path) -> dict[str, bytes]:
    """Return the office's files as they are, without the lock and the reserve."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in {"lock", "reserve"}}


def copy(folder: Path, to: Path) -> Path:
    return shutil.copytree(folder, to)
