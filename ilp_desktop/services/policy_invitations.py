"""That a family was invited to a conference: it follows from the invitations that went out before it (R34)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ilp_desktop.domain.policy.facts import Adult, Event


def with_invitations(events: Iterable[Event], adults: Sequence[Adult]) -> tuple[Event, ...]:
    """Return the events, each conference with who was invited to it.

    An invitation is to the next conference. The parents were invited once every adult who may come on its day was: a home
    that got no letter was not.
    """
    found = tuple(events)
    invitations = [event for event in found if event.kind == "invitation"]
    if not invitations:
        return found
    days = sorted({event.on for event in found if event.kind == "conference"})
    before = dict(zip(days, (date.min, *days), strict=False))
    return tuple(
        _invited(event, [one for one in invitations if before[event.on] < one.on <= event.on], adults)
        if event.kind == "conference"
        else event
        for event in found
    )


def _invited(event: Event, invitations: Sequence[Event], adults: Sequence[Adult]) -> Event:
    named = frozenset[str]().union(*(one.adults for one in invitations))
    roles = frozenset[str]().union(*(one.roles for one in invitations))
    asked = frozenset(adult.uid for adult in adults if adult.counts_on(event.on))
    marks = set(event.marks)
    if "parent" in roles and asked <= named:
        marks.add("parents_invited")
    if "student" in roles:
        marks.add("student_invited")
    return replace(event, marks=frozenset(marks))
