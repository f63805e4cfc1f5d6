"""How copies, what is left of a day and label sheets are said, in the language in use."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from ilp_desktop.documents.day_summaries import LEFT
from ilp_desktop.domain.closing import ClosingLine, DayClosing, Left
from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.printing import CopyFor, PrintJob, PrintState
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.lacks import lacks_words
from ilp_desktop.ui.day.words import date_words, grade_words, language_words, time_words
from ilp_desktop.wording import sentence

STATES: Mapping[PrintState, tuple[str, str]] = MappingProxyType(
    {
        PrintState.WAITING: (N_("Waiting"), "blue"),
        PrintState.AT_PRINTER: (N_("At the printer"), "live"),
        PrintState.STOPPED: (N_("Look at the printer"), "amber"),
        PrintState.FAILED: (N_("Not printed"), "red"),
        PrintState.PRINTED: (N_("Printed"), "grey"),
        PrintState.SET_ASIDE: (N_("Set aside"), "grey"),
    }
)
_LEFT_KINDS: Mapping[Left, str] = MappingProxyType(
    {Left.CAME_NOT: "red", Left.TO_PRINT: "amber", Left.TO_SIGN: "amber", Left.NOT_ENDED: "amber"}
)
DEEDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "go_on": (N_("Go on with page {page}"), "play"),
        "whole": (N_("Print it from the first page"), "rotate-ccw"),
        "given_to_family": (N_("Given to family"), "hand-heart"),
        "mailed": (N_("Mailed"), "mail"),
        "filed_in_folder": (N_("Filed in the cumulative folder"), "folder-check"),
        "again": (N_("Print again"), "printer"),
        "set_aside": (N_("Do not print"), "x"),
    }
)
"""A deed's words and icon, by its key."""


def waiting_words(count: int) -> str:
    """Say how many copies wait."""
    if not count:
        return _("All copies are out")
    return ngettext("{count} copy waits", "{count} copies wait", count).format(count=count)


def print_words(count: int) -> str:
    """Name the deed of the button."""
    return ngettext("Print {count} copy", "Print {count} copies", count).format(count=count)


def for_words(job: PrintJob) -> str:
    """Say whose a copy is."""
    if job.copy_for is CopyFor.FOLDER:
        return _("Cumulative folder")
    return job.to_whom or _("The family")


def job_meta(job: PrintJob) -> str:
    """Word the second line of a copy: whose, in which language, of which slot and teacher."""
    many = ngettext("{count} copy", "{count} copies", job.copies).format(count=job.copies) if job.copies > 1 else ""
    slot = " ".join(part for part in (time_words(job.starts_at), job.staff_name) if part)
    return " · ".join(part for part in (for_words(job), language_words(job.language), many, slot) if part)


def job_chip(job: PrintJob) -> tuple[str, str]:
    """Return how far a copy came: words and kind of a chip."""
    if not job.is_open and job.copy_for is CopyFor.FOLDER and job.filed:
        return _("Filed"), "accent"
    if not job.is_open and job.copy_for is not CopyFor.FOLDER and job.given:
        return _("With the family"), "accent"
    words, kind = STATES[job.state]
    return _(words), kind


def job_told(job: PrintJob) -> str:
    """Say what is known of a copy, and what to look at where it stopped."""
    if job.state is PrintState.STOPPED:
        return ngettext(
            "The program ended while this was printing. The printer took {count} page; look whether the next one came out too.",
            "The program ended while this was printing. The printer took {count} pages; look whether the next one came out too.",
            job.pages_out,
        ).format(count=job.pages_out)
    if job.problem and job.problem != "print_failed":
        return sentence(OfficeError(job.problem))
    if job.state is PrintState.FAILED:
        return ngettext(
            "The printer took {count} page and then no more. It goes on with the next one.",
            "The printer took {count} pages and then no more. It goes on with the next one.",
            job.pages_out,
        ).format(count=job.pages_out)
    return _("Asked for by {who}").format(who=job.asked_by) if job.asked_by else ""


def nothing_words(day: DayClosing) -> str:
    """Say why a closing list is empty: all is done, nothing was arranged, or it is others' to see."""
    if not day.arranged:
        return _("Choose another day above. Conferences are arranged in a student's file.")
    if day.filed < day.arranged:
        return _("Nothing is left to do of the conferences that you may see.")
    return _("Everything of this day is signed, printed, given and filed.")


_FIRST = (
    Left.CAME_NOT,
    Left.TO_PRINT,
    Left.TO_GIVE,
    Left.TO_SIGN,
    Left.TO_FINALIZE,
    Left.NOT_ENDED,
    Left.TO_FILE,
    Left.NOT_HELD,
)


def in_order(lines: Sequence[ClosingLine]) -> tuple[ClosingLine, ...]:
    """Return the lines with what a family waits for first, each kind in the order of the day."""
    return tuple(sorted(lines, key=lambda line: _FIRST.index(line.left)))


def left_words(left: Left) -> str:
    """Say what is left of a conference."""
    return _(LEFT[left])


def left_kind(left: Left) -> str:
    """Return the kind of its chip."""
    return _LEFT_KINDS.get(left, "blue")


def line_meta(line: ClosingLine) -> str:
    """Word the second line of a conference on the closing list: what it lacks, where that is more than its chip says."""
    if line.lacks:
        return " · ".join((time_words(line.starts_at), lacks_words(line.lacks)))
    again = ""
    if line.left is Left.CAME_NOT:
        again = (
            _("Comes again on {date}").format(date=date_words(line.next_on))
            if line.next_on
            else _("Nothing arranged yet")
        )
    grade = grade_words(line.grade) if line.grade else ""
    return " · ".join(part for part in (time_words(line.starts_at), grade, line.staff_name, again) if part)


def figures(day: DayClosing) -> tuple[tuple[str, int, int], ...]:
    """Return what the day came to: what is counted, how many, of how many."""
    return (
        (_("Conferences held"), day.held, day.arranged),
        (_("Plans finalized"), day.finalized, day.arranged),
        (_("With the family"), day.given, day.finalized),
        (_("In the folder"), day.filed, day.finalized),
    )
