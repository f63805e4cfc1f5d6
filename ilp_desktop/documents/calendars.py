"""Appointments as an iCalendar file (RFC 5545), for the calendar of a family or of a member of staff."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, vText

from ilp_desktop.domain.invitations import Appointment

_MAKER = "-//ILP Desktop//Conferences//EN"


def draw_calendar(appointments: Iterable[Appointment], zone: ZoneInfo, at: datetime, language: str = "en") -> bytes:
    """Return a calendar with the rules of its time zone in it, so that an hour stays the same across a change of clocks.

    ``at`` is the instant at which it was made. The same arguments always give the same bytes.
    """
    calendar = Calendar()
    _put(calendar, "prodid", _MAKER)
    _put(calendar, "version", "2.0")
    _put(calendar, "method", "PUBLISH")
    for one in appointments:
        calendar.add_component(_event(one, zone, at, language))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(one: Appointment, zone: ZoneInfo, at: datetime, language: str) -> Event:
    hours, _colon, minutes = one.starts_at.partition(":")
    begins = datetime(one.on.year, one.on.month, one.on.day, int(hours), int(minutes), tzinfo=zone)
    event = Event()
    _put(event, "uid", one.uid)
    _put(event, "dtstamp", at)
    _put(event, "sequence", one.sequence)
    _put(event, "dtstart", begins)
    _put(event, "duration", timedelta(minutes=one.minutes))
    for key, words in (("summary", one.title), ("location", one.place), ("description", one.words)):
        if words:
            _put(event, key, vText(words, params={"LANGUAGE": language}))
    return event


def _put(component: Component, name: str, value: object) -> None:
    cast("Any", component).add(name, value)  # the library does not say what values it takes
