"""How the confidential part says who wrote what, for whom, and whose yes it takes."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ilp_desktop.domain.confidential import Consent, ConsentSheet, Needed, Recipient, Record, SheetView
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import date_words, hour_words, locale

PARTIES: Mapping[str, str] = MappingProxyType(
    {
        "staff": N_("Staff who protect it"),
        "student": N_("Student"),
        "parent": N_("Parent or guardian"),
        "other": N_("Also concerned"),
    }
)
MEANS: Mapping[str, str] = MappingProxyType({"in_person": N_("In person"), "signed_paper": N_("Signed paper")})
_LONGEST_PASSAGE = 60


def title_of(record: Record) -> str:
    """Return what a note or document is called."""
    if record.title:
        return record.title
    return record.document.name if record.document else _("Note")


def written_words(record: Record, zone: ZoneInfo) -> str:
    """Word who wrote it and when, and who changed it last."""
    written = _("{name}, {moment}").format(name=record.written_by, moment=_moment(record.written_at, zone))
    if record.changed_at == record.written_at:
        return written
    changed = _("changed by {name}, {moment}").format(name=record.changed_by, moment=_moment(record.changed_at, zone))
    return f"{written} · {changed}"


def size_words(size: int) -> str:
    """Word how large a document is."""
    if size < 1_000_000:
        return _("{size} KB").format(size=max(1, round(size / 1000)))
    return _("{size} MB").format(size=locale().toString(size / 1_000_000, "f", 1))


def recipient_words(recipient: Recipient) -> str:
    """Name for whom a consent is."""
    return _("The plan and its papers") if recipient.kind == "plan" else recipient.name


def sheet_title(sheet: ConsentSheet) -> str:
    """Word for whom a sheet is, and of what."""
    who = recipient_words(sheet.recipient)
    if not sheet.passage:
        return _("{who}: all of it").format(who=who)
    words = " ".join(sheet.passage.split())
    if len(words) > _LONGEST_PASSAGE:
        words = f"{words[:_LONGEST_PASSAGE].rstrip()}…"
    return _("{who}: “{words}”").format(who=who, words=words)


def sheet_state(view: SheetView) -> tuple[str, str]:
    """Return a sheet's chip: words and kind."""
    if not view.is_current:
        return _("Changed since"), "grey"
    if view.missing:
        count = len(view.missing)
        return ngettext("{count} consent missing", "{count} consents missing", count).format(count=count), "amber"
    return _("May be handed out"), "accent"


def needed_words(needed: Needed) -> str:
    """Name whose yes it takes."""
    return needed.name or _(PARTIES[needed.party])


def consent_words(consent: Consent) -> str:
    """Word how and when a yes was given, and whether it stands."""
    day = date_words(date.fromisoformat(consent.given_on))
    parts = [_(PARTIES[consent.party]), _(MEANS[consent.means]), day]
    if consent.withdrawn_on:
        gone = date_words(date.fromisoformat(consent.withdrawn_on))
        parts.append(_("withdrawn {day}").format(day=gone))
    return " · ".join(parts)


def _moment(at: str, zone: ZoneInfo) -> str:
    local = datetime.fromisoformat(at).astimezone(zone)
    return f"{date_words(local.date())}, {hour_words(local)}"
