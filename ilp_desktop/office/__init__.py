"""An open office without a window: store, keys, policy set and services for one person."""

from importlib import import_module
from typing import TYPE_CHECKING

from ilp_desktop.office.opening import look_at, open_office, reset_passphrase

if TYPE_CHECKING:
    from ilp_desktop.office.founding import Founding, found, place_of
    from ilp_desktop.office.offices import Office, write_privately

# What judging a passphrase does not need is imported when it is first asked for.
_LATER = {
    "Founding": "founding",
    "found": "founding",
    "place_of": "founding",
    "Office": "offices",
    "write_privately": "offices",
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = ["Founding", "Office", "found", "look_at", "open_office", "place_of", "reset_passphrase", "write_privately"]
