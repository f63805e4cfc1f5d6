"""How backups, copies and what is found are said, in the language in use."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import date_words, hour_words, locale
from ilp_desktop.wording import sentence

if TYPE_CHECKING:
    from ilp_desktop.office import Safety

_MEGABYTE, _GIGABYTE = 1024**2, 1024**3

STEPS: Mapping[str, str] = MappingProxyType(
    {
        "copying": N_("Copying…"),
        "writing": N_("Writing to the stick. A slow one takes its time…"),
        "reading": N_("Reading it back…"),
        "checking": N_("Checking every page…"),
        "keys": N_("Trying the keys. This takes a few seconds…"),
        "placing": N_("Putting the office in its place…"),
        "database": N_("Looking at every page of the database…"),
        "record": N_("Looking at the record of who opened what…"),
        "plans": N_("Looking at the finalized plans…"),
        "backups": N_("Reading the backups…"),
        "folder": N_("Looking at the folder…"),
    }
)
"""What is being done, by step."""


def step_words(step: str) -> str:
    """Say what is being done."""
    return _(STEPS[step])


def moment_words(at: datetime, zone: ZoneInfo | None = None) -> str:
    """Word an instant in the office's zone, or the computer's: Nov 24, 2026, 8:04 AM."""
    local = at.astimezone(zone)
    return _("{date}, {time}").format(date=date_words(local.date()), time=hour_words(local))


def day_words(at: datetime, zone: ZoneInfo) -> str:
    """Word the date of an instant: Nov 24, 2026."""
    return date_words(at.astimezone(zone).date())


def ago_words(days: int) -> str:
    """Say how long ago something was."""
    if days == 0:
        return _("today")
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def size_words(size: int) -> str:
    """Word bytes as people read them: 22.4 MB."""
    if size >= _GIGABYTE:
        return _("{count} GB").format(count=locale().toString(size / _GIGABYTE, "f", 1))
    return _("{count} MB").format(count=locale().toString(max(0.1, size / _MEGABYTE), "f", 1))


def outside_words(state: "Safety", zone: ZoneInfo) -> str:
    """Say when the last copy outside this computer was made, and where it is."""
    if state.outside_at is None:
        return _("No copy outside this computer is known yet. If it is lost or breaks, so is what is on it.")
    when = moment_words(state.outside_at, zone)
    return _("Last copy outside this computer: {when}, on {place}.").format(when=when, place=state.outside_name)


def outside_chip(state: "Safety") -> tuple[str, str]:
    """Return the state of the copies outside in a word or two, and the kind of its chip."""
    if state.outside_at is None:
        return _("No copy yet"), "amber" if state.is_due else "grey"
    return (ago_words(state.days).capitalize(), "amber" if state.is_due else "accent")


def reminder_words(state: "Safety") -> str:
    """Remind of a copy in one sentence, for the quiet mark."""
    if state.outside_at is None:
        return _("No copy of this office outside this computer yet")
    return _("Last copy outside this computer: {ago}").format(ago=ago_words(state.days))


def restored_words(state: "Safety", zone: ZoneInfo) -> str:
    """Say that the office was restored; nothing where it never was."""
    if state.restored_at is None or state.restored_from is None:
        return ""
    words = _("This office was restored on {done} from the backup of {made}.")
    return words.format(done=moment_words(state.restored_at, zone), made=moment_words(state.restored_from, zone))


def made_words(folder: Path, remarks: tuple[str, ...], name: str) -> str:
    """Say that a copy was made, and what is to be known of its place."""
    told = _("The copy on {place} was read back and is whole. It is in the folder “{folder}”.")
    words = [told.format(place=name, folder=folder.parent.name)]
    return " ".join([*words, *(sentence(OfficeError(code)) for code in remarks)])
