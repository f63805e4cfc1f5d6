"""An open office without a window: store, keys, policy set and services for one person."""

from importlib import import_module
from typing import TYPE_CHECKING

from ilp_desktop.office.opening import look_at, open_by_login, open_office, opens_by_login, reset_passphrase

if TYPE_CHECKING:
    from ilp_desktop.office.check_lines import CheckLevel, CheckLine, gravest
    from ilp_desktop.office.checking import check_office
    from ilp_desktop.office.copying import CopyMade
    from ilp_desktop.office.founding import Founding, found, place_of
    from ilp_desktop.office.offices import Office, write_privately
    from ilp_desktop.office.restoring import (
        InsideBackup,
        Proof,
        Restored,
        look_inside,
        restore,
    )
    from ilp_desktop.office.safekeeping import Safekeeping, Safety
    from ilp_desktop.office.seen_backups import SeenBackup, latest_of, look_at_backups

# What judging a passphrase does not need is imported when it is first asked for.
_LATER = {
    "Founding": "founding",
    "found": "founding",
    "place_of": "founding",
    "Office": "offices",
    "write_privately": "offices",
    "CheckLevel": "check_lines",
    "CheckLine": "check_lines",
    "gravest": "check_lines",
    "check_office": "checking",
    "CopyMade": "copying",
    "InsideBackup": "restoring",
    "Proof": "restoring",
    "Restored": "restoring",
    "SeenBackup": "seen_backups",
    "latest_of": "seen_backups",
    "look_at_backups": "seen_backups",
    "look_inside": "restoring",
    "restore": "restoring",
    "Safekeeping": "safekeeping",
    "Safety": "safekeeping",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "CheckLevel",
    "CheckLine",
    "CopyMade",
    "Founding",
    "InsideBackup",
    "Office",
    "Proof",
    "Restored",
    "Safekeeping",
    "Safety",
    "SeenBackup",
    "check_office",
    "found",
    "gravest",
    "latest_of",
    "look_at",
    "look_at_backups",
    "look_inside",
    "open_by_login",
    "open_office",
    "opens_by_login",
    "place_of",
    "reset_passphrase",
    "restore",
    "write_privately",
]
