"""How an import is said on the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from ilp_desktop.domain.imports import RosterPreview
from ilp_desktop.domain.roster import RemarkLevel, RosterRemark
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import locale
from ilp_desktop.wording.roster import remark_sentence

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "new": N_("New"),
        "changed": N_("Changed"),
        "same": N_("The same"),
        "gone": N_("Gone"),
        "refused": N_("Refused"),
    }
)
LEVELS: Mapping[RemarkLevel, str] = MappingProxyType(
    {RemarkLevel.REFUSED: N_("Refused"), RemarkLevel.WARNING: N_("Warning")}
)


def number_words(count: int) -> str:
    """Write a count as the language in use groups it: 1,250."""
    return locale().toString(count)


def place_words(remark: RosterRemark) -> str:
    """Say where a remark belongs."""
    if not remark.row:
        return remark.file
    return _("{file} · row {row}").format(file=remark.file, row=number_words(remark.row))


def remark_spoken(remark: RosterRemark) -> str:
    """Word a whole remark for a screen reader."""
    return f"{_(LEVELS[remark.level])}: {place_words(remark)}. {remark_sentence(remark)}"


def unlisted_words(count: int) -> str:
    """Say how many remarks are counted and not listed; "" where all are."""
    if count <= 0:
        return ""
    words = ngettext("{count} more is counted, not listed.", "{count} more are counted, not listed.", count)
    return words.format(count=number_words(count))


def summary_words(preview: RosterPreview) -> str:
    """Say in a sentence what the import would do."""
    if preview.changes_nothing:
        return _("The office already has all of this. There is nothing to bring in.")
    people = preview.of("student")
    came = ngettext("{count} new student", "{count} new students", people.new).format(count=number_words(people.new))
    changed = ngettext("{count} changed", "{count} changed", people.changed).format(count=number_words(people.changed))
    gone = ngettext("{count} no longer in the file", "{count} no longer in the file", people.gone).format(
        count=number_words(people.gone)
    )
    return _("{came}, {changed}, {gone}. Nothing has been changed yet.").format(came=came, changed=changed, gone=gone)


def result_words(preview: RosterPreview) -> str:
    """Say in a sentence what the import did."""
    people = preview.of("student")
    touched = people.new + people.changed
    words = ngettext(
        "{count} student is new or brought up to date.",
        "{count} students are new or brought up to date.",
        touched,
    ).format(count=number_words(touched))
    if people.gone:
        left = ngettext(
            "{count} student is no longer in the file; what the office has of them stays.",
            "{count} students are no longer in the file; what the office has of them stays.",
            people.gone,
        ).format(count=number_words(people.gone))
        words = f"{words} {left}"
    refused = sum(count.refused for count in preview.counts)
    if refused:
        kept_out = ngettext("{count} row was refused.", "{count} rows were refused.", refused)
        words = f"{words} {kept_out.format(count=number_words(refused))}"
    return words
