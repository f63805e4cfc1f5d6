"""A time of day as people and their programs write it."""

import re

_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap])?\.?(?:\s*m\.?)?(?![\d/])", re.IGNORECASE)
_NOON, _MORNING = 12, 7


def time_said(text: str, *, bare_hour: bool = False) -> str:
    """Return the first time of day in a text as 'HH:MM'; '' where there is none.

    From 1 to 6 without a half of the day said is the afternoon: no school meets a family at four in the morning.
    ``bare_hour`` takes '4' for a time too.
    """
    for found in _TIME.finditer(text):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if not (found[2] or half or bare_hour) or hour > 23 or minute > 59 or (half and not 1 <= hour <= _NOON):
            continue
        if half:
            hour = hour % _NOON + (_NOON if half == "p" else 0)
        elif 1 <= hour < _MORNING and not found[1].startswith("0"):
            hour += _NOON
        return f"{hour:02}:{minute:02}"
    return ""
