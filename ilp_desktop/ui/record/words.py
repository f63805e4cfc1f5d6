"""How the record is said on the screen."""

from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from ilp_desktop.domain.disclosures import RULES, Entry, Outcome
from ilp_desktop.domain.records import RecordLine, Standing
from ilp_desktop.language import N_, _, ngettext
from ilp_desktop.ui.day.words import date_words, day_words, hour_words, locale
from ilp_desktop.wording.acts import deed_words
from ilp_desktop.wording.disclosures import GROUNDS


class Span(Enum):
    """Which days are looked at."""

    ANY = "any"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    BETWEEN = "between"


SPANS: dict[Span, str] = {
    Span.ANY: N_("Any day"),
    Span.TODAY: N_("Today"),
    Span.WEEK: N_("Last 7 days"),
    Span.MONTH: N_("Last 30 days"),
    Span.YEAR: N_("Last 12 months"),
    Span.BETWEEN: N_("Between two days…"),
}
_DAYS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30, Span.YEAR: 365}
OUTCOMES: dict[Outcome, tuple[str, str]] = {
    Outcome.OPEN: (N_("Not answered yet"), "amber"),
    Outcome.GIVEN: (N_("Given"), "accent"),
    Outcome.REFUSED: (N_("Not given"), "grey"),
    Outcome.WITHDRAWN: (N_("No longer asked for"), "grey"),
}
"""What came of a request, and the kind of the chip that says so."""


def days_of(span: Span, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day of a span; of any day and of two chosen ones, none."""
    if span not in _DAYS:
        return None, None
    return today - timedelta(days=_DAYS[span] - 1), today


def heading_words(day: date, today: date) -> str:
    """Word the heading of a day: Today, Thursday, October 8 of this year, or with the year."""
    if day == today:
        return _("Today, {day}").format(day=day_words(day))
    words = day_words(day) if day.year == today.year else f"{day_words(day)}, {day.year}"
    return words[:1].upper() + words[1:]


def line_spoken(line: RecordLine, zone: ZoneInfo) -> str:
    """Word a line for a screen reader."""
    return ", ".join(part for part in (hour_words(line.at.astimezone(zone)), deed_words(line), line.student) if part)


def standing_words(standing: Standing) -> tuple[str, str, str]:
    """Word what the chain says of itself: a title, a sentence, and the tint they stand on."""
    count = locale().toString(standing.lines)
    if standing.broken_at is not None:
        title = _("The record was changed outside this program")
        words = _(
            "Line {number} is not as it was written, or is missing. What comes before it is whole. Nothing was changed now: keep"
            " this office and its backups as they are, and compare with a backup."
        )
        return title, words.format(number=locale().toString(standing.broken_at)), "red"
    if standing.checked:
        words = ngettext("{count} line checked.", "{count} lines checked.", standing.lines).format(count=count)
        return _("The record is whole"), words, "accent"
    words = ngettext(
        "{count} line. Whether it is as it was written, the lead\u2019s passphrase can tell.",
        "{count} lines. Whether they are as they were written, the lead\u2019s passphrase can tell.",
        standing.lines,
    )
    return _("The record"), words.format(count=count), "neutral"


def asked_words(entry: Entry) -> str:
    """Word when somebody asked, on whose request, and when they were answered."""
    words = _("Asked {date}").format(date=date_words(entry.asked_on))
    if entry.asked_by:
        words = _("{asked}, on the request of {who}").format(asked=words, who=entry.asked_by)
    if entry.answered_on is not None:
        words = _("{asked} · answered {date}").format(asked=words, date=date_words(entry.answered_on))
    return words


def wanted_words(entry: Entry) -> str:
    """Word which part of the file was asked for, and what for."""
    return f"{entry.what} · {entry.interest}"


def ground_words(entry: Entry) -> str:
    """Word what allowed it, with where that stands."""
    if entry.outcome is not Outcome.GIVEN:
        return ""
    return f"{_(GROUNDS[entry.ground])} · {RULES[entry.ground].citation}"


def further_words(entry: Entry) -> tuple[str, ...]:
    """Word the danger, to whom it may be handed on, and the note, where there are such."""
    said = (
        (_("The danger: {words}"), entry.threat),
        (_("May hand it on to: {words}"), entry.passed_on),
        (_("Note: {words}"), entry.note),
    )
    return tuple(pattern.format(words=words) for pattern, words in said if words)


def written_words(by: str, at: datetime, zone: ZoneInfo) -> str:
    """Word who wrote a line and when."""
    day = date_words(at.astimezone(zone).date())
    return _("Written by {name}, {date}").format(name=by or _("somebody who is not here"), date=day)


def before_words(entry: Entry, by: str, at: datetime, zone: ZoneInfo) -> str:
    """Word what stood in a line before it was answered or corrected."""
    said = " · ".join((entry.party, entry.what, entry.interest, _(OUTCOMES[entry.outcome][0])))
    return _("Before: {said}. {written}").format(said=said, written=written_words(by, at, zone))
