"""Invitations to the conferences of a schedule: to which homes, and as appointments for calendars (R34)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class InvitationsLook:
    """What there is to invite to. ``conferences`` are published and to come, ``homes`` letters to write.

    ``unmailed`` conferences have nobody who may be mailed today; ``invited`` have a letter written down that went out
    for a conference after it. ``waiting`` meetings have no published time.
    """

    schedule_id: int
    name: str
    conferences: int
    homes: int
    unmailed: int
    invited: int
    waiting: int
    call_name: str
    call_phone: str
    today: date


@dataclass(frozen=True, slots=True)
class Appointment:
    """A conference as a calendar keeps it. ``starts_at`` is local 'HH:MM' in the office's zone.

    ``sequence`` grows with every change, so that a calendar takes the later one for an update and not for another appointment.
    """

    uid: str
    on: date
    starts_at: str
    minutes: int
    title: str
    place: str
    words: str
    sequence: int


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Appointments of one home or of one member of staff. ``name`` is the file's, which names no student."""

    name: str
    content: bytes
