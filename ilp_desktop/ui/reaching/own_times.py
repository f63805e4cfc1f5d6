"""A family's own times as people type them: a line for each day, several stretches in it. No window."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ilp_desktop.domain.errors import OfficeError
from ilp_desktop.domain.replies import FamilySpan
from ilp_desktop.domain.times import time_said
from ilp_desktop.ui.day.words import time_words

_BETWEEN = re.compile(r"\s*(?:\u2013|\u2014|-|\bto\b|\ba las\b|\ba\b(?!\.?\s*m)|\buntil\b|\bhasta\b)\s*", re.IGNORECASE)
_HALF = re.compile(r"[ap]\.?\s*m", re.IGNORECASE)
_NOON = "12:00"
_NEXT = re.compile(r"\s*(?:,|;|\band\b|\by\b)\s*", re.IGNORECASE)


MOST_DAYS = 8
"""Days that are asked about one by one."""


def spans_said(lines: Mapping[date, str]) -> tuple[FamilySpan, ...]:
    """Return the stretches of all days; a day with nothing in its line has none.

    Raises OfficeError ``schedule_hours_wrong`` for what is no stretch of time.
    """
    return tuple(one for on, text in lines.items() for one in _of_day(on, text))


def _of_day(on: date, text: str) -> Iterable[FamilySpan]:
    for part in filter(None, _NEXT.split(text.strip())):
        sides = [each for each in _BETWEEN.split(part) if each.strip()]
        first, last = (time_said(each, bare_hour=True) for each in sides) if len(sides) == 2 else ("", "")
        if first and last and last <= first and last < _NOON and not _HALF.search(sides[1]):
            last = f"{int(last[:2]) + 12}{last[2:]}"  # 6:30 to 7: seven in the evening
        if not first or not last or first >= last:
            raise OfficeError("schedule_hours_wrong", begins=part, ends="")
        yield FamilySpan(on, first, last)


def days_of(days: Sequence[date], spans: Sequence[FamilySpan]) -> tuple[date, ...]:
    """Return the days to ask about: the schedule's, and others on which the family said something."""
    return tuple(sorted({*days, *(one.on for one in spans)}))


def text_of(spans: Sequence[FamilySpan], on: date) -> str:
    """Return what stands in the line of a day: 4:00-5:00, 6:30-7:00."""
    return ", ".join(f"{_typed(one.begins_at)}-{_typed(one.ends_at)}" for one in spans if one.on == on)


def _typed(at: str) -> str:
    """Return a time as people write it, with its half of the day where it would be taken for the other."""
    words = time_words(at)
    if time_said(words) == at:
        return words
    return f"{words} {'a.m.' if at < _NOON else 'p.m.'}"
