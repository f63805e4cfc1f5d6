"""How an import that came in is said on the screen."""

from zoneinfo import ZoneInfo

from ilp_desktop.domain.imports import ImportLine, TakenBack
from ilp_desktop.language import _, ngettext
from ilp_desktop.ui.day.words import date_words, hour_words
from ilp_desktop.ui.rosters.words import number_words


def when_words(line: ImportLine, zone: ZoneInfo) -> str:
    """Say when an import came in: Oct 15, 2026, 8:02 AM."""
    local = line.applied_at.astimezone(zone)
    return _("{date}, {time}").format(date=date_words(local.date()), time=hour_words(local))


def origin_words(line: ImportLine) -> str:
    """Say where an import came from, and who brought it in."""
    by = _("by {name}").format(name=line.by_whom) if line.by_whom else ""
    return " · ".join(part for part in (line.source, by) if part)


def taken_back_words(line: ImportLine, zone: ZoneInfo) -> str:
    """Say when an import was taken back; "" where it was not."""
    if line.taken_back_at is None:
        return ""
    local = line.taken_back_at.astimezone(zone)
    return _("Taken back {date}, {time}").format(date=date_words(local.date()), time=hour_words(local))


def counts_words(line: ImportLine) -> str:
    """Say in a line what an import brought: students first, then rows of all kinds."""
    students = sum(count.new for count in line.counts if count.kind == "student")
    rows = sum(count.new + count.changed for count in line.counts)
    refused = sum(count.refused for count in line.counts)
    parts = [
        ngettext("{count} new student", "{count} new students", students).format(count=number_words(students)),
        ngettext("{count} row new or changed", "{count} rows new or changed", rows).format(count=number_words(rows)),
    ]
    if refused:
        parts.append(ngettext("{count} refused", "{count} refused", refused).format(count=number_words(refused)))
    return " · ".join(parts)


def import_spoken(line: ImportLine, zone: ZoneInfo) -> str:
    """Word a whole import for a screen reader."""
    parts = (
        line.file_name,
        when_words(line, zone),
        origin_words(line),
        counts_words(line),
        taken_back_words(line, zone),
    )
    return ", ".join(part for part in parts if part)


def undone_words(result: TakenBack) -> str:
    """Say what taking an import back did."""
    words = ngettext(
        "The import was taken back: {count} row is as it was before.",
        "The import was taken back: {count} rows are as they were before.",
        result.undone,
    ).format(count=number_words(result.undone))
    if not result.kept:
        return words
    stayed = ngettext(
        "{count} row stayed, because people worked on it since.",
        "{count} rows stayed, because people worked on them since.",
        result.kept,
    ).format(count=number_words(result.kept))
    return f"{words} {stayed}"


def questions_words(count: int) -> str:
    """Say how many questions about who is who there are."""
    if not count:
        return _("No question about who is who.")
    return ngettext("{count} question about who is who", "{count} questions about who is who", count).format(
        count=number_words(count)
    )
