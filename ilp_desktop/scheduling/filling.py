"""Fills a day in order, each meeting at the first time that is free: what a person would do by hand, at once."""

from ilp_desktop.domain.schedules import Day, Laid, Meeting, Placing


def fill(day: Day, placed: Placing | None = None) -> dict[int, int]:
    """Return a place for as many meetings as find one; those of ``placed`` and of a fixed time keep theirs.

    Who can come at few times goes first, a family's children after one another.
    """
    kept = dict(placed or {}) | {each.key: each.fixed for each in day.meetings if each.fixed is not None}
    laid = Laid(day, kept)
    starts = {each.key: day.starts(each) for each in day.meetings if each.key not in kept}
    beside: dict[str, int] = {}
    for meeting in sorted((each for each in day.meetings if each.key in starts), key=lambda each: _first(each, starts)):
        times = starts[meeting.key]
        near = beside.get(meeting.together)
        if near is not None:
            times = tuple(sorted(times, key=lambda start, near=near: (abs(start - near), start)))
        start = next((each for each in times if not laid.clashes_at(meeting.key, each)), None)
        if start is not None:
            laid.lay(meeting.key, start)
            if meeting.together:
                beside[meeting.together] = start
    return laid.placing


def _first(meeting: Meeting, starts: dict[int, tuple[int, ...]]) -> tuple[bool, bool, int, str, int]:
    """Return the order: whoever needs an interpreter, families, and then who has the fewest times."""
    return (not meeting.language, not meeting.together, len(starts[meeting.key]), meeting.together, meeting.key)
